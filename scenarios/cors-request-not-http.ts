/** CORSRequestNotHttp: CORS is spoken over HTTP(S) only. */
import type { Scenario } from './types.ts';
import { RESOURCE, allowOrigin, answer, location, sent } from './vocabulary.ts';

export const topic = 'CORSRequestNotHttp';

/** A run-time value of Chromium's text: the schemes that its build allows for CORS. */
export const CORS_ENABLED_SCHEMES =
  'chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app';

export const spec = {
  anchor: 'main-fetch',
  requirement: 'A cors request whose URL has no HTTP(S) scheme is a network error.',
} as const;
export const cure = {
  words: 'Serve the resource over http or https, with Access-Control-Allow-Origin.',
  routes: { 'GET /resource': answer(200, allowOrigin()) },
  wire: [sent('GET')],
} as const;

const SCHEMES = [
  {
    id: 'scheme-ftp',
    title: 'fetch of an ftp: URL',
    url: 'ftp://127.0.0.1/report.csv',
    scheme: 'ftp',
    cause: 'The resource lies on an FTP server.',
  },
  {
    id: 'scheme-unknown',
    title: 'fetch of a scheme of one’s own',
    url: 'myapp://api/report',
    scheme: 'myapp',
    cause: 'The URL was meant for an application, not for the web.',
  },
  {
    id: 'scheme-missing-before-host',
    title: 'fetch of "localhost:3000/…" takes the host for a scheme',
    url: 'localhost:3000/report',
    scheme: 'localhost',
    cause: 'Without http:// before it, everything up to the colon is a scheme.',
  },
] as const;

const byFetch = SCHEMES.map(({ id, title, url, scheme, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@scheme'],
  spec,
  steps: [{ do: 'fetch', url }],
  routes: {},
  expect: { verdict: 'blocked', stage: 'scheme', wire: [] },
  console: {
    chromium: [['fetch-scheme', { scheme }]],
    firefox: ['CORSRequestNotHttp'],
    webkit: ['OnlyHTTP'],
  },
  cause,
  cure: { ...cure, steps: [{ do: 'fetch', url: RESOURCE }] },
}));

const others: readonly Scenario[] = [
  {
    id: 'scheme-unknown-xhr',
    title: 'XMLHttpRequest to a scheme of one’s own',
    topic,
    tags: ['@scheme', '@xhr'],
    spec,
    steps: [{ do: 'xhr', url: 'myapp://api/report' }],
    routes: {},
    expect: { verdict: 'blocked', stage: 'scheme', wire: [] },
    console: {
      chromium: [['kCorsDisabledScheme', { schemes: CORS_ENABLED_SCHEMES }]],
      firefox: ['CORSRequestNotHttp'],
      webkit: ['OnlyHTTP'],
    },
    cause: 'The URL was meant for an application, not for the web.',
    cure: { ...cure, steps: [{ do: 'xhr', url: RESOURCE }] },
  },
  {
    id: 'scheme-file-from-file-page',
    title: 'A page opened from disk may not read the file beside it',
    topic,
    tags: ['@scheme', '@null-origin'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement:
        'file: is left to the browser; all three treat every file as an origin of its own.',
    },
    page: { realm: 'file' },
    steps: [{ do: 'fetch', url: '{file:/data.json}' }],
    routes: {},
    expect: { verdict: 'blocked', stage: 'scheme', wire: [] },
    console: {
      chromium: [['kCorsDisabledScheme', { schemes: CORS_ENABLED_SCHEMES }]],
      firefox: ['CORSRequestNotHttp'],
      webkit: ['OnlyHTTP'],
    },
    cause: 'The page was opened by a double click; its URL begins with file:.',
    cure: {
      words: 'Serve page and data by a web server, a local one will do.',
      page: { realm: 'window' },
      steps: [{ do: 'fetch', url: RESOURCE }],
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'redirect-to-unknown-scheme',
    title: 'A redirect out of HTTP ends the request',
    topic,
    tags: ['@scheme', '@redirect'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'A redirect to a URL whose scheme is not HTTP(S) is a network error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(302, allowOrigin(), location('myapp://done/')) },
    expect: { verdict: 'blocked', stage: 'redirect-scheme', wire: [sent('GET')] },
    console: {
      chromium: [
        [
          'kCorsDisabledScheme',
          {
            url: 'myapp://done/',
            redirected: true,
            firstUrl: RESOURCE,
            schemes: CORS_ENABLED_SCHEMES,
          },
        ],
      ],
      firefox: [['CORSRequestNotHttp', { url: 'myapp://done/' }], 'CORSDidNotSucceed2'],
      webkit: [['RedirectNonCorsScheme', { newUrl: 'myapp://done/' }]],
    },
    cause: 'A login flow ends by opening an application; it was started by fetch.',
    cure: {
      words: 'Let a navigation make such a request, or redirect to an http(s) URL.',
      routes: {
        'GET /resource': answer(302, allowOrigin(), location('{api:/done}')),
        'GET /done': answer(200, allowOrigin()),
      },
      wire: [sent('GET'), sent('GET', { url: '{api:/done}' })],
    },
  },
];

export const CORS_REQUEST_NOT_HTTP: readonly Scenario[] = [...byFetch, ...others];
