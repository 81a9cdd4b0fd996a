/** What the mutants of `npm run trust:mutation` are made of, and what its controls leave on record. */
import type { Witness } from '../../../fixtures/judge/index.ts';
import type { Acted } from '../../../fixtures/stage.ts';
import type { Engine } from '../../../messages/types.ts';
import type { Play } from '../../../scenarios/types.ts';

/** The two acting-outs of a scenario: as it stands, and with its cure. */
export const ACTS = ['refused', 'cured'] as const;

export type ActName = (typeof ACTS)[number];

/** What one acting-out showed, as it comes back from a file. */
export type RecordedActed = Omit<Acted, 'rawEvents'>;

/**
 * One acting-out of a scenario as it stands, by a real engine: one line of
 * `reports/out/trust/records/<engine>.jsonl`. All three witnesses held.
 */
export interface ControlRecord {
  /** The scenario's id. */
  readonly scenario: string;
  readonly act: ActName;
  readonly engine: Engine;
  /** The engine's version: `156.0.8078.79`. */
  readonly version: string;
  readonly acted: RecordedActed;
}

/** How a mutant is made; see operators.ts. */
export const OPERATORS = [
  'other-act',
  'drop-header',
  'change-value',
  'change-status',
  'change-raw',
  'drop-option',
] as const;

export type OperatorName = (typeof OPERATORS)[number];

/** Which mutant: unique together with the engine. */
export interface MutantName {
  readonly scenario: string;
  /** The act whose claim it is held against. */
  readonly act: ActName;
  readonly operator: OperatorName;
  /** `GET /resource`; null where no answer is what was changed. */
  readonly route: string | null;
  /** Which of the route's answers, from 0. */
  readonly answer: number;
  /** In lower case; null where no header line is what was changed. */
  readonly header: string | null;
  /** What was done to it: `without Vary: Origin`, `201 in place of 200`. */
  readonly what: string;
}

export interface Mutant extends MutantName {
  readonly play: Play;
}

/** Who told a mutant from the original: a witness, or the acting-out itself, which failed. */
export type Catcher = Witness | 'acting-out';

/** What became of one mutant in one engine. */
export interface Outcome extends MutantName {
  readonly engine: Engine;
  /** Empty: it survived. */
  readonly caughtBy: readonly Catcher[];
  /** The answer that was changed is one that nobody is given: not a byte on the wire is another. */
  readonly neverSent?: true;
  /** Where the acting-out caught it: how it ended. */
  readonly because?: string;
}

/** A control that did not hold: nothing is said about its scenario's mutants. */
export interface ControlFailure {
  readonly scenario: string;
  readonly act: ActName;
  readonly engine: Engine;
  readonly because: string;
}

/** All that one engine's run came to. */
export interface EngineOutcomes {
  readonly engine: Engine;
  /** Every mutant of every scenario was asked for. */
  readonly complete: boolean;
  readonly version: string;
  readonly seconds: number;
  /** Acts acted out as they stand, all witnesses holding. */
  readonly controls: number;
  readonly failures: readonly ControlFailure[];
  readonly outcomes: readonly Outcome[];
  /** Browsers that had to be started again since an acting-out stood still. */
  readonly relaunches: number;
}
