/** What is no CORS matter, and what the developer's note took for one. */
import type { EngineNote, Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'NotUnderCORS';

const plain: readonly Scenario[] = [
  {
    id: 'asked-by-a-server',
    title: 'The same request made by a server is not under CORS',
    topic,
    spec: {
      anchor: 'http-cors-protocol',
      requirement: 'The protocol binds user agents; a server that asks another server is none.',
      notPredicted: 'A server asks, which is no user agent.',
    },
    steps: [{ do: 'server-fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: RESOURCE }],
      sees: [{ verdict: 'allowed' }],
    },
    console: SILENT,
    cause: 'During server-side rendering Node asks, not a page: no Origin, no check, no console.',
  },
  {
    id: 'same-origin-other-path',
    title: 'Same origin means scheme, host and port; the path plays no part',
    topic,
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/browsers.html#same-origin',
      requirement: 'Two origins are the same when scheme, host and port are; a URL has more.',
    },
    steps: [{ do: 'fetch', url: '{page:/another/path}' }],
    routes: { 'GET /another/path': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{page:/another/path}' }],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    cause: 'The request stays within the page’s origin, so no header is needed.',
  },
  {
    id: 'no-cors-is-opaque',
    title: 'mode: "no-cors" mends nothing: the answer arrives and stays closed',
    topic,
    tags: ['@no-cors'],
    spec: {
      anchor: 'concept-filtered-response-opaque',
      requirement: 'An opaque filtered response has status 0, no headers and no body.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors' }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'opaque', stage: 'none', wire: [{ method: 'GET', url: RESOURCE }] },
    console: SILENT,
    cause: 'no-cors asks for leave to know nothing; it is no way around the check.',
    cure: {
      words: 'Leave the mode alone and have the server allow the origin.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'same-origin-credentials-with-wildcard',
    title: 'credentials: "same-origin" carries none across origins, so "*" will do',
    topic,
    tags: ['@simple', '@credentials'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: '"*" is refused for credentials mode "include" only.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'same-origin' }],
    routes: { 'GET /resource': answer(200, allowOrigin('*')) },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: SILENT,
    cause: 'A cross-origin request in this mode is a request without credentials.',
  },
];

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SAFELISTED = [
  ['Accept', 'text/html'],
  ['Accept-Language', 'ko'],
  ['Content-Language', 'ko'],
  ['Range', 'bytes=0-9'],
] as const;

const safelisted = SAFELISTED.map((header): Scenario => ({
  id: `safelisted-${header[0].toLowerCase()}`,
  title: `${header[0]} needs no preflight`,
  topic,
  tags: ['@simple', '@safelist'],
  spec: {
    anchor: 'cors-safelisted-request-header',
    requirement: `${header[0]} with a plain value is a CORS-safelisted request-header.`,
  },
  steps: [{ do: 'fetch', url: RESOURCE, headers: [header] }],
  routes: { 'GET /resource': answer(200, allowOrigin()) },
  expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
  console: SILENT,
  cause: 'A page could always make requests with such headers, without any script.',
}));

/** The note counts these among the simple headers; the Standard does not. */
const CLIENT_HINTS = ['DPR', 'Downlink', 'Save-Data', 'Viewport-Width', 'Width'] as const;

const withoutPreflight: EngineNote = {
  kind: 'deviation',
  because: 'Chromium takes client hints with plain values for safelisted.',
  url: 'https://source.chromium.org/chromium/chromium/src/+/main:services/network/public/cpp/cors/cors.cc',
  expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
};

const clientHints = CLIENT_HINTS.map((name): Scenario => {
  const lowerCase = name.toLowerCase();
  const value = name === 'Save-Data' ? 'on' : '1';
  return {
    id: `client-hint-${lowerCase}`,
    title: `${name} is no safelisted header: it needs a preflight`,
    topic,
    tags: ['@preflight', '@safelist'],
    spec: {
      anchor: 'cors-safelisted-request-header',
      requirement: `${name} is not a CORS-safelisted request-header.`,
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [[name, value]] }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin()),
      'GET /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-header', wire: [preflight('GET', lowerCase)] },
    console: {
      chromium: [],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: lowerCase }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['HeaderNotAllowed', { header: name }]],
    },
    engines: { chromium: withoutPreflight },
    cause: 'The list of safelisted headers has five names, and no client hint is among them.',
    cure: {
      words: 'List the name in Access-Control-Allow-Headers.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders(name)),
        'GET /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('GET', lowerCase), sent('GET')],
      engines: { chromium: withoutPreflight },
    },
  };
});

export const NOT_UNDER_CORS: readonly Scenario[] = [...plain, ...safelisted, ...clientHints];
