// @ts-check
// Acts out a scenario in the browser that shows it, by the same code as the tests (perform.js).
// No barrier is asked for: its console line is for a program to read, and would puzzle a person.
(() => {
  'use strict';

  /**
   * @typedef {import('../../client/seen.ts').Seen} Seen
   * @typedef {{ by: 'server' | 'page' | 'extension', origin: string, steps: import('../../../scenarios/types.ts').Step[] }} Run
   * @typedef {{ token: string, realm: import('../../client/page-script.ts').PageRealm, serviceWorker?: string, runs: Run[] }} Opened
   */

  /** Milliseconds in which a content script answers; without the extension nobody ever does. */
  const EXTENSION_ANSWERS_WITHIN = 10_000;

  const main = /** @type {HTMLElement} */ (document.querySelector('main'));
  const scenario = main.dataset['scenario'] ?? '';
  const buttons = /** @type {HTMLButtonElement[]} */ ([
    ...document.querySelectorAll('button[data-act]'),
  ]);

  /** To this page's own origin only. @param {string} path @param {unknown} body */
  async function post(path, body) {
    let response;
    try {
      response = await fetch(path, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
    } catch {
      throw new Error('The server of this page does not answer: has npm run serve been stopped?');
    }
    if (!response.ok) throw new Error((await response.text()).trim());
    return response;
  }

  /** A hidden frame of another page origin performs its part. @param {Run} run @returns {Promise<Seen[]>} */
  async function performInFrame({ origin, steps }) {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.src = `${origin}/frame`;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    try {
      await loaded;
      const { port1, port2 } = new MessageChannel();
      const answer = new Promise((resolve, reject) => {
        port1.onmessage = ({ data }) =>
          data.failure === undefined ? resolve(data.seen) : reject(new Error(data.failure));
      });
      const task = { steps, barrierUrl: null };
      frame.contentWindow?.postMessage({ task }, origin, [port2]);
      return await answer;
    } finally {
      frame.remove();
    }
  }

  /** @param {Promise<Seen[]>} seen @returns {Promise<Seen[]>} */
  function unlessNoExtension(seen) {
    const silence = new Promise((_resolve, reject) => {
      setTimeout(() => {
        reject(
          new Error('No extension answers: load it as described above, then reload this page.'),
        );
      }, EXTENSION_ANSWERS_WITHIN);
    });
    return /** @type {Promise<Seen[]>} */ (Promise.race([seen, silence]));
  }

  /** @param {Opened} opened @param {number} index @returns {Promise<Seen[]>} */
  async function performRun({ token, realm, serviceWorker, runs }, index) {
    const run = /** @type {Run} */ (runs[index]);
    if (run.by === 'server')
      return (await post(`/acts/${token}/server-run`, { run: index })).json();
    if (run.origin !== location.origin) return performInFrame(run);
    const seen = corsConformance.performIn(realm, {
      steps: run.steps,
      barrierUrl: null,
      ...(serviceWorker && { serviceWorker }),
    });
    return run.by === 'extension' ? unlessNoExtension(seen) : seen;
  }

  /** @param {string} act @returns {Promise<{ verdict: string, nodes: Node[] }>} */
  async function actOut(act) {
    /** @type {Opened} */
    const opened = await (await post(`/scenario/${scenario}/acts`, { act })).json();
    /** @type {Seen[]} */
    const seen = [];
    for (const index of opened.runs.keys()) seen.push(...(await performRun(opened, index)));
    const markup = await (await post(`/acts/${opened.token}/end`, { seen })).text();
    const parsed = new DOMParser().parseFromString(markup, 'text/html');
    return { verdict: seen.at(-1)?.verdict ?? '', nodes: [...parsed.body.childNodes] };
  }

  for (const button of buttons) {
    const act = button.dataset['act'] ?? '';
    const status = /** @type {HTMLElement} */ (document.querySelector(`[data-status="${act}"]`));
    const result = /** @type {HTMLElement} */ (document.querySelector(`[data-result="${act}"]`));
    button.addEventListener('click', async () => {
      // One at a time: a console shows all lines in one row. A button that is busy keeps its focus.
      if (buttons.some((one) => one.ariaDisabled === 'true')) return;
      for (const one of buttons) one.ariaDisabled = 'true';
      status.className = '';
      status.textContent = 'Acting it out…';
      try {
        const { verdict, nodes } = await actOut(act);
        result.replaceChildren(...nodes);
        status.className = `v-${verdict}`;
        status.textContent = `Acted out: ${verdict}. What was seen stands below.`;
      } catch (error) {
        status.className = 'failure';
        status.textContent = error instanceof Error ? error.message : String(error);
      } finally {
        for (const one of buttons) one.ariaDisabled = null;
      }
    });
    button.disabled = false;
  }
})();
