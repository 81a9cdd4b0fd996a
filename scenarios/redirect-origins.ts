/**
 * Redirects from origin to origin: who has to allow whom. Behind a redirect between two foreign
 * origins the request’s own origin is tainted, and `Origin` is `null`.
 * https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
import type { ConsoleExpectation, Header, Scenario } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location } from './vocabulary.ts';

const START = '{page:/start}';
const MADE = '{page:/made}';
const RESOURCE = '{api:/resource}';
const MOVED = '{api:/moved}';
const ELSEWHERE = '{apiCrossSite:/elsewhere}';
const SECURE = '{apiSecure:/secure}';

/** One hop: the URL that answers, the origin it is told, the header lines of its answer. */
type Hop = readonly [url: string, origin: string | null, lines: readonly Header[]];

interface Row {
  readonly id: string;
  readonly title: string;
  readonly anchor: string;
  readonly requirement: string;
  readonly wpt?: readonly string[];
  readonly page?: Scenario['page'];
  readonly credentials?: 'include';
  readonly hops: readonly Hop[];
  /** Which hop’s answer is refused, and what the engines say of it. */
  readonly refused?: { readonly at: number; readonly console: ConsoleExpectation };
  readonly cause: string;
  /** The header lines of each hop after the cure. */
  readonly cure?: { readonly words: string; readonly lines: readonly (readonly Header[])[] };
}

/** No header at all, at a URL that was redirected to. */
const missing = (url: string, firstUrl: string, origin = '{page}'): ConsoleExpectation => ({
  chromium: [['kMissingAllowOriginHeader', { url, redirected: true, firstUrl }]],
  firefox: [['CORSMissingAllowOrigin2', { url, status: '200' }]],
  webkit: [['OriginNotAllowed', { status: '200', origin }]],
});

/** The page is named where the origin is `null`. */
const namesThePage = (url: string): ConsoleExpectation => ({
  chromium: [
    ['kAllowOriginMismatch', { url, redirected: true, firstUrl: RESOURCE, value: '{page}' }],
  ],
  firefox: [['CORSAllowOriginNotMatchingOrigin', { url, acao: '{page}' }]],
  webkit: [['OriginNotAllowed', { status: '200', origin: 'null' }]],
});

const tainted = {
  anchor: 'concept-request-tainted-origin',
  requirement: 'A request that one foreign origin has redirected to another has the origin "null".',
  wpt: ['fetch/api/redirect/redirect-origin.any.js', 'cors/redirect-origin.htm'],
} as const;

