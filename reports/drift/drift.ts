/**
 * Drift: what an engine does otherwise than its baseline remembers. The shapes, the kinds and how
 * grave each is.
 */
import type { Engine } from '../../messages/types.ts';
import type { Nearness } from '../baseline/nearest.ts';
import type { EngineUsed } from '../results.ts';

/**
 * Every kind of change. `hard`: page, identity or coverage changed, or words changed where nothing
 * but words tells the message: a build should be red. Soft: it is told.
 */
export const DRIFT_KINDS = {
  verdict: { hard: true, word: 'verdict changed' },
  'cure-verdict': { hard: true, word: 'verdict of the cure changed' },
  'message-added': { hard: true, word: 'message added' },
  'message-lost': { hard: true, word: 'message lost' },
  unidentified: { hard: true, word: 'unidentified line added' },
  'reworded-unidentified': { hard: true, word: 'reworded (not recorded)' },
  'message-values': { hard: true, word: 'message says other values' },
  'message-order': { hard: true, word: 'order of messages changed' },
  fails: { hard: true, word: 'fails now' },
  'not-applicable': { hard: true, word: 'no longer applicable' },
  gone: { hard: true, word: 'scenario gone' },
  reworded: { hard: false, word: 'reworded' },
  claim: { hard: false, word: 'scenario claims otherwise' },
  new: { hard: false, word: 'scenario new' },
} as const satisfies Record<string, { readonly hard: boolean; readonly word: string }>;

export type DriftKind = keyof typeof DRIFT_KINDS;

/** One change of one scenario. */
export interface DriftChange {
  readonly scenario: string;
  readonly kind: DriftKind;
  readonly hard: boolean;
  /** The message, where it is about one. */
  readonly id?: string;
  /** Both sides as texts, contracted: a message, a verdict, a stage. Absent: there was nothing. */
  readonly before?: string;
  readonly after?: string;
  /** The newest version known to do it as before; absent for a new scenario. */
  readonly from?: string;
  /** The version that was run. */
  readonly to: string;
}

/** The baseline that a column was held against. */
export interface BaselineUsed {
  readonly file: string;
  readonly nearness: Nearness;
  readonly name: string;
  readonly version: string;
  readonly platform: string;
  readonly flavour: EngineUsed['flavour'];
}

/** The drift of one column. */
export interface ColumnDrift {
  /** `EngineColumn.key`. */
  readonly column: string;
  readonly engine: Engine;
  readonly name: string;
  readonly version: string;
  /** Null: nothing to compare with, see `because`. */
  readonly baseline: BaselineUsed | null;
  readonly because?: string;
  /** Scenarios compared, those of them without a change, and those that ran to no end. */
  readonly compared: number;
  readonly unchanged: number;
  readonly notCompared: number;
  readonly changes: readonly DriftChange[];
}

export const countHard = (drift: readonly ColumnDrift[], hard: boolean): number =>
  drift.flatMap(({ changes }) => changes).filter((change) => change.hard === hard).length;
