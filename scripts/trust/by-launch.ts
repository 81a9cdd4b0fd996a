/** The order in which scenarios cost the fewest launches. Pure. */
import type { Scenario } from '../../scenarios/types.ts';

/** Equal launches follow one another: the pool keeps the last two. */
export const byLaunch = (scenarios: readonly Scenario[]): readonly Scenario[] => {
  const launchOf = ({ launch }: Scenario): string => (launch ? JSON.stringify(launch) : '');
  return scenarios.toSorted((one, other) => launchOf(other).localeCompare(launchOf(one)));
};
