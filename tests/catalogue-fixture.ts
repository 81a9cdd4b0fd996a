/** A scenario of the catalogue, for tests that plant something in one. */
import { SCENARIOS } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/types.ts';

/** Throws where there is none of that id. */
export function scenarioOf(id: string): Scenario {
  const scenario = SCENARIOS.find((one) => one.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  return scenario;
}
