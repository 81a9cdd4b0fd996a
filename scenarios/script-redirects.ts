/** Classic scripts that are redirected, or never arrive. */
import { firefoxSequence } from '../messages/firefox-sequences.ts';
import { ANONYMOUS, PLAIN, earlyOrigins, heard, script, SCRIPT } from './script-words.ts';
import type { Scenario } from './types.ts';
import { allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'Scripts';

const asked = sent('GET', { url: SCRIPT });
/** In mode no-cors, a GET names no origin. */
const askedPlainly = { method: 'GET', url: SCRIPT };
const readable = [{ verdict: 'allowed', told: heard(SCRIPT) }] as const;

const NOT_ALLOWED = 'ScriptSourceNotAllowed';

export const REDIRECTED_SCRIPTS: readonly Scenario[] = [
  {
    id: 'script-redirected-to-another-origin',
    title: 'A script of the page’s own origin needs CORS where it is redirected to',
    topic,
    tags: ['@script', '@redirect'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'Once a redirect leaves the origin, the response is under the CORS check.',
    },
    steps: [{ do: 'script', url: '{page:/moved.js}', crossorigin: 'anonymous' }],
    routes: {
      'GET /moved.js': answer(302, location(SCRIPT)),
      'GET /code.js': script(),
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [{ method: 'GET', url: '{page:/moved.js}' }, asked],
    },
    engines: earlyOrigins(sent('GET', { url: '{page:/moved.js}' }), asked),
    console: {
      chromium: [
        [
          'kMissingAllowOriginHeader',
          { url: SCRIPT, redirected: true, firstUrl: '{page:/moved.js}' },
        ],
      ],
      firefox: [['CORSMissingAllowOrigin2', { url: SCRIPT, status: '200' }], NOT_ALLOWED],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The files of a page moved to a CDN, and the old addresses redirect.',
    cure: {
      words: 'Send Access-Control-Allow-Origin where the script is now.',
      routes: {
        'GET /moved.js': answer(302, location(SCRIPT)),
        'GET /code.js': script(allowOrigin()),
      },
      wire: [{ method: 'GET', url: '{page:/moved.js}' }, asked],
      engines: earlyOrigins(sent('GET', { url: '{page:/moved.js}' }), asked),
    },
  },
  {
    id: 'script-redirected-twice-is-null',
    title: 'A script that is redirected between two foreign origins is asked for by "null"',
    topic,
    tags: ['@script', '@redirect'],
    spec: {
      anchor: 'concept-http-redirect-fetch',
      requirement: 'A redirect from another origin to a third one taints the origin.',
    },
    steps: [ANONYMOUS],
    routes: {
      'GET /code.js': answer(302, allowOrigin(), location('{apiCrossSite:/there.js}')),
      'GET /there.js': script(allowOrigin()),
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [asked, { method: 'GET', url: '{apiCrossSite:/there.js}', origin: 'null' }],
    },
    console: {
      chromium: [
        [
          'kAllowOriginMismatch',
          {
            url: '{apiCrossSite:/there.js}',
            redirected: true,
            firstUrl: SCRIPT,
            value: '{page}',
          },
        ],
      ],
      firefox: [
        ['CORSAllowOriginNotMatchingOrigin', { url: '{apiCrossSite:/there.js}', acao: '{page}' }],
      ],
      webkit: [['OriginNotAllowed', { origin: 'null', status: '200' }]],
    },
    cause: 'A CDN redirects to the place of a version, which names the page and not "null".',
    cure: {
      words: 'Send "*" at the end of the way, or ask there at once.',
      routes: {
        'GET /code.js': answer(302, allowOrigin(), location('{apiCrossSite:/there.js}')),
        'GET /there.js': script(allowOrigin('*')),
      },
      wire: [asked, { method: 'GET', url: '{apiCrossSite:/there.js}', origin: 'null' }],
    },
  },
  {
    id: 'script-redirected-to-data',
    title: 'A script may not be redirected to a data: URL',
    topic,
    tags: ['@script', '@redirect'],
    spec: {
      anchor: 'concept-http-redirect-fetch',
      requirement: 'A redirect to a scheme that is not HTTP(S) is a network error, in every mode.',
      wpt: ['fetch/api/redirect/redirect-to-dataurl.any.js'],
    },
    steps: [PLAIN],
    routes: { 'GET /code.js': answer(302, location('data:text/javascript,throw%20Error(1)')) },
    expect: { verdict: 'blocked', stage: 'redirect-scheme', wire: [askedPlainly] },
    engines: {
      webkit: {
        kind: 'deviation',
        because: 'A script in mode no-cors follows the redirect, and runs.',
        url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp',
        expect: { verdict: 'allowed', stage: 'none' },
      },
    },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_UNSAFE_REDIRECT' }]],
      firefox: [
        ['BlockRedirectToDataURI', { url: 'data:text/javascript,throw Error(1)' }],
        'ScriptSourceLoadFailed',
      ],
      webkit: [],
    },
    cause: 'A server answers for a script that is gone with a stand-in of its own.',
    cure: {
      words: 'Send the stand-in itself, or redirect to where it is.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      steps: [ANONYMOUS],
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'script-connection-refused',
    title: 'A script whose server is down is no matter of CORS, and Firefox says it is',
    topic,
    tags: ['@script', '@network'],
    spec: {
      anchor: 'http-network-fetch',
      requirement: 'A connection that fails is a network error before there is any header.',
    },
    steps: [{ ...ANONYMOUS, url: '{apiRefusing:/code.js}' }],
    routes: {},
    expect: { verdict: 'blocked', stage: 'network', wire: [] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CONNECTION_REFUSED' }]],
      firefox: [...firefoxSequence('network'), NOT_ALLOWED],
      webkit: [['FailedToLoad/NetworkError/refused', { host: '{apiRefusing.hostname}' }]],
    },
    cause: 'The CDN is down.',
    cure: {
      words: 'Ask where somebody answers.',
      steps: [ANONYMOUS],
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
      sees: readable,
    },
  },
];
