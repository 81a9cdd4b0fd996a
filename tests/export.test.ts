/** The exports are read back as their readers would read them. */
import { expect, test } from '@playwright/test';
import { MESSAGES } from '../messages/index.ts';
import { csvField, renderCsv } from '../reports/export/csv.ts';
import { escapeXml, renderJunit } from '../reports/export/junit.ts';
import { renderHistoryMarkdown } from '../reports/export/markdown.ts';
import { wptReports, type WptReport } from '../reports/export/wptreport.ts';
import { EXPORTS } from '../reports/export/export.ts';
import { historyView } from '../reports/history/view.ts';
import { merge } from '../reports/merge/merge.ts';
import { readSource } from '../reports/merge/source.ts';
import { attempt, build, evidence, notApplicableIn, record, scenario } from './reports-fixtures.ts';
import { resultsOf, saying, sourceOf, testOf } from './history-fixtures.ts';
import { readXml } from './xml-reader.ts';

const HOSTILE =
  "=cmd()|'/c calc'!A1 <img src=x onerror=alert(1)></script>\u202E\u0000\u0008\uFFFE\uD800 ]]> \"a\", 'b' & 1 < 2";

const scenarios = [
  scenario('good'),
  scenario('bad'),
  scenario('odd'),
  scenario('broken'),
  scenario('unknown'),
  notApplicableIn('chromium', 'no-such-switch'),
];
const ids = scenarios.map(({ id }) => id);

const results = resultsOf(
  [
    testOf('good', 'chromium'),
    testOf(
      'bad',
      'chromium',
      {},
      { fails: HOSTILE, ...saying('chromium', HOSTILE), verdict: 'allowed' },
    ),
    testOf(
      'odd',
      'chromium',
      {},
      {
        deviation: { because: `It departs. ${HOSTILE}`, url: 'https://bugs.example/2' },
      },
    ),
    record('broken', 'chromium', [
      attempt(
        'failed',
        evidence('broken', 'chromium', { build: build('chromium'), harnessError: HOSTILE }),
        'x',
      ),
    ]),
  ],
  scenarios,
);

const view = historyView(merge([sourceOf('one.json', results)], ids), scenarios, MESSAGES);

test('wptreport: one file for each browser that ran, as wpt.fyi requires it', () => {
  const reports = wptReports(view);
  expect([...reports.keys()]).toEqual(['chromium-150.1']);
  const report = JSON.parse(JSON.stringify(reports.get('chromium-150.1'))) as WptReport;
  expect(report.run_info).toEqual({
    product: 'chromium',
    browser_version: '150.1',
    os: 'linux',
    os_version: '',
    processor: 'x64',
    revision: '0'.repeat(40),
  });
  expect(report.time_start).toBe(Date.parse('2026-11-22T01:02:03.456Z'));
  expect(report.time_end).toBe(report.time_start + 28);
  const statuses = report.results.map(({ test: path, status, subtests }) => [
    path,
    status,
    subtests.map(
      (subtest) => `${subtest.status}${subtest.expected ? ` not ${subtest.expected}` : ''}`,
    ),
  ]);
  const place = '/cors-conformance/CORSMissingAllowOrigin';
  expect(statuses).toEqual([
    [`${place}/good`, 'OK', ['PASS', 'PASS']],
    [`${place}/bad`, 'OK', ['FAIL', 'FAIL not PASS']],
    [`${place}/odd`, 'OK', ['PASS', 'FAIL']],
    [`${place}/broken`, 'ERROR', []],
    [`${place}/no-such-switch`, 'OK', ['PRECONDITION_FAILED']],
  ]);
  const names = report.results.map(({ test: path }) => path);
  expect(new Set(names).size).toBe(names.length);
  // wptrunner's own writer lets no lone surrogate through either: readers choke on them.
  expect(JSON.stringify(report)).not.toMatch(/\\ud800/i);
});