const ROWS: readonly Row[] = [
  {
    id: 'redirect-from-page-to-api',
    title: 'A redirect of the page’s own server does not spare the API its header',
    anchor: 'http-redirect-fetch',
    requirement: 'Each URL of a request is judged anew: another origin’s answer is CORS-checked.',
    wpt: ['fetch/api/cors/cors-redirect.any.js'],
    hops: [
      [START, null, []],
      [RESOURCE, '{page}', []],
    ],
    refused: { at: 1, console: missing(RESOURCE, START) },
    cause: 'The site redirects to its API, and everybody takes the request for a local one.',
    cure: { words: 'Have the API allow the page’s origin.', lines: [[], [allowOrigin()]] },
  },
  {
    id: 'redirect-allowed-target-not',
    title: 'What the redirect allows, its target does not inherit',
    anchor: 'http-fetch',
    requirement: 'Redirect and target each pass a CORS check of their own.',
    wpt: ['fetch/api/cors/cors-redirect.any.js'],
    hops: [
      [RESOURCE, '{page}', [allowOrigin()]],
      [MOVED, '{page}', []],
    ],
    refused: { at: 1, console: missing(MOVED, RESOURCE) },
    cause: 'The header is set where the redirect is made, not where the file is served.',
    cure: { words: 'Send the header with both.', lines: [[allowOrigin()], [allowOrigin()]] },
  },
  {
    id: 'redirect-between-foreign-origins',
    title: 'Behind a redirect from one foreign origin to another the page is "null"',
    ...tainted,
    hops: [
      [RESOURCE, '{page}', [allowOrigin()]],
      [ELSEWHERE, 'null', [allowOrigin()]],
    ],
    refused: { at: 1, console: namesThePage(ELSEWHERE) },
    cause: 'The API hands a download on to a store, whose list of origins has the page’s.',
    cure: {
      words: 'Send "*" from the store; the page’s origin never arrives there.',
      lines: [[allowOrigin()], [allowOrigin('*')]],
    },
  },
  {
    id: 'redirect-between-foreign-origins-null',
    title: 'Access-Control-Allow-Origin: null is what a tainted origin asks for',
    ...tainted,
    hops: [
      [RESOURCE, '{page}', [allowOrigin()]],
      [ELSEWHERE, 'null', [allowOrigin('null')]],
    ],
    cause: 'The store sends back whatever Origin it was sent: it allows every tainted request.',
  },
  {
    id: 'redirect-between-foreign-origins-wildcard-with-credentials',
    title: 'Behind a redirect "*" is no more an answer to credentials than before it',
    anchor: 'concept-cors-check',
    requirement: 'With credentials mode "include" the origin must be named, and be it "null".',
    credentials: 'include',
    hops: [
      [RESOURCE, '{page}', [allowOrigin(), allowCredentials()]],
      [ELSEWHERE, 'null', [allowOrigin('*'), allowCredentials()]],
    ],
    refused: {
      at: 1,
      console: {
        chromium: [
          ['kWildcardOriginNotAllowed', { url: ELSEWHERE, redirected: true, firstUrl: RESOURCE }],
        ],
        firefox: [['CORSNotSupportingCredentials', { url: ELSEWHERE }]],
        webkit: ['WildcardWithCredentials'],
      },
    },
    cause: 'The API needs a cookie and the store behind it none; one call asks both.',
    cure: {
      words: 'Name "null", or ask the store in a request of its own, without credentials.',
      lines: [
        [allowOrigin(), allowCredentials()],
        [allowOrigin('null'), allowCredentials()],
      ],
    },
  },
  {
    id: 'redirect-back-to-page',
    title: 'A foreign origin that redirects back to the page makes the page foreign to itself',
    ...tainted,
    wpt: ['fetch/api/redirect/redirect-back-to-original-origin.any.js'],
    hops: [
      [RESOURCE, '{page}', [allowOrigin()]],
      [MADE, 'null', []],
    ],
    refused: { at: 1, console: missing(MADE, RESOURCE, 'null') },
    cause: 'A sign-in service sends the request back to the site, which knows no CORS.',
    cure: {
      words: 'Send "*" from the site’s URL that is returned to, or ask it in a request of its own.',
      lines: [[allowOrigin()], [allowOrigin('*')]],
    },
  },
  {
    id: 'redirect-there-and-back',
    title: 'From the page to the API and back again: the way there is remembered',
    ...tainted,
    wpt: ['fetch/api/redirect/redirect-back-to-original-origin.any.js'],
    hops: [
      [START, null, []],
      // Credentials are for WebKit: see credentials-asked-of-a-foreign-redirect.
      [RESOURCE, '{page}', [allowOrigin(), allowCredentials()]],
      [MADE, 'null', [allowOrigin()]],
    ],
    refused: {
      at: 2,
      console: {
        ...namesThePage(MADE),
        chromium: [
          [
            'kAllowOriginMismatch',
            { url: MADE, redirected: true, firstUrl: START, value: '{page}' },
          ],
        ],
      },
    },
    cause: 'A silent login goes to the identity provider and returns.',
    cure: {
      words: 'Answer with "*" or "null" where the request returns.',
      lines: [[], [allowOrigin(), allowCredentials()], [allowOrigin('null')]],
    },
  },
  {
    id: 'redirect-to-https',
    title: 'The same host over https is another origin, so moving there taints the request',
    ...tainted,
    hops: [
      [RESOURCE, '{page}', [allowOrigin()]],
      [SECURE, 'null', [allowOrigin()]],
    ],
    refused: { at: 1, console: namesThePage(SECURE) },
    cause: 'The API moves plain http to https, and the page still has the old URL.',
    cure: {
      words: 'Ask for the https URL at once; where that cannot be, answer with "*".',
      lines: [[allowOrigin()], [allowOrigin('*')]],
    },
  },
  {
    id: 'redirect-of-an-opaque-origin',
    title: 'An origin that is "null" from the start loses nothing by redirects',
    anchor: 'serializing-a-request-origin',
    requirement: 'An opaque origin is serialized as "null", tainted or not.',
    page: { realm: 'sandboxed-frame' },
    hops: [
      [RESOURCE, 'null', [allowOrigin('null')]],
      [ELSEWHERE, 'null', [allowOrigin('null')]],
    ],
    cause: 'A sandboxed frame asks an API that hands the request on.',
  },
  {
    id: 'redirect-with-wildcard-and-credentials',
    title: 'A redirect that answers a request with credentials by "*" is not followed',
    anchor: 'http-fetch',
    requirement: 'A redirect passes the same CORS check as a response, credentials included.',
    credentials: 'include',
    hops: [
      [RESOURCE, '{page}', [allowOrigin('*'), allowCredentials()]],
      [MOVED, '{page}', [allowOrigin(), allowCredentials()]],
    ],
    refused: {
      at: 0,
      console: {
        chromium: ['kWildcardOriginNotAllowed'],
        firefox: ['CORSNotSupportingCredentials', 'CORSDidNotSucceed2'],
        webkit: [['RedirectFailedCheck/WildcardWithCredentials', { newUrl: MOVED }]],
      },
    },
    cause: 'A slash rule of the web server adds "*" to the redirects that it makes.',
    cure: {
      words: 'Name the origin with the redirect, too.',
      lines: [
        [allowOrigin(), allowCredentials()],
        [allowOrigin(), allowCredentials()],
      ],
    },
  },
  {
    id: 'redirect-with-two-allow-origins',
    title: 'A redirect with the header twice is not followed',
    anchor: 'http-fetch',
    requirement: 'A redirect passes the same CORS check as a response: one value, not a list.',
    hops: [
      [RESOURCE, '{page}', [allowOrigin(), allowOrigin('*')]],
      [MOVED, '{page}', [allowOrigin()]],
    ],
    refused: {
      at: 0,
      console: {
        chromium: [['kMultipleAllowOriginValues', { value: '{page}, *' }]],
        firefox: ['CORSMultipleAllowOriginNotAllowed', 'CORSDidNotSucceed2'],
        webkit: [['RedirectFailedCheck/MoreThanOneOrigin', { newUrl: MOVED }]],
      },
    },
    cause: 'The application sets the header, and the proxy in front of it once more.',
    cure: { words: 'Set it in one place.', lines: [[allowOrigin()], [allowOrigin()]] },
  },
];

