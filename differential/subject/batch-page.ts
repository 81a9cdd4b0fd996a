/** A page as far as batches need one: Playwright's, and in Chromium one that Playwright leaves be. */
import type { Browser } from '@playwright/test';
import type { LentPage } from '../../fixtures/browser-pool.ts';
import { observeChromiumSession } from '../../fixtures/console/chromium.ts';
import type { ConsoleObserver, EngineBuild } from '../../fixtures/engines/types.ts';
import { isRecordedVersion } from '../../messages/versions.ts';

export interface BatchPage {
  /** Resolves when the document and its scripts have been loaded. */
  goto(url: string): Promise<void>;
  /** Evaluates an expression, awaits it and gives its value, which is a string. */
  evaluate(expression: string): Promise<string>;
  readonly console: ConsoleObserver;
  /** Resolves, with why, when the page or its browser is gone. */
  readonly gone: Promise<string>;
  close(): Promise<void>;
}

/**
 * The page to use in a browser of which a page was lent. `ownsBrowser`: no other page of it is in
 * use, so that what concerns the whole browser may be changed.
 */
export async function batchPageOf(
  { engine, version }: Pick<EngineBuild, 'engine' | 'version'>,
  lent: LentPage,
  { ownsBrowser }: { readonly ownsBrowser: boolean },
): Promise<BatchPage> {
  const { page, context, console } = lent.observed;
  const browser = context.browser();
  // Lines are known by their words there, so it takes words that were checked. On a lent page, where
  // a run is short, they are known by their codes.
  if (engine === 'chromium' && ownsBrowser && browser && isRecordedVersion(engine, version))
    return barePage(browser, () => lent.giveBack());
  const gone = new Promise<string>((resolve) => {
    page.once('crash', () => resolve('the page crashed'));
    page.once('close', () => resolve('the page was closed'));
    browser?.once('disconnected', () => resolve('the browser ended'));
  });
  return {
    async goto(url) {
      await page.goto(url);
    },
    evaluate: (expression) => page.evaluate<string>(expression),
    console,
    gone,
    close: () => lent.giveBack(),
  };
}

interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly params?: object;
  readonly result?: object;
  readonly error?: { readonly message: string };
}

interface Evaluated {
  readonly result: { readonly value?: string };
  readonly exceptionDetails?: {
    readonly text: string;
    readonly exception?: { readonly description?: string };
  };
}

/**
 * A page in a context that Playwright did not make: it detaches from such pages at once. In its own
 * pages it enables DevTools' network domain, whose events cost the browser and this process more
 * than the requests themselves (9 ms of processor time a case against 4).
 */
async function barePage(browser: Browser, end: () => Promise<void>): Promise<BatchPage> {
  const root = await browser.newBrowserCDPSession();
  const { browserContextId } = await root.send('Target.createBrowserContext');
  const { targetId } = await root.send('Target.createTarget', {
    url: 'about:blank',
    browserContextId,
  });
  const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: false });

  const waiting = new Map<number, { resolve(result: object): void; reject(error: Error): void }>();
  const listeners = new Map<string, ((parameters: object) => void)[]>();
  let lastId = 0;
  const on = (event: string, listener: (parameters: object) => void): void => {
    listeners.set(event, [...(listeners.get(event) ?? []), listener]);
  };
  let resolveGone = (_because: string): void => {};
  const gone = new Promise<string>((resolve) => (resolveGone = resolve));
  void gone.then((because) => {
    for (const { reject } of waiting.values()) reject(new Error(because));
    waiting.clear();
  });
  const send = (method: string, params: object = {}): Promise<object> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      const message = JSON.stringify({ id, method, params });
      root.send('Target.sendMessageToTarget', { sessionId, message }).catch(reject);
    });

  root.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return;
    const { id, method, params = {}, result = {}, error } = JSON.parse(event.message) as Answer;
    if (id === undefined) {
      for (const listener of listeners.get(method ?? '') ?? []) listener(params);
      return;
    }
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(new Error(error.message));
    else waiter?.resolve(result);
  });
  root.on('Target.detachedFromTarget', (event) => {
    if (event.sessionId === sessionId) resolveGone('the page was closed');
  });
  // Below the page is only its sandboxed frame, with a process of its own, and that one stays.
  on('Target.detachedFromTarget', () => resolveGone('the sandboxed frame crashed'));
  on('Inspector.targetCrashed', () => resolveGone('the page crashed'));
  browser.once('disconnected', () => resolveGone('the browser ended'));

  await Promise.all([send('Inspector.enable'), send('Page.enable')]);
  const console = await observeChromiumSession({ on, send }, gone, {
    protection: 'on',
    identity: 'words',
  });
  return {
    async goto(url) {
      const loaded = new Promise<void>((resolve) => on('Page.loadEventFired', () => resolve()));
      await send('Page.navigate', { url });
      await Promise.race([loaded, gone.then((because) => Promise.reject(new Error(because)))]);
    },
    async evaluate(expression) {
      const parameters = { expression, awaitPromise: true, returnByValue: true };
      const evaluated = (await send('Runtime.evaluate', parameters)) as Evaluated;
      const { result, exceptionDetails } = evaluated;
      if (exceptionDetails)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value ?? '';
    },
    console,
    gone,
    async close() {
      await root.send('Target.disposeBrowserContext', { browserContextId }).catch(() => {});
      await root.detach().catch(() => {});
      await end();
    },
  };
}
