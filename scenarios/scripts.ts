/** Classic scripts: run without CORS, read only with it. */
import {
  ADDRESS_TOLD,
  ANONYMOUS,
  code,
  heard,
  MUTED,
  PLAIN,
  script,
  SCRIPT,
  TOLD_WHOLE,
} from './script-words.ts';
import type { ClassicScriptStep } from './initiators/scripts.ts';
import type { ConsoleExpectation, Header, Scenario } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'Scripts';
const MUTING = 'https://html.spec.whatwg.org/multipage/webappapis.html#muted-errors';

const WITH_CREDENTIALS: ClassicScriptStep = { ...PLAIN, crossorigin: 'use-credentials' };

const asked = sent('GET', { url: SCRIPT });
/** In mode no-cors, a GET names no origin. */
const askedPlainly = { method: 'GET', url: SCRIPT };
const readable = [{ verdict: 'allowed', told: heard(SCRIPT) }] as const;

interface Refusal {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly step: ClassicScriptStep;
  readonly refused: readonly Header[];
  readonly cured: readonly Header[];
  readonly console: ConsoleExpectation;
  readonly cause: string;
  readonly cure: string;
}

/** What the line of the refusal is followed by. */
const NOT_ALLOWED = 'ScriptSourceNotAllowed';

const REFUSALS: readonly Refusal[] = [
  {
    id: 'script-crossorigin-refused',
    title: 'A script that asks for CORS is not run without it',
    requirement: 'A script with crossorigin is fetched in mode cors.',
    step: ANONYMOUS,
    refused: [],
    cured: [allowOrigin()],
    console: {
      chromium: ['kMissingAllowOriginHeader', ['failed-to-load', { error: 'ERR_FAILED' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }], NOT_ALLOWED],
      webkit: [
        ['OriginNotAllowed', { status: '200' }],
        'CompanionScript',
        ['FailedToLoad/OriginNotAllowed', { status: '200' }],
      ],
    },
    cause:
      'crossorigin was added to get error texts; the server of the script was not asked to take part.',
    cure: 'Send Access-Control-Allow-Origin with the script.',
  },
  {
    id: 'script-crossorigin-other-origin',
    title: 'A script is not run when its server names another page',
    requirement: 'Access-Control-Allow-Origin must be the origin of the page that has the script.',
    step: ANONYMOUS,
    refused: [allowOrigin('{foreign}')],
    cured: [allowOrigin('*')],
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{foreign}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{foreign}' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'A cache kept the answer that was made for another page, and Vary: Origin is missing.',
    cure: 'A script that is the same for everybody may say "*".',
  },
  {
    id: 'script-crossorigin-two-origins',
    title: 'A script is not run when its server names two origins',
    requirement: 'Access-Control-Allow-Origin holds one origin or "*", not a list.',
    step: ANONYMOUS,
    refused: [allowOrigin('{page}'), allowOrigin('*')],
    cured: [allowOrigin('{page}')],
    console: {
      chromium: [['kMultipleAllowOriginValues', { value: '{page}, *' }]],
      firefox: ['CORSMultipleAllowOriginNotAllowed'],
      webkit: ['MoreThanOneOrigin'],
    },
    cause: 'The application and the server before it both add the header.',
    cure: 'Send the header once.',
  },
  {
    id: 'script-use-credentials-wildcard',
    title: 'A script with credentials is not run for everybody',
    requirement: 'With credentials mode include, "*" does not stand for the origin.',
    step: WITH_CREDENTIALS,
    refused: [allowOrigin('*'), allowCredentials()],
    cured: [allowOrigin(), allowCredentials()],
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'crossorigin="use-credentials" was written where "anonymous" was meant.',
    cure: 'Name the origin, or leave the credentials out by crossorigin="anonymous".',
  },
  {
    id: 'script-use-credentials-not-allowed',
    title: 'A script with credentials is not run unless its server wants them',
    requirement: 'With credentials mode include, Access-Control-Allow-Credentials must be "true".',
    step: WITH_CREDENTIALS,
    refused: [allowOrigin()],
    cured: [allowOrigin(), allowCredentials()],
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials'],
      webkit: ['CredentialsNotTrue'],
    },
    cause: 'The server allows the origin, and knows nothing of credentials.',
    cure: 'Send Access-Control-Allow-Credentials: true as well.',
  },
];

