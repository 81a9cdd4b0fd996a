/**
 * XMLHttpRequest that blocks: the same protocol, told by an exception instead of events.
 * https://xhr.spec.whatwg.org/#request-error-steps
 */
import type { EngineNote, Routes, Scenario, WireRequest, XhrStep } from './types.ts';
import {
  RESOURCE,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Streams';
const anchor = 'https://xhr.spec.whatwg.org/#request-error-steps';
const MOVED = '{api:/moved}';
const get: XhrStep = { do: 'xhr', url: RESOURCE, async: false };
const put: XhrStep = { ...get, method: 'PUT' };
const ok = answer(200, allowOrigin());

/** Nothing but the exception tells of it. */
const thrown = {
  verdict: 'blocked',
  events: [],
  told: { error: { throws: 'xhr-synchronous' } },
} as const;

const firesBeforeItThrows = (because: string, url: string): EngineNote => ({
  kind: 'habit',
  because,
  url,
  expect: { sees: [{ ...thrown, events: ['error', 'loadend'] }] },
});

const engines = {
  firefox: firesBeforeItThrows(
    'Firefox fires error and loadend, as for other requests, and then throws.',
    'https://searchfox.org/mozilla-central/source/dom/xhr/XMLHttpRequestMainThread.cpp',
  ),
  webkit: firesBeforeItThrows(
    'WebKit fires error and loadend, as for other requests, and then throws.',
    'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/xml/XMLHttpRequest.cpp',
  ),
} as const;

type Row = Pick<Scenario, 'id' | 'title' | 'routes' | 'console' | 'cause'> & {
  readonly step: XhrStep;
  readonly requirement: string;
  readonly stage: Scenario['expect']['stage'];
  readonly wire: readonly WireRequest[];
  readonly words: string;
  readonly cured: Routes;
  readonly curedWire: readonly WireRequest[];
};

const failed = ['failed-to-load', { error: 'ERR_FAILED' }] as const;

const rows: readonly Row[] = [
  {
    id: 'synchronous-get-refused',
    title: 'A synchronous request that is refused throws instead of firing events',
    step: get,
    requirement: 'The request error steps throw where the request is synchronous.',
    stage: 'cors-check',
    routes: { 'GET /resource': answer(200) },
    wire: [sent('GET')],
    console: {
      chromium: ['kMissingAllowOriginHeader', failed],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The page waits for an answer that it may not read.',
    words: 'Send the header; and do not wait, a page that waits is stuck.',
    cured: { 'GET /resource': ok },
    curedWire: [sent('GET')],
  },
  {
    id: 'synchronous-put-refused',
    title: 'A synchronous request waits for its preflight, too',
    step: put,
    requirement: 'Whether a request is synchronous plays no part in its preflight.',
    stage: 'preflight-method',
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'PUT /resource': ok },
    wire: [preflight('PUT')],
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method: 'PUT' }], failed],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method: 'PUT' }]],
    },
    cause: 'PUT is not in the list of methods.',
    words: 'List PUT in Access-Control-Allow-Methods.',
    cured: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': ok,
    },
    curedWire: [preflight('PUT'), sent('PUT')],
  },
  {
    id: 'synchronous-redirect-refused',
    title: 'A synchronous request follows redirects, and its last answer is checked',
    step: get,
    requirement: 'Each response on the way of a cors request is checked.',
    stage: 'cors-check',
    routes: {
      'GET /resource': answer(302, allowOrigin(), location(MOVED)),
      'GET /moved': answer(200),
    },
    wire: [sent('GET'), sent('GET', { url: MOVED })],
    console: {
      chromium: [
        ['kMissingAllowOriginHeader', { url: MOVED, redirected: true, firstUrl: RESOURCE }],
        failed,
      ],
      firefox: [['CORSMissingAllowOrigin2', { url: MOVED, status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'Only the old address sends the header.',
    words: 'Send the header at the new address, too.',
    cured: {
      'GET /resource': answer(302, allowOrigin(), location(MOVED)),
      'GET /moved': ok,
    },
    curedWire: [sent('GET'), sent('GET', { url: MOVED })],
  },
];

export const SYNCHRONOUS_REQUESTS: readonly Scenario[] = rows.map(
  ({ step, requirement, stage, wire, words, cured, curedWire, ...row }) => ({
    ...row,
    topic,
    tags: ['@xhr', '@synchronous'],
    spec: { anchor, requirement },
    steps: [step],
    expect: { verdict: 'blocked', stage, wire, sees: [thrown] },
    engines,
    cure: { words, routes: cured, wire: curedWire },
  }),
);
