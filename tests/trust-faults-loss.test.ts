/** What the suite does when something that it stands on goes: an origin, a browser, a display. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import fs from 'node:fs';
import type { Server } from 'node:http';
import { expect, test } from '@playwright/test';
import { BrowserPool } from '../fixtures/browser-pool.ts';
import { findBuild } from '../fixtures/engines/builds.ts';
import {
  displayEnvironment,
  displayLost,
  displayMade,
  findXvfb,
} from '../fixtures/engines/display.ts';
import { identifyProcess, processOwner } from '../fixtures/engines/processes.ts';
import { HarnessError, unlessLost } from '../fixtures/lost.ts';
import { startOrigins } from '../servers/index.ts';
import { runningProcesses } from '../scripts/trust/faults/processes.ts';
import type { Play } from '../scenarios/types.ts';

test.skip(process.platform !== 'linux', 'processes are found and ended as on Linux');

/** The listener that answers a request, as Node tells whoever asks. */
async function serverBehind(url: string): Promise<Server> {
  let server: Server | undefined;
  const note = (message: unknown): void => {
    ({ server } = message as { server: Server });
  };
  subscribe('http.server.request.start', note);
  await fetch(url);
  unsubscribe('http.server.request.start', note);
  return server!;
}

/** Neither a browser nor a page is asked for anything here. */
const NO_BROWSER = { context: { browser: () => null }, page: {} } as unknown as Parameters<
  typeof unlessLost
>[1];

test('an origin that stops listening should end what waits for it, and still be closed', async () => {
  const origins = await startOrigins();
  const server = await serverBehind(origins.barrierUrl());
  const waiting = unlessLost(new Promise<never>(() => {}), NO_BROWSER, origins);
  server.close();
  server.closeAllConnections();
  await expect(waiting).rejects.toThrow(
    new HarnessError('The origin `api` has stopped listening.'),
  );
  await expect(unlessLost(new Promise<never>(() => {}), NO_BROWSER, origins)).rejects.toThrow(
    HarnessError,
  );
  await origins.close();
});

test('origins that are closed should not count as lost', async () => {
  const origins = await startOrigins();
  await origins.close();
  expect(origins.lost.aborted).toBe(false);
  await expect(unlessLost(Promise.resolve(1), NO_BROWSER, origins)).resolves.toBe(1);
});

/** Pids that this process's owner folder records to be ended by SIGKILL. */
const recordedBrowsers = (): number[] =>
  fs
    .readdirSync(processOwner().folder)
    .flatMap((name) => /^child\.(\d+)\.\w+\.SIGKILL$/.exec(name)?.[1] ?? [])
    .map(Number);

/** With a browser's first process its others end by themselves. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

test('a kept page whose browser was killed should be replaced for the next play', async () => {
  const play: Play = { steps: [{ do: 'fetch', url: '{api:/}' }], routes: {} };
  const origins = await startOrigins();
  const pool = new BrowserPool(findBuild('chromium'), origins, 'on');
  try {
    const { observed } = await pool.lend(play);
    const browser = observed.context.browser()!;
    const gone = new Promise((resolve) => browser.once('disconnected', resolve));
    const asked = unlessLost(observed.page.evaluate('new Promise(() => {})'), observed, origins);
    // It may end before the line below looks at it.
    asked.catch(() => {});
    for (const pid of recordedBrowsers()) kill(pid);
    await expect(asked).rejects.toThrow(
      'The browser is lost in the middle of the play: it ended, its page did, or the connection to it was cut.',
    );
    await gone;
    const next = await pool.lend(play);
    expect(next.observed).not.toBe(observed);
    expect(await next.observed.page.evaluate('1 + 1')).toBe(2);
  } finally {
    await pool.close();
    await origins.close();
  }
  const profiles = fs
    .readdirSync(processOwner().folder)
    .filter((name) => name.startsWith('chromium-'));
  expect(profiles).toEqual([]);
});

test('a display that was killed should leave no socket, and be told', async () => {
  test.skip(findXvfb() === null, 'no Xvfb on this machine');
  const own = process.env['DISPLAY'];
  delete process.env['DISPLAY'];
  const { DISPLAY: display = '' } = await displayEnvironment();
  if (own !== undefined) process.env['DISPLAY'] = own;
  const number = display.slice(1);
  expect(displayMade(number)).not.toBeNull();
  expect(displayLost()).toBeNull();

  const [server] = runningProcesses().filter(
    ({ name, parent }) => name === 'Xvfb' && parent === process.pid,
  );
  process.kill(server!.pid, 'SIGKILL');
  await expect.poll(() => identifyProcess(server!.pid)).toBeNull();
  expect(displayLost()).toBe(`its display ${display} ended`);
  await expect.poll(() => displayMade(number)).toBeNull();
});
