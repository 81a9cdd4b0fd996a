/** Documents in frames: whose origin they ask with, and what the page may see of them. */
import type { HttpAnswer, Realm, Scenario } from './types.ts';
import { RESOURCE, SILENT, allowCredentials, allowOrigin, answer, sent } from './vocabulary.ts';

const topic = 'Documents';
const ORIGIN_OF =
  'https://html.spec.whatwg.org/multipage/document-sequences.html#determining-the-origin';

const INHERITING: readonly (readonly [realm: Realm, words: string, requirement: string])[] = [
  [
    'srcdoc-document',
    'A frame written in srcdoc',
    'The document about:srcdoc has the origin of the document around it.',
  ],
  [
    'blank-document',
    'A frame that script has filled, and that never navigated,',
    'The initial about:blank has the origin of who made the frame.',
  ],
  [
    'blob-document',
    'A frame made of a blob: URL',
    'A document of a blob: URL has the origin of who made the URL.',
  ],
  [
    'sandboxed-frame-same-origin',
    'A sandboxed frame with allow-same-origin',
    'With allow-same-origin the sandbox does not force an opaque origin.',
  ],
];

const inheriting = INHERITING.map(([realm, words, requirement]): Scenario => ({
  id: `fetch-in-${realm}`,
  title: `${words} asks as the page, so "null" does not allow it`,
  topic,
  tags: ['@simple', '@origins'],
  spec: { anchor: ORIGIN_OF, requirement },
  page: { realm },
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': answer(200, allowOrigin('null')) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: [['kAllowOriginMismatch', { value: 'null' }]],
    firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: 'null' }]],
    webkit: [['OriginNotAllowed', { status: '200' }]],
  },
  cause: 'The server was told to expect "null" of frames without a URL of their own.',
  cure: {
    words: 'Allow the origin of the page that holds the frame.',
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    wire: [sent('GET')],
  },
}));

const opaque: readonly Scenario[] = [
  {
    id: 'fetch-in-data-document',
    title: 'A frame made of a data: URL asks as "null", not as the page',
    topic,
    tags: ['@simple', '@null-origin', '@origins'],
    spec: {
      anchor: ORIGIN_OF,
      requirement: 'A document of a data: URL has an opaque origin, which is sent as "null".',
      wpt: ['fetch/api/cors/data-url-iframe.html'],
    },
    page: { realm: 'data-document' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { origin: 'null' })] },
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{page}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The page around it is allowed; the frame is not of the page’s origin.',
    cure: {
      words: 'Answer public data with "*".',
      routes: { 'GET /resource': answer(200, allowOrigin('*')) },
      wire: [sent('GET', { origin: 'null' })],
    },
  },
  {
    id: 'credentials-in-data-document',
    title: 'A frame made of a data: URL that includes credentials must be allowed as "null"',
    topic,
    tags: ['@simple', '@null-origin', '@credentials'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: '"null" is compared like any origin; only without credentials will "*" do.',
    },
    page: { realm: 'data-document' },
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'include' }],
    routes: { 'GET /resource': answer(200, allowOrigin('*'), allowCredentials()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { origin: 'null' })] },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'Whoever allows "null" with credentials allows every sandboxed page there is.',
    cure: {
      words: 'It can be allowed, and should not be: leave the credentials out, or use a blob: URL.',
      routes: { 'GET /resource': answer(200, allowOrigin('null'), allowCredentials()) },
      wire: [sent('GET', { origin: 'null' })],
    },
  },
];

const html = (body: string, ...headers: HttpAnswer['headers']): HttpAnswer => ({
  status: 200,
  headers: [['Content-Type', 'text/html'], ...headers],
  body: `<!doctype html><title>A frame</title><link rel="icon" href="data:,"><p>12 rows</p>${body}`,
});

const FRAME = '{api:/frame}';
const NAVIGATES = 'A frame is navigated, which is no matter of CORS.';

const frames: readonly Scenario[] = [
  {
    id: 'frame-of-another-origin-unread',
    title: 'A page shows a frame of another origin and may not read it, whatever is allowed',
    topic,
    tags: ['@navigation', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#cross-origin-objects',
      requirement: 'Of a window of another origin, all but a few properties throw.',
      wpt: ['html/browsers/origin/cross-origin-objects/cross-origin-objects.html'],
      notPredicted: NAVIGATES,
    },
    steps: [{ do: 'frame', url: FRAME }],
    routes: { 'GET /frame': html('', allowOrigin(), allowCredentials()) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: FRAME }],
      sees: [{ verdict: 'opaque', told: { text: { throws: 'frame-document' } } }],
    },
    console: SILENT,
    cause: 'CORS headers are about fetches; a document in a frame is protected by its own origin.',
    cure: {
      words: 'Let the frame tell by postMessage, and name who may hear it.',
      steps: [{ do: 'frame', url: FRAME, listens: true }],
      routes: { 'GET /frame': html("<script>parent.postMessage('12 rows', '{page}')</script>") },
      wire: [{ method: 'GET', url: FRAME }],
      sees: [{ verdict: 'allowed', told: { text: { throws: 'frame-document' }, said: '12 rows' } }],
      notPredicted: NAVIGATES,
    },
  },
  {
    id: 'frame-of-the-same-origin',
    title: 'A frame of the page’s own origin is an open book',
    topic,
    tags: ['@navigation', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/browsers.html#same-origin-domain',
      requirement: 'Documents of one origin may reach into one another.',
      notPredicted: NAVIGATES,
    },
    steps: [{ do: 'frame', url: '{page:/frame}' }],
    routes: { 'GET /frame': html('') },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{page:/frame}' }],
      sees: [{ verdict: 'allowed', told: { text: '12 rows' } }],
    },
    console: SILENT,
    cause: 'Scheme, host and port are the same; nothing needs to be allowed.',
  },
];

export const DOCUMENTS_IN_FRAMES: readonly Scenario[] = [...inheriting, ...opaque, ...frames];
