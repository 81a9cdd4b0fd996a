/** What Chromium's console says behind the page's barrier is waited for: of workers, frames, beacons. */
import { EventEmitter } from 'node:events';
import { expect, test } from '@playwright/test';
import { observeChromiumSession } from '../fixtures/console/chromium.ts';
import { printMessage } from '../messages/index.ts';
import { API, BARRIER, PAGE } from './console-fixtures.ts';

interface Message {
  readonly id: number;
  readonly method: string;
  readonly params: { readonly sessionId?: string; readonly message?: string };
}

/** A page's DevTools that says only what a test lets it say. */
function devTools() {
  const devTools = new EventEmitter();
  /** What was sent to the targets below, unanswered. */
  const below: Message[] = [];
  /** What was sent to the page itself. */
  const sent: string[] = [];
  return {
    below,
    sent,
    say: (event: string, parameters: unknown) => devTools.emit(event, parameters),
    on: (event: string, listener: (parameters: unknown) => void) => devTools.on(event, listener),
    send: (method: string, parameters: Message['params'] = {}) => {
      if (method === 'Target.sendMessageToTarget') below.push(JSON.parse(parameters.message ?? ''));
      else sent.push(method);
      return Promise.resolve({});
    },
  };
}

const WORKER = 'worker-1';
const refused = (url: string) =>
  printMessage('chromium', 'kMissingAllowOriginHeader', { kind: 'fetch', url, origin: PAGE });

async function observed() {
  const page = devTools();
  const observer = await observeChromiumSession(page, new Promise(() => {}), {
    protection: 'on',
  });
  const fromWorker = (message: object) =>
    page.say('Target.receivedMessageFromTarget', {
      sessionId: WORKER,
      message: JSON.stringify(message),
    });
  return {
    page,
    observer,
    fromWorker,
    attach: (type: string) =>
      page.say('Target.attachedToTarget', { sessionId: WORKER, targetInfo: { type } }),
    /** The page's own barrier, whole. */
    barrier() {
      page.say('Audits.issueAdded', {
        issue: {
          code: 'CorsIssue',
          details: {
            corsIssueDetails: {
              corsErrorStatus: { corsError: 'MissingAllowOriginHeader' },
              request: { url: BARRIER },
              isWarning: false,
            },
          },
        },
      });
      page.say('Log.entryAdded', {
        entry: { source: 'javascript', level: 'error', text: refused(BARRIER), url: PAGE },
      });
      page.say('Log.entryAdded', {
        entry: {
          source: 'network',
          level: 'error',
          text: printMessage('chromium', 'failed-to-load', { error: 'ERR_FAILED' }),
          url: BARRIER,
        },
      });
    },
    /** The last command to the worker is answered, and with it all that was said before. */
    answer: () => fromWorker({ id: page.below.at(-1)?.id, result: {} }),
    late: () =>
      fromWorker({
        method: 'Log.entryAdded',
        params: {
          entry: { source: 'javascript', level: 'error', text: refused(`${API}/late`) },
        },
      }),
  };
}

