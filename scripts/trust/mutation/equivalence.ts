/** The form of a rule by which mutants are equivalent: nothing follows from what was changed. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import type { Answer, Scenario } from '../../../scenarios/types.ts';
import type { Outcome } from './types.ts';

/** A mutant with the data that it was made of. */
export interface Place {
  readonly outcome: Outcome;
  readonly scenario: Scenario;
  /** What it is held against. */
  readonly claim: Claim;
  /** The answer that was changed, as declared; null where none was. */
  readonly answer: Answer | null;
}

export interface EquivalenceRule {
  /** Kebab-case, stable. */
  readonly id: string;
  /** Why no witness could tell. */
  readonly because: string;
  /** Where a standard, or an engine's source, says so. */
  readonly url?: string;
  /**
   * By the Standard nothing follows; an engine may tell all the same, by its console, or by page and
   * wire where the scenario notes that it departs. That says nothing against the rule.
   */
  readonly engineMayTell?: true;
  /**
   * Beside `engineMayTell`: whether page and wire tell is a matter of chance in any engine, so that
   * a mutant that they told refutes nothing either.
   */
  readonly byChance?: true;
  readonly matches: (place: Place) => boolean;
}
