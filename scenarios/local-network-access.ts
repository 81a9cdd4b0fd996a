/**
 * Local Network Access: a page from a public address asks for one of this machine. The launch makes
 * the page's origin a public one, and the API's main port with it; `apiFresh` stays what it is.
 */
import type { FetchStep, LaunchSetting, Scenario } from './types.ts';
import {
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  RESOURCE,
  sent,
} from './vocabulary.ts';

const topic = 'LocalNetworkAccess';
const LOCAL = '{apiFresh:/resource}';
const anchor = 'https://wicg.github.io/local-network-access/#local-network-access-check';
const notPredicted = 'Local Network Access is a draft of its own, which the oracle does not have.';

const launch = (localNetwork?: LaunchSetting['localNetwork']): LaunchSetting => ({
  publicOrigins: ['page', 'api'],
  ...(localNetwork && { localNetwork }),
});
const DENIED = launch('denied');
const GRANTED = launch('granted');

const noWebKit = {
  notApplicable: 'WebKitGTK 2.50 has no local network access checks.',
  url: 'https://bugs.webkit.org/show_bug.cgi?id=319907',
} as const;

const ask: FetchStep = { do: 'fetch', url: LOCAL };
const ROUTES = { 'GET /resource': answer(200, allowOrigin()) } as const;
const asked = sent('GET', { url: LOCAL });
const refused = (space = 'loopback') =>
  [['kLocalNetworkAccessPermissionDenied', { space }]] as const;

/** What Firefox tells of the one request. */
const ASKED_BY_FETCH = {
  top: '{page}/stage',
  page: '{page}/stage',
  ip: '127.0.0.1',
  port: '{apiFresh.port}',
  api: 'fetch',
  secureContext: 'True',
} as const;

