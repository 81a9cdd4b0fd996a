/** What the mutants on recorded observations are, and what becomes of them. */
import type { Claim } from '../../../../fixtures/judge/claim.ts';
import type { Witness } from '../../../../fixtures/judge/index.ts';
import type { EngineBuild } from '../../../../fixtures/engines/types.ts';
import type { Engine } from '../../../../messages/types.ts';
import type { ActName, ControlFailure, MutantName, RecordedActed } from '../types.ts';

/**
 * How a mutant is made: of the claim, but for `line-unprinted`, which is made of the record. The
 * witnesses that must tell it from the original, each of those whose expectation it changes.
 */
export const RECORDED_OPERATORS = {
  /** An expected line gives way to the message whose template is nearest to its own. */
  'line-neighbour': ['console'],
  'line-dropped': ['console'],
  'line-doubled': ['console'],
  'lines-exchanged': ['console'],
  /** A line that the engine printed is taken from the record. */
  'line-unprinted': ['console'],
  /** Another engine's lines. */
  'other-lines': ['console'],
  /** What another engine's note expects. */
  'other-note': ['page', 'wire'],
  'request-dropped': ['wire'],
  'request-added': ['wire'],
  'requests-exchanged': ['wire'],
  'request-changed': ['wire'],
  'request-header-changed': ['wire'],
  'request-header-dropped': ['wire'],
  'request-header-added': ['wire'],
  'verdict-changed': ['page'],
  'sight-changed': ['page'],
} as const satisfies Readonly<Record<string, readonly Witness[]>>;

export type RecordedOperator = keyof typeof RECORDED_OPERATORS;

/** One mutant: what is judged in place of the claim and its record. */
export interface RecordedMutant {
  readonly operator: RecordedOperator;
  /** What was changed, as a person reads it. */
  readonly what: string;
  readonly claim: Claim;
  /** Absent: the record as it is. */
  readonly acted?: RecordedActed;
  /** Absent: the engine of the record. */
  readonly judgedAs?: Pick<EngineBuild, 'engine' | 'version'>;
}

/** What became of one mutant; `caughtBy` are all witnesses that contradicted. */
export interface RecordedOutcome extends Omit<MutantName, 'operator'> {
  readonly engine: Engine;
  readonly operator: RecordedOperator;
  /** Those that must contradict, each by itself. */
  readonly owners: readonly Witness[];
  readonly caughtBy: readonly Witness[];
  /** Where the mutant's claim could not even be put into words: why. */
  readonly because?: string;
}

/** A mutant that claims nothing else than its original. */
export type Same = Pick<RecordedOutcome, 'scenario' | 'act' | 'engine' | 'operator' | 'what'>;

export interface RecordedRun {
  /** Records that hold as they are; no others have mutants. */
  readonly controls: number;
  /** Records that do not hold as they are: the bound is none. */
  readonly failures: readonly ControlFailure[];
  readonly outcomes: readonly RecordedOutcome[];
  /** Found by comparing the expectations; not among the outcomes. */
  readonly same: readonly Same[];
}

/** What a maker of mutants is given: one record that holds, and its claim. */
export interface Control {
  readonly act: ActName;
  readonly build: Pick<EngineBuild, 'engine' | 'version'>;
  readonly claim: Claim;
  readonly acted: RecordedActed;
}
