/** What no entry of the preflight cache serves. https://fetch.spec.whatwg.org/#concept-cache-match */
import {
  askedTwice,
  kept,
  leave,
  notKept,
  ok,
  put,
  remove,
  scenarioOf,
  tags,
  topic,
  trace,
  unreliable,
  wpt,
  type Row,
} from './preflight-cache-vocabulary.ts';
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

/** What is not kept, or serves another request only. */
const ASKED_AGAIN: readonly Row[] = [
  {
    id: 'preflight-cache-age-zero',
    title: 'With Access-Control-Max-Age: 0 every request asks',
    anchor: 'cors-preflight-fetch-0',
    requirement: 'Entries of 0 seconds serve nothing.',
    wpt,
    steps: [put, put],
    routes: { 'OPTIONS /resource': leave(allowMethods('PUT'), notKept), 'PUT /resource': ok },
    wire: askedTwice,
    cause: 'Permission may be taken back at any moment.',
  },
  {
    id: 'preflight-cache-age-on-the-answer',
    title: 'Access-Control-Max-Age on the answer itself is read by nobody',
    anchor: 'http-access-control-max-age',
    requirement: 'How long leave is kept is said by the response to the preflight.',
    steps: [put, put],
    routes: {
      'OPTIONS /resource': leave(allowMethods('PUT'), notKept),
      'PUT /resource': answer(200, allowOrigin(), kept),
    },
    wire: askedTwice,
    cause: 'The header was added to all routes but the one for OPTIONS.',
  },
  {
    id: 'preflight-cache-by-url',
    title: 'Leave for one URL is none for another',
    anchor: 'concept-cache-match',
    requirement: 'An entry matches the request’s current URL, not its origin.',
    wpt,
    steps: [put, { ...put, url: '{api:/other}' }],
    routes: {
      'OPTIONS /resource': leave(allowMethods('PUT'), kept),
      'PUT /resource': ok,
      'OPTIONS /other': leave(allowMethods('PUT'), kept),
      'PUT /other': ok,
    },
    wire: [
      preflight('PUT'),
      sent('PUT'),
      preflight('PUT', undefined, { url: '{api:/other}' }),
      sent('PUT', { url: '{api:/other}' }),
    ],
    cause: 'Each item has a URL of its own, and so a preflight of its own.',
  },
  {
    id: 'preflight-cache-by-query',
    title: 'A query makes another URL',
    anchor: 'concept-cache-match',
    requirement: 'The URLs are compared with their queries.',
    steps: [put, { ...put, url: '{api:/resource?v=2}' }],
    routes: { 'OPTIONS /resource': leave(allowMethods('PUT'), kept), 'PUT /resource': ok },
    wire: [
      preflight('PUT'),
      sent('PUT'),
      preflight('PUT', undefined, { url: '{api:/resource?v=2}' }),
      sent('PUT', { url: '{api:/resource?v=2}' }),
    ],
    cause: 'A number against caching is added to each URL.',
  },
  {
    id: 'preflight-cache-not-for-credentials',
    title: 'Leave given to a request without credentials does not serve one with them',
    anchor: 'concept-cache-match',
    requirement: 'An entry made without credentials matches requests without credentials only.',
    steps: [put, { ...put, credentials: 'include' }],
    routes: {
      'OPTIONS /resource': leave(allowCredentials(), allowMethods('PUT'), kept),
      'PUT /resource': answer(200, allowOrigin(), allowCredentials()),
    },
    wire: askedTwice,
    cause: 'One client of the page sends cookies, another one does not.',
  },
];

/** In a frame of its own, wherever that is. */
const framedPut = {
  do: 'fetch-in-frame-of',
  frame: '{neighbour}',
  url: RESOURCE,
  method: 'PUT',
} as const;
const asksInFrame = preflight('PUT', undefined, { origin: '{neighbour}' });
const putInFrame = sent('PUT', { origin: '{neighbour}' });
const PUT_DONE = {
  verdict: 'allowed',
  told: { type: 'cors', status: 200, body: 'ok\n' },
} as const;

