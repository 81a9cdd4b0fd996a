/** Made-up histories of any size from one recorded run, for the bench of the page. Pure. */
import type { Cell, Results, Row } from '../../reports/results.ts';
import type { Source } from '../../reports/merge/source.ts';
import type { Scenario } from '../../scenarios/types.ts';

/** `156.0.8078.79`, two versions ago: `154.0.8078.79`. WebKitGTK counts in its second part. */
function earlier(version: string, back: number): string {
  const parts = version.split('.');
  const place = Number(parts[0]) > 20 ? 0 : 1;
  return parts
    .map((part, index) => (index === place ? `${Number.parseInt(part, 10) - back}` : part))
    .join('.');
}

/** A change that a version brought: other words, or another verdict. */
function changed(cell: Cell, kind: number): Cell {
  if (!cell.refused) return cell;
  if (kind % 2 === 0)
    return { ...cell, verdict: cell.verdict === 'blocked' ? 'opaque' : 'blocked' };
  const console = cell.refused.console.map((record) => ({
    ...record,
    text: `In short: ${record.text}`,
  }));
  return { ...cell, refused: { ...cell.refused, console } };
}

/** Each so many rows, a version has changed one. */
const CHANGES_EACH = 20;

const rowOf = ({ id, cells }: Row, index: number, back: number): Row => ({
  id,
  cells:
    (index + 7 * back) % CHANGES_EACH === 0 ? cells.map((cell) => changed(cell, index)) : cells,
});

/** As many scenarios as wanted: those of the run, then the same again under other ids. */
export function repeated(
  { rows, ...results }: Results,
  scenarios: readonly Scenario[],
  count: number,
): { readonly results: Results; readonly scenarios: readonly Scenario[] } {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const [all, known]: [Row[], Scenario[]] = [[], []];
  for (let index = 0; rows.length > 0 && all.length < count; index += 1) {
    const row = rows[index % rows.length];
    const scenario = row && byId.get(row.id);
    if (!row) break;
    const round = Math.floor(index / rows.length);
    const id = round === 0 ? row.id : `${row.id}-again-${round}`;
    all.push({ ...row, id });
    if (scenario) known.push({ ...scenario, id });
  }
  return { results: { ...results, rows: all }, scenarios: known };
}

/** The run itself, and made-up runs of earlier versions of its builds, each with some changes. */
export const versionsOf = (results: Results, versions: number): readonly Source[] =>
  Array.from({ length: versions }, (_, back) => ({
    name: back === 0 ? 'recorded' : `made up, ${back} before`,
    results: {
      ...results,
      startedAt: new Date(Date.parse(results.startedAt) - back * 28 * 86_400_000).toISOString(),
      engines: results.engines.map((column) => ({
        ...column,
        ...(column.version !== undefined && { version: earlier(column.version, back) }),
      })),
      rows: results.rows.map((row, index) => (back === 0 ? row : rowOf(row, index, back))),
    },
  }));
