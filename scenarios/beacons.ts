/**
 * Beacons: sendBeacon() tells the page that the request was taken, and never what came of it. So
 * these scenarios are told by the wire and the console alone.
 * https://w3c.github.io/beacon/#sec-processing-model
 */
import type { Scenario } from './types.ts';
import {
  topic,
  anchor,
  JSON_BEACON,
  ASKED,
  SENT,
  MOVED,
  shared,
  passed,
  stored,
  queued,
  webkit,
  failed,
  refused,
  TWO_ORIGINS,
  type Refusal,
} from './beacons-vocabulary.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  location,
  sent,
} from './vocabulary.ts';

/** Refused before the beacon has left. */
const BY_THE_PREFLIGHT: readonly Refusal[] = [
  {
    id: 'origin-missing',
    title: 'A JSON beacon to a server that knows nothing of preflights never leaves',
    requirement: 'A beacon of a type that is not safelisted is a cors request with a preflight.',
    stage: 'preflight-cors-check',
    answer: answer(204),
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader', failed],
      firefox: [['CORSMissingAllowOrigin2', { status: '204' }], 'CORSDidNotSucceed2'],
      webkit: webkit('OriginNotAllowed', { status: '204' }),
    },
    cause: 'The Blob was given the type application/json, which makes a preflight necessary.',
    words: 'Answer OPTIONS with the origin, with leave for credentials and for Content-Type.',
  },
  {
    id: 'origin-twice',
    title: 'Two origins in the answer to a beacon’s preflight are none',
    requirement: 'Access-Control-Allow-Origin must be the one origin of the request.',
    stage: 'preflight-cors-check',
    answer: answer(204, allowOrigin(TWO_ORIGINS), allowCredentials(), allowHeaders('Content-Type')),
    console: {
      chromium: [['kPreflightMultipleAllowOriginValues', { value: TWO_ORIGINS }], failed],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: TWO_ORIGINS }], 'CORSDidNotSucceed2'],
      webkit: webkit('MoreThanOneOrigin'),
    },
    cause: 'All allowed origins were put into one header.',
    words: 'Send back the one origin that asked.',
  },
  {
    id: 'wildcard',
    title: 'A beacon always carries credentials, so "*" will not do',
    requirement: 'The credentials mode of a beacon is include; "*" does not cover it.',
    stage: 'preflight-cors-check',
    answer: answer(204, allowOrigin('*'), allowCredentials(), allowHeaders('Content-Type')),
    console: {
      chromium: ['kPreflightWildcardOriginNotAllowed', failed],
      firefox: ['CORSNotSupportingCredentials', 'CORSDidNotSucceed2'],
      webkit: webkit('WildcardWithCredentials'),
    },
    cause: 'sendBeacon() has no option to leave credentials out, as fetch() has.',
    words: 'Name the origin, or use fetch() with keepalive and without credentials.',
  },
  {
    id: 'credentials-not-allowed',
    title: 'A beacon’s preflight that does not allow credentials fails, cookies or not',
    requirement: 'Without Access-Control-Allow-Credentials: true the CORS check fails.',
    stage: 'preflight-cors-check',
    answer: answer(204, allowOrigin(), allowHeaders('Content-Type')),
    console: {
      chromium: [['kPreflightInvalidAllowCredentials', { value: '' }], failed],
      firefox: ['CORSMissingAllowCredentials', 'CORSDidNotSucceed2'],
      webkit: webkit('CredentialsNotTrue'),
    },
    cause: 'The page never asked for credentials; the API did it on its own.',
    words: 'Send Access-Control-Allow-Credentials: true.',
  },
  {
    id: 'preflight-status',
    title: 'A beacon waits for a preflight that has an ok status',
    requirement: 'The status of a preflight must be 200 to 299.',
    stage: 'preflight-status',
    answer: answer(404, ...shared, allowHeaders('Content-Type')),
    console: {
      chromium: ['kPreflightInvalidStatus', failed],
      firefox: [['CORSPreflightDidNotSucceed3', { status: '404' }], 'CORSDidNotSucceed2'],
      webkit: webkit('PreflightNotSuccessful', { status: '404' }),
    },
    cause: 'There is a route for POST alone.',
    words: 'Answer OPTIONS with 204.',
  },
  {
    id: 'preflight-redirected',
    title: 'A beacon’s preflight is not redirected',
    requirement: 'A redirect is no ok status, and a preflight follows none.',
    stage: 'preflight-redirect',
    answer: answer(307, ...shared, allowHeaders('Content-Type'), location(MOVED)),
    console: {
      chromium: ['kPreflightDisallowedRedirect', failed],
      firefox: [
        'CORSExternalRedirectNotAllowed',
        ['CORSPreflightDidNotSucceed3', { status: '307' }],
        'CORSDidNotSucceed2',
      ],
      webkit: webkit('PreflightNotSuccessful', { status: '307' }),
    },
    cause: 'The server adds a slash, or goes from http to https, for OPTIONS as well.',
    words: 'Send the beacon where the redirect leads.',
  },
  {
    id: 'header-not-allowed',
    title: 'The one header that a beacon must be allowed is Content-Type',
    requirement: 'A Content-Type that is not safelisted must be in Access-Control-Allow-Headers.',
    stage: 'preflight-header',
    answer: answer(204, ...shared),
    console: {
      chromium: [['kHeaderDisallowedByPreflightResponse', { header: 'content-type' }], failed],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'content-type' }],
        'CORSDidNotSucceed2',
      ],
      webkit: webkit('HeaderNotAllowed', { header: 'Content-Type' }),
    },
    cause: 'The page set no header: the type of the Blob became one.',
    words: 'List Content-Type in Access-Control-Allow-Headers, or send text/plain.',
  },
  {
    id: 'methods-syntax',
    title: 'A list of methods that cannot be read stops even a POST, which needs no entry in it',
    requirement: 'Access-Control-Allow-Methods that does not parse is a network error.',
    stage: 'preflight-methods-syntax',
    answer: answer(204, ...shared, allowHeaders('Content-Type'), allowMethods('PO ST')),
    console: {
      chromium: ['kInvalidAllowMethodsPreflightResponse', failed],
      firefox: [['CORSInvalidAllowMethod', { token: 'PO ST' }], 'CORSDidNotSucceed2'],
      webkit: webkit('AllowMethodsInvalid', { value: 'PO ST' }),
    },
    cause: 'A typing error in a list that nobody needs here.',
    words: 'Leave the header out: POST is always allowed.',
  },
  {
    id: 'headers-syntax',
    title: 'A list of headers that cannot be read allows a beacon none',
    requirement: 'Access-Control-Allow-Headers that does not parse is a network error.',
    stage: 'preflight-headers-syntax',
    answer: answer(204, ...shared, allowHeaders('Content Type')),
    console: {
      chromium: ['kInvalidAllowHeadersPreflightResponse', failed],
      firefox: [['CORSInvalidAllowHeader', { token: 'Content Type' }], 'CORSDidNotSucceed2'],
      webkit: webkit('AllowHeadersInvalid', { value: 'Content Type' }),
    },
    cause: 'A hyphen is missing.',
    words: 'Write Content-Type.',
  },
];