test('JUnit: a suite for each column, a case for each cell, and every text as it was', () => {
  const suites = readXml(renderJunit(view));
  expect(suites.name).toBe('testsuites');
  expect(suites.children.map(({ attributes }) => attributes['name'])).toEqual([
    'Chromium 150.1',
    'Firefox (build not known)',
    'WebKit (build not known)',
  ]);
  const [chromium] = suites.children;
  expect(chromium?.attributes).toMatchObject({
    tests: '6',
    failures: '1',
    errors: '1',
    skipped: '2',
    timestamp: '2026-11-22T01:02:03',
  });
  const cases = (chromium?.children ?? []).filter(({ name }) => name === 'testcase');
  expect(cases.map(({ children }) => children.map(({ name }) => name))).toEqual([
    [],
    ['failure'],
    ['properties'],
    ['error'],
    ['skipped'],
    ['skipped'],
  ]);
  const shown = HOSTILE.replace('\u202E', '[U+202E]')
    .replace('\u0000', '[U+0000]')
    .replace('\u0008', '[U+0008]')
    .replace('\uFFFE', '[U+FFFE]')
    .replace('\uD800', '[U+D800]');
  expect(cases[1]?.children[0]?.attributes['message']).toBe(shown);
  expect(cases[1]?.children[0]?.text).toContain(`${shown}\n`);
  expect(cases[2]?.children[0]?.children.map(({ attributes }) => attributes)).toEqual([
    { name: 'known-deviation', value: `It departs. ${shown}` },
    { name: 'url', value: 'https://bugs.example/2' },
  ]);
  expect(cases[5]?.children[0]?.attributes['message']).toBe(
    'There is no such switch. (https://bugs.example/1)',
  );
});

test('no character can break the XML', () => {
  const all = Array.from({ length: 0x2_00 }, (_, code) => String.fromCharCode(code)).join('');
  const text = `${all}\uD800a\uDFFF\uFFFE\uFFFF\u{1F600}]]>`;
  const { text: read } = readXml(`<a>${escapeXml(text)}</a>`);
  expect(read).toContain('!"#$%&\'()*+,-./0123456789:;<=>?@');
  expect(read.endsWith('[U+D800]a[U+DFFF][U+FFFE][U+FFFF]\u{1F600}]]>')).toBe(true);
  for (const broken of [
    '<a>&</a>',
    '<a>\u0001</a>',
    '<a b="<"/>',
    '<a>]]></a>',
    '<a></b>',
    '<a/><b/>',
  ])
    expect(() => readXml(broken), broken).toThrow();
});

/** The fields of each record, by the grammar of https://www.rfc-editor.org/rfc/rfc4180#section-2. */
function readCsv(text: string): readonly (readonly string[])[] {
  const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  const records: string[][] = [[]];
  while (FIELD.lastIndex < text.length) {
    const at = FIELD.lastIndex;
    const [whole, quoted, plain = '', end] = FIELD.exec(text) ?? [];
    if (whole === undefined) throw new Error(`no CSV at ${at}: ${text.slice(at, at + 40)}`);
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

test('CSV: a line for each cell, read back field by field; nothing in it is a formula', () => {
  const [head = [], ...records] = readCsv(renderCsv(view));
  expect(records).toHaveLength(scenarios.length * 3);
  for (const fields of records) {
    expect(fields).toHaveLength(head.length);
    for (const field of fields) expect(field).not.toMatch(/^[=+\-@\t\r\n]/);
  }
  const bad = records.find(([id, , , engine]) => id === 'bad' && engine === 'chromium') ?? [];
  const field = (name: string) => bad[head.indexOf(name)] ?? '';
  expect(field('status')).toBe('fails');
  expect(field('console')).toContain('<img src=x onerror=alert(1)></script>[U+202E][U+0000]');
  expect(field('console').startsWith("'=cmd()")).toBe(true);
});

test('CSV: each way to begin a formula becomes text', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\n=1', ' =1', '＝1', '\r=1'])
    expect(readCsv(`${csvField(formula)}\r\n`)[0]?.[0], formula).toMatch(/^['[]/);
  expect(csvField('a,b')).toBe('"a,b"');
  expect(csvField('say "a"')).toBe('"say ""a"""');
  expect(csvField('{api:/resource}')).toBe('{api:/resource}');
});

test('Markdown: the summary of the run, and what changed between versions', () => {
  const version = (name: string, words: string) =>
    sourceOf(
      name,
      resultsOf(
        [testOf('good', 'chromium', { version: name }, saying('chromium', words))],
        scenarios,
      ),
    );
  const two = merge([version('1.0', 'One.'), version('2.0', 'Other.')], ids);
  const markdown = renderHistoryMarkdown(historyView(two, scenarios, MESSAGES));
  expect(markdown).toContain('# CORS conformance');
  expect(markdown).toContain('## Changes between versions');
  expect(markdown).toContain(
    '| `good` The title of good | Chromium 2.0 | wording | Chromium 1.0 |',
  );
  expect(renderHistoryMarkdown(view)).toContain('## Changes between versions\n\nNone.');
});

test('merged results are results', () => {
  const content = EXPORTS.json(view)[0]?.[1] ?? '';
  expect(readSource(content)).toEqual(JSON.parse(content));
});
