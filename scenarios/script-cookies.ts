/** Which cookies scripts and modules of another origin are asked for with, by their crossorigin. */
import { mutedNotes } from './scripts.ts';
import { heard, MUTED, SCRIPT, script, SAID, words } from './script-words.ts';
import { COOKIE, LOGGED_IN, LOGIN } from './session-cookie.ts';
import type { Header, HttpAnswer, Scenario, Sight, Step } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, sent } from './vocabulary.ts';

const asked = sent('GET', { url: SCRIPT });
const plainly = { method: 'GET', url: SCRIPT } as const;
const both: readonly Header[] = [allowOrigin(), allowCredentials()];
const FOLDER = 'html/semantics/scripting-1/the-script-element';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly step: Step;
  readonly answered: HttpAnswer;
  readonly wire: Scenario['expect']['wire'][number];
  readonly sight: Sight;
  readonly wpt?: readonly string[];
  readonly cause: string;
  readonly engines?: Scenario['engines'];
}

/** The same notes where a login came before. */
const storyOf = (notes: NonNullable<Scenario['engines']>): Scenario['engines'] =>
  Object.fromEntries(
    Object.entries(notes).map(([engine, note]) => [
      engine,
      {
        ...note,
        expect: { ...note.expect, sees: [{ verdict: 'allowed' }, ...(note.expect.sees ?? [])] },
      },
    ]),
  );

const READ: Sight = { verdict: 'allowed', told: heard(SCRIPT) };

const ROWS: readonly Row[] = [
  {
    id: 'script-plain-sends-cookies',
    title: 'A plain script of another origin is asked for with that origin’s cookies',
    step: { do: 'script', url: SCRIPT },
    answered: script(),
    wire: { ...plainly, cookie: COOKIE },
    sight: { verdict: 'opaque', told: MUTED },
    wpt: [`${FOLDER}/script-crossorigin-network.sub.html`],
    engines: storyOf(mutedNotes(SCRIPT)),
    cause: 'This is how data leaked by JSONP: the script knows the user, and any page may run it.',
  },
  {
    id: 'script-anonymous-sends-no-cookies',
    title: 'A script with crossorigin="anonymous" is asked for without cookies',
    step: { do: 'script', url: SCRIPT, crossorigin: 'anonymous' },
    answered: script(allowOrigin()),
    wire: asked,
    sight: READ,
    wpt: [`${FOLDER}/script-crossorigin-network.sub.html`],
    cause: 'What everybody gets, the page may hear the errors of.',
  },
  {
    id: 'script-use-credentials-sends-cookies',
    title: 'A script with crossorigin="use-credentials" is asked for with cookies',
    step: { do: 'script', url: SCRIPT, crossorigin: 'use-credentials' },
    answered: script(...both),
    wire: { ...asked, cookie: COOKIE },
    sight: READ,
    wpt: [`${FOLDER}/script-crossorigin-network.sub.html`],
    cause: 'The server allowed this origin to hear what it sends to this user.',
  },
  {
    id: 'module-sends-no-cookies',
    title: 'A module of another origin is asked for without cookies unless it says otherwise',
    step: { do: 'module-script', url: SCRIPT },
    answered: script(allowOrigin()),
    wire: asked,
    sight: READ,
    cause: 'A module behind a login was a classic script before, which brought its cookies.',
  },
  {
    id: 'module-use-credentials-sends-cookies',
    title: 'A module with crossorigin="use-credentials" is asked for with cookies',
    step: { do: 'module-script', url: SCRIPT, crossorigin: 'use-credentials' },
    answered: script(...both),
    wire: { ...asked, cookie: COOKIE },
    sight: READ,
    cause: 'The attribute is the only way to log a module in, and its server must agree.',
  },
  {
    id: 'dynamic-import-sends-no-cookies',
    title: 'import() of another origin’s module brings no cookies, and can’t be told to',
    step: { do: 'dynamic-import', url: SCRIPT },
    answered: words(allowOrigin()),
    wire: asked,
    sight: { verdict: 'allowed', told: SAID },
    cause: 'The credentials mode is that of the script that calls it: same-origin here.',
  },
];

export const SCRIPT_COOKIES: readonly Scenario[] = ROWS.map(
  ({ id, title, step, answered, wire, sight, wpt, cause, engines }): Scenario => ({
    id,
    title,
    topic: 'Scripts',
    tags: ['@script', '@credentials', '@cookies'],
    spec: {
      anchor:
        'https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes',
      requirement:
        'The credentials mode is include for a plain script and with use-credentials, else same-origin.',
      ...(wpt && { wpt }),
    },
    steps: [LOGIN, step],
    routes: { 'GET /login': LOGGED_IN, 'GET /code.js': answered },
    expect: {
      verdict: sight.verdict,
      stage: 'none',
      wire: [sent('GET', { url: LOGIN.url }), wire],
      sees: [{ verdict: 'allowed' }, sight],
    },
    console: SILENT,
    ...(engines && { engines }),
    cause,
  }),
);
