/**
 * Text tracks that are redirected, with a cookie at hand: within the origin, away and back. Each
 * URL on the way is judged anew, and the way there is remembered.
 */
import { OWN_WITH_ORIGIN } from './own-origin.ts';
import { COOKIE, OWN_LOGGED_IN, OWN_LOGIN } from './session-cookie.ts';
import { CORS_TESTS, captions, topic } from './text-tracks-vocabulary.ts';
import type { ConsoleExpectation, Header, Routes, Scenario, WireRequest } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location } from './vocabulary.ts';

type Where = 'home' | 'away';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly crossorigin?: 'anonymous' | 'use-credentials';
  /** Where each answer comes from, the captions last. */
  readonly chain: readonly Where[];
  /** Which answer lacks the header lines that it needs. */
  readonly refusedAt?: number;
  /** Numbers of the files of web platform tests. */
  readonly wpt: readonly string[];
  readonly cause: string;
}

const FIRST = ['/start.vtt', '/moved.vtt'];
const pathAt = (chain: readonly Where[], at: number): string =>
  at === chain.length - 1 ? '/captions.vtt' : (FIRST[at] ?? '');

const urlAt = (chain: readonly Where[], at: number): string =>
  `{${chain[at] === 'home' ? 'page' : 'api'}:${pathAt(chain, at)}}`;

const isAbroad = (chain: readonly Where[], at: number): boolean =>
  chain.slice(0, at + 1).includes('away');

/** https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
const isTainted = (chain: readonly Where[], at: number): boolean =>
  isAbroad(chain, at) && chain[at] === 'home';

/** What the answer must say, so that it is not refused. */
function leave({ chain, crossorigin }: Row, at: number): readonly Header[] {
  if (!isAbroad(chain, at)) return [];
  const origin = allowOrigin(isTainted(chain, at) ? 'null' : '{page}');
  // WebKit wants it of a redirect that the page's own server led to, whatever the mode is: see
  // credentials-asked-of-a-foreign-redirect.
  const isBetween = chain[0] === 'home' && chain[at + 1] === 'home';
  return crossorigin === 'use-credentials' || isBetween ? [origin, allowCredentials()] : [origin];
}

function requestAt({ chain, crossorigin }: Row, at: number): WireRequest {
  const abroad = isAbroad(chain, at);
  const origin = isTainted(chain, at) ? 'null' : '{page}';
  return {
    method: 'GET',
    url: urlAt(chain, at),
    ...(abroad && { origin }),
    ...((crossorigin === 'use-credentials' || !abroad) && { cookie: COOKIE }),
  };
}

/** Two engines name the page’s origin to itself. */
const named = (wire: readonly WireRequest[]): NonNullable<Scenario['engines']> => {
  const note = {
    ...OWN_WITH_ORIGIN,
    expect: {
      wire: wire.map((request, index) =>
        index === 0 ? request : { origin: '{page}', ...request },
      ),
    },
  };
  return { chromium: note, webkit: note };
};

function routesOf(row: Row, lacking?: number): Routes {
  const { chain } = row;
  const hops = chain.map((_, at) => {
    const lines = at === lacking ? [] : leave(row, at);
    const last = at === chain.length - 1;
    return [
      `GET ${pathAt(chain, at)}`,
      last ? captions(...lines) : answer(302, ...lines, location(urlAt(chain, at + 1))),
    ] as const;
  });
  return { 'GET /login': OWN_LOGGED_IN, ...Object.fromEntries(hops) };
}

/** What the engines say of an answer without header lines. */
function refusalOf({ chain }: Row, at: number): ConsoleExpectation {
  const url = urlAt(chain, at);
  const behind = at === 0 ? {} : ({ redirected: true, firstUrl: urlAt(chain, 0) } as const);
  const chromium: ConsoleExpectation['chromium'] = [
    ['kMissingAllowOriginHeader', { url, ...behind }],
  ];
  if (at < chain.length - 1) {
    const newUrl = urlAt(chain, at + 1);
    return {
      chromium,
      firefox: [
        ['CORSMissingAllowOrigin2', { url, status: '302' }],
        ['CORSDidNotSucceed2', { url }],
      ],
      webkit: [['RedirectFailedCheck/OriginNotAllowed', { newUrl, status: '302' }]],
    };
  }
  const origin = isTainted(chain, at) ? 'null' : '{page}';
  return {
    chromium,
    firefox: [['CORSMissingAllowOrigin2', { url, status: '200' }]],
    webkit: [['OriginNotAllowed', { status: '200', origin }]],
  };
}

