/**
 * A service worker that answers what a request may not have, or nothing: what the consoles say to
 * others than fetch(), companions included.
 */
import { ASKED, JSON_BEACON, SENT, passed, queued, shared, webkit } from './beacons-vocabulary.ts';
import type { XhrStep } from './steps.ts';
import type { EventSourceStep } from './initiators/streams.ts';
import type { ClassicScriptStep } from './initiators/scripts.ts';
import { heard, script } from './script-words.ts';
import type {
  ConsoleExpectation,
  ConsoleLine,
  Cure,
  Header,
  Routes,
  Scenario,
  WireRequest,
} from './types.ts';
import { ANSWERED, PASSES_ON, got, servedBy, topic } from './service-worker-vocabulary.ts';
import { RESOURCE, allowOrigin, answer, location, sent } from './vocabulary.ts';

const failed = ['failed-to-load', { error: 'ERR_FAILED' }] as const;

const REJECTS = "Promise.reject(new Error('out of order'))";
const ERROR = { error: 'Error: out of order' } as const;

// --- Beacons -------------------------------------------------------------------------------------

interface Beacon {
  readonly why: 'opaque' | 'error' | 'rejected' | 'opaqueRedirect';
  readonly id: string;
  readonly title: string;
  readonly answers: string;
  readonly requirement: string;
  readonly routes: Routes;
  readonly wire: readonly WireRequest[];
  readonly firefox: ConsoleExpectation['firefox'];
  readonly webkit: ConsoleExpectation['webkit'];
  readonly cause: string;
  readonly cure: Cure;
}

const sees = [{ verdict: 'allowed', told: queued }] as const;

/**
 * Without a body: Firefox ends a beacon's channel as soon as its answer begins, and where the body
 * of a service worker's answer is still on its way then, it says that the service worker "encountered
 * an unexpected error". Which of the two is first is chance.
 * https://searchfox.org/mozilla-central/source/dom/base/Navigator.cpp : BeaconStreamListener
 */
const taken = (...headers: readonly Header[]) => answer(204, ...headers);

const MOVED: Routes = {
  'GET /start': answer(302, location('{page:/end}')),
  'GET /end': taken(),
};

const BEACONS: readonly Beacon[] = [
  {
    why: 'opaque',
    id: 'opaque',
    title: 'A service worker may not answer a JSON beacon with an opaque response',
    answers: "fetch(event.request.url, { mode: 'no-cors' })",
    requirement: 'An opaque response to a request that is not of mode no-cors is a network error.',
    routes: { 'GET /resource': answer(200) },
    wire: [got(RESOURCE)],
    firefox: [['SW-opaque', { mode: 'cors' }], 'CORSDidNotSucceed2'],
    webkit: webkit('ServiceWorker/opaque'),
    cause: 'The type application/json makes the beacon a cors request.',
    cure: {
      words: 'Send text: to a no-cors request an opaque response is a good answer.',
      steps: [{ do: 'beacon', url: RESOURCE, body: 'left' }],
      routes: { 'GET /resource': taken() },
      wire: [got(RESOURCE)],
      sees: [{ verdict: 'opaque', told: queued }],
      notPredicted: ANSWERED,
    },
  },
  {
    why: 'error',
    id: 'error',
    title: 'A service worker that answers a beacon with Response.error() loses it',
    answers: 'Response.error()',
    requirement: 'A response of type "error" is a network error.',
    routes: {},
    wire: [],
    firefox: ['SW-error', 'CORSDidNotSucceed2'],
    webkit: webkit('ServiceWorker/error'),
    cause: 'Nothing was asked of the collector, and the page was told that the beacon was taken.',
    cure: {
      words: 'Answer with a response: the page will not read it.',
      page: servedBy('new Response()'),
      wire: [],
      sees,
      notPredicted: ANSWERED,
    },
  },
  {
    why: 'rejected',
    id: 'rejected',
    title: 'A service worker that rejects loses the beacon that it was to send',
    answers: REJECTS,
    requirement:
      'Where the promise given to respondWith() rejects, the response is a network error.',
    routes: {},
    wire: [],
    firefox: [['SW-rejected', ERROR], 'CORSDidNotSucceed2'],
    webkit: webkit('ServiceWorker/rejected', ERROR),
    cause: 'A fault in the service worker’s own code, of which the page hears nothing.',
    cure: {
      words: 'Let the service worker pass it on, and the collector allow it.',
      page: servedBy(PASSES_ON),
      routes: { 'OPTIONS /resource': passed, 'POST /resource': taken(...shared) },
      wire: [ASKED, SENT],
      sees,
      notPredicted: ANSWERED,
    },
  },
  {
    why: 'opaqueRedirect',
    id: 'opaque-redirect',
    title: 'A service worker may not answer a beacon with a redirect that it did not follow',
    answers: "fetch('{page:/start}', { redirect: 'manual' })",
    requirement:
      'An opaque-redirect response to a request whose redirect mode is not manual is a network error.',
    routes: MOVED,
    wire: [got('{page:/start}')],
    firefox: ['SW-opaqueredirect', 'CORSDidNotSucceed2'],
    webkit: webkit('ServiceWorker/opaqueRedirect', {}, { url: '{page:/start}' }),
    cause: 'The collector has moved, and the service worker leaves redirects to the page.',
    cure: {
      words: 'Let the service worker follow the redirect.',
      page: servedBy("fetch('{page:/start}')"),
      wire: [got('{page:/start}'), got('{page:/end}')],
      sees,
      notPredicted: ANSWERED,
    },
  },
];

