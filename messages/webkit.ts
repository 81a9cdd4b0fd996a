/**
 * What WebKit prints about CORS and about the rules next to it.
 *
 * WebKit gives its messages no names; the ids are ours. A message that quotes another one has the
 * id `outer/inner`. The backend's texts are those of WebKitGTK (libsoup, GLib, GnuTLS).
 */
import { entry, fromNowhere, mapTable, prefixKeys, type MessageRow } from './tables.ts';
import type { MessageEntry, Wording } from './types.ts';

const SPAN = { since: '2.50.6' } as const;

const ACCESS_CONTROL = 'Source/WebCore/loader/CrossOriginAccessControl.cpp';
const PREFLIGHT_CACHE = 'Source/WebCore/loader/CrossOriginPreflightResultCache.cpp';
const PREFLIGHT_CHECKER = 'Source/WebKit/NetworkProcess/NetworkCORSPreflightChecker.cpp';
const LOAD_CHECKER = 'Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp';
const DOCUMENT_LOADER = 'Source/WebCore/loader/DocumentThreadableLoader.cpp';
const THREADABLE_LOADER = 'Source/WebCore/loader/ThreadableLoader.cpp';

const cors = (row: MessageRow): MessageEntry => entry('cors', SPAN, row);
const companion = (row: MessageRow): MessageEntry => entry('companion', SPAN, row);
const related = (row: MessageRow): MessageEntry => entry('related', SPAN, row);

/** Network failures as the backend words them; each was provoked. Never a pattern for any text. */
const NETWORK_TEXTS = {
  closed: 'Connection terminated unexpectedly',
  refused: 'Could not connect to {host}: Connection refused',
  reset: 'Error receiving data: Connection reset by peer',
  unresolved: 'Error resolving “{host}”: Name or service not known',
  handshake: 'Error performing TLS handshake: An unexpected TLS packet was received.',
  certificate: 'Unacceptable TLS certificate',
  malformed: 'Could not parse HTTP response',
} as const;

/** The CORS check. On a redirect, its text is quoted by another message. */
const CORS_CHECK = mapTable(
  {
    OriginNotAllowed: {
      text: 'Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}',
      reason: 'CORSMissingAllowOrigin',
      trigger:
        'Access-Control-Allow-Origin is missing, empty or anything but the origin: WebKit does not tell these apart.',
      source: ACCESS_CONTROL,
    },
    MoreThanOneOrigin: {
      text: 'Access-Control-Allow-Origin cannot contain more than one origin.',
      reason: 'CORSMultipleAllowOriginNotAllowed',
      trigger: 'Access-Control-Allow-Origin, its lines joined, has a comma.',
      source: ACCESS_CONTROL,
    },
    WildcardWithCredentials: {
      text: 'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      reason: 'CORSNotSupportingCredentials',
      trigger: 'A request with credentials is answered with Access-Control-Allow-Origin: *.',
      source: ACCESS_CONTROL,
    },
    CredentialsNotTrue: {
      text: 'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      reason: 'CORSMissingAllowCredentials',
      trigger:
        'A request with credentials is answered without Access-Control-Allow-Credentials: true.',
      source: ACCESS_CONTROL,
    },
  } as const satisfies Record<string, MessageRow>,
  cors,
);