const ROWS: readonly Row[] = [
  {
    id: 'track-redirected-at-home',
    title: 'A text track may be redirected within the page’s origin',
    chain: ['home', 'home'],
    wpt: ['014', '015'],
    cause: 'The file has moved, and stayed with the page: there is nothing to allow.',
  },
  {
    id: 'track-crossorigin-redirected-at-home',
    title: 'With crossorigin, too, a text track that stays at home needs no header',
    crossorigin: 'anonymous',
    chain: ['home', 'home'],
    wpt: ['016', '017'],
    cause: 'The video is elsewhere and wants crossorigin; its captions have moved, at home.',
  },
  {
    id: 'track-use-credentials-redirected-at-home',
    title: 'use-credentials asks nothing of a text track that stays at home',
    crossorigin: 'use-credentials',
    chain: ['home', 'home'],
    wpt: ['018', '019'],
    cause: 'The video needs a login elsewhere; its captions have moved, at home.',
  },
  {
    id: 'track-redirected-back-by-a-refusal',
    title: 'A text track is not redirected home by an answer that the page may not read',
    crossorigin: 'anonymous',
    chain: ['away', 'home'],
    refusedAt: 0,
    wpt: ['020'],
    cause: 'A media server sends its readers back to the site, without a header.',
  },
  {
    id: 'track-redirected-back',
    title: 'A text track that comes home by way of another origin is foreign there',
    crossorigin: 'anonymous',
    chain: ['away', 'home'],
    refusedAt: 1,
    wpt: ['021', '022'],
    cause: 'A media server sends its readers back to the site, which knows no CORS.',
  },
  {
    id: 'track-use-credentials-redirected-back-by-a-refusal',
    title: 'With cookies, too, a redirect of a text track must pass the CORS check',
    crossorigin: 'use-credentials',
    chain: ['away', 'home'],
    refusedAt: 0,
    wpt: ['023'],
    cause: 'A media server that knows the reader sends him back to the site, without a header.',
  },
  {
    id: 'track-use-credentials-redirected-back',
    title: 'A text track that comes home with its cookie is foreign there all the same',
    crossorigin: 'use-credentials',
    chain: ['away', 'home'],
    refusedAt: 1,
    wpt: ['024', '025'],
    cause: 'The site knows the reader by his cookie, and does not expect Origin: null.',
  },
  {
    id: 'track-use-credentials-redirected-away',
    title: 'A text track that is redirected to another origin takes its credentials mode along',
    crossorigin: 'use-credentials',
    chain: ['home', 'away'],
    refusedAt: 1,
    wpt: ['029', '030'],
    cause: 'Captions have moved to the media server, which allows nobody.',
  },
  {
    id: 'track-redirected-there-by-a-refusal',
    title: 'A text track does not follow a redirect within another origin that lacks the header',
    crossorigin: 'anonymous',
    chain: ['away', 'away'],
    refusedAt: 0,
    wpt: ['031'],
    cause: 'The media server sends the header with files, not with redirects.',
  },
  {
    id: 'track-redirected-there',
    title: 'What the redirect of a text track allows, its target does not inherit',
    crossorigin: 'anonymous',
    chain: ['away', 'away'],
    refusedAt: 1,
    wpt: ['032', '033'],
    cause: 'The media server sends the header with redirects, not with files.',
  },
  {
    id: 'track-use-credentials-redirected-there-by-a-refusal',
    title: 'With cookies a text track is not redirected within another origin without leave',
    crossorigin: 'use-credentials',
    chain: ['away', 'away'],
    refusedAt: 0,
    wpt: ['034'],
    cause: 'The media server sends both headers with files, neither with redirects.',
  },
  {
    id: 'track-use-credentials-redirected-there',
    title: 'With cookies, too, the target of a text track’s redirect needs leave of its own',
    crossorigin: 'use-credentials',
    chain: ['away', 'away'],
    refusedAt: 1,
    wpt: ['035', '036'],
    cause: 'The media server sends both headers with redirects, neither with files.',
  },
  {
    id: 'track-sent-out-and-not-back',
    title: 'A text track on its way there and back stops where it is given no leave',
    crossorigin: 'anonymous',
    chain: ['home', 'away', 'home'],
    refusedAt: 1,
    wpt: ['037'],
    cause: 'A counter on another origin stands in between, and knows no CORS.',
  },
  {
    id: 'track-sent-out-and-back',
    title: 'From the page to another origin and back, a text track is asked for by "null"',
    crossorigin: 'anonymous',
    chain: ['home', 'away', 'home'],
    refusedAt: 2,
    wpt: ['038', '039'],
    cause: 'A counter on another origin stands in between; the site takes itself for at home.',
  },
  {
    id: 'track-use-credentials-sent-out-and-not-back',
    title: 'With cookies a text track’s way back ends with the first refusal as well',
    crossorigin: 'use-credentials',
    chain: ['home', 'away', 'home'],
    refusedAt: 1,
    wpt: ['040'],
    cause: 'A login on another origin stands in between, and knows no CORS.',
  },
  {
    id: 'track-use-credentials-sent-out-and-back',
    title: 'A cookie brings a text track no further than its origin does',
    crossorigin: 'use-credentials',
    chain: ['home', 'away', 'home'],
    refusedAt: 2,
    wpt: ['041', '042'],
    cause: 'A login on another origin stands in between; the site takes itself for at home.',
  },
  {
    id: 'track-redirected-twice-away',
    title: 'A text track that leaves only with its second redirect needs leave there alone',
    crossorigin: 'anonymous',
    chain: ['home', 'home', 'away'],
    refusedAt: 2,
    wpt: ['043', '044'],
    cause: 'The file has moved twice, and the second time to a media server.',
  },
  {
    id: 'track-use-credentials-redirected-twice-away',
    title: 'After two redirects a text track has its cookie still, and needs leave for it',
    crossorigin: 'use-credentials',
    chain: ['home', 'home', 'away'],
    refusedAt: 2,
    wpt: ['045', '046'],
    cause: 'The file has moved twice, and the second time to a media server with a login.',
  },
];

