/**
 * What WebKit prints about CORS and about the rules next to it.
 *
 * WebKit gives its messages no names; the ids are ours. A message that quotes another one has the
 * id `outer/inner`.
 */
import { fromNowhere, mapTable, prefixKeys, type MessageRow } from './tables.ts';
import type { MessageEntry } from './types.ts';
import { WEBKIT_COMPANIONS } from './webkit-companions.ts';
import {
  NETWORK_ERRORS,
  NETWORK_PROCESS_REFUSALS,
  RELATED_REFUSALS,
  SERVICE_WORKER_REFUSALS,
} from './webkit-refusals.ts';
import { PREFLIGHT_CHECKER, companion, cors, related } from './webkit-vocabulary.ts';

const DOCUMENT_LOADER = 'Source/WebCore/loader/DocumentThreadableLoader.cpp';

/** Refusals that are decided before the network process, or never printed. */
const OTHER_REFUSALS = mapTable(
  {
    OnlyHTTP: {
      text: 'Cross origin requests are only supported for HTTP.',
      reason: 'CORSRequestNotHttp',
      trigger: 'fetch() or XMLHttpRequest to a scheme without CORS.',
      source: DOCUMENT_LOADER,
    },
    BadSchemeRedirect: {
      text: 'Redirection to URL with a scheme that is not HTTP(S).',
      reason: 'CORSRequestNotHttp',
      trigger: 'fetch() in mode no-cors is redirected to a scheme that is not HTTP.',
      source: DOCUMENT_LOADER,
    },
    PreflightResponseBlocked: {
      text: 'Preflight response was blocked',
      trigger: 'The URL of a preflight cannot be shown, or restrictions of the system forbid it.',
      source: PREFLIGHT_CHECKER,
      reach: fromNowhere('no way to it was found on GTK'),
    },
    LegacyRedirectDenied: {
      text: 'Cross-origin redirection denied by Cross-Origin Resource Sharing policy.',
      trigger: 'A synchronous load is redirected while the checks run outside the network process.',
      source: DOCUMENT_LOADER,
      reach: fromNowhere('the network process always does the checks'),
    },
    SameOriginModeText: {
      text: 'Cross origin requests are not allowed when using same-origin fetch mode.',
      trigger: 'fetch() of another origin in mode same-origin.',
      source: DOCUMENT_LOADER,
      reach: fromNowhere('it is an error description; the console shows CompanionFetchOnly'),
    },
  } as const satisfies Record<string, MessageRow>,
  cors,
);

