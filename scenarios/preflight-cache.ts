/**
 * What a preflight’s leave is kept for. https://fetch.spec.whatwg.org/#cors-preflight-cache
 *
 * Not here: how long an entry is kept at most (two hours in Chromium, a day in Firefox, ten minutes
 * in WebKit), which takes that long to be seen. A browser may forget an entry at any time. Firefox
 * uses none for the first requests of a page, so what may be kept can’t be claimed of it.
 */
import { CHROMIUM_SOURCE, WEBKIT_SOURCE } from './departures-vocabulary.ts';
import {
  FIREFOX_CACHE,
  askedTwice,
  kept,
  leave,
  maxAge,
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
import type { EngineNote, Scenario, WireRequest } from './types.ts';
import {
  SILENT,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

/** An entry may be gone at any time, so none of this is against the Standard. */
const habit = (because: string, url: string, wire: readonly WireRequest[]): EngineNote => ({
  kind: 'habit',
  because,
  url,
  expect: { wire },
});
const CHROMIUM_CACHE = `${CHROMIUM_SOURCE}services/network/cors/preflight_result.cc`;
const CHROMIUM_ENTRIES = `${CHROMIUM_SOURCE}services/network/cors/preflight_cache.cc`;
const WEBKIT_CACHE = `${WEBKIT_SOURCE}WebCore/loader/CrossOriginPreflightResultCache.cpp`;

/** What the second preflight has left is all that is there for the third request. */
const replaced = [
  preflight('PUT'),
  sent('PUT'),
  preflight('GET', 'x-trace'),
  sent('GET'),
  preflight('PUT', 'x-trace'),
  sent('PUT'),
] as const;

/** What is kept, and what it serves. */
const SERVED: readonly Row[] = [
  {
    id: 'preflight-cache-serves-again',
    title: 'Within Access-Control-Max-Age nobody asks again, and so nobody hears that leave ended',
    anchor: 'concept-cache-match-method',
    requirement: 'A request whose method is in the cache makes no preflight.',
    wpt,
    steps: [put, put],
    routes: {
      'OPTIONS /resource': [leave(allowMethods('PUT'), kept), answer(403)],
      'PUT /resource': ok,
    },
    wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
    cause: 'A page saves every few seconds; a preflight each time would double the requests.',
  },
  {
    id: 'preflight-cache-by-default',
    title: 'Without Access-Control-Max-Age leave is kept for five seconds',
    anchor: 'cors-preflight-fetch-0',
    requirement: 'A missing max-age is one of 5 seconds.',
    wpt,
    steps: [put, put],
    routes: { 'OPTIONS /resource': leave(allowMethods('PUT')), 'PUT /resource': ok },
    wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
    cause: 'Nobody set the header, and a second request at once goes without a preflight.',
  },
  {
    id: 'preflight-cache-negative-age',
    title: 'A negative max-age is no max-age: it means five seconds',
    anchor: 'http-access-control-max-age',
    requirement: 'A value that is not made of digits fails to parse, and 5 seconds take its place.',
    steps: [put, put],
    routes: { 'OPTIONS /resource': leave(allowMethods('PUT'), maxAge('-1')), 'PUT /resource': ok },
    wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
    engines: {
      chromium: habit('Chromium takes it for 0.', CHROMIUM_CACHE, askedTwice),
      webkit: habit('WebKit keeps an entry that has expired already.', WEBKIT_CACHE, askedTwice),
    },
    cause: 'Somebody wanted nothing to be kept and wrote -1, as for the age of a cookie.',
  },
  {
    id: 'preflight-cache-age-in-words',
    title: 'A max-age with a unit is no max-age either',
    anchor: 'http-access-control-max-age',
    requirement: 'A value that is not made of digits fails to parse, and 5 seconds take its place.',
    steps: [put, put],
    routes: { 'OPTIONS /resource': leave(allowMethods('PUT'), maxAge('10m')), 'PUT /resource': ok },
    wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
    cause: 'The value comes from a configuration that takes "10m" for ten minutes.',
  },
  {
    id: 'preflight-cache-keeps-every-method',
    title: 'All methods that a preflight lists are kept, not only the one that was asked for',
    anchor: 'concept-cache-create-entry',
    requirement: 'An entry is made for each method of Access-Control-Allow-Methods.',
    wpt,
    steps: [put, remove],
    routes: {
      'OPTIONS /resource': leave(allowMethods('PUT, DELETE'), kept),
      'PUT /resource': ok,
      'DELETE /resource': ok,
    },
    wire: [preflight('PUT'), sent('PUT'), sent('DELETE')],
    cause: 'The page changes something and deletes it.',
  },
  {
    id: 'preflight-cache-keeps-every-header',
    title: 'All header names that a preflight lists are kept, too',
    anchor: 'concept-cache-create-entry',
    requirement: 'An entry is made for each name of Access-Control-Allow-Headers.',
    wpt,
    steps: [trace('X-Trace'), trace('X-Span')],
    routes: {
      'OPTIONS /resource': leave(allowHeaders('X-Trace, X-Span'), kept),
      'GET /resource': ok,
    },
    wire: [preflight('GET', 'x-trace'), sent('GET'), sent('GET')],
    cause: 'One call has one header of its own, the next one another.',
  },
  {
    id: 'preflight-cache-keeps-the-wildcard',
    title: 'A kept "*" serves any method',
    anchor: 'concept-cache-match-method',
    requirement:
      'An entry for the method "*" matches every method of a request without credentials.',
    steps: [put, remove],
    routes: {
      'OPTIONS /resource': leave(allowMethods('*'), kept),
      'PUT /resource': ok,
      'DELETE /resource': ok,
    },
    wire: [preflight('PUT'), sent('PUT'), sent('DELETE')],
    cause: 'The API allows everything to everybody.',
  },
  {
    id: 'preflight-cache-adds-up',
    title: 'Leave for a method and leave for a header add up',
    anchor: 'cors-preflight-cache',
    requirement: 'Entries of several preflights stand side by side; each is matched by itself.',
    steps: [put, trace('X-Trace'), { ...put, headers: [['X-Trace', '1']] }],
    routes: {
      'OPTIONS /resource': [
        leave(allowMethods('PUT'), kept),
        leave(allowHeaders('X-Trace'), kept),
        leave(allowMethods('PUT'), allowHeaders('X-Trace'), kept),
      ],
      'PUT /resource': ok,
      'GET /resource': ok,
    },
    wire: [preflight('PUT'), sent('PUT'), preflight('GET', 'x-trace'), sent('GET'), sent('PUT')],
    engines: {
      chromium: habit('A URL has one entry, of its last preflight.', CHROMIUM_ENTRIES, replaced),
      webkit: habit('A URL has one entry, of its last preflight.', WEBKIT_CACHE, replaced),
    },
    cause: 'One part of the page writes, another one traces; a third does both.',
  },
];

const byCredentials: Scenario = {
  id: 'preflight-cache-with-credentials-serves-without',
  title: 'Leave given to a request with credentials serves one without them',
  topic,
  tags: [...tags, '@credentials'],
  spec: {
    anchor: 'concept-cache-match',
    requirement: 'An entry made with credentials matches requests of both kinds.',
  },
  steps: [{ ...put, credentials: 'include' }, put],
  routes: {
    'OPTIONS /resource': leave(allowCredentials(), allowMethods('PUT'), kept),
    'PUT /resource': answer(200, allowOrigin(), allowCredentials()),
  },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
  },
  console: SILENT,
  engines: {
    firefox: habit(
      'Firefox keeps entries for each of the two and uses none for the other.',
      FIREFOX_CACHE,
      askedTwice,
    ),
  },
  cause: 'One client of the page sends cookies, another one does not.',
};

export const PREFLIGHT_CACHE_USED: readonly Scenario[] = [
  ...SERVED.map(scenarioOf({ ...SILENT, firefox: unreliable })),
  byCredentials,
];