const pathOf = (url: string): string => url.slice(url.indexOf('/'), -1);

function routesOf(hops: readonly Hop[], lines: readonly (readonly Header[])[]): Scenario['routes'] {
  return Object.fromEntries(
    hops.map(([url], index) => {
      const next = hops[index + 1]?.[0];
      const own = lines[index] ?? [];
      return [
        `GET ${pathOf(url)}`,
        next === undefined ? answer(200, ...own) : answer(302, ...own, location(next)),
      ];
    }),
  );
}

const wireOf = (hops: readonly Hop[]) =>
  hops.map(([url, origin]) => ({ method: 'GET', url, ...(origin !== null && { origin }) }));

export const REDIRECTS_FROM_ORIGIN_TO_ORIGIN: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, anchor, requirement, wpt, page, credentials, hops, refused, cause, cure } =
    row;
  const first = hops[0]?.[0] ?? RESOURCE;
  const last = hops.length - 1;
  return {
    id,
    title,
    topic: 'Redirects',
    tags: credentials ? ['@redirect', '@credentials'] : ['@redirect'],
    spec: { anchor, requirement, ...(wpt && { wpt }) },
    ...(page && { page }),
    steps: [{ do: 'fetch', url: first, ...(credentials && { credentials }) }],
    routes: routesOf(
      hops,
      hops.map(([, , lines]) => lines),
    ),
    expect: refused
      ? {
          verdict: 'blocked',
          stage: refused.at === last ? 'cors-check' : 'redirect-cors-check',
          wire: wireOf(hops.slice(0, refused.at + 1)),
        }
      : { verdict: 'allowed', stage: 'none', wire: wireOf(hops) },
    console: refused?.console ?? SILENT,
    cause,
    ...(cure && {
      cure: { words: cure.words, routes: routesOf(hops, cure.lines), wire: wireOf(hops) },
    }),
  };
});
