/** The HTTP cache keeps CORS headers as well: what one request was told, another one is told. */
import { CHROMIUM_SOURCE, FIREFOX_SOURCE, WEBKIT_SOURCE } from './departures-vocabulary.ts';
import type { EngineNote, FetchStep, Header, Scenario, Sight, WireRequest } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
  file,
} from './vocabulary.ts';

const topic = 'HttpCache';
const anchor = 'concept-http-network-or-cache-fetch';
export const NOT_PREDICTED = 'The HTTP cache decides whether the server is asked again.';

const KEEP: Header = ['Cache-Control', 'max-age=600'];
const VARY: Header = ['Vary', 'Origin'];

const SHAPE = '{api:/shape.svg}';
const shape = file('shape.svg');
/** An image is asked for without an `Origin`: see potentialCorsRequest. */
const imageSent = { method: 'GET', url: SHAPE } as const;
const shapeSent = sent('GET', { url: SHAPE });

/** As many servers do it: CORS headers only for those who send an `Origin`. */
const forOrigins = (...headers: readonly Header[]) => ({
  'GET /shape.svg': [shape(...headers), shape(...headers, allowOrigin(), allowCredentials())],
});

const IMAGE_SEEN: Sight = { verdict: 'opaque' };
const imageThen = (options?: FetchStep['extraOptions']) =>
  [
    { do: 'img', url: SHAPE },
    { do: 'fetch', url: SHAPE, credentials: 'include', ...(options && { extraOptions: options }) },
  ] as const;

const refusedConsole = {
  chromium: ['kMissingAllowOriginHeader'],
  firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
  webkit: [],
} as const;

export const WITHOUT_CACHE = `${WEBKIT_SOURCE}WebKit/NetworkProcess/NetworkSession.cpp`;

/** https://www.rfc-editor.org/rfc/rfc9111#section-2 : a cache is never required to store anything. */
const webkitAsksAnew = (
  wire: readonly WireRequest[],
  sees: readonly Sight[] = [{ verdict: 'allowed', status: 200 }, { verdict: 'allowed' }],
): { readonly webkit: EngineNote } => ({
  webkit: {
    kind: 'habit',
    because: 'A private session of WebKitGTK, as the suite opens them, keeps no HTTP cache.',
    url: WITHOUT_CACHE,
    expect: { verdict: 'allowed', stage: 'none', wire, sees },
  },
});

const withVary = {
  words: 'Send Vary: Origin with every answer, those without CORS headers included.',
  routes: forOrigins(KEEP, VARY),
  wire: [imageSent, shapeSent],
  sees: [IMAGE_SEEN, { verdict: 'allowed' }],
} as const;

/** https://fetch.spec.whatwg.org/#concept-request-cache-mode , by whether the cache answers. */
const MODES: readonly {
  readonly cache: RequestCache;
  readonly title: string;
  readonly requirement: string;
  readonly asked: boolean;
}[] = [
  {
    cache: 'reload',
    title: 'An image was first, and the script reloads: the server answers for this origin',
    requirement: 'Cache mode reload goes to the network and updates the cache.',
    asked: true,
  },
  {
    cache: 'no-store',
    title: 'An image was first, and the script stays clear of the cache',
    requirement: 'Cache mode no-store neither reads nor writes the cache.',
    asked: true,
  },
  {
    cache: 'no-cache',
    title: 'An image was first, and the script has the cache ask the server again',
    requirement: 'Cache mode no-cache revalidates; without a validator that is a new request.',
    asked: true,
  },
  {
    cache: 'force-cache',
    title: 'An image was first, and the script wants the cache at any price: it gets that answer',
    requirement: 'Cache mode force-cache takes what the cache has, even where it is stale.',
    asked: false,
  },
];

