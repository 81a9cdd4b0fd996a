/** Rules beside CORS that meet a service worker: the page's policy, its own, mixed content. */
import { code } from './script-words.ts';
import { ANSWERED, got, servedBy, topic, TESTS } from './service-worker-vocabulary.ts';
import type { FramedFetchStep } from './initiators/neighbours.ts';
import type { EngineNote, Header, Scenario } from './types.ts';
import { RESOURCE, allowOrigin, answer, sent } from './vocabulary.ts';

const OWN = '{page:/resource}';
const ELSEWHERE = '{api:/elsewhere}';

const framed = (csp: string): FramedFetchStep => ({ do: 'framed-fetch', url: OWN, csp });

const INSTALLS = {
  do: 'register-service-worker',
  url: '{page:/worker.js}',
  installs: true,
} as const;
const worker = (policy: string) =>
  code(
    "addEventListener('install', (event) => event.waitUntil(fetch('{api:/resource}')));",
    policyOf(policy),
  );
const policyOf = (policy: string): Header => ['Content-Security-Policy', policy];

const TELLS_WHERE: EngineNote = {
  kind: 'deviation',
  because: 'The event tells the page where its service worker was led, not what it asked for.',
  url: 'https://w3c.github.io/webappsec-csp/#should-block-response',
  expect: {
    sees: [
      {
        verdict: 'blocked',
        told: { fetch: { throws: 'fetch' }, directive: 'connect-src', blockedUrl: ELSEWHERE },
      },
    ],
  },
};

export const SERVICE_WORKER_POLICIES: readonly Scenario[] = [
  {
    id: 'service-worker-answer-refused-by-the-policy',
    title: 'The page’s policy looks at what the service worker fetched, not only at what was asked',
    topic,
    tags: ['@content-policy', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-csp/#should-block-response',
      requirement: 'A response is blocked whose URL the policy does not allow.',
      wpt: [`${TESTS}/fetch-csp.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${ELSEWHERE}')`),
    steps: [framed('connect-src {page}')],
    routes: { 'GET /elsewhere': answer(200, allowOrigin()) },
    expect: {
      verdict: 'blocked',
      stage: 'content-policy',
      wire: [sent('GET', { url: ELSEWHERE })],
      sees: [
        {
          verdict: 'blocked',
          told: { fetch: { throws: 'fetch' }, directive: 'connect-src', blockedUrl: OWN },
        },
      ],
    },
    console: {
      chromium: [['content-policy', { url: ELSEWHERE, directive: 'connect-src {page}' }]],
      firefox: [],
      webkit: [['ContentPolicy', { url: ELSEWHERE, directive: 'connect-src' }], 'CSPRedirect'],
    },
    engines: { firefox: TELLS_WHERE, webkit: TELLS_WHERE },
    cause: 'The address is the page’s own, and the policy names it; the copy comes from a CDN.',
    cure: {
      words: 'List where the service worker fetches from as well.',
      steps: [framed('connect-src {page} {api}')],
      wire: [sent('GET', { url: ELSEWHERE })],
      sees: [{ verdict: 'allowed', told: { type: 'cors', status: 200, body: 'ok\n' } }],
      notPredicted: ANSWERED,
    },
  },
  {
    id: 'service-worker-bound-by-its-own-policy',
    title: 'A service worker fetches by the policy that came with its script',
    topic,
    tags: ['@content-policy', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-csp/#directive-connect-src',
      requirement: 'connect-src lists where scripts of a worker may connect to.',
      wpt: [`${TESTS}/service-worker-csp-connect.https.html`],
      notPredicted: 'A policy decides, before CORS is asked.',
    },
    steps: [INSTALLS],
    routes: {
      'GET /worker.js': worker("connect-src 'self'"),
      'GET /resource': answer(200, allowOrigin()),
    },
    expect: {
      verdict: 'blocked',
      stage: 'content-policy',
      wire: [got('{page:/worker.js}')],
      sees: [{ verdict: 'blocked', told: { registered: 'redundant' } }],
    },
    console: {
      chromium: [
        ['content-policy', { url: RESOURCE, directive: "connect-src 'self'" }],
        ['fetch-content-policy', { url: RESOURCE }],
      ],
      firefox: [],
      webkit: [],
    },
    cause: 'The policy of the server goes with every file, and the page’s own has an exception.',
    cure: {
      words: 'Send the service worker’s script with a policy of its own.',
      routes: {
        'GET /worker.js': worker("connect-src 'self' {api}"),
        'GET /resource': answer(200, allowOrigin()),
      },
      wire: [got('{page:/worker.js}'), sent('GET')],
      sees: [{ verdict: 'allowed', told: { registered: 'installed' } }],
      notPredicted: 'The oracle has no part in what a service worker asks for.',
    },
  },
  {
    id: 'service-worker-mixed-content',
    title: 'A service worker of a secure page may not fetch over plain http on its behalf',
    topic,
    tags: ['@tls', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
      requirement: 'The client of the request is the service worker, which is secure itself.',
      wpt: [
        `${TESTS}/fetch-mixed-content-to-inscope.https.html`,
        `${TESTS}/fetch-mixed-content-to-outscope.https.html`,
      ],
      notPredicted: ANSWERED,
    },
    page: { at: 'pageSecure', ...servedBy("fetch('{apiNamed:/elsewhere}')") },
    launch: { loopbackNames: ['api.cors.test'] },
    steps: [{ do: 'fetch', url: '{pageSecure:/resource}' }],
    routes: { 'GET /elsewhere': answer(200, allowOrigin('{pageSecure}')) },
    expect: { verdict: 'blocked', stage: 'mixed-content', wire: [] },
    console: {
      chromium: [
        [
          'mixed-content',
          {
            kind: 'resource',
            url: '{apiNamed:/elsewhere}',
            pageUrl: '{pageSecure}/client/service-worker.js',
          },
        ],
        'sw-fetchevent/rejected',
      ],
      firefox: [
        ['SW-rejected', { error: 'TypeError: NetworkError when attempting to fetch resource.' }],
      ],
      webkit: {
        notApplicable: 'MiniBrowser has no resolver rule; see mixed-content-on-loopback',
        url: 'https://bugs.webkit.org/show_bug.cgi?id=171934',
      },
    },
    cause: 'The page asks over https; nobody looks at what the service worker makes of it.',
    cure: {
      words: 'Let the service worker fetch over https.',
      page: { at: 'pageSecure', ...servedBy("fetch('{apiSecure:/elsewhere}')") },
      wire: [sent('GET', { url: '{apiSecure:/elsewhere}', origin: '{pageSecure}' })],
      notPredicted: ANSWERED,
    },
  },
];
