// @ts-check
/**
 * What a worker of the suite's own runs: the page's part, as far as a worker can play it. Whole
 * paths, since a scenario's service worker imports this from a path of its own.
 */
importScripts(
  '/client/perform.js',
  '/client/elements.js',
  '/client/actions/workers.js',
  '/client/actions/streams.js',
);
