/**
 * EventSource: a request in mode cors, whose credentials `withCredentials` decides. What fails is an
 * error event without a word; only the console says why.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import type { EngineNote, Header, HttpAnswer, Routes, Scenario, WireRequest } from './types.ts';
import type { EventSourceStep } from './initiators/streams.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Streams';
export const anchor =
  'https://html.spec.whatwg.org/multipage/server-sent-events.html#the-eventsource-interface';
const tags = ['@event-source'] as const;

const STREAM: Header = ['Content-Type', 'text/event-stream'];
export const stream = (...headers: readonly Header[]): HttpAnswer => ({
  ...answer(200, STREAM, ...headers),
  body: 'data: hello\n\n',
});
const MOVED = '{api:/moved}';
export const source: EventSourceStep = { do: 'event-source', url: RESOURCE };
const withCredentials: EventSourceStep = { ...source, withCredentials: true };
const CLOSED = 2;
export const failedAtOnce = { data: '', readyState: CLOSED } as const;
export const heard = { data: 'hello', readyState: 1 } as const;

type Row = Pick<Scenario, 'id' | 'title' | 'cause' | 'console'> & {
  readonly step: EventSourceStep;
  readonly requirement: string;
  readonly wpt?: readonly string[];
  readonly stage: Scenario['expect']['stage'];
  readonly routes: Routes;
  readonly words: string;
  readonly cured: Routes;
  readonly curedWire?: readonly WireRequest[];
};

/** One request, refused; the console in full, companions included. */
const rows: readonly Row[] = [
  {
    id: 'event-source-origin-missing',
    title: 'A stream of events is not heard without leave',
    step: source,
    requirement: 'An EventSource is fetched in mode cors.',
    wpt: ['eventsource/eventsource-constructor-non-same-origin.window.js'],
    stage: 'cors-check',
    routes: { 'GET /resource': stream() },
    console: {
      chromium: ['kMissingAllowOriginHeader', ['failed-to-load', { error: 'ERR_FAILED' }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }], 'EventSourceConnectionFailure'],
      webkit: [
        ['OriginNotAllowed', { status: '200' }],
        'CompanionEventSource',
        ['FailedToLoad/OriginNotAllowed', { status: '200' }],
      ],
    },
    cause: 'The stream comes from a server of its own, and nobody thought of CORS there.',
    words: 'Send Access-Control-Allow-Origin with the stream.',
    cured: { 'GET /resource': stream(allowOrigin()) },
  },
  {
    id: 'event-source-wildcard-with-credentials',
    title: 'An EventSource with credentials is not content with "*"',
    step: withCredentials,
    requirement: 'withCredentials makes the credentials mode include, which "*" does not cover.',
    wpt: ['eventsource/request-credentials.window.js'],
    stage: 'cors-check',
    routes: { 'GET /resource': stream(allowOrigin('*'), allowCredentials()) },
    console: {
      // The hint at withCredentials is for callers of XMLHttpRequest alone.
      chromium: ['kWildcardOriginNotAllowed', ['failed-to-load', { error: 'ERR_FAILED' }]],
      firefox: ['CORSNotSupportingCredentials', 'EventSourceConnectionFailure'],
      webkit: [
        'WildcardWithCredentials',
        'CompanionEventSource',
        'FailedToLoad/WildcardWithCredentials',
      ],
    },
    cause: 'The wildcard was enough as long as the stream was public.',
    words: 'Name the origin.',
    cured: { 'GET /resource': stream(allowOrigin(), allowCredentials()) },
  },
  {
    id: 'event-source-credentials-not-allowed',
    title: 'An EventSource with credentials needs leave for them',
    step: withCredentials,
    requirement: 'With credentials mode include, Access-Control-Allow-Credentials must be true.',
    stage: 'cors-check',
    routes: { 'GET /resource': stream(allowOrigin()) },
    console: {
      chromium: [
        ['kInvalidAllowCredentials', { value: '' }],
        ['failed-to-load', { error: 'ERR_FAILED' }],
      ],
      firefox: ['CORSMissingAllowCredentials', 'EventSourceConnectionFailure'],
      webkit: ['CredentialsNotTrue', 'CompanionEventSource', 'FailedToLoad/CredentialsNotTrue'],
    },
    cause: 'withCredentials was set in the page, and nothing in the server.',
    words: 'Send Access-Control-Allow-Credentials: true.',
    cured: { 'GET /resource': stream(allowOrigin(), allowCredentials()) },
  },
  {
    id: 'event-source-redirect-refused',
    title: 'A redirect of a stream must pass the CORS check itself',
    step: source,
    requirement: 'A redirect of a cors request is checked like a response.',
    wpt: ['eventsource/request-redirect.window.js'],
    stage: 'redirect-cors-check',
    routes: {
      'GET /resource': answer(302, location(MOVED)),
      'GET /moved': stream(allowOrigin()),
    },
    console: {
      chromium: ['kMissingAllowOriginHeader', ['failed-to-load', { error: 'ERR_FAILED' }]],
      firefox: [
        ['CORSMissingAllowOrigin2', { status: '302' }],
        'CORSDidNotSucceed2',
        'EventSourceConnectionFailure',
      ],
      webkit: [
        ['RedirectFailedCheck/OriginNotAllowed', { newUrl: MOVED, status: '302' }],
        'CompanionEventSource',
        ['FailedToLoad/RedirectFailedCheck/OriginNotAllowed', { newUrl: MOVED, status: '302' }],
      ],
    },
    cause: 'The load balancer that redirects knows nothing of CORS.',
    words: 'Send the header with the redirect, too.',
    cured: {
      'GET /resource': answer(302, allowOrigin(), location(MOVED)),
      'GET /moved': stream(allowOrigin()),
    },
    curedWire: [sent('GET'), sent('GET', { url: MOVED })],
  },
];

