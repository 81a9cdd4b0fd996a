/** Fonts: always fetched in mode cors, without an attribute that would say so. */
import { OWN_WITH_ORIGIN } from './own-origin.ts';
import { COOKIE, SET_COOKIE } from './session-cookie.ts';
import type { EngineNote, Scenario, Step, WireRequest } from './types.ts';
import { SILENT, allowOrigin, answer, location, sent, file } from './vocabulary.ts';

const topic = 'StylesAndFonts';
const FONT = '{api:/square.ttf}';
const OWN = '{page:/square.ttf}';
const anchor = 'https://drafts.csswg.org/css-fonts/#font-fetching-requirements';

const font = file('square.ttf');

/** The letter A, 20 pixels high, is as wide in this font, and in no other. */
const USED = { verdict: 'allowed', told: { width: 20 } } as const;
const REFUSED = { verdict: 'blocked', told: { refused: { throws: 'font-load' } } } as const;

/** WebKit asks for fonts in mode no-cors, and uses whatever comes. */
const unchecked = (wire: readonly WireRequest[]): EngineNote => ({
  kind: 'deviation',
  because: 'Fonts are fetched in mode no-cors, without Origin, and never checked.',
  url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/dom/DocumentFontLoader.cpp',
  expect: { verdict: 'allowed', stage: 'none', wire, sees: [USED] },
});

const plain = (...urls: readonly string[]): WireRequest[] =>
  urls.map((url) => ({ method: 'GET', url }));

const downloadFailed = [
  'FontDownloadFailed',
  { family: 'Square', style: 'normal', weight: '400', stretch: '100', index: '0', url: FONT },
] as const;

const missing = {
  chromium: ['kMissingAllowOriginHeader'],
  firefox: [['CORSMissingAllowOrigin2', { status: '200' }], downloadFailed],
  webkit: [],
} as const;

const refusedFor = (id: string, title: string, step: Step, cause: string): Scenario => ({
  id,
  title,
  topic,
  tags: ['@font'],
  spec: {
    anchor,
    requirement: 'Fonts are fetched in mode cors, by default without credentials.',
  },
  steps: [step],
  routes: { 'GET /square.ttf': font() },
  expect: {
    verdict: 'blocked',
    stage: 'cors-check',
    wire: [sent('GET', { url: FONT })],
    sees: [REFUSED],
  },
  console: missing,
  cause,
  cure: {
    words: 'Send Access-Control-Allow-Origin: * with fonts.',
    routes: { 'GET /square.ttf': font(allowOrigin('*')) },
    wire: [sent('GET', { url: FONT })],
    sees: [USED],
    engines: { webkit: unchecked(plain(FONT)) },
  },
  engines: { webkit: unchecked(plain(FONT)) },
});

const MOVED = '{page:/moved.ttf}';
const moved = [...plain(MOVED), sent('GET', { url: FONT })];
const movedEngines = {
  chromium: {
    ...OWN_WITH_ORIGIN,
    expect: { wire: [sent('GET', { url: MOVED }), sent('GET', { url: FONT })] },
  },
  webkit: unchecked(plain(MOVED, FONT)),
} as const;

export const FONTS: readonly Scenario[] = [
  refusedFor(
    'font-face-rule-refused',
    'A font that a style sheet names is not used without the header',
    { do: 'font-face-rule', url: FONT },
    'The font is on a content network that sends no CORS headers; the fallback font is shown.',
  ),
  refusedFor(
    'font-face-object-refused',
    'A font that a script loads is refused without the header',
    { do: 'font-face', url: FONT },
    'FontFace.load() rejects with a NetworkError that says nothing of the reason.',
  ),
  {
    id: 'font-of-own-origin',
    title: 'A font of the page’s own origin needs no header',
    topic,
    tags: ['@font'],
    spec: { anchor, requirement: 'Mode cors asks for headers only across origins.' },
    steps: [{ do: 'font-face-rule', url: OWN }],
    routes: { 'GET /square.ttf': font() },
    expect: { verdict: 'allowed', stage: 'none', wire: plain(OWN), sees: [USED] },
    console: SILENT,
    cause: 'Same origin, so there is nothing to allow.',
    engines: {
      chromium: { ...OWN_WITH_ORIGIN, expect: { wire: [sent('GET', { url: OWN })] } },
    },
  },
  {
    id: 'font-redirected-away',
    title:
      'A font of the page’s own origin that is redirected to another one needs the header there',
    topic,
    tags: ['@font', '@redirect'],
    spec: {
      anchor,
      requirement: 'A request in mode cors is checked as soon as it has left the origin.',
    },
    steps: [{ do: 'font-face-rule', url: MOVED }],
    routes: { 'GET /moved.ttf': answer(302, location(FONT)), 'GET /square.ttf': font() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: moved, sees: [REFUSED] },
    console: {
      chromium: [['kMissingAllowOriginHeader', { url: FONT, redirected: true, firstUrl: MOVED }]],
      firefox: [
        ['CORSMissingAllowOrigin2', { url: FONT, status: '200' }],
        [downloadFailed[0], { ...downloadFailed[1], url: MOVED }],
      ],
      webkit: [],
    },
    cause: 'Fonts moved to a content network, and a redirect was left behind.',
    cure: {
      words: 'Allow the origin where the redirect leads.',
      routes: {
        'GET /moved.ttf': answer(302, location(FONT)),
        'GET /square.ttf': font(allowOrigin('*')),
      },
      wire: moved,
      sees: [USED],
      engines: movedEngines,
    },
    engines: movedEngines,
  },
  {
    id: 'font-without-cookies',
    title: 'A font is asked for without cookies, so a wildcard is enough',
    topic,
    tags: ['@font', '@credentials'],
    spec: {
      anchor: 'https://drafts.csswg.org/css-values/#fetch-a-style-resource',
      requirement: 'Style resources in mode cors have credentials mode same-origin.',
    },
    steps: [
      { do: 'fetch', url: '{api:/login}', mode: 'no-cors', credentials: 'include' },
      { do: 'font-face-rule', url: FONT },
    ],
    routes: {
      'GET /login': answer(200, SET_COOKIE),
      'GET /square.ttf': font(allowOrigin('*')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [...plain('{api:/login}'), sent('GET', { url: FONT })],
      sees: [{ verdict: 'opaque' }, USED],
    },
    console: SILENT,
    cause: 'Fonts are public: nobody has to be logged in to see them.',
    engines: {
      webkit: {
        ...unchecked([]),
        because: 'Fonts are fetched in mode no-cors, and with it go the cookies.',
        expect: { wire: [...plain('{api:/login}'), { method: 'GET', url: FONT, cookie: COOKIE }] },
      },
    },
  },
];
