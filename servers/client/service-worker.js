// @ts-check
/**
 * The service worker of the scenarios, one after the other. It answers requests for `/resource` and
 * for the frame of `?controlled=resource` by an expression in terms of `event`, which the page tells
 * it before it opens a frame. Everything else goes its usual way.
 */
importScripts('/client/worker.js');
(() => {
  /** @type {((event: unknown) => Promise<Response>) | null} */
  let respond = () => Promise.reject(new Error('nobody has told this worker what to answer'));
  // Who sends a beacon is not told how it ends: `handled` is when the browser has taken the answer,
  // or refused it. https://w3c.github.io/ServiceWorker/#fetch-event-handled
  let count = 0;
  let look = () => {};
  const answered = () => {
    count += 1;
    look();
  };

  addEventListener('fetch', (/** @type {any} */ event) => {
    const { pathname, search } = new URL(event.request.url);
    const isAsked = pathname.endsWith('/resource') || search === '?controlled=resource';
    if (respond === null || !isAsked) return;
    event.respondWith(respond(event));
    event.handled.then(answered, answered);
  });

  addEventListener('message', (/** @type {any} */ event) => {
    const { data, ports } = event;
    if (data?.respond !== undefined) {
      count = 0;
      // oxlint-disable-next-line typescript/no-implied-eval -- The scenario's own words, from this server.
      const said = new Function('event', `return ${data.respond};`);
      respond =
        data.respond === '' ? null : /** @type {(event: unknown) => Promise<Response>} */ (said);
      ports[0].postMessage('so it is');
    }
    if (data?.awaited !== undefined) {
      const enough = new Promise((resolve) => {
        look = () => {
          if (count >= data.awaited) resolve(undefined);
        };
        look();
      });
      event.waitUntil(enough.then(() => ports[0].postMessage('so it is')));
    }
  });
})();
