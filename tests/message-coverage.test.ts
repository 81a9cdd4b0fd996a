/** Every message that can be printed has a scenario that says so; counting is by what was printed. */
import { expect, test } from '@playwright/test';
import { claimOf } from '../fixtures/judge/claim.ts';
import { MESSAGES } from '../messages/index.ts';
import { ENGINES, type MessageEntry } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';

/** Printed, as `npm run coverage` sees, beside what the scenario is about; why no scenario claims it. */
const UNCLAIMED: Readonly<Record<string, string>> = {
  'local-network-issue':
    'It comes with a permission that was granted: in cures, which claim no line.',
  'sandbox-escape': 'It warns of the frame in which a scenario of another matter is acted out.',
};

for (const engine of ENGINES) {
  // Accompanying lines are counted by the command alone: most refusals print some.
  test(`every line of ${engine} about a rule that can be printed is claimed by a scenario`, () => {
    const claimed = new Set(
      SCENARIOS.flatMap((scenario) => claimOf(scenario, engine).lines.map(([id]) => id)),
    );
    const missing = Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([, { group, reach }]) => group !== 'companion' && reach.from !== 'nowhere')
      .map(([id]) => id)
      .filter((id) => !claimed.has(id) && !Object.hasOwn(UNCLAIMED, id));
    expect(missing).toEqual([]);
  });

  test(`no scenario claims a message that nothing gets ${engine} to print`, () => {
    const claimed = SCENARIOS.flatMap((scenario) =>
      claimOf(scenario, engine).lines.map(([id]) => id),
    );
    const wrong = Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([id, { reach }]) => reach.from === 'nowhere' && claimed.includes(id))
      .map(([id]) => id);
    expect(wrong).toEqual([]);
  });
}

test('what nothing reaches says why', () => {
  for (const engine of ENGINES)
    for (const [id, { reach }] of Object.entries<MessageEntry>(MESSAGES[engine]))
      if (reach.from === 'nowhere') expect(reach.because, `${engine} ${id}`).toMatch(/\w+ \w+/);
});