const refusal = ({ step, refused, cured, ...row }: Refusal): Scenario => ({
  id: row.id,
  title: row.title,
  topic,
  tags: ['@script'],
  spec: {
    anchor: 'concept-cors-check',
    requirement: row.requirement,
  },
  steps: [step],
  routes: { 'GET /code.js': script(...refused) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [asked] },
  console: row.console,
  cause: row.cause,
  cure: {
    words: row.cure,
    routes: { 'GET /code.js': script(...cured) },
    wire: [asked],
    sees: readable,
  },
});

/** What two engines tell of a muted script that throws an Error object and leaves one rejected. */
export const mutedNotes = (file: string): NonNullable<Scenario['engines']> => ({
  firefox: {
    kind: 'deviation',
    because: MUTED_OBJECTS,
    url: MUTED_OBJECTS_URL,
    expect: {
      verdict: 'allowed',
      sees: [{ verdict: 'allowed', told: { ...heard(file), rejection: null } }],
    },
  },
  webkit: {
    kind: 'deviation',
    because: MUTED_PROMISES,
    url: MUTED_PROMISES_URL,
    expect: { sees: [{ verdict: 'opaque', told: REJECTION_TOLD }] },
  },
});

const MUTED_PROMISES =
  'WebKit has no muted errors for promises: the page is told of the rejection with its reason.';
const MUTED_PROMISES_URL = 'https://bugs.webkit.org/show_bug.cgi?id=171415';
const REJECTION_TOLD = { ...MUTED, rejection: 'a rejection of the script' };
const MUTED_OBJECTS =
  'An Error object that a script made and threw is reported whole: only errors of the engine itself carry the mark.';
const MUTED_OBJECTS_URL = 'https://searchfox.org/mozilla-central/source/js/src/vm/ErrorObject.cpp';

const MUTED_SCRIPTS: readonly Scenario[] = [
  {
    id: 'script-runs-muted',
    title: 'A script of another origin runs, and its errors are muted',
    topic,
    tags: ['@script'],
    spec: {
      anchor: MUTING,
      requirement: 'The errors of a script fetched without CORS are told as "Script error.".',
      wpt: [
        'html/webappapis/scripting/processing-model-2/runtime-error-cross-origin.html',
        'html/semantics/scripting-1/the-script-element/muted-errors.sub.html',
      ],
    },
    steps: [PLAIN],
    routes: { 'GET /code.js': code('nothingOfThisName;\n') },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [askedPlainly],
      sees: [{ verdict: 'opaque', told: MUTED }],
    },
    engines: {
      firefox: ADDRESS_TOLD,
    },
    console: SILENT,
    cause: 'Error reports of a page say "Script error." and nothing more.',
    cure: TOLD_WHOLE,
  },
  {
    id: 'script-throws-muted',
    title: 'What a script of another origin throws and rejects is kept from the page',
    topic,
    tags: ['@script'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception',
      requirement: 'Muted errors hide thrown values; muted rejections are not told at all.',
      wpt: [
        'html/webappapis/scripting/processing-model-2/unhandled-promise-rejections/disallow-crossorigin.html',
        'html/webappapis/scripting/processing-model-2/unhandled-promise-rejections/allow-crossorigin.html',
      ],
    },
    steps: [PLAIN],
    routes: { 'GET /code.js': script() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [askedPlainly],
      sees: [{ verdict: 'opaque', told: MUTED }],
    },
    engines: mutedNotes(SCRIPT),
    console: SILENT,
    cause: 'A page watches over its own errors and hears of a vendor’s script next to nothing.',
  },
  {
    id: 'script-redirected-back-muted',
    title: 'A script that comes home by way of another origin stays muted',
    topic,
    tags: ['@script', '@redirect'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Response tainting stays opaque when a redirect leads back to the own origin.',
    },
    steps: [PLAIN],
    routes: {
      'GET /code.js': answer(302, location('{page:/own.js}')),
      'GET /own.js': script(),
    },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [askedPlainly, { method: 'GET', url: '{page:/own.js}' }],
      sees: [{ verdict: 'opaque', told: MUTED }],
    },
    engines: {
      firefox: {
        kind: 'deviation',
        because:
          'The origin of the last response decides whether the errors of a script are muted.',
        url: 'https://searchfox.org/mozilla-central/source/dom/script/ScriptLoader.cpp',
        expect: { verdict: 'allowed', sees: readable },
      },
      webkit: {
        kind: 'deviation',
        because: MUTED_PROMISES,
        url: MUTED_PROMISES_URL,
        expect: { sees: [{ verdict: 'opaque', told: REJECTION_TOLD }] },
      },
    },
    console: SILENT,
    cause: 'A login server stands between the page and its own files.',
  },
];

export const CLASSIC_SCRIPTS: readonly Scenario[] = [...REFUSALS.map(refusal), ...MUTED_SCRIPTS];
