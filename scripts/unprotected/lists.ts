/** Sorts what a run without protection observed into the lists that are printed. Pure. */
import type { Engine } from '../../messages/types.ts';
import { claimOf } from '../../fixtures/judge/claim.ts';
import type { Cell, Results } from '../../reports/results.ts';
import type { Scenario, Verdict } from '../../scenarios/types.ts';
import { claimFor } from '../lib/claim-for.ts';
import { sideOf, type Ruling } from './side.ts';

/** A test by its scenario's id, and what there is to say of it. */
export interface Entry {
  readonly id: string;
  readonly words: string;
}

export interface Lists {
  readonly engine: Engine;
  /** Failed, as it must. */
  readonly failed: readonly Entry[];
  /** Failed, as it must, though still refused: by something beside policy. */
  readonly stillBlocked: readonly Entry[];
  /** Held, as it must. */
  readonly held: readonly Entry[];
  /** On the wrong side, or nothing was proven. */
  readonly wrong: readonly Entry[];
  /** Not judged: the rule says nothing of them. */
  readonly open: readonly Entry[];
}

type ListName = Exclude<keyof Lists, 'engine'>;

const rulingOf = (scenario: Scenario, engine: Engine): Ruling =>
  sideOf(engine, claimOf(scenario, engine), claimFor(scenario, 'cured', engine));

/** The list a cell belongs in; null for one that cannot exist in its engine. */
export function placeOf(
  cell: Pick<Cell, 'status' | 'note' | 'refused'>,
  ruling: Ruling,
  expected: Verdict,
): readonly [ListName, string] | null {
  const { status, note = 'no reason told' } = cell;
  const [why = ''] = note.split('\n');
  // It is not acted out, though it exists.
  if (status === 'not-applicable') return ruling.notActedOut ? ['open', ruling.because] : null;
  if (status === 'harness-error' || status === 'not-run') return ['wrong', `${status}: ${why}`];
  const seen = cell.refused?.sees.at(-1)?.verdict;
  const passed = status !== 'fails';
  switch (ruling.side) {
    case 'open':
      return ['open', `${passed ? 'passed' : 'failed'}: ${ruling.because}`];
    case 'fails':
      if (passed) return ['wrong', `passed, and must fail: ${ruling.because}`];
      if (ruling.refusedAlsoBy !== undefined && seen === expected)
        return ruling.refusedAlsoBy === null
          ? ['wrong', `failed (${why}), though still ${seen}: ${ruling.because}`]
          : ['stillBlocked', `${ruling.because}, but ${ruling.refusedAlsoBy} (${why})`];
      return ['failed', seen === undefined ? ruling.because : `${ruling.because}; now ${seen}`];
    case 'holds':
      if (passed) return ['held', ruling.because];
      return seen === expected
        ? ['held', `${ruling.because}; still ${seen}, though the test is red`]
        : ['wrong', `must still be ${expected}, was ${seen ?? 'never seen'}: ${ruling.because}`];
  }
}

/** One set of lists per engine asked for, from a run's results. */
export function listsOf(
  results: Pick<Results, 'rows' | 'otherTests'>,
  scenarios: readonly Scenario[],
  engines: readonly Engine[],
): readonly Lists[] {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  return engines.map((engine) => {
    const lists: Record<ListName, Entry[]> = {
      failed: [],
      stillBlocked: [],
      held: [],
      wrong: [],
      open: [],
    };
    for (const { id, cells } of results.rows) {
      const scenario = byId.get(id);
      for (const cell of cells.filter((one) => one.engine === engine)) {
        if (!scenario) {
          lists.wrong.push({ id, words: 'the results name a scenario that the catalogue has not' });
          continue;
        }
        const { verdict } = claimOf(scenario, engine).expect;
        const place = placeOf(cell, rulingOf(scenario, engine), verdict);
        if (place) lists[place[0]].push({ id, words: place[1] });
      }
    }
    for (const { title, status } of results.otherTests.filter((test) => test.engine === engine))
      lists.open.push({ id: title, words: `${status}: no scenario` });
    return { engine, ...lists };
  });
}

/** What the exit code says: nothing is wrong, no fault of the run is told, and something was proven. */
export const isProven = (
  lists: readonly Lists[],
  { problems }: Pick<Results, 'problems'>,
): boolean =>
  problems.length === 0 &&
  lists.every(({ failed, held, wrong }) => failed.length + held.length > 0 && wrong.length === 0);
