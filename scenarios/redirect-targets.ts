/**
 * Where a redirect may not lead: out of HTTP(S), to a blocked port, to a URL with credentials.
 * https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
import { CORS_ENABLED_SCHEMES } from './cors-request-not-http.ts';
import type { ConsoleExpectation, Header, Scenario, WireRequest } from './types.ts';
import {
  RESOURCE,
  allowHeaders,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const START = '{page:/start}';
const MOVED = '{api:/moved}';
const topic = 'Redirects';
const ok = answer(200, allowOrigin());

/** Nothing listens at IRC's port on loopback, and no browser asks. */
const IRC = 'http://127.0.0.1:6667/';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly tags?: readonly `@${string}`[];
  readonly stage: 'redirect-scheme' | 'redirect-network' | 'redirect-credentials';
  readonly requirement: string;
  readonly wpt?: readonly string[];
  /** Default: the API. */
  readonly start?: typeof START;
  readonly mode?: 'no-cors';
  readonly headers?: readonly [Header];
  readonly to: string;
  readonly console: ConsoleExpectation;
  readonly cause: string;
}

const mustBeHttp = 'A redirect to a URL whose scheme is not HTTP(S) is a network error.';

const ROWS: readonly Row[] = [
  {
    id: 'redirect-to-ftp',
    title: 'A redirect to ftp: is not followed',
    stage: 'redirect-scheme',
    requirement: mustBeHttp,
    wpt: ['fetch/api/redirect/redirect-schemes.any.js'],
    to: 'ftp://127.0.0.1/report.csv',
    console: {
      chromium: [
        [
          'kCorsDisabledScheme',
          {
            url: 'ftp://127.0.0.1/report.csv',
            redirected: true,
            firstUrl: RESOURCE,
            schemes: CORS_ENABLED_SCHEMES,
          },
        ],
      ],
      firefox: [
        ['CORSRequestNotHttp', { url: 'ftp://127.0.0.1/report.csv' }],
        'CORSDidNotSucceed2',
      ],
      webkit: ['FTPDisabled'],
    },
    cause: 'A download page sends everybody to the FTP server that it had twenty years ago.',
  },
  {
    id: 'redirect-to-data',
    title: 'A redirect to data: is not followed, though fetch of a data: URL works',
    stage: 'redirect-scheme',
    requirement: mustBeHttp,
    wpt: ['fetch/api/redirect/redirect-to-dataurl.any.js'],
    to: 'data:text/plain,ok',
    console: {
      chromium: [],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [['RedirectNonCorsScheme', { newUrl: 'data:text/plain,ok' }]],
    },
    cause: 'The server redirects to a small image that it has put into the URL.',
  },
  {
    id: 'redirect-to-file',
    title: 'A redirect to file: is not followed',
    stage: 'redirect-scheme',
    requirement: mustBeHttp,
    wpt: ['fetch/api/redirect/redirect-schemes.any.js'],
    to: 'file:///report.csv',
    console: {
      chromium: [],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [['RedirectNonCorsScheme', { newUrl: 'file:///report.csv' }]],
    },
    cause: 'The server redirects to the path of a file on its own disk.',
  },
  {
    id: 'redirect-from-page-to-unknown-scheme',
    title: 'The page’s own server cannot redirect out of HTTP either',
    stage: 'redirect-scheme',
    requirement: mustBeHttp,
    start: START,
    to: 'myapp://done/',
    console: {
      chromium: [
        [
          'kCorsDisabledScheme',
          {
            url: 'myapp://done/',
            redirected: true,
            firstUrl: START,
            schemes: CORS_ENABLED_SCHEMES,
          },
        ],
      ],
      firefox: [['CORSRequestNotHttp', { url: 'myapp://done/' }]],
      webkit: [['RedirectNonCorsScheme', { newUrl: 'myapp://done/' }]],
    },
    cause: 'The site’s login ends by opening an application; it was started by fetch.',
  },
  {
    id: 'redirect-to-unknown-scheme-no-cors',
    title: 'mode: "no-cors" does not lead out of HTTP',
    tags: ['@no-cors'],
    stage: 'redirect-scheme',
    requirement: mustBeHttp,
    mode: 'no-cors',
    to: 'myapp://done/',
    console: { chromium: [], firefox: [], webkit: ['BadSchemeRedirect'] },
    cause: 'A beacon’s address redirects to an application.',
  },
  {
    id: 'redirect-to-blocked-port',
    title: 'A redirect to a port of another protocol is not followed',
    stage: 'redirect-network',
    requirement: 'A request to a bad port is a network error, behind a redirect as anywhere.',
    to: IRC,
    console: { chromium: [], firefox: ['CORSDidNotSucceed2'], webkit: [] },
    cause: 'The API moved to a port that browsers keep for IRC.',
  },
  {
    id: 'redirect-to-blocked-port-preflighted',
    title: 'Not even a preflight goes to a port of another protocol',
    tags: ['@preflight'],
    stage: 'redirect-network',
    requirement: 'A bad port is refused before the preflight would be made.',
    headers: [['X-Trace', '1']],
    to: IRC,
    console: {
      chromium: [],
      firefox: ['CORSDidNotSucceed2'],
      webkit: {
        notApplicable:
          'WebKitGTK blocks the preflight and connects all the same; which of the two fails first is a race, and so is the line',
        url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/NetworkDataTask.cpp',
      },
    },
    cause: 'The API moved to a port that browsers keep for IRC, and wants a header of its own.',
  },
  {
    id: 'redirect-to-password-within-the-api',
    title: 'Within the API’s origin, too, no redirect leads to a URL with a password',
    stage: 'redirect-credentials',
    requirement:
      'In mode "cors" a redirect to a URL with credentials that is foreign to the page is refused.',
    wpt: ['cors/redirect-userinfo.htm'],
    to: 'http://user:secret@{api.host}/{token}/moved',
    console: {
      chromium: ['kRedirectContainsCredentials'],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [
        [
          'RedirectHasCredentials',
          {
            newUrl: 'http://user:secret@{api.host}/{token}/moved',
            newUrlWithoutUserinfo: MOVED,
          },
        ],
      ],
    },
    cause: 'A gateway builds the redirect from the URL with which it asks the server behind it.',
  },
  {
    id: 'redirect-to-password-back-at-the-page',
    title: 'A foreign origin cannot redirect to a URL of the page with a password',
    stage: 'redirect-credentials',
    requirement: 'With response tainting "cors" a URL with credentials is refused, the page’s too.',
    to: 'http://user:secret@{page.host}/{token}/moved',
    console: {
      chromium: ['kRedirectContainsCredentials'],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [
        [
          'RedirectHasCredentials',
          {
            newUrl: 'http://user:secret@{page.host}/{token}/moved',
            newUrlWithoutUserinfo: '{page:/moved}',
          },
        ],
      ],
    },
    cause: 'An identity provider returns to the address that it was given, password and all.',
  },
];