const refused = rows.map(
  ({ step, requirement, wpt, stage, words, cured, curedWire, ...row }): Scenario => ({
    ...row,
    topic,
    tags,
    spec: { anchor, requirement, ...(wpt && { wpt }) },
    steps: [step],
    expect: {
      verdict: 'blocked',
      stage,
      wire: [sent('GET')],
      sees: [{ verdict: 'blocked', told: failedAtOnce }],
    },
    cure: {
      words,
      routes: cured,
      wire: curedWire ?? [sent('GET')],
      sees: [{ verdict: 'allowed', told: heard }],
    },
  }),
);

const AGAIN: EventSourceStep = { ...source, messages: 2 };
/** The end of the stream makes the page connect again, at once. */
const first: HttpAnswer = {
  ...answer(200, STREAM, allowOrigin()),
  body: 'retry: 1\nid: 7\ndata: one\n\n',
};
const firstSent = sent('GET', { headers: { 'Last-Event-ID': null } });
const sentAgain = sent('GET', { headers: { 'Last-Event-ID': '7' } });

const withoutPreflight = (url: string, wire: readonly WireRequest[]): EngineNote => ({
  kind: 'deviation',
  because: 'Last-Event-ID is sent without a preflight; the Standard was asked to allow it.',
  url,
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire,
    sees: [
      {
        verdict: 'allowed',
        events: ['open', 'message', 'error', 'open', 'message'],
        told: { data: 'one hello', readyState: 1 },
      },
    ],
  },
});

const SAFELIST_IT = 'https://github.com/whatwg/fetch/issues/568';

const notes = {
  chromium: withoutPreflight(SAFELIST_IT, [firstSent, sentAgain]),
  firefox: withoutPreflight(SAFELIST_IT, [firstSent, sentAgain]),
  webkit: withoutPreflight('https://bugs.webkit.org/show_bug.cgi?id=289396', [
    firstSent,
    sentAgain,
  ]),
} as const;

const reconnected: Scenario = {
  id: 'event-source-last-event-id',
  title: 'Last-Event-ID is not safelisted, and yet no engine asks before sending it',
  topic,
  tags: [...tags, '@preflight', '@safelist'],
  spec: {
    anchor: 'cors-safelisted-request-header',
    requirement:
      'Last-Event-ID is no CORS-safelisted request-header: a reconnection is preflighted.',
    wpt: ['eventsource/eventsource-cross-origin-preflight.window.js'],
    notPredicted: 'One step, which connects again of its own accord, makes two requests.',
  },
  steps: [AGAIN],
  routes: {
    'OPTIONS /resource': answer(204, allowOrigin()),
    'GET /resource': [first, stream(allowOrigin())],
  },
  expect: {
    verdict: 'blocked',
    stage: 'preflight-header',
    wire: [firstSent, preflight('GET', 'last-event-id')],
    sees: [
      {
        verdict: 'blocked',
        events: ['open', 'message', 'error', 'error'],
        told: { data: 'one', readyState: CLOSED },
      },
    ],
  },
  console: SILENT,
  engines: notes,
  cause: 'The browser adds the header by itself, when a stream that had ids is connected again.',
  cure: {
    words: 'List Last-Event-ID in Access-Control-Allow-Headers: it does no harm.',
    notPredicted: 'One step, which connects again of its own accord, makes two requests.',
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Last-Event-ID')),
      'GET /resource': [first, stream(allowOrigin())],
    },
    wire: [firstSent, preflight('GET', 'last-event-id'), sentAgain],
    sees: [
      {
        verdict: 'allowed',
        events: ['open', 'message', 'error', 'open', 'message'],
        told: { data: 'one hello', readyState: 1 },
      },
    ],
    engines: notes,
  },
};

export const EVENT_SOURCE: readonly Scenario[] = [...refused, reconnected];
