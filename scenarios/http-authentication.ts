/**
 * HTTP authentication: what a 401 comes to, and which requests carry the name and the password that
 * the browser has remembered. It remembers them by realm and by path, so each acting-out has a realm
 * of its own, too. A request that the browser would ask its user about is not in here.
 */
import { CHROMIUM_SOURCE, departs, FIREFOX_SOURCE } from './departures-vocabulary.ts';
import type { FetchStep, Header, Scenario, WireRequest, XhrStep } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Credentials';

const CHALLENGE: Header = ['WWW-Authenticate', 'Basic realm="{token}"'];
/** alice:secret */
const AUTHORIZATION = 'Basic YWxpY2U6c2VjcmV0';
const WITH_USER = (host: string, path: string) =>
  `http://alice:secret@{${host}.host}/{token}${path}`;

const shared = (status: number, ...headers: readonly Header[]) =>
  answer(status, allowOrigin(), allowCredentials(), ...headers);

const challenged: readonly Scenario[] = [
  {
    id: 'challenge-without-credentials-is-read',
    title: 'Without credentials a 401 is an answer that script may read',
    topic,
    tags: ['@credentials', '@authentication'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'The user is asked only for a request whose credentials are included.',
      wpt: ['fetch/api/credentials/authentication-basic.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'omit' }],
    routes: { 'GET /resource': shared(401, CHALLENGE) },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: SILENT,
    cause: 'Single-page applications want to see the 401, and no dialog of the browser.',
  },
  {
    id: 'challenge-with-credentials-is-read',
    title: 'With credentials, too, a 401 of another origin is an answer that script may read',
    topic,
    tags: ['@credentials', '@authentication'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'The user is not asked where response tainting is "cors".',
      wpt: ['fetch/api/credentials/authentication-basic.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'include' }],
    routes: { 'GET /resource': shared(401, CHALLENGE) },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: {
      ...SILENT,
      chromium: {
        notApplicable:
          'Chromium asks the user in a dialog, against the Standard; nobody is there to answer, and the request waits for ever.',
        url: `${CHROMIUM_SOURCE}chrome/browser/ui/login/login_handler.cc`,
      },
    },
    cause: 'A dialog for a foreign origin over one’s own page would be an invitation to phish.',
  },
  {
    id: 'challenge-of-the-own-origin-omit',
    title: 'With credentials "omit" a page reads the 401 of its own origin',
    topic,
    tags: ['@credentials', '@authentication'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'The user is asked only for a request whose credentials are included.',
      wpt: ['fetch/api/credentials/authentication-basic.any.js'],
    },
    steps: [{ do: 'fetch', url: '{page:/resource}', credentials: 'omit' }],
    routes: { 'GET /resource': answer(401, CHALLENGE) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{page:/resource}' }],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    cause: 'The default mode would have the browser open its dialog.',
  },
  {
    id: 'authorization-by-script-with-omit',
    title: 'Authorization that script writes is sent even with credentials "omit"',
    topic,
    tags: ['@credentials', '@authentication', '@preflight'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'The mode excludes what the browser would add; a header of the author’s stays.',
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        credentials: 'omit',
        headers: [['Authorization', AUTHORIZATION]],
      },
    ],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('*'), allowHeaders('Authorization')),
      'GET /resource': answer(200, allowOrigin('*')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('GET', 'authorization'), sent('GET', { authorization: AUTHORIZATION })],
    },
    console: SILENT,
    cause: 'A token in a header is no credential to CORS: even "*" shares such answers.',
  },
  {
    id: 'password-in-the-url-across-origins',
    title: 'A name and a password in an XMLHttpRequest’s URL do not answer a foreign challenge',
    topic,
    tags: ['@credentials', '@authentication', '@xhr'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement:
        'The credentials of a URL are used after a 401 only, and not where response tainting is "cors".',
    },
    steps: [{ do: 'xhr', url: WITH_USER('api', '/resource'), withCredentials: true }],
    routes: { 'GET /resource': [shared(401, CHALLENGE), shared(200)] },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', status: 401 }],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox answers the challenge with the credentials of the URL.',
        `${FIREFOX_SOURCE}netwerk/protocol/http/nsHttpChannelAuthProvider.cpp`,
        {
          wire: [sent('GET'), sent('GET', { authorization: AUTHORIZATION })],
          sees: [{ verdict: 'allowed', status: 200 }],
        },
      ),
    },
    cause: 'What curl does with such a URL is no model for browsers.',
    cure: {
      words: 'Send Authorization by script, and allow it in the preflight’s answer.',
      steps: [{ do: 'xhr', url: RESOURCE, headers: [['Authorization', AUTHORIZATION]] }],
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Authorization')),
        'GET /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('GET', 'authorization'), sent('GET', { authorization: AUTHORIZATION })],
    },
  },
  {
    id: 'password-in-the-url-and-no-leave',
    title: 'A name and a password in the URL spare no preflight, and take no part in it',
    topic,
    tags: ['@credentials', '@authentication', '@xhr', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'A preflight is made without credentials, those of its URL included.',
      wpt: [
        'xhr/send-authentication-basic-cors-not-enabled.htm',
        'xhr/send-authentication-basic-cors.htm',
      ],
    },
    steps: [
      {
        do: 'xhr',
        url: WITH_USER('api', '/resource'),
        withCredentials: true,
        headers: [['X-User', 'user']],
      },
    ],
    routes: { 'OPTIONS /resource': answer(401, CHALLENGE), 'GET /resource': shared(200) },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-cors-check',
      wire: [preflight('GET', 'x-user')],
    },
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '401' }], 'CORSDidNotSucceed2'],
      webkit: [['PreflightNotSuccessful', { status: '401' }]],
    },
    engines: {
      firefox: departs(
        'Firefox answers the challenge to a preflight with the credentials of the URL.',
        `${FIREFOX_SOURCE}netwerk/protocol/http/nsHttpChannelAuthProvider.cpp`,
        {
          wire: [
            preflight('GET', 'x-user'),
            preflight('GET', 'x-user', { authorization: AUTHORIZATION }),
          ],
        },
      ),
    },
    cause: 'The server asks everybody for a password, the browser’s preflight too.',
    cure: {
      words: 'Answer OPTIONS without asking for a password, and allow what is asked for.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowCredentials(), allowHeaders('X-User')),
        'GET /resource': shared(200),
      },
      wire: [preflight('GET', 'x-user'), sent('GET', { headers: { 'X-User': 'user' } })],
    },
  },
];

