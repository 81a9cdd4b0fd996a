/** What the page and the summary are made of; nothing observed may become markup. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { FullConfig, Suite } from '@playwright/test/reporter';
import { MESSAGES } from '../messages/index.ts';
import { ENGINES } from '../messages/types.ts';
import { collect } from '../reports/collect.ts';
import { cssString, escapeHtml, html, link, prose, text } from '../reports/html/escape.ts';
import { renderPage } from '../reports/html/page.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import { codeSpan, escapeMarkdown, fenced } from '../reports/markdown-text.ts';
import MatrixReporter from '../reports/matrix-reporter.ts';
import { ambiguousIds, byTopic, rerunCommand } from '../reports/words.ts';
import { writeMatrix } from '../reports/write-matrix.ts';
import type { RunRecord } from '../reports/run.ts';
import {
  attempt,
  build,
  evidence,
  notApplicableIn,
  observation,
  passed,
  record,
  runOf,
  scenario,
} from './reports-fixtures.ts';

const HOSTILE =
  '<img src=x onerror=alert(1)>"\'`--></script></style></textarea><!--\u2028\u202Ekcatta\u202C\u0000';

/** A run in which every observed text is hostile. */
function hostileRun(id: string): RunRecord {
  const seen = observation('firefox', HOSTILE, HOSTILE);
  const refused = {
    sees: [{ step: HOSTILE, verdict: 'blocked' as const, detail: HOSTILE }],
    wire: seen.wire.map((line) => ({
      request: HOSTILE,
      requestHeaders: [...line.requestHeaders, `X-Odd: ${HOSTILE}`],
      answer: HOSTILE,
      answerHeaders: [`X-Odd: ${HOSTILE}`],
    })),
    console: seen.console.map((line) => ({
      ...line,
      id: HOSTILE,
      code: HOSTILE,
      url: `x${HOSTILE}`,
      help: `javascript:${HOSTILE}`,
    })),
  };
  const handed = evidence(id, 'firefox', {
    refused,
    cured: refused,
    stage: HOSTILE,
    build: build('firefox', { name: HOSTILE, version: HOSTILE, platform: HOSTILE }),
    deviation: { because: HOSTILE, url: `javascript:${HOSTILE}` },
  });
  return runOf(
    [
      record(id, 'firefox', [
        attempt('failed', handed, `${HOSTILE}\nexpect(received)\n${HOSTILE}`),
      ]),
      record(id, 'webkit', [attempt('failed', null, HOSTILE)]),
      record('', 'chromium', [attempt('passed', null)], { titles: [HOSTILE], tags: [] }),
    ],
    { errors: [HOSTILE] },
  );
}

const pageOf = (run: RunRecord, scenarios = [scenario('one'), scenario('two')]) =>
  renderPage(collect(run, scenarios), scenarios, MESSAGES);

