/** What the oracle's own table is made of. */
import type * as oracle from '../../oracle/index.ts';

/** The oracle, as one object: the real one, or one with something broken in it. */
export type Oracle = typeof oracle;

export interface OracleCase {
  /** Of the Fetch Standard, or a whole URL where another standard decides. */
  readonly anchor: string;
  /** A sentence, unique within its subject. */
  readonly name: string;
  readonly run: (oracle: Oracle) => unknown;
  /** Compared deeply and strictly. */
  readonly expected: unknown;
}

export interface FailedCase {
  readonly anchor: string;
  readonly name: string;
  readonly expected: unknown;
  /** What `run` gave; where it threw, the error. */
  readonly got: unknown;
}
