/** One URL that is asked for twice, and what a service worker makes of one of the two. */
import { READ, pixel } from './images-vocabulary.ts';
import { ANSWERED, got, servedBy, topic, TESTS } from './service-worker-vocabulary.ts';
import type { Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

const OWN = '{page:/resource}';
const ELSEWHERE = '{api:/elsewhere}';

export const SERVICE_WORKER_LOADS_TWICE: readonly Scenario[] = [
  {
    id: 'service-worker-opaque-preload',
    title: 'A preload that a service worker has opaque only is of no use to XMLHttpRequest',
    topic,
    tags: ['@preload', '@xhr', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'An opaque response to a request that is not of mode no-cors is a network error.',
      wpt: [`${TESTS}/opaque-response-preloaded.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${ELSEWHERE}', { mode: 'no-cors' })`),
    steps: [
      { do: 'preload', as: 'fetch', url: OWN },
      { do: 'xhr', url: OWN },
    ],
    routes: { 'GET /elsewhere': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'service-worker',
      wire: [got(ELSEWHERE), got(ELSEWHERE)],
      sees: [{ verdict: 'opaque' }, { verdict: 'blocked' }],
    },
    console: {
      chromium: ['preload-not-used/unknown', 'sw-fetchevent/opaque'],
      firefox: [['SW-opaque', { mode: 'cors' }]],
      webkit: ['ServiceWorker/opaque'],
    },
    cause: 'The link fired load; what came with it is for elements that show, not for scripts.',
    cure: {
      words: 'Let the service worker fetch it in mode cors, and have the other server allow it.',
      page: servedBy(`fetch('${ELSEWHERE}')`),
      routes: { 'GET /elsewhere': answer(200, allowOrigin()) },
      wire: [sent('GET', { url: ELSEWHERE }), sent('GET', { url: ELSEWHERE })],
      sees: [{ verdict: 'opaque' }, { verdict: 'allowed' }],
      // Of the link without crossorigin, which a cors request does not use.
      console: { chromium: ['preload-not-used'] },
      notPredicted: ANSWERED,
    },
  },
  {
    id: 'service-worker-replaces-an-image',
    title: 'An image that a service worker replaced is read, and the same URL outside of it is not',
    topic,
    tags: ['@img', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/canvas.html#dom-context-2d-drawimage',
      requirement: 'Each image has the origin of its own response, whatever its URL is.',
      wpt: [`${TESTS}/fetch-canvas-tainting-double-write.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy("fetch('{page:/own.png}')"),
    steps: [{ do: 'img', url: RESOURCE, reader: 'and-that-of-the-page-around' }],
    routes: { 'GET /own.png': pixel(), 'GET /resource': pixel() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [got('{page:/own.png}'), got(RESOURCE)],
      sees: [
        {
          verdict: 'opaque',
          told: { 'and-that-of-the-page-around': { throws: 'canvas-get-image-data' } },
        },
      ],
    },
    console: SILENT,
    cause: 'A placeholder stands in for a slow image, and both are drawn on one canvas.',
    cure: {
      words: 'Draw only what the service worker answers.',
      steps: [{ do: 'img', url: RESOURCE }],
      wire: [got('{page:/own.png}')],
      sees: [READ],
      notPredicted: ANSWERED,
    },
  },
];