test('no observed text becomes markup in the page', () => {
  const page = pageOf(hostileRun('one'), [scenario('one', { title: HOSTILE, cause: HOSTILE })]);
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(page).not.toContain('<img');
  expect(page).not.toContain('<!--');
  expect(page).not.toMatch(/href="javascript:/);
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(page.match(/<\/style>/g)).toHaveLength(1);
  // oxlint-disable-next-line no-control-regex -- the very characters that must not be left
  expect(page).not.toMatch(/[\u0000\u2028\u202C\u202E]/);
  expect(page).toContain('<mark>U+202E</mark>');
});

test('the policy names the hashes of the one style and the one script, and nothing else', () => {
  const page = pageOf(hostileRun('one'));
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1] ?? '';
  for (const [name, directive] of [
    ['style', 'style-src'],
    ['script', 'script-src'],
  ] as const) {
    const source = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(source).digest('base64');
    expect(policy).toContain(`${directive} 'sha256-${hash}'`);
  }
  expect(policy).toContain("default-src 'none'");
  expect(page).not.toMatch(/ style="| on[a-z]+="| src="|@import|url\(/);
});

test('every scenario is in the matrix under an id of its own, and is linked from its row', () => {
  const scenarios = [scenario('one'), scenario('one-more'), scenario('cors', { topic: 'Login' })];
  const page = pageOf(runOf([passed('one', 'chromium')]), scenarios);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  // A scenario of any kebab name is free of the page's own ids.
  const own = ids.filter((id) => !scenarios.some((one) => one.id === id));
  expect(own.filter((id) => !/[A-Z]/.test(`${id}`))).toEqual([]);
  for (const { id } of scenarios) {
    expect(ids).toContain(id);
    expect(page.split(`<a class="t" href="#${id}"`)).toHaveLength(2);
  }
});

test('a group shows what MDN says and what Firefox prints', () => {
  const page = pageOf(runOf([passed('one', 'firefox')]));
  expect(page).toContain('Reason: CORS header &#39;Access-Control-Allow-Origin&#39; missing');
  expect(page).toContain('Reason: CORS header ‘Access-Control-Allow-Origin’ missing');
  expect(page).toContain('Errors/CORSMissingAllowOrigin"');
  const [head] = byTopic([scenario('one')], MESSAGES);
  expect(head?.firefox).toEqual(['Reason: CORS header ‘Access-Control-Allow-Origin’ missing']);
});

test('the banners say what the run is not', () => {
  const page = pageOf(runOf([passed('one', 'firefox', { protection: 'off' })]));
  expect(page.replace(/\s+/g, ' ')).toContain('<b>Partial:</b> 1 of 6 cells run');
  expect(page).toContain('Protection off.');
  const complete = ['one', 'two'].flatMap((id) => ENGINES.map((engine) => passed(id, engine)));
  expect(pageOf(runOf(complete))).not.toContain('class="banner');
});

test('equal observations are told once, under all the names', () => {
  const page = pageOf(runOf([...ENGINES.map((engine) => passed('one', engine))]));
  expect(page).toContain('<p class="who">Chromium · Firefox · WebKit</p>');
});

test('a reason why a cell cannot exist is shown with its link', () => {
  const page = pageOf(runOf([]), [notApplicableIn('webkit', 'one')]);
  expect(page).toContain('There is no such switch.');
  expect(page).toContain('href="https://bugs.example/1"');
});

test('the command runs the one scenario, also where its name begins another', () => {
  const ambiguous = ambiguousIds([
    scenario('a-b'),
    scenario('a'),
    scenario('c-a-b-d'),
    scenario('e'),
  ]);
  expect([...ambiguous].toSorted()).toEqual(['a', 'a-b']);
  const column = { key: 'x', project: 'firefox', engine: 'firefox', name: 'Firefox' } as const;
  expect(rerunCommand('e', column, ambiguous)).toBe('npx playwright test -g e --project=firefox');
  expect(rerunCommand('a', column, ambiguous)).toContain('-g "@a( |$)" ');
});

test('escaping names what cannot be seen', () => {
  expect(escapeHtml('a\u202Eb\t\n\u200B\uD800')).toBe('a[U+202E]b\t\n[U+200B][U+D800]');
  expect(text('[U+202E]').markup).toBe('[U+202E]');
  expect(html`<p title="${'"><b>'}">${['<', html`<i></i>`, null, false, 0]}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;b&gt;">&lt;<i></i>0</p>',
  );
  expect(prose('`a<b>` and `c').markup).toBe('<code>a&lt;b&gt;</code> and &#96;c');
  expect(link('javascript:alert(1)', 'x').markup).toBe('x');
  expect(link('https://e.example/"><b>', 'x').markup).not.toContain('<b>');
  expect(cssString('a"}</style>')).toBe('"a\\22 \\7d \\3c \\2f style\\3e "');
});

test('no observed text becomes markup in the summary', () => {
  const scenarios = [scenario('one', { title: '`x` | @everyone #1 [a](http://b) <b> www.c.d' })];
  const summary = renderMarkdown(collect(hostileRun('one'), scenarios), scenarios);
  const unfenced = summary
    .replace(/^(`{3,})text\n[\s\S]*?\n\1$/gm, '')
    .replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, '');
  expect(unfenced).not.toMatch(/<(?!\/?code>)/);
  expect(unfenced).not.toMatch(/@everyone|(?<!&)#1|\]\(http:/);
  expect(summary).toContain('> **Partial:**');
  expect(summary).not.toMatch(/[\u2028\u202E]/);
});

test('code spans and blocks cannot be left', () => {
  expect(codeSpan('a `b`` c')).toBe('``` a `b`` c ```');
  expect(codeSpan('a | b\nc')).toBe('<code>a &#124; b c</code>');
  expect(fenced('````\nx')).toBe('`````text\n````\nx\n`````');
  expect(escapeMarkdown('*a* _b_\n# c')).toBe('&#42;a&#42; &#95;b&#95; &#35; c');
});

test('the summary counts by reason', () => {
  const scenarios = [scenario('one'), scenario('two')];
  const run = runOf([
    passed('one', 'firefox'),
    record('two', 'firefox', [
      attempt('failed', evidence('two', 'firefox'), 'First.\n\nMiddle.\n\nexpect(x).toBe(y)\n- y'),
    ]),
  ]);
  const summary = renderMarkdown(collect(run, scenarios), scenarios);
  expect(summary).toMatch(
    /\| \[CORSMissingAllowOrigin\]\(\S+\) \| not run \| 1 of 2, ✗ 1 \| not run \|/,
  );
  expect(summary).toContain('**Firefox** `two`');
  expect(summary).toContain('First.\nexpect(x).toBe(y)\n- y\n');
});

test.describe('files', () => {
  let folder = '';
  test.beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'matrix-'));
  });
  test.afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  test('three files are written, and nothing else is left', async () => {
    const scenarios = [scenario('one')];
    const out = path.join(folder, 'new', 'matrix');
    const run = runOf([passed('one', 'firefox')]);
    const results = await writeMatrix(run, { scenarios, messages: MESSAGES }, out);
    expect((await readdir(out)).toSorted()).toEqual(['index.html', 'results.json', 'summary.md']);
    expect(JSON.parse(await readFile(path.join(out, 'results.json'), 'utf8'))).toEqual(results);
  });

  test('a report that cannot be written fails the run with one line', async () => {
    await writeFile(path.join(folder, 'file'), '');
    const reporter = new MatrixReporter({ outputFolder: path.join(folder, 'file', 'matrix') });
    reporter.onBegin(
      { shard: null, maxFailures: 0, projects: [] } as unknown as FullConfig,
      { suites: [] } as unknown as Suite,
    );
    const written: string[] = [];
    const { write } = process.stderr;
    process.stderr.write = ((line: string) => written.push(line) > 0) as typeof write;
    try {
      const result = { status: 'passed', startTime: new Date(), duration: 1 } as const;
      expect(await reporter.onEnd(result)).toEqual({ status: 'failed' });
    } finally {
      process.stderr.write = write;
    }
    expect(written).toEqual([expect.stringMatching(/^matrix report: not written: [^\n]+\n$/)]);
  });
});
