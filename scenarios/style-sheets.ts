/** Style sheets: they apply without CORS, and are read only with it. */
import { OWN_WITH_ORIGIN } from './own-origin.ts';
import { CLOSED, READ, UNSTYLED, css } from './style-sheets-vocabulary.ts';
import type { ConsoleExpectation, EngineNote, Header, Scenario } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'StylesAndFonts';
const SHEET = '{api:/sheet.css}';
const OWN = '{page:/sheet.css}';
const LINK = 'https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet';
const CLEAN = 'https://drafts.csswg.org/cssom/#concept-css-style-sheet-origin-clean-flag';

const forgives = (url: string): EngineNote => ({
  kind: 'deviation',
  because: 'The quirk is extended to what CORS lets the page read.',
  url,
  expect: { verdict: 'allowed', stage: 'none', sees: [READ] },
});

const closed: readonly Scenario[] = [
  {
    id: 'stylesheet-applies-unread',
    title: 'A style sheet of another origin styles the page, and its rules stay closed',
    topic,
    tags: ['@stylesheet', '@no-cors'],
    spec: {
      anchor: CLEAN,
      requirement: 'The rules of a sheet whose response is opaque are neither read nor added to.',
      wpt: ['css/cssom/stylesheet-same-origin.sub.html'],
    },
    steps: [{ do: 'stylesheet', url: SHEET }],
    routes: { 'GET /sheet.css': css() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: SHEET }],
      sees: [CLOSED],
    },
    console: SILENT,
    cause: 'Without crossorigin the sheet is fetched in mode no-cors: to be shown, not to be read.',
    cure: {
      words: 'Write crossorigin, and have the server allow the origin.',
      steps: [{ do: 'stylesheet', url: SHEET, crossorigin: 'anonymous' }],
      routes: { 'GET /sheet.css': css(allowOrigin()) },
      wire: [sent('GET', { url: SHEET })],
      sees: [READ],
    },
  },
  {
    id: 'stylesheet-import-unread',
    title: 'A sheet brought in by @import stays closed, whatever its headers allow',
    topic,
    tags: ['@stylesheet', '@no-cors'],
    spec: {
      anchor: 'https://drafts.csswg.org/css-cascade/#fetch-an-import',
      requirement: 'An import is fetched in mode no-cors; there is no attribute to change that.',
    },
    steps: [{ do: 'css-import', url: SHEET }],
    routes: { 'GET /sheet.css': css(allowOrigin('*')) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: SHEET }],
      sees: [CLOSED],
    },
    console: SILENT,
    cause: 'Access-Control-Allow-Origin opens only what was asked for in mode cors.',
    cure: {
      words: 'Serve the imported sheet from the page’s own origin, or link it with crossorigin.',
      steps: [{ do: 'css-import', url: OWN }],
      wire: [{ method: 'GET', url: OWN }],
      sees: [READ],
    },
  },
  {
    id: 'stylesheet-redirected-away-unread',
    title: 'A sheet of the page’s own is closed once a redirect has led to another origin',
    topic,
    tags: ['@stylesheet', '@no-cors', '@redirect'],
    spec: {
      anchor: CLEAN,
      requirement: 'What counts is where the response came from, not the URL that was linked.',
    },
    steps: [{ do: 'stylesheet', url: '{page:/moved.css}' }],
    routes: { 'GET /moved.css': answer(302, location(SHEET)), 'GET /sheet.css': css() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        { method: 'GET', url: '{page:/moved.css}' },
        { method: 'GET', url: SHEET },
      ],
      sees: [CLOSED],
    },
    console: SILENT,
    cause: 'The sheet moved to a content network, and the script that reads it was forgotten.',
    cure: {
      words: 'Redirect within the origin.',
      routes: { 'GET /moved.css': answer(302, location(OWN)), 'GET /sheet.css': css() },
      wire: [
        { method: 'GET', url: '{page:/moved.css}' },
        { method: 'GET', url: OWN },
      ],
      sees: [READ],
    },
  },
];

