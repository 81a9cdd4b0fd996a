/**
 * Service workers: who asks when they ask. Each page here is a frame that one answers for;
 * `serviceWorker` says what it answers.
 */
import type { Scenario } from './types.ts';
import { PASSES_ON, rejectsInItsWords, servedBy, topic } from './service-worker-vocabulary.ts';
import { RESOURCE, allowOrigin, answer, sent } from './vocabulary.ts';

export const SERVICE_WORKERS: readonly Scenario[] = [
  {
    id: 'fetch-in-service-worker',
    title: 'A service worker asks with its origin, and is refused as a page is',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#serviceworkerglobalscope-interface',
      requirement: 'A service worker’s requests have the origin of its script.',
      wpt: ['service-workers/service-worker/fetch-event-within-sw.https.html'],
    },
    page: { realm: 'service-worker' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      // A service worker's console is no target of MiniBrowser's inspector.
      webkit: [],
    },
    cause: 'It stands between the page and the network, and yet is a page’s script to others.',
    cure: {
      words: 'Allow the page’s origin: it is the service worker’s, too.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'service-worker-passes-on-refused',
    title: 'A service worker that passes a request on is refused in the page’s place',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'fetch(event.request) is a request of mode cors; its refusal is a rejection.',
      wpt: ['service-workers/service-worker/fetch-cors-xhr.https.html'],
    },
    page: servedBy(PASSES_ON),
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader', 'sw-fetchevent/rejected'],
      firefox: [
        ['CORSMissingAllowOrigin2', { status: '200' }],
        ['SW-rejected', { error: 'TypeError: NetworkError when attempting to fetch resource.' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['ServiceWorker/rejected', { error: 'TypeError: Load failed' }]],
    },
    engines: { webkit: rejectsInItsWords('sw-fetch-failed') },
    cause: 'The page reads of a service worker that rejected; the reason is one line further up.',
    cure: {
      words: 'Allow the page’s origin.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'service-worker-leaves-alone',
    title: 'A request that the service worker leaves alone is the page’s own',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'Where handle fetch gives no response, the request goes to the network.',
      wpt: ['service-workers/service-worker/fetch-request-fallback.https.html'],
    },
    page: servedBy(),
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'A service worker is there, but has no part in this request.',
    cure: {
      words: 'Allow the page’s origin, or let the service worker answer from its cache.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
];
