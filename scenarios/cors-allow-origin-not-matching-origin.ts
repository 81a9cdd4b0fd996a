/** CORSAllowOriginNotMatchingOrigin: the response names an origin, but not this one. */
import type { ConsoleLine, Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'CORSAllowOriginNotMatchingOrigin';
const spec = {
  anchor: 'concept-cors-check',
  requirement:
    'Access-Control-Allow-Origin must be "*" or, byte for byte, the serialized request origin.',
} as const;

interface NearMiss {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  /** Chromium tells three mistakes apart: another origin, no URL at all, more than one value. */
  readonly chromium?: 'kInvalidAllowOriginValue';
  readonly cause: string;
}

/** Each value is one mistake away from the origin of the page. */
const NEAR_MISSES: readonly NearMiss[] = [
  {
    id: 'allow-origin-trailing-slash',
    title: 'A slash after the origin makes it another value',
    value: '{page}/',
    cause: 'The value was copied from the address bar; an origin ends without a slash.',
  },
  {
    id: 'allow-origin-with-path',
    title: 'An origin has no path',
    value: '{page}/stage',
    cause: 'The value is the URL of the page, not its origin.',
  },
  {
    id: 'allow-origin-scheme-case',
    title: 'The comparison is of bytes: an upper-case scheme does not match',
    value: 'HTTP://{page.host}',
    cause: 'The serialized origin is lower-case, and nothing is normalized before it is compared.',
  },
  {
    id: 'allow-origin-other-scheme',
    title: 'https is not the origin that http is',
    value: 'https://{page.host}',
    cause: 'The page is served over http, the server allows its https twin.',
  },
  {
    id: 'allow-origin-other-port',
    title: 'A development server on another port is another origin',
    value: 'http://{page.hostname}:3000',
    cause: 'The page moved to another port, the allowed origin did not.',
  },
  {
    id: 'allow-origin-without-port',
    title: 'Leaving the port out means port 80',
    value: 'http://{page.hostname}',
    cause: 'A port other than the default one belongs to the origin.',
  },
  {
    id: 'allow-origin-other-host-name',
    title: 'localhost is not 127.0.0.1',
    value: 'http://localhost:{page.port}',
    cause: 'The page was opened by its address, the server allows its name.',
  },
  {
    id: 'allow-origin-null-for-a-page',
    title: '"null" allows opaque origins only',
    value: 'null',
    cause: '"null" was meant as "nobody" or "anybody"; it is the origin of sandboxed documents.',
  },
  {
    id: 'allow-origin-wildcard-subdomain',
    title: 'There are no patterns: "*" stands alone or not at all',
    value: 'http://*.{page.hostname}',
    chromium: 'kInvalidAllowOriginValue',
    cause: 'The protocol knows no wildcards inside an origin; the server has to choose the origin.',
  },
  {
    id: 'allow-origin-empty',
    title: 'An empty header is a header: it is there, and matches nobody',
    value: '',
    chromium: 'kInvalidAllowOriginValue',
    cause: 'A variable that should have held the origin was empty.',
  },
  {
    id: 'allow-origin-host-only',
    title: 'A host name alone is no origin',
    value: '{page.hostname}',
    chromium: 'kInvalidAllowOriginValue',
    cause: 'The scheme and the port are missing.',
  },
  {
    id: 'allow-origin-quoted',
    title: 'Quotation marks are part of the value',
    value: '"{page}"',
    chromium: 'kInvalidAllowOriginValue',
    cause: 'The quotation marks of a configuration file were sent along.',
  },
  {
    id: 'allow-origin-true',
    title: '"true" is a middleware option, not a header value',
    value: 'true',
    chromium: 'kInvalidAllowOriginValue',
    cause: 'The option of a middleware was written into the header itself.',
  },
];

const chromiumLine = ({ chromium, value }: NearMiss): ConsoleLine<'chromium'> => [
  chromium ?? 'kAllowOriginMismatch',
  { value },
];

const nearMisses = NEAR_MISSES.map((miss): Scenario => ({
  id: miss.id,
  title: miss.title,
  topic,
  tags: ['@simple'],
  spec,
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': answer(200, allowOrigin(miss.value)) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: [chromiumLine(miss)],
    firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: miss.value }]],
    webkit: [['OriginNotAllowed', { status: '200' }]],
  },
  cause: miss.cause,
  cure: {
    words: 'Send the origin as the browser sends it in the Origin header, byte for byte.',
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    wire: [sent('GET')],
  },
}));

const others: readonly Scenario[] = [
  {
    id: 'allow-origin-mismatch-on-preflight',
    title: 'A preflight that allows another origin stops the request before it is sent',
    topic,
    tags: ['@preflight'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('http://shop.example'), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: [['kPreflightAllowOriginMismatch', { value: 'http://shop.example' }]],
      firefox: [
        ['CORSAllowOriginNotMatchingOrigin', { acao: 'http://shop.example' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['OriginNotAllowed', { status: '204' }]],
    },
    cause: 'The list of allowed origins is consulted for the request, not for its preflight.',
    cure: {
      words: 'Choose the allowed origin the same way for OPTIONS as for the request itself.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'allow-origin-invalid-on-preflight',
    title: 'A preflight that allows something that is no origin stops the request',
    topic,
    tags: ['@preflight'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('undefined'), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: [['kPreflightInvalidAllowOriginValue', { value: 'undefined' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: 'undefined' }], 'CORSDidNotSucceed2'],
      webkit: [['OriginNotAllowed', { status: '204' }]],
    },
    cause: 'A variable that was never set was written into the header as "undefined".',
    cure: {
      words: 'Send the request origin, or no header at all when it is not allowed.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'allow-origin-for-a-sandboxed-frame',
    title: 'A sandboxed frame asks as "null", whatever site it came from',
    topic,
    tags: ['@simple', '@null-origin'],
    spec: {
      anchor: 'origin-header',
      requirement: 'A document with an opaque origin is named "null" in the Origin header.',
    },
    page: { realm: 'sandboxed-frame' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { origin: 'null' })] },
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{page}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'sandbox without allow-same-origin gives the frame an opaque origin.',
    cure: {
      words:
        'Answer public data with "*". Allowing "null" would allow every sandboxed page there is.',
      routes: { 'GET /resource': answer(200, allowOrigin('*')) },
      wire: [sent('GET', { origin: 'null' })],
    },
  },
];

export const CORS_ALLOW_ORIGIN_NOT_MATCHING_ORIGIN: readonly Scenario[] = [
  ...nearMisses,
  ...others,
];
