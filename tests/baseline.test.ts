/** Baselines as memory: what an update writes, what it keeps, and what it refuses to read. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import prettier from 'prettier';
import { compareVersions } from '../messages/version-order.ts';
import { baselineText, eraIn, readBaseline, type Era } from '../reports/baseline/baseline.ts';
import { readBaselines } from '../reports/baseline/files.ts';
import { unfitCells, updatedBaseline } from '../reports/baseline/update.ts';
import { keyOf } from '../reports/drift/compare.ts';
import { ENGINES, type Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import {
  addMessage,
  baselineIn,
  baselinesOf,
  cellIn,
  columnIn,
  driftFromRecorded,
  fail,
  recordedRun,
  rewordFirefox,
  told,
  withEras,
  type MutableResults,
} from './baseline-fixtures.ts';

const ONE = 'allow-origin-missing';

/** The baseline of one engine after a run. */
function updated(
  before: ReturnType<typeof baselineIn> | null,
  results: MutableResults,
  engine: Engine,
) {
  const index = results.engines.findIndex((one) => one.engine === engine);
  const key = keyOf(results.engines[index]!, results)!;
  return updatedBaseline(before, key, results, index, SCENARIOS);
}

const recorded = (engine: Engine) => baselineIn(baselinesOf(recordedRun()), engine);

test('versions: by number, betas before releases, an ESR as its number', () => {
  const ordered = [
    '2.50.6',
    '2.50.10',
    '9',
    '140.0',
    '153.7.0esr',
    '153.9',
    '154.0a1',
    '154.0b3',
    '154.0b12',
    '154.0',
  ];
  expect(ordered.toReversed().toSorted(compareVersions)).toEqual(ordered);
  expect(compareVersions('153.7', '153.7.0esr')).toBe(0);
  expect(compareVersions('156', '156.0.8078.79')).toBeLessThan(0);
});

for (const engine of ENGINES)
  test(`${engine}: update, then compare, gives nothing; update again changes nothing`, () => {
    const results = recordedRun();
    rewordFirefox(results);
    cellIn(results, 'webkit', ONE).verdict = 'allowed';
    const once = updated(recorded(engine), results, engine);
    const file = { file: 'f', baseline: once };
    const drift = driftFromRecorded(results, [file]).filter((one) => one.engine === engine);
    expect(told(drift)).toEqual([]);
    expect(updated(once, results, engine)).toEqual(once);
  });

test('a changed scenario gets an era in front and keeps the old one; others are untouched', () => {
  const results = recordedRun();
  rewordFirefox(results);
  const before = recorded('firefox');
  const after = updated(before, results, 'firefox');
  expect(after.version).toBe('154.0');
  expect(after.scenarios[ONE]?.map(({ since }) => since)).toEqual(['154.0', '153.7.0esr']);
  expect(after.scenarios[ONE]?.[1]).toEqual(before.scenarios[ONE]?.[0]);
  expect(after.scenarios[ONE]?.[0]?.messages?.[0]?.text).toContain('is absent');
  expect(after.scenarios['allow-origin-twice-the-same']).toBe(
    before.scenarios['allow-origin-twice-the-same'],
  );
});

test('an older version finds its place behind the newer one', () => {
  const newer = recordedRun();
  rewordFirefox(newer);
  const both = updated(recorded('firefox'), newer, 'firefox');
  const between = recordedRun();
  rewordFirefox(between, 'is not there');
  columnIn(between, 'firefox').version = '153.9.0esr';
  const three = updated(both, between, 'firefox');
  expect(three.version).toBe('154.0');
  expect(three.scenarios[ONE]?.map(({ since }) => since)).toEqual([
    '154.0',
    '153.9.0esr',
    '153.7.0esr',
  ]);
  // A beta that did already what the release does brings the era forward.
  const beta = recordedRun();
  rewordFirefox(beta);
  columnIn(beta, 'firefox').version = '154.0b2';
  const [first] = updated(three, beta, 'firefox').scenarios[ONE] ?? [];
  expect(first?.since).toBe('154.0b2');
});

test('the same version with another result keeps both', () => {
  const results = recordedRun();
  cellIn(results, 'chromium', ONE).stage = 'network';
  const eras = updated(recorded('chromium'), results, 'chromium').scenarios[ONE] ?? [];
  expect(eras.map(({ stage }) => stage)).toEqual(['network', 'cors-check']);
  expect(eraIn(eras, '156.0.8078.79')?.stage).toBe('network');
});