/** Refusals by the network process. Their text is quoted by the lines that follow them. */
const NETWORK_PROCESS_REFUSALS = {
  ...CORS_CHECK,
  PreflightNotSuccessful: cors({
    text: 'Preflight response is not successful. Status code: {status}',
    reason: 'CORSPreflightDidNotSucceed',
    trigger: 'The status of a preflight is not 200 to 299, redirects included; checked first.',
    source: ACCESS_CONTROL,
  }),
  MethodNotAllowed: cors({
    text: 'Method {method} is not allowed by Access-Control-Allow-Methods.',
    reason: 'CORSMethodNotFound',
    trigger: 'The preflight does not list the method, in its exact case.',
    source: PREFLIGHT_CACHE,
  }),
  HeaderNotAllowed: cors({
    text: 'Request header field {header} is not allowed by Access-Control-Allow-Headers.',
    reason: 'CORSMissingAllowHeaderFromPreflight',
    trigger:
      'The preflight does not list a header of the request; the first one met is named, not the first by name.',
    source: PREFLIGHT_CACHE,
  }),
  AllowMethodsInvalid: cors({
    text: 'Header Access-Control-Allow-Methods has an invalid value: {value}',
    reason: 'CORSInvalidAllowMethod',
    trigger: 'An item of Access-Control-Allow-Methods is not an HTTP token.',
    source: PREFLIGHT_CACHE,
  }),
  AllowHeadersInvalid: cors({
    text: 'Header Access-Control-Allow-Headers has an invalid value: {value}',
    reason: 'CORSInvalidAllowHeader',
    trigger: 'An item of Access-Control-Allow-Headers is not an HTTP token.',
    source: PREFLIGHT_CACHE,
  }),
  ...redirectionDenied(CORS_CHECK),
  RedirectNonCorsScheme: cors({
    text: redirectionText(
      'not allowed to follow a cross-origin CORS redirection with non CORS scheme',
    ),
    reason: 'CORSRequestNotHttp',
    trigger: 'A request in mode cors is redirected to a scheme without CORS, such as data:.',
    source: LOAD_CHECKER,
  }),
  RedirectHasCredentials: cors({
    text: redirectionText('redirection URL {newUrl} has credentials', '{newUrlWithoutUserinfo}'),
    trigger: 'A request in mode cors is redirected to a URL with a user name.',
    source: LOAD_CHECKER,
  }),
  UnsafeAttempt: cors({
    text: 'Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.\n',
    trigger:
      'A load that must be same-origin is redirected across origins: mode same-origin, a worker; SVG use.',
    source: LOAD_CHECKER,
  }),
  RedirectModeError: cors({
    text: 'Not allowed to follow a redirection while loading {url}',
    trigger: 'Redirect mode error meets a redirect that passes the CORS check.',
    source: LOAD_CHECKER,
  }),
  TooManyRedirects: cors({
    text: 'Load cannot follow more than 20 redirections',
    reason: 'CORSDidNotSucceed',
    trigger: 'A redirect loop.',
    source: LOAD_CHECKER,
  }),
  FTPDisabled: cors({
    text: 'FTP URLs are disabled',
    reason: 'CORSRequestNotHttp',
    trigger: 'A redirect to ftp:.',
    source: 'Source/WebKit/Shared/WebErrors.cpp',
  }),
  PreflightBlocked: cors({
    text: 'CORS-preflight request was blocked',
    trigger: 'A preflighted request is redirected to a blocked port.',
    source: PREFLIGHT_CHECKER,
    reach: fromNowhere(
      'behind a redirect the preflight is let through to blocked ports (22, 25 and 6667; by address and by name, http and https)',
    ),
  }),
};

const NETWORK_ERRORS = mapTable(NETWORK_TEXTS, (text: string) =>
  cors({
    text,
    reason: 'CORSDidNotSucceed',
    trigger:
      'The preflight’s connection fails; printed in the words of the network backend. The same failure of the actual request prints no line of its own.',
    source: PREFLIGHT_CHECKER,
  }),
);

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

const RELATED_REFUSALS = mapTable(
  {
    CORP: {
      text: "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
      trigger: 'A no-cors load is refused by Cross-Origin-Resource-Policy.',
      source: ACCESS_CONTROL,
    },
    CSPRedirect: {
      text: 'Blocked by Content Security Policy.',
      trigger: 'The target of a redirect is not in connect-src.',
      source: LOAD_CHECKER,
    },
  } as const satisfies Record<string, MessageRow>,
  related,
);

/** Each way in which a service worker's answer can be unusable. */
const SERVICE_WORKER_REFUSALS = prefixKeys(
  'ServiceWorker/',
  mapTable(
    {
      opaque: 'Response served by service worker is opaque',
      error: 'Response served by service worker is an error',
      rejected: 'FetchEvent.respondWith received an error: {error}',
      corsForSameOrigin: 'Response served by service worker is CORS while mode is same origin',
      opaqueRedirect: 'Response served by service worker is opaque redirect',
      redirected: 'Response served by service worker has redirections',
    },
    (text: string): MessageEntry =>
      related({
        text,
        trigger: 'A service worker answers with a response that the request may not have.',
        source: 'Source/WebCore/workers/service/context/ServiceWorkerFetch.cpp',
      }),
  ),
);

/** Everything the network process can fail a load with, as the companions quote it. */
const QUOTABLE = {
  ...NETWORK_PROCESS_REFUSALS,
  ...RELATED_REFUSALS,
  ...SERVICE_WORKER_REFUSALS,
  ...prefixKeys('NetworkError/', NETWORK_ERRORS),
};

