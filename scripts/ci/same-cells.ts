/** Whether two runs of the same builds say the same, cell by cell; times aside. */
import type { Cell, Results } from '../../reports/results.ts';

/** What is compared of a cell, by the name that a difference is told with. */
export type Aspects = readonly (readonly [string, (cell: Cell) => unknown])[];

const COMPARED: Aspects = [
  ['status', ({ status }) => status],
  ['verdict', ({ verdict }) => verdict],
  ['stage', ({ stage }) => stage],
  ['messages', ({ messages }) => messages],
  [
    'texts',
    ({ refused }) =>
      refused?.console
        .filter(({ id, group }) => group === 'cors' || id === null)
        .map(({ text }) => text),
  ],
];

/** Builds of one engine are told apart by more than their keys, which depend on who else ran. */
const buildOf = ({ engine, name, version, platform }: Results['engines'][number]): string =>
  [engine, name, version, platform].join(' ');

const cellsOf = (results: Results): ReadonlyMap<string, Cell> =>
  new Map(
    results.engines.flatMap((column) => {
      const build = buildOf(column);
      return results.rows.flatMap(({ id, cells }) => {
        const cell = cells.find((one) => one.column === column.key);
        return cell && cell.status !== 'not-run' ? [[`${id} in ${build}`, cell] as const] : [];
      });
    }),
  );

export interface Comparison {
  /** Cells that ran in both. */
  readonly compared: number;
  /** One line each. */
  readonly differences: readonly string[];
}

/** How else two runs can be compared. */
export interface Otherwise {
  readonly aspects?: Aspects;
  /** What `one` and `other` are called in a difference. */
  readonly names?: readonly [one: string, other: string];
}

/** Compares what ran in the engines of `engines`; a cell that only one of the two ran is a difference. */
export function compareCells(
  one: Results,
  other: Results,
  engines: readonly string[],
  { aspects = COMPARED, names: [ours, whole] = ['the shards', 'the whole run'] }: Otherwise = {},
): Comparison {
  const [mine, theirs] = [cellsOf(one), cellsOf(other)];
  const places = [...new Set([...mine.keys(), ...theirs.keys()])].filter((place) =>
    engines.includes((mine.get(place) ?? theirs.get(place))?.engine ?? ''),
  );
  let compared = 0;
  const differences = places.flatMap((place) => {
    const [a, b] = [mine.get(place), theirs.get(place)];
    if (!a || !b) return [`${place}: only ${a ? ours : whole} ran it`];
    // Known from the catalogue, not from a run.
    if (a.status === 'not-applicable' && b.status === a.status) return [];
    compared += 1;
    return aspects.flatMap(([name, of]) => {
      const [x, y] = [JSON.stringify(of(a)), JSON.stringify(of(b))];
      return x === y ? [] : [`${place}: ${name} ${x ?? 'none'}, in ${whole} ${y ?? 'none'}`];
    });
  });
  return { compared, differences };
}
