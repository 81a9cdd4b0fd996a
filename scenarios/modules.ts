/** Module scripts and imports: always under CORS. */
import {
  code,
  earlyOrigins,
  heard,
  NO_CSS_MODULES,
  SAID,
  script,
  SCRIPT,
  words,
} from './script-words.ts';
import type { DynamicImportStep } from './initiators/scripts.ts';
import type {
  ConsoleExpectation,
  ConsoleLine,
  Header,
  HttpAnswer,
  Scenario,
  Told,
} from './types.ts';
import { allowCredentials, allowOrigin, sent } from './vocabulary.ts';

const topic = 'Scripts';
const HTML = 'https://html.spec.whatwg.org/multipage/';
const FETCHING = `${HTML}webappapis.html#set-up-the-module-script-request`;
const ELEMENT_TESTS = 'html/semantics/scripting-1/the-script-element';

const asked = sent('GET', { url: SCRIPT });
const readable = [{ verdict: 'allowed', told: heard(SCRIPT) }] as const;

/** No header, and what each engine says of a module; WebKit adds the line of scripts to none. */
const missing = (url = SCRIPT): ConsoleExpectation => ({
  chromium: [
    ['kMissingAllowOriginHeader', { url, kind: 'script' }],
    ['failed-to-load', { error: 'ERR_FAILED' }],
  ],
  firefox: [
    ['CORSMissingAllowOrigin2', { url, status: '200' }],
    ['ModuleSourceNotAllowed', { url }],
  ],
  webkit: [
    ['OriginNotAllowed', { status: '200' }],
    ['FailedToLoad/OriginNotAllowed', { status: '200' }],
  ],
});

const IMPORT_FAILS = [
  { verdict: 'blocked', told: { error: { throws: 'dynamic-import' } } },
] as const;

