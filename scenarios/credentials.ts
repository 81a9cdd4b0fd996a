/**
 * The request's credentials mode, where nothing but it decides: page and API are one site, so that
 * neither SameSite nor the browsers' rules for third parties play a part. Cookies are limited to the
 * path of their acting-out, as a cookie without `Path` is.
 */
import type { AxiosStep, FetchStep, Header, Scenario, WireRequest, XhrStep } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Credentials';
const LOGIN = '{api:/login}';
const COOKIE = 'id=1';

const setCookie: Header = ['Set-Cookie', COOKIE];
/** To the page, with credentials. */
const shared = (status: number, ...headers: readonly Header[]) =>
  answer(status, allowOrigin(), allowCredentials(), ...headers);
const loggedIn = sent('GET', { url: LOGIN });
const ROUTES = { 'GET /login': shared(200, setCookie), 'GET /resource': shared(200) };

const ask = (url: string, credentials?: RequestCredentials): FetchStep => ({
  do: 'fetch',
  url,
  ...(credentials && { credentials }),
});

/** Within the page's origin: no Origin header, no CORS. */
const own = (path: 'login' | 'resource', cookie?: string): WireRequest => ({
  method: 'GET',
  url: `{page:/${path}}`,
  ...(cookie !== undefined && { cookie }),
});
const OWN_ROUTES = { 'GET /login': answer(200, setCookie), 'GET /resource': answer(200) };
const BASIC = { verdict: 'allowed', type: 'basic' } as const;

const withinTheOrigin: readonly Scenario[] = [
  {
    id: 'omit-leaves-out-the-own-cookie',
    title: 'With credentials "omit" a page does not send its cookie even to its own origin',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'concept-request-credentials-mode',
      requirement: 'Mode "omit" excludes credentials, whatever the origin.',
      wpt: ['fetch/api/credentials/cookies.any.js'],
    },
    steps: [ask('{page:/login}'), ask('{page:/resource}', 'omit')],
    routes: OWN_ROUTES,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [own('login'), own('resource')],
      sees: [BASIC, BASIC],
    },
    console: SILENT,
    cause: 'Somebody took "omit" for the strict form of the default.',
    cure: {
      words: 'Leave the option out: the default "same-origin" sends cookies within the origin.',
      steps: [ask('{page:/login}'), ask('{page:/resource}')],
      wire: [own('login'), own('resource', COOKIE)],
      sees: [BASIC, BASIC],
    },
  },
  {
    id: 'omit-keeps-no-own-cookie',
    title: 'With credentials "omit" the cookie of the own origin’s answer is thrown away',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'http-network-fetch',
      requirement: 'Set-Cookie is stored only where credentials were included in the request.',
      wpt: ['fetch/api/credentials/cookies.any.js'],
    },
    steps: [ask('{page:/login}', 'omit'), ask('{page:/resource}')],
    routes: OWN_ROUTES,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [own('login'), own('resource')],
      sees: [BASIC, BASIC],
    },
    console: SILENT,
    cause: 'A login without credentials logs nobody in, and says so nowhere.',
  },
];

type Client = 'fetch' | 'xhr' | 'axios';

/** A request for which credentials were asked, by each client's own option. */
const withCredentials = (client: Client, url: string): FetchStep | XhrStep | AxiosStep =>
  client === 'fetch' ? ask(url, 'include') : { do: client, url, withCredentials: true };

const ownAgain = { verdict: 'allowed', status: 200 } as const;

