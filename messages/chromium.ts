/**
 * What Chromium prints about CORS and about the rules next to it.
 *
 * The keys `k…` are the values of `network::mojom::CorsError`; the DevTools protocol gives the same
 * names without the `k` as `corsErrorStatus.corsError`.
 * https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-CorsError
 */
import {
  LOCAL_NETWORK_REACH,
  OTHER_REFUSALS,
  PREFLIGHT_CHECK,
  PRIVATE_NETWORK_ACCESS,
  RESPONSE_CHECK,
  SPAN,
} from './chromium-refusals.ts';
import { entry, mapTable, prefixKeys, type MessageRow } from './tables.ts';
import type { MessageEntry } from './types.ts';

const related = (row: MessageRow): MessageEntry => entry('related', SPAN, row);
const companion = (row: MessageRow): MessageEntry => entry('companion', SPAN, row);

const FETCH_SOURCE = 'third_party/blink/renderer/core/fetch/fetch_manager.cc';
const XHR_SOURCE = 'third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc';
const NETWORK_LOG_SOURCE = 'third_party/blink/renderer/core/frame/frame_console.cc';

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
    source: 'content/browser/devtools/network_service_devtools_observer.cc',
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
  'preload-not-used/unknown': related({
    text: "A preload for '{url}' is found, but is not used due to an unknown reason.",
    level: 'warning',
    trigger: 'A preload that failed, or is of another mode, is there when a request wants its URL.',
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
  'websocket-failed': related({
    text: "WebSocket connection to '{url}' failed: Error during WebSocket handshake: Unexpected response code: {status}",
    trigger: 'The handshake of a WebSocket is answered with another status than 101.',
    source: 'net/websockets/websocket_basic_handshake_stream.cc',
  }),
  'event-source-type': related({
    text: 'EventSource\'s response has a MIME type ("{type}") that is not "text/event-stream". Aborting the connection.',
    trigger: 'An EventSource is answered with something else than a stream of events.',
    source: 'third_party/blink/renderer/modules/eventsource/event_source.cc',
  }),
  'sandbox-escape': related({
    text: 'An iframe which has both allow-scripts and allow-same-origin for its sandbox attribute can escape its sandboxing.',
    level: 'warning',
    trigger: 'A frame of the same origin has sandbox="allow-scripts allow-same-origin".',
    source: 'third_party/blink/renderer/core/loader/document_loader.cc',
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