const modes: readonly Scenario[] = MODES.map(({ cache, title, requirement, asked }) => ({
  id: `image-then-fetch-${cache}`,
  title,
  topic,
  tags: ['@cache', '@img'],
  spec: {
    anchor: 'concept-request-cache-mode',
    requirement,
    wpt: ['fetch/http-cache/cache-mode.any.js'],
    ...(!asked && { notPredicted: NOT_PREDICTED }),
  },
  steps: imageThen({ cache }),
  routes: forOrigins(KEEP),
  expect: {
    verdict: asked ? 'allowed' : 'blocked',
    stage: asked ? 'none' : 'cors-check',
    wire: asked ? [imageSent, shapeSent] : [imageSent],
    sees: [IMAGE_SEEN, { verdict: asked ? 'allowed' : 'blocked' }],
  },
  console: asked ? SILENT : refusedConsole,
  cause: 'The image left an answer in the cache that was not meant for scripts.',
  ...(!asked && {
    cure: withVary,
    engines: webkitAsksAnew([imageSent, shapeSent], withVary.sees),
  }),
}));

const REFUSED_ONCE: readonly Sight[] = [{ verdict: 'blocked' }, { verdict: 'allowed' }];

const ALLOWED_TWICE: readonly Sight[] = [
  { verdict: 'allowed', status: 200 },
  { verdict: 'allowed' },
];

const keyedByCredentials: EngineNote = {
  kind: 'habit',
  because: 'Firefox keeps answers to requests without credentials under keys of their own.',
  url: `${FIREFOX_SOURCE}netwerk/cache2/CacheFileUtils.cpp`,
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [sent('GET'), sent('GET')],
    sees: ALLOWED_TWICE,
  },
};

