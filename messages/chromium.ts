/**
 * What Chromium prints about CORS and about the rules next to it.
 *
 * The keys `k…` are the values of `network::mojom::CorsError`; the DevTools protocol gives the same
 * names without the `k` as `corsErrorStatus.corsError`.
 * https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
 */
import {
  entry,
  fromLaunch,
  fromNowhere,
  mapTable,
  prefixKeys,
  type MessageRow,
  type Span,
} from './tables.ts';
import type { MessageEntry } from './types.ts';

const SPAN = { since: '156' } as const;

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
const LOCAL_NETWORK_SOURCE = 'services/network/local_network_access_checker.cc';

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

const RESPONSE_CHECK = mapTable(CORS_CHECK, ({ trigger, ...row }) =>
  refusal(SPAN)({
    ...row,
    source: ACCESS_CHECK_SOURCE,
    trigger: `${trigger} response or a redirect.`,
  }),
);

const PREFLIGHT_CHECK = mapTable(CORS_CHECK, ({ why, trigger, ...row }) =>
  refusal(SPAN)({
    ...row,
    why: PREFLIGHT + why,
    source: PREFLIGHT_SOURCE,
    trigger: `${trigger} preflight answer.`,
  }),
);

const LOCAL_NETWORK_REACH = fromLaunch(
  'a page outside the loopback address space: --ip-address-space-overrides',
);

