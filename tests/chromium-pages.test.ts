/** Chromium's pages: what comes with a window, and what pages of one launch do not share. */
import { expect, test } from '@playwright/test';
import { BrowserPool } from '../fixtures/browser-pool.ts';
import { findBuild } from '../fixtures/engines/builds.ts';
import { launchChromium } from '../fixtures/engines/chromium.ts';
import type { Play } from '../scenarios/types.ts';
import { startOrigins } from '../servers/index.ts';

test('a window loads its page and nothing of its own', async () => {
  const launched = await launchChromium(findBuild('chromium'), { protection: 'on' });
  try {
    await launched.openPage();
    const session = await launched.browser.newBrowserCDPSession();
    // An empty entry lets every type pass; by default the browser's own pages are left out.
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
    expect(targetInfos.map(({ type, url }) => `${type} ${url}`).toSorted()).toEqual([
      'page about:blank',
      'tab about:blank',
    ]);
  } finally {
    await launched.close();
  }
});

test('a page that has a permission shares its browser with one that has not', async () => {
  const origins = await startOrigins();
  const pool = new BrowserPool(findBuild('chromium'), origins, 'on');
  const play = (localNetwork: 'granted' | 'denied'): Play => ({
    launch: { publicOrigins: ['page'], localNetwork },
    steps: [{ do: 'fetch', url: '{api:/resource}' }],
    routes: {},
  });
  const lend = async (localNetwork: 'granted' | 'denied') => {
    const { observed } = await pool.lend(play(localNetwork));
    await observed.page.goto(`${origins.table.page}/stage`);
    const state = await observed.page.evaluate(
      `navigator.permissions.query({ name: 'local-network-access' }).then(({ state }) => state)`,
    );
    return { observed, state };
  };
  try {
    const granted = await lend('granted');
    const refused = await lend('denied');
    expect(granted.state).toBe('granted');
    expect(refused.state).not.toBe('granted');
    expect(refused.observed.context.browser()).toBe(granted.observed.context.browser());
    expect((await lend('granted')).observed).toBe(granted.observed);
  } finally {
    await pool.close();
    await origins.close();
  }
});
