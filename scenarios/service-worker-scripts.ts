/** Where the script of a service worker may come from. */
import type { HttpAnswer, Scenario } from './types.ts';
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
];
