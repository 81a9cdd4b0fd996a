/** Changes that are one change to a reader: the same new words, in however many scenarios. Pure. */
import { differenceOf, type Segment } from './text.ts';
import { DRIFT_KINDS, type DriftChange } from './drift.ts';

/** The change of the first scenario, and all the scenarios. */
export interface DriftGroup extends Omit<DriftChange, 'scenario'> {
  readonly scenarios: readonly string[];
}

const changed = (segments: readonly Segment[]): string[] =>
  segments.flatMap((segment) => (segment.changed ? [segment.text] : []));

/** New words of one message are the same wherever: only the values in them differ. */
function keyOf({ scenario: _scenario, ...change }: DriftChange): string {
  if (!change.kind.startsWith('reworded')) return JSON.stringify(change);
  const { before = '', after = '', ...rest } = change;
  const difference = differenceOf(before, after);
  return JSON.stringify([rest, changed(difference.before), changed(difference.after)]);
}

/** The changes of a column, hard ones first, joined, in their order otherwise. */
export function groupsOf(changes: readonly DriftChange[]): readonly DriftGroup[] {
  const groups = new Map<string, { change: DriftChange; scenarios: Set<string> }>();
  for (const change of changes) {
    const key = keyOf(change);
    const known = groups.get(key);
    if (known) known.scenarios.add(change.scenario);
    else groups.set(key, { change, scenarios: new Set([change.scenario]) });
  }
  const kinds = Object.keys(DRIFT_KINDS);
  return [...groups.values()]
    .map(({ change: { scenario: _scenario, ...rest }, scenarios }) => ({
      ...rest,
      scenarios: [...scenarios],
    }))
    .toSorted((one, other) => kinds.indexOf(one.kind) - kinds.indexOf(other.kind));
}