const stories: readonly Scenario[] = [
  {
    id: 'image-then-fetch',
    title:
      'An image was first, and the script gets its answer from the cache: without CORS headers',
    topic,
    tags: ['@cache', '@img'],
    spec: {
      anchor,
      requirement: 'A fresh answer in the cache is used; without Vary it fits every request.',
      wpt: ['fetch/http-cache/vary.any.js'],
      notPredicted: NOT_PREDICTED,
    },
    steps: imageThen(),
    routes: forOrigins(KEEP),
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [imageSent],
      sees: [IMAGE_SEEN, { verdict: 'blocked' }],
    },
    console: refusedConsole,
    engines: webkitAsksAnew([imageSent, shapeSent], withVary.sees),
    cause:
      'A server that answers without CORS headers where there is no Origin, and a cache between.',
    cure: withVary,
  },
  {
    id: 'cached-for-another-origin',
    title: 'The cache has the answer that names another page’s origin',
    topic,
    tags: ['@cache'],
    spec: {
      anchor,
      requirement: 'A fresh answer in the cache is used, whichever origin it names.',
      wpt: ['fetch/http-cache/vary.any.js'],
      notPredicted: NOT_PREDICTED,
    },
    steps: [
      { do: 'fetch', url: RESOURCE },
      { do: 'fetch', url: RESOURCE, from: 'neighbour' },
    ],
    routes: {
      'GET /resource': [
        answer(200, KEEP, allowOrigin()),
        answer(200, KEEP, allowOrigin('{neighbour}')),
      ],
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', status: 200 }, { verdict: 'blocked' }],
    },
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{page}', origin: '{neighbour}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]],
      webkit: [],
    },
    engines: webkitAsksAnew([sent('GET'), sent('GET', { origin: '{neighbour}' })]),
    cause: 'The server echoes the Origin and does not say that its answer depends on it.',
    cure: {
      words: 'Send Vary: Origin, or the same "*" for all.',
      routes: {
        'GET /resource': [
          answer(200, KEEP, VARY, allowOrigin()),
          answer(200, KEEP, VARY, allowOrigin('{neighbour}')),
        ],
      },
      wire: [sent('GET'), sent('GET', { origin: '{neighbour}' })],
      sees: [{ verdict: 'allowed', status: 200 }, { verdict: 'allowed' }],
    },
  },
  {
    id: 'cached-refusal',
    title: 'The server has been mended, and the cache still has the answer that is refused',
    topic,
    tags: ['@cache'],
    spec: {
      anchor,
      requirement: 'An answer that fails the CORS check is stored like any other.',
      notPredicted: NOT_PREDICTED,
    },
    steps: [
      { do: 'fetch', url: RESOURCE },
      { do: 'fetch', url: RESOURCE },
    ],
    routes: { 'GET /resource': [answer(200, KEEP), answer(200, KEEP, allowOrigin())] },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET')],
      sees: [{ verdict: 'blocked' }, { verdict: 'blocked' }],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [
        ['CORSMissingAllowOrigin2', { status: '200' }],
        ['CORSMissingAllowOrigin2', { status: '200' }],
      ],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    engines: {
      ...webkitAsksAnew([sent('GET'), sent('GET')], REFUSED_ONCE),
      chromium: {
        kind: 'habit',
        because:
          'Chromium ends the load at the header, and drops an answer whose body it has not read.',
        url: `${CHROMIUM_SOURCE}net/http/http_cache_writers.cc`,
        expect: {
          verdict: 'allowed',
          stage: 'none',
          wire: [sent('GET'), sent('GET')],
          sees: REFUSED_ONCE,
        },
      },
    },
    cause: 'The mend is there, and only those see it who have never asked before.',
    cure: {
      words: 'Send the header from the first day on; else clear the cache, or change the URL.',
      routes: { 'GET /resource': answer(200, KEEP, allowOrigin()) },
      wire: [sent('GET')],
      sees: ALLOWED_TWICE,
      notPredicted: NOT_PREDICTED,
      engines: webkitAsksAnew([sent('GET'), sent('GET')]),
    },
  },
  {
    id: 'cached-without-credentials',
    title: 'The cache has the "*" that was meant for requests without credentials',
    topic,
    tags: ['@cache', '@credentials'],
    spec: {
      anchor,
      requirement: 'Credentials mode is no key of the HTTP cache.',
      notPredicted: NOT_PREDICTED,
    },
    steps: [
      { do: 'fetch', url: RESOURCE, credentials: 'omit' },
      { do: 'fetch', url: RESOURCE, credentials: 'include' },
    ],
    routes: {
      'GET /resource': [
        answer(200, KEEP, allowOrigin('*')),
        answer(200, KEEP, allowOrigin(), allowCredentials()),
      ],
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', status: 200 }, { verdict: 'blocked' }],
    },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: [],
      webkit: [],
    },
    engines: { ...webkitAsksAnew([sent('GET'), sent('GET')]), firefox: keyedByCredentials },
    cause: 'A public answer is cached; later the same URL is asked for with a session.',
    cure: {
      words: 'Answer with the origin and Access-Control-Allow-Credentials in both cases.',
      routes: { 'GET /resource': answer(200, KEEP, VARY, allowOrigin(), allowCredentials()) },
      wire: [sent('GET')],
      sees: ALLOWED_TWICE,
      notPredicted: NOT_PREDICTED,
      engines: { ...webkitAsksAnew([sent('GET'), sent('GET')]), firefox: keyedByCredentials },
    },
  },
  {
    id: 'cache-control-on-a-preflight',
    title: 'Cache-Control does not keep a preflight; Access-Control-Max-Age does',
    topic,
    tags: ['@cache', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'The preflight cache is filled by Access-Control-Max-Age alone.',
    },
    steps: [
      { do: 'fetch', url: RESOURCE, headers: [['X-Ask', '1']] },
      { do: 'fetch', url: RESOURCE, headers: [['X-Ask', '1']] },
    ],
    routes: {
      'OPTIONS /resource': answer(204, KEEP, allowOrigin(), allowHeaders('X-Ask'), [
        'Access-Control-Max-Age',
        '0',
      ]),
      'GET /resource': answer(200, ['Cache-Control', 'no-store'], allowOrigin()),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('GET', 'x-ask'), sent('GET'), preflight('GET', 'x-ask'), sent('GET')],
      sees: [{ verdict: 'allowed', status: 200 }, { verdict: 'allowed' }],
    },
    console: SILENT,
    cause: 'Somebody wonders why there is an OPTIONS before every request.',
  },
];

export const HTTP_CACHE: readonly Scenario[] = [...stories, ...modes];
