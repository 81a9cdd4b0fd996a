/** docs/wpt-parity.md: current, and each way in which its list could be wrong is found. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { format, resolveConfig } from 'prettier';
import { SCENARIOS } from '../scenarios/index.ts';
import { LISTED, WEB_PLATFORM_TESTS, type Area } from '../scenarios/web-platform-tests.ts';
import { covered, numbered, open, outOfScope } from '../scenarios/web-platform-tests/types.ts';
import { documentOf, summary } from '../scripts/wpt-parity/document.ts';
import { parityOf, problemsOf, type Named } from '../scripts/wpt-parity/parity.ts';

const DOCUMENT = fileURLToPath(new URL('../docs/wpt-parity.md', import.meta.url));

const named = (id: string, ...wpt: readonly string[]): Named => ({ id, spec: { wpt } });
const area = (...rows: Area['rows']): Area => ({ directory: 'cors/', chosen: 'All files.', rows });

test('the list names real scenarios, each file once, with reasons that are sentences', () => {
  expect(problemsOf(WEB_PLATFORM_TESTS, SCENARIOS)).toEqual([]);
});

test('the document is what npm run wpt-parity writes', async () => {
  const text = documentOf(parityOf(WEB_PLATFORM_TESTS, SCENARIOS), LISTED);
  const options = await resolveConfig(DOCUMENT);
  const current = await format(text, { ...options, filepath: DOCUMENT });
  const written = await readFile(DOCUMENT, 'utf8');
  expect(written === current, 'docs/wpt-parity.md is old: npm run wpt-parity').toBe(true);
});

const WRONG: readonly (readonly [what: string, area: Area, problem: string])[] = [
  ['an unknown scenario', area(covered('a.htm', 'two')), 'cors/a.htm: there is no scenario two'],
  [
    'a file without a scenario',
    area(covered('a.htm'), covered('b.htm')),
    'cors/b.htm: no scenario covers it',
  ],
  [
    'a file listed twice',
    area(covered('a.htm'), covered('a.htm', 'one')),
    'cors/a.htm is listed twice',
  ],
  [
    'a file in two states',
    area(open('Not tried as yet.', 'a.htm')),
    'cors/a.htm is open, and one names it',
  ],
  [
    'a reason that is no sentence',
    area(covered('a.htm'), outOfScope('referrer', 'b.htm')),
    'cors/b.htm: "referrer" is no sentence',
  ],
  [
    'what is no path',
    area(covered('a.htm'), covered('b c.htm', 'one')),
    'cors/b c.htm is not the path of a test',
  ],
  [
    'a file that only a scenario names',
    area(covered('b.htm', 'one')),
    'one names cors/a.htm, which is not listed',
  ],
];

for (const [what, wrong, problem] of WRONG)
  test(`${what} is found`, () => {
    expect(problemsOf([wrong], [named('one', 'cors/a.htm', 'fetch/a.any.js')])).toEqual([problem]);
  });

test('a file is covered by those that name it and those listed, in the catalogue’s order', () => {
  const rows = [covered('a.htm', 'three', 'one'), outOfScope('It is about more.', '0.htm')];
  const scenarios = [named('one'), named('two', 'cors/a.htm'), named('three', 'cors/a.htm')];
  expect(parityOf([area(...rows)], scenarios)).toEqual([
    {
      directory: 'cors/',
      chosen: 'All files.',
      lines: [
        { files: ['0.htm'], state: 'out-of-scope', by: [], because: 'It is about more.' },
        { files: ['a.htm'], state: 'covered', by: ['one', 'two', 'three'], because: '' },
      ],
    },
  ]);
});

test('a numbered series is one line that counts all of its files', () => {
  const series = open('Not tried as yet.', ...numbered('track', 9, 11));
  const areas = parityOf([area(series, covered(['x.htm', 'y.htm'], 'one'))], [named('one')]);
  expect(summary(areas)).toBe('2 covered, 0 out of scope, 3 open');
  const text = documentOf(areas, LISTED);
  expect(text).toContain('| `track/009.html` to `011.html` (3 files) | open | Not tried as yet. |');
  expect(text).toContain('| `y.htm` | covered | `one` |');
  expect(text).toContain('| all | 2 | 0 | 3 | 5 |');
});