const OTHER_REFUSALS = mapTable(
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
const PRIVATE_NETWORK_ACCESS = mapTable(
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

const related = (row: MessageRow): MessageEntry => entry('related', SPAN, row);
const companion = (row: MessageRow): MessageEntry => entry('companion', SPAN, row);

const FETCH_SOURCE = 'third_party/blink/renderer/core/fetch/fetch_manager.cc';
const XHR_SOURCE = 'third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc';
const NETWORK_LOG_SOURCE = 'third_party/blink/renderer/core/inspector/inspector_log_agent.cc';

const cannotFetch = (rest: string): string => `Fetch API cannot load {url}. ${rest}`;
/** A way in which a service worker's answer can be unusable. */
const unusable = (why: string): MessageEntry =>
  related({
    text: `The FetchEvent for "{url}" resulted in a network error response: ${why}`,
    level: 'warning',
    trigger: 'A service worker answers with a response that the request may not have.',
    source: 'third_party/blink/renderer/modules/service_worker/fetch_respond_with_observer.cc',
  });

export const CHROMIUM_MESSAGES = {
  ...prefixKeys('k', RESPONSE_CHECK),
  ...prefixKeys('kPreflight', PREFLIGHT_CHECK),
  ...OTHER_REFUSALS,
  ...PRIVATE_NETWORK_ACCESS,
  'fetch-scheme': related({
    text: cannotFetch('URL scheme "{scheme}" is not supported.'),
    reason: 'CORSRequestNotHttp',
    trigger: 'fetch() of a scheme it does not know. The issue says CorsDisabledScheme.',
    source: FETCH_SOURCE,
  }),
  'fetch-mode-same-origin': related({
    text: cannotFetch(
      'Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}.',
    ),
    trigger: 'fetch() of another origin in mode same-origin. The issue says DisallowedByMode.',
    source: FETCH_SOURCE,
  }),
  'fetch-content-policy': related({
    text: cannotFetch(
      "Refused to connect because it violates the document's Content Security Policy.",
    ),
    trigger: 'fetch() of a URL that connect-src does not list; second line of content-policy.',
    source: FETCH_SOURCE,
  }),
  'content-policy': related({
    text: 'Connecting to \'{url}\' violates the following Content Security Policy directive: "{directive}". The action has been blocked.',
    trigger: 'A URL, or the target of a redirect, is not in connect-src.',
    source: 'third_party/blink/renderer/core/frame/csp/csp_directive_list.cc',
  }),
  'fetch-nocors-redirect': related({
    text: cannotFetch('Request mode is "no-cors" but the redirect mode is not "follow".'),
    trigger:
      'fetch() in mode no-cors with another redirect mode. The issue says NoCorsRedirectModeNotFollow.',
    source: FETCH_SOURCE,
  }),
  'local-resource': related({
    text: 'Not allowed to load local resource: {url}',
    reason: 'CORSRequestNotHttp',
    trigger: 'A page from the web asks for file:.',
    source: 'third_party/blink/renderer/core/loader/base_fetch_context.cc',
  }),
  'xhr-ftp': related({
    text: 'FTP is not supported.',
    reason: 'CORSRequestNotHttp',
    trigger: 'XMLHttpRequest to ftp:.',
    source: XHR_SOURCE,
  }),
  'unsafe-attempt': related({
    text: 'Unsafe attempt to load URL {url} from frame with URL {pageUrl}. Domains, protocols and ports must match.\n',
    trigger:
      'A load that must be same-origin is not: mode same-origin after a redirect, a track without crossorigin, SVG use.',
    source: 'third_party/blink/renderer/core/loader/base_fetch_context.cc',
  }),
  'failed-to-load': companion({
    text: 'Failed to load resource: net::{error}',
    reason: 'CORSDidNotSucceed',
    trigger:
      'Every load that fails: ERR_FAILED after a CORS line, alone with the cause when the network failed.',
    source: NETWORK_LOG_SOURCE,
  }),
  'failed-to-load-status': companion({
    text: 'Failed to load resource: the server responded with a status of {status} ({statusText})',
    trigger: 'A response that may be read has a status of 400 or more.',
    source: NETWORK_LOG_SOURCE,
  }),
  // An issue of DevTools without a line in the console: its code stands for its text.
  'auth-wildcard-deprecation': entry('cors', SPAN, {
    text: 'AuthorizationCoveredByWildcard',
    level: 'warning',
    trigger:
      'Authorization is let through by Access-Control-Allow-Headers: * alone; told in the Issues tab only.',
    source: 'third_party/blink/renderer/core/frame/deprecation/deprecation.json5',
  }),
  // Told of a request that then succeeds, too: asking whether the permission is there is enough.
  'local-network-issue': related({
    text: 'LocalNetworkAccessPermissionDenied',
    trigger: 'A public page with the permission asks for a loopback address; Issues tab only.',
    source: LOCAL_NETWORK_SOURCE,
    reach: LOCAL_NETWORK_REACH,
  }),
  'media-element-zeroes': related({
    text: 'MediaElementAudioSource outputs zeroes due to CORS access restrictions for {url}',
    level: 'info',
    trigger: 'createMediaElementSource() of media that was fetched without CORS, once it plays.',
    source: 'third_party/blink/renderer/modules/webaudio/media_element_audio_source_handler.cc',
  }),
  'sri-no-cors': related({
    text: "Subresource Integrity: The resource '{url}' has an integrity attribute, but the resource requires the request to be CORS enabled to check the integrity, and it is not. The resource has been blocked because the integrity cannot be enforced.",
    trigger: 'A cross-origin script has integrity but no crossorigin.',
    source: 'third_party/blink/renderer/platform/loader/subresource_integrity.cc',
  }),
  'sri-mismatch': related({
    text: "Failed to find a valid digest in the 'integrity' attribute for resource '{url}' with computed SHA-256 integrity '{hash}'. The resource has been blocked.",
    trigger: 'A resource is not what its integrity metadata say.',
    source: 'third_party/blink/renderer/platform/loader/subresource_integrity.cc',
  }),
  'sri-not-eligible': related({
    text: "Subresource Integrity: The resource '{url}' has an integrity attribute, but the response is not eligible for integrity validation.",
    trigger: 'fetch() in mode no-cors of another origin has integrity metadata.',
    source: 'third_party/blink/renderer/platform/loader/subresource_integrity.cc',
  }),
  'fetch-sri': related({
    text: cannotFetch("SRI's integrity checks failed."),
    trigger: 'Second line of sri-mismatch and sri-not-eligible where fetch() asked.',
    source: FETCH_SOURCE,
  }),
  'module-mime-type': related({
    text: 'Failed to load module script: Expected a {expected} module script but the server responded with a MIME type of "{type}". Strict MIME type checking is enforced for module scripts per HTML spec.',
    trigger: 'A module has the MIME type of something else.',
    source: 'third_party/blink/renderer/core/loader/modulescript/module_script_fetcher.cc',
  }),
  'preload-not-used': related({
    text: "A preload for '{url}' is found, but is not used because the request credentials mode does not match. Consider taking a look at crossorigin attribute.",
    level: 'warning',
    trigger: 'A preload was made with another crossorigin than the request that wants it.',
    source: 'third_party/blink/renderer/platform/loader/fetch/resource_fetcher.cc',
  }),
  ...prefixKeys(
    'sw-fetchevent/',
    mapTable(
      {
        opaque: 'an "opaque" response was used for a request whose type is not no-cors',
        error: 'the promise was resolved with an error response object.',
        rejected: 'the promise was rejected.',
        corsForSameOrigin:
          'a "cors" type response was used for a request whose mode is "same-origin".',
        opaqueRedirect:
          'an "opaqueredirect" type response was used for a request whose redirect mode is not "manual".',
        redirected:
          'a redirected response was used for a request whose redirect mode is not "follow".',
      },
      unusable,
    ),
  ),
  'sw-redirected-script': related({
    text: 'The script resource is behind a redirect, which is disallowed.',
    trigger: 'register() of a service worker whose script is redirected.',
    source: 'content/browser/service_worker/service_worker_new_script_loader.cc',
  }),
  'sandbox-escape': related({
    text: 'An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing.',
    level: 'warning',
    trigger: 'A frame of the same origin has sandbox="allow-scripts allow-same-origin".',
    source: 'third_party/blink/renderer/core/html/html_iframe_element.cc',
  }),
  'mixed-content': related({
    text: "Mixed Content: The page at '{pageUrl}' was loaded over HTTPS, but requested an insecure {kind} '{url}'. This request has been blocked; the content must be served over HTTPS.",
    trigger: 'An https page fetches http: from a host that is not loopback.',
    source: 'third_party/blink/renderer/core/loader/mixed_content_checker.cc',
  }),
  'xhr-unsafe-header': related({
    text: 'Refused to {action} unsafe header "{header}"',
    trigger:
      'XMLHttpRequest sets a forbidden header (action "set"), or reads one that is not exposed ("get").',
    source: XHR_SOURCE,
  }),
} as const satisfies Record<string, MessageEntry>;

export type ChromiumMessageId = keyof typeof CHROMIUM_MESSAGES;

/**
 * Codes behind which more than the line of the same name can stand: fetch() checks scheme and mode
 * before the network service does, and words its refusal differently under the same code; and codes
 * of issues that no line of that name goes with.
 */
export const CHROMIUM_SHARED_CODES: Readonly<Record<string, readonly ChromiumMessageId[]>> = {
  CorsDisabledScheme: ['fetch-scheme'],
  DisallowedByMode: ['fetch-mode-same-origin'],
  NoCorsRedirectModeNotFollow: ['fetch-nocors-redirect'],
  AuthorizationCoveredByWildcard: ['auth-wildcard-deprecation'],
  LocalNetworkAccessPermissionDenied: ['local-network-issue'],
};
