/** The figures of the browser mutants, for the report of `npm run trust:mutation`. Pure. */
import { WITNESSES } from '../../../fixtures/judge/index.ts';
import { none, type Figure } from '../part.ts';
import type { Score } from './score.ts';
import type { EngineOutcomes } from './types.ts';

const plain = (what: string, value: string): Figure => ({ what, value, kept: true });

/**
 * `unrun`: the scenarios that are missing though everything was asked for; null where it was not:
 * then a rule can not be told to be stale either.
 */
export function figuresOf(
  runs: readonly EngineOutcomes[],
  score: Score,
  unrun: readonly string[] | null,
): readonly Figure[] {
  const { mutants, caught, by, onlyBy, byActingOut, equivalent, survivors, stale, refuted } = score;
  const counts = Object.values(equivalent).filter((count) => count > 0);
  const equivalents = counts.reduce((sum, count) => sum + count, 0);
  const telling = mutants - equivalents;
  const failures = runs.flatMap((run) => run.failures);
  const sum = (of: (run: EngineOutcomes) => number): number =>
    runs.reduce((all, run) => all + of(run), 0);
  return [
    plain('engines', runs.map(({ engine, version }) => `${engine} ${version}`).join(', ')),
    plain('acts as they stand, all witnesses holding', String(sum(({ controls }) => controls))),
    none('acts as they stand that did not hold', failures.length),
    plain('mutants', String(mutants)),
    plain('equivalent, by rule', `${equivalents} by ${counts.length} rules`),
    {
      what: 'caught',
      value: `${caught} of ${telling}, ${share(caught, telling)}`,
      bound: 'all that are not equivalent',
      kept: telling > 0 && caught === telling,
    },
    ...WITNESSES.map((witness) =>
      plain(`caught by the ${witness}`, `${by[witness]}, by it alone ${onlyBy[witness]}`),
    ),
    plain('caught by the acting-out, which failed', String(byActingOut)),
    none('survivors', survivors.length),
    none('rules that a caught mutant refutes', new Set(refuted.map(({ rule }) => rule)).size),
    plain(
      'told by page or wire though by a rule nothing follows, as the engine departs',
      String(score.toldByDeparture),
    ),
    ...(unrun === null
      ? []
      : [
          none('rules that explain nothing', stale.length),
          none('scenarios that were not run, by engine', unrun.length),
        ]),
    plain('browsers ended since they stood still', String(sum(({ relaunches }) => relaunches))),
  ];
}

/** Never rounded up to the whole. */
const share = (part: number, whole: number): string =>
  whole === 0 ? 'of nothing' : `${(Math.floor((part / whole) * 10_000) / 100).toFixed(2)} %`;
