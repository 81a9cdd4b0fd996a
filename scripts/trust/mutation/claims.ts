/** What a scenario claims of both its acts. Pure. */
import { claimOf } from '../../../fixtures/judge/claim.ts';
import type { Engine } from '../../../messages/types.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { claimFor } from '../../lib/claim-for.ts';
import type { Claims } from './operators.ts';

export const claimsOf = (scenario: Scenario, engine: Engine): Claims => ({
  refused: claimOf(scenario, engine),
  cured: claimFor(scenario, 'cured', engine),
});
