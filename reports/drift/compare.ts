/** A run held against its baselines. Pure. */
import { findMessage } from '../../messages/index.ts';
import type { Engine } from '../../messages/types.ts';
import { compareVersions } from '../../messages/version-order.ts';
import type { Scenario } from '../../scenarios/types.ts';
import {
  eraIn,
  platformFamily,
  type Baseline,
  type BaselineKey,
  type Behaviour,
  type Era,
} from '../baseline/baseline.ts';
import { behaviourIn } from '../baseline/behaviour.ts';
import { nearestBaseline, type BaselineOnFile } from '../baseline/nearest.ts';
import { messageChanges, type BareChange } from './messages.ts';
import { DRIFT_KINDS, type ColumnDrift, type DriftChange } from './drift.ts';
import type { EngineColumn, Results } from '../results.ts';

/** A change from one word to another; none where they are the same. */
const change = (
  kind: DriftChange['kind'],
  before: string | undefined,
  after: string | undefined,
  name = '',
): BareChange[] =>
  before === after
    ? []
    : [
        {
          kind,
          ...(before !== undefined && { before: name + before }),
          ...(after !== undefined && { after: name + after }),
        },
      ];

/**
 * Accompanying lines are recorded where the scenario claims some of their group. One that comes or
 * goes while the test passes was claimed, or is no longer: the catalogue changed, not the engine.
 */
function asClaimed(engine: Engine, bare: BareChange): BareChange {
  const { kind, id, before, after } = bare;
  if (kind !== 'message-added' && kind !== 'message-lost') return bare;
  if (id === undefined || findMessage(engine, id)?.group === 'cors') return bare;
  return {
    kind: 'claim',
    ...(before !== undefined && { before: `line: ${id}` }),
    ...(after !== undefined && { after: `line: ${id}` }),
  };
}

/**
 * What one scenario does otherwise. A failing test stopped before it told its stage or its cure, so
 * there these say nothing.
 */
export function behaviourChanges(
  engine: Engine,
  before: Behaviour,
  after: Behaviour,
): readonly BareChange[] {
  if (before.status === 'gone' && after.status === 'gone') return [];
  if (before.status === 'gone') return [{ kind: 'new', after: after.status }];
  if (after.status === 'gone') return [{ kind: 'gone', before: before.status }];
  if (before.status === 'not-applicable' || after.status === 'not-applicable')
    return change(
      after.status === 'not-applicable' ? 'not-applicable' : 'claim',
      before.status,
      after.status,
    );
  const fails = after.status === 'fails';
  const cureKind = before.cured && after.cured ? 'cure-verdict' : 'claim';
  const messages = messageChanges(engine, before.messages ?? [], after.messages ?? []);
  const observed = [
    ...change('verdict', before.verdict, after.verdict),
    ...(fails ? messages : messages.map((one) => asClaimed(engine, one))),
    ...(fails && !after.cured ? [] : change(cureKind, before.cured, after.cured, 'cure: ')),
    ...(fails ? [] : change('claim', before.stage, after.stage, 'stage: ')),
  ];
  if (!fails) return [...observed, ...change('claim', before.status, after.status)];
  // A failure whose cause stands there already needs no second line.
  const explained = observed.some(({ kind }) => DRIFT_KINDS[kind].hard);
  return explained ? observed : [...observed, ...change('fails', before.status, after.status)];
}

/** The newest version known to behave as in `era`. */
function lastSeen(baseline: Baseline, eras: readonly Era[], era: Era, to: string): string {
  const isNewest = eras[0] === era;
  return isNewest && compareVersions(baseline.version, to) <= 0 ? baseline.version : era.since;
}

/** What a baseline of a column is of; null where no test told which build it ran in. */
export function keyOf(column: EngineColumn, results: Results): BaselineKey | null {
  const { engine, version, flavour } = column;
  if (version === undefined || flavour === undefined) return null;
  return { engine, flavour, platform: platformFamily(column, results) };
}

