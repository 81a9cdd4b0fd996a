/** What `npm test` counts, and what it must not miss. */
import { expect, test } from '@playwright/test';
import { countRun, failuresOf, testsOf } from '../scripts/lib/report.ts';
import { enginesOf, countOf, UsageError } from '../scripts/lib/flags.ts';
import {
  countsByProject,
  growthOf,
  slowestByProject,
  spread,
  spreadOf,
} from '../scripts/bench/figures.ts';

type Report = NonNullable<Parameters<typeof countRun>[0]>;
type ReportedStatus = 'skipped' | 'expected' | 'unexpected' | 'flaky';

/** A report with one test per entry: Playwright's status, and how often it was tried. */
const reportOf = (
  tests: readonly (readonly [ReportedStatus, tries: number])[],
  errors: readonly string[] = [],
): Report =>
  ({
    suites: [
      {
        title: 'a.spec.ts',
        specs: [],
        suites: [
          {
            title: 'inner',
            specs: tests.map(([status, tries], index) => ({
              title: `test ${index}`,
              tests: [
                {
                  projectName: 'webkit',
                  status,
                  results: Array.from({ length: tries }, () => ({ duration: 10 })),
                },
              ],
            })),
          },
        ],
      },
    ],
    errors: errors.map((message) => ({ message })),
  }) as unknown as Report;

for (const { title, report, exitCode, counts } of [
  {
    title: 'each test counts once',
    report: reportOf([
      ['expected', 1],
      ['expected', 1],
      ['skipped', 1],
      ['unexpected', 1],
    ]),
    exitCode: 1,
    counts: { passed: 2, failed: 1, skipped: 1 },
  },
  {
    title: 'a test that never ran has failed',
    report: reportOf([
      ['expected', 1],
      ['skipped', 0],
    ]),
    exitCode: 1,
    counts: { passed: 1, failed: 1, skipped: 0 },
  },
  {
    title: 'a test that passed at the second try has failed',
    report: reportOf([['flaky', 2]]),
    exitCode: 0,
    counts: { passed: 0, failed: 1, skipped: 0 },
  },
  {
    title: 'a run that only skipped has failed',
    report: reportOf([['skipped', 1]]),
    exitCode: 0,
    counts: { passed: 0, failed: 1, skipped: 1, because: 'no test was executed' },
  },
  {
    title: 'an empty run has failed',
    report: reportOf([]),
    exitCode: 0,
    counts: { passed: 0, failed: 1, skipped: 0, because: 'no test was executed' },
  },
  {
    title: 'an error outside the tests is one failure, in its own words',
    report: reportOf([['expected', 1]], ['\nno engine\nat x']),
    exitCode: 1,
    counts: { passed: 1, failed: 1, skipped: 0, because: 'no engine' },
  },
  {
    title: 'a bad end with nothing to show for it is one failure',
    report: reportOf([['expected', 1]]),
    exitCode: null,
    counts: { passed: 1, failed: 1, skipped: 0, because: 'it ended with exit code null' },
  },
  {
    title: 'no report is one failure',
    report: null,
    exitCode: 0,
    counts: { passed: 0, failed: 1, skipped: 0, because: 'it wrote no report' },
  },
  {
    title: 'a good run has nothing to explain',
    report: reportOf([['expected', 1]]),
    exitCode: 0,
    counts: { passed: 1, failed: 0, skipped: 0 },
  },
]) {
  test(title, () => {
    expect(countRun(report, exitCode)).toEqual(counts);
  });
}

test('tests of nested suites are found, their tries summed', () => {
  expect(testsOf(reportOf([['flaky', 2]]))).toEqual([
    {
      project: 'webkit',
      title: 'test 0',
      outcome: 'failed',
      duration: 20,
      error: null,
      differences: [],
    },
  ]);
});

