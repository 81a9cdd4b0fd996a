/**
 * The refusals of Chromium's network service, each with a code of its own and all in one frame: the
 * CORS check, preflights, redirects, and what Private Network Access said.
 */
import { entry, fromLaunch, fromNowhere, mapTable, type MessageRow, type Span } from './tables.ts';
import type { MessageEntry } from './types.ts';

export const SPAN = { since: '156' } as const;

/** The frame of every CORS line; `{kind}` is "fetch", "XMLHttpRequest", "script", "resource" … */
const FRAME =
  "Access to {kind} at '{url}' {redirected?(redirected from '{firstUrl}') }" +
  "from origin '{origin}' has been blocked by CORS policy: ";
const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";

/** Hints that depend on who asked: only XMLHttpRequest gets the one, only fetch() the other. */
const XHR_HINT =
  '{xhrHint? The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.}';
const FETCH_HINT = '{fetchHint? Have the server send the header with a valid value.}';

const ACCESS_CHECK_SOURCE = 'services/network/public/cpp/cors/cors.cc';
const LOADER_SOURCE = 'services/network/cors/cors_url_loader.cc';
const PREFLIGHT_SOURCE = 'services/network/cors/preflight_controller.cc';
const PREFLIGHT_RESULT_SOURCE = 'services/network/cors/preflight_result.cc';
const LOCAL_NETWORK_SOURCE = 'services/network/public/cpp/local_network_access_check_result.cc';

interface Refusal extends Omit<MessageRow, 'text'> {
  /** What stands after the frame. */
  readonly why: string;
}

const refusal =
  (span: Span) =>
  ({ why, ...row }: Refusal): MessageEntry =>
    entry('cors', span, { ...row, text: FRAME + why });

/** The CORS check, whose six outcomes exist twice: for responses and for preflight answers. */
const CORS_CHECK = {
  WildcardOriginNotAllowed: {
    why: `The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.${XHR_HINT}`,
    reason: 'CORSNotSupportingCredentials',
    trigger: 'Credentials mode include is answered by Access-Control-Allow-Origin: *, found on the',
  },
  MissingAllowOriginHeader: {
    why: "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    reason: 'CORSMissingAllowOrigin',
    trigger: 'Access-Control-Allow-Origin is missing, whatever the status, on the',
  },
  MultipleAllowOriginValues: {
    why: `The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.${FETCH_HINT}`,
    reason: 'CORSMultipleAllowOriginNotAllowed',
    trigger: 'Access-Control-Allow-Origin, its lines joined, has a comma or a space, on the',
  },
  InvalidAllowOriginValue: {
    why: `The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.${FETCH_HINT}`,
    reason: 'CORSAllowOriginNotMatchingOrigin',
    trigger: 'Access-Control-Allow-Origin is empty or does not parse as a URL, on the',
  },
  AllowOriginMismatch: {
    why: `The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.${FETCH_HINT}`,
    reason: 'CORSAllowOriginNotMatchingOrigin',
    trigger: 'Access-Control-Allow-Origin names another origin, or "null", on the',
  },
  InvalidAllowCredentials: {
    why: `The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.${XHR_HINT}`,
    reason: 'CORSMissingAllowCredentials',
    trigger:
      'Credentials mode include, but Access-Control-Allow-Credentials is missing or not "true" on the',
  },
} as const satisfies Record<string, Omit<Refusal, 'source'>>;

export const RESPONSE_CHECK = mapTable(CORS_CHECK, ({ trigger, ...row }) =>
  refusal(SPAN)({
    ...row,
    source: ACCESS_CHECK_SOURCE,
    trigger: `${trigger} response or a redirect.`,
  }),
);

export const PREFLIGHT_CHECK = mapTable(CORS_CHECK, ({ why, trigger, ...row }) =>
  refusal(SPAN)({
    ...row,
    why: PREFLIGHT + why,
    source: PREFLIGHT_SOURCE,
    trigger: `${trigger} preflight answer.`,
  }),
);

export const LOCAL_NETWORK_REACH = fromLaunch(
  'a page outside the loopback address space: --ip-address-space-overrides',
);

