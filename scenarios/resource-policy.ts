/** Cross-Origin-Resource-Policy: what is refused although nobody wants to read it. */
import { CHROMIUM_SOURCE } from './departures-vocabulary.ts';
import type { Answer, Header, Scenario, Step, WireRequest } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent, file } from './vocabulary.ts';

const topic = 'NeighbouringRules';
const anchor = 'cross-origin-resource-policy-check';
const notPredicted = 'Cross-Origin-Resource-Policy decides, which is no part of the CORS protocol.';

const policy = (value: string): Header => ['Cross-Origin-Resource-Policy', value];

const MDN = 'https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#';

const refusedConsole = (error = 'ERR_BLOCKED_BY_RESPONSE.NotSameOrigin') =>
  ({
    chromium: [['failed-to-load', { error }]],
    firefox: [['CORPBlocked', { mdnUrl: MDN }]],
    webkit: ['CORP'],
  }) as const;

const FETCH_OF_SITE = '{apiCrossSite:/resource}';
const IMAGE = '{api:/shape.svg}';
const image = file('shape.svg');

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly wpt: string;
  readonly step: Step;
  readonly route: `GET /${string}`;
  readonly refused: Answer;
  readonly mended: Answer;
  readonly told?: Readonly<Record<string, { readonly throws: 'canvas-get-image-data' }>>;
  readonly cause: string;
  readonly words: string;
  /** Chromium's name of the refusal. */
  readonly error?: string;
}

const ROWS: readonly Row[] = [
  {
    id: 'resource-policy-same-origin',
    title: 'same-origin keeps the answer from another origin of the same site',
    requirement: 'The policy same-origin allows the very same origin only.',
    wpt: 'fetch/cross-origin-resource-policy/fetch.any.js',
    step: { do: 'fetch', url: RESOURCE, mode: 'no-cors' },
    route: 'GET /resource',
    refused: answer(200, policy('same-origin')),
    mended: answer(200, policy('cross-origin')),
    cause: 'A security header set for all answers of a server, public files included.',
    words: 'Send cross-origin for what everybody may include, same-site for one’s own hosts.',
  },
  {
    id: 'resource-policy-same-site',
    title: 'same-site keeps the answer from another site',
    requirement: 'The policy same-site allows origins of the same site only.',
    wpt: 'fetch/cross-origin-resource-policy/fetch.any.js',
    step: { do: 'fetch', url: FETCH_OF_SITE, mode: 'no-cors' },
    route: 'GET /resource',
    refused: answer(200, policy('same-site')),
    mended: answer(200, policy('cross-origin')),
    cause: 'What is shared between subdomains is included by a partner.',
    words: 'Send cross-origin, or ask in mode cors.',
    error: 'ERR_BLOCKED_BY_RESPONSE.NotSameSite',
  },
  {
    id: 'resource-policy-and-image',
    title: 'An image is not shown where its resource policy forbids it',
    requirement: 'The policy is checked for every load in mode no-cors.',
    wpt: 'fetch/cross-origin-resource-policy/image-loads.html',
    step: { do: 'img', url: IMAGE },
    route: 'GET /shape.svg',
    refused: image(policy('same-origin')),
    mended: image(policy('cross-origin')),
    told: { pixel: { throws: 'canvas-get-image-data' } },
    cause: 'It is taken for CORS, and Access-Control-Allow-Origin does not mend it.',
    words: 'Send cross-origin with images that other origins show.',
  },
];

const bare = (url: string): WireRequest => ({ method: 'GET', url });

const refused: readonly Scenario[] = ROWS.map(
  ({
    id,
    title,
    requirement,
    wpt,
    step,
    route,
    refused: answers,
    mended,
    told,
    cause,
    words,
    error,
  }) => ({
    id,
    title,
    topic,
    tags: ['@resource-policy'],
    spec: { anchor, requirement, wpt: [wpt], notPredicted },
    steps: [step],
    routes: { [route]: answers },
    expect: { verdict: 'blocked', stage: 'resource-policy', wire: [bare(step.url)] },
    console: refusedConsole(error),
    cause,
    cure: {
      words,
      routes: { [route]: mended },
      wire: [bare(step.url)],
      sees: [{ verdict: 'opaque', ...(told && { told }) }],
      // The canvas stays closed, and WebKit says so.
      ...(told && { console: { webkit: ['CanvasTainted'] } }),
    },
  }),
);