export const WEBKIT_MESSAGES = {
  ...NETWORK_PROCESS_REFUSALS,
  ...prefixKeys('PreflightNetworkError/', NETWORK_ERRORS),
  ...OTHER_REFUSALS,
  ...RELATED_REFUSALS,
  ...SERVICE_WORKER_REFUSALS,

  ...cannotLoad('CompanionFetch', 'Fetch API cannot load', 'fetch()'),
  ...cannotLoad('CompanionXHR', 'XMLHttpRequest cannot load', 'XMLHttpRequest'),
  ...cannotLoad('CompanionEventSource', 'EventSource cannot load', 'EventSource'),
  ...cannotLoad('CompanionOther', 'Cannot load', 'a worker script'),
  CompanionImage: companion({
    text: 'Cannot load image {url} due to access control checks.',
    trigger: 'An image was refused, by the CORS check or by Cross-Origin-Resource-Policy.',
    source: 'Source/WebCore/loader/ImageLoader.cpp',
  }),
  CompanionScript: companion({
    text: 'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
    trigger: 'A classic script with crossorigin was refused; also what import() rejects with.',
    source: 'Source/WebCore/dom/LoadableClassicScript.cpp',
  }),
  CompanionImport: companion({
    text: 'Importing a module script failed.',
    trigger: 'Last line where a module worker’s script, or what it imports, was refused.',
    source: 'Source/WebCore/bindings/js/ScriptModuleLoader.cpp',
  }),
  CompanionTrack: companion({
    text: 'Cross-origin text track load denied by Cross-Origin Resource Sharing policy.',
    trigger: 'A track of a media element with crossorigin was refused.',
    source: 'Source/WebCore/loader/TextTrackLoader.cpp',
  }),
  ...quoting('CompanionBeacon', 'Beacon API cannot load {url}. ', QUOTABLE, {
    trigger: 'sendBeacon() was refused or failed',
    source: 'Source/WebCore/Modules/beacon/NavigatorBeacon.cpp',
    unreachable: {
      MethodNotAllowed: 'a beacon is a POST, which needs no entry in the list of methods',
      UnsafeAttempt: 'the mode of a beacon is cors or no-cors, never same-origin',
      RedirectModeError: 'the redirect mode of a beacon is follow',
      PreflightBlocked: 'a beacon that is redirected to a blocked port is let through to it',
    },
  }),
  ...quoting('FailedToLoad', 'Failed to load resource: ', QUOTABLE, {
    trigger: 'Last line of a failed load, only while an inspector is attached',
    source: 'Source/WebCore/inspector/agents/WebConsoleAgent.cpp',
  }),
  FailedToLoadStatus: companion({
    text: 'Failed to load resource: the server responded with a status of {status} ({statusText})',
    trigger:
      'A response that may be read has a status of 400 or more, while an inspector is attached.',
    source: 'Source/WebCore/inspector/agents/WebConsoleAgent.cpp',
  }),

  NoCorsRedirectMode: related({
    text: 'No-Cors mode requires follow redirect mode',
    trigger: 'fetch() in mode no-cors with another redirect mode.',
    source: 'Source/WebCore/loader/cache/CachedResourceLoader.cpp',
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

function redirectionText(why: string, target = '{newUrl}'): string {
  return `Cross-origin redirection to ${target} denied by Cross-Origin Resource Sharing policy: ${why}`;
}

/** `quoted`, every wording put behind `frame`; the entry keeps the reason of what it quotes. */
function rewordedBy(
  frame: (text: string) => string,
  quoted: MessageEntry,
): Pick<MessageEntry, 'wordings' | 'reason'> {
  const reword = (wording: Wording): Wording => ({ ...wording, template: frame(wording.template) });
  const [first, ...others] = quoted.wordings;
  return {
    ...(quoted.reason === undefined ? {} : { reason: quoted.reason }),
    wordings: [reword(first), ...others.map(reword)],
  };
}

/** A redirect response that fails the CORS check, by what the check said. */
function redirectionDenied<K extends string>(
  checks: Readonly<Record<K, MessageEntry>>,
): Record<`RedirectFailedCheck/${K}`, MessageEntry> {
  const entries = mapTable(checks, (check: MessageEntry): MessageEntry => ({
    ...check,
    ...rewordedBy(redirectionText, check),
    trigger: `On a redirect of a cross-origin request: ${check.trigger}`,
    source: LOAD_CHECKER,
  }));
  return prefixKeys('RedirectFailedCheck/', entries);
}

/** The line after a refusal; without "due to access control checks" for errors of other kinds. */
function cannotLoad<Id extends string>(
  id: Id,
  subject: string,
  initiator: string,
): Record<Id | `${Id}Only`, MessageEntry> {
  return {
    [id]: companion({
      text: `${subject} {url} due to access control checks.`,
      trigger: `Second line of a refusal of ${initiator}, outside workers; the URL is that of the failing hop.`,
      source: THREADABLE_LOADER,
    }),
    [`${id}Only`]: companion({
      text: `${subject} {url}.`,
      trigger: `${initiator} failed for a cause that is no access control: mode same-origin, a service worker.`,
      source: THREADABLE_LOADER,
    }),
  } as Record<Id | `${Id}Only`, MessageEntry>;
}

/** A companion that quotes the error of the load: one entry for each message it can quote. */
function quoting<Id extends string, K extends string>(
  id: Id,
  frame: string,
  quoted: Readonly<Record<K, MessageEntry>>,
  row: Pick<MessageRow, 'trigger' | 'source'> & {
    /** Why some of them are never quoted. */
    readonly unreachable?: Partial<Readonly<Record<K, string>>>;
  },
): Record<`${Id}/${K}`, MessageEntry> {
  const entries = mapTable(quoted, (inner: MessageEntry, key): MessageEntry => ({
    group: 'companion',
    level: 'error',
    reach: row.unreachable?.[key] ? fromNowhere(row.unreachable[key]) : inner.reach,
    source: row.source,
    trigger: `${row.trigger}; quotes ${key}.`,
    ...rewordedBy((text) => frame + text, inner),
  }));
  return prefixKeys(`${id}/`, entries);
}
