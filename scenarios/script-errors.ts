/** Errors of another origin’s script that come before it runs, or after. */
import { ADDRESS_TOLD, MUTED, PLAIN, SCRIPT, TOLD_WHOLE, code } from './script-words.ts';
import type { EngineNote, Scenario, Told } from './types.ts';
import { SILENT } from './vocabulary.ts';

const ERRORS = 'html/webappapis/scripting/processing-model-2';

/** Ends its timer at the first error. */
const every = (source: string): string =>
  `{
  const timer = setInterval(${JSON.stringify(source)});
  addEventListener('error', () => clearInterval(timer), { once: true });
}
`;

const unparsed: Scenario = {
  id: 'script-syntax-error-muted',
  title: 'A script of another origin that cannot even be parsed is muted, too',
  topic: 'Scripts',
  tags: ['@script'],
  spec: {
    anchor: 'https://html.spec.whatwg.org/multipage/webappapis.html#muted-errors',
    requirement: 'The errors of a script fetched without CORS are told as "Script error.".',
    wpt: [`${ERRORS}/compile-error-cross-origin.html`],
  },
  steps: [PLAIN],
  routes: { 'GET /code.js': code('}\n') },
  expect: {
    verdict: 'opaque',
    stage: 'none',
    wire: [{ method: 'GET', url: SCRIPT }],
    sees: [{ verdict: 'opaque', told: MUTED }],
  },
  engines: {
    firefox: ADDRESS_TOLD,
  },
  console: SILENT,
  cause: 'A server answers with a page of its own, "200 OK", where a script was asked for.',
  cure: TOLD_WHOLE,
};

interface Timer {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly error: Told;
  readonly wpt: string;
  readonly cause: string;
}

const THROWS = "throw new Error('an error of the timer')";

const TIMERS: readonly Timer[] = [
  {
    id: 'script-timer-error-told',
    title: 'What another origin’s script leaves to a timer, as a string, is not muted',
    body: `setTimeout(${JSON.stringify(THROWS)});\n`,
    error: 'an error of the timer',
    wpt: 'runtime-error-cross-origin-setTimeout.html',
    cause: 'A widget sets a timer with a string, and fails when nobody looks.',
  },
  {
    id: 'script-timer-syntax-error-told',
    title: 'The text of a timer that cannot be parsed is not muted, whoever set it',
    body: 'setTimeout(")");\n',
    error: { throws: 'timer-syntax' },
    wpt: 'compile-error-cross-origin-setTimeout.html',
    cause: 'A widget puts code together, and a quotation mark is missing.',
  },
  {
    id: 'script-interval-error-told',
    title: 'What another origin’s script does at intervals, as a string, is not muted',
    body: every(THROWS),
    error: 'an error of the timer',
    wpt: 'runtime-error-cross-origin-setInterval.html',
    cause: 'A widget that looks again and again for something that is not there.',
  },
  {
    id: 'script-interval-syntax-error-told',
    title: 'The text of an interval that cannot be parsed is not muted, whoever set it',
    body: every(')'),
    error: { throws: 'timer-syntax' },
    wpt: 'compile-error-cross-origin-setInterval.html',
    cause: 'A widget puts code together, and does so for ever.',
  },
];

/** What is told of the place of an error in such a text is each engine's own. */
const at = (error: Told, file: string): EngineNote => ({
  kind: 'habit',
  because: 'Code in a string has no file: the error has that of the script, the page’s, or none.',
  url: 'https://html.spec.whatwg.org/multipage/webappapis.html#extract-error',
  expect: { sees: [{ verdict: 'allowed', told: { error, file, rejection: null } }] },
});

const STAGE = '{page}/stage';

const timers = TIMERS.map(({ id, title, body, error, wpt, cause }): Scenario => ({
  id,
  title,
  topic: 'Scripts',
  tags: ['@script'],
  spec: {
    anchor:
      'https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timer-initialisation-steps',
    requirement: 'The script that a timer makes of a string has no muted errors.',
    wpt: [`${ERRORS}/${wpt}`],
    notPredicted: 'The response stays opaque; what its timers tell is HTML’s.',
  },
  steps: [{ ...PLAIN, later: true }],
  routes: { 'GET /code.js': code(body) },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [{ method: 'GET', url: SCRIPT }],
    sees: [{ verdict: 'allowed', told: { error, file: STAGE, rejection: null } }],
  },
  console: SILENT,
  engines: {
    ...(typeof error === 'string' && { chromium: at(error, '') }),
    firefox: at(error, SCRIPT),
  },
  cause,
}));

export const SCRIPT_ERRORS: readonly Scenario[] = [unparsed, ...timers];
