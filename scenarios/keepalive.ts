/**
 * fetch() with keepalive: under CORS like any other, but for what may be under way at a time.
 * https://fetch.spec.whatwg.org/#request-keepalive-flag
 */
import type { FetchStep, Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'Beacons';
const tags = ['@keepalive'] as const;

const KEPT: FetchStep = { do: 'fetch', url: RESOURCE, extraOptions: { keepalive: true } };
const post = (bytes: number): FetchStep => ({ ...KEPT, method: 'POST', body: 'x'.repeat(bytes) });
const LIMIT = 64 * 1024;

const WITHOUT_FETCH_LATER = {
  notApplicable: 'There is no fetchLater().',
  url: 'https://developer.mozilla.org/en-US/docs/Web/API/Window/fetchLater#browser_compatibility',
};

export const KEEPALIVE: readonly Scenario[] = [
  {
    id: 'keepalive-origin-missing',
    title: 'fetch() with keepalive is refused its answer without leave, like any other',
    topic,
    tags: [...tags, '@simple'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'The keepalive flag plays no part in the CORS check.',
    },
    steps: [KEPT],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'keepalive lets a request outlive its page; it is no way around the check.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the answer.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'keepalive-preflight-refused',
    title: 'fetch() with keepalive waits for its preflight, and is not sent without leave',
    topic,
    tags: [...tags, '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'A request with keepalive is preflighted as any other.',
    },
    steps: [{ ...KEPT, method: 'PUT' }],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'PUT /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'preflight-method', wire: [preflight('PUT')] },
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method: 'PUT' }]],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method: 'PUT' }]],
    },
    cause: 'The last words of a page are sent with PUT, which must be allowed first.',
    cure: {
      words: 'List PUT in Access-Control-Allow-Methods, or send a POST of text.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'keepalive-beyond-64-kib',
    title: 'fetch() with keepalive sends no body of more than 64 KiB',
    topic,
    tags,
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'More than 64 KiB under way with keepalive is a network error.',
      notPredicted: 'The oracle knows nothing of bytes that are under way.',
    },
    steps: [post(LIMIT + 1)],
    routes: { 'POST /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'keepalive-limit', wire: [] },
    console: { chromium: [], firefox: [], webkit: ['KeepaliveLimit', 'CompanionFetch'] },
    cause:
      'It fails with the exception of a refusal, mostly without a word, and is taken for CORS.',
    cure: {
      words: 'Send no more than 64 KiB, or leave keepalive out.',
      steps: [post(LIMIT)],
      wire: [sent('POST')],
    },
  },
  {
    id: 'fetch-later-preflight-refused',
    title: 'fetchLater() asks before a PUT, and drops it without a word where it gets no leave',
    topic,
    tags: [...tags, '@preflight'],
    spec: {
      anchor: 'dom-window-fetchlater',
      requirement: 'A deferred fetch is a cors request with keepalive; its response is ignored.',
    },
    steps: [{ do: 'fetch-later', url: RESOURCE, method: 'PUT' }],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'PUT /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'preflight-method', wire: [preflight('PUT')] },
    console: {
      // Nobody waits for the answer, and so nobody is told of its refusal.
      chromium: [],
      firefox: WITHOUT_FETCH_LATER,
      webkit: WITHOUT_FETCH_LATER,
    },
    cause: 'Numbers are sent when a page is left; in the console all is well, and none arrive.',
    cure: {
      words: 'List PUT in Access-Control-Allow-Methods, or send a POST of text.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
];