const MODULE_SCRIPTS: readonly Scenario[] = [
  {
    id: 'module-script-refused',
    title: 'A module script needs CORS without asking for it',
    topic,
    tags: ['@module'],
    spec: {
      anchor: FETCHING,
      requirement: 'Module scripts are fetched in mode cors, with crossorigin or without.',
      wpt: [`${ELEMENT_TESTS}/module/crossorigin.html`],
    },
    steps: [{ do: 'module-script', url: SCRIPT }],
    routes: { 'GET /code.js': script() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: missing(),
    cause: 'A script that ran was given type="module".',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the module.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'module-script-credentials-refused',
    title: 'A module script with credentials needs leave for them',
    topic,
    tags: ['@module', '@credentials'],
    spec: {
      anchor: FETCHING,
      requirement: 'crossorigin="use-credentials" makes the credentials mode include.',
    },
    steps: [{ do: 'module-script', url: SCRIPT, crossorigin: 'use-credentials' }],
    routes: { 'GET /code.js': script(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials'],
      webkit: ['CredentialsNotTrue'],
    },
    cause: 'The module is behind a login, and its server allows the origin alone.',
    cure: {
      words: 'Send Access-Control-Allow-Credentials: true as well.',
      routes: { 'GET /code.js': script(allowOrigin(), allowCredentials()) },
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'module-script-type-refused',
    title: 'A module of the wrong type is refused by its type, not by CORS',
    topic,
    tags: ['@module'],
    spec: {
      anchor: `${HTML}webappapis.html#fetch-a-single-module-script`,
      requirement: 'A module whose MIME type is no JavaScript type is not run.',
      wpt: [`${ELEMENT_TESTS}/module/dynamic-import/dynamic-imports-fetch-error.sub.html`],
      notPredicted: 'The type of a module is judged by HTML, after the fetch.',
    },
    steps: [{ do: 'module-script', url: SCRIPT }],
    routes: {
      'GET /code.js': { ...script(), headers: [allowOrigin(), ['Content-Type', 'text/plain']] },
    },
    expect: { verdict: 'blocked', stage: 'module-type', wire: [asked] },
    console: {
      chromium: [['module-mime-type', { expected: 'JavaScript-or-Wasm', type: 'text/plain' }]],
      // Misleading: the header is there.
      firefox: ['CORSDidNotSucceed2', 'ModuleSourceNotAllowed'],
      webkit: [['ModuleType', { type: 'text/plain' }]],
    },
    cause: 'A server that does not know .mjs; Firefox speaks of CORS and not of the type.',
    cure: {
      words: 'Send Content-Type: text/javascript.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
      sees: readable,
    },
  },
];

const OWN_SCRIPT = '{page:/code.js}';

const MISSING: readonly Scenario[] = [
  {
    id: 'module-script-not-found',
    title: 'A module of the page’s own that is not there is no matter of CORS',
    topic,
    tags: ['@module'],
    spec: {
      anchor: `${HTML}webappapis.html#fetch-a-single-module-script`,
      requirement: 'A module whose status is not ok is a failure.',
      wpt: [`${ELEMENT_TESTS}/module/load-error-events.html`],
      notPredicted: 'The status of a module is judged by HTML, after the fetch.',
    },
    steps: [{ do: 'module-script', url: OWN_SCRIPT }],
    routes: { 'GET /code.js': { ...script(), status: 404 } },
    expect: {
      verdict: 'blocked',
      stage: 'module-status',
      wire: [{ method: 'GET', url: OWN_SCRIPT }],
    },
    engines: earlyOrigins(sent('GET', { url: OWN_SCRIPT })),
    console: {
      chromium: [['failed-to-load-status', { status: '404', statusText: 'Not Found' }]],
      firefox: ['ModuleSourceLoadFailed'],
      webkit: [['FailedToLoadStatus', { status: '404', statusText: 'Not Found' }]],
    },
    cause: 'The page was deployed before its files; no header can help.',
    cure: {
      words: 'Put the file there.',
      routes: { 'GET /code.js': script() },
      wire: [{ method: 'GET', url: OWN_SCRIPT }],
      sees: [{ verdict: 'allowed', told: heard(OWN_SCRIPT) }],
      engines: earlyOrigins(sent('GET', { url: OWN_SCRIPT })),
    },
  },
];

const STATIC_IMPORTS: readonly Scenario[] = [
  {
    id: 'import-refused',
    title: 'What a module imports from another origin needs CORS',
    topic,
    tags: ['@module'],
    spec: {
      anchor: FETCHING,
      requirement: 'An imported module is fetched in mode cors.',
      wpt: [`${ELEMENT_TESTS}/module/crossorigin.html`],
    },
    steps: [{ do: 'static-import', url: SCRIPT }],
    routes: { 'GET /code.js': script() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
    console: missing(),
    cause: 'A library is imported from a server that knows only <script>.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the module.',
      routes: { 'GET /code.js': script(allowOrigin()) },
      wire: [asked],
      sees: readable,
    },
  },
  {
    id: 'import-of-own-module-refused',
    title: 'A module of the page fails with what it imports',
    topic,
    tags: ['@module'],
    spec: {
      anchor: `${HTML}webappapis.html#fetch-the-descendants-of-and-link-a-module-script`,
      requirement: 'A module script is an error where one of its imports is.',
      notPredicted: 'The second request is an import, which the oracle does not follow.',
    },
    steps: [{ do: 'module-script', url: '{page:/main.js}' }],
    routes: {
      'GET /main.js': code("import '{api:/code.js}';\n"),
      'GET /code.js': script(),
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [{ method: 'GET', url: '{page:/main.js}' }, asked],
    },
    engines: earlyOrigins(sent('GET', { url: '{page:/main.js}' }), asked),
    console: missing(),
    cause: 'One import of another origin stops all of the page’s own code.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the imported module.',
      routes: {
        'GET /main.js': code("import '{api:/code.js}';\n"),
        'GET /code.js': script(allowOrigin()),
      },
      wire: [{ method: 'GET', url: '{page:/main.js}' }, asked],
      sees: readable,
      notPredicted: 'The second request is an import, which the oracle does not follow.',
      engines: earlyOrigins(sent('GET', { url: '{page:/main.js}' }), asked),
    },
  },
  {
    id: 'import-inside-another-origin-refused',
    title: 'A module needs CORS for its neighbour, whose origin it shares',
    topic,
    tags: ['@module'],
    spec: {
      anchor: FETCHING,
      requirement: 'The origin of every import is the page’s, whichever module imports it.',
      notPredicted: 'The second request is an import, which the oracle does not follow.',
    },
    steps: [{ do: 'module-script', url: SCRIPT }],
    routes: {
      'GET /code.js': code("import './part.js';\n", allowOrigin()),
      'GET /part.js': script(),
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [asked, sent('GET', { url: '{api:/part.js}' })],
    },
    console: missing('{api:/part.js}'),
    cause: 'The header was added to the entry file of a library, and not to its parts.',
    cure: {
      words: 'Send the header with every file of the library.',
      routes: {
        'GET /code.js': code("import './part.js';\n", allowOrigin()),
        'GET /part.js': script(allowOrigin()),
      },
      wire: [asked, sent('GET', { url: '{api:/part.js}' })],
      sees: [{ verdict: 'allowed', told: heard('{api:/part.js}') }],
      notPredicted: 'The second request is an import, which the oracle does not follow.',
    },
  },
];

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const CSS_TYPE = ['Content-Type', 'text/css'] as const;

const REFUSED_IN_WEBKIT: readonly ConsoleLine<'webkit'>[] = [
  ['OriginNotAllowed', { status: '200' }],
  ['FailedToLoad/OriginNotAllowed', { status: '200' }],
];

interface Imported {
  readonly id: string;
  readonly title: string;
  readonly wpt: string;
  readonly step: DynamicImportStep;
  readonly answers: (...headers: readonly Header[]) => HttpAnswer;
  readonly said: Readonly<Record<string, Told>>;
  readonly webkit: ConsoleExpectation['webkit'];
}

const IMPORTED: readonly Imported[] = [
  {
    id: 'dynamic-import-refused',
    title: 'import() rejects where the module has no leave',
    wpt: `${ELEMENT_TESTS}/module/dynamic-import/dynamic-imports-fetch-error.sub.html`,
    step: { do: 'dynamic-import', url: SCRIPT },
    answers: words,
    said: SAID,
    webkit: REFUSED_IN_WEBKIT,
  },
  {
    id: 'json-module-refused',
    title: 'A JSON module is under CORS like any other',
    wpt: `${ELEMENT_TESTS}/json-module/cors-crossorigin-requests.html`,
    step: { do: 'dynamic-import', url: SCRIPT, type: 'json' },
    answers: (...headers) => ({
      status: 200,
      headers: [JSON_TYPE, ...headers],
      body: '{ "words": "of the data" }',
    }),
    said: { words: 'of the data' },
    webkit: REFUSED_IN_WEBKIT,
  },
  {
    id: 'css-module-refused',
    title: 'A CSS module needs CORS, which a style sheet does not',
    wpt: `${ELEMENT_TESTS}/css-module/cors-crossorigin-requests.html`,
    step: { do: 'dynamic-import', url: SCRIPT, type: 'css' },
    answers: (...headers) => ({
      status: 200,
      headers: [CSS_TYPE, ...headers],
      body: '.words { color: red }',
    }),
    said: { words: '.words' },
    webkit: NO_CSS_MODULES,
  },
];

const dynamicImport = ({ id, title, wpt, step, answers, said, webkit }: Imported): Scenario => ({
  id,
  title,
  topic,
  tags: ['@module', '@import'],
  spec: {
    anchor: FETCHING,
    requirement: 'import() fetches in mode cors, whatever the type.',
    wpt: [wpt],
  },
  steps: [step],
  routes: { 'GET /code.js': answers() },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked], sees: IMPORT_FAILS },
  console: { ...missing(), webkit },
  cause: 'The text of the rejection names no reason; the console does.',
  cure: {
    words: 'Send Access-Control-Allow-Origin with the module.',
    routes: { 'GET /code.js': answers(allowOrigin()) },
    wire: [asked],
    sees: [{ verdict: 'allowed', told: said }],
  },
});

export const MODULE_LOADS: readonly Scenario[] = [
  ...MODULE_SCRIPTS,
  ...MISSING,
  ...STATIC_IMPORTS,
  ...IMPORTED.map(dynamicImport),
];
