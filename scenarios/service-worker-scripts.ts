/** Where the script of a service worker may come from. */
import { COOKIE, OWN_LOGGED_IN, OWN_LOGIN } from './session-cookie.ts';
import { code } from './script-words.ts';
import type { EngineNote, Scenario } from './types.ts';
import { got, topic } from './service-worker-vocabulary.ts';
import { SILENT, allowOrigin, answer, location } from './vocabulary.ts';

const MOVED = '{page:/moved.js}';
const NOTHING = code('// nothing to do');
const REGISTER = 'https://w3c.github.io/ServiceWorker/#register-algorithm';
const ownScript = {
  wire: [got('{page:/worker.js}')],
  sees: [{ verdict: 'allowed', told: { registered: 'registered' } }],
} as const;

/** What Chromium makes of an import that is redirected. */
const REFUSES_REDIRECTS = {
  kind: 'deviation',
  because: 'Chromium lets no script of a service worker be redirected, imported ones included.',
  url: 'https://crbug.com/889798',
  expect: {
    verdict: 'blocked',
    stage: 'redirect-mode',
    wire: [got('{page:/worker.js}'), got(MOVED)],
    sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-evaluation' } } }],
  },
} as const satisfies EngineNote;

const own: readonly Scenario[] = [
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
    routes: { 'GET /worker.js': code('// nothing to do', allowOrigin()) },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [],
      sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-cross-origin' } } }],
    },
    console: SILENT,
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
      'GET /worker.js': NOTHING,
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
];

const IMPORTING = { do: 'register-service-worker', url: '{page:/worker.js}' } as const;

interface Import {
  readonly id: string;
  readonly title: string;
  readonly tags: NonNullable<Scenario['tags']>;
  readonly requirement: string;
  readonly wpt?: string;
  /** What the service worker imports; without a redirect, the library itself. */
  readonly redirectedFrom?: typeof MOVED;
  readonly library: '{page:/library.js}' | '{api:/library.js}';
  /** A login before, whose cookie goes along. */
  readonly login?: true;
  readonly cause: string;
}

const IMPORTS: readonly Import[] = [
  {
    id: 'service-worker-imports-of-another-origin',
    title: 'A service worker may import scripts of another origin, without CORS',
    tags: ['@no-cors', '@origins'],
    requirement: 'An imported script is fetched in mode no-cors.',
    wpt: 'import-scripts-cross-origin.https.html',
    library: '{api:/library.js}',
    cause: 'Much of what push services ask to be put on a site is this one line.',
  },
  {
    id: 'service-worker-imports-redirected',
    title: 'What a service worker imports may be redirected, which its own script may not be',
    tags: ['@no-cors', '@redirect', '@origins'],
    requirement: 'The redirect mode error is for the script that is registered alone.',
    wpt: 'import-scripts-redirect.https.html',
    redirectedFrom: MOVED,
    library: '{page:/library.js}',
    cause: 'The library has moved within the site.',
  },
  {
    id: 'service-worker-imports-redirected-away',
    title: 'What a service worker imports may be redirected to another origin',
    tags: ['@no-cors', '@redirect', '@origins'],
    requirement: 'An imported script is fetched in mode no-cors, redirects included.',
    redirectedFrom: MOVED,
    library: '{api:/library.js}',
    cause: 'The worker’s own script may not be redirected; its imports may.',
  },
  {
    id: 'service-worker-imports-with-cookies',
    title: 'The script of a service worker, and what it imports, are asked for with cookies',
    tags: ['@no-cors', '@cookies', '@origins'],
    requirement: 'In mode no-cors, cookies go along to other origins as well.',
    wpt: 'credentials.https.html',
    library: '{api:/library.js}',
    login: true,
    cause: 'What is imported can be made for each user: nobody asked the other server for leave.',
  },
];

const imports = IMPORTS.map((row): Scenario => {
  const { id, title, tags, requirement, wpt, redirectedFrom, library, login, cause } = row;
  const cookie = login && { cookie: COOKIE };
  return {
    id,
    title,
    topic,
    tags,
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement,
      ...(wpt !== undefined && { wpt: [`service-workers/service-worker/${wpt}`] }),
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: login ? [OWN_LOGIN, IMPORTING] : [IMPORTING],
    routes: {
      ...(login && { 'GET /login': OWN_LOGGED_IN }),
      'GET /worker.js': code(`importScripts('${redirectedFrom ?? library}');`),
      ...(redirectedFrom && { 'GET /moved.js': answer(302, location(library)) }),
      'GET /library.js': NOTHING,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        ...(login ? [got(OWN_LOGIN.url)] : []),
        { ...got(IMPORTING.url), ...cookie },
        ...(redirectedFrom ? [got(redirectedFrom)] : []),
        { ...got(library), ...cookie },
      ],
      sees: [...(login ? [{ verdict: 'allowed', type: 'basic' } as const] : []), ...ownScript.sees],
    },
    console: SILENT,
    ...(redirectedFrom && { engines: { chromium: REFUSES_REDIRECTS } }),
    cause,
  };
});

export const SERVICE_WORKER_SCRIPTS: readonly Scenario[] = [...own, ...imports];
