/** What a service worker may answer in the network's place, and what it may not. */
import type { ExceptionId } from '../messages/exceptions.ts';
import type { ConsoleLine, Cure, FetchStep, Routes, Scenario, WireRequest } from './types.ts';
import {
  ANSWERED,
  PASSES_ON,
  got,
  rejectsInItsWords,
  servedBy,
  topic,
} from './service-worker-vocabulary.ts';
import { RESOURCE, SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const OWN = '{page:/resource}';

interface Unusable {
  /** In the ids of Chromium's and WebKit's messages. */
  readonly why:
    'opaque' | 'error' | 'rejected' | 'corsForSameOrigin' | 'opaqueRedirect' | 'redirected';
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly wpt: string;
  readonly answers: string;
  readonly step: FetchStep;
  readonly routes: Routes;
  readonly wire: readonly WireRequest[];
  readonly firefox: readonly ConsoleLine<'firefox'>[];
  /** Holes of WebKit's line. */
  readonly webkit?: Readonly<Record<string, string>>;
  /** WebKit's line of the caller; of an error without a URL there is none. */
  readonly companion?: ConsoleLine<'webkit'>;
  readonly exception: ExceptionId;
  readonly cause: string;
  readonly cure: Cure;
}

const CROSS = { do: 'fetch', url: RESOURCE } as const;
const SAME = { do: 'fetch', url: OWN } as const;

const MOVED: Routes = {
  'GET /start': answer(302, location('{page:/end}')),
  'GET /end': answer(200),
};

const UNUSABLE: readonly Unusable[] = [
  {
    why: 'opaque',
    id: 'opaque',
    title: 'A service worker may not answer a cors request with an opaque response',
    requirement: 'An opaque response to a request that is not of mode no-cors is a network error.',
    wpt: 'fetch-event.https.html',
    answers: "fetch(event.request.url, { mode: 'no-cors' })",
    step: CROSS,
    routes: { 'GET /resource': answer(200) },
    wire: [got(RESOURCE)],
    firefox: [['SW-opaque', { mode: 'cors' }], 'CORSDidNotSucceed2'],
    companion: 'CompanionFetch',
    exception: 'sw-opaque',
    cause: 'A cache was filled with no-cors requests, as for images, and now serves fetch().',
    cure: {
      words: 'Pass the request on as it is, and allow the origin.',
      page: servedBy(PASSES_ON),
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    why: 'error',
    id: 'error',
    title: 'A service worker that answers with Response.error() gives a network error',
    requirement: 'A response of type "error" is a network error.',
    wpt: 'fetch-event.https.html',
    answers: 'Response.error()',
    step: CROSS,
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    wire: [],
    firefox: ['SW-error', 'CORSDidNotSucceed2'],
    exception: 'sw-error',
    cause: 'Nothing was asked of the server, though Firefox’s second line speaks of CORS.',
    cure: {
      words: 'Let the service worker ask the network.',
      page: servedBy(PASSES_ON),
      wire: [sent('GET')],
    },
  },
  {
    why: 'rejected',
    id: 'rejected',
    title: 'A service worker whose promise rejects gives a network error',
    requirement:
      'Where the promise given to respondWith() rejects, the response is a network error.',
    wpt: 'fetch-event.https.html',
    answers: "Promise.reject(new Error('out of order'))",
    step: CROSS,
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    wire: [],
    firefox: [['SW-rejected', { error: 'Error: out of order' }], 'CORSDidNotSucceed2'],
    webkit: { error: 'Error: out of order' },
    companion: 'CompanionFetchOnly',
    exception: 'sw-rejected',
    cause: 'A fault in the service worker’s own code looks to the page like a CORS error.',
    cure: {
      words: 'Catch what fails, and ask the network instead.',
      page: servedBy(`Promise.reject(new Error('out of order')).catch(() => ${PASSES_ON})`),
      wire: [sent('GET')],
    },
  },
  {
    why: 'corsForSameOrigin',
    id: 'cors-for-same-origin',
    title: 'A service worker may not answer a request of mode same-origin from another origin',
    requirement: 'A cors response to a request of mode same-origin is a network error.',
    wpt: 'fetch-event.https.html',
    answers: "fetch('{api:/elsewhere}')",
    step: { ...SAME, mode: 'same-origin' },
    routes: { 'GET /elsewhere': answer(200, allowOrigin()) },
    wire: [sent('GET', { url: '{api:/elsewhere}' })],
    firefox: [['SW-cors-for-same-origin', { responseUrl: '{api:/elsewhere}' }]],
    companion: ['CompanionFetch', { url: '{api:/elsewhere}' }],
    exception: 'sw-cors-for-same-origin',
    cause: 'The page asked for its own; the service worker fetched the copy of a CDN.',
    cure: {
      words: 'Ask in mode cors, which is the default: then the copy will do.',
      steps: [SAME],
      wire: [sent('GET', { url: '{api:/elsewhere}' })],
      notPredicted: ANSWERED,
    },
  },
  {
    why: 'opaqueRedirect',
    id: 'opaque-redirect',
    title: 'A service worker may not answer with a redirect that it did not follow',
    requirement:
      'An opaque-redirect response to a request whose redirect mode is not manual is a network error.',
    wpt: 'fetch-event-redirect.https.html',
    answers: "fetch('{page:/start}', { redirect: 'manual' })",
    step: SAME,
    routes: MOVED,
    wire: [got('{page:/start}')],
    firefox: ['SW-opaqueredirect'],
    companion: ['CompanionFetch', { url: '{page:/start}' }],
    exception: 'sw-opaqueredirect',
    cause: 'What is right for navigations, which follow redirects themselves, is not for fetch().',
    cure: {
      words: 'Let the service worker follow the redirect.',
      page: servedBy("fetch('{page:/start}')"),
      wire: [got('{page:/start}'), got('{page:/end}')],
      sees: [{ verdict: 'allowed', type: 'basic' }],
      notPredicted: ANSWERED,
    },
  },
  {
    why: 'redirected',
    id: 'redirected',
    title: 'A service worker may not hide a redirect from a request that wants none',
    requirement:
      'A response of more than one URL to a request whose redirect mode is not follow is a network error.',
    wpt: 'redirected-response.https.html',
    answers: "fetch('{page:/start}')",
    step: { ...SAME, redirect: 'error' },
    routes: MOVED,
    wire: [got('{page:/start}'), got('{page:/end}')],
    firefox: ['SW-redirected'],
    companion: ['CompanionFetch', { url: '{page:/end}' }],
    exception: 'sw-redirected',
    cause: 'The page said redirect: "error", and the service worker’s fetch followed one.',
    cure: {
      words: 'Answer with a response that was not redirected.',
      page: servedBy("fetch('{page:/end}')"),
      wire: [got('{page:/end}')],
      sees: [{ verdict: 'allowed', type: 'basic' }],
      notPredicted: ANSWERED,
    },
  },
];

const unusable = UNUSABLE.map(
  ({ why, id, title, requirement, wpt, answers, step, ...rest }): Scenario => ({
    id: `service-worker-answers-${id}`,
    title,
    topic,
    tags: ['@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement,
      wpt: [`service-workers/service-worker/${wpt}`],
      notPredicted: ANSWERED,
    },
    page: servedBy(answers),
    steps: [step],
    routes: rest.routes,
    expect: { verdict: 'blocked', stage: 'service-worker', wire: rest.wire },
    console: {
      chromium: [`sw-fetchevent/${why}`],
      firefox: rest.firefox,
      webkit: [
        [`ServiceWorker/${why}`, rest.webkit ?? {}],
        ...(rest.companion === undefined ? [] : [rest.companion]),
        [`FailedToLoad/ServiceWorker/${why}`, rest.webkit ?? {}],
      ],
    },
    engines: { webkit: rejectsInItsWords(rest.exception) },
    cause: rest.cause,
    cure: rest.cure,
  }),
);

const answered: readonly Scenario[] = [
  {
    id: 'service-worker-makes-answer',
    title: 'What a service worker makes itself needs nobody’s leave',
    topic,
    tags: ['@xhr', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'No CORS check is made of a service worker’s own response.',
      wpt: ['service-workers/service-worker/fetch-event-respond-with-custom-response.https.html'],
      notPredicted: ANSWERED,
    },
    page: servedBy("new Response('made here')"),
    steps: [{ do: 'xhr', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [],
      sees: [{ verdict: 'allowed', status: 200, body: 'made here' }],
    },
    console: SILENT,
    cause: 'The server that would have refused was never asked.',
  },
  {
    id: 'service-worker-answers-own-for-another',
    title: 'A service worker may answer for another origin with a file of its own',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'A basic response is fit for a request of mode cors.',
      wpt: ['service-workers/service-worker/fetch-response-taint.https.html'],
      notPredicted: ANSWERED,
    },
    page: servedBy("fetch('{page:/copy}')"),
    steps: [CROSS],
    routes: { 'GET /copy': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [got('{page:/copy}')],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    cause: 'The URL is of another origin, the bytes are the page’s own.',
  },
  {
    id: 'service-worker-answers-opaque-to-no-cors',
    title: 'An opaque response is a good answer to a no-cors request, and stays opaque',
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'Only a request that is not of mode no-cors is refused an opaque response.',
      wpt: ['service-workers/service-worker/fetch-response-taint.https.html'],
    },
    page: servedBy("fetch(event.request.url, { mode: 'no-cors' })"),
    steps: [{ ...CROSS, mode: 'no-cors' }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'opaque', stage: 'none', wire: [got(RESOURCE)] },
    console: SILENT,
    cause: 'An image or a beacon may come from such a cache; nobody reads it.',
  },
];

export const SERVICE_WORKER_ANSWERS: readonly Scenario[] = [...unusable, ...answered];