test('what failed is named in a line with the first line of its error', () => {
  const report = reportOf([
    ['expected', 1],
    ['unexpected', 1],
    ['skipped', 1],
    ['skipped', 0],
  ]);
  const failed = report.suites[0]?.suites?.[0]?.specs[1]?.tests[0]?.results[0];
  failed!.errors = [
    { message: '\u001b[31mError:\u001b[39m not so\n\nmore' },
    { message: 'HarnessError: it waited for a page' },
  ];
  expect(failuresOf(report)).toEqual([
    '[webkit] test 1: Error: not so; HarnessError: it waited for a page',
    '[webkit] test 3: it never ran',
  ]);
});

test('what differs is told with a failed test, as far as a few lines go', () => {
  const report = reportOf([['unexpected', 1]]);
  const [result] = report.suites[0]!.suites![0]!.specs[0]!.tests[0]!.results;
  const differences = Array.from({ length: 20 }, (_, index) => `\u001b[32m-     "line ${index}",`);
  const message = [
    'Error: console differs',
    '',
    '- Expected  - 20',
    '+ Received  + 0',
    '',
    '  Object {',
    '@@ -1,20 +1,0 @@',
    ...differences,
    '  }',
  ].join('\n');
  result!.errors = [{ message }];
  const [failure] = failuresOf(report);
  expect(failure!.split('\n')).toEqual([
    '[webkit] test 0: Error: console differs',
    ...Array.from({ length: 12 }, (_, index) => `  - "line ${index}",`),
    '  and 8 more lines that differ',
  ]);
});

test('figures: least, median, counts and the slowest', () => {
  expect(spreadOf([3])).toEqual({ min: 3, median: 3 });
  expect(spreadOf([5, 1, 3])).toEqual({ min: 1, median: 3 });
  expect(spreadOf([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5 });
  const tests = [1, 3, 2].map((duration) => ({
    project: 'firefox',
    title: `took ${duration}`,
    outcome: 'passed' as const,
    duration,
    error: null,
    differences: [],
  }));
  expect(countsByProject(tests)).toEqual({ firefox: 3 });
  expect(
    slowestByProject(tests, 2)
      .get('firefox')
      ?.map(({ duration }) => duration),
  ).toEqual([3, 2]);
});

test('so many of a list are spread evenly over it, each once', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => index);
  expect(spread(numbers, 4)).toEqual([0, 250, 500, 750]);
  expect(spread([1, 2, 3, 4, 5], 3)).toEqual([1, 2, 4]);
  expect(spread(numbers, 999)).toEqual([...new Set(spread(numbers, 999))]);
  expect(spread(numbers, 999)).toHaveLength(999);
  expect(spread([1, 2], 3)).toEqual([1, 2]);
  expect(spread([], 3)).toEqual([]);
});

test('growth: the cost of one at either number, of each that is more, and the bound', () => {
  const few = { scenarios: 100, walls: [30_000, 20_000] };
  const many = (...walls: readonly number[]) => growthOf(few, { scenarios: 400, walls }, 1.2);
  // Start-up is most of the cost of few: of each that is more it is none.
  expect(many(50_000, 80_000)).toEqual({
    few: 200,
    many: 125,
    each: 100,
    ratio: 0.625,
    kept: true,
  });
  expect(many(96_000)).toMatchObject({ ratio: 1.2, kept: true });
  expect(many(96_001).kept).toBe(false);
  expect(many().kept).toBe(false);
  expect(growthOf({ ...few, walls: [] }, { ...few, walls: [] }, 1.2).kept).toBe(false);
});

test('flags: engines and counts, and one sentence for what is neither', () => {
  expect(enginesOf(undefined)).toEqual(['chromium', 'firefox', 'webkit']);
  // Each once, in the suite's order, however they were named.
  expect(enginesOf('webkit, chromium,webkit')).toEqual(['chromium', 'webkit']);
  expect(() => enginesOf('')).toThrow(/^unknown engine ""; there are chromium, /);
  expect(() => enginesOf('safari')).toThrow(UsageError);
  expect(() => enginesOf('safari')).toThrow(/^unknown engine "safari"; there are chromium, /);
  expect(countOf('runs', '3')).toBe(3);
  for (const value of ['0', '-1', '1.5', 'many', ''])
    expect(() => countOf('runs', value)).toThrow(/^--runs takes a whole number of at least 1/);
});