/** Whether a promise is settled once everything that is ready has run. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  const PENDING = Symbol('pending');
  await new Promise((resolve) => setImmediate(resolve));
  return (await Promise.race([promise, Promise.resolve(PENDING)])) !== PENDING;
}

test('a line of a service worker that comes behind the barrier of the page is of this reading', async () => {
  const { observer, attach, barrier, late, answer } = await observed();
  attach('service_worker');
  const reading = observer.recordsUntil(BARRIER);
  barrier();
  expect(await settled(reading)).toBe(false);
  late();
  answer();
  expect((await reading).map(({ id }) => id)).toEqual(['kMissingAllowOriginHeader']);
});

for (const [words, end] of [
  [
    'its target is gone',
    ({ page }) => page.say('Target.detachedFromTarget', { sessionId: WORKER }),
  ],
  [
    'it has ended, though DevTools is still attached',
    ({ fromWorker }) => fromWorker({ method: 'Inspector.targetCrashed', params: {} }),
  ],
  [
    'it refuses to answer',
    ({ page, fromWorker }) =>
      fromWorker({ id: page.below.at(-1)?.id, error: { code: -32000, message: 'gone' } }),
  ],
] as readonly (readonly [string, (of: Awaited<ReturnType<typeof observed>>) => void])[])
  test(`nothing more is waited for once ${words}`, async () => {
    const all = await observed();
    all.attach('service_worker');
    const reading = all.observer.recordsUntil(BARRIER);
    all.barrier();
    expect(await settled(reading)).toBe(false);
    end(all);
    expect(await reading).toEqual([]);
  });

test('a question that the frame above a worker cannot hand on is not waited for', async () => {
  const { page, observer, attach, barrier, fromWorker } = await observed();
  attach('iframe');
  fromWorker({
    method: 'Target.attachedToTarget',
    params: { sessionId: 'within', targetInfo: { type: 'service_worker' } },
  });
  const reading = observer.recordsUntil(BARRIER);
  barrier();
  expect(await settled(reading)).toBe(false);
  const [own, handedOn] = page.below.slice(-2);
  fromWorker({ id: own?.id, result: {} });
  expect(await settled(reading)).toBe(false);
  fromWorker({ id: handedOn?.id, error: { code: -32602, message: 'no session' } });
  expect(await reading).toEqual([]);
});

test('a target that is gone before the barrier is not asked, and one that was asked is not asked again', async () => {
  const { page, observer, attach, barrier, answer } = await observed();
  attach('iframe');
  const first = observer.recordsUntil(BARRIER);
  barrier();
  await settled(first);
  answer();
  await first;
  const asked = page.below.length;
  const second = observer.recordsUntil(BARRIER);
  barrier();
  await second;
  attach('service_worker');
  const toWorker = page.below.length;
  page.say('Target.detachedFromTarget', { sessionId: WORKER });
  const third = observer.recordsUntil(BARRIER);
  barrier();
  await third;
  expect(page.below.length - toWorker).toBe(0);
  expect(toWorker).toBeGreaterThan(asked);
});

test('a browser that ends while a worker is asked is named, not waited for', async () => {
  const page = devTools();
  let end = () => {};
  const closed = new Promise<void>((resolve) => (end = resolve));
  const observer = await observeChromiumSession(page, closed, { protection: 'off' });
  page.say('Target.attachedToTarget', {
    sessionId: WORKER,
    targetInfo: { type: 'service_worker' },
  });
  const reading = observer.recordsUntil(BARRIER);
  page.say('Log.entryAdded', {
    entry: { source: 'network', level: 'error', text: 'Failed to load resource', url: BARRIER },
  });
  expect(await settled(reading)).toBe(false);
  end();
  await expect(reading).rejects.toThrow(/console closed/);
});

test.describe('while beacons are followed', () => {
  const BEACON = { requestId: '8.1' };
  const sentAs = (type: string) => ({ ...BEACON, type, request: { url: `${API}/left` } });
  const failed = { ...BEACON, errorText: 'net::ERR_UNKNOWN_URL_SCHEME', canceled: false };
  const told = {
    entry: {
      source: 'network',
      level: 'error',
      text: printMessage('chromium', 'failed-to-load', { error: 'ERR_UNKNOWN_URL_SCHEME' }),
      url: 'mailto:log@site.example',
      networkRequestId: BEACON.requestId,
    },
  };

  async function followed() {
    const all = await observed();
    await all.observer.followBeacons?.();
    const reading = all.observer.recordsUntil(BARRIER);
    return { ...all, reading };
  }

  test('the line of one that failed is of this reading, though it comes behind the barrier', async () => {
    const { page, barrier, reading } = await followed();
    page.say('Network.requestWillBeSent', sentAs('Ping'));
    barrier();
    expect(await settled(reading)).toBe(false);
    page.say('Network.loadingFailed', failed);
    expect(await settled(reading)).toBe(false);
    page.say('Log.entryAdded', told);
    expect((await reading).map(({ id }) => id)).toEqual(['failed-to-load']);
  });

  for (const [words, event, parameters] of [
    ['has its answer', 'Network.loadingFinished', BEACON],
    ['was cancelled', 'Network.loadingFailed', { ...failed, canceled: true }],
  ] as const)
    test(`nothing more is waited for once one ${words}`, async () => {
      const { page, barrier, reading } = await followed();
      page.say('Network.requestWillBeSent', sentAs('Ping'));
      barrier();
      expect(await settled(reading)).toBe(false);
      page.say(event, parameters);
      expect(await reading).toEqual([]);
    });

  test('no other load is waited for: its end comes to the page, or never', async () => {
    const { page, barrier, reading } = await followed();
    page.say('Network.requestWillBeSent', sentAs('Fetch'));
    barrier();
    expect(await reading).toEqual([]);
  });

  test('the network is heard from the asking to the end of the reading, and not before', async () => {
    const { page, observer, barrier } = await observed();
    const ofTheNetwork = () => page.sent.filter((method) => method.startsWith('Network.'));
    expect(ofTheNetwork()).toEqual([]);
    await observer.followBeacons?.();
    expect(ofTheNetwork()).toEqual(['Network.enable']);
    for (let reading = 0; reading < 2; reading += 1) {
      const records = observer.recordsUntil(BARRIER);
      barrier();
      await records;
    }
    expect(ofTheNetwork()).toEqual(['Network.enable', 'Network.disable']);
  });
});
