/** Where the scripts of workers may come from, and what they import. */
import { COOKIE, OWN_LOGGED_IN, OWN_LOGIN } from './session-cookie.ts';
import type { EngineNote, HttpAnswer, Scenario } from './types.ts';
import { SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'Workers';
const WORKER_SCRIPT =
  'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script';
const MODULE_SCRIPT =
  'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script';
const IMPORT_SCRIPTS =
  'https://html.spec.whatwg.org/multipage/workers.html#import-scripts-into-worker-global-scope';

const script = (body: string, ...headers: HttpAnswer['headers']): HttpAnswer => ({
  status: 200,
  headers: [['Content-Type', 'text/javascript'], ...headers],
  body,
});

const RUNS = "postMessage('it runs');";
/** A shared worker outlives who made it, unless it ends itself. */
const RUNS_SHARED = "onconnect = ({ ports: [port] }) => { port.postMessage('it runs'); close(); };";

// --- Where a worker's script comes from ----------------------------------------------------------

/** Both engines keep the exception that HTML had before it said that an event tells of it. */
const throwsFromConstructor = (
  engine: 'Chromium' | 'WebKit',
  exception: 'worker-constructor' | 'shared-worker-constructor',
): EngineNote => ({
  kind: 'deviation',
  because: `${engine} throws a SecurityError from the constructor; HTML tells of it by an error event.`,
  url:
    engine === 'Chromium'
      ? 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/workers/abstract_worker.cc'
      : 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/workers/AbstractWorker.cpp',
  expect: {
    sees: [{ verdict: 'blocked', events: [], told: { constructor: { throws: exception } } }],
  },
});

const MADE = [
  ['worker', 'worker-constructor', RUNS, 'Worker'],
  ['shared-worker', 'shared-worker-constructor', RUNS_SHARED, 'SharedWorker'],
] as const;

const fromElsewhere = MADE.flatMap(([action, exception, source, words]): Scenario[] => [
  {
    id: `${action}-script-of-another-origin`,
    title: `new ${words}() takes no script of another origin, whatever its headers allow`,
    topic,
    tags: ['@origins'],
    spec: {
      anchor: WORKER_SCRIPT,
      requirement: 'The script of a worker is fetched in mode same-origin.',
      wpt: [`workers/constructors/${words}/same-origin.html`],
    },
    steps: [{ do: action, url: '{api:/worker.js}' }],
    routes: { 'GET /worker.js': script(source, allowOrigin()) },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [],
      sees: [{ verdict: 'blocked', told: { said: null } }],
    },
    console: {
      chromium: [],
      firefox: action === 'worker' ? ['CheckSameOriginError'] : [],
      webkit: [],
    },
    engines: {
      chromium: throwsFromConstructor('Chromium', exception),
      webkit: throwsFromConstructor('WebKit', exception),
    },
    cause: 'The script is on a server for static files. There is no crossorigin for workers.',
    cure: {
      words: 'Serve the worker’s script from the page’s own origin.',
      steps: [{ do: action, url: '{page:/worker.js}' }],
      routes: { 'GET /worker.js': script(source) },
      wire: [{ method: 'GET', url: '{page:/worker.js}' }],
      sees: [{ verdict: 'allowed', told: { said: 'it runs' } }],
    },
  },
  {
    id: `${action}-script-redirected-to-another-origin`,
    title: `The script of a ${words} may not be redirected to another origin`,
    topic,
    tags: ['@redirect', '@origins'],
    spec: {
      anchor: WORKER_SCRIPT,
      requirement: 'Mode same-origin holds for every URL of the request, the redirected ones too.',
      wpt: [
        `workers/interfaces/WorkerGlobalScope/location/redirect${action === 'worker' ? '' : '-sharedworker'}.html`,
      ],
    },
    steps: [{ do: action, url: '{page:/start.js}' }],
    routes: {
      'GET /start.js': answer(302, location('{api:/worker.js}')),
      'GET /worker.js': script(source, allowOrigin()),
    },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [{ method: 'GET', url: '{page:/start.js}' }],
      sees: [{ verdict: 'blocked', told: { said: null } }],
    },
    console: {
      chromium: [],
      firefox: action === 'worker' ? [['CheckSameOriginError', { url: '{api:/worker.js}' }]] : [],
      webkit: [
        ['UnsafeAttempt', { url: '{api:/worker.js}' }],
        ['CompanionOther', { url: '{api:/worker.js}' }],
        ['FailedToLoad/UnsafeAttempt', { url: '{api:/worker.js}' }],
      ],
    },
    cause: 'The page’s server redirects static files to a CDN.',
    cure: {
      words: 'Redirect within the page’s own origin, or not at all.',
      routes: {
        'GET /start.js': answer(302, location('{page:/worker.js}')),
        'GET /worker.js': script(source),
      },
      wire: [
        { method: 'GET', url: '{page:/start.js}' },
        { method: 'GET', url: '{page:/worker.js}' },
      ],
      sees: [{ verdict: 'allowed', told: { said: 'it runs' } }],
    },
  },
]);

