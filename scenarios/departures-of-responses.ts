/** Known departures that show in what is made of an answer: kept, shared or told. */
import {
  CHROMIUM_SOURCE,
  FIREFOX_SOURCE,
  WEBKIT_SOURCE,
  WITH_PASSWORD,
  departs,
  topic,
  ok,
} from './departures-vocabulary.ts';
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const kept = ['Access-Control-Max-Age', '600'] as const;
/** With Firefox it can't be relied on that what may be kept is kept. */
const notKept = ['Access-Control-Max-Age', '0'] as const;
const put = { do: 'fetch', url: RESOURCE, method: 'PUT' } as const;

const cache: readonly Scenario[] = [
  {
    id: 'preflight-cache-behind-refusal',
    title: 'A refused request takes with it what the preflight cache holds for its URL',
    topic,
    tags: ['@preflight', '@cache'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'When a request that needed a preflight fails, its cache entries are cleared.',
    },
    steps: [put, put],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT'), kept),
      'PUT /resource': [answer(200), ok],
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('PUT'), sent('PUT'), preflight('PUT'), sent('PUT')],
      sees: [{ verdict: 'blocked' }, { verdict: 'allowed' }],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    engines: Object.fromEntries(
      (
        [
          ['chromium', `${CHROMIUM_SOURCE}services/network/cors/preflight_cache.cc`],
          ['webkit', `${WEBKIT_SOURCE}WebCore/loader/CrossOriginPreflightResultCache.cpp`],
        ] as const
      ).map(([engine, url]) => [
        engine,
        departs('The entry stays, and serves the next request.', url, {
          wire: [preflight('PUT'), sent('PUT'), sent('PUT')],
        }),
      ]),
    ),
    cause: 'The API takes back what it allowed, while preflights may be kept for ten minutes.',
    cure: {
      words:
        'Allow the origin in every answer; let no preflight be kept where permission may be taken back.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT'), notKept),
        'PUT /resource': ok,
      },
      wire: [preflight('PUT'), sent('PUT'), preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'refused-preflight-is-kept',
    title: 'A preflight that refuses its own request is not kept for another',
    topic,
    tags: ['@preflight', '@cache', '@methods'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Cache entries are made of a preflight response that allows the request.',
    },
    steps: [put, { ...put, method: 'DELETE' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('DELETE'), kept),
      'DELETE /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('PUT'), preflight('DELETE'), sent('DELETE')],
      sees: [{ verdict: 'blocked' }, { verdict: 'allowed' }],
    },
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method: 'PUT' }]],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method: 'PUT' }]],
    },
    engines: {
      webkit: departs(
        'WebKit fills its cache before it looks for the method.',
        `${WEBKIT_SOURCE}WebCore/loader/CrossOriginAccessControl.cpp`,
        { wire: [preflight('PUT'), sent('DELETE')] },
      ),
    },
    cause: 'The page tries a method that the API does not know, then one that it does.',
    cure: {
      words: 'List the method.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT, DELETE'), notKept),
        'PUT /resource': ok,
        'DELETE /resource': ok,
      },
      wire: [preflight('PUT'), sent('PUT'), preflight('DELETE'), sent('DELETE')],
    },
  },
];

