/** Beacons whose preflight gets no answer that HTTP knows. */
import type { Answer, ConsoleLine, EngineNote, Scenario } from './types.ts';
import { JSON_BEACON, passed, queued, stored, times, topic } from './beacons-vocabulary.ts';
import { RESOURCE, answer, preflight, sent } from './vocabulary.ts';
import type { BeaconStep } from './initiators/streams.ts';

const spec = {
  anchor: 'http-network-fetch',
  requirement: 'A connection that fails gives a network error.',
} as const;
const FRESH = '{apiFresh:/resource}';
const beaconTo = (url: string): BeaconStep => ({ ...JSON_BEACON, url });
const asked = preflight('POST', 'content-type', { url: FRESH });

const triedTenTimes: EngineNote = {
  kind: 'habit',
  because:
    'A request whose connection ends before an answer begins is sent again, up to network.http.request.max-attempts (10) times.',
  url: 'https://searchfox.org/mozilla-central/source/modules/libpref/init/all.js',
  expect: { wire: times(10, asked) },
};

/** Such an answer is no connection that ended, so it is not tried again. */
const takenForABody: EngineNote = {
  kind: 'habit',
  because: 'Firefox takes what begins otherwise than HTTP/1.1 for the body of HTTP/0.9.',
  url: 'https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsHttpTransaction.cpp',
  expect: { stage: 'preflight-cors-check' },
};

type Failure =
  'closed' | 'reset' | 'malformed' | 'refused' | 'unresolved' | 'certificate' | 'handshake';

const lines = (text: Failure, parameters: Readonly<Record<string, string>> = {}) =>
  [
    [`PreflightNetworkError/${text}`, parameters],
    [`CompanionBeacon/NetworkError/${text}`, parameters],
    [`FailedToLoad/NetworkError/${text}`, parameters],
  ] as const;

/** The API gets the preflight, and ends it in another way than by an answer. */
const BROKEN = (
  [
    {
      id: 'beacon-connection-closed',
      title: 'The connection of a beacon’s preflight is closed',
      answered: { connection: 'close' },
      chromium: 'ERR_EMPTY_RESPONSE',
      firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
      note: triedTenTimes,
      webkit: 'closed',
      cause: 'The server does not survive OPTIONS.',
      words: 'Let OPTIONS through, and answer it.',
    },
    {
      id: 'beacon-connection-reset',
      title: 'The connection of a beacon’s preflight is reset',
      answered: { connection: 'reset' },
      chromium: 'ERR_CONNECTION_RESET',
      firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
      note: triedTenTimes,
      webkit: 'reset',
      cause: 'A firewall lets no OPTIONS through.',
      words: 'Let OPTIONS through, and answer it.',
    },
    {
      id: 'beacon-to-no-http',
      title: 'What answers a beacon’s preflight does not speak HTTP',
      answered: { raw: 'SSH-2.0-OpenSSH_9.9\r\n\r\n' },
      chromium: 'ERR_INVALID_HTTP_RESPONSE',
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }], 'CORSDidNotSucceed2'],
      note: takenForABody,
      webkit: 'malformed',
      cause: 'The collector’s port belongs to another service.',
      words: 'Send it to the port of the collector.',
    },
  ] as const satisfies readonly {
    readonly answered: Answer;
    readonly firefox: readonly ConsoleLine<'firefox'>[];
    readonly note: EngineNote;
    readonly webkit: Failure;
    readonly [more: string]: unknown;
  }[]
).map(({ id, title, answered, chromium, firefox, note, webkit, cause, words }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@beacon', '@preflight', '@network'],
  spec,
  steps: [beaconTo(FRESH)],
  routes: { 'OPTIONS /resource': answered, 'POST /resource': stored },
  expect: {
    verdict: 'blocked',
    stage: 'preflight-network',
    wire: [asked],
    sees: [{ verdict: 'blocked', told: queued }],
  },
  console: {
    chromium: [['failed-to-load', { error: chromium }]],
    firefox,
    webkit: lines(webkit),
  },
  engines: { firefox: note },
  cause,
  cure: {
    words,
    routes: { 'OPTIONS /resource': passed, 'POST /resource': stored },
    wire: [asked, sent('POST', { url: FRESH })],
    sees: [{ verdict: 'allowed', told: queued }],
  },
}));

/**
 * Nothing arrives that could tell when it is over, but Resource Timing. WebKit's has no failures, so
 * the page then asks the same address itself: there that fails later. In Firefox it need not.
 */
const UNREACHED = (
  [
    {
      id: 'beacon-to-a-closed-port',
      title: 'A beacon to a port where nobody listens is gone, and the page is told it was taken',
      url: '{apiRefusing:/resource}',
      chromium: 'ERR_CONNECTION_REFUSED',
      webkit: 'refused',
      parameters: { host: '127.0.0.1' },
      cause: 'The collector is not running.',
      words: 'Start the collector.',
    },
    {
      id: 'beacon-to-an-unknown-host',
      title: 'A beacon to a host that does not exist is gone, and the page is told it was taken',
      url: '{apiUnknownHost:/resource}',
      chromium: 'ERR_NAME_NOT_RESOLVED',
      webkit: 'unresolved',
      parameters: { host: '{apiUnknownHost.hostname}' },
      cause: 'The name is misspelled, or an ad blocker’s resolver does not know it.',
      words: 'Send it to a name that resolves.',
    },
    {
      id: 'beacon-untrusted-certificate',
      title:
        'A beacon to a server without a trusted certificate is gone, and the page is told it was taken',
      url: '{apiUntrusted:/resource}',
      chromium: 'ERR_CERT_AUTHORITY_INVALID',
      webkit: 'certificate',
      parameters: {},
      cause: 'The collector’s certificate has run out, or was never signed.',
      words: 'Use a certificate that the browser trusts.',
    },
    {
      id: 'beacon-to-plain-http',
      title: 'An https: beacon to a port of plain http is gone, and the page is told it was taken',
      url: 'https://{api.host}/{token}/resource',
      chromium: 'ERR_SSL_PROTOCOL_ERROR',
      webkit: 'handshake',
      parameters: {},
      cause: 'The scheme was changed, the port was not.',
      words: 'Send it to http:, or give the collector a certificate.',
      notPredicted: 'A server that speaks no TLS is beyond what the oracle is told of an origin.',
    },
  ] as const
).map(({ id, title, url, chromium, webkit, parameters, cause, words, ...row }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@beacon', '@network'],
  spec: { ...spec, ...('notPredicted' in row && { notPredicted: row.notPredicted }) },
  steps: [beaconTo(url), { do: 'fetch', url, mode: 'no-cors' }],
  routes: { 'OPTIONS /resource': passed, 'POST /resource': stored, 'GET /resource': answer(200) },
  expect: {
    verdict: 'blocked',
    stage: webkit === 'certificate' ? 'certificate' : 'network',
    wire: [],
    sees: [{ verdict: 'blocked', told: queued }, { verdict: 'blocked' }],
  },
  console: {
    chromium: [
      ['failed-to-load', { error: chromium }],
      ['failed-to-load', { error: chromium }],
    ],
    // None of the no-cors request.
    firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
    webkit: [...lines(webkit, parameters), [`FailedToLoad/NetworkError/${webkit}`, parameters]],
  },
  cause,
  cure: {
    words,
    steps: [beaconTo(RESOURCE)],
    wire: [preflight('POST', 'content-type'), sent('POST')],
    sees: [{ verdict: 'allowed', told: queued }],
  },
}));

export const BEACONS_UNANSWERED: readonly Scenario[] = [...BROKEN, ...UNREACHED];
