/** What a run of mutants proves: who caught how many, and what nobody caught. Pure. */
import { answersOf } from '../../../servers/answers.ts';
import { WITNESSES, type Witness } from '../../../fixtures/judge/index.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { claimsOf } from './claims.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';
import type { Outcome } from './types.ts';

export interface Score {
  /** All that were made. */
  readonly mutants: number;
  readonly caught: number;
  /** Several may catch one mutant. */
  readonly by: Readonly<Record<Witness, number>>;
  readonly onlyBy: Readonly<Record<Witness, number>>;
  /** The acting-out itself failed. */
  readonly byActingOut: number;
  /** How many each rule explains, by its id. */
  readonly equivalent: Readonly<Record<string, number>>;
  readonly survivors: readonly Outcome[];
  /** Rules that explain nothing: what they say is not so any more. */
  readonly stale: readonly string[];
  /**
   * Caught by page or wire though a rule says that by the Standard nothing follows: in engines whose
   * departure the scenario notes.
   */
  readonly toldByDeparture: number;
  /**
   * Rules that call equivalent what was caught: too wide. One that says what the Standard does, by a
   * line of the console alone is not.
   */
  readonly refuted: readonly { readonly rule: string; readonly outcome: Outcome }[];
}

/** `outcomes` of scenarios that `scenarios` holds. */
export function scoreOf(
  outcomes: readonly Outcome[],
  scenarios: readonly Scenario[],
  rules: readonly EquivalenceRule[],
): Score {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const equivalent = new Map<string, number>(rules.map(({ id }) => [id, 0]));
  const survivors: Outcome[] = [];
  const refuted: { rule: string; outcome: Outcome }[] = [];
  const by = { page: 0, wire: 0, console: 0 };
  const onlyBy = { page: 0, wire: 0, console: 0 };
  let toldByDeparture = 0;
  let byActingOut = 0;
  for (const outcome of outcomes) {
    const place = placeOf(outcome, byId.get(outcome.scenario));
    if (outcome.caughtBy.length === 0) {
      const first = place && rules.find(({ matches }) => matches(place));
      if (first) equivalent.set(first.id, (equivalent.get(first.id) ?? 0) + 1);
      else survivors.push(outcome);
      continue;
    }
    const holding = place ? rules.filter(({ matches }) => matches(place)) : [];
    const seen = outcome.caughtBy.includes('page') || outcome.caughtBy.includes('wire');
    const departs = place?.scenario.engines?.[outcome.engine] !== undefined;
    for (const { id, engineMayTell, byChance } of holding)
      if (!engineMayTell || (seen && !departs && !byChance)) refuted.push({ rule: id, outcome });
    if (seen && departs && holding.length > 0) toldByDeparture += 1;
    if (outcome.caughtBy.includes('acting-out')) byActingOut += 1;
    const witnesses = WITNESSES.filter((witness) => outcome.caughtBy.includes(witness));
    for (const witness of witnesses) by[witness] += 1;
    if (witnesses.length === 1 && witnesses[0]) onlyBy[witnesses[0]] += 1;
  }
  const explained = [...equivalent.values()].reduce((sum, count) => sum + count, 0);
  return {
    mutants: outcomes.length,
    caught: outcomes.length - explained - survivors.length,
    by,
    onlyBy,
    byActingOut,
    equivalent: Object.fromEntries(equivalent),
    survivors,
    toldByDeparture,
    stale: rules.filter(({ id }) => equivalent.get(id) === 0).map(({ id }) => id),
    refuted,
  };
}

/** A mutant with the data that it was made of; null where the catalogue has no such scenario. */
export function placeOf(outcome: Outcome, scenario: Scenario | undefined): Place | null {
  const claim = scenario && claimsOf(scenario, outcome.engine)[outcome.act];
  if (!claim) return null;
  const { route, answer: index } = outcome;
  const declared =
    route === null ? undefined : Object.entries(claim.play.routes).find(([key]) => key === route);
  return {
    outcome,
    scenario,
    claim,
    answer: declared ? (answersOf(declared[1])[index] ?? null) : null,
  };
}

/** One line for a person: which mutant of which scenario. */
export const nameOf = ({ engine, scenario, act, route, answer, what }: Outcome): string =>
  `${engine} ${scenario}, ${act}${route === null ? '' : `, ${route}${answer > 0 ? ` (answer ${answer + 1})` : ''}`}: ${what}`;
