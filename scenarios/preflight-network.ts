/**
 * CORSDidNotSucceed, before the request itself: the preflight finds nobody to ask. What its
 * connection does once it stands is in cors-did-not-succeed.ts.
 */
import type { ConsoleExpectation, Routes, Scenario, WireRequest } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const leave = answer(204, allowOrigin(), allowMethods('PUT'));
const ok = answer(200, allowOrigin());

interface Row {
  readonly id: string;
  readonly title: string;
  readonly tags: readonly `@${string}`[];
  readonly url: string;
  readonly routes?: Routes;
  readonly stage: 'preflight-network' | 'certificate';
  readonly wire: readonly WireRequest[];
  readonly console: ConsoleExpectation;
  readonly engines?: Scenario['engines'];
  readonly notPredicted?: string;
  readonly cause: string;
  readonly words: string;
  readonly cured?: string;
}

// Once for the preflight, once for the request that waited for it.
const firefox = ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'] as const;

const ROWS: readonly Row[] = [
  {
    id: 'preflight-connection-refused',
    title: 'Nobody listens at the port, and the preflight is the first to notice',
    tags: [],
    url: '{apiRefusing:/resource}',
    stage: 'preflight-network',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CONNECTION_REFUSED' }]],
      firefox,
      webkit: [['PreflightNetworkError/refused', { host: '127.0.0.1' }]],
    },
    cause: 'The API is not running, or listens at another port.',
    words: 'Start the API, and ask at the port where it listens.',
  },
  {
    id: 'preflight-host-unknown',
    title: 'The host name resolves to nothing, and the preflight is the first to notice',
    tags: [],
    url: '{apiUnknownHost:/resource}',
    stage: 'preflight-network',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_NAME_NOT_RESOLVED' }]],
      firefox,
      webkit: [['PreflightNetworkError/unresolved', { host: '{apiUnknownHost.hostname}' }]],
    },
    cause: 'The name is misspelled, or known inside another network only.',
    words: 'Ask a name that resolves.',
  },
  {
    id: 'preflight-handshake-with-plain-http',
    title: 'https is spoken to a port that speaks http',
    tags: ['@tls'],
    url: 'https://{api.host}/{token}/resource',
    stage: 'preflight-network',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_SSL_PROTOCOL_ERROR' }]],
      firefox,
      webkit: ['PreflightNetworkError/handshake'],
    },
    notPredicted: 'What a declared answer says does not tell that its port speaks no TLS.',
    cause: 'The page asks over https; the local API has no certificate.',
    words: 'Ask over http, or give the API a certificate.',
  },
  {
    id: 'preflight-certificate-untrusted',
    title: 'A certificate that the browser does not trust ends the preflight',
    tags: ['@tls'],
    url: '{apiUntrusted:/resource}',
    stage: 'certificate',
    wire: [],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_CERT_AUTHORITY_INVALID' }]],
      firefox,
      webkit: ['PreflightNetworkError/certificate'],
    },
    cause: 'The API uses a self-signed certificate that was never accepted in this browser.',
    words: 'Use a certificate that the browser trusts.',
    cured: '{apiSecure:/resource}',
  },
  {
    id: 'preflight-answer-malformed',
    title: 'What answers the preflight does not speak HTTP',
    tags: [],
    url: '{apiFresh:/resource}',
    routes: { 'OPTIONS /resource': { raw: 'SSH-2.0-OpenSSH_9.9\r\n\r\n' } },
    stage: 'preflight-network',
    wire: [preflight('PUT', undefined, { url: '{apiFresh:/resource}' })],
    console: {
      chromium: [['failed-to-load', { error: 'ERR_INVALID_HTTP_RESPONSE' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }], 'CORSDidNotSucceed2'],
      webkit: ['PreflightNetworkError/malformed'],
    },
    engines: {
      firefox: {
        kind: 'habit',
        because: 'Firefox takes what begins otherwise than HTTP/1.1 for the body of HTTP/0.9.',
        url: 'https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsHttpTransaction.cpp',
        expect: { stage: 'preflight-cors-check' },
      },
    },
    cause: 'The port is another program’s.',
    words: 'Ask at the port where the API listens.',
  },
];

export const PREFLIGHTS_THAT_REACH_NOBODY: readonly Scenario[] = ROWS.map((row): Scenario => {
  const { id, title, tags, url, routes, stage, wire, engines, cause, words, cured } = row;
  const { notPredicted } = row;
  const asked = cured ?? RESOURCE;
  return {
    id,
    title,
    topic: 'CORSDidNotSucceed',
    tags: ['@network', '@preflight', ...tags],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'A preflight that ends in a network error ends the request with one.',
      ...(notPredicted !== undefined && { notPredicted }),
    },
    steps: [{ do: 'fetch', url, method: 'PUT' }],
    routes: { 'OPTIONS /resource': leave, 'PUT /resource': ok, ...routes },
    expect: { verdict: 'blocked', stage, wire },
    console: row.console,
    ...(engines && { engines }),
    cause,
    cure: {
      words,
      steps: [{ do: 'fetch', url: asked, method: 'PUT' }],
      routes: { 'OPTIONS /resource': leave, 'PUT /resource': ok },
      wire: [preflight('PUT', undefined, { url: asked }), sent('PUT', { url: asked })],
    },
  };
});