const others: readonly Scenario[] = [
  {
    id: 'preflight-cache-by-top-level-site',
    title: 'Leave given to a frame within one site is none for the same frame within another',
    topic,
    tags,
    spec: {
      anchor: 'concept-cache-match',
      requirement: 'The cache is partitioned by the site at the top, as the HTTP cache is.',
      wpt: ['cors/preflight-cache-partitioning.sub.window.js'],
      notPredicted: 'The oracle knows one page at a time.',
    },
    steps: [framedPut, framedPut, { ...framedPut, from: 'foreign' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('{neighbour}'), allowMethods('PUT'), kept),
      'PUT /resource': answer(200, allowOrigin('{neighbour}')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asksInFrame, putInFrame, putInFrame, asksInFrame, putInFrame],
      sees: [PUT_DONE, PUT_DONE, PUT_DONE],
    },
    console: { ...SILENT, firefox: unreliable },
    cause: 'Else one site could tell that the other had been visited.',
  },
  {
    id: 'preflight-cache-by-origin',
    title: 'Leave given to one page is none for a page of another origin',
    topic,
    tags,
    spec: {
      anchor: 'concept-cache-match',
      requirement: 'An entry belongs to the origin that asked.',
    },
    steps: [put, { ...put, from: 'neighbour' }],
    routes: {
      'OPTIONS /resource': [
        leave(allowMethods('PUT'), kept),
        answer(204, allowOrigin('{neighbour}'), allowMethods('PUT'), kept),
      ],
      'PUT /resource': [ok, answer(200, allowOrigin('{neighbour}'))],
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { origin: '{neighbour}' }),
        sent('PUT', { origin: '{neighbour}' }),
      ],
      // The route has an answer for each: of the first one no status is implied.
      sees: [
        { verdict: 'allowed', status: 200 },
        { verdict: 'allowed', status: 200 },
      ],
    },
    console: SILENT,
    cause: 'Two applications on one machine share an API.',
  },
  {
    id: 'preflight-cache-not-for-another-method',
    title: 'Leave for PUT is kept, and DELETE is asked for and refused all the same',
    topic,
    tags: [...tags, '@methods'],
    spec: {
      anchor: 'concept-cache-match-method',
      requirement: 'A method that no entry is for makes a preflight.',
      wpt,
    },
    steps: [put, remove],
    routes: {
      'OPTIONS /resource': leave(allowMethods('PUT'), kept),
      'PUT /resource': ok,
      'DELETE /resource': ok,
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-method',
      wire: [preflight('PUT'), sent('PUT'), preflight('DELETE')],
    },
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method: 'DELETE' }]],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method: 'DELETE' }]],
    },
    cause: 'The API learned to save, and not to delete.',
    cure: {
      words: 'List the method.',
      routes: {
        'OPTIONS /resource': leave(allowMethods('PUT, DELETE'), notKept),
        'PUT /resource': ok,
        'DELETE /resource': ok,
      },
      wire: [preflight('PUT'), sent('PUT'), preflight('DELETE'), sent('DELETE')],
    },
  },
  {
    id: 'preflight-cache-not-for-another-header',
    title: 'Leave for one header is kept, and another one is asked for and refused all the same',
    topic,
    tags,
    spec: {
      anchor: 'concept-cache-match-header',
      requirement: 'A header name that no entry is for makes a preflight.',
      wpt,
    },
    steps: [trace('X-Trace'), trace('X-Span')],
    routes: { 'OPTIONS /resource': leave(allowHeaders('X-Trace'), kept), 'GET /resource': ok },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('GET', 'x-trace'), sent('GET'), preflight('GET', 'x-span')],
    },
    console: {
      chromium: [['kHeaderDisallowedByPreflightResponse', { header: 'x-span' }]],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'x-span' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['HeaderNotAllowed', { header: 'X-Span' }]],
    },
    cause: 'A second tracing library adds a header of its own.',
    cure: {
      words: 'List both names.',
      routes: {
        'OPTIONS /resource': leave(allowHeaders('X-Trace, X-Span'), notKept),
        'GET /resource': ok,
      },
      wire: [preflight('GET', 'x-trace'), sent('GET'), preflight('GET', 'x-span'), sent('GET')],
    },
  },
];

export const PREFLIGHT_CACHE_UNUSED: readonly Scenario[] = [
  ...ASKED_AGAIN.map(scenarioOf(SILENT)),
  ...others,
];
