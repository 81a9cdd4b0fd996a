// @ts-check
/**
 * The service worker of a scenario: what it answers to requests for `/resource` is an expression in
 * the query of its URL, in terms of `event`. Everything else goes its usual way.
 */
importScripts('/client/worker.js');
(() => {
  const expression = new URL(location.href).searchParams.get('respond') ?? '';
  const respond = /** @type {(event: unknown) => Promise<Response>} */ (
    // oxlint-disable-next-line typescript/no-implied-eval -- The scenario's own words, from this server.
    new Function('event', `return ${expression};`)
  );
  addEventListener('fetch', (/** @type {any} */ event) => {
    if (expression === '' || !new URL(event.request.url).pathname.endsWith('/resource')) return;
    event.respondWith(respond(event));
    event.handled.then(answered, answered);
  });

  // Who sends a beacon is not told how it ends: `handled` is when the browser has taken the answer,
  // or refused it. https://w3c.github.io/ServiceWorker/#fetch-event-handled
  let count = 0;
  let told = () => {};
  const answered = () => {
    count += 1;
    told();
  };
  addEventListener('message', (/** @type {any} */ event) => {
    const { data, ports } = event;
    if (data?.awaited === undefined) return;
    const enough = new Promise((resolve) => {
      told = () => {
        if (count >= data.awaited) resolve(undefined);
      };
      told();
    });
    event.waitUntil(enough.then(() => ports[0].postMessage('answered')));
  });
})();
