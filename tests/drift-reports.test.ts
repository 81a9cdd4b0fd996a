/** How drift is shown: the words that differ, side by side, and nothing observed as markup. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { MESSAGES } from '../messages/index.ts';
import { differenceOf, similarity } from '../reports/drift/text.ts';
import { baselineWords, countWords, gravityWords, versionsWords } from '../reports/drift/words.ts';
import { drift as driftSection } from '../reports/html/drift.ts';
import { driftSummary } from '../reports/drift/markdown.ts';
import { readResults } from '../reports/read-results.ts';
import { writeMatrix } from '../reports/write-matrix.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { baselinesOf, driftFromRecorded, recordedRun, rewordFirefox } from './baseline-fixtures.ts';
import { passed, runOf } from './reports-fixtures.ts';

const HOSTILE = '<img src=x onerror=alert(1)>"\'`|--></script>@team #1 \u202Ekcatta\u202C';

const rewordedRun = (words?: string) => {
  const results = recordedRun();
  rewordFirefox(results, words);
  return driftFromRecorded(results);
};

const joined = (segments: readonly { text: string }[]): string =>
  segments.map(({ text }) => text).join('');

test('a difference is told by words, placeholders whole', () => {
  expect(differenceOf('at {api:/a} is missing.', 'at {api:/b} is missing!')).toEqual({
    before: [
      { text: 'at ', changed: false },
      { text: '{api:/a}', changed: true },
      { text: ' is missing', changed: false },
      { text: '.', changed: true },
    ],
    after: [
      { text: 'at ', changed: false },
      { text: '{api:/b}', changed: true },
      { text: ' is missing', changed: false },
      { text: '!', changed: true },
    ],
  });
});

test('words that follow one another and differ are one passage', () => {
  expect(differenceOf('Status code: 1', 'HTTP status: 1')).toEqual({
    before: [
      { text: 'Status code', changed: true },
      { text: ': 1', changed: false },
    ],
    after: [
      { text: 'HTTP status', changed: true },
      { text: ': 1', changed: false },
    ],
  });
});

test('the segments joined are the texts; equal texts have no difference', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (before, after) => {
      const difference = differenceOf(before, after);
      expect([joined(difference.before), joined(difference.after)]).toEqual([before, after]);
      expect(differenceOf(before, before).before.some(({ changed }) => changed)).toBe(false);
    }),
  );
});

test('what differs in very long texts is marked as a whole, and soon', () => {
  const long = (word: string): string => `same ${`${word} `.repeat(50_000)}end`;
  const { before } = differenceOf(long('a'), long('b'));
  expect(before.map(({ changed }) => changed)).toEqual([false, true, false]);
});

test('likeness is the share of common words', () => {
  expect(similarity('one two', 'one two')).toBe(1);
  expect(similarity('one two', 'three four')).toBe(0);
  expect(similarity('one two three', 'one two four')).toBeCloseTo(2 / 3);
});

test('the section of the page has both texts, the differing words marked', () => {
  const { markup } = driftSection({ drift: rewordedRun() }, new Set(['allow-origin-missing']));
  expect(markup).toContain('What changed <small>0 hard changes, 5 soft changes</small>');
  expect(markup).toContain('<b>Firefox ESR 153.7.0esr → 154.0</b>');
  expect(markup).toContain('<del>missing</del>');
  expect(markup).toContain('<ins>is absent</ins>');
  expect(markup).toContain('<a href="#allow-origin-missing">allow-origin-missing</a>');
  // A scenario without a row has nothing to link to.
  expect(markup).not.toContain('href="#allow-origin-missing-on-404"');
  expect(driftSection({}, new Set()).markup).toBe('');
});

test('no observed text becomes markup', () => {
  const drift = rewordedRun(HOSTILE);
  const { markup } = driftSection({ drift }, new Set());
  expect(markup).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(markup).not.toMatch(/<img|<\/script|\u202E/);
  const summary = driftSummary(drift).join('\n\n');
  expect(summary).not.toMatch(/<img|<\/script|\u202E|@team/);
  // Two bars begin and end the row, one parts it: none came from the text.
  for (const row of summary.split('\n').filter((line) => line.startsWith('| Cross')))
    expect(row.split('|')).toHaveLength(4);
});

test('the summary says versions, kinds and scenarios', () => {
  const summary = driftSummary(rewordedRun());
  expect(summary[0]).toBe('## What changed: 0 hard changes, 5 soft changes');
  expect(summary.join('\n')).toContain(
    '· **reworded: CORSMissingAllowOrigin2**, 153.7.0esr → 154.0: `allow-origin-missing`',
  );
  expect(summary.join('\n')).toContain('<b>missing</b>');
  expect(driftSummary(undefined)).toEqual([]);
});

test('the words of a far baseline and of none', () => {
  const results = recordedRun();
  results.platform.os = 'win32';
  const [far] = driftFromRecorded(results);
  expect(baselineWords(far!)).toBe(
    'compared with reports/baselines/chromium-linux.json, the baseline of linux: there is none of this build here',
  );
  expect(countWords(far!)).toBe('9 as before');
  expect(versionsWords(far!)).toBe('Chromium 156.0.8078.79');
  const [none] = driftFromRecorded(results, []);
  expect(baselineWords(none!)).toMatch(/^not compared: there is no baseline of chromium/);
  expect(gravityWords([])).toBe('0 hard changes, 0 soft changes');
});

test('a report written with baselines holds its drift, and is read back', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'drift-'));
  try {
    const knowledge = { scenarios: SCENARIOS, messages: MESSAGES };
    const run = runOf([passed('allow-origin-missing', 'firefox')]);
    const bare = await writeMatrix(run, knowledge, folder);
    expect(bare.drift).toBeUndefined();
    const baselines = baselinesOf(recordedRun());
    const results = await writeMatrix(run, { ...knowledge, baselines }, folder);
    expect(results.drift?.map(({ engine }) => engine)).toEqual(['firefox']);
    const read = readResults(await readFile(path.join(folder, 'results.json'), 'utf8'));
    expect(read.drift).toEqual(results.drift);
    expect(await readFile(path.join(folder, 'index.html'), 'utf8')).toContain('id="theDrift"');
    expect(await readFile(path.join(folder, 'summary.md'), 'utf8')).toContain('## What changed');
    const off = { ...run, protection: 'off' } as const;
    expect((await writeMatrix(off, { ...knowledge, baselines }, folder)).drift).toBeUndefined();
  } finally {
    await rm(folder, { recursive: true });
  }
});
