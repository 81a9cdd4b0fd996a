/** Whether a run is the whole matrix, and if not, why: a part must never pass for the whole. */
import type { EngineColumn, Row } from './results.ts';
import type { RunRecord } from './run.ts';

/** Playwright's words for a worker that died under a test. */
const WORKER_CRASH = /worker process exited unexpectedly/;

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How many cells there are to run (those that cannot exist left out), and how many were. */
export function coverage(rows: readonly Row[]): { readonly run: number; readonly of: number } {
  const cells = rows.flatMap((row) => row.cells);
  const of = cells.filter(({ status }) => status !== 'not-applicable').length;
  return { run: of - cells.filter(({ status }) => status === 'not-run').length, of };
}

/**
 * One sentence that says what is missing and why; null for a complete run. `hasTest` tells
 * whether the run held a test of a scenario (by id) in a column (by key), started or not.
 */
export function incompleteness(
  run: RunRecord,
  rows: readonly Row[],
  columns: readonly EngineColumn[],
  hasTest: (id: string, column: string) => boolean,
): string | null {
  const { run: count, of } = coverage(rows);
  const crashes = [
    ...run.errors,
    ...run.tests.flatMap(({ attempts }) => attempts.flatMap(({ errors }) => errors)),
  ].filter((error) => WORKER_CRASH.test(error)).length;

  const absent = columns.filter(({ key }) => !rows.some(({ id }) => hasTest(id, key)));
  const missing = rows.flatMap(({ id, cells }) =>
    cells
      .filter(({ status }) => status === 'not-run')
      .map(({ column }) => ({ column, hadTest: hasTest(id, column) })),
  );
  const unstarted = missing.filter(({ hadTest }) => hadTest).length;
  const leftOut = missing.filter(
    ({ column, hadTest }) => !hadTest && !absent.some(({ key }) => key === column),
  ).length;
  const failures = run.tests.filter(({ attempts }) =>
    ['failed', 'timedOut'].includes(attempts.at(-1)?.status ?? ''),
  ).length;
  const stopped = run.maxFailures > 0 && failures >= run.maxFailures;

  const reasons = [
    of === 0 && 'there is no scenario',
    run.status === 'interrupted' && 'the run was interrupted',
    run.status === 'timedout' && 'the run reached its global timeout',
    stopped && `it stopped after ${plural(failures, 'failure')} (--max-failures)`,
    crashes > 0 && `${plural(crashes, 'worker')} crashed`,
    run.shard && `this is shard ${run.shard.current} of ${run.shard.total}`,
    absent.length > 0 && `no test of ${absent.map(({ name }) => name).join(', ')}`,
    leftOut > 0 && !run.shard && `a filter left out ${plural(leftOut, 'cell')}`,
    unstarted > 0 && `${plural(unstarted, 'test')} did not start or did not end`,
  ].filter((reason) => typeof reason === 'string');
  return reasons.length || missing.length
    ? [`partial: ${count} of ${of} cells run`, ...reasons].join('; ')
    : null;
}