export const OTHER_REFUSALS = mapTable(
  {
    kDisallowedByMode: {
      why: 'Cross origin requests are not allowed by request mode.',
      source: LOADER_SOURCE,
      trigger: 'Request mode same-origin reaches the network service with a cross-origin URL.',
      reach: fromNowhere('Blink stops such requests first, in its own words'),
    },
    kInvalidResponse: {
      why: 'The response is invalid.',
      source: LOADER_SOURCE,
      trigger: 'Was a warning about preflights of Private Network Access.',
      reach: fromNowhere('those preflights are gone'),
    },
    kCorsDisabledScheme: {
      // Embedders and builds add schemes of their own, so the list is a hole.
      why: 'Cross origin requests are only supported for protocol schemes: {schemes}.',
      reason: 'CORSRequestNotHttp',
      source: LOADER_SOURCE,
      trigger:
        'XMLHttpRequest or a CORS redirect to a scheme that is not listed; a file: page loading file:. ' +
        'fetch() itself prints fetch-scheme.',
    },
    kPreflightInvalidStatus: {
      why: `${PREFLIGHT}It does not have HTTP ok status.`,
      reason: 'CORSPreflightDidNotSucceed',
      source: PREFLIGHT_SOURCE,
      trigger: 'A preflight passes the CORS check, but its status is not 200 to 299.',
    },
    kPreflightDisallowedRedirect: {
      why: `${PREFLIGHT}Redirect is not allowed for a preflight request.`,
      reason: 'CORSExternalRedirectNotAllowed',
      source: PREFLIGHT_SOURCE,
      trigger: 'A preflight is answered by a redirect with a Location, whatever its CORS headers.',
    },
    kInvalidAllowMethodsPreflightResponse: {
      why: 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
      reason: 'CORSInvalidAllowMethod',
      source: PREFLIGHT_RESULT_SOURCE,
      trigger: 'An item of Access-Control-Allow-Methods is not an HTTP token.',
    },
    kInvalidAllowHeadersPreflightResponse: {
      why: 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
      reason: 'CORSInvalidAllowHeader',
      source: PREFLIGHT_RESULT_SOURCE,
      trigger:
        'An item of Access-Control-Allow-Headers is not an HTTP token, even if the method fails as well.',
    },
    kMethodDisallowedByPreflightResponse: {
      why: 'Method {method} is not allowed by Access-Control-Allow-Methods in preflight response.',
      reason: 'CORSMethodNotFound',
      source: PREFLIGHT_RESULT_SOURCE,
      trigger: 'The preflight does not list the method, in its exact case.',
    },
    kHeaderDisallowedByPreflightResponse: {
      why: 'Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response.',
      reason: 'CORSMissingAllowHeaderFromPreflight',
      source: PREFLIGHT_RESULT_SOURCE,
      trigger:
        'The preflight does not list a header of the request; the first missing one is named, in lower case.',
    },
    kRedirectContainsCredentials: {
      // The location is never filled in, so the quotes stay empty; `{url}` is the redirecting URL.
      why: "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.",
      source: LOADER_SOURCE,
      trigger: 'A request in mode cors is redirected across origins to a URL with a user name.',
    },
    kInsecureLocalNetwork: {
      why: 'The request client is not a secure context and the resource is in more-private address space `{space}`.',
      source: LOCAL_NETWORK_SOURCE,
      trigger: 'A public page that is no secure context asks for a loopback or local address.',
      reach: LOCAL_NETWORK_REACH,
    },
    kInvalidLocalNetworkAccess: {
      why: 'Request had a target IP address space of `{targetSpace}` yet the resource is in address space `{space}`.',
      source: LOCAL_NETWORK_SOURCE,
      trigger: 'fetch() with a targetAddressSpace that is not the one the address is in.',
      reach: LOCAL_NETWORK_REACH,
    },
    kLocalNetworkAccessPermissionDenied: {
      why: 'Permission was denied for this request to access the `{space}` address space.',
      source: LOCAL_NETWORK_SOURCE,
      trigger:
        'A secure public page asks for a loopback or local address without the permission for it.',
      reach: LOCAL_NETWORK_REACH,
    },
  } as const satisfies Record<string, Refusal>,
  refusal(SPAN),
);

/**
 * Private Network Access, the predecessor of Local Network Access. None of these is in 156; they
 * are kept so that an older bundled Chromium is understood. The span is the widest one possible.
 */
export const PRIVATE_NETWORK_ACCESS = mapTable(
  {
    kPreflightMissingAllowPrivateNetwork: `${PREFLIGHT}No 'Access-Control-Allow-Private-Network' header was present in the preflight response for this private network request targeting the \`{space}\` address space.`,
    // Two spaces before "not": so in the engine.
    kPreflightInvalidAllowPrivateNetwork: `${PREFLIGHT}The 'Access-Control-Allow-Private-Network' header in the preflight response for this private network request targeting the \`{space}\` address space had a value of '{value}',  not 'true'.`,
    kUnexpectedPrivateNetworkAccess:
      'Request had no target IP address space, yet the resource is in address space `{space}`.',
    kPreflightMissingPrivateNetworkAccessId:
      "No 'Private-Network-Access-Id' header was present in the preflight response for this private network request targeting the `{space}` address space.",
    kPreflightMissingPrivateNetworkAccessName:
      "No 'Private-Network-Access-Name' header was present in the preflight response for this private network request targeting the `{space}` address space.",
    kPrivateNetworkAccessPermissionUnavailable:
      'Unable to ask for permission to access the `{space}` IP address space.',
  } as const,
  (why) =>
    refusal({ since: '92', until: '149' })({
      why,
      source: 'third_party/blink/renderer/platform/loader/cors/cors_error_string.cc',
      trigger: 'A rule of Private Network Access, in older versions.',
      reach: fromNowhere('Private Network Access was removed'),
    }),
);
