/** Every message that can be printed has a scenario that says so; counting is by what was printed. */
import { expect, test } from '@playwright/test';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import { MESSAGES, findMessage } from '../messages/index.ts';
import { ENGINES, type MessageEntry } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { misnamed } from '../reports/message-coverage.ts';
import { unclaimedLinesOf } from '../scenarios/unclaimed-lines.ts';

const ids = new Set(SCENARIOS.map(({ id }) => id));

for (const engine of ENGINES) {
  const claimed = new Set(
    SCENARIOS.flatMap((scenario) => [
      ...claimOf(scenario, engine).lines,
      ...(scenario.cure ? curedClaimOf(scenario, scenario.cure, engine).lines : []),
    ]).map(([id]) => id),
  );
  const unclaimed = unclaimedLinesOf(engine);

  test(`every line that ${engine} can print is claimed by a scenario, accompanying lines included`, () => {
    const missing = Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([, { reach }]) => reach.from !== 'nowhere')
      .map(([id]) => id)
      .filter((id) => !claimed.has(id) && !Object.hasOwn(unclaimed, id));
    expect(missing).toEqual([]);
  });

  test(`a line of ${engine} that no scenario claims names the one that prints it`, () => {
    for (const [id, { printedBy, because }] of Object.entries(unclaimed)) {
      expect(findMessage(engine, id)?.reach.from, id).not.toBe('nowhere');
      expect(claimed.has(id), `${id} is claimed after all`).toBe(false);
      expect(ids.has(printedBy), `${id}: no scenario ${printedBy}`).toBe(true);
      expect(because, id).toMatch(/\.$/);
    }
  });

  test(`no scenario claims a message that nothing gets ${engine} to print`, () => {
    const wrong = Object.entries<MessageEntry>(MESSAGES[engine])
      .filter(([id, { reach }]) => reach.from === 'nowhere' && claimed.has(id))
      .map(([id]) => id);
    expect(wrong).toEqual([]);
  });
}

test('what nothing reaches says why', () => {
  for (const engine of ENGINES)
    for (const [id, { reach }] of Object.entries<MessageEntry>(MESSAGES[engine]))
      if (reach.from === 'nowhere') expect(reach.because, `${engine} ${id}`).toMatch(/\w+ \w+/);
});

test('coverage notices a scenario that does not print the line it is named for', () => {
  const entry: MessageEntry = {
    group: 'companion',
    level: 'error',
    wordings: [{ template: 'failed', since: '1' }],
    trigger: 'x',
    source: 'x.cc',
    reach: { from: 'web' },
  };
  const coverage = {
    engine: 'chromium',
    messages: [{ id: 'line', entry, reachable: true, scenarios: ['one'] }],
    reachable: 1,
    printed: 1,
    ran: true,
  } as const;
  expect(misnamed(coverage, { line: { printedBy: 'one' } })).toEqual([]);
  expect(misnamed(coverage, { line: { printedBy: 'two' } })).toEqual(['line']);
  expect(misnamed(coverage, { gone: { printedBy: 'one' } })).toEqual(['gone']);
});
