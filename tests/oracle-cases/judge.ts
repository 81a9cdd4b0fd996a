/** Holds an oracle, real or mutated, against rows of the table. */
import { isDeepStrictEqual } from 'node:util';
import type { FailedCase, Oracle, OracleCase } from './types.ts';

/** The rows that fail, in order; a row that throws fails. */
export const failedCases = (oracle: Oracle, rows: readonly OracleCase[]): readonly FailedCase[] =>
  rows.flatMap(({ anchor, name, run, expected }) => {
    const got = outcomeOf(() => run(oracle));
    return isDeepStrictEqual(got, expected) ? [] : [{ anchor, name, expected, got }];
  });

function outcomeOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}