/** The changes of one column against one baseline. */
export function columnChanges(
  results: Results,
  index: number,
  baseline: Baseline,
  scenarios: ReadonlyMap<string, Scenario>,
): Pick<ColumnDrift, 'compared' | 'unchanged' | 'notCompared' | 'changes'> {
  const { engine, version: to = '' } = results.engines[index] ?? {};
  const changes: DriftChange[] = [];
  let [compared, unchanged, notCompared] = [0, 0, 0];
  const tell = (scenario: string, bare: readonly BareChange[], from?: string): void => {
    for (const one of bare)
      changes.push({
        scenario,
        ...one,
        hard: DRIFT_KINDS[one.kind].hard,
        ...(from !== undefined && { from }),
        to,
      });
  };
  for (const { id, cells } of results.rows) {
    const cell = cells[index];
    const after = cell && behaviourIn(cell, scenarios.get(id));
    const eras = Object.hasOwn(baseline.scenarios, id) ? (baseline.scenarios[id] ?? []) : [];
    const era = eraIn(eras, to);
    // What cannot exist, and could not before, is the same without a test of it.
    const isNothing = after?.status === 'not-applicable' && era?.status === 'not-applicable';
    if (!after || !engine || isNothing) {
      notCompared += 1;
      continue;
    }
    compared += 1;
    const found = era
      ? behaviourChanges(engine, era, after)
      : [{ kind: 'new' as const, after: after.status }];
    tell(id, found, era && era.status !== 'gone' ? lastSeen(baseline, eras, era, to) : undefined);
    if (found.length === 0) unchanged += 1;
  }
  const known = new Set(results.rows.map(({ id }) => id));
  for (const [id, eras] of Object.entries(baseline.scenarios)) {
    const era = eraIn(eras, to);
    if (known.has(id) || !era || era.status === 'gone') continue;
    tell(id, [{ kind: 'gone', before: era.status }], lastSeen(baseline, eras, era, to));
  }
  return { compared, unchanged, notCompared, changes };
}

/** Whether a run and a baseline are of one catalogue: else every scenario would be new or gone. */
const isOfCatalogue = (results: Results, { scenarios }: Baseline): boolean =>
  results.rows.some(({ id }) => Object.hasOwn(scenarios, id));

/** Whether anything of a column ran. */
export const hasRun = (results: Results, index: number): boolean =>
  results.rows.some(
    ({ cells }) => cells[index] && !['not-run', 'not-applicable'].includes(cells[index].status),
  );

/**
 * The drift of every column that ran, against the nearest of the baselines. Null for a run with
 * protection off, which shows nothing of what an engine does by itself.
 */
export function driftOf(
  results: Results,
  baselines: readonly BaselineOnFile[],
  catalogue: readonly Scenario[],
): readonly ColumnDrift[] | null {
  if (results.protection === 'off') return null;
  const scenarios = new Map(catalogue.map((scenario) => [scenario.id, scenario]));
  return results.engines.flatMap((column, index): ColumnDrift[] => {
    const key = keyOf(column, results);
    if (!key || !hasRun(results, index)) return [];
    const { key: columnKey, engine, name, version = '' } = column;
    const head = { column: columnKey, engine, name, version };
    const nearest = nearestBaseline(baselines, key);
    const because = !nearest
      ? `there is no baseline of ${engine}; npm run baseline -- --update makes one`
      : !isOfCatalogue(results, nearest.baseline)
        ? `${nearest.file} is of another catalogue: it knows none of these scenarios`
        : undefined;
    if (!nearest || because !== undefined)
      return [
        {
          ...head,
          baseline: null,
          ...(because !== undefined && { because }),
          compared: 0,
          unchanged: 0,
          notCompared: results.rows.length,
          changes: [],
        },
      ];
    const { file, nearness, baseline } = nearest;
    return [
      {
        ...head,
        baseline: {
          file,
          nearness,
          name: baseline.name,
          version: baseline.version,
          platform: baseline.platform,
          flavour: baseline.flavour,
        },
        ...columnChanges(results, index, baseline, scenarios),
      },
    ];
  });
}
