/**
 * CORSDidNotSucceed: the exchange failed below HTTP. Firefox reports such failures of a cors
 * request as CORS failures; Chromium and WebKit print a network line and nothing about CORS.
 */
import type { EngineNote, Scenario, WireRequest } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'CORSDidNotSucceed';
const spec = {
  anchor: 'http-network-fetch',
  requirement: 'A connection that fails gives a network error, told apart from nothing else.',
} as const;
const allowed = answer(200, allowOrigin());
/** Each request on a connection of its own, so that how often it is tried does not depend on luck. */
const FRESH = '{apiFresh:/resource}';

/** Firefox tries a request again as long as nothing was received: ten times in all. */
const triedTenTimes = (request: WireRequest): EngineNote => ({
  kind: 'habit',
  because:
    'A request whose connection ends before an answer begins is sent again, up to network.http.request.max-attempts (10) times.',
  url: 'https://searchfox.org/mozilla-central/source/modules/libpref/init/all.js',
  expect: { wire: Array.from({ length: 10 }, () => request) },
});

/** The connection ends while OPTIONS waits for its answer. */
const PREFLIGHT_BROKEN = (
  [
    {
      act: 'close',
      id: 'preflight-connection-closed',
      title: 'The connection is closed while OPTIONS waits for its answer',
      cause: 'The server does not survive OPTIONS.',
      chromium: 'ERR_EMPTY_RESPONSE',
      webkit: 'PreflightNetworkError/closed',
    },
    {
      act: 'reset',
      id: 'preflight-connection-reset',
      title: 'The connection is reset while OPTIONS waits for its answer',
      cause: 'A firewall lets no OPTIONS through.',
      chromium: 'ERR_CONNECTION_RESET',
      webkit: 'PreflightNetworkError/reset',
    },
  ] as const
).map(({ act, id, title, cause, chromium, webkit }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@network', '@preflight'],
  spec,
  steps: [{ do: 'fetch', url: FRESH, method: 'PUT' }],
  routes: { 'OPTIONS /resource': { connection: act }, 'PUT /resource': allowed },
  expect: {
    verdict: 'blocked',
    stage: 'preflight-network',
    wire: [preflight('PUT', undefined, { url: FRESH })],
  },
  console: {
    chromium: [['failed-to-load', { error: chromium }]],
    // Once for the preflight, once for the request that waited for it.
    firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
    webkit: [webkit],
  },
  engines: { firefox: triedTenTimes(preflight('PUT', undefined, { url: FRESH })) },
  cause,
  cure: {
    words: 'Let OPTIONS through, and answer it.',
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': allowed,
    },
    wire: [preflight('PUT', undefined, { url: FRESH }), sent('PUT', { url: FRESH })],
  },
}));

