/** One pair of origins for the tests of a file; an act per test, ended with it. */
import { test as base } from '@playwright/test';
import { startOrigins } from '../servers/index.ts';
import type { Act, Origins } from '../servers/types.ts';
import type { OriginName } from '../scenarios/origins.ts';
import type { Routes } from '../scenarios/types.ts';
import { exchangeRaw, requestText, type Destination, type RawAnswer } from './raw-client.ts';

interface TestFixtures {
  /** Opens an act that ends with the test. */
  act(routes: Routes): Act;
  /** Where an origin of the table is, for a raw client. */
  at(name: OriginName): Required<Pick<Destination, 'port'>>;
  /** One raw request to a route of the act at the API origin; resolves when the act is settled. */
  ask(
    act: Act,
    method: string,
    path: string,
    rest?: Parameters<typeof requestText>[2],
  ): Promise<RawAnswer>;
}

export const test = base.extend<TestFixtures, { origins: Origins }>({
  origins: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the destructuring.
    async ({}, use) => {
      const origins = await startOrigins();
      await use(origins);
      await origins.close();
    },
    { scope: 'worker' },
  ],
  act: async ({ origins }, use) => {
    const opened: Act[] = [];
    await use((routes) => {
      const act = origins.act(routes);
      opened.push(act);
      return act;
    });
    for (const act of opened) act.end();
  },
  at: async ({ origins }, use) => {
    await use((name) => ({ port: Number(new URL(origins.table[name]).port) }));
  },
  ask: async ({ at }, use) => {
    await use(async (act, method, path, rest) => {
      const answer = await exchangeRaw(
        at('api'),
        requestText(method, `/${act.token}${path}`, rest),
      );
      await act.settled();
      return answer;
    });
  },
});

export { expect } from '@playwright/test';
