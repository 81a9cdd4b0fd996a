/**
 * The login story: a page and an Express API with cookie-parser and the real `cors` middleware,
 * met as the developer's note met them, mistake by mistake. Requests are made by axios and by
 * fetch; the page and the API are one site, so that SameSite plays no part.
 */
import type { AxiosStep, FetchStep, Header, Scenario, WireRequest } from './types.ts';
import { SILENT, preflight } from './vocabulary.ts';

const topic = 'Login';
const SESSION = '{api:/app/session}';
const ME = '{api:/app/me}';
const JSON_TYPE: readonly Header[] = [['Content-Type', 'application/json']];
const CREDENTIALS_BODY = '{"user":"alice"}';
const COOKIE = 'session=alice';
const STRANGER = '{"error":"Nobody is logged in: POST /session first."}';
const preflightRequirement =
  'A preflight for a request with credentials passes the CORS check only with the origin by name and Access-Control-Allow-Credentials: true.';

type Client = 'axios' | 'fetch';
const CLIENTS: readonly Client[] = ['axios', 'fetch'];

/** The login request of either client, with credentials or as if nobody had thought of them. */
const login = (client: Client, credentials: boolean): AxiosStep | FetchStep =>
  client === 'axios'
    ? {
        do: 'axios',
        url: SESSION,
        method: 'POST',
        headers: JSON_TYPE,
        body: CREDENTIALS_BODY,
        ...(credentials && { withCredentials: true }),
      }
    : {
        do: 'fetch',
        url: SESSION,
        method: 'POST',
        headers: JSON_TYPE,
        body: CREDENTIALS_BODY,
        ...(credentials && { credentials: 'include' }),
      };

const whoAmI = (client: Client, credentials: boolean): AxiosStep | FetchStep =>
  client === 'axios'
    ? { do: 'axios', url: ME, ...(credentials && { withCredentials: true }) }
    : { do: 'fetch', url: ME, ...(credentials && { credentials: 'include' }) };

const app = (cors: Readonly<Record<string, unknown>> | null) => ({
  'ALL /app': { app: 'login', cors } as const,
});

const RIGHT = { credentials: true, origin: '{page}' };
const asked = preflight('POST', 'content-type', { url: SESSION });
const posted: WireRequest = { method: 'POST', url: SESSION, origin: '{page}' };
const gotMe = (cookie?: string): WireRequest => ({
  method: 'GET',
  url: ME,
  origin: '{page}',
  ...(cookie !== undefined && { cookie }),
});
const bothRight = [asked, posted, gotMe(COOKIE)];

interface Scene {
  readonly id: string;
  readonly title: string;
  readonly cors: Readonly<Record<string, unknown>> | null;
  readonly console: Scenario['console'];
  readonly cause: string;
  readonly words: string;
}

