/** Beacons whose preflight gets no answer that HTTP knows. */
import type { Answer, EngineNote, Scenario, WireRequest } from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';
import type { BeaconStep } from './initiators/streams.ts';

const topic = 'Beacons';
const spec = {
  anchor: 'http-network-fetch',
  requirement: 'A connection that fails gives a network error.',
} as const;
const FRESH = '{apiFresh:/resource}';
const beaconTo = (url: string): BeaconStep => ({
  do: 'beacon',
  url,
  body: '{"left":true}',
  type: 'application/json',
});
const passed = answer(204, allowOrigin(), allowCredentials(), allowHeaders('Content-Type'));
const stored = answer(200, allowOrigin(), allowCredentials());
const queued = { queued: true } as const;
const asked = preflight('POST', 'content-type', { url: FRESH });

const times = (count: number, request: WireRequest): WireRequest[] =>
  Array.from({ length: count }, () => request);

const triedTenTimes: EngineNote = {
  kind: 'habit',
  because:
    'A request whose connection ends before an answer begins is sent again, up to network.http.request.max-attempts (10) times.',
  url: 'https://searchfox.org/mozilla-central/source/modules/libpref/init/StaticPrefList.yaml',
  expect: { wire: times(10, asked) },
};

type Failure = 'closed' | 'reset' | 'refused' | 'unresolved' | 'certificate';

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
      webkit: 'closed',
      cause: 'The server does not survive OPTIONS.',
    },
    {
      id: 'beacon-connection-reset',
      title: 'The connection of a beacon’s preflight is reset',
      answered: { connection: 'reset' },
      chromium: 'ERR_CONNECTION_RESET',
      webkit: 'reset',
      cause: 'A firewall lets no OPTIONS through.',
    },
  ] as const satisfies readonly {
    readonly answered: Answer;
    readonly webkit: Failure;
    readonly [more: string]: unknown;
  }[]
).map(({ id, title, answered, chromium, webkit, cause }): Scenario => ({
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
    firefox: ['CORSDidNotSucceed2', 'CORSDidNotSucceed2'],
    webkit: lines(webkit),
  },
  engines: { firefox: triedTenTimes },
  cause,
  cure: {
    words: 'Let OPTIONS through, and answer it.',
    routes: { 'OPTIONS /resource': passed, 'POST /resource': stored },
    wire: [asked, sent('POST', { url: FRESH })],
    sees: [{ verdict: 'allowed', told: queued }],
  },
}));

/**
 * Nothing arrives that could tell when it is over, so the page then asks the same address itself:
 * that fails later, as nothing can be learnt of the beacon.
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
  ] as const
).map(({ id, title, url, chromium, webkit, parameters, cause, words }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@beacon', '@network'],
  spec,
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
