/** What one repetition came to: each cell passed, failed, was a fault of the harness, or never ran. Pure. */
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import type { Engine } from '../../../messages/types.ts';
import { withoutColours } from '../../../reports/run.ts';
import type { Cell, Results } from '../../../reports/results.ts';

export const FAILURE_KINDS = ['failed', 'harness error', 'not run', 'outside the tests'] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface Failure {
  /** Scenario id, or the title of a test that is no scenario; empty for what is outside the tests. */
  readonly test: string;
  /** Absent: of no engine. */
  readonly engine?: Engine;
  readonly kind: FailureKind;
  /** The first line. */
  readonly error: string;
}

/** A failure that is no test's. */
export const outsideTheTests = (error: string): Failure => ({
  test: '',
  kind: 'outside the tests',
  error,
});

export interface Outcome {
  /** Tests that were executed: passed or failed, not those of cells that cannot exist. */
  readonly tests: number;
  readonly failures: readonly Failure[];
}

type Report = Pick<JSONReport, 'suites'>;

const firstLine = (text: string): string =>
  withoutColours(text)
    .split('\n')
    .map((line) => line.trim())
    .find((line) => line !== '') ?? 'without a message';

/** A test by Playwright's own report, and the error of one that has no cell to tell it. */
interface Declared {
  readonly project: string;
  /** As `Results.otherTests` has it: with the blocks that it stands in. */
  readonly title: string;
  /** `firefox some-id`, where it is a scenario's. */
  readonly cell: string;
  readonly error: string | undefined;
}

function declaredIn(report: Report | null): readonly Declared[] {
  const inSuite = (suite: JSONReportSuite, blocks: readonly string[]): Declared[] => [
    ...suite.specs.flatMap(({ title, tests }) =>
      tests.map(({ projectName, results }) => ({
        project: projectName,
        title: [...blocks, title].join(' › '),
        cell: `${projectName} ${title.replace(/:.*$/s, '')}`,
        error: results.at(-1)?.errors[0]?.message,
      })),
    ),
    ...(suite.suites ?? []).flatMap((inner) =>
      inSuite(inner, [...blocks, inner.title].filter(Boolean)),
    ),
  ];
  // The outermost are files.
  return report?.suites.flatMap((file) => inSuite(file, [])) ?? [];
}

const KIND: Readonly<Partial<Record<Cell['status'], FailureKind>>> = {
  fails: 'failed',
  'harness-error': 'harness error',
  'not-run': 'not run',
};

/** Statuses of a test that is no scenario, as `Results.otherTests` has them. */
const ENDED_WELL = new Set(['passed', 'skipped']);
const NEVER_RAN = new Set(['not run', 'interrupted']);

/**
 * Judges a finished run by its `results.json`. `part` is set where a filter or a choice of engines
 * left tests out: then only a test that Playwright had is missed.
 */
export function outcomeOf(results: Results, report: Report | null, part: boolean): Outcome {
  const declared = declaredIn(report);
  const scenarios = new Set(declared.map(({ cell }) => cell));
  const engineOf = (project: string): Engine | null =>
    results.engines.find((column) => column.project === project)?.engine ?? null;
  const telling = declared.filter(({ error }) => error !== undefined);
  const failures: Failure[] = [];
  let tests = 0;
  for (const { id, cells } of results.rows)
    for (const cell of cells) {
      const { engine, column, status, note = '' } = cell;
      const { project } = results.engines.find(({ key }) => key === column) ?? {};
      if (status === 'not-applicable') continue;
      if (status === 'not-run' && part && !scenarios.has(`${project} ${id}`)) continue;
      if (status !== 'not-run') tests += 1;
      const kind = KIND[status];
      if (kind) failures.push({ test: id, engine, kind, error: firstLine(note) });
    }
  for (const { title, engine, status } of results.otherTests) {
    if (status !== 'skipped' && !NEVER_RAN.has(status)) tests += 1;
    if (ENDED_WELL.has(status)) continue;
    const place = telling.findIndex(
      (one) => one.title === title && engineOf(one.project) === engine,
    );
    // Each tells of one test: those that find the engines are of no engine, and have one title.
    const [error] = place < 0 ? [] : telling.splice(place, 1).map((one) => one.error);
    failures.push({
      test: title,
      ...(engine && { engine }),
      kind: NEVER_RAN.has(status) ? 'not run' : 'failed',
      error: firstLine(error ?? status),
    });
  }
  for (const problem of results.problems) failures.push(outsideTheTests(firstLine(problem)));
  return { tests, failures };
}

/** One line: which test, in which engine, how, and its error. */
export const failureLine = ({ test, engine, kind, error }: Failure): string =>
  [[test, engine && `in ${engine}`, kind].filter(Boolean).join(' '), error].join(': ');
