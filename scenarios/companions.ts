/**
 * What two consoles add to a refusal: Chromium a line of its network log, WebKit one of the caller
 * and, while an inspector is attached, one of the load. None of them is a reason.
 */
import { CORS_ENABLED_SCHEMES } from './cors-request-not-http.ts';
import type { ConsoleExpectation, Cure, Play, Scenario, Stage, WireRequest } from './types.ts';
import {
  RESOURCE,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const anchor = 'https://xhr.spec.whatwg.org/#handle-errors';

interface Row extends Pick<Play, 'routes'> {
  readonly id: string;
  readonly topic: Scenario['topic'];
  readonly title: string;
  readonly requirement: string;
  readonly method?: string;
  readonly url?: string;
  readonly stage: Stage;
  readonly wire: readonly WireRequest[];
  readonly console: ConsoleExpectation;
  readonly cause: string;
  readonly cure: Cure;
  readonly engines?: Scenario['engines'];
  readonly notPredicted?: string;
}

const FRESH = '{apiFresh:/resource}';
const FTP = 'ftp://127.0.0.1/moved';
const shared = { 'GET /resource': answer(200, allowOrigin()) };
const atHttp: Cure = {
  words: 'Ask for http:, or give the server a certificate.',
  steps: [{ do: 'xhr', url: RESOURCE }],
  routes: shared,
  wire: [sent('GET')],
};

const ROWS: readonly Row[] = [
  {
    id: 'companions-of-a-missing-header',
    topic: 'CORSMissingAllowOrigin',
    title: 'One refusal of an XMLHttpRequest is up to three lines in the console',
    requirement: 'What a console says of a network error is left to the browser.',
    routes: { 'GET /resource': answer(403) },
    stage: 'cors-check',
    wire: [sent('GET')],
    console: {
      chromium: ['kMissingAllowOriginHeader', ['failed-to-load', { error: 'ERR_FAILED' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '403' }]],
      webkit: [
        ['OriginNotAllowed', { status: '403' }],
        'CompanionXHR',
        ['FailedToLoad/OriginNotAllowed', { status: '403' }],
      ],
    },
    cause: 'ERR_FAILED and "due to access control checks" are read as if they were the reason.',
    cure: {
      words: 'Read the first line: the answer lacks Access-Control-Allow-Origin.',
      routes: shared,
      wire: [sent('GET')],
    },
  },
  {
    id: 'companions-of-a-refused-method',
    topic: 'CORSMethodNotFound',
    title: 'The lines behind a preflight that does not list the method of an XMLHttpRequest',
    requirement: 'The method of the request has to be in Access-Control-Allow-Methods.',
    method: 'PUT',
    routes: { 'OPTIONS /resource': answer(200, allowOrigin(), allowMethods('POST')) },
    stage: 'preflight-method',
    wire: [preflight('PUT')],
    console: {
      chromium: [
        ['kMethodDisallowedByPreflightResponse', { method: 'PUT' }],
        ['failed-to-load', { error: 'ERR_FAILED' }],
      ],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [
        ['MethodNotAllowed', { method: 'PUT' }],
        'CompanionXHR',
        ['FailedToLoad/MethodNotAllowed', { method: 'PUT' }],
      ],
    },
    cause: 'The server allows what it once needed.',
    cure: {
      words: 'List the method.',
      routes: {
        'OPTIONS /resource': answer(200, allowOrigin(), allowMethods('POST, PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'companions-of-a-redirect-to-ftp',
    topic: 'Redirects',
    title: 'The lines behind an XMLHttpRequest that is redirected to ftp:',
    requirement: 'A redirect in mode cors leads to HTTP(S) only.',
    routes: { 'GET /resource': answer(302, allowOrigin(), location(FTP)) },
    stage: 'redirect-scheme',
    wire: [sent('GET')],
    console: {
      chromium: [
        [
          'kCorsDisabledScheme',
          { url: FTP, redirected: true, firstUrl: RESOURCE, schemes: CORS_ENABLED_SCHEMES },
        ],
        ['failed-to-load', { error: 'ERR_FAILED' }],
      ],
      firefox: [['CORSRequestNotHttp', { url: FTP }], 'CORSDidNotSucceed2'],
      webkit: ['FTPDisabled', 'CompanionXHR', 'FailedToLoad/FTPDisabled'],
    },
    cause: 'The archive that the address leads to is older than the address.',
    cure: { words: 'Answer, and do not redirect.', routes: shared, wire: [sent('GET')] },
  },
  {
    id: 'companions-of-no-http',
    topic: 'CORSDidNotSucceed',
    title: 'What answers an XMLHttpRequest does not speak HTTP',
    requirement: 'A response that can’t be parsed is a network error.',
    url: FRESH,
    routes: { 'GET /resource': { raw: 'SSH-2.0-OpenSSH_9.9\r\n\r\n' } },
    stage: 'network',
    wire: [sent('GET', { url: FRESH })],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_INVALID_HTTP_RESPONSE' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: ['FailedToLoad/NetworkError/malformed'],
    },
    engines: {
      firefox: {
        kind: 'habit',
        because: 'Firefox takes what begins otherwise than HTTP/1.1 for the body of HTTP/0.9.',
        url: 'https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsHttpTransaction.cpp',
        expect: { stage: 'cors-check' },
      },
    },
    cause: 'The port belongs to another service.',
    cure: { ...atHttp, words: 'Ask the port of the API.' },
  },
  {
    id: 'companions-of-plain-http',
    topic: 'CORSDidNotSucceed',
    title: 'An https: URL leads to a port that speaks plain http',
    requirement: 'A connection that fails is a network error, whatever the server would allow.',
    url: 'https://{api.host}/{token}/resource',
    routes: {},
    stage: 'network',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_SSL_PROTOCOL_ERROR' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: ['FailedToLoad/NetworkError/handshake'],
    },
    cause: 'The scheme was changed, the port was not.',
    cure: atHttp,
    notPredicted: 'A server that speaks no TLS is beyond what the oracle is told of an origin.',
  },
  {
    id: 'restricted-port',
    topic: 'NeighbouringRules',
    title: 'No browser asks a port that belongs to chat',
    requirement: 'A URL with a bad port is blocked before anything is sent.',
    url: 'http://127.0.0.1:6667/resource',
    routes: {},
    stage: 'network',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_UNSAFE_PORT' }]],
      firefox: [],
      webkit: [['RestrictedPort', { port: '6667' }]],
    },
    cause: 'A service was put on a port that looked free.',
    cure: { ...atHttp, words: 'Serve it from a port that is not on the list.' },
  },
];

const rows = ROWS.map(
  ({ id, topic, title, requirement, method, url = RESOURCE, notPredicted, ...row }): Scenario => ({
    id,
    title,
    topic,
    tags: ['@xhr', '@companions'],
    spec: {
      anchor: id === 'restricted-port' ? 'block-bad-port' : anchor,
      requirement,
      ...(notPredicted !== undefined && { notPredicted }),
    },
    steps: [{ do: 'xhr', url, ...(method !== undefined && { method }) }],
    routes: row.routes,
    expect: { verdict: 'blocked', stage: row.stage, wire: row.wire },
    console: row.console,
    cause: row.cause,
    cure: row.cure,
    ...(row.engines && { engines: row.engines }),
  }),
);

export const COMPANIONS: readonly Scenario[] = rows;