/** Nothing is refused, or only what comes after the beacon has arrived. */
const ARRIVED: readonly Scenario[] = [
  {
    id: 'beacon-answer-refused',
    title: 'The beacon has arrived; only its answer, which nobody reads, is refused',
    topic,
    tags: ['@beacon', '@preflight'],
    spec: { anchor, requirement: 'The answer of a cors beacon goes through the CORS check.' },
    steps: [JSON_BEACON],
    routes: { 'OPTIONS /resource': passed, 'POST /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [ASKED, SENT],
      sees: [{ verdict: 'blocked', told: queued }],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader', failed],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: webkit('OriginNotAllowed', { status: '200' }),
    },
    cause: 'The headers were added to OPTIONS alone.',
    cure: {
      words: 'Nothing is lost; for a quiet console send the headers with POST, too.',
      routes: { 'OPTIONS /resource': passed, 'POST /resource': stored },
      wire: [ASKED, SENT],
      sees: [{ verdict: 'allowed', told: queued }],
    },
  },
  {
    id: 'beacon-method-not-listed',
    title: 'A beacon is a POST, and POST needs no entry in the list of methods',
    topic,
    tags: ['@beacon', '@preflight'],
    spec: { anchor, requirement: 'POST is CORS-safelisted: the list of methods is not asked.' },
    steps: [JSON_BEACON],
    routes: {
      'OPTIONS /resource': answer(
        204,
        ...shared,
        allowHeaders('Content-Type'),
        allowMethods('PUT'),
      ),
      'POST /resource': stored,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [ASKED, SENT],
      sees: [{ verdict: 'allowed', told: queued }],
    },
    console: SILENT,
    cause: 'The preflight is there for Content-Type; the method alone would need none.',
  },
  {
    id: 'beacon-of-text',
    title: 'A beacon of text is sent without asking, to a server that knows no CORS',
    topic,
    tags: ['@beacon', '@simple', '@no-cors'],
    spec: {
      anchor,
      requirement: 'A beacon whose type is safelisted is a no-cors request.',
      wpt: ['beacon/beacon-cors.sub.window.js', 'beacon/headers/header-content-type.html'],
    },
    steps: [{ do: 'beacon', url: RESOURCE, body: 'left' }],
    routes: { 'POST /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain;charset=UTF-8' } })],
      sees: [{ verdict: 'opaque', told: queued }],
    },
    console: SILENT,
    cause: 'A form could always send such a request.',
  },
  {
    id: 'beacon-of-text-redirected',
    title: 'A beacon of text follows a redirect to another site, where its origin is null',
    topic,
    tags: ['@beacon', '@redirect', '@no-cors'],
    spec: {
      anchor,
      requirement: 'A redirect from one foreign origin to another taints the origin: null is sent.',
      wpt: ['beacon/beacon-redirect.window.js'],
    },
    steps: [{ do: 'beacon', url: RESOURCE, body: 'left' }],
    routes: {
      'POST /resource': answer(307, location('{apiCrossSite:/moved}')),
      'POST /moved': answer(200),
    },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [SENT, sent('POST', { url: '{apiCrossSite:/moved}', origin: 'null' })],
      sees: [{ verdict: 'opaque', told: queued }],
    },
    console: SILENT,
    cause: 'no-cors redirects are not checked; the last server cannot tell who asked.',
  },
  {
    id: 'beacon-resource-policy',
    title: 'The answer to a beacon of text can be refused by its own policy',
    topic,
    tags: ['@beacon', '@no-cors'],
    spec: {
      anchor: 'cross-origin-resource-policy-header',
      requirement: 'same-origin refuses an answer to a no-cors request of another origin.',
      notPredicted: 'Cross-Origin-Resource-Policy is a check of its own beside CORS.',
    },
    steps: [{ do: 'beacon', url: '{apiCrossSite:/resource}', body: 'left' }],
    routes: { 'POST /resource': answer(200, ['Cross-Origin-Resource-Policy', 'same-origin']) },
    expect: {
      verdict: 'blocked',
      stage: 'resource-policy',
      wire: [sent('POST', { url: '{apiCrossSite:/resource}' })],
      sees: [{ verdict: 'blocked', told: queued }],
    },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_BLOCKED_BY_RESPONSE.NotSameOrigin' }]],
      firefox: [
        [
          'CORPBlocked',
          {
            mdnUrl:
              'https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#',
          },
        ],
      ],
      webkit: ['CORP', 'CompanionBeacon/CORP', 'FailedToLoad/CORP'],
    },
    cause: 'A security preset adds the header to every answer.',
    cure: {
      words: 'Nothing is lost; for a quiet console answer beacons with cross-origin.',
      routes: { 'POST /resource': answer(200, ['Cross-Origin-Resource-Policy', 'cross-origin']) },
      wire: [sent('POST', { url: '{apiCrossSite:/resource}' })],
      sees: [{ verdict: 'opaque', told: queued }],
      notPredicted: 'Its answer is opaque, which nobody looks at.',
    },
  },
];

export const BEACONS: readonly Scenario[] = [
  ...BY_THE_PREFLIGHT.map((row) =>
    refused(row, { 'OPTIONS /resource': row.answer, 'POST /resource': stored }, [ASKED]),
  ),
  ...ARRIVED,
];
