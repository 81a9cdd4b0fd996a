/** Beacons whose answer is a redirect that must not be followed. */
import type { Scenario } from './types.ts';
import {
  topic,
  ASKED,
  SENT,
  MOVED,
  WITH_PASSWORD,
  shared,
  passed,
  queued,
  webkit,
  failed,
  refused,
  times,
  TWO_ORIGINS,
  type Refusal,
} from './beacons-vocabulary.ts';
import { RESOURCE, allowCredentials, allowOrigin, answer, location } from './vocabulary.ts';

/** The beacon has arrived, and its answer is a redirect that must not be followed. */
const BY_THE_REDIRECT: readonly Refusal[] = [
  {
    id: 'redirect-origin-missing',
    title: 'A beacon’s redirect must pass the CORS check, though nobody reads it',
    requirement: 'A redirect of a cors request to another origin is checked like a response.',
    stage: 'redirect-cors-check',
    answer: answer(307, location(MOVED)),
    console: {
      chromium: ['kMissingAllowOriginHeader', failed],
      firefox: [['CORSMissingAllowOrigin2', { status: '307' }], 'CORSDidNotSucceed2'],
      webkit: webkit('RedirectFailedCheck/OriginNotAllowed', { newUrl: MOVED, status: '307' }),
    },
    cause: 'The rule that redirects comes before the one that adds the headers.',
    words: 'Answer at this URL, or send the headers with the redirect, too.',
  },
  {
    id: 'redirect-origin-twice',
    title: 'A beacon’s redirect with two origins is not followed',
    requirement: 'Access-Control-Allow-Origin of a redirect must be the one origin of the request.',
    stage: 'redirect-cors-check',
    answer: answer(307, allowOrigin(TWO_ORIGINS), allowCredentials(), location(MOVED)),
    console: {
      chromium: [['kMultipleAllowOriginValues', { value: TWO_ORIGINS }], failed],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: TWO_ORIGINS }], 'CORSDidNotSucceed2'],
      webkit: webkit('RedirectFailedCheck/MoreThanOneOrigin', { newUrl: MOVED }),
    },
    cause: 'All allowed origins were put into one header.',
    words: 'Send back the one origin that asked.',
  },
  {
    id: 'redirect-wildcard',
    title: 'A beacon’s redirect with "*" is not followed',
    requirement: 'The credentials mode of a beacon is include, on its redirects as well.',
    stage: 'redirect-cors-check',
    answer: answer(307, allowOrigin('*'), allowCredentials(), location(MOVED)),
    console: {
      chromium: ['kWildcardOriginNotAllowed', failed],
      firefox: ['CORSNotSupportingCredentials', 'CORSDidNotSucceed2'],
      webkit: webkit('RedirectFailedCheck/WildcardWithCredentials', { newUrl: MOVED }),
    },
    cause: 'The proxy that redirects has a rule of its own.',
    words: 'Name the origin.',
  },
  {
    id: 'redirect-credentials-not-allowed',
    title: 'A beacon’s redirect must allow credentials',
    requirement: 'Without Access-Control-Allow-Credentials: true the redirect’s check fails.',
    stage: 'redirect-cors-check',
    answer: answer(307, allowOrigin(), location(MOVED)),
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }], failed],
      firefox: ['CORSMissingAllowCredentials', 'CORSDidNotSucceed2'],
      webkit: webkit('RedirectFailedCheck/CredentialsNotTrue', { newUrl: MOVED }),
    },
    cause: 'The proxy that redirects has a rule of its own.',
    words: 'Send Access-Control-Allow-Credentials: true with the redirect, too.',
  },
  {
    id: 'redirect-to-data',
    title: 'A beacon is not redirected to data:',
    requirement: 'A redirect to a scheme that is not HTTP(S) is a network error.',
    stage: 'redirect-scheme',
    answer: answer(307, ...shared, location('data:text/plain,stored')),
    console: {
      chromium: [['failed-to-load', { error: 'ERR_UNSAFE_REDIRECT' }]],
      firefox: [
        ['BlockRedirectToDataURI', { url: 'data:text/plain,stored' }],
        'CORSDidNotSucceed2',
      ],
      webkit: webkit('RedirectNonCorsScheme', { newUrl: 'data:text/plain,stored' }),
    },
    cause: 'The server answers by a redirect to a text.',
    words: 'Answer with 204 and no body.',
  },
  {
    id: 'redirect-with-password',
    title: 'A beacon is not redirected to a URL with a password',
    requirement: 'A cors request is not redirected to a URL that includes credentials.',
    stage: 'redirect-credentials',
    answer: answer(307, ...shared, location(WITH_PASSWORD)),
    console: {
      chromium: ['kRedirectContainsCredentials', failed],
      firefox: ['CORSDidNotSucceed2'],
      webkit: webkit('RedirectHasCredentials', {
        newUrl: WITH_PASSWORD,
        newUrlWithoutUserinfo: MOVED,
      }),
    },
    cause: 'The server keeps the password of another one in its configuration.',
    words: 'Redirect without a password, or store it at once.',
  },
];

