/** The figures of the mutants on recorded observations, for the report of `npm run trust:mutation`. */
import { none, type Figure } from '../../part.ts';
import { survivorsOf } from './index.ts';
import { RECORDED_OPERATORS, type RecordedOperator, type RecordedRun } from './types.ts';

/** In the operators' order; an operator without mutants has no line. Bounds: no survivor, no failure. */
export function recordedFigures(run: RecordedRun): readonly Figure[] {
  const survivors = new Set(survivorsOf(run));
  const each = (Object.keys(RECORDED_OPERATORS) as RecordedOperator[]).flatMap((operator) => {
    const mine = run.outcomes.filter((outcome) => outcome.operator === operator);
    if (mine.length === 0) return [];
    const caught = mine.filter((outcome) => !survivors.has(outcome)).length;
    const by = RECORDED_OPERATORS[operator].join(' or ');
    return [
      figure(`on records, ${operator}`, `${caught} of ${mine.length} caught by ${by}`, {
        bound: 'all',
        kept: caught === mine.length,
      }),
    ];
  });
  return [
    figure('on records, mutants', String(run.outcomes.length), {
      bound: 'some',
      kept: run.outcomes.length > 0,
    }),
    ...each,
    none('on records, survivors', survivors.size),
    figure('on records, that claim what their original claims', String(run.same.length)),
    none(
      'records that do not hold as they are',
      run.failures.length,
      `${run.failures.length} of ${run.controls + run.failures.length}`,
    ),
  ];
}

const figure = (
  what: string,
  value: string,
  { bound, kept }: { readonly bound?: string; readonly kept: boolean } = { kept: true },
): Figure => ({ what, value, ...(bound !== undefined && { bound }), kept });