export const WEBKIT_MESSAGES = {
  ...NETWORK_PROCESS_REFUSALS,
  ...prefixKeys('PreflightNetworkError/', NETWORK_ERRORS),
  ...OTHER_REFUSALS,
  ...RELATED_REFUSALS,
  ...SERVICE_WORKER_REFUSALS,

  ...WEBKIT_COMPANIONS,

  NoCorsRedirectMode: related({
    text: 'No-Cors mode requires follow redirect mode',
    trigger: 'fetch() in mode no-cors with another redirect mode.',
    source: 'Source/WebCore/loader/cache/CachedResource.cpp',
  }),
  NotAllowedToRequest: companion({
    text: 'Not allowed to request resource',
    trigger: 'Second line of NoCorsRedirectMode.',
    source: 'Source/WebCore/loader/cache/CachedResourceLoader.cpp',
  }),
  // Printed like this, unfinished: the end of the sentence is in the library and is left out.
  MixedContent: related({
    text: '[blocked] The page at {pageUrl} requested insecure content from {url}. This content was blocked and must\n',
    level: 'warning',
    trigger: 'A secure page asks a URL that is not secure; plain http on loopback included.',
    source: 'Source/WebCore/loader/MixedContentChecker.cpp',
  }),
  ContentPolicy: related({
    text: 'Refused to connect to {url} because it does not appear in the {directive} directive of the Content Security Policy.',
    trigger: 'A URL, or the target of a redirect, is not in connect-src.',
    source: 'Source/WebCore/page/csp/ContentSecurityPolicy.cpp',
  }),
  RestrictedPort: related({
    text: 'Not allowed to use restricted network port {port}: {url}',
    trigger: 'A load from a blocked port; nothing follows.',
    source: 'Source/WebCore/loader/FrameLoader.cpp',
  }),
  NotCssType: related({
    text: "Did not parse stylesheet at '{url}' because non CSS MIME types are not allowed in strict mode.",
    trigger: 'A style sheet has another Content-Type than text/css; no matter of CORS.',
    source: 'Source/WebCore/css/StyleSheetContents.cpp',
  }),
  'NotCssType/cross-origin': related({
    text: "Did not parse stylesheet at '{url}' because non CSS MIME types are not allowed for cross-origin stylesheets.",
    trigger:
      'In quirks mode a style sheet of another origin has another Content-Type than text/css; no matter of CORS.',
    source: 'Source/WebCore/css/StyleSheetContents.cpp',
  }),
  CanvasTainted: related({
    text: 'Unable to get image data from canvas because the canvas has been tainted by cross-origin data.',
    trigger: 'getImageData() on a canvas that holds an image fetched without CORS.',
    source: 'Source/WebCore/html/canvas/CanvasRenderingContext2DBase.cpp',
  }),
  SRI: related({
    text: [
      'Cannot load {kind} {url}. Failed integrity metadata check. Content length: {contentLength}, Expected content length: {expectedLength}, Expected metadata: {hash}',
      'Cannot load {kind} {url}. Failed integrity metadata check. Content length: (no content), Expected content length: {expectedLength}, Expected metadata: {hash}',
    ],
    trigger: 'A cross-origin script or style sheet has integrity but no crossorigin.',
    source: 'Source/WebCore/loader/SubresourceIntegrity.cpp',
  }),
  // The sentence stands there twice: so in the engine.
  SRIFetch: related({
    text: 'Failed integrity metadata check. {url}. Failed integrity metadata check. Content length: {contentLength}, Expected content length: {expectedLength}, Expected metadata: {hash}',
    trigger: 'fetch() has integrity metadata that fail, or a response that may not be read.',
    source: 'Source/WebCore/loader/SubresourceIntegrity.cpp',
  }),
  ModuleType: related({
    text: "TypeError: '{type}' is not a valid JavaScript MIME type.",
    trigger: 'A module script has the MIME type of something else; import() only rejects with it.',
    source: 'Source/WebCore/bindings/js/ScriptModuleLoader.cpp',
  }),
  WebSocketFailed: related({
    text: "WebSocket connection to '{url}' failed: The server did not accept the WebSocket handshake.",
    trigger: 'The handshake of a WebSocket is answered with another status than 101.',
    source: 'Source/WebKit/NetworkProcess/soup/WebSocketTaskSoup.cpp',
  }),
  KeepaliveLimit: related({
    text: 'Reached maximum amount of queued data of 64Kb for keepalive requests',
    trigger:
      'More than 64 KiB would be under way by fetch() with keepalive; CompanionFetch follows.',
    source: 'Source/WebCore/loader/cache/CachedResourceLoader.cpp',
  }),
  EventSourceType: related({
    text: 'EventSource\'s response has a MIME type ("{type}") that is not "text/event-stream". Aborting the connection.',
    trigger: 'An EventSource is answered with something else than a stream of events.',
    source: 'Source/WebCore/page/EventSource.cpp',
  }),
  UnsafeHeader: related({
    text: 'Refused to set unsafe header "{header}"',
    trigger: 'XMLHttpRequest sets a forbidden header.',
    source: 'Source/WebCore/xml/XMLHttpRequest.cpp',
  }),
  MediaDenied: related({
    text: 'Cross-origin media resource load denied by Cross-Origin Resource Sharing policy.',
    trigger: 'A media element with crossorigin was refused.',
    source: 'Source/WebCore/loader/MediaResourceLoader.cpp',
    reach: fromNowhere('it is an error description; the console shows only OriginNotAllowed'),
  }),
} as const satisfies Record<string, MessageEntry>;

export type WebkitMessageId = keyof typeof WEBKIT_MESSAGES;
