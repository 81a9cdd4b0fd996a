/** What the pages of a history and its exports need to know of merged results, worked out once. */
import type { Scenario } from '../../scenarios/types.ts';
import { differencesOf, type Difference } from '../differences.ts';
import { historyOf, predecessorsOf, type ChangeKind, type Step } from './changes.ts';
import { labelsOf, lineOf } from '../merge/columns.ts';
import type { Cell, EngineColumn, Results, Row } from '../results.ts';
import type { MessageCatalogue } from '../words.ts';

/** `new`: the first version of its line whose runs knew the scenario. */
export type Mark = ChangeKind | 'new';

export interface HistoryRow {
  readonly row: Row;
  /** Null: the catalogue no longer has it. */
  readonly scenario: Scenario | null;
  /** One for each cell. */
  readonly steps: readonly Step[];
  /** Between the engines, each in its newest version that was observed. */
  readonly differences: readonly Difference[];
}

export interface HistoryView {
  readonly results: Results;
  readonly columns: readonly EngineColumn[];
  /** One for each column, each different. */
  readonly labels: readonly string[];
  /** Indices of the columns whose versions follow one another, the oldest first. */
  readonly lines: readonly (readonly number[])[];
  readonly rows: readonly HistoryRow[];
}

/** The newest observed cell of each engine, whatever its platform. */
function newestCells({ cells }: Row, columns: readonly EngineColumn[]): readonly Cell[] {
  const newest = new Map<string, Cell>();
  for (const [index, cell] of cells.entries())
    if (cell.refused) newest.set(columns[index]?.engine ?? '', cell);
  return [...newest.values()];
}

function linesOf(columns: readonly EngineColumn[]): readonly (readonly number[])[] {
  const lines = new Map<string, number[]>();
  for (const [index, column] of columns.entries())
    lines.set(lineOf(column), [...(lines.get(lineOf(column)) ?? []), index]);
  return [...lines.values()];
}

/** `results`: as `merge` gives them, so that the columns of a line follow one another in time. */
export function historyView(
  results: Results,
  scenarios: readonly Scenario[],
  catalogue: MessageCatalogue,
): HistoryView {
  const { engines: columns } = results;
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const predecessors = predecessorsOf(columns);
  return {
    results,
    columns,
    labels: labelsOf(columns),
    lines: linesOf(columns),
    rows: results.rows.map((row) => ({
      row,
      scenario: byId.get(row.id) ?? null,
      steps: historyOf(row, predecessors),
      differences: differencesOf({ ...row, cells: newestCells(row, columns) }, catalogue),
    })),
  };
}

/** What is marked in a cell; empty where nothing is. */
export const markOf = ({ change, isNew }: Step): readonly Mark[] => [
  ...(isNew ? (['new'] as const) : []),
  ...(change?.kinds ?? []),
];
