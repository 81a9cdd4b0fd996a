// @ts-check
/** Requests from a frame of the page's own origin that has rules of its own. */
(() => {
  const { addActions } = globalThis.corsConformance;

  /**
   * A frame that is there and has loaded.
   * @param {(frame: HTMLIFrameElement) => void} direct
   * @returns {Promise<HTMLIFrameElement>}
   */
  const openFrame = (direct) =>
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.addEventListener('load', () => resolve(frame), { once: true });
      direct(frame);
      document.body.append(frame);
    });

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

  /**
   * The frame's own `fetch`: the request's client is the frame, and so are its policies.
   * https://fetch.spec.whatwg.org/#fetch-method
   * @param {import('../../../scenarios/initiators/neighbours.ts').FramedFetchStep} step
   * @returns {Promise<import('../seen.ts').Seen>}
   */
  async function framedFetch({ url, csp, document: own, mode = 'cors' }) {
    const frame = await openFrame((it) => {
      if (own !== undefined) it.src = own;
      else {
        const policy = document.createElement('meta');
        policy.httpEquiv = 'Content-Security-Policy';
        policy.content = csp ?? '';
        it.srcdoc = policy.outerHTML;
      }
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
      frame.remove();
    }
  }

  addActions({ 'framed-fetch': framedFetch });
})();