const LOOP: Scenario = {
  id: 'beacon-redirect-loop',
  title: 'A beacon that is redirected to itself goes out twenty-one times',
  topic,
  tags: ['@beacon', '@redirect', '@no-cors'],
  spec: {
    anchor: 'http-redirect-fetch',
    requirement: 'A request that was redirected 20 times is not redirected again.',
  },
  steps: [{ do: 'beacon', url: RESOURCE, body: 'left' }],
  routes: { 'POST /resource': answer(307, location(RESOURCE)) },
  expect: {
    verdict: 'blocked',
    stage: 'redirect-count',
    wire: times(21, SENT),
    sees: [{ verdict: 'blocked', told: queued }],
  },
  console: {
    chromium: [['failed-to-load', { error: 'ERR_TOO_MANY_REDIRECTS' }]],
    firefox: [],
    webkit: webkit('TooManyRedirects'),
  },
  engines: {
    chromium: {
      kind: 'deviation',
      because:
        'Redirects of a keepalive request are counted by the browser process as well, and one sooner.',
      url: 'https://source.chromium.org/chromium/chromium/src/+/main:content/browser/loader/keep_alive_url_loader.cc',
      expect: { wire: times(20, SENT) },
    },
  },
  cause: 'Two rules of the server redirect to each other.',
  cure: {
    words: 'Mend the rules.',
    routes: { 'POST /resource': answer(200) },
    wire: [SENT],
    sees: [{ verdict: 'opaque', told: queued }],
    notPredicted: 'Its answer is opaque, which nobody looks at.',
  },
};

/** Of text, and so in mode no-cors: what remains is that a redirect leads to HTTP(S) only. */
const AWAY = (
  [
    {
      id: 'beacon-redirect-to-ftp',
      title: 'A beacon of text is not redirected to ftp:',
      target: 'ftp://127.0.0.1/moved',
      webkit: webkit('FTPDisabled'),
      cause: 'The log is kept on a server that is older than the site.',
    },
    {
      id: 'beacon-redirect-to-mailto',
      title: 'A beacon of text is not redirected to a mailbox',
      target: 'mailto:log@site.example',
      webkit: webkit('RedirectNotHttp', {}, { url: 'mailto:log@site.example' }),
      cause: 'The form’s address was given to the beacon, which mails what it gets.',
    },
  ] as const
).map(({ id, title, target, webkit: lines, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@beacon', '@redirect', '@no-cors'],
  spec: {
    anchor: 'http-redirect-fetch',
    requirement: 'A redirect to a scheme that is not HTTP(S) is a network error.',
  },
  steps: [{ do: 'beacon', url: RESOURCE, body: 'left', untimed: true }],
  routes: { 'POST /resource': answer(307, location(target)) },
  expect: {
    verdict: 'blocked',
    stage: 'redirect-scheme',
    wire: [SENT],
    sees: [{ verdict: 'blocked', told: queued }],
  },
  console: {
    chromium: [['failed-to-load', { error: 'ERR_UNKNOWN_URL_SCHEME' }]],
    firefox: [],
    webkit: lines,
  },
  cause,
  cure: {
    // Where it was taken to is all that tells of a beacon’s answer.
    words: 'Redirect to HTTP(S), or not at all.',
    routes: { 'POST /resource': answer(307, location(MOVED)), 'POST /moved': answer(200) },
    wire: [SENT, { ...SENT, url: MOVED }],
    sees: [{ verdict: 'opaque', told: queued }],
  },
}));

export const BEACONS_REDIRECTED: readonly Scenario[] = [
  ...BY_THE_REDIRECT.map((row) =>
    refused(
      row,
      { 'OPTIONS /resource': passed, 'POST /resource': row.answer, 'ALL /moved': passed },
      [ASKED, SENT],
    ),
  ),
  LOOP,
  ...AWAY,
];
