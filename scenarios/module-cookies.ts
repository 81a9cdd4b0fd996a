/** Which cookies a module’s imports are asked for with: the crossorigin of the script that imports. */
import type { StaticImportStep } from './initiators/scripts.ts';
import {
  code,
  earlyOrigins,
  heard,
  NO_CSS_MODULES,
  SCRIPT,
  script,
  words,
} from './script-words.ts';
import { COOKIE, LOGGED_IN, LOGIN } from './session-cookie.ts';
import type { ConsoleExpectation, EngineNote, HttpAnswer, Scenario, Told } from './types.ts';
import { allowCredentials, allowOrigin, sent } from './vocabulary.ts';

const FOLDER = 'html/semantics/scripting-1/the-script-element';
const OWN = '{page:/main.js}';
const WITH_CREDENTIALS = 'use-credentials';
const both = [allowOrigin(), allowCredentials()] as const;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly crossorigin?: 'use-credentials';
  /** A module of the page, which an inline module imports; without it, that imports the other one. */
  readonly main?: string;
  readonly imported: HttpAnswer;
  /** That module throws only after a turn or more. */
  readonly later?: true;
  /** What the page hears of the error that is thrown in the end. */
  readonly told: Readonly<Record<string, Told>>;
  readonly console?: Partial<ConsoleExpectation>;
  readonly wpt: readonly string[];
  readonly cause: string;
}

/** Thrown by the page's own module, once it has what it imports. */
const passedOn = (error: string) => ({ error, file: OWN, rejection: null });

/** Without await: WebKit reports no error of a module that awaits. */
const THROWS_LATER = `import('${SCRIPT}')
  .then(({ words }) => words, ({ message }) => message)
  .then((said) => queueMicrotask(() => { throw new Error(said); }));`;

const ROWS: readonly Row[] = [
  {
    id: 'import-sends-no-cookies',
    title: 'What an inline module imports from another origin is asked for without cookies',
    imported: script(allowOrigin()),
    told: heard(SCRIPT),
    wpt: [`${FOLDER}/module/credentials.sub.html`],
    cause: 'The library is behind a login, and its import does not say so.',
  },
  {
    id: 'import-use-credentials-sends-cookies',
    title: 'crossorigin on an inline module is for the sake of what it imports',
    crossorigin: WITH_CREDENTIALS,
    imported: script(...both),
    told: heard(SCRIPT),
    wpt: [`${FOLDER}/module/credentials.sub.html`],
    cause: 'The attribute stands on a script without src, where it seems to do nothing.',
  },
  {
    id: 'import-inside-module-use-credentials-sends-cookies',
    title: 'import() in a module asks with the cookies that the module’s element asked for',
    crossorigin: WITH_CREDENTIALS,
    later: true,
    main: `${THROWS_LATER}\n`,
    imported: words(...both),
    told: passedOn('words of the module'),
    wpt: [`${FOLDER}/module/dynamic-import/dynamic-imports-credentials.sub.html`],
    cause: 'The call is two modules away from the element that decides how it is made.',
  },
  {
    id: 'json-import-use-credentials-sends-cookies',
    title: 'A JSON module is asked for with cookies where its importer is',
    crossorigin: WITH_CREDENTIALS,
    main: `import value from '${SCRIPT}' with { type: 'json' };\nthrow new Error(value.words);\n`,
    imported: {
      status: 200,
      headers: [['Content-Type', 'application/json'], ...both],
      body: '{ "words": "of the data" }',
    },
    told: passedOn('of the data'),
    wpt: [`${FOLDER}/json-module/credentials.sub.html`],
    cause: 'Data of a user are imported as a module.',
  },
  {
    id: 'css-import-use-credentials-sends-cookies',
    title: 'A CSS module is asked for with cookies where its importer is',
    crossorigin: WITH_CREDENTIALS,
    main: `import sheet from '${SCRIPT}' with { type: 'css' };\nthrow new Error(sheet.cssRules[0].selectorText);\n`,
    imported: {
      status: 200,
      headers: [['Content-Type', 'text/css'], ...both],
      body: '.words { color: red }',
    },
    told: passedOn('.words'),
    console: { webkit: NO_CSS_MODULES },
    wpt: [`${FOLDER}/css-module/credentials.sub.html`],
    cause: 'A theme of a user is imported as a module.',
  },
];

/** An inline module that throws at once is heard before it. */
const firesLoad = (note: EngineNote, told: Row['told']): EngineNote => ({
  ...note,
  because: `${note.because} And an inline module fires load.`,
  expect: {
    ...note.expect,
    sees: [{ verdict: 'allowed' }, { verdict: 'allowed', events: ['load'], told }],
  },
});

export const MODULE_COOKIES: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, crossorigin, main, later, imported, told, wpt, cause } = row;
  const step: StaticImportStep = {
    do: 'static-import',
    url: main === undefined ? SCRIPT : OWN,
    ...(crossorigin && { crossorigin }),
    ...(later && { later }),
  };
  const asked = sent('GET', { url: SCRIPT, ...(crossorigin && { cookie: COOKIE }) });
  const login = sent('GET', { url: LOGIN.url });
  // The cookie knows no port.
  const own = { method: 'GET', url: OWN, cookie: COOKIE };
  const early = earlyOrigins(login, { origin: '{page}', ...own }, asked);
  return {
    id,
    title,
    topic: 'Scripts',
    tags: ['@module', '@import', '@cookies'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/webappapis.html#script-fetch-options',
      requirement: 'What a module imports is fetched with the credentials mode of the module.',
      wpt,
      ...(main !== undefined && {
        notPredicted: 'The second request is an import, which the oracle does not follow.',
      }),
    },
    steps: [LOGIN, step],
    routes: {
      'GET /login': LOGGED_IN,
      ...(main !== undefined && { 'GET /main.js': code(main) }),
      'GET /code.js': imported,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [login, ...(main === undefined ? [] : [own]), asked],
      sees: [{ verdict: 'allowed' }, { verdict: 'allowed', told }],
    },
    console: { chromium: [], firefox: [], webkit: [], ...row.console },
    ...(main !== undefined && {
      engines: later ? { ...early, webkit: firesLoad(early.webkit, told) } : early,
    }),
    cause,
  };
});