/** Scenes in which the server is wrong: the login never leaves the browser. */
const SCENES: readonly Scene[] = [
  {
    id: 'login-without-cors',
    title: 'An API that knows nothing of CORS',
    cors: null,
    // Express answers OPTIONS by itself: 200, and the methods in Allow.
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }], 'CORSDidNotSucceed2'],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'Page and API are two origins, and the API allows none but its own.',
    words: 'Use the cors middleware with the page’s origin and with credentials.',
  },
  {
    id: 'login-credential-misspelled',
    title: 'cors({ credential: true, origin: true }), as the note spells it',
    cors: { credential: true, origin: true },
    console: {
      chromium: [['kPreflightInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials', 'CORSDidNotSucceed2'],
      webkit: ['CredentialsNotTrue'],
    },
    cause:
      'The option is "credentials"; an option the middleware does not know is ignored without a word.',
    words: 'Write credentials: true, and name the origin.',
  },
  {
    id: 'login-wildcard-with-credentials',
    title: 'cors({ origin: "*", credentials: true })',
    cors: { origin: '*', credentials: true },
    console: {
      chromium: ['kPreflightWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials', 'CORSDidNotSucceed2'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'A wildcard never serves a request with credentials.',
    words: 'Name the origin.',
  },
];

const serverWrong = SCENES.flatMap((scene) =>
  CLIENTS.map((client): Scenario => ({
    id: `${scene.id}-${client}`,
    title: `${scene.title} (${client})`,
    topic,
    tags: ['@credentials', '@preflight', `@${client}`],
    spec: { anchor: 'cors-protocol-and-credentials', requirement: preflightRequirement },
    steps: [login(client, true)],
    routes: app(scene.cors),
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [asked] },
    console: scene.console,
    cause: scene.cause,
    cure: {
      words: scene.words,
      steps: [login(client, true), whoAmI(client, true)],
      routes: app(RIGHT),
      wire: bothRight,
    },
  })),
);

/** Scenes in which the client is wrong: everything is allowed, and nobody is logged in. */
const clientWrong = [
  {
    id: 'login-client-without-credentials',
    title: 'The server is right, the client asks without credentials',
    options: (_client: Client) => ({}),
    cause:
      'Without withCredentials or credentials: "include" a cross-origin request neither sends cookies nor keeps those it gets.',
  },
  {
    id: 'login-client-option-misspelled',
    title: 'A misspelled client option is ignored without a word',
    options: (client: Client) => ({
      extraOptions: client === 'axios' ? { withCredentail: true } : { credential: 'include' },
    }),
    cause: 'axios knows withCredentials, fetch knows credentials; any other spelling is dropped.',
  },
].flatMap(({ id, title, options, cause }) =>
  CLIENTS.map((client): Scenario => {
    const unauthorized = { verdict: 'allowed', status: 401 } as const;
    return {
      id: `${id}-${client}`,
      title: `${title} (${client})`,
      topic,
      tags: ['@credentials', '@cookies', `@${client}`],
      spec: {
        anchor: 'concept-http-network-or-cache-fetch',
        requirement:
          'Cookies are sent and stored only when the request’s credentials are included.',
      },
      steps: [
        { ...login(client, false), ...options(client) },
        { ...whoAmI(client, false), ...options(client) },
      ],
      routes: app(RIGHT),
      expect: {
        verdict: 'allowed',
        stage: 'none',
        wire: [asked, posted, gotMe()],
        sees: [{ verdict: 'allowed', status: 200 }, unauthorized],
      },
      console: SILENT,
      cause,
      cure: {
        words: 'axios: withCredentials: true; fetch: credentials: "include".',
        steps: [login(client, true), whoAmI(client, true)],
        routes: app(RIGHT),
        wire: bothRight,
        sees: [
          { verdict: 'allowed', status: 200 },
          { verdict: 'allowed', status: 200, body: '{"user":"alice"}' },
        ],
      },
    };
  }),
);

/** The note's cure, `origin: true`, looked at by others than the page it was made for. */
const REFLECTING = app({ origin: true, credentials: true });

const reflected: readonly Scenario[] = [
  {
    id: 'login-origin-true-read-by-a-neighbour',
    title: 'With origin: true and credentials, another origin reads what the user may read',
    topic,
    tags: ['@credentials', '@cookies'],
    spec: {
      anchor: 'cors-protocol-and-credentials',
      requirement:
        'Whoever is named in Access-Control-Allow-Origin with credentials may read what the user may read.',
    },
    steps: [login('fetch', true), { ...whoAmI('fetch', true), from: 'neighbour' }],
    routes: REFLECTING,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asked, posted, { method: 'GET', url: ME, origin: '{neighbour}', cookie: COOKIE }],
      sees: [
        { verdict: 'allowed', status: 200 },
        { verdict: 'allowed', status: 200, body: '{"user":"alice"}' },
      ],
    },
    console: SILENT,
    cause:
      'origin: true repeats whatever origin asks; it is a wildcard that credentials do not stop.',
  },
  {
    id: 'login-origin-true-read-by-a-foreign-site',
    title: 'With origin: true and credentials, a foreign site reads the answer',
    topic,
    tags: ['@credentials'],
    spec: {
      anchor: 'cors-protocol-and-credentials',
      requirement:
        'The CORS check knows origins, not sites: a foreign one passes it like any other.',
    },
    page: { at: 'foreign' },
    steps: [whoAmI('fetch', true)],
    routes: REFLECTING,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      // Whether a cookie went along would be the browser's third-party cookie rule, not CORS.
      wire: [{ method: 'GET', url: ME, origin: '{foreign}' }],
      sees: [{ verdict: 'allowed', status: 401, body: STRANGER }],
    },
    console: SILENT,
    cause: 'Nobody meant this site to read the answer; origin: true names it all the same.',
  },
];

export const LOGIN: readonly Scenario[] = [...serverWrong, ...clientWrong, ...reflected];