interface Clause {
  readonly id: string;
  readonly title: string;
  readonly crossorigin: 'anonymous' | 'use-credentials';
  readonly headers: readonly Header[];
  readonly console: ConsoleExpectation;
  readonly cause: string;
  readonly cured: readonly Header[];
}

/** The clauses of https://fetch.spec.whatwg.org/#concept-cors-check */
const CLAUSES: readonly Clause[] = [
  {
    id: 'missing',
    title: 'A style sheet with crossorigin does not even apply without the header',
    crossorigin: 'anonymous',
    headers: [],
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'crossorigin was copied with the link; the server knows nothing of CORS.',
    cured: [allowOrigin('*')],
  },
  {
    id: 'other-origin',
    title: 'A style sheet that allows another origin does not apply',
    crossorigin: 'anonymous',
    headers: [allowOrigin('{foreign}')],
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{foreign}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{foreign}' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The server allows one origin by configuration, and this page is not it.',
    cured: [allowOrigin()],
  },
  {
    id: 'list',
    title: 'A style sheet that allows a list of origins does not apply',
    crossorigin: 'anonymous',
    headers: [allowOrigin('{page}, {foreign}')],
    console: {
      chromium: [['kMultipleAllowOriginValues', { value: '{page}, {foreign}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}, {foreign}' }]],
      webkit: ['MoreThanOneOrigin'],
    },
    cause: 'The header takes one origin; a list is never read as one.',
    cured: [allowOrigin()],
  },
  {
    id: 'wildcard-with-credentials',
    title: 'A style sheet with credentials is not let through by a wildcard',
    crossorigin: 'use-credentials',
    headers: [allowOrigin('*'), allowCredentials()],
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'crossorigin="use-credentials" is asked for, and the server answers for everybody.',
    cured: [allowOrigin(), allowCredentials()],
  },
  {
    id: 'credentials-not-allowed',
    title: 'A style sheet with credentials needs the server’s word for them',
    crossorigin: 'use-credentials',
    headers: [allowOrigin()],
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials'],
      webkit: ['CredentialsNotTrue'],
    },
    cause: 'The origin is allowed, but not with credentials, as the page asks.',
    cured: [allowOrigin(), allowCredentials()],
  },
];

const clauses = CLAUSES.map(({ id, title, crossorigin, headers, cured, ...rest }): Scenario => ({
  id: `stylesheet-crossorigin-${id}`,
  title,
  topic,
  tags: ['@stylesheet'],
  spec: {
    anchor: 'concept-cors-check',
    requirement: 'A sheet with crossorigin is fetched in mode cors, and its response is checked.',
  },
  steps: [{ do: 'stylesheet', url: SHEET, crossorigin }],
  routes: { 'GET /sheet.css': css(...headers) },
  expect: {
    verdict: 'blocked',
    stage: 'cors-check',
    wire: [sent('GET', { url: SHEET })],
    sees: [UNSTYLED],
  },
  ...rest,
  cure: {
    words: 'Send the origin, and the credentials header where credentials are asked for.',
    routes: { 'GET /sheet.css': css(...cured) },
    wire: [sent('GET', { url: SHEET })],
    sees: [READ],
  },
}));

const MOVED = '{page:/moved.css}';
const redirected = [{ method: 'GET', url: MOVED }, sent('GET', { url: SHEET })];
const redirectedWithOrigin = {
  ...OWN_WITH_ORIGIN,
  expect: { wire: [sent('GET', { url: MOVED }), sent('GET', { url: SHEET })] },
} as const;

const TYPE_DECIDES = 'The Content-Type decides, after CORS has let the sheet through.';