/** In this order few launches follow one another: the last one is kept. */
export const LOCAL_NETWORK_ACCESS: readonly Scenario[] = [
  {
    id: 'public-page-without-permission-no-cors',
    title: 'Mode "no-cors" does not get around the permission',
    topic,
    tags: ['@local-network', '@no-cors'],
    spec: { anchor, requirement: 'The check does not ask for the request’s mode.', notPredicted },
    launch: DENIED,
    steps: [{ ...ask, mode: 'no-cors' }],
    routes: ROUTES,
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: { chromium: refused(), firefox: [], webkit: noWebKit },
    cause: 'Requests whose answer nobody reads are what routers were attacked with.',
    cure: {
      words: 'Ask a public address, which needs no permission; by CORS, if script is to read it.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      wire: [sent('GET')],
    },
  },
  {
    id: 'public-redirect-into-the-local-network',
    title: 'A redirect of a public API to this machine needs the permission, too',
    topic,
    tags: ['@local-network', '@redirect'],
    spec: {
      anchor,
      requirement: 'Each connection of a chain of redirects is checked by itself.',
      wpt: ['fetch/local-network-access/redirect.https.window.js'],
      notPredicted,
    },
    launch: DENIED,
    steps: [{ do: 'fetch', url: '{api:/start}' }],
    routes: {
      'GET /start': answer(302, allowOrigin(), location(LOCAL)),
      'GET /resource': answer(200, allowOrigin('*')),
    },
    expect: {
      verdict: 'blocked',
      stage: 'local-network',
      wire: [sent('GET', { url: '{api:/start}' })],
    },
    console: {
      chromium: [
        [
          'kLocalNetworkAccessPermissionDenied',
          { url: LOCAL, space: 'loopback', redirected: true, firstUrl: '{api:/start}' },
        ],
      ],
      firefox: [['CORSDidNotSucceed2', { url: LOCAL }]],
      webkit: noWebKit,
    },
    cause: 'The request that was written goes to a public address, and ends at a local one.',
    cure: {
      words: 'Let the public API answer by itself.',
      routes: { 'GET /start': answer(200, allowOrigin()) },
      wire: [sent('GET', { url: '{api:/start}' })],
    },
  },
  {
    id: 'public-page-without-permission',
    title: 'A public page may not ask this machine without the user’s permission',
    topic,
    tags: ['@local-network', '@simple'],
    spec: {
      anchor,
      requirement: 'A request to a less public address needs the permission, and fails without it.',
      wpt: ['fetch/local-network-access/fetch.https.window.js'],
      notPredicted,
    },
    launch: DENIED,
    steps: [ask],
    routes: ROUTES,
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: { chromium: refused(), firefox: ['CORSDidNotSucceed2'], webkit: noWebKit },
    cause: 'A page on the web talks to a program on the user’s machine.',
    cure: {
      words: 'Have the user grant it: the browser asks at the first such request.',
      launch: GRANTED,
      wire: [asked],
    },
  },
  {
    id: 'public-page-with-permission-and-no-leave',
    title: 'The user’s permission does not stand in for the server’s',
    topic,
    tags: ['@local-network', '@simple'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'The CORS check is made of every answer, whatever address it came from.',
    },
    launch: GRANTED,
    steps: [ask],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: noWebKit,
    },
    cause: 'The program on the user’s machine knows nothing of CORS.',
    cure: {
      words: 'Send Access-Control-Allow-Origin from there as well.',
      routes: ROUTES,
      wire: [asked],
    },
  },
  {
    id: 'target-address-space-is-wrong',
    title: 'fetch() that announces another address space than the one it meets is refused',
    topic,
    tags: ['@local-network', '@simple'],
    spec: {
      anchor,
      requirement: 'A request with a target address space fails where the connection has another.',
      notPredicted,
    },
    launch: GRANTED,
    steps: [{ ...ask, extraOptions: { targetAddressSpace: 'local' } }],
    routes: ROUTES,
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: {
      chromium: [['kInvalidLocalNetworkAccess', { targetSpace: 'local', space: 'loopback' }]],
      firefox: [],
      webkit: noWebKit,
    },
    engines: {
      firefox: {
        kind: 'deviation',
        because: 'Firefox does not know the option, and ignores it.',
        url: 'https://bugzilla.mozilla.org/show_bug.cgi?id=1481298',
        expect: { verdict: 'allowed', stage: 'none', wire: [asked] },
      },
    },
    cause: 'A host name was meant to lead into the house, and leads to this machine.',
    cure: {
      words: 'Announce the address space that it is: loopback for this machine.',
      steps: [{ ...ask, extraOptions: { targetAddressSpace: 'loopback' } }],
      wire: [asked],
    },
  },
  {
    id: 'public-page-without-secure-context',
    title: 'A public page over plain http may not ask this machine, whatever the user says',
    topic,
    tags: ['@local-network', '@simple'],
    spec: {
      anchor,
      requirement: 'Where the client is no secure context the check fails before it asks the user.',
      wpt: ['fetch/local-network-access/fetch.window.js'],
      notPredicted,
    },
    page: { at: 'pageNamed' },
    launch: { ...GRANTED, loopbackNames: ['page.cors.test'] },
    steps: [ask],
    routes: { 'GET /resource': answer(200, allowOrigin('*')) },
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: {
      chromium: [['kInsecureLocalNetwork', { space: 'loopback' }]],
      firefox: [],
      webkit: noWebKit,
    },
    engines: {
      firefox: {
        kind: 'deviation',
        because: 'network.lna.block_insecure_contexts is off: the user is asked there, too.',
        url: 'https://searchfox.org/mozilla-central/search?q=network.lna.block_insecure_contexts',
        expect: {
          verdict: 'allowed',
          stage: 'none',
          wire: [{ ...asked, origin: '{pageNamed}' }],
        },
      },
    },
    cause: 'The page has no certificate yet, as the program on the user’s machine has none.',
    cure: {
      words: 'Serve the page over https; here it comes from loopback, which is as good.',
      page: { at: 'page' },
      launch: GRANTED,
      wire: [asked],
    },
  },
  {
    id: 'public-page-without-permission-preflight',
    title: 'Without the permission not even the preflight leaves',
    topic,
    tags: ['@local-network', '@preflight'],
    spec: {
      anchor,
      requirement: 'The check is made for every connection, also for the preflight’s.',
      wpt: ['fetch/local-network-access/preflight-cache.https.window.js'],
      notPredicted,
    },
    launch: DENIED,
    steps: [{ ...ask, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: {
      chromium: refused(),
      firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
      webkit: noWebKit,
    },
    cause: 'It reads like a mistake in the preflight’s answer; the server never saw it.',
    cure: {
      words: 'Have the user grant it; CORS then works as ever.',
      launch: GRANTED,
      wire: [preflight('PUT', undefined, { url: LOCAL }), sent('PUT', { url: LOCAL })],
    },
  },
  {
    id: 'public-page-and-nobody-answers',
    title: 'Where nobody answers the browser’s question, it is answered with no',
    topic,
    tags: ['@local-network', '@simple'],
    spec: {
      anchor,
      requirement: 'Without an answer the permission is not granted, and the request fails.',
      notPredicted,
    },
    launch: { ...launch(), preferences: { 'network.lna.prompt.timeout': 1000 } },
    steps: [ask],
    routes: ROUTES,
    expect: { verdict: 'blocked', stage: 'local-network', wire: [] },
    console: {
      chromium: refused(),
      firefox: [
        ['LocalNetworkAccessPermissionRequired', ASKED_BY_FETCH],
        ['LocalNetworkPromptTimedOut', { seconds: '1' }],
        'CORSDidNotSucceed2',
        ['LocalNetworkAccessDetected', { ...ASKED_BY_FETCH, promptAction: 'prompt_deny' }],
      ],
      webkit: noWebKit,
    },
    cause: 'A kiosk, a test or a background page has nobody in front of it.',
    cure: {
      words: 'Grant the permission beforehand, by policy or in the test’s setup.',
      launch: GRANTED,
      wire: [asked],
      // It goes on telling what it would have asked for.
      console: {
        firefox: [
          ['LocalNetworkAccessPermissionRequired', ASKED_BY_FETCH],
          ['LocalNetworkAccessDetected', { ...ASKED_BY_FETCH, promptAction: 'auto_allow' }],
        ],
      },
    },
  },
];