const beacons = BEACONS.map(
  ({ why, id, title, answers, requirement, routes, wire, ...row }): Scenario => ({
    id: `service-worker-answers-beacon-${id}`,
    title,
    topic,
    tags: ['@beacon', '@origins', '@companions'],
    spec: { anchor: 'http-fetch', requirement, notPredicted: ANSWERED },
    page: servedBy(answers),
    steps: [JSON_BEACON],
    routes,
    expect: {
      verdict: 'blocked',
      stage: 'service-worker',
      wire,
      sees: [{ verdict: 'blocked', told: queued }],
    },
    console: {
      chromium: [`sw-fetchevent/${why}`, failed],
      firefox: row.firefox,
      webkit: row.webkit,
    },
    cause: row.cause,
    cure: row.cure,
  }),
);

// --- Who else asks -------------------------------------------------------------------------------

const OWN = '{page:/resource}';

interface Caller {
  readonly id: string;
  readonly title: string;
  readonly step: XhrStep | EventSourceStep | ClassicScriptStep;
  /** What Firefox says after the reason. */
  readonly firefox: readonly ConsoleLine<'firefox'>[];
  readonly webkit: 'CompanionXHROnly' | 'CompanionEventSourceOnly' | 'CompanionOtherOnly';
  readonly cause: string;
  readonly cure: Cure;
}

const CALLERS: readonly Caller[] = [
  {
    id: 'xhr',
    title: 'An XMLHttpRequest whose service worker rejects fails like one that CORS refuses',
    step: { do: 'xhr', url: RESOURCE },
    firefox: ['CORSDidNotSucceed2'],
    webkit: 'CompanionXHROnly',
    cause: 'Only the first line tells that the fault is in the service worker.',
    cure: {
      words: 'Let the service worker ask the network.',
      page: servedBy(PASSES_ON),
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'event-source',
    title: 'A stream of events ends before it begins where the service worker rejects',
    step: { do: 'event-source', url: RESOURCE },
    firefox: ['CORSDidNotSucceed2', 'EventSourceConnectionFailure'],
    webkit: 'CompanionEventSourceOnly',
    cause: 'A service worker that was written for files takes every request.',
    cure: {
      words: 'Let it answer with a stream, or leave streams to the network.',
      page: servedBy(
        String.raw`new Response('data: hello\n\n', { headers: { 'Content-Type': 'text/event-stream' } })`,
      ),
      wire: [],
      sees: [{ verdict: 'allowed', told: { data: 'hello', readyState: 1 } }],
      notPredicted: ANSWERED,
    },
  },
  {
    id: 'script',
    title: 'A script of the page’s own does not run where the service worker rejects',
    step: { do: 'script', url: OWN },
    firefox: ['ScriptSourceLoadFailed'],
    webkit: 'CompanionOtherOnly',
    cause: 'The page worked before the service worker was installed, and after a hard reload.',
    cure: {
      words: 'Let the service worker ask the network where its cache fails.',
      page: servedBy(PASSES_ON),
      routes: { 'GET /resource': script() },
      wire: [got(OWN)],
      sees: [{ verdict: 'allowed', told: heard(OWN) }],
      notPredicted: ANSWERED,
    },
  },
];

const callers = CALLERS.map(
  ({ id, title, step, firefox, webkit: companion, cause, cure }): Scenario => ({
    id: `service-worker-rejects-${id}`,
    title,
    topic,
    tags: ['@origins', '@companions'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'Where the promise given to respondWith() rejects, the response is a network error.',
      notPredicted: ANSWERED,
    },
    page: servedBy(REJECTS),
    steps: [step],
    routes: {},
    expect: { verdict: 'blocked', stage: 'service-worker', wire: [] },
    console: {
      chromium: ['sw-fetchevent/rejected', failed],
      firefox: [['SW-rejected', ERROR], ...firefox],
      webkit: [
        ['ServiceWorker/rejected', ERROR],
        companion,
        ['FailedToLoad/ServiceWorker/rejected', ERROR],
      ],
    },
    cause,
    cure,
  }),
);

export const SERVICE_WORKER_COMPANIONS: readonly Scenario[] = [...beacons, ...callers];
