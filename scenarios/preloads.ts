/** What is fetched ahead: by links, whose request has to be the one that comes later. */
import { heard, SAID, script, SCRIPT, words } from './script-words.ts';
import type { PreloadStep } from './initiators/scripts.ts';
import type { ConsoleExpectation, EngineNote, Header, HttpAnswer, Scenario } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, sent, file } from './vocabulary.ts';

const topic = 'Scripts';
const LINKS = 'https://html.spec.whatwg.org/multipage/links.html';

const asked = sent('GET', { url: SCRIPT });
const askedPlainly = { method: 'GET', url: SCRIPT };

const missing: ConsoleExpectation = {
  chromium: ['kMissingAllowOriginHeader'],
  firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
  webkit: [['OriginNotAllowed', { status: '200' }]],
};

/** https://github.com/whatwg/html/issues/1142 has it among the differences between engines. */
const LOADS_ALWAYS = {
  kind: 'deviation',
  because: 'A link whose load fails the CORS check fires load, so that the page learns nothing.',
  url: 'https://searchfox.org/mozilla-central/source/uriloader/preload/PreloaderBase.cpp',
  expect: { verdict: 'allowed', sees: [{ verdict: 'allowed', events: ['load'] }] },
} as const satisfies EngineNote;

/** Engines warn seconds later of what was preloaded and not used: not on a page that others use. */
const IN_A_FRAME = { realm: 'frame' } as const;

interface Preloaded {
  readonly as: PreloadStep['as'];
  /** How Chromium names it. */
  readonly kind: string;
  readonly title: string;
  readonly file: (...headers: readonly Header[]) => HttpAnswer;
}

const PRELOADED: readonly Preloaded[] = [
  { as: 'script', kind: 'script', title: 'A script can’t be preloaded', file: script },
  {
    as: 'style',
    kind: 'CSS stylesheet',
    title: 'A style sheet can’t be preloaded',
    file: (...headers) => ({
      status: 200,
      headers: [['Content-Type', 'text/css'], ...headers],
      body: 'p { color: red }',
    }),
  },
  {
    as: 'image',
    kind: 'image',
    title: 'An image can’t be preloaded',
    file: file('pixel.png'),
  },
  {
    as: 'font',
    kind: 'font',
    title: 'A font can’t be preloaded',
    file: file('square.ttf'),
  },
  {
    as: 'fetch',
    kind: 'link element resource',
    title: 'Data can’t be preloaded',
    file: (...headers) => ({ status: 200, headers }),
  },
];

const preload = ({ as, kind, title, file }: Preloaded): Scenario => ({
  id: `preload-${as}-refused`,
  title: `${title} for CORS without leave`,
  topic,
  tags: ['@preload'],
  spec: {
    anchor: `${LINKS}#link-type-preload`,
    requirement: 'A preload with crossorigin is fetched in mode cors, as what it is for.',
    wpt: ['preload/onerror-event.html', 'preload/preload-error.sub.html'],
  },
  page: IN_A_FRAME,
  steps: [{ do: 'preload', as, url: SCRIPT, crossorigin: 'anonymous' }],
  routes: { 'GET /code.js': file() },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
  engines: { firefox: LOADS_ALWAYS },
  console: { ...missing, chromium: [['kMissingAllowOriginHeader', { kind }]] },
  cause: 'The preload fails first, and what it was for fails after it.',
  cure: {
    words: 'Send Access-Control-Allow-Origin with the file.',
    routes: { 'GET /code.js': file(allowOrigin()) },
    wire: [asked],
  },
});

const ONE_FOR_TWO = 'The map of preloaded resources answers the second request, not the network.';
const readable = { verdict: 'allowed', told: heard(SCRIPT) } as const;

