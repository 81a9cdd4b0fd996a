/** A baseline brought up to a run. Pure: the old one is left as it is. */
import { compareVersions } from '../../messages/version-order.ts';
import type { Scenario } from '../../scenarios/types.ts';
import {
  BASELINE_FORMAT,
  behaviourOf,
  eraIn,
  sameBehaviour,
  type Baseline,
  type BaselineKey,
  type Behaviour,
  type Era,
} from './baseline.ts';
import { behaviourIn } from './behaviour.ts';
import type { CellStatus, Results } from '../results.ts';

const newer = (one: string, other: string): string =>
  compareVersions(one, other) >= 0 ? one : other;

/** The eras with the behaviour that `version` showed; the same list where that is known already. */
function withBehaviour(eras: readonly Era[], behaviour: Behaviour, version: string) {
  const current = eraIn(eras, version);
  if (current && sameBehaviour(current, behaviour)) {
    // An older version that does the same began the era earlier than was known.
    return compareVersions(version, current.since) < 0
      ? eras.map((era) => (era === current ? { ...era, since: version } : era))
      : eras;
  }
  const era = { since: version, ...behaviourOf(behaviour) } as Era;
  const at = eras.findIndex(({ since }) => compareVersions(since, version) <= 0);
  const next = eras[at - 1];
  // What came next began here already.
  if (next && sameBehaviour(next, behaviour)) return eras.with(at - 1, { ...next, since: version });
  return at < 0 ? [...eras, era] : eras.toSpliced(at, 0, era);
}

/** How many cells of a column are no memory to keep, by status. */
export function unfitCells(
  results: Results,
  index: number,
): Readonly<Partial<Record<CellStatus, number>>> {
  const counts: Partial<Record<CellStatus, number>> = {};
  for (const { cells } of results.rows) {
    const status = cells[index]?.status ?? 'not-run';
    if (status === 'not-run' || status === 'fails' || status === 'harness-error')
      counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

/**
 * The baseline of one column after a run. A scenario that did as before keeps its eras, a changed
 * one has one more; a scenario that the catalogue no longer has gets an era `gone`. Cells that were
 * not run, or that fail, keep what was remembered of them.
 */
export function updatedBaseline(
  baseline: Baseline | null,
  key: BaselineKey,
  results: Results,
  index: number,
  catalogue: readonly Scenario[],
): Baseline {
  const { name, version = '' } = results.engines[index] ?? { name: '' };
  const scenarios = new Map(catalogue.map((scenario) => [scenario.id, scenario]));
  const eras: Record<string, readonly Era[]> = { ...baseline?.scenarios };
  for (const { id, cells } of results.rows) {
    const cell = cells[index];
    const behaviour = cell && behaviourIn(cell, scenarios.get(id));
    if (!behaviour || behaviour.status === 'fails') continue;
    eras[id] = withBehaviour(eras[id] ?? [], behaviour, version);
  }
  const known = new Set(results.rows.map(({ id }) => id));
  for (const [id, own] of Object.entries(eras))
    if (!known.has(id)) eras[id] = withBehaviour(own, { status: 'gone' }, version);
  const newest = newer(version, baseline?.version ?? version);
  return {
    format: BASELINE_FORMAT,
    ...key,
    name: newest === version ? name : (baseline?.name ?? name),
    version: newest,
    scenarios: eras,
  };
}