export const CORS_DID_NOT_SUCCEED: readonly Scenario[] = [
  {
    id: 'connection-refused',
    title: 'Nobody listens at the port',
    topic,
    tags: ['@network'],
    spec,
    steps: [{ do: 'fetch', url: '{apiRefusing:/resource}' }],
    routes: { 'GET /resource': allowed },
    expect: { verdict: 'blocked', stage: 'network', wire: [] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CONNECTION_REFUSED' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [['FailedToLoad/NetworkError/refused', { host: '127.0.0.1' }]],
    },
    cause: 'The API is not running, or listens at another port.',
    cure: {
      words: 'Start the API, and ask at the port where it listens.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      wire: [sent('GET')],
    },
  },
  {
    id: 'host-unknown',
    title: 'The host name resolves to nothing',
    topic,
    tags: ['@network'],
    spec,
    steps: [{ do: 'fetch', url: '{apiUnknownHost:/resource}' }],
    routes: { 'GET /resource': allowed },
    expect: { verdict: 'blocked', stage: 'network', wire: [] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_NAME_NOT_RESOLVED' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [['FailedToLoad/NetworkError/unresolved', { host: '{apiUnknownHost.hostname}' }]],
    },
    cause: 'The name is misspelled, or known inside another network only.',
    cure: {
      words: 'Ask a name that resolves.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      wire: [sent('GET')],
    },
  },
  {
    id: 'connection-reset',
    title: 'The server resets the connection instead of answering',
    topic,
    tags: ['@network'],
    spec,
    steps: [{ do: 'fetch', url: FRESH }],
    routes: { 'GET /resource': { connection: 'reset' } },
    expect: { verdict: 'blocked', stage: 'network', wire: [sent('GET', { url: FRESH })] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CONNECTION_RESET' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: ['FailedToLoad/NetworkError/reset'],
    },
    engines: { firefox: triedTenTimes(sent('GET', { url: FRESH })) },
    cause: 'The server crashed, or a firewall cut the connection.',
    cure: {
      words: 'Mend the server; no CORS header can help a request that got no answer.',
      routes: { 'GET /resource': allowed },
      wire: [sent('GET', { url: FRESH })],
    },
  },
  {
    id: 'connection-closed',
    title: 'The server closes the connection without a byte',
    topic,
    tags: ['@network'],
    spec,
    steps: [{ do: 'fetch', url: FRESH }],
    routes: { 'GET /resource': { connection: 'close' } },
    expect: { verdict: 'blocked', stage: 'network', wire: [sent('GET', { url: FRESH })] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_EMPTY_RESPONSE' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: ['FailedToLoad/NetworkError/closed'],
    },
    engines: { firefox: triedTenTimes(sent('GET', { url: FRESH })) },
    cause: 'The process was restarted in the middle of the request.',
    cure: {
      words: 'Mend the server; no CORS header can help a request that got no answer.',
      routes: { 'GET /resource': allowed },
      wire: [sent('GET', { url: FRESH })],
    },
  },
  ...PREFLIGHT_BROKEN,
  {
    id: 'connection-closed-after-preflight',
    title: 'The preflight passes, and the connection of the PUT itself ends without a byte',
    topic,
    tags: ['@network', '@preflight'],
    spec,
    steps: [{ do: 'fetch', url: FRESH, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': { connection: 'close' },
    },
    expect: {
      verdict: 'blocked',
      stage: 'network',
      wire: [preflight('PUT', undefined, { url: FRESH }), sent('PUT', { url: FRESH })],
    },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_EMPTY_RESPONSE' }]],
      // Misleading: there is no answer, so no header in it stands twice.
      firefox: ['CORSMultipleAllowOriginNotAllowed'],
      webkit: ['FailedToLoad/NetworkError/closed'],
    },
    cause: 'The handler of PUT crashed the process before it answered.',
    cure: {
      words: 'Mend the handler; no CORS header can help a request that got no answer.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': allowed,
      },
      wire: [preflight('PUT', undefined, { url: FRESH }), sent('PUT', { url: FRESH })],
    },
  },
  {
    id: 'certificate-untrusted',
    title: 'A certificate that the browser does not trust',
    topic,
    tags: ['@network', '@tls'],
    spec,
    steps: [{ do: 'fetch', url: '{apiUntrusted:/resource}' }],
    routes: { 'GET /resource': allowed },
    expect: { verdict: 'blocked', stage: 'certificate', wire: [] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CERT_AUTHORITY_INVALID' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: ['FailedToLoad/NetworkError/certificate'],
    },
    cause: 'The API uses a self-signed certificate that was never accepted in this browser.',
    cure: {
      words: 'Use a certificate that the browser trusts.',
      steps: [{ do: 'fetch', url: '{apiSecure:/resource}' }],
      wire: [sent('GET', { url: '{apiSecure:/resource}' })],
    },
  },
  {
    id: 'mixed-content',
    title: 'A secure page may not ask over plain http',
    topic,
    tags: ['@network', '@tls'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
      requirement: 'A secure page’s fetch of a URL that is not potentially trustworthy is blocked.',
    },
    page: { at: 'pageSecure' },
    launch: { loopbackNames: ['api.cors.test'] },
    steps: [{ do: 'fetch', url: '{apiNamed:/resource}' }],
    routes: { 'GET /resource': answer(200, allowOrigin('{pageSecure}')) },
    expect: { verdict: 'blocked', stage: 'mixed-content', wire: [] },
    console: {
      chromium: [['mixed-content', { kind: 'resource' }]],
      firefox: ['BlockMixedActiveContent'],
      webkit: {
        notApplicable: 'MiniBrowser has no resolver rule; see mixed-content-on-loopback',
        url: 'https://bugs.webkit.org/show_bug.cgi?id=171934',
      },
    },
    cause: 'The page moved to https, the URL of the API did not.',
    cure: {
      words: 'Ask over https.',
      page: { at: 'pageSecure' },
      steps: [{ do: 'fetch', url: '{apiSecure:/resource}' }],
      wire: [sent('GET', { url: '{apiSecure:/resource}', origin: '{pageSecure}' })],
    },
  },
  {
    id: 'mixed-content-on-loopback',
    title: 'A secure page may ask plain http on loopback, except in WebKit',
    topic,
    tags: ['@network', '@tls'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy',
      requirement: 'http on 127.0.0.1 is potentially trustworthy, so it is no mixed content.',
    },
    page: { at: 'pageSecure' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin('{pageSecure}')) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET', { origin: '{pageSecure}' })],
    },
    console: { chromium: [], firefox: [], webkit: ['MixedContent'] },
    engines: {
      webkit: {
        kind: 'deviation',
        because: 'WebKit takes plain http on loopback for mixed content.',
        url: 'https://bugs.webkit.org/show_bug.cgi?id=171934',
        expect: { verdict: 'blocked', stage: 'mixed-content', wire: [] },
      },
    },
    cause: 'A local API without a certificate is asked by a page that has one.',
    cure: {
      words: 'Give the local API a certificate as well.',
      steps: [{ do: 'fetch', url: '{apiSecure:/resource}' }],
      wire: [sent('GET', { url: '{apiSecure:/resource}', origin: '{pageSecure}' })],
    },
  },
  {
    id: 'redirect-loop',
    title: 'A redirect to itself is followed twenty times',
    topic,
    tags: ['@network', '@redirect'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'A request that was redirected 20 times is not redirected again.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(302, allowOrigin(), location(RESOURCE)) },
    expect: {
      verdict: 'blocked',
      stage: 'redirect-count',
      wire: Array.from({ length: 21 }, () => sent('GET')),
    },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_TOO_MANY_REDIRECTS' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: ['TooManyRedirects'],
    },
    cause: 'Two rules of the server redirect to each other.',
    cure: {
      words: 'Mend the rules; ask for a URL that answers.',
      routes: { 'GET /resource': allowed },
      wire: [sent('GET')],
    },
  },
  {
    id: 'timeout',
    title: 'A server that never answers: the page gives up, the console stays silent',
    topic,
    tags: ['@network', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#the-timeout-attribute',
      requirement: 'A request that takes longer than its timeout is ended with a timeout event.',
    },
    // Long enough for the request to arrive on a busy machine.
    steps: [{ do: 'xhr', url: RESOURCE, timeout: 1000 }],
    routes: { 'GET /resource': { connection: 'hang' } },
    expect: {
      verdict: 'blocked',
      stage: 'network',
      wire: [sent('GET')],
      sees: [{ verdict: 'blocked', events: ['loadstart', 'timeout', 'loadend'] }],
    },
    console: SILENT,
    cause: 'The handler never ends its answer.',
    cure: {
      words: 'Answer; then the CORS check can say its part.',
      // Never part of a passing path.
      steps: [{ do: 'xhr', url: RESOURCE, timeout: 60_000 }],
      routes: { 'GET /resource': allowed },
      wire: [sent('GET')],
    },
  },
];