const USES: readonly Scenario[] = [
  {
    id: 'preload-used',
    title: 'A preload with the same crossorigin is asked for once',
    topic,
    tags: ['@preload'],
    spec: {
      anchor: `${LINKS}#consume-a-preloaded-resource`,
      requirement: 'A request of the same mode and credentials mode consumes the preload.',
      wpt: ['preload/single-download-preload.html'],
      notPredicted: ONE_FOR_TWO,
    },
    steps: [
      { do: 'preload', as: 'script', url: SCRIPT, crossorigin: 'anonymous' },
      { do: 'script', url: SCRIPT, crossorigin: 'anonymous' },
    ],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asked],
      sees: [{ verdict: 'allowed' }, readable],
    },
    console: SILENT,
    cause: 'This is how it is meant.',
  },
  {
    id: 'preload-fetch-without-crossorigin',
    title: 'A preload without crossorigin is of no use to fetch(), which asks again',
    topic,
    tags: ['@preload'],
    spec: {
      anchor: `${LINKS}#consume-a-preloaded-resource`,
      requirement: 'A preload in mode no-cors does not answer a request in mode cors.',
      wpt: ['preload/preload-resource-match.https.html'],
    },
    page: IN_A_FRAME,
    steps: [
      { do: 'preload', as: 'fetch', url: SCRIPT },
      { do: 'fetch', url: SCRIPT },
    ],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [askedPlainly, asked],
      sees: [{ verdict: 'opaque' }, { verdict: 'allowed' }],
    },
    console: { chromium: ['preload-not-used'], firefox: [], webkit: [] },
    cause: 'The attribute is missing on the link, and everything comes twice.',
  },
  {
    id: 'preload-fetch-other-credentials',
    title: 'A preload with credentials is of no use to a request without them',
    topic,
    tags: ['@preload', '@credentials'],
    spec: {
      anchor: `${LINKS}#consume-a-preloaded-resource`,
      requirement: 'A preload answers only requests of its own credentials mode.',
      wpt: ['preload/preload-resource-match.https.html'],
    },
    page: IN_A_FRAME,
    steps: [
      { do: 'preload', as: 'fetch', url: SCRIPT, crossorigin: 'use-credentials' },
      { do: 'fetch', url: SCRIPT },
    ],
    routes: { 'GET /code.js': script(allowOrigin(), allowCredentials()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asked, asked],
      sees: [{ verdict: 'allowed' }, { verdict: 'allowed' }],
    },
    console: { chromium: ['preload-not-used'], firefox: [], webkit: [] },
    cause: 'crossorigin="use-credentials" on the link, and fetch() as it is by default.',
  },
];

const MODULES: readonly Scenario[] = [
  {
    id: 'modulepreload-refused',
    title: 'A module can’t be preloaded without leave',
    topic,
    tags: ['@preload', '@module'],
    spec: {
      anchor: `${LINKS}#link-type-modulepreload`,
      requirement: 'modulepreload fetches in mode cors, with crossorigin or without.',
      wpt: ['preload/modulepreload.html'],
    },
    steps: [{ do: 'modulepreload', url: SCRIPT }],
    routes: { 'GET /code.js': words() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    engines: { firefox: LOADS_ALWAYS },
    console: missing,
    cause: 'A bundler writes modulepreload for every part, and the parts are on a CDN.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the module.',
      routes: { 'GET /code.js': words(allowOrigin()) },
      steps: [
        { do: 'modulepreload', url: SCRIPT },
        { do: 'dynamic-import', url: SCRIPT },
      ],
      wire: [asked],
      sees: [{ verdict: 'allowed' }, { verdict: 'allowed', told: SAID }],
      notPredicted: 'The module map answers the import, not the network.',
    },
  },
  {
    id: 'modulepreload-other-credentials',
    title: 'import() takes the preloaded module, even one fetched with credentials',
    topic,
    tags: ['@preload', '@module', '@credentials'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/webappapis.html#module-map',
      requirement: 'The module map knows a module by URL and type, not by credentials mode.',
      wpt: ['preload/modulepreload-already-in-module-map.html'],
      notPredicted: 'The module map answers the import, not the network.',
    },
    steps: [
      { do: 'modulepreload', url: SCRIPT, crossorigin: 'use-credentials' },
      { do: 'dynamic-import', url: SCRIPT },
    ],
    routes: { 'GET /code.js': words(allowOrigin(), allowCredentials()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asked],
      sees: [{ verdict: 'allowed' }, { verdict: 'allowed', told: SAID }],
    },
    console: SILENT,
    cause: 'Unlike a preload, which must match to be of use.',
  },
];

const PREFETCHES: readonly Scenario[] = [
  {
    id: 'prefetch-refused',
    title: 'A prefetch that asks for CORS fails without it',
    topic,
    tags: ['@preload'],
    spec: {
      anchor: `${LINKS}#link-type-prefetch`,
      requirement: 'A prefetch with crossorigin is fetched in mode cors.',
      wpt: ['preload/prefetch-events.html'],
    },
    steps: [{ do: 'prefetch', url: SCRIPT, crossorigin: 'anonymous' }],
    routes: { 'GET /code.js': script() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    engines: {
      firefox: {
        ...LOADS_ALWAYS,
        url: 'https://searchfox.org/mozilla-central/source/uriloader/prefetch/nsPrefetchService.cpp',
      },
    },
    console: {
      ...missing,
      webkit: {
        notApplicable: 'WebKit has prefetch behind a switch, and off: the link asks for nothing.',
        url: 'https://github.com/WebKit/WebKit/blob/main/Source/WTF/Scripts/Preferences/UnifiedWebPreferences.yaml',
      },
    },
    cause: 'The next page’s file is on another origin.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the file.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
    },
  },
];

export const PRELOADS: readonly Scenario[] = [
  ...PRELOADED.map(preload),
  ...USES,
  ...MODULES,
  ...PREFETCHES,
];
