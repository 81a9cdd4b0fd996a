/** What Playwright's JSON report says of a run: its counts and its tests. */
import { readFile, rm } from 'node:fs/promises';
import { stripVTControlCharacters as stripAnsi } from 'node:util';
import type { JSONReport, JSONReportSuite, JSONReportTestResult } from '@playwright/test/reporter';

/** Every test is in exactly one of these. */
export interface Counts {
  readonly passed: number;
  /** Failed, timed out, interrupted, or never run. */
  readonly failed: number;
  /** Skipped by the test itself: a cell that is not applicable. */
  readonly skipped: number;
}

export interface ReportedTest {
  readonly project: string;
  readonly title: string;
  readonly outcome: keyof Counts;
  /** Milliseconds, all tries together. */
  readonly duration: number;
  /** The first line of each error of the first try that has one; null where there is none. */
  readonly error: string | null;
  /** Lines of the errors that differ from what was expected, each with its sign, `+` or `-`. */
  readonly differences: readonly string[];
}

/** All tests of a report, in its order. */
export function testsOf(report: Pick<JSONReport, 'suites'>): readonly ReportedTest[] {
  const inSuite = (suite: JSONReportSuite): ReportedTest[] => [
    ...suite.specs.flatMap(({ title, tests }) =>
      tests.map(({ projectName, status, results }) => ({
        project: projectName,
        title,
        outcome: outcomeOf(status, results.length),
        duration: results.reduce((sum, { duration }) => sum + duration, 0),
        ...errorsOf(results.find(({ errors }) => errors?.length > 0)),
      })),
    ),
    ...(suite.suites ?? []).flatMap(inSuite),
  ];
  return report.suites.flatMap(inSuite);
}

function errorsOf(
  result: JSONReportTestResult | undefined,
): Pick<ReportedTest, 'error' | 'differences'> {
  const messages = (result?.errors ?? []).flatMap(({ message }) =>
    message === undefined ? [] : [stripAnsi(message)],
  );
  return {
    error: messages.length === 0 ? null : [...new Set(messages.map(firstLine))].join('; '),
    differences: messages.flatMap((message) => {
      const lines = message.split('\n');
      // What stands above is the legend of the two signs.
      const from = lines.findIndex((line) => /^\+ Received\b/.test(line)) + 1;
      return lines
        .slice(from)
        .flatMap((line) => /^([-+])\s+(\S.*)$/.exec(line)?.slice(1).join(' ') ?? []);
    }),
  };
}

/** So many differences of a failed test are told again with it. */
const DIFFERENCES = 12;

/** For each failed test of a report: what it is called, how it failed, and below that what differs. */
export const failuresOf = (report: Pick<JSONReport, 'suites'>): readonly string[] =>
  testsOf(report)
    .filter(({ outcome }) => outcome === 'failed')
    .map(({ project, title, error, differences }) => {
      const more = differences.length - DIFFERENCES;
      return [
        `${project === '' ? '' : `[${project}] `}${title}: ${error ?? 'it never ran'}`,
        ...differences.slice(0, DIFFERENCES).map((line) => `  ${line}`),
        ...(more > 0 ? [`  and ${more} more lines that differ`] : []),
      ].join('\n');
    });

/**
 * Playwright calls a test that never ran "skipped", as it calls one that skipped itself; only
 * the latter has a result. And a test that passed at a second try has proven nothing.
 */
function outcomeOf(
  status: 'skipped' | 'expected' | 'unexpected' | 'flaky',
  tries: number,
): keyof Counts {
  if (status === 'expected') return 'passed';
  return status === 'skipped' && tries > 0 ? 'skipped' : 'failed';
}

/**
 * Counts a run. A run that ended badly with no failed test to show for it (a crash, an error
 * outside the tests, no report at all, no test executed) counts as one failure: `because` says why.
 */
export function countRun(
  report: Pick<JSONReport, 'suites' | 'errors'> | null,
  exitCode: number | null,
): Counts & { readonly because?: string } {
  if (!report) return { passed: 0, failed: 1, skipped: 0, because: 'it wrote no report' };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { outcome } of testsOf(report)) counts[outcome] += 1;
  if (counts.failed > 0) return counts;
  const because =
    report.errors.length > 0
      ? firstLine(report.errors[0]?.message)
      : counts.passed === 0
        ? 'no test was executed'
        : exitCode !== 0
          ? `it ended with exit code ${exitCode}`
          : undefined;
  return because === undefined ? counts : { ...counts, failed: 1, because };
}

const firstLine = (text = 'an error without a message'): string =>
  text.split('\n').find((line) => line.trim() !== '') ?? text;

/** Reads a report; null where there is none, or half of one. */
export async function readReport(file: string): Promise<JSONReport | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JSONReport;
  } catch {
    return null;
  }
}

/** Removes an earlier run's report, so that it cannot be counted for this one. */
export const forgetReport = (file: string): Promise<void> => rm(file, { force: true });