// --- Remembered ----------------------------------------------------------------------------------

const SECRET = '{page:/secret}';
/** The browser learns the password within the origin, by a URL that script has made. */
const learn: XhrStep = { do: 'xhr', url: WITH_USER('page', '/secret') };
/** Then another origin asks the same server. */
const then = (credentials: RequestCredentials, method = 'GET'): FetchStep => ({
  do: 'fetch',
  from: 'neighbour',
  url: SECRET,
  credentials,
  ...(method !== 'GET' && { method }),
});
const learning: readonly WireRequest[] = [
  { method: 'GET', url: SECRET },
  { method: 'GET', url: SECRET, authorization: AUTHORIZATION },
];
const fromNeighbour = (method: string, more: Partial<WireRequest> = {}): WireRequest => ({
  method,
  url: SECRET,
  origin: '{neighbour}',
  ...more,
});
const toNeighbour = (status: number, ...headers: readonly Header[]) =>
  answer(status, allowOrigin('{neighbour}'), allowCredentials(), ...headers);
const STORY = {
  'GET /secret': [answer(401, CHALLENGE), answer(200), toNeighbour(200)],
} as const;
const LEARNT = { verdict: 'allowed', status: 200 } as const;
const notPredicted = 'The oracle has no authentication entries: what is remembered is not CORS.';

const remembered: readonly Scenario[] = [
  ...(['omit', 'same-origin'] as const).map((mode): Scenario => ({
    id: `remembered-password-${mode}`,
    title: `A remembered password does not go along across origins with credentials "${mode}"`,
    topic,
    tags: ['@credentials', '@authentication'],
    spec: {
      anchor: 'authentication-entries',
      requirement: 'Authentication entries are used only where credentials are included.',
      wpt: ['fetch/api/credentials/authentication-basic.any.js'],
      notPredicted,
    },
    steps: [learn, then(mode)],
    routes: STORY,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [...learning, fromNeighbour('GET')],
      sees: [LEARNT, { verdict: 'allowed' }],
    },
    console: SILENT,
    cause: 'The user has signed in at the API itself; the page’s requests come without that.',
    ...(mode === 'same-origin' && {
      cure: {
        words: 'Ask with credentials: "include".',
        steps: [learn, then('include')] as const,
        wire: [...learning, fromNeighbour('GET', { authorization: AUTHORIZATION })],
        sees: [LEARNT, { verdict: 'allowed' }] as const,
        notPredicted,
      },
    }),
  })),
  {
    id: 'remembered-password-and-preflight',
    title: 'A remembered password is not sent with the preflight, but with the request',
    topic,
    tags: ['@credentials', '@authentication', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'The preflight is a request of its own, and its credentials are not included.',
      notPredicted,
    },
    steps: [learn, then('include', 'PUT')],
    routes: {
      ...STORY,
      'OPTIONS /secret': toNeighbour(204, allowMethods('PUT')),
      'PUT /secret': toNeighbour(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        ...learning,
        fromNeighbour('OPTIONS', { accessControlRequestMethod: 'PUT' }),
        fromNeighbour('PUT', { authorization: AUTHORIZATION }),
      ],
      sees: [LEARNT, { verdict: 'allowed' }],
    },
    console: SILENT,
    cause: 'A server behind Basic authentication has to let OPTIONS through without it.',
  },
  {
    id: 'remembered-password-and-no-leave',
    title: 'A remembered password is sent to an API that then does not share the answer',
    topic,
    tags: ['@credentials', '@authentication', '@simple'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'The check judges the answer; the credentials have been sent by then.',
      notPredicted,
    },
    steps: [learn, then('include')],
    routes: { 'GET /secret': [answer(401, CHALLENGE), answer(200)] },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [...learning, fromNeighbour('GET', { authorization: AUTHORIZATION })],
      sees: [LEARNT, { verdict: 'blocked' }],
    },
    console: {
      chromium: [['kMissingAllowOriginHeader', { origin: '{neighbour}' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { origin: '{neighbour}', status: '200' }]],
    },
    cause: 'The server knows its user, and does not say that this page may read the answer.',
    cure: {
      words: 'Name the origin, and allow credentials.',
      routes: STORY,
      wire: [...learning, fromNeighbour('GET', { authorization: AUTHORIZATION })],
      sees: [LEARNT, { verdict: 'allowed' }],
      notPredicted,
    },
  },
];

export const HTTP_AUTHENTICATION: readonly Scenario[] = [...challenged, ...remembered];
