/**
 * Many results as one: a column for each build, and in it whatever any run of that build saw. Pure.
 *
 * | of one cell there are | the merged cell is |
 * |---|---|
 * | one that ran and others that did not | the one that ran |
 * | several that ran, and agree in status and verdict | the newest |
 * | several that ran, and disagree | the gravest; the disagreement is a problem: a flake |
 */
import { ENGINES } from '../../messages/types.ts';
import type { ColumnDrift } from '../drift/drift.ts';
import { compareColumns, identityOf, keysOf, labelsOf, platformOf } from './columns.ts';
import { mergeDrift } from './drift.ts';
import type { Source } from './source.ts';
import {
  RESULTS_FORMAT,
  type Cell,
  type DifferentialShown,
  type EngineColumn,
  type Results,
  type Row,
} from '../results.ts';
import { BY_GRAVITY } from '../status.ts';

/** Results that cannot stand beside one another. One line. */
export class NotMergeable extends Error {
  override readonly name = 'NotMergeable';
}

/** One column of one source. */
interface Part {
  readonly source: string;
  readonly column: EngineColumn;
  readonly ranAt: string;
  /** By scenario; none for a scenario that the run's catalogue did not have. */
  readonly cells: ReadonlyMap<string, Cell>;
  readonly drift: ColumnDrift | undefined;
}

/** All that is known of one build, the oldest part first. */
interface Build {
  readonly column: EngineColumn;
  readonly parts: readonly Part[];
}

// A cell that cannot exist says more than one that nobody ran, and less than one that was seen.
const rankOf = ({ status }: Cell): number =>
  status === 'not-run' ? 0 : status === 'not-applicable' ? 1 : 2;

const isEmpty = ({ cells }: Part): boolean => [...cells.values()].every((cell) => rankOf(cell) < 2);

function partsOf({ name, results }: Source): readonly Part[] {
  return results.engines.map((column, index) => ({
    source: name,
    column: { ...column, platform: platformOf(column, results.platform) },
    ranAt: column.ranAt ?? results.startedAt,
    drift: results.drift?.find((drift) => drift.column === column.key),
    cells: new Map(
      results.rows.flatMap(({ id, cells }) => {
        const cell = cells[index];
        return cell && cell.absent === undefined ? [[id, cell] as const] : [];
      }),
    ),
  }));
}

const byTime = <T>(items: readonly T[], timeOf: (item: T) => string): T[] =>
  items.toSorted((one, other) => Date.parse(timeOf(one)) - Date.parse(timeOf(other)));

/** The builds in the order of their columns. Of an engine that never ran, one empty column stays. */
function buildsOf(parts: readonly Part[]): readonly Build[] {
  const kept = ENGINES.flatMap((engine) => {
    const all = parts.filter(({ column }) => column.engine === engine);
    const ran = all.filter((part) => !isEmpty(part));
    if (ran.length === 0) {
      // The build that was to run, where a source knows it.
      const one = all.find(({ column }) => column.version !== undefined) ?? all[0];
      return one ? all.filter(({ column }) => identityOf(column) === identityOf(one.column)) : [];
    }
    const identities = new Set(ran.map(({ column }) => identityOf(column)));
    return all.filter(({ column }) => identities.has(identityOf(column)));
  });
  const grouped = new Map<string, Part[]>();
  for (const part of byTime(kept, ({ ranAt }) => ranAt)) {
    const identity = identityOf(part.column);
    grouped.set(identity, [...(grouped.get(identity) ?? []), part]);
  }
  const builds = [...grouped.values()]
    .flatMap((group) => (group[0] ? [{ column: group[0].column, parts: group }] : []))
    .toSorted((one, other) => compareColumns(one.column, other.column));
  const keys = keysOf(builds.map(({ column }) => column));
  return builds.map(({ column, parts: group }, index) => {
    const ranAt = group.findLast((part) => !isEmpty(part))?.ranAt;
    const { ranAt: _, ...known } = column;
    return {
      column: { ...known, key: keys[index] ?? known.key, ...(ranAt !== undefined && { ranAt }) },
      parts: group,
    };
  });
}

const outcome = ({ status, verdict }: Cell): string =>
  [status, ...(verdict === undefined ? [] : [verdict])].join(', ');

const gravity = ({ status }: Cell): number => BY_GRAVITY.indexOf(status);

