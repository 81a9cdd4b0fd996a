// @ts-check
/** Requests from a frame of the page's own origin that has rules of its own. */
(() => {
  const { addActions, afterThisTask, openFrame, performInFrameOf } = globalThis.corsConformance;

  /**
   * https://w3c.github.io/webappsec-csp/#report-violation
   * @param {Document} target
   * @returns {Promise<{ directive: string, blockedUrl: string }>}
   */
  const violation = (target) =>
    new Promise((resolve) =>
      target.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective, blockedURI }) =>
          resolve({ directive: effectiveDirective, blockedUrl: blockedURI }),
        { once: true },
      ),
    );

  /** A document of a policy alone. @param {string} csp */
  function policed(csp) {
    const policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = csp;
    return policy.outerHTML;
  }

  /**
   * The frame's own `fetch`: the request's client is the frame, and so are its policies.
   * https://fetch.spec.whatwg.org/#fetch-method
   * @param {import('../../../scenarios/initiators/neighbours.ts').FramedFetchStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function framedFetch({ url, csp, document: own, mode = 'cors' }) {
    const frame = await openFrame((it) => {
      if (own !== undefined) it.src = own;
      else it.srcdoc = policed(csp ?? '');
    });
    const realm = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    const violated = violation(realm.document);
    try {
      const response = await realm.fetch(url, { mode });
      const { type, status } = response;
      const body = await response.text();
      return { verdict: type === 'opaque' ? 'opaque' : 'allowed', told: { type, status, body } };
    } catch (error) {
      // An exception of the frame's realm: no instance of this realm's Error.
      const { name, message } = /** @type {Error} */ (error);
      // A policy that refuses says so by an event, and where it says more, that comes before.
      const refusal = csp === undefined ? {} : await violated;
      return { verdict: 'blocked', told: { fetch: `${name}: ${message}`, ...refusal } };
    } finally {
      afterThisTask(() => frame.remove());
    }
  }

  /**
   * The step of a frame, which performs it with its own origin.
   * @param {import('../../../scenarios/initiators/neighbours.ts').FrameOfStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function inFrameOf({ frame, ...step }) {
    const action = step.do === 'img-in-frame-of' ? 'img' : 'fetch';
    const inner = /** @type {import('../../../scenarios/types.ts').Step} */ ({
      ...step,
      do: action,
    });
    const [seen] = await performInFrameOf(frame, [inner]);
    if (seen === undefined) throw new Error('the frame has told nothing');
    if (action === 'img' || seen.verdict === 'blocked') return seen;
    const { verdict, type = '', status = 0, body = '' } = seen;
    return { verdict, told: { type, status, body } };
  }

  /**
   * A beacon's caller is told nothing of its end; its document is told of a violation, and Resource
   * Timing of what was answered.
   * @param {import('../../../scenarios/initiators/neighbours.ts').FramedBeaconStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function framedBeacon({ url, csp, body = '' }) {
    const frame = await openFrame((it) => (it.srcdoc = policed(csp)));
    const realm = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    const violated = violation(realm.document);
    const timed = new Promise((resolve) => {
      const observer = new realm.PerformanceObserver(() => {
        observer.disconnect();
        resolve(null);
      });
      observer.observe({ type: 'resource', buffered: true });
    });
    const queued = realm.navigator.sendBeacon(url, body);
    const refusal = await Promise.race([violated, timed]);
    // What else is said of the beacon comes before the answer to a later request.
    await fetch('/client/elements.js');
    afterThisTask(() => frame.remove());
    return { verdict: refusal === null ? 'opaque' : 'blocked', told: { queued, ...refusal } };
  }

  addActions({
    'framed-fetch': framedFetch,
    'fetch-in-frame-of': inFrameOf,
    'img-in-frame-of': inFrameOf,
    'framed-beacon': framedBeacon,
  });
})();
