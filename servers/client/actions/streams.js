// @ts-check
/** EventSource, beacons, and what navigates a hidden frame. */
(() => {
  /**
   * @typedef {import('../../../scenarios/initiators/streams.ts').EventSourceStep} EventSourceStep
   * @typedef {import('../../../scenarios/initiators/streams.ts').WebSocketStep} WebSocketStep
   * @typedef {import('../../../scenarios/initiators/streams.ts').FetchLaterStep} FetchLaterStep
   * @typedef {import('../../../scenarios/initiators/streams.ts').BeaconStep} BeaconStep
   * @typedef {import('../../../scenarios/initiators/streams.ts').PingStep} PingStep
   * @typedef {import('../../../scenarios/initiators/streams.ts').FormStep} FormStep
   * @typedef {import('../seen.ts').Seen} Seen
   */
  const { addActions, attempt, threw } = globalThis.corsConformance;

  /**
   * Closed at the last message that is waited for, so that the source does not connect again; and
   * at a failure that is final, or that comes before anything was received.
   * https://html.spec.whatwg.org/multipage/server-sent-events.html
   * @param {EventSourceStep} step
   * @returns {Promise<Seen>}
   */
  function eventSource({ url, withCredentials = false, messages = 1 }) {
    return new Promise((resolve) => {
      const source = new EventSource(url, { withCredentials });
      /** @type {string[]} */
      const events = [];
      /** @type {string[]} */
      const data = [];
      /** @param {Seen['verdict']} verdict */
      const end = (verdict) => {
        const { readyState } = source;
        source.close();
        resolve({ verdict, events, told: { data: data.join(' '), readyState } });
      };
      source.addEventListener('open', () => events.push('open'));
      source.addEventListener('message', (message) => {
        events.push('message');
        data.push(message.data);
        if (data.length === messages) end('allowed');
      });
      source.addEventListener('error', () => {
        events.push('error');
        if (data.length === 0 || source.readyState === EventSource.CLOSED) end('blocked');
      });
    });
  }

  /**
   * Heard to its end, which the server brings about.
   * https://websockets.spec.whatwg.org/#the-websocket-interface
   * @param {WebSocketStep} step
   * @returns {Promise<Seen>}
   */
  function webSocket({ url }) {
    return new Promise((resolve) => {
      const socket = new WebSocket(url.replace(/^http/, 'ws'));
      /** @type {string[]} */
      const events = [];
      /** @type {string | null} */
      let data = null;
      socket.addEventListener('open', () => events.push('open'));
      socket.addEventListener('error', () => events.push('error'));
      socket.addEventListener('message', (message) => {
        events.push('message');
        data = message.data;
      });
      socket.addEventListener('close', ({ wasClean: clean }) => {
        events.push('close');
        const verdict = data === null ? 'blocked' : 'allowed';
        resolve({ verdict, events, told: { data, clean } });
      });
    });
  }

  /**
   * Whether a load that failed has an entry: its status is then 0, so an engine without the
   * attribute makes none (WebKitGTK 2.50).
   * https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-responsestatus
   */
  const TIMES_FAILURES = 'responseStatus' in PerformanceResourceTiming.prototype;

  /**
   * The next entry of this URL.
   * @param {string} url
   * @returns {Promise<void>}
   */
  const entryOf = (url) =>
    new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        if (list.getEntriesByName(url).length === 0) return;
        observer.disconnect();
        resolve();
      }).observe({ type: 'resource' });
    });

  /**
   * https://w3c.github.io/beacon/#sec-sendBeacon-method : all that the page is told is that the
   * request was taken.
   * @param {BeaconStep} step
   * @returns {Promise<Seen>}
   */
  async function beacon({ url, body = '', type, untimed }) {
    // Over when Resource Timing has it: what the console says of a refusal comes before.
    const timed = TIMES_FAILURES && !untimed ? entryOf(url) : undefined;
    const queued = navigator.sendBeacon(
      url,
      type === undefined ? body : new Blob([body], { type }),
    );
    await timed;
    return { verdict: 'opaque', told: { queued } };
  }

  /**
   * Told of no answer, ever; `activated` would only say that it was sent.
   * https://fetch.spec.whatwg.org/#dom-window-fetchlater
   * @param {FetchLaterStep} step
   * @returns {Promise<Seen>}
   */
  async function fetchLaterNow({ url, method = 'GET' }) {
    Reflect.get(globalThis, 'fetchLater')(url, { method, activateAfter: 0 });
    return { verdict: 'opaque' };
  }

  let frames = 0;

  /** A frame that nobody sees, with a name of its own that links and forms can aim at. */
  function hiddenFrame() {
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.name = `hidden-${(frames += 1)}`;
    document.body.append(frame);
    return frame;
  }

  /**
   * The load that `start` sets off, and whether the page may read what was loaded.
   * @param {HTMLIFrameElement} frame
   * @param {() => void} start
   * @returns {Promise<Seen>}
   */
  function navigated(frame, start) {
    return new Promise((resolve) => {
      frame.addEventListener('load', async () => {
        const url = await attempt(() => /** @type {Window} */ (frame.contentWindow).location.href);
        // The empty document that every frame begins with.
        if (url === 'about:blank') return;
        const readable = !threw(url);
        resolve({ verdict: readable ? 'allowed' : 'opaque', told: { readable } });
        frame.remove();
      });
      start();
    });
  }

  /** @param {FormStep} step */
  async function form({ url, method = 'POST', field: [name, value] }) {
    const target = hiddenFrame();
    const element = document.createElement('form');
    Object.assign(element, { action: url, method, target: target.name, hidden: true });
    const input = document.createElement('input');
    Object.assign(input, { name, value });
    element.append(input);
    document.body.append(element);
    const seen = await navigated(target, () => element.submit());
    element.remove();
    return seen;
  }

  /**
   * A link that is followed in a hidden frame, so that the page stays.
   * @param {PingStep} step
   * @returns {Promise<Seen>}
   */
  async function ping({ url }) {
    const target = hiddenFrame();
    const link = document.createElement('a');
    Object.assign(link, { href: '/client/elements.js', ping: url, target: target.name });
    document.body.append(link);
    const timed = TIMES_FAILURES ? entryOf(url) : undefined;
    await navigated(target, () => link.click());
    await timed;
    link.remove();
    return { verdict: 'opaque' };
  }

  addActions({
    'event-source': eventSource,
    'web-socket': webSocket,
    'fetch-later': fetchLaterNow,
    beacon,
    form,
    ping,
  });
})();
