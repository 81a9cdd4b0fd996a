/**
 * Service workers: what they may answer in the network's place, and who asks when they ask. Each
 * page here is a frame that one answers for; `serviceWorker` says what it answers.
 */
import type { ExceptionId } from '../messages/exceptions.ts';
import type {
  ConsoleLine,
  Cure,
  EngineNote,
  FetchStep,
  HttpAnswer,
  Routes,
  Scenario,
  WireRequest,
} from './types.ts';
import { RESOURCE, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'ServiceWorkers';
const silent = { chromium: [], firefox: [], webkit: [] } as const;
const ANSWERED = 'A service worker answers, of which the oracle knows nothing.';
const OWN = '{page:/resource}';

const servedBy = (serviceWorker?: string) =>
  ({ realm: 'controlled-frame', ...(serviceWorker !== undefined && { serviceWorker }) }) as const;

const PASSES_ON = 'fetch(event.request)';

/** The Standard leaves the words of a TypeError open. */
const rejectsInItsWords = (exception: ExceptionId): EngineNote => ({
  kind: 'habit',
  because: 'WebKit’s fetch() rejects with the words of what went wrong in the service worker.',
  url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/workers/service/context/ServiceWorkerFetch.cpp',
  expect: { sees: [{ verdict: 'blocked', told: { error: { throws: exception } } }] },
});

// --- Who asks ------------------------------------------------------------------------------------

const asking: readonly Scenario[] = [
  {
    id: 'fetch-in-service-worker',
    title: 'A service worker asks with its origin, and is refused as a page is',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#service-worker-global-scope-interface',
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

// --- What it may answer --------------------------------------------------------------------------

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
  readonly exception: ExceptionId;
  readonly cause: string;
  readonly cure: Cure;
}

const CROSS = { do: 'fetch', url: RESOURCE } as const;
const SAME = { do: 'fetch', url: OWN } as const;
const got = (url: string): WireRequest => ({ method: 'GET', url });

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
      webkit: [[`ServiceWorker/${why}`, rest.webkit ?? {}]],
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
    console: silent,
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
    console: silent,
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
    console: silent,
    cause: 'An image or a beacon may come from such a cache; nobody reads it.',
  },
];

// --- Where its script comes from -----------------------------------------------------------------

const script = (body: string, ...headers: HttpAnswer['headers']): HttpAnswer => ({
  status: 200,
  headers: [['Content-Type', 'text/javascript'], ...headers],
  body,
});

const REGISTER = 'https://w3c.github.io/ServiceWorker/#register-algorithm';
const ownScript = {
  wire: [got('{page:/worker.js}')],
  sees: [{ verdict: 'allowed', told: { registered: 'registered' } }],
} as const;

const registered: readonly Scenario[] = [
  {
    id: 'service-worker-script-of-another-origin',
    title: 'No service worker can be registered from another origin',
    topic,
    tags: ['@origins'],
    spec: {
      anchor: REGISTER,
      requirement: 'A script of another origin than the page’s is refused with a SecurityError.',
    },
    steps: [{ do: 'register-service-worker', url: '{api:/worker.js}' }],
    routes: { 'GET /worker.js': script('// nothing to do', allowOrigin()) },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [],
      sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-cross-origin' } } }],
    },
    console: silent,
    cause: 'CORS does not help: whoever answers for a site must be of the site.',
    cure: {
      words: 'Serve the script from the page’s origin; it may import others.',
      steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
      ...ownScript,
    },
  },
  {
    id: 'service-worker-script-redirected',
    title: 'The script of a service worker may not be redirected, not even within its origin',
    topic,
    tags: ['@redirect', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#update-algorithm',
      requirement: 'The script is fetched with redirect mode error.',
    },
    steps: [{ do: 'register-service-worker', url: '{page:/start.js}' }],
    routes: {
      'GET /start.js': answer(302, location('{page:/worker.js}')),
      'GET /worker.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'blocked',
      stage: 'redirect-mode',
      wire: [got('{page:/start.js}')],
      sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-redirected' } } }],
    },
    console: {
      chromium: ['sw-redirected-script'],
      firefox: [],
      webkit: ['RedirectModeError', 'CompanionOther', 'FailedToLoad/RedirectModeError'],
    },
    cause: 'The server adds a slash, a version or a language to every URL.',
    cure: {
      words: 'Register the URL at which the script really is.',
      steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
      ...ownScript,
    },
  },
  {
    id: 'service-worker-imports-of-another-origin',
    title: 'A service worker may import scripts of another origin, without CORS',
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement: 'An imported script is fetched in mode no-cors.',
      wpt: ['service-workers/service-worker/import-scripts-cross-origin.https.html'],
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
    routes: {
      'GET /worker.js': script("importScripts('{api:/library.js}');"),
      'GET /library.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [got('{page:/worker.js}'), got('{api:/library.js}')],
      sees: ownScript.sees,
    },
    console: silent,
    cause: 'Much of what push services ask to be put on a site is this one line.',
  },
];

export const SERVICE_WORKERS: readonly Scenario[] = [
  ...asking,
  ...unusable,
  ...answered,
  ...registered,
];
