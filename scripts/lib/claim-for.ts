/** What a scenario claims of one of its two acts. Pure. */
import { claimOf, curedClaimOf, type Claim } from '../../fixtures/judge/claim.ts';
import type { Engine } from '../../messages/types.ts';
import type { Scenario } from '../../scenarios/types.ts';

/** Null where the scenario has no such act: no cure. */
export function claimFor(
  scenario: Scenario,
  act: 'refused' | 'cured',
  engine: Engine,
): Claim | null {
  if (act === 'refused') return claimOf(scenario, engine);
  return scenario.cure ? curedClaimOf(scenario, scenario.cure, engine) : null;
}
