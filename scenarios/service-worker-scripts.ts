/** Where the script of a service worker may come from. */
import type { EngineNote, HttpAnswer, Scenario } from './types.ts';
import { got, silent, topic } from './service-worker-vocabulary.ts';
import { allowOrigin, answer, location } from './vocabulary.ts';

const script = (body: string, ...headers: HttpAnswer['headers']): HttpAnswer => ({
  status: 200,
  headers: [['Content-Type', 'text/javascript'], ...headers],
  body,
});

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
    wire: [got('{page:/worker.js}'), got('{page:/moved.js}')],
    sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-evaluation' } } }],
  },
} as const satisfies EngineNote;

export const SERVICE_WORKER_SCRIPTS: readonly Scenario[] = [
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
    routes: { 'GET /worker.js': script('// nothing to do', allowOrigin()) },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [],
      sees: [{ verdict: 'blocked', told: { registered: { throws: 'register-cross-origin' } } }],
    },
    console: silent,
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
      'GET /worker.js': script('// nothing to do'),
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
  {
    id: 'service-worker-imports-of-another-origin',
    title: 'A service worker may import scripts of another origin, without CORS',
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement: 'An imported script is fetched in mode no-cors.',
      wpt: ['service-workers/service-worker/import-scripts-cross-origin.https.html'],
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
    routes: {
      'GET /worker.js': script("importScripts('{api:/library.js}');"),
      'GET /library.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [got('{page:/worker.js}'), got('{api:/library.js}')],
      sees: ownScript.sees,
    },
    console: silent,
    cause: 'Much of what push services ask to be put on a site is this one line.',
  },
  {
    id: 'service-worker-imports-redirected',
    title: 'What a service worker imports may be redirected, which its own script may not be',
    topic,
    tags: ['@no-cors', '@redirect', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement: 'The redirect mode error is for the script that is registered alone.',
      wpt: ['service-workers/service-worker/import-scripts-redirect.https.html'],
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
    routes: {
      'GET /worker.js': script("importScripts('{page:/moved.js}');"),
      'GET /moved.js': answer(302, location('{page:/library.js}')),
      'GET /library.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [got('{page:/worker.js}'), got('{page:/moved.js}'), got('{page:/library.js}')],
      sees: ownScript.sees,
    },
    console: silent,
    engines: { chromium: REFUSES_REDIRECTS },
    cause: 'The library has moved within the site.',
  },
  {
    id: 'service-worker-imports-redirected-away',
    title: 'What a service worker imports may be redirected to another origin',
    topic,
    tags: ['@no-cors', '@redirect', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement: 'An imported script is fetched in mode no-cors, redirects included.',
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: [{ do: 'register-service-worker', url: '{page:/worker.js}' }],
    routes: {
      'GET /worker.js': script("importScripts('{page:/moved.js}');"),
      'GET /moved.js': answer(302, location('{api:/library.js}')),
      'GET /library.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [got('{page:/worker.js}'), got('{page:/moved.js}'), got('{api:/library.js}')],
      sees: ownScript.sees,
    },
    console: silent,
    engines: { chromium: REFUSES_REDIRECTS },
    cause: 'The worker’s own script may not be redirected; its imports may.',
  },
  {
    id: 'service-worker-imports-with-cookies',
    title: 'The script of a service worker, and what it imports, are asked for with cookies',
    topic,
    tags: ['@no-cors', '@cookies', '@origins'],
    spec: {
      anchor: 'https://w3c.github.io/ServiceWorker/#importscripts',
      requirement: 'In mode no-cors, cookies go along to other origins as well.',
      wpt: ['service-workers/service-worker/credentials.https.html'],
      notPredicted: 'The oracle has no part in what a script imports.',
    },
    steps: [
      { do: 'fetch', url: '{page:/login}' },
      { do: 'register-service-worker', url: '{page:/worker.js}' },
    ],
    routes: {
      'GET /login': answer(200, ['Set-Cookie', 'sid=1; Path=/{token}']),
      'GET /worker.js': script("importScripts('{api:/library.js}');"),
      'GET /library.js': script('// nothing to do'),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        got('{page:/login}'),
        { ...got('{page:/worker.js}'), cookie: 'sid=1' },
        { ...got('{api:/library.js}'), cookie: 'sid=1' },
      ],
      sees: [{ verdict: 'allowed', type: 'basic' }, ...ownScript.sees],
    },
    console: silent,
    cause: 'What is imported can be made for each user: nobody asked the other server for leave.',
  },
];
