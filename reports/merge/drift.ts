/** The drift of a build from its baseline, as several of its runs told it. Pure. */
import type { ColumnDrift } from '../drift/drift.ts';

/**
 * One drift of several of one build, the oldest first; null of none. Shards compare parts of one
 * catalogue, repeated runs the same again: of one change the newest word counts, and no more
 * scenarios are compared than there are.
 */
export function mergeDrift(parts: readonly ColumnDrift[], column: string): ColumnDrift | null {
  const newest = parts.findLast(({ baseline }) => baseline !== null) ?? parts.at(-1);
  if (!newest) return null;
  const told = parts.filter(({ baseline }) => baseline?.file === newest.baseline?.file);
  if (told.length === 1) return { ...newest, column };
  const changes = [
    ...new Map(
      told
        .flatMap((part) => part.changes)
        .map((change) => [JSON.stringify([change.scenario, change.kind, change.id]), change]),
    ).values(),
  ];
  const all = Math.max(...told.map(({ compared, notCompared }) => compared + notCompared));
  const compared = Math.min(
    all,
    told.reduce((sum, part) => sum + part.compared, 0),
  );
  const changed = new Set(
    changes.filter(({ kind }) => kind !== 'gone').map(({ scenario }) => scenario),
  );
  return {
    ...newest,
    column,
    compared,
    unchanged: Math.max(0, compared - changed.size),
    notCompared: all - compared,
    changes,
  };
}
