/**
 * What WebKit's network process refuses or fails a load with. The lines that follow a refusal quote
 * these texts, so each is the root of a family. The backend's are those of WebKitGTK (libsoup, GLib,
 * GnuTLS).
 */
import { fromNowhere, mapTable, prefixKeys, type MessageRow } from './tables.ts';
import type { MessageEntry } from './types.ts';
import {
  ACCESS_CONTROL,
  LOAD_CHECKER,
  PREFLIGHT_CHECKER,
  cors,
  related,
  rewordedBy,
} from './webkit-vocabulary.ts';

const PREFLIGHT_CACHE = 'Source/WebCore/loader/CrossOriginPreflightResultCache.cpp';

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
export const NETWORK_PROCESS_REFUSALS = {
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
  RedirectNotHttp: cors({
    text: 'Redirection to URL with a scheme that is not HTTP(S)',
    reason: 'CORSRequestNotHttp',
    trigger:
      'A no-cors load other than fetch() is redirected to a scheme that is neither HTTP(S) nor about:.',
    source: 'Source/WebKit/NetworkProcess/NetworkResourceLoader.cpp',
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

export const NETWORK_ERRORS = mapTable(NETWORK_TEXTS, (text: string) =>
  cors({
    text,
    reason: 'CORSDidNotSucceed',
    trigger:
      'The preflight’s connection fails; printed in the words of the network backend. The same failure of the actual request prints no line of its own.',
    source: PREFLIGHT_CHECKER,
  }),
);

export const RELATED_REFUSALS = mapTable(
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
export const SERVICE_WORKER_REFUSALS = prefixKeys(
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
export const QUOTABLE = {
  ...NETWORK_PROCESS_REFUSALS,
  ...RELATED_REFUSALS,
  ...SERVICE_WORKER_REFUSALS,
  ...prefixKeys('NetworkError/', NETWORK_ERRORS),
};

function redirectionText(why: string, target = '{newUrl}'): string {
  return `Cross-origin redirection to ${target} denied by Cross-Origin Resource Sharing policy: ${why}`;
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
