// @ts-check
/**
 * The page's part of generated runs: performs many cases side by side, by the same actions as
 * perform.js, which has to be loaded before. The same file runs in the page and in the one
 * sandboxed frame that the page keeps for the cases of an opaque origin.
 */
(() => {
  /**
   * @typedef {import('../../scenarios/types.ts').Step} Step
   * @typedef {import('./seen.ts').Seen} Seen
   * @typedef {import('./seen.ts').BatchTask} BatchTask
   * @typedef {import('./seen.ts').BatchSeen} BatchSeen
   * @typedef {import('./seen.ts').BatchReport} BatchReport
   */

  /**
   * What perform.js leaves for other scripts.
   * @typedef {{
   *   ACTIONS: Readonly<Record<string, (step: Step, all: boolean) => Promise<Seen>>>,
   *   blocked(error: unknown): Seen,
   * }} Performing
   */
  const { ACTIONS, blocked } = /** @type {Performing} */ (
    /** @type {unknown} */ (globalThis.corsConformance)
  );

  /**
   * Names in lower case, sorted by name; the sort keeps the order of equal names.
   * @param {NonNullable<Seen['allHeaders']>} headers
   * @returns {NonNullable<BatchSeen['headers']>}
   */
  const normalized = (headers) =>
    headers
      .map(([name, value]) => /** @type {const} */ ([name.toLowerCase(), value]))
      .toSorted(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));

  /** @param {Step} step @returns {Promise<BatchSeen>} */
  async function see(step) {
    const action = Reflect.get(ACTIONS, step.do);
    if (action === undefined) throw new Error(`the page has no action "${step.do}"`);
    /** @type {Seen} */
    let seen;
    try {
      seen = await action(step, true);
    } catch (error) {
      // XMLHttpRequest throws for a method or header that fetch rejects for.
      seen = blocked(error);
    }
    const { verdict, error, type, status, statusText, responseUrl, redirected, allHeaders } = seen;
    if (verdict !== 'blocked') {
      const headers = normalized(allHeaders ?? []);
      // JSON leaves out what is undefined: type and redirected of XMLHttpRequest.
      return /** @type {BatchSeen} */ ({
        verdict,
        type,
        status,
        statusText,
        url: responseUrl,
        redirected,
        headers,
      });
    }
    // An XMLHttpRequest has these attributes after a network error, too. Told is what must not be.
    return {
      verdict,
      ...(error && { error }),
      ...(status && { status }),
      ...(statusText && { statusText }),
      ...(responseUrl && { url: responseUrl }),
      ...(allHeaders?.length && { headers: normalized(allHeaders) }),
    };
  }

  /** Cases under way: calling one gives it up. @type {Set<() => void>} */
  const underWay = new Set();

  /** @param {BatchTask} task @returns {Promise<BatchReport>} */
  async function performHere({ cases, concurrency, barrierUrl }) {
    // The buffer takes 250 entries; nobody reads them.
    performance.clearResourceTimings();
    /** @type {(BatchSeen[] | null)[]} */
    const seen = cases.map(() => null);
    let next = 0;
    async function lane() {
      while (next < cases.length) {
        const index = next;
        next += 1;
        /** @type {() => void} */
        let giveUp = () => {};
        const givenUp = new Promise((resolve) => (giveUp = () => resolve(null)));
        underWay.add(giveUp);
        seen[index] = await Promise.race([story(cases[index] ?? []), givenUp]);
        underWay.delete(giveUp);
      }
    }
    await Promise.all(Array.from({ length: Math.min(concurrency, cases.length) }, lane));
    await fetch(barrierUrl).catch(() => {});
    return { seen };
  }

  /** @param {readonly Step[]} steps */
  async function story(steps) {
    const seen = [];
    for (const step of steps) seen.push(await see(step));
    return seen;
  }

  const giveUpHere = () => {
    for (const giveUp of underWay) giveUp();
  };

  /** @type {Promise<MessagePort> | undefined} */
  let frameOpened;
  /** The line to the sandboxed frame, which is opened once. */
  const openFrame = () =>
    (frameOpened ??= new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.sandbox.add('allow-scripts');
      frame.src = '/batch';
      frame.addEventListener('load', () => {
        const { port1, port2 } = new MessageChannel();
        port1.start();
        frame.contentWindow?.postMessage({ batches: true }, '*', [port2]);
        resolve(port1);
      });
      document.body.append(frame);
    }));

  /** @param {BatchTask} task @returns {Promise<BatchReport>} */
  async function performInFrame(task) {
    const line = await openFrame();
    return new Promise((resolve) => {
      line.onmessage = ({ data }) => resolve(data);
      line.postMessage(task);
    });
  }

  /**
   * Performs a batch and resolves with a `BatchReport` as JSON; both are text because the engines'
   * protocols take objects apart property by property. Never rejects.
   * @param {'window' | 'sandboxed-frame'} realm
   * @param {string} task A `BatchTask` as JSON.
   */
  async function perform(realm, task) {
    try {
      const parsed = JSON.parse(task);
      return JSON.stringify(
        await (realm === 'window' ? performHere(parsed) : performInFrame(parsed)),
      );
    } catch (error) {
      return JSON.stringify({ seen: [], failure: String(error) });
    }
  }

  /** Gives up the cases that are under way, so that those behind them get their turn. */
  async function giveUp() {
    giveUpHere();
    if (frameOpened) (await frameOpened).postMessage('give up');
  }

  if (globalThis.parent !== globalThis.window) {
    addEventListener('message', ({ data, ports: [port] }) => {
      if (port === undefined || data?.batches !== true) return;
      port.onmessage = async ({ data: task }) => {
        if (task === 'give up') giveUpHere();
        else {
          port.postMessage(
            await performHere(task).catch((error) => ({ seen: [], failure: String(error) })),
          );
        }
      };
    });
  }

  Object.assign(globalThis, { corsConformanceBatch: { perform, giveUp } });
})();
