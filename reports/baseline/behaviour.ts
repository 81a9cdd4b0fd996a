/** What of a cell is fit to be remembered: that which every run of one build gives alike. Pure. */
import { findMessage } from '../../messages/index.ts';
import { byStream } from '../../messages/streams.ts';
import type { ConsoleRecord, Engine } from '../../messages/types.ts';
import { isNotApplicable, type Scenario } from '../../scenarios/types.ts';
import type { Behaviour, RecordedMessage } from './baseline.ts';
import type { Cell } from '../results.ts';

/**
 * Recorded are the lines that the scenario's test asserts: always those of the group `cors` and
 * those that nothing identifies; `companion` and `related` lines where the scenario claims one of
 * their group. Other lines may come and go from run to run, and no test says anything of them.
 */
function isAsserted(scenario: Scenario | undefined, engine: Engine) {
  const lines = scenario?.console[engine];
  const claimed = !lines || isNotApplicable(lines) ? [] : lines;
  const groups = new Set<string | null | undefined>(['cors']);
  for (const line of claimed)
    groups.add(findMessage(engine, typeof line === 'string' ? line : line[0])?.group);
  return ({ id, group }: ConsoleRecord): boolean => id === null || groups.has(group);
}

/**
 * The asserted lines of the refused part, in the order in which they can be compared.
 */
export function assertedRecords(
  cell: Cell,
  scenario: Scenario | undefined,
): readonly ConsoleRecord[] {
  const lines = (cell.refused?.console ?? []).filter(isAsserted(scenario, cell.engine));
  return byStream(cell.engine, lines);
}

/** The behaviour that a cell shows; null where it was not run, or the harness failed. */
export function behaviourIn(cell: Cell, scenario: Scenario | undefined): Behaviour | null {
  const { status, verdict, stage, refused, cured } = cell;
  if (status === 'not-run' || status === 'harness-error') return null;
  if (status === 'not-applicable') return { status };
  const seen = cured?.sees.at(-1)?.verdict;
  return {
    status,
    ...(verdict && { verdict }),
    ...(stage !== undefined && { stage }),
    ...(refused && {
      messages: assertedRecords(cell, scenario).map(({ id, text }): RecordedMessage => ({
        id,
        text,
      })),
    }),
    ...(seen && { cured: seen }),
  };
}