const acrossOrigins: readonly Scenario[] = [
  {
    id: 'cookie-knows-no-port',
    title: 'The page’s cookie is sent to an API on another port of its host',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'cookie-header',
      requirement:
        'Cookies are retrieved by host and path: a port is another origin, no other host.',
      wpt: ['cors/credentials-flag.htm'],
    },
    steps: [ask('{page:/login}'), ask(RESOURCE, 'include')],
    routes: { 'GET /login': answer(200, setCookie), 'GET /resource': shared(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [own('login'), sent('GET', { cookie: COOKIE })],
      sees: [BASIC, { verdict: 'allowed' }],
    },
    console: SILENT,
    cause: 'Two services of one host share their cookies, and read each other’s sessions.',
  },
  {
    id: 'default-mode-sends-no-cookie-across-origins',
    title: 'A cookie that the API has set stays at home without credentials "include"',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'concept-request-credentials-mode',
      requirement: 'Mode "same-origin" excludes credentials where response tainting is "cors".',
      wpt: ['fetch/api/cors/cors-cookies.any.js'],
    },
    steps: [ask(LOGIN, 'include'), ask(RESOURCE)],
    routes: ROUTES,
    expect: { verdict: 'allowed', stage: 'none', wire: [loggedIn, sent('GET')] },
    console: SILENT,
    cause: 'The login asks with credentials; the requests after it do not.',
    cure: {
      words: 'Ask with credentials: "include" every time.',
      steps: [ask(LOGIN, 'include'), ask(RESOURCE, 'include')],
      wire: [loggedIn, sent('GET', { cookie: COOKIE })],
    },
  },
  {
    id: 'default-mode-keeps-no-cookie-across-origins',
    title: 'A cookie set by an answer to a request without credentials is thrown away',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'http-network-fetch',
      requirement: 'Set-Cookie is stored only where credentials were included in the request.',
      wpt: ['fetch/api/cors/cors-cookies.any.js'],
    },
    steps: [ask(LOGIN), ask(RESOURCE, 'include')],
    routes: ROUTES,
    expect: { verdict: 'allowed', stage: 'none', wire: [loggedIn, sent('GET')] },
    console: SILENT,
    cause: 'The login asks without credentials; the requests after it ask with them.',
  },
  {
    id: 'refused-answer-leaves-its-cookie',
    title: 'An answer that script may not read leaves its cookie all the same',
    topic,
    tags: ['@credentials', '@cookies', '@simple'],
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'The CORS check comes after the network has stored the cookies of the answer.',
    },
    steps: [ask(LOGIN, 'include'), ask(RESOURCE, 'include')],
    routes: { ...ROUTES, 'GET /login': answer(200, setCookie) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [loggedIn, sent('GET', { cookie: COOKIE })],
      sees: [{ verdict: 'blocked' }, { verdict: 'allowed' }],
    },
    console: {
      chromium: [['kMissingAllowOriginHeader', { url: LOGIN }]],
      firefox: [['CORSMissingAllowOrigin2', { url: LOGIN, status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'CORS keeps answers from scripts; what the answer does to the browser is done.',
    cure: {
      words: 'Share the answer to the login, too.',
      routes: ROUTES,
      wire: [loggedIn, sent('GET', { cookie: COOKIE })],
    },
  },
  {
    id: 'preflight-carries-no-cookie',
    title: 'A preflight never carries the cookie, not even one for a request with credentials',
    topic,
    tags: ['@credentials', '@cookies', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'The preflight is a request of its own, and its credentials are not included.',
      wpt: ['fetch/api/cors/cors-preflight.any.js'],
    },
    steps: [ask(LOGIN, 'include'), { ...ask(RESOURCE, 'include'), method: 'PUT' }],
    routes: {
      'GET /login': shared(200, setCookie),
      'OPTIONS /resource': shared(204, allowMethods('PUT')),
      'PUT /resource': shared(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [loggedIn, preflight('PUT'), sent('PUT', { cookie: COOKIE })],
    },
    console: SILENT,
    cause: 'Servers that ask every request for a session refuse preflights, which have none.',
  },
  {
    id: 'preflight-sets-no-cookie',
    title: 'A cookie set by a preflight’s answer is thrown away',
    topic,
    tags: ['@credentials', '@cookies', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Without credentials in the preflight its Set-Cookie is not stored either.',
    },
    steps: [{ ...ask(RESOURCE, 'include'), method: 'PUT' }],
    routes: {
      'OPTIONS /resource': shared(204, allowMethods('PUT'), setCookie),
      'PUT /resource': shared(200),
    },
    expect: { verdict: 'allowed', stage: 'none', wire: [preflight('PUT'), sent('PUT')] },
    console: SILENT,
    cause: 'A server opens a session with every answer, also with those to OPTIONS.',
  },
  {
    id: 'redirect-sets-a-cookie',
    title: 'A cookie set by a redirect goes along with the very next request',
    topic,
    tags: ['@credentials', '@cookies', '@redirect'],
    spec: {
      anchor: 'set-cookie-header',
      requirement: 'Each answer of a chain of redirects stores its cookies when it arrives.',
      wpt: ['fetch/api/cors/cors-cookies-redirect.any.js'],
    },
    steps: [ask(LOGIN, 'include')],
    routes: {
      'GET /login': shared(302, setCookie, location(RESOURCE)),
      'GET /resource': shared(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [loggedIn, sent('GET', { cookie: COOKIE })],
    },
    console: SILENT,
    cause: 'Sign-in services set the session and send the browser on in one answer.',
  },
  {
    id: 'redirect-out-of-the-origin-leaves-the-cookie',
    title: 'The default mode sends the cookie until a redirect leaves the origin',
    topic,
    tags: ['@credentials', '@cookies', '@redirect'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement:
        'Mode "same-origin" includes credentials as long as response tainting is "basic".',
    },
    steps: [ask('{page:/login}'), ask('{page:/go}')],
    routes: {
      'GET /login': answer(200, setCookie),
      'GET /go': answer(302, location(RESOURCE)),
      'GET /resource': shared(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [own('login'), { method: 'GET', url: '{page:/go}', cookie: COOKIE }, sent('GET')],
      sees: [BASIC, { verdict: 'allowed', type: 'cors' }],
    },
    console: SILENT,
    cause: 'A route of the page moves to the API, and the session is lost on the way.',
  },
  {
    id: 'no-cors-sends-cookies-when-told',
    title: 'In mode "no-cors" cookies go along with "include", and nobody is asked',
    topic,
    tags: ['@credentials', '@cookies', '@no-cors'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'Credentials mode "include" includes credentials in every request mode.',
      wpt: ['fetch/api/cors/cors-cookies.any.js'],
    },
    steps: [
      { ...ask(LOGIN, 'include'), mode: 'no-cors' },
      { ...ask(RESOURCE, 'include'), mode: 'no-cors' },
    ],
    routes: { 'GET /login': answer(200, setCookie), 'GET /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        { method: 'GET', url: LOGIN },
        { method: 'GET', url: RESOURCE, cookie: COOKIE },
      ],
      sees: [{ verdict: 'opaque' }, { verdict: 'opaque' }],
    },
    console: SILENT,
    cause: 'Forged requests need no answer: a server must not act on a cookie alone.',
  },
  {
    id: 'no-cors-alone-sends-no-cookie',
    title: 'In mode "no-cors" fetch() still leaves cookies out across origins',
    topic,
    tags: ['@credentials', '@cookies', '@no-cors'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement:
        'Mode "same-origin" includes credentials only while response tainting is "basic".',
    },
    steps: [
      { ...ask(LOGIN, 'include'), mode: 'no-cors' },
      { ...ask(RESOURCE), mode: 'no-cors' },
    ],
    routes: { 'GET /login': answer(200, setCookie), 'GET /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        { method: 'GET', url: LOGIN },
        { method: 'GET', url: RESOURCE },
      ],
      sees: [{ verdict: 'opaque' }, { verdict: 'opaque' }],
    },
    console: SILENT,
    cause: 'An image would have sent it: elements ask with "include", fetch() does not.',
  },
  {
    id: 'cookie-header-by-script',
    title: 'A script cannot send a cookie by naming the header',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'forbidden-request-header',
      requirement:
        'Cookie is a forbidden request-header: it is dropped, and asks for no preflight.',
    },
    steps: [{ ...ask(RESOURCE, 'include'), headers: [['Cookie', COOKIE]] }],
    routes: ROUTES,
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: SILENT,
    cause: 'What works in Node and in curl is dropped in a browser, without a word.',
    cure: {
      words: 'Let the server set the cookie, and ask with credentials.',
      steps: [ask(LOGIN, 'include'), ask(RESOURCE, 'include')],
      wire: [loggedIn, sent('GET', { cookie: COOKIE })],
    },
  },
];

/** `withCredentials` is credentials mode "include" by another name. */
const byOtherClients: readonly Scenario[] = (['xhr', 'axios'] as const).map((client) => ({
  id: `with-credentials-is-include-${client}`,
  title: `withCredentials keeps and sends the API’s cookie, as "include" does (${client})`,
  topic,
  tags: ['@credentials', '@cookies', `@${client}`],
  spec: {
    anchor: 'https://xhr.spec.whatwg.org/#the-withcredentials-attribute',
    requirement: 'With withCredentials the request’s credentials mode is "include".',
    wpt: ['cors/credentials-flag.htm'],
  },
  steps: [withCredentials(client, LOGIN), withCredentials(client, RESOURCE)],
  routes: ROUTES,
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [loggedIn, sent('GET', { cookie: COOKIE })],
    sees: [ownAgain, ownAgain],
  },
  console: SILENT,
  cause: 'Two names for one thing: fetch() has credentials, XMLHttpRequest has withCredentials.',
}));

export const CREDENTIALS: readonly Scenario[] = [
  ...withinTheOrigin,
  ...acrossOrigins,
  ...byOtherClients,
];
