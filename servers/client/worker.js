// @ts-check
/**
 * What a worker of the suite's own runs: the page's part, as far as a worker can play it. Whole
 * URLs, since a scenario's service worker imports this from a path of its own, and a worker made of
 * a `blob:` or `data:` URL says where home is.
 */
{
  const { home = location.origin } = /** @type {{ home?: string }} */ (globalThis);
  importScripts(
    ...['perform.js', 'elements.js', 'actions/workers.js', 'actions/streams.js'].map(
      (name) => `${home}/client/${name}`,
    ),
  );
}