const read: readonly Scenario[] = [
  {
    id: 'allow-credentials-and-an-empty-line',
    title:
      'Access-Control-Allow-Credentials: true and an empty line of the same name are not "true"',
    topic,
    tags: ['@simple', '@credentials'],
    spec: {
      anchor: 'concept-header-list-get',
      requirement:
        'Lines of one name are joined with commas, empty ones too: "true, " is not "true".',
    },
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'include' }],
    routes: {
      'GET /resource': answer(200, allowOrigin(), allowCredentials(), allowCredentials('')),
    },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: [['kInvalidAllowCredentials', { value: 'true, ' }]],
      firefox: [],
      webkit: ['CredentialsNotTrue'],
    },
    engines: {
      firefox: {
        ...departs(
          'Firefox drops an empty line when there has been one of that name.',
          `${FIREFOX_SOURCE}netwerk/protocol/http/nsHttpHeaderArray.h`,
          { verdict: 'allowed', stage: 'none' },
        ),
        kind: 'deviation',
      },
    },
    cause:
      'A gateway sets the header from a variable that is empty, behind an API that has set it.',
    cure: {
      words: 'Set the header in one place.',
      routes: { 'GET /resource': answer(200, allowOrigin(), allowCredentials()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'exposed-by-wildcard-and-no-name',
    title: 'Access-Control-Expose-Headers with what is no header name exposes nothing',
    topic,
    tags: ['@simple', '@exposed'],
    spec: {
      anchor: 'extract-header-list-values',
      requirement: 'A value that does not match the header’s ABNF gives no names at all.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, read: ['X-Trace'] }],
    routes: {
      'GET /resource': answer(
        200,
        allowOrigin(),
        ['Access-Control-Expose-Headers', '*, X Trace'],
        ['X-Trace', '1'],
      ),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', headers: { 'X-Trace': null } }],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox has met the "*" by the time it meets what is no name.',
        `${FIREFOX_SOURCE}dom/fetch/InternalHeaders.cpp`,
        { sees: [{ verdict: 'allowed', headers: { 'X-Trace': '1' } }] },
      ),
    },
    cause: 'Somebody wrote a space into a header name.',
    cure: {
      words: 'List names only.',
      routes: {
        'GET /resource': answer(
          200,
          allowOrigin(),
          ['Access-Control-Expose-Headers', '*'],
          ['X-Trace', '1'],
        ),
      },
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', headers: { 'X-Trace': '1' } }],
    },
  },
  {
    id: 'response-header-beyond-ascii',
    title: 'Script reads the bytes of a response header one by one',
    topic,
    tags: ['@simple', '@exposed'],
    spec: {
      anchor: 'dom-headers-get',
      requirement: 'A header value is a byte string: a character for each byte.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, read: ['X-Name'] }],
    routes: {
      'GET /resource': answer(
        200,
        allowOrigin(),
        ['Access-Control-Expose-Headers', 'X-Name'],
        ['X-Name', 'caf\u00E9'],
      ),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', headers: { 'X-Name': 'caf\u00E9' } }],
    },
    console: SILENT,
    engines: {
      webkit: {
        ...departs(
          'libsoup replaces the byte, which is no UTF-8, by the three bytes of U+FFFD.',
          'https://gitlab.gnome.org/GNOME/libsoup/-/blob/master/libsoup/soup-message-headers.c',
          { sees: [{ verdict: 'allowed', headers: { 'X-Name': 'caf\u00EF\u00BF\u00BD' } }] },
        ),
        kind: 'habit',
      },
    },
    cause: 'The server writes a header in Latin-1.',
  },
  {
    id: 'response-url-of-a-refused-redirect',
    title: 'responseURL tells nothing of a request that failed',
    topic,
    tags: ['@redirect', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-responseurl',
      requirement: 'The response of a failed request is a network error, whose URL is null.',
    },
    steps: [{ do: 'xhr', url: '{page:/start}' }],
    routes: { 'GET /start': answer(302, location(WITH_PASSWORD)) },
    expect: {
      verdict: 'blocked',
      stage: 'redirect-credentials',
      wire: [{ method: 'GET', url: '{page:/start}' }],
      sees: [{ verdict: 'blocked', responseUrl: '' }],
    },
    console: {
      chromium: ['kRedirectContainsCredentials'],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [
        ['RedirectHasCredentials', { newUrl: WITH_PASSWORD, newUrlWithoutUserinfo: RESOURCE }],
      ],
    },
    engines: {
      firefox: departs(
        'Firefox still has the channel that redirected, and tells its URL.',
        `${FIREFOX_SOURCE}dom/xhr/XMLHttpRequestMainThread.cpp`,
        { sees: [{ verdict: 'blocked', responseUrl: '{page:/start}' }] },
      ),
    },
    cause: 'The server writes a name and a password into the URL of a redirect.',
    cure: {
      words: 'Redirect to where script may follow.',
      routes: {
        'GET /start': answer(302, location('{page:/made}')),
        'GET /made': answer(200),
      },
      wire: [
        { method: 'GET', url: '{page:/start}' },
        { method: 'GET', url: '{page:/made}' },
      ],
      sees: [{ verdict: 'allowed', responseUrl: '{page:/made}' }],
    },
  },
];

export const DEPARTURES_OF_RESPONSES: readonly Scenario[] = [...cache, ...read];