test('a scenario that is gone stays a memory, and is new when it comes back', () => {
  const gone = recordedRun();
  gone.rows = gone.rows.filter(({ id }) => id !== ONE);
  const without = updated(recorded('chromium'), gone, 'chromium');
  expect(without.scenarios[ONE]?.map(({ status }) => status)).toEqual(['gone', 'conforms']);
  const only = (results: MutableResults) =>
    told(driftFromRecorded(results, [{ file: 'f', baseline: without }])).filter((line) =>
      line.startsWith('chromium'),
    );
  expect(only(gone)).toEqual([]);
  expect(only(recordedRun())).toEqual([`chromium ${ONE} new`]);
  const back = updated(without, recordedRun(), 'chromium');
  expect(back.scenarios[ONE]?.map(({ status }) => status)).toEqual([
    'conforms',
    'gone',
    'conforms',
  ]);
});

test('what fails, what was not run and what the harness broke keep what was remembered', () => {
  const results = recordedRun();
  addMessage(results);
  cellIn(results, 'firefox', 'preflight-status-404').status = 'not-run';
  cellIn(results, 'firefox', 'image-crossorigin-refused').status = 'harness-error';
  const before = recorded('firefox');
  expect(updated(before, results, 'firefox').scenarios).toEqual(before.scenarios);
  expect(unfitCells(results, 1)).toEqual({ fails: 1, 'not-run': 1, 'harness-error': 1 });
  fail(cellIn(results, 'firefox', 'allow-origin-twice-the-same'));
  expect(unfitCells(results, 1)).toMatchObject({ fails: 2 });
});

test('the text: keys in one order, scenarios by id, laid out as the formatter does', async () => {
  const baseline = recorded('webkit');
  const text = baselineText(baseline);
  const shuffled = Object.fromEntries(Object.entries(baseline.scenarios).toReversed());
  expect(baselineText({ ...baseline, scenarios: shuffled })).toBe(text);
  expect(readBaseline(text)).toEqual(baseline);
  expect(await prettier.check(text, { parser: 'json', printWidth: 100 })).toBe(true);
  const [era] = readBaseline(text).scenarios[ONE] ?? [];
  expect(Object.keys(era ?? {})).toEqual([
    'since',
    'status',
    'verdict',
    'stage',
    'messages',
    'cured',
  ]);
});

const spoilt: readonly (readonly [what: string, change: (text: string) => string, told: RegExp])[] =
  [
    ['half of it', (text) => text.slice(0, 400), /it is not JSON/],
    ['another format', (text) => text.replace('@1', '@2'), /format must be "cors-conformance/],
    ['an unknown field', (text) => text.replace('"verdict"', '"verdikt"'), /verdikt is not known/],
    ['a failing era', (text) => text.replace('"conforms"', '"fails"'), /status must be one of/],
    [
      'no version',
      (text) => text.replace(/"since": "[^"]+"/, '"since": "new"'),
      /since must be a version/,
    ],
    ['a foreign file', () => '{}', /format is missing/],
  ];
for (const [what, change, words] of spoilt)
  test(`a spoilt baseline is named in one line: ${what}`, async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'baselines-'));
    try {
      await writeFile(
        path.join(folder, 'chromium-linux.json'),
        change(baselineText(recorded('chromium'))),
      );
      await writeFile(path.join(folder, 'firefox-linux.json'), baselineText(recorded('firefox')));
      const { baselines, problems } = await readBaselines(folder, 'shown');
      expect(baselines.map(({ file }) => file)).toEqual(['shown/firefox-linux.json']);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toMatch(/^shown\/chromium-linux\.json: it is no baseline: .*; mend it/);
      expect(problems[0]).toMatch(words);
      expect(problems[0]).not.toContain('\n');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

test('eras out of order, and a file under another name, are told', async () => {
  const baseline = recorded('webkit');
  const [era] = baseline.scenarios[ONE] ?? [];
  const eras: Era[] = [era!, { ...era!, since: '2.52.0' }];
  expect(() => readBaseline(baselineText(withEras(baseline, ONE, eras)))).toThrow(
    'scenarios["allow-origin-missing"][1].since must not be newer than the one before it',
  );
  const folder = await mkdtemp(path.join(tmpdir(), 'baselines-'));
  try {
    await mkdir(path.join(folder, 'below'));
    await writeFile(path.join(folder, 'webkit-macos.json'), baselineText(baseline));
    expect((await readBaselines(folder, 'shown')).problems).toEqual([
      'shown/webkit-macos.json: it is a baseline that must be called webkit-linux.json; rename it',
    ]);
    expect(await readBaselines(path.join(folder, 'none'))).toEqual({ baselines: [], problems: [] });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the project’s own baselines are whole, and are written as they would be written now', async () => {
  const { baselines, problems } = await readBaselines();
  expect(problems).toEqual([]);
  expect(baselines.map(({ baseline }) => baseline.engine)).toEqual(
    expect.arrayContaining([...ENGINES]),
  );
  const root = fileURLToPath(new URL('..', import.meta.url));
  for (const { file, baseline } of baselines)
    expect(await readFile(path.join(root, file), 'utf8')).toBe(baselineText(baseline));
});