const words = 'Redirect to an ordinary http or https URL, and allow the origin there.';

export const REDIRECTS_TO_WHERE_NONE_MAY_LEAD: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, tags = [], stage, requirement, wpt, start, mode, headers, to, cause } = row;
  const url = start ?? RESOURCE;
  const path = start ? '/start' : '/resource';
  const asked = headers && preflight('GET', 'x-trace');
  const leave = headers && answer(204, allowOrigin(), allowHeaders('X-Trace'));
  const own: WireRequest = { method: 'GET', url, ...(!start && !mode && { origin: '{page}' }) };
  const target = start ? RESOURCE : MOVED;
  const targetPath = start ? '/resource' : '/moved';
  return {
    id,
    title,
    topic,
    tags: ['@redirect', ...tags],
    spec: { anchor: 'http-redirect-fetch', requirement, ...(wpt && { wpt }) },
    steps: [{ do: 'fetch', url, ...(mode && { mode }), ...(headers && { headers }) }],
    routes: {
      [`GET ${path}`]: answer(302, allowOrigin(), location(to)),
      ...(leave && { [`OPTIONS ${path}`]: leave }),
    },
    expect: { verdict: 'blocked', stage, wire: [...(asked ? [asked] : []), own] },
    console: row.console,
    cause,
    cure: {
      words,
      steps: [{ do: 'fetch', url, ...(headers && { headers }) }],
      routes: {
        [`GET ${path}`]: answer(302, allowOrigin(), location(target)),
        [`GET ${targetPath}`]: ok,
        ...(leave && { [`OPTIONS ${path}`]: leave, [`OPTIONS ${targetPath}`]: leave }),
      },
      wire: [
        ...(asked ? [asked] : []),
        start ? { method: 'GET', url } : sent('GET'),
        ...(asked ? [{ ...asked, url: target }] : []),
        sent('GET', { url: target }),
      ],
    },
  };
});
