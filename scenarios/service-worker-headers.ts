/** What a page, and its service worker, see of the heads of requests and responses that pass both. */
import { ANSWERED, PASSES_ON, servedBy, topic, TESTS } from './service-worker-vocabulary.ts';
import type { Header, HttpAnswer, Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

const ELSEWHERE = '{api:/elsewhere}';
const EXPOSED: Header = ['Access-Control-Expose-Headers', 'X-Shown'];
const marked = (...headers: readonly Header[]): HttpAnswer =>
  answer(200, allowOrigin(), ['X-Shown', 's-1'], ['X-Hidden', 'h-1'], ...headers);
const sees = (shown: string | null) =>
  [{ verdict: 'allowed', type: 'cors', headers: { 'X-Shown': shown, 'X-Hidden': null } }] as const;

/** Which of these the service worker finds in the request. */
const NAMES = "['accept', 'accept-encoding', 'origin', 'x-own']";

const timed = (...headers: readonly Header[]): HttpAnswer => answer(200, allowOrigin(), ...headers);
const ALLOWS_TIMING: Header = ['Timing-Allow-Origin', '{page}'];

export const SERVICE_WORKER_HEADERS: readonly Scenario[] = [
  {
    id: 'service-worker-passes-on-unexposed',
    title: 'What a service worker passes on shows no more headers than it was shown itself',
    topic,
    tags: ['@simple', '@origins'],
    spec: {
      anchor: 'concept-filtered-response-cors',
      requirement: 'A response that a service worker hands on stays filtered.',
      wpt: [`${TESTS}/fetch-cors-exposed-header-names.https.html`],
    },
    page: servedBy(PASSES_ON),
    steps: [{ do: 'fetch', url: RESOURCE, read: ['X-Shown', 'X-Hidden'] }],
    routes: { 'GET /resource': marked() },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')], sees: sees(null) },
    console: SILENT,
    cause: 'The service worker is of the page’s origin, and so is treated as one.',
    cure: {
      words: 'Send Access-Control-Expose-Headers, as without a service worker.',
      routes: { 'GET /resource': marked(EXPOSED) },
      wire: [sent('GET')],
      sees: sees('s-1'),
    },
  },
  {
    id: 'service-worker-sees-the-request-before-the-network',
    title: 'A service worker sees the headers of the page, not those that the network adds',
    topic,
    tags: ['@origins'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'Origin and Accept-Encoding are set after the service worker was asked.',
      wpt: [`${TESTS}/fetch-header-visibility.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(
      `new Response(${NAMES}.filter((name) => event.request.headers.has(name)).join(' '))`,
    ),
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['X-Own', '1']] }],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [],
      sees: [{ verdict: 'allowed', type: 'basic', body: 'accept x-own' }],
    },
    console: SILENT,
    cause: 'No preflight is made: a header that needs one is the service worker’s to drop.',
  },
  {
    id: 'service-worker-tells-where-it-fetched',
    title: 'XMLHttpRequest tells the URL that the service worker fetched, not the one it asked for',
    topic,
    tags: ['@xhr', '@origins'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#the-responseurl-attribute',
      requirement: 'responseURL is the URL of the response.',
      wpt: [`${TESTS}/xhr-response-url.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${ELSEWHERE}')`),
    steps: [{ do: 'xhr', url: RESOURCE }],
    routes: { 'GET /elsewhere': answer(200, allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET', { url: ELSEWHERE })],
      sees: [{ verdict: 'allowed', responseUrl: ELSEWHERE }],
    },
    console: SILENT,
    cause: 'Relative links in an answer are resolved against another place than was asked.',
  },
  {
    id: 'service-worker-passes-on-untimed',
    title: 'A service worker between page and server gives no leave to tell the times of either',
    topic,
    tags: ['@timing', '@origins'],
    spec: {
      anchor: 'concept-tao-check',
      requirement: 'The timing allow check is made of the response that the worker was given.',
      wpt: [
        `${TESTS}/resource-timing-cross-origin.https.html`,
        `${TESTS}/resource-timing.sub.https.html`,
      ],
    },
    page: servedBy(PASSES_ON),
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': timed() },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', timing: { requestStart: false, responseStart: false } }],
    },
    console: SILENT,
    cause: 'Slow answers are looked for, and the entries of the API are full of zeros.',
    cure: {
      words: 'Send Timing-Allow-Origin with the answer.',
      routes: { 'GET /resource': timed(ALLOWS_TIMING) },
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', timing: { requestStart: true, responseStart: true } }],
    },
  },
];