/** What to send, and with which answer. */
function wordsOf({ chain, crossorigin }: Row, at: number): string {
  const what = isTainted(chain, at)
    ? 'Send Access-Control-Allow-Origin: null with the captions of the page’s own server, or link them directly'
    : `Send Access-Control-Allow-Origin with the ${at === chain.length - 1 ? 'captions' : 'redirect'}`;
  return crossorigin === 'use-credentials'
    ? `${what}; and Access-Control-Allow-Credentials: true.`
    : `${what}.`;
}

const seen = (verdict: 'allowed' | 'blocked', cues: number) =>
  [
    { verdict: 'allowed', type: 'basic' },
    { verdict, told: { cues } },
  ] as const;

export const TEXT_TRACK_CHAINS: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, crossorigin, chain, refusedAt, wpt, cause } = row;
  const step = { do: 'track', url: urlAt(chain, 0), ...(crossorigin && { crossorigin }) } as const;
  const wireTo = (end: number): readonly WireRequest[] => [
    { method: 'GET', url: OWN_LOGIN.url },
    ...chain.slice(0, end).map((_, at) => requestAt(row, at)),
  ];
  const whole = wireTo(chain.length);
  // Only where crossorigin makes the mode cors, and the way begins at home.
  const engines = (wire: readonly WireRequest[]) =>
    crossorigin !== undefined && chain[0] === 'home' ? { engines: named(wire) } : {};
  const allowed = seen('allowed', 1);
  const common = {
    id,
    title,
    topic,
    tags: ['@track', '@redirect', '@cookies'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement:
        'Each URL of a request is judged anew; behind another origin the page itself is "null".',
      wpt: wpt.map((number) => `${CORS_TESTS}/${number}.html`),
    },
    steps: [OWN_LOGIN, step],
    routes: routesOf(row, refusedAt),
    cause,
  } as const;
  if (refusedAt === undefined)
    return {
      ...common,
      expect: { verdict: 'allowed', stage: 'none', wire: whole, sees: allowed },
      console: SILENT,
      ...engines(whole),
    };
  const cut = wireTo(refusedAt + 1);
  const stage = refusedAt === chain.length - 1 ? 'cors-check' : 'redirect-cors-check';
  return {
    ...common,
    expect: { verdict: 'blocked', stage, wire: cut, sees: seen('blocked', 0) },
    console: refusalOf(row, refusedAt),
    ...engines(cut),
    cure: {
      words: wordsOf(row, refusedAt),
      routes: routesOf(row),
      wire: whole,
      sees: allowed,
      ...engines(whole),
    },
  };
});