/** The cell that stands for a build's runs, and where they disagree. */
function settle(id: string, { column, parts }: Build): { cell: Cell; disagreement?: string } {
  const place = { engine: column.engine, column: column.key };
  const known = parts.flatMap(({ source, cells }) => {
    const cell = cells.get(id);
    return cell ? [{ source, cell }] : [];
  });
  const rank = Math.max(...known.map(({ cell }) => rankOf(cell)));
  const told = known.filter(({ cell }) => rankOf(cell) === rank);
  const newest = told.at(-1);
  if (!newest) return { cell: { ...place, status: 'not-run', absent: true as const, duration: 0 } };
  const outcomes = new Map(told.map(({ cell, source }) => [outcome(cell), source]));
  if (rank < 2 || outcomes.size === 1) return { cell: { ...newest.cell, ...place } };
  const gravest = told.reduce((one, other) =>
    gravity(other.cell) >= gravity(one.cell) ? other : one,
  );
  return {
    cell: { ...gravest.cell, ...place },
    disagreement: [...outcomes].map(([words, source]) => `${words} (${source})`).join('; '),
  };
}

/** Ids in the order of the catalogue, then those that it no longer has, the newest run's first. */
function idsOf(sources: readonly Source[], catalogue: readonly string[]): readonly string[] {
  const told = new Set(
    sources.toReversed().flatMap(({ results }) => results.rows.map(({ id }) => id)),
  );
  const current = catalogue.filter((id) => told.has(id));
  const known = new Set(current);
  return [...current, ...[...told].filter((id) => !known.has(id))];
}

/** The newest of each kind; `items` has the oldest first. */
const newestOf = <T>(items: readonly T[], kindOf: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [kindOf(item), item])).values(),
];

const differentialKind = ({ run, from }: DifferentialShown): string =>
  JSON.stringify([run.engine, run.name, run.version, from]);

function refuseMixture(sources: readonly Source[]): void {
  const [off, on] = (['off', 'on'] as const).map((protection) =>
    sources.find(({ results }) => results.protection === protection),
  );
  if (off && on)
    throw new NotMergeable(
      `${off.name} ran with the browsers' protection off, ${on.name} with it on: merge them apart`,
    );
}

/** Why the merged matrix has holes; null where it has none. Scenarios of another day are no holes. */
function incompletenessOf(rows: readonly Row[]): string | null {
  const cells = rows
    .flatMap((row) => row.cells)
    .filter(({ status, absent }) => status !== 'not-applicable' && absent === undefined);
  const missing = cells.filter(({ status }) => status === 'not-run').length;
  if (cells.length > 0 && missing === 0) return null;
  return `partial: ${cells.length - missing} of ${cells.length} cells run`;
}

/**
 * Merges at least one source. `catalogue`: the scenarios' ids as they are today, which give the
 * rows their order. Throws `NotMergeable` where protection is on in one source and off in another.
 */
export function merge(given: readonly Source[], catalogue: readonly string[]): Results {
  refuseMixture(given);
  const sources = byTime(given, ({ results }) => results.startedAt);
  const [first, last] = [sources[0], sources.at(-1)];
  if (!first || !last) throw new NotMergeable('there are no results to merge');
  const builds = buildsOf(sources.flatMap(partsOf));
  const columns = builds.map(({ column }) => column);
  const labels = labelsOf(columns);
  const flakes: string[] = [];
  const rows = idsOf(sources, catalogue).map((id) => ({
    id,
    cells: builds.map((build, index) => {
      const { cell, disagreement } = settle(id, build);
      if (disagreement !== undefined)
        flakes.push(
          `flake: ${id} in ${labels[index]}: runs of one build disagree: ${disagreement}`,
        );
      return cell;
    }),
  }));
  const incompleteBecause = incompletenessOf(rows);
  const differential = newestOf(
    byTime(
      sources.flatMap(({ results }) => results.differential ?? []),
      ({ startedAt }) => startedAt,
    ),
    differentialKind,
  );
  const drift = builds.flatMap(
    ({ column, parts }) =>
      mergeDrift(
        parts.flatMap((part) => part.drift ?? []),
        column.key,
      ) ?? [],
  );
  return {
    format: RESULTS_FORMAT,
    startedAt: first.results.startedAt,
    duration: sources.reduce((sum, { results }) => sum + results.duration, 0),
    complete: incompleteBecause === null,
    ...(incompleteBecause !== null && { incompleteBecause }),
    platform: last.results.platform,
    protection: last.results.protection,
    engines: columns,
    rows,
    otherTests: newestOf(
      sources.flatMap(({ results }) => results.otherTests),
      ({ title, engine }) => JSON.stringify([title, engine]),
    ),
    ...(differential.length > 0 && { differential }),
    ...(drift.length > 0 && { drift }),
    problems: [
      ...flakes,
      ...new Set(
        sources.flatMap(({ name, results }) =>
          results.problems.map((problem) => (sources.length > 1 ? `${name}: ${problem}` : problem)),
        ),
      ),
    ],
  };
}