const allowed: readonly Scenario[] = [
  {
    id: 'resource-policy-in-mode-cors',
    title: 'A resource policy plays no part where CORS decides',
    topic,
    tags: ['@resource-policy', '@simple'],
    spec: {
      anchor,
      requirement: 'The policy is checked in mode no-cors alone.',
      wpt: ['fetch/cross-origin-resource-policy/fetch.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, policy('same-origin'), allowOrigin()) },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: SILENT,
    cause: 'The policy is for loads that ask nobody; in mode cors the server has been asked.',
  },
  {
    id: 'resource-policy-same-site-of-an-address',
    title: 'Two ports of one address are the same site',
    topic,
    tags: ['@resource-policy'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/browsers.html#schemelessly-same-site',
      requirement: 'Two equal hosts without a registrable domain are the same site.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors' }],
    routes: { 'GET /resource': answer(200, policy('same-site')) },
    expect: { verdict: 'opaque', stage: 'none', wire: [bare(RESOURCE)] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_BLOCKED_BY_RESPONSE.NotSameSite' }]],
      firefox: [],
      webkit: [],
    },
    engines: {
      chromium: {
        kind: 'deviation',
        because: 'Chromium compares registrable domains, and an IP address has none.',
        url: `${CHROMIUM_SOURCE}services/network/public/cpp/cross_origin_resource_policy.cc`,
        expect: { verdict: 'blocked', stage: 'resource-policy' },
      },
    },
    cause: 'Development happens on 127.0.0.1, with a port for each server.',
  },
  {
    id: 'resource-policy-misspelled',
    title: 'A resource policy that is no known word is no policy',
    topic,
    tags: ['@resource-policy'],
    spec: {
      anchor,
      requirement: 'A value that is none of the three is taken for none, case-sensitively.',
      wpt: ['fetch/cross-origin-resource-policy/syntax.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors' }],
    routes: { 'GET /resource': answer(200, policy('Same-Origin')) },
    expect: { verdict: 'opaque', stage: 'none', wire: [bare(RESOURCE)] },
    console: SILENT,
    cause: 'The header is there and protects nothing.',
  },
];

const FRAME = '{page:/frame-that-embeds}';
const embedderAnchor = 'https://html.spec.whatwg.org/multipage/browsers.html#coep-require-corp';
const framed = (mode: 'cors' | 'no-cors') =>
  [{ do: 'framed-fetch', url: RESOURCE, mode, document: FRAME }] as const;
const embedder: Answer = {
  status: 200,
  headers: [
    ['Content-Type', 'text/html'],
    ['Cross-Origin-Embedder-Policy', 'require-corp'],
  ],
  body: '<!doctype html><title>embeds</title>',
};

const embedding: readonly Scenario[] = [
  {
    id: 'embedder-policy-require-corp',
    title: 'A document that requires a resource policy gets nothing that has none',
    topic,
    tags: ['@resource-policy', '@embedder-policy'],
    spec: {
      anchor: embedderAnchor,
      requirement: 'With require-corp a missing policy counts as same-origin.',
      wpt: ['html/cross-origin-embedder-policy/require-corp.https.html'],
      notPredicted: 'The embedder policy of the document decides.',
    },
    steps: framed('no-cors'),
    routes: { 'GET /frame-that-embeds': embedder, 'GET /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'resource-policy',
      wire: [bare(FRAME), bare(RESOURCE)],
      sees: [{ verdict: 'blocked', told: { fetch: { throws: 'fetch' } } }],
    },
    console: {
      chromium: [
        [
          'failed-to-load',
          { error: 'ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep' },
        ],
      ],
      firefox: [['CORPBlocked', { mdnUrl: MDN }]],
      webkit: ['CORP'],
    },
    cause: 'SharedArrayBuffer was switched on, and images of a content network vanished.',
    cure: {
      words:
        'Ask in mode cors, or have the resource say Cross-Origin-Resource-Policy: cross-origin.',
      steps: framed('cors'),
      routes: { 'GET /frame-that-embeds': embedder, 'GET /resource': answer(200, allowOrigin()) },
      wire: [bare(FRAME), sent('GET')],
      sees: [{ verdict: 'allowed', told: { type: 'cors', status: 200, body: 'ok\n' } }],
      notPredicted: 'The frame’s own document is asked for first.',
    },
  },
];

export const RESOURCE_POLICY: readonly Scenario[] = [...refused, ...allowed, ...embedding];
