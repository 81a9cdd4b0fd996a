/**
 * The verdict on one case: as the Standard says, as the Standard with known departures of the engine
 * says, or by nothing explained. Page, wire and console must all be one and the same outcome's.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Engine } from '../messages/types.ts';
import type { Outcome } from '../oracle/types.ts';
import { differencesOf } from './compare.ts';
import { rulesUnder, type EngineDeparture } from './departures.ts';
import { predictorOf } from './predict.ts';
import type { CaseResult, Difference, GeneratedCase, Judgement, Observation } from './types.ts';

/** A judgement, and which known departures should have shown in the case and did not. */
export interface Judged {
  readonly judgement: Judgement;
  readonly missed: readonly string[];
}

/** Judges what one engine did with one case. */
export function judge(
  engine: Engine,
  { play }: GeneratedCase,
  result: CaseResult,
  departures: readonly EngineDeparture[],
): Judged {
  if (result.kind === 'killed') {
    return { judgement: { kind: 'killed', because: result.because }, missed: [] };
  }
  const { observation } = result;
  const predicted = predictorOf(play, observation.bindings);
  const under = (some: readonly EngineDeparture[]): Fit =>
    fit(engine, play, observation, predicted(rulesUnder(some)));
  const standard = under([]);
  const { outcome, differences } = standard;
  if (outcome !== null && isDeepStrictEqual(predicted(rulesUnder(departures)), standard.outcomes)) {
    return { judgement: { kind: 'conforms', outcome }, missed: [] };
  }
  const explanation = outcome === null ? explain(departures, under) : { some: [], outcome };
  if (explanation === null) return { judgement: { kind: 'unexplained', differences }, missed: [] };
  const missed = missedBeside(explanation.some, departures, under).map(({ id }) => id);
  if (outcome !== null) return { judgement: { kind: 'conforms', outcome }, missed };
  const by = explanation.some.map(({ id }) => id);
  return {
    judgement: { kind: 'explained', by, outcome: explanation.outcome, differences },
    missed,
  };
}

/**
 * The departures that should have shown in a case, beside those that explain it, and did not. Where
 * all of them together say what was observed, each has shown as far as the others let it.
 */
function missedBeside(
  some: readonly EngineDeparture[],
  departures: readonly EngineDeparture[],
  under: (some: readonly EngineDeparture[]) => Fit,
): readonly EngineDeparture[] {
  if (under(departures).outcome !== null) return [];
  return departures.filter((one) => !some.includes(one) && under([...some, one]).outcome === null);
}

interface Fit {
  readonly outcomes: readonly Outcome[];
  /** The outcome that was observed; null: none was. */
  readonly outcome: Outcome | null;
  /** From the nearest outcome. */
  readonly differences: readonly Difference[];
}

function fit(
  engine: Engine,
  play: GeneratedCase['play'],
  observation: Observation,
  outcomes: readonly Outcome[],
): Fit {
  let nearest: readonly Difference[] | undefined;
  for (const outcome of outcomes) {
    const differences = differencesOf(engine, play, outcome, observation);
    if (differences.length === 0) return { outcomes, outcome, differences };
    if (nearest === undefined || differences.length < nearest.length) nearest = differences;
  }
  return { outcomes, outcome: null, differences: nearest ?? [] };
}

/** The fewest departures under which the observation is what must happen; null: no set of them. */
function explain(
  departures: readonly EngineDeparture[],
  under: (some: readonly EngineDeparture[]) => Fit,
): { readonly some: readonly EngineDeparture[]; readonly outcome: Outcome } | null {
  for (const one of departures) {
    const { outcome } = under([one]);
    if (outcome !== null) return { some: [one], outcome };
  }
  if (under(departures).outcome === null) return null;
  // Each that can be left out is left out: what remains is needed.
  let some = departures;
  for (const one of departures) {
    const without = some.filter((other) => other !== one);
    if (under(without).outcome !== null) some = without;
  }
  const { outcome } = under(some);
  return outcome === null ? null : { some, outcome };
}