/** A sheet that CORS lets through, under a type that is not CSS; cured by the right one. */
const ofAnotherType = {
  steps: [{ do: 'stylesheet', url: SHEET, crossorigin: 'anonymous' }],
  routes: {
    'GET /sheet.css': {
      ...css(allowOrigin()),
      headers: [allowOrigin(), ['Content-Type', 'text/plain']],
    },
  },
  expect: {
    verdict: 'blocked',
    stage: 'response-type',
    wire: [sent('GET', { url: SHEET })],
    sees: [UNSTYLED],
  },
  cure: {
    words: 'Send Content-Type: text/css.',
    routes: { 'GET /sheet.css': css(allowOrigin()) },
    wire: [sent('GET', { url: SHEET })],
    sees: [READ],
  },
} satisfies Partial<Scenario>;

const other: readonly Scenario[] = [
  {
    id: 'stylesheet-crossorigin-redirected-away',
    title: 'A redirect to another origin makes an own sheet with crossorigin a matter of CORS',
    topic,
    tags: ['@stylesheet', '@redirect'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'A request in mode cors is checked as soon as it has left the origin.',
    },
    steps: [{ do: 'stylesheet', url: MOVED, crossorigin: 'anonymous' }],
    routes: { 'GET /moved.css': answer(302, location(SHEET)), 'GET /sheet.css': css() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: redirected, sees: [UNSTYLED] },
    console: {
      chromium: [['kMissingAllowOriginHeader', { url: SHEET, redirected: true, firstUrl: MOVED }]],
      firefox: [['CORSMissingAllowOrigin2', { url: SHEET, status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The link is to the page’s own origin; the redirect to another one is not seen there.',
    cure: {
      words: 'Allow the origin where the redirect leads.',
      routes: {
        'GET /moved.css': answer(302, location(SHEET)),
        'GET /sheet.css': css(allowOrigin()),
      },
      wire: redirected,
      sees: [READ],
      engines: { chromium: redirectedWithOrigin, webkit: redirectedWithOrigin },
    },
    engines: { chromium: redirectedWithOrigin, webkit: redirectedWithOrigin },
  },
  {
    id: 'stylesheet-of-another-type-in-quirks-mode',
    title:
      'Quirks mode forgives a wrong Content-Type to the own origin alone, and CORS changes nothing',
    topic,
    tags: ['@stylesheet'],
    spec: {
      anchor: LINK,
      requirement:
        'In quirks mode a sheet of the document’s origin is taken for CSS, whatever its type.',
      wpt: ['html/semantics/document-metadata/the-link-element/link-style-quirks-crossorigin.html'],
      notPredicted: TYPE_DECIDES,
    },
    // A document that was never navigated is in quirks mode.
    page: { realm: 'blank-document' },
    ...ofAnotherType,
    console: { chromium: [], firefox: [], webkit: ['NotCssType/cross-origin'] },
    engines: {
      chromium: forgives('https://issues.chromium.org/issues/558037053'),
      firefox: forgives('https://bugzilla.mozilla.org/show_bug.cgi?id=2070130'),
    },
    cause: 'An old page worked with sheets of any type, until they moved to a CDN.',
  },
  {
    id: 'stylesheet-of-another-type',
    title: 'A style sheet with the wrong Content-Type is refused, and CORS has no part in it',
    topic,
    tags: ['@stylesheet'],
    spec: {
      anchor: LINK,
      requirement: 'A linked resource whose type is not text/css is not applied; error fires.',
      wpt: ['html/semantics/document-metadata/the-link-element/link-style-error-01.html'],
      notPredicted: TYPE_DECIDES,
    },
    ...ofAnotherType,
    console: { chromium: [], firefox: [], webkit: ['NotCssType'] },
    cause: 'The server sends text/plain; Access-Control-Allow-Origin is right and changes nothing.',
    engines: {
      chromium: {
        kind: 'deviation',
        because: 'The sheet is not applied either, but load fires, and an empty sheet is there.',
        url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/loader/resource/css_style_sheet_resource.cc',
        expect: {
          verdict: 'allowed',
          sees: [{ verdict: 'allowed', told: { applied: false, rules: 0, insertRule: 0 } }],
        },
      },
    },
  },
];

export const STYLE_SHEETS: readonly Scenario[] = [...closed, ...clauses, ...other];
