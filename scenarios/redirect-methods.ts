/**
 * What a redirect makes of method and body, by its status. The API redirects within itself, so that
 * origin and taint stay what they were. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const MOVED = '{api:/moved}';
const topic = 'Redirects';
const ok = answer(200, allowOrigin());
const anchor = 'http-redirect-fetch';
const wpt = ['fetch/api/redirect/redirect-method.any.js'] as const;

/** A POST that becomes a GET loses its body, and the headers that tell of it. */
const POST_ROWS = [
  { status: 301, becomes: 'GET', cause: 'An API was moved for good, and forms became lookups.' },
  {
    status: 302,
    becomes: 'GET',
    cause: 'A framework’s redirect() sends 302 if told nothing else.',
  },
  { status: 303, becomes: 'GET', cause: 'The API answers a POST with where to see what was made.' },
  { status: 307, becomes: 'POST', cause: 'A load balancer moves the request for the moment.' },
  { status: 308, becomes: 'POST', cause: 'An API was moved for good, and knows the right status.' },
] as const;

const posts = POST_ROWS.map(({ status, becomes, cause }): Scenario => {
  const headers = { 'Content-Type': 'text/plain' };
  return {
    id: `redirect-${status}-of-post`,
    title: `Behind ${status} a POST ${becomes === 'GET' ? 'is a GET without a body' : 'stays a POST with its body'}`,
    topic,
    tags: ['@redirect', '@methods'],
    spec: {
      anchor,
      requirement:
        becomes === 'GET'
          ? `${status} makes a POST a GET and takes its body and Content-Type away.`
          : `${status} leaves method, body and headers as they are.`,
      wpt,
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        method: 'POST',
        headers: [['Content-Type', 'text/plain']],
        body: 'a',
      },
    ],
    routes: {
      'POST /resource': answer(status, allowOrigin(), location(MOVED)),
      [`${becomes} /moved`]: ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        sent('POST', { headers, body: 'a' }),
        sent(becomes, {
          url: MOVED,
          ...(becomes === 'GET'
            ? { headers: { 'Content-Type': null }, body: '' }
            : { headers, body: 'a' }),
        }),
      ],
    },
    console: SILENT,
    cause,
  };
});

/** Methods that no 301 or 302 changes, because only those of a POST do. */
const KEPT_ROWS = [
  { status: 301, method: 'PUT' },
  { status: 302, method: 'PUT' },
  { status: 307, method: 'PUT' },
  { status: 308, method: 'PUT' },
  { status: 301, method: 'PATCH' },
  { status: 302, method: 'DELETE' },
] as const;

const kept = KEPT_ROWS.map(({ status, method }): Scenario => ({
  id: `redirect-${status}-of-${method.toLowerCase()}`,
  title: `Behind ${status} a ${method} stays a ${method}, and asks leave again`,
  topic,
  tags: ['@redirect', '@methods', '@preflight'],
  spec: {
    anchor,
    requirement: 'Only 301 and 302 of a POST, and 303, change the method; each URL is preflighted.',
    wpt: [...wpt, 'fetch/api/cors/cors-redirect-preflight.any.js'],
  },
  steps: [{ do: 'fetch', url: RESOURCE, method }],
  routes: {
    'OPTIONS /resource': answer(204, allowOrigin(), allowMethods(method)),
    [`${method} /resource`]: answer(status, allowOrigin(), location(MOVED)),
    'OPTIONS /moved': answer(204, allowOrigin(), allowMethods(method)),
    [`${method} /moved`]: ok,
    'GET /moved': ok,
  },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [
      preflight(method),
      sent(method),
      preflight(method, undefined, { url: MOVED }),
      sent(method, { url: MOVED }),
    ],
  },
  console: SILENT,
  cause: 'A resource that can be changed was given another address.',
}));

const others: readonly Scenario[] = [
  {
    id: 'redirect-303-of-head',
    title: 'Behind 303 a HEAD stays a HEAD',
    topic,
    tags: ['@redirect', '@methods'],
    spec: {
      anchor,
      requirement: '303 makes every method a GET, except GET and HEAD.',
      wpt,
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'HEAD' }],
    routes: {
      'HEAD /resource': answer(303, allowOrigin(), location(MOVED)),
      'HEAD /moved': ok,
      'GET /moved': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('HEAD'), sent('HEAD', { url: MOVED })],
    },
    console: SILENT,
    cause: 'The page asks for a file’s size and is sent to where the file lies.',
  },
  {
    id: 'redirect-target-refuses-method',
    title: 'The first preflight’s leave does not reach the target of a redirect',
    topic,
    tags: ['@redirect', '@methods', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Behind a redirect a request that needs a preflight makes one for the new URL.',
      wpt: ['fetch/api/cors/cors-redirect-preflight.any.js', 'cors/redirect-preflight.htm'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(307, allowOrigin(), location(MOVED)),
      'OPTIONS /moved': answer(204, allowOrigin()),
      'PUT /moved': ok,
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-method',
      wire: [preflight('PUT'), sent('PUT'), preflight('PUT', undefined, { url: MOVED })],
    },
    console: {
      chromium: [
        [
          'kMethodDisallowedByPreflightResponse',
          { method: 'PUT', url: MOVED, redirected: true, firstUrl: RESOURCE },
        ],
      ],
      firefox: [
        ['CORSMethodNotFound', { url: MOVED }],
        ['CORSDidNotSucceed2', { url: MOVED }],
      ],
      webkit: [['MethodNotAllowed', { method: 'PUT' }]],
    },
    cause: 'The route that redirects is under the CORS middleware, its target is not.',
    cure: {
      words: 'Answer preflights at the target as at the URL that redirects.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(307, allowOrigin(), location(MOVED)),
        'OPTIONS /moved': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /moved': answer(201, allowOrigin()),
      },
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { url: MOVED }),
        sent('PUT', { url: MOVED }),
      ],
    },
  },
  {
    id: 'redirect-brings-a-preflight',
    title: 'A request that needed no leave at home needs it where a redirect leads',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'Whether a preflight is made is decided at each URL: none within the origin.',
      wpt: ['cors/redirect-preflight-2.htm'],
    },
    steps: [{ do: 'fetch', url: '{page:/start}', headers: [['X-Trace', '1']] }],
    routes: {
      'GET /start': answer(302, location(RESOURCE)),
      'OPTIONS /resource': answer(204, allowOrigin()),
      'GET /resource': ok,
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [{ method: 'GET', url: '{page:/start}' }, preflight('GET', 'x-trace')],
    },
    console: {
      chromium: [
        [
          'kHeaderDisallowedByPreflightResponse',
          { header: 'x-trace', url: RESOURCE, redirected: true, firstUrl: '{page:/start}' },
        ],
      ],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'x-trace', url: RESOURCE }],
        ['CORSDidNotSucceed2', { url: RESOURCE }],
      ],
      webkit: [['HeaderNotAllowed', { header: 'X-Trace' }]],
    },
    cause: 'A tracing header was added to calls of the site’s own server, which redirects some.',
    cure: {
      words: 'List the header where the redirect leads.',
      routes: {
        'GET /start': answer(302, location(RESOURCE)),
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Trace')),
        'GET /resource': ok,
      },
      wire: [
        { method: 'GET', url: '{page:/start}' },
        preflight('GET', 'x-trace'),
        sent('GET', { headers: { 'X-Trace': '1' } }),
      ],
    },
  },
];

export const REDIRECTS_BY_METHOD: readonly Scenario[] = [...posts, ...kept, ...others];