// --- What a worker's script imports --------------------------------------------------------------

const IMPORTING = "import { said } from '{api:/module.js}';\npostMessage(said);";
const MODULE = "export const said = 'imported';";
const ofModule = { method: 'GET', url: '{page:/worker.js}' } as const;
const FOLLOWS_NO_IMPORTS = 'The oracle has no part in what a module imports.';

const imports: readonly Scenario[] = [
  {
    id: 'module-worker-import-refused',
    title: 'What a module worker imports of another origin needs CORS',
    topic,
    tags: ['@module', '@origins'],
    spec: {
      anchor: MODULE_SCRIPT,
      requirement: 'A module script that is imported is fetched in mode cors.',
      wpt: ['workers/modules/dedicated-worker-import.any.js'],
      notPredicted: FOLLOWS_NO_IMPORTS,
    },
    steps: [{ do: 'worker', url: '{page:/worker.js}', type: 'module' }],
    routes: { 'GET /worker.js': script(IMPORTING), 'GET /module.js': script(MODULE) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [ofModule, sent('GET', { url: '{api:/module.js}' })],
      sees: [{ verdict: 'blocked', told: { said: null } }],
    },
    console: {
      chromium: [['kMissingAllowOriginHeader', { url: '{api:/module.js}' }]],
      firefox: [['CORSMissingAllowOrigin2', { url: '{api:/module.js}', status: '200' }]],
      webkit: [
        ['OriginNotAllowed', { status: '200' }],
        ['CompanionOther', { url: '{api:/module.js}' }],
        'CompanionImport',
        ['FailedToLoad/OriginNotAllowed', { status: '200' }],
      ],
    },
    cause: 'importScripts of the same URL worked: it is no module, and is not under CORS.',
    cure: {
      words: 'Allow the page’s origin to read the module.',
      routes: {
        'GET /worker.js': script(IMPORTING),
        'GET /module.js': script(MODULE, allowOrigin()),
      },
      wire: [ofModule, sent('GET', { url: '{api:/module.js}' })],
      sees: [{ verdict: 'allowed', told: { said: 'imported' } }],
      notPredicted: FOLLOWS_NO_IMPORTS,
    },
  },
  {
    id: 'module-worker-credentials-include',
    title: 'A module worker with credentials "include" takes its imports along: "*" will not do',
    topic,
    tags: ['@module', '@credentials'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/workers.html#dom-workeroptions-credentials',
      requirement: 'The option is the credentials mode of the worker’s script and its imports.',
      wpt: ['workers/modules/dedicated-worker-options-credentials.html'],
      notPredicted: FOLLOWS_NO_IMPORTS,
    },
    steps: [
      OWN_LOGIN,
      { do: 'worker', url: '{page:/worker.js}', type: 'module', credentials: 'include' },
    ],
    routes: {
      'GET /login': OWN_LOGGED_IN,
      'GET /worker.js': script(IMPORTING),
      'GET /module.js': script(MODULE, allowOrigin('*')),
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [
        { method: 'GET', url: '{page:/login}' },
        { ...ofModule, cookie: COOKIE },
        sent('GET', { url: '{api:/module.js}', cookie: COOKIE }),
      ],
      sees: [
        { verdict: 'allowed', type: 'basic' },
        { verdict: 'blocked', told: { said: null } },
      ],
    },
    console: {
      chromium: [['kWildcardOriginNotAllowed', { url: '{api:/module.js}' }]],
      firefox: [['CORSNotSupportingCredentials', { url: '{api:/module.js}' }]],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'The worker’s own script needed the cookie; its imports are asked for with it, too.',
    cure: {
      words: 'Leave the option alone: "same-origin" sends the cookie to the page’s origin only.',
      steps: [OWN_LOGIN, { do: 'worker', url: '{page:/worker.js}', type: 'module' }],
      wire: [
        { method: 'GET', url: '{page:/login}' },
        { ...ofModule, cookie: COOKIE },
        sent('GET', { url: '{api:/module.js}' }),
      ],
      sees: [
        { verdict: 'allowed', type: 'basic' },
        { verdict: 'allowed', told: { said: 'imported' } },
      ],
      notPredicted: FOLLOWS_NO_IMPORTS,
    },
  },
  {
    id: 'module-worker-credentials-omit',
    title: 'A module worker with credentials "omit" is fetched without the page’s own cookie',
    topic,
    tags: ['@module', '@credentials'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/workers.html#dom-workeroptions-credentials',
      requirement: 'The option holds for the script of the same origin, too.',
      wpt: ['workers/modules/dedicated-worker-options-credentials.html'],
    },
    steps: [
      OWN_LOGIN,
      { do: 'worker', url: '{page:/worker.js}', type: 'module', credentials: 'omit' },
    ],
    routes: {
      'GET /login': OWN_LOGGED_IN,
      'GET /worker.js': script(RUNS),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{page:/login}' }, ofModule],
      sees: [
        { verdict: 'allowed', type: 'basic' },
        { verdict: 'allowed', told: { said: 'it runs' } },
      ],
    },
    console: SILENT,
    cause: 'A login page came in place of the script: the server knew nobody.',
  },
  {
    id: 'import-scripts-of-another-origin',
    title: 'importScripts() runs what another origin sends, without CORS',
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: IMPORT_SCRIPTS,
      requirement: 'A script that is imported so is fetched in mode no-cors.',
      wpt: ['workers/WorkerGlobalScope_importScripts.htm'],
      notPredicted: 'The oracle says that the bytes stay unread; the worker runs them.',
    },
    page: { realm: 'dedicated-worker' },
    steps: [{ do: 'import-scripts', url: '{api:/library.js}' }],
    routes: { 'GET /library.js': script("var imported = 'it ran';") },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{api:/library.js}' }],
      sees: [{ verdict: 'allowed', told: { imported: 'it ran', thrown: null } }],
    },
    console: SILENT,
    cause: 'As with <script>, what an old web could do is still allowed.',
  },
  {
    id: 'import-scripts-error-withheld',
    title: 'What a script of another origin throws in importScripts() is kept from the worker',
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/webappapis.html#run-a-classic-script',
      requirement: 'With muted errors, a NetworkError is thrown in place of the script’s own.',
    },
    page: { realm: 'dedicated-worker' },
    steps: [{ do: 'import-scripts', url: '{api:/library.js}' }],
    routes: {
      'GET /library.js': script(
        "var imported = 'it ran'; throw new Error('12 rows');",
        allowOrigin(),
      ),
    },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: '{api:/library.js}' }],
      sees: [
        {
          verdict: 'opaque',
          told: { imported: 'it ran', thrown: { throws: 'import-scripts-muted' } },
        },
      ],
    },
    console: SILENT,
    cause: 'Access-Control-Allow-Origin does not help: importScripts has no mode cors.',
    cure: {
      words: 'Serve the library from the page’s own origin.',
      steps: [{ do: 'import-scripts', url: '{page:/library.js}' }],
      wire: [{ method: 'GET', url: '{page:/library.js}' }],
      sees: [{ verdict: 'allowed', told: { imported: 'it ran', thrown: 'Error: 12 rows' } }],
    },
  },
];

export const WORKER_SCRIPTS: readonly Scenario[] = [...fromElsewhere, ...imports];
