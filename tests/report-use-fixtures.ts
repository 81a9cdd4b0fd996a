/** The engines of the suite, each launched once a worker, with the pages of a report in them. */
import { expect, test as base, type BrowserContextOptions, type Page } from '@playwright/test';
import { findBuild } from '../fixtures/engines/builds.ts';
import { launchEngine } from '../fixtures/engines/index.ts';
import type { EngineBuild, LaunchedEngine } from '../fixtures/engines/types.ts';
import type { Engine } from '../messages/types.ts';
import { openSite, type Site } from './report-use-site.ts';

type Launch = (engine: Engine) => Promise<LaunchedEngine>;

/** The build, or in one line why there is none. */
const buildOf = (engine: Engine): { build: EngineBuild } | { because: string } => {
  try {
    return { build: findBuild(engine) };
  } catch (error) {
    return { because: error instanceof Error ? error.message : String(error) };
  }
};

async function launched(engine: Engine): Promise<LaunchedEngine> {
  const found = buildOf(engine);
  if ('build' in found) return launchEngine(found.build, { protection: 'on' });
  base.skip(true, found.because);
  throw new Error(found.because);
}

export const test = base.extend<object, { site: Site; launch: Launch }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the destructuring.
    async ({}, use) => {
      const site = await openSite();
      await use(site);
      await site.close();
    },
    { scope: 'worker' },
  ],
  launch: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the destructuring.
    async ({}, use) => {
      const running = new Map<Engine, Promise<LaunchedEngine>>();
      await use((engine) => {
        const known = running.get(engine) ?? launched(engine);
        running.set(engine, known);
        return known;
      });
      for (const one of await Promise.allSettled(running.values()))
        if (one.status === 'fulfilled') await one.value.close();
    },
    { scope: 'worker' },
  ],
});

export const WIDE = { width: 1280, height: 900 };

/**
 * Opens `address` in a new context of Chromium or Firefox, runs `use`, and expects that nothing
 * threw, nothing broke the page's policy, and no planted script ran.
 */
export async function withPage(
  { browser }: LaunchedEngine,
  address: string,
  use: (page: Page) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext({ viewport: WIDE, ...options });
  try {
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    await use(page);
    expect(await page.title()).not.toBe('broken');
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

/** The same in a MiniBrowser of its own, where only short expressions can be evaluated. */
export async function withWebKit(
  engine: LaunchedEngine,
  address: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const observed = await engine.openPage();
  try {
    await observed.page.goto(address);
    await use(observed.page);
    expect(await observed.page.title()).not.toBe('broken');
  } finally {
    await observed.close();
  }
}
