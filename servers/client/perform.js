// @ts-check
/**
 * The page's part: performs the steps of a scenario and tells what script could see.
 * A classic script without imports, so that the same file runs in a window, in a sandboxed frame
 * (where a module script would itself need CORS) and in a worker. Served as it stands.
 */
(() => {
  /**
   * @typedef {import('../../scenarios/types.ts').Step} Step
   * @typedef {import('./seen.ts').Seen} Seen
   * @typedef {import('./seen.ts').TimingSeen} TimingSeen
   */

  /** A failed load, as script sees it. @param {unknown} error @returns {Seen} */
  const blocked = (error) => ({
    verdict: 'blocked',
    error:
      error instanceof Error || error instanceof DOMException
        ? { name: error.name, message: error.message }
        : { name: 'not an Error', message: String(error) },
  });

  /**
   * @param {readonly string[] | undefined} names
   * @param {(name: string) => string | null} get
   */
  const readHeaders = (names, get) =>
    Object.fromEntries((names ?? []).map((name) => [name, get(name)]));

  /**
   * https://fetch.spec.whatwg.org/#fetch-method
   * @param {Extract<Step, { do: 'fetch' }>} step
   * @param {boolean} [all] Tell all that script can read of the response.
   * @returns {Promise<Seen>}
   */
  async function performFetch(step, all = false) {
    /** @type {RequestInit} */
    const init = {};
    if (step.method !== undefined) init.method = step.method;
    if (step.headers !== undefined)
      init.headers = step.headers.map(([name, value]) => [name, value]);
    if (step.body !== undefined) init.body = step.body;
    if (step.mode !== undefined) init.mode = step.mode;
    if (step.credentials !== undefined) init.credentials = step.credentials;
    if (step.redirect !== undefined) init.redirect = step.redirect;
    try {
      const response = await fetch(step.url, { ...init, ...step.extraOptions });
      const body = await response.text();
      return {
        verdict: response.type.startsWith('opaque') ? 'opaque' : 'allowed',
        type: response.type,
        status: response.status,
        headers: readHeaders(step.read, (name) => response.headers.get(name)),
        body,
        ...((all || step.readAll) && { allHeaders: [...response.headers] }),
        ...(all && {
          statusText: response.statusText,
          responseUrl: response.url,
          redirected: response.redirected,
        }),
      };
    } catch (error) {
      return blocked(error);
    }
  }

  /**
   * The lines of `getAllResponseHeaders`.
   * https://xhr.spec.whatwg.org/#the-getallresponseheaders()-method
   * @param {string} lines
   * @returns {[name: string, value: string][]}
   */
  const parseHeaders = (lines) =>
    lines
      .split('\r\n')
      .filter((line) => line !== '')
      .map((line) => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      });

  /** @param {readonly (readonly [string, string])[]} fields */
  function formOf(fields) {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    return form;
  }

  /**
   * https://xhr.spec.whatwg.org/ Rejects with what `open`, `setRequestHeader` or `send` throws.
   * @param {Extract<Step, { do: 'xhr' }>} step
   * @param {boolean} [all] Tell all that script can read of the response.
   * @returns {Promise<Seen>}
   */
  function performXhr(step, all = false) {
    return new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      /** @type {string[]} */
      const events = [];
      let loaded = false;
      /** @param {string} name @param {Event} event */
      const note = (name, event) => {
        loaded ||= name === 'load';
        const { loaded: came, total } = /** @type {ProgressEvent} */ (event);
        events.push(step.amounts ? `${name} ${came}/${total}` : name);
      };
      const watchUpload = () => {
        // Without `progress`, which comes as often as time allows.
        for (const type of ['loadstart', 'load', 'error', 'timeout', 'abort', 'loadend']) {
          xhr.upload.addEventListener(type, (event) => note(`upload.${type}`, event));
        }
      };
      if (step.uploadListener === true) watchUpload();
      for (const type of ['loadstart', 'load', 'error', 'timeout', 'abort', 'loadend']) {
        xhr.addEventListener(type, (event) => note(type, event));
      }
      const end = () =>
        resolve({
          verdict: loaded ? 'allowed' : 'blocked',
          events,
          status: xhr.status,
          statusText: xhr.statusText,
          responseUrl: xhr.responseURL,
          headers: readHeaders(step.read, (name) => xhr.getResponseHeader(name)),
          body: xhr.responseText,
          ...((all || step.readAll) && { allHeaders: parseHeaders(xhr.getAllResponseHeaders()) }),
        });
      if (step.async !== false) xhr.addEventListener('loadend', end);
      xhr.open(step.method ?? 'GET', step.url, step.async ?? true);
      if (step.withCredentials) xhr.withCredentials = true;
      if (step.timeout !== undefined) xhr.timeout = step.timeout;
      for (const [name, value] of step.headers ?? []) xhr.setRequestHeader(name, value);
      try {
        xhr.send(step.form ? formOf(step.form) : (step.body ?? null));
        if (step.uploadListener === 'late') watchUpload();
        if (step.async === false) end();
      } catch (error) {
        // https://xhr.spec.whatwg.org/#request-error-steps : of a synchronous request only this.
        if (step.async === false)
          resolve({ ...blocked(error), events, status: xhr.status, body: xhr.responseText });
        else throw error;
      }
    });
  }

  /** @type {Promise<void> | undefined} */
  let axiosLoaded;
  /** axios as a page includes it: by a script element. */
  const loadAxios = () =>
    (axiosLoaded ??= new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = '/vendor/axios.js';
      script.addEventListener('load', () => resolve());
      script.addEventListener('error', () => reject(new Error('axios could not be loaded')));
      document.head.append(script);
    }));

  /** https://axios-http.com/docs/req_config @param {Extract<Step, { do: 'axios' }>} step @returns {Promise<Seen>} */
  async function performAxios(step) {
    await loadAxios();
    const axios = /** @type {import('axios').AxiosStatic} */ (Reflect.get(globalThis, 'axios'));
    try {
      const response = await axios.request({
        url: step.url,
        method: step.method ?? 'GET',
        ...(step.headers && { headers: Object.fromEntries(step.headers) }),
        ...(step.body !== undefined && { data: step.body }),
        ...(step.withCredentials !== undefined && { withCredentials: step.withCredentials }),
        responseType: 'text',
        // The body as it came, so that it can be compared with the bytes that left.
        transformResponse: (/** @type {string} */ text) => text,
        // A status is an answer that script may read; only a network error is a refusal.
        validateStatus: () => true,
        ...step.extraOptions,
      });
      return {
        verdict: 'allowed',
        status: response.status,
        headers: readHeaders(step.read, (name) => response.headers[name.toLowerCase()] ?? null),
        body: response.data,
      };
    } catch (error) {
      return blocked(error);
    }
  }

  /** Asks the content script of a loaded extension. @param {Extract<Step, { do: 'extension-fetch' }>} step @returns {Promise<Seen>} */
  function performExtensionFetch(step) {
    return new Promise((resolve) => {
      addEventListener('message', function heard({ data }) {
        if (data?.corsConformance !== 'answer') return;
        removeEventListener('message', heard);
        resolve(data.seen);
      });
      postMessage({ corsConformance: 'ask', step }, '*');
    });
  }

  /** The registry: each `do` of a step and what it does. */
  const ACTIONS = {
    fetch: performFetch,
    xhr: performXhr,
    axios: performAxios,
    'extension-fetch': performExtensionFetch,
  };

  /**
   * What Resource Timing tells of a URL, times reduced to whether they are there at all.
   * https://w3c.github.io/resource-timing/#dom-performanceresourcetiming
   * @param {string} url @returns {TimingSeen[]}
   */
  const timingOf = (url) =>
    performance.getEntriesByName(url, 'resource').map((entry) => {
      const timing = /** @type {PerformanceResourceTiming} */ (entry);
      return {
        responseStatus: timing.responseStatus,
        transferSize: timing.transferSize,
        encodedBodySize: timing.encodedBodySize,
        decodedBodySize: timing.decodedBodySize,
        nextHopProtocol: timing.nextHopProtocol,
        requestStart: timing.requestStart > 0,
        responseStart: timing.responseStart > 0,
      };
    });

  /**
   * Performs the steps one after another, then asks for the barrier's URL, whose console line
   * proves that all earlier lines have been delivered.
   * @param {{ steps: readonly Step[], barrierUrl: string | null }} task
   * @returns {Promise<Seen[]>}
   */
  async function perform({ steps, barrierUrl }) {
    // The buffer takes 250 entries, and a page that is kept makes more requests than that.
    performance.clearResourceTimings();
    /** @type {Seen[]} */
    const seen = [];
    for (const step of steps) {
      const action = /** @type {((step: any) => Promise<Seen>) | undefined} */ (
        Reflect.get(ACTIONS, step.do)
      );
      if (action === undefined) throw new Error(`the page has no action "${step.do}"`);
      seen.push(await action(step));
    }
    if (barrierUrl !== null) await fetch(barrierUrl).catch(() => {});
    // Only now: Firefox adds the entry of a failed load after its promise has been rejected.
    return seen.map((one, index) => ({ ...one, timing: timingOf(steps[index]?.url ?? '') }));
  }

  /**
   * Takes one task through the port that comes with it.
   * @param {Pick<MessageEvent, 'data' | 'ports'> & { waitUntil?(end: Promise<unknown>): void }} event
   */
  function takeTask(event) {
    const { data, ports } = event;
    const [port] = ports;
    // A shared worker lives as long as the page that made it, unless it ends itself.
    if (data?.close) globalThis.close();
    if (port === undefined || data?.task === undefined) return;
    const performed = perform(data.task).then(
      (seen) => port.postMessage({ seen }),
      (error) => port.postMessage({ failure: String(error) }),
    );
    // A service worker may be ended when its events are over.
    event.waitUntil?.(performed);
  }

  // In a frame or a worker; a shared worker hears by the ports of those who connect.
  if (globalThis.window === undefined || globalThis.window.parent !== globalThis.window) {
    addEventListener('message', (event) => takeTask(event));
    addEventListener('connect', (event) => {
      const [port] = /** @type {MessageEvent} */ (event).ports;
      if (port) port.onmessage = takeTask;
    });
  }

  Object.assign(globalThis, { corsConformance: { ACTIONS, blocked, perform } });
})();
