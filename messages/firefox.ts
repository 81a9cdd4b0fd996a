/**
 * What Firefox prints about CORS and about the rules next to it.
 *
 * The keys of the group `cors` are the string names in `security.properties`; the console service
 * carries the same name as the message's category. Quotes are typographic (U+2018/2019,
 * U+201C/201D), except for the backticks (U+0060) of the deprecation warning.
 * https://searchfox.org/mozilla-central/source/dom/locales/en-US/chrome/security/security.properties
 */
import { entry, fromLaunch, mapTable, type MessageRow } from './tables.ts';
import type { MessageEntry } from './types.ts';

const SPAN = { since: '153.7' } as const;

const CORS_PROXY = 'netwerk/protocol/http/nsCORSListenerProxy.cpp';
const SECURITY_STRINGS = 'dom/locales/en-US/chrome/security/security.properties';
const CAPS_STRINGS = 'dom/locales/en-US/chrome/security/caps.properties';
const DOM_STRINGS = 'dom/locales/en-US/chrome/dom/dom.properties';
const NECKO_STRINGS = 'netwerk/locales/en-US/necko.properties';

/** The frame all refusals share; one of them quotes the URL. */
const blocked = (reason: string, url = '{url}'): string =>
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource ' +
  `at ${url}. (Reason: ${reason}).`;

const STATUS = ' Status code: {status}.';

type CorsRow = Omit<MessageRow, 'source'>;

const cors = (row: CorsRow): MessageEntry => entry('cors', SPAN, { ...row, source: CORS_PROXY });

const CORS = mapTable(
  {
    CORSDisabled: {
      text: blocked('CORS disabled'),
      reason: 'CORSDisabled',
      trigger:
        'Any cross-origin load in mode cors while the preference is set; the answer plays no part.',
      reach: fromLaunch('content.cors.disable=true'),
    },
    CORSDidNotSucceed2: {
      // The string has a hole for the status, but the only call that fills it cannot be reached.
      text: `${blocked('CORS request did not succeed')} Status code: (null).`,
      reason: 'CORSDidNotSucceed',
      trigger:
        'A cross-origin load failed below HTTP, or something refused it earlier: last line of ' +
        'every failed preflight and of a redirect that fails its CORS check.',
    },
    CORSOriginHeaderNotAdded: {
      text: blocked('CORS header ‘Origin’ cannot be added'),
      reason: 'CORSOriginHeaderNotAdded',
      trigger:
        'The requester has several principals and thus no origin to name: a content script without ' +
        'permission for the host. Nothing is sent.',
      reach: fromLaunch('an extension of Manifest V2 with a content script'),
    },
    CORSExternalRedirectNotAllowed: {
      text: blocked('CORS request external redirect not allowed'),
      reason: 'CORSExternalRedirectNotAllowed',
      trigger: 'A preflight is answered by a redirect that itself passes the CORS check.',
    },
    CORSRequestNotHttp: {
      text: blocked('CORS request not http'),
      reason: 'CORSRequestNotHttp',
      trigger:
        'A load in mode cors, or a redirect of one, goes to a scheme without HTTP: ftp:, about:blank, an unknown one.',
    },
    CORSMissingAllowOrigin2: {
      text: blocked('CORS header ‘Access-Control-Allow-Origin’ missing') + STATUS,
      reason: 'CORSMissingAllowOrigin',
      trigger:
        'A response, a redirect or a preflight answer has no Access-Control-Allow-Origin; checked before the status.',
    },
    CORSMultipleAllowOriginNotAllowed: {
      text: blocked('Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed'),
      reason: 'CORSMultipleAllowOriginNotAllowed',
      trigger:
        'Two header lines spelled exactly "Access-Control-Allow-Origin" (HTTP/1.1). Also, wrongly, ' +
        'a PUT whose connection ends without a response.',
    },
    CORSAllowOriginNotMatchingOrigin: {
      text: blocked('CORS header ‘Access-Control-Allow-Origin’ does not match ‘{acao}’'),
      reason: 'CORSAllowOriginNotMatchingOrigin',
      trigger: 'Access-Control-Allow-Origin is neither "*" nor, byte for byte, the origin.',
    },
    CORSNotSupportingCredentials: {
      text: blocked(
        'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
        '‘{url}’',
      ),
      reason: 'CORSNotSupportingCredentials',
      trigger: 'A request with credentials is answered with Access-Control-Allow-Origin: *.',
    },
    CORSMethodNotFound: {
      text: blocked('Did not find method in CORS header ‘Access-Control-Allow-Methods’'),
      reason: 'CORSMethodNotFound',
      trigger: 'The preflight does not list the method, in its exact case.',
    },
    CORSMissingAllowCredentials: {
      text: blocked('expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’'),
      reason: 'CORSMissingAllowCredentials',
      trigger:
        'A request with credentials is answered without Access-Control-Allow-Credentials: true.',
    },
    CORSPreflightDidNotSucceed3: {
      text: blocked('CORS preflight response did not succeed') + STATUS,
      reason: 'CORSPreflightDidNotSucceed',
      trigger: 'A preflight passes the CORS check, but its status is not 200 to 299.',
    },
    CORSInvalidAllowMethod: {
      text: blocked('invalid token ‘{token}’ in CORS header ‘Access-Control-Allow-Methods’'),
      reason: 'CORSInvalidAllowMethod',
      trigger: 'An item of Access-Control-Allow-Methods is not an HTTP token.',
    },
    CORSInvalidAllowHeader: {
      text: blocked('invalid token ‘{token}’ in CORS header ‘Access-Control-Allow-Headers’'),
      reason: 'CORSInvalidAllowHeader',
      trigger: 'An item of Access-Control-Allow-Headers is not an HTTP token.',
    },
    CORSMissingAllowHeaderFromPreflight2: {
      text: blocked(
        'header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
      ),
      reason: 'CORSMissingAllowHeaderFromPreflight',
      trigger:
        'The preflight does not list a header of the request; the first missing one is named, in lower case.',
    },
    CORSAllowHeaderFromPreflightDeprecation: {
      text:
        'Cross-Origin Request Warning: The Same Origin Policy will disallow reading the remote resource at {url} soon. ' +
        '(Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include ' +
        'the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).',
      level: 'warning',
      trigger:
        'Authorization is let through by Access-Control-Allow-Headers: * alone. The request succeeds.',
    },
  } as const satisfies Record<string, CorsRow>,
  cors,
);

const related = (row: MessageRow): MessageEntry => entry('related', SPAN, row);
const companion = (row: MessageRow): MessageEntry => entry('companion', SPAN, row);

const serviceWorker = (rest: string, trigger: string, middle = ''): MessageEntry =>
  related({
    text: `Failed to load ‘{url}’${middle}. A ServiceWorker ${rest}`,
    trigger: `${trigger} CORSDidNotSucceed2 follows when the URL is cross-origin.`,
    source: DOM_STRINGS,
  });

const scriptLoad = (text: string, trigger: string): MessageEntry =>
  companion({ text, trigger, level: 'warning', source: DOM_STRINGS });

const silentAudio = (subject: string, method: string, verb = 'has'): MessageEntry =>
  related({
    text: `The ${subject} passed to ${method} ${verb} a cross-origin resource, the node will output silence.`,
    level: 'warning',
    trigger: `Web Audio is given a ${subject} whose media was fetched without CORS.`,
    source: DOM_STRINGS,
  });

const LOCAL_NETWORK_TARGET =
  'target “{url}” ({ip}:{port}) via {api}. Secure context: {secureContext}';
const LOCAL_NETWORK_REACH = fromLaunch('network.lna.address_space.public.override');

export const FIREFOX_MESSAGES = {
  ...CORS,
  CheckSameOriginError: related({
    text: 'Security Error: Content at {pageUrl} may not load data from {url}.',
    trigger:
      'A load that must be same-origin is not: mode same-origin, a track without crossorigin, SVG use, a worker, a foreign blob:.',
    source: CAPS_STRINGS,
  }),
  CheckLoadURIError: related({
    text: 'Security Error: Content at {pageUrl} may not load or link to {url}.',
    reason: 'CORSRequestNotHttp',
    trigger:
      'An http page asks for file:, chrome:, resource:, jar: or view-source:, or is redirected to file:.',
    source: CAPS_STRINGS,
  }),
  CORPBlocked: related({
    text: 'The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See {mdnUrl}',
    trigger:
      'A no-cors load is refused by Cross-Origin-Resource-Policy, or by its absence under COEP.',
    source: NECKO_STRINGS,
  }),
  ResourceBlockedORB: related({
    text: 'The resource at “{url}” was blocked by OpaqueResponseBlocking. Reason: “{reason}”.',
    level: 'warning',
    trigger:
      'A no-cors image or script gets an opaque response of a type that cannot be what it asked for.',
    source: NECKO_STRINGS,
  }),
  ORBDetails: companion({
    text: 'A resource is blocked by OpaqueResponseBlocking, please check browser console for details.',
    level: 'warning',
    trigger: 'Second line of ResourceBlockedORB, in the page’s own console.',
    source: 'netwerk/protocol/http/HttpBaseChannel.cpp',
  }),
  ScriptSourceNotAllowed: scriptLoad(
    '<script> source URI is not allowed in this document: “{url}”.',
    'After the CORS line of a script with crossorigin.',
  ),
  ModuleSourceNotAllowed: scriptLoad(
    'Module source URI is not allowed in this document: “{url}”.',
    'After the CORS line of a module script or an import.',
  ),
  ScriptSourceLoadFailed: scriptLoad(
    'Loading failed for the <script> with source “{url}”.',
    'A script could not be fetched, for another cause than a policy.',
  ),
  ModuleSourceLoadFailed: scriptLoad(
    'Loading failed for the module with source “{url}”.',
    'A module could not be fetched, for another cause than a policy.',
  ),
  FontDownloadFailed: companion({
    text: 'downloadable font: download failed (font-family: "{family}" style:{style} weight:{weight} stretch:{stretch} src index:{index}): bad URI or cross-site access not allowed source: {url}',
    trigger: 'After the CORS line of a font.',
    source: 'layout/style/FontFaceSetImpl.cpp',
  }),
  EventSourceConnectionFailure: companion({
    text: 'Firefox can’t establish a connection to the server at {url}.',
    trigger: 'An EventSource or the handshake of a WebSocket failed, for whatever cause.',
    source: 'browser/locales/en-US/chrome/overrides/appstrings.properties',
  }),
  IneligibleResource: related({
    text: '“{url}” is not eligible for integrity checks since it’s neither CORS-enabled nor same-origin.',
    trigger: 'A cross-origin script has integrity but no crossorigin.',
    source: SECURITY_STRINGS,
  }),
  IntegrityMismatch3: related({
    text: 'None of the “{algorithm}” hashes in the integrity attribute match the content of the subresource at “{url}”. The computed hash is “{hash}”.',
    trigger:
      'A resource is not what its integrity metadata say; also after the CORS line of a script with integrity, of which no byte was read.',
    source: SECURITY_STRINGS,
  }),
  BlockRedirectToDataURI: related({
    text: 'Redirecting to data: URI not allowed (Blocked loading of: “{url}”)',
    level: 'warning',
    trigger: 'A subresource is redirected to data:.',
    source: SECURITY_STRINGS,
  }),
  'SW-opaque': serviceWorker(
    'passed an opaque Response to FetchEvent.respondWith() while handling a ‘{mode}’ FetchEvent. ' +
      'Opaque Response objects are only valid when the RequestMode is ‘no-cors’.',
    'A service worker answers a request that is not no-cors with an opaque response.',
  ),
  'SW-cors-for-same-origin': serviceWorker(
    'is not allowed to synthesize a cors Response for a same-origin Request.',
    'A service worker answers a request of mode same-origin with a CORS response.',
    ' by responding ‘{responseUrl}’',
  ),
  'SW-error': serviceWorker(
    'passed an Error Response to FetchEvent.respondWith(). This typically means the ServiceWorker performed an invalid fetch() call.',
    'A service worker answers with Response.error().',
  ),
  'SW-rejected': serviceWorker(
    'passed a promise to FetchEvent.respondWith() that rejected with ‘{error}’.',
    'A service worker’s promise rejects, often because its own fetch was refused.',
  ),
  'SW-unexpected': related({
    text: 'Failed to load ‘’. A ServiceWorker intercepted the request and encountered an unexpected error.',
    trigger:
      'A frame is answered with a response of redirect mode manual; the redirect is followed all the same.',
    source: DOM_STRINGS,
  }),
  'SW-opaqueredirect': serviceWorker(
    'passed an opaqueredirect Response to FetchEvent.respondWith() while handling a non-navigation FetchEvent.',
    'A service worker answers with a response of redirect mode manual.',
  ),
  'SW-redirected': serviceWorker(
    'passed a redirected Response to FetchEvent.respondWith() while RedirectMode is not ‘follow’.',
    'A service worker answers with a response that was redirected, to a request of another redirect mode.',
  ),
  LocalNetworkAccessPermissionRequired: related({
    text: `Local Network Access permission required: top-level site “{top}”, initiator “{page}”, attempting to access ${LOCAL_NETWORK_TARGET}`,
    level: 'info',
    trigger: 'A public page asks for a more private address; the user is being asked.',
    source: NECKO_STRINGS,
    reach: LOCAL_NETWORK_REACH,
  }),
  LocalNetworkAccessDetected: related({
    text: `Local Network Access detected: top-level site “{top}”, initiator “{page}”, accessing ${LOCAL_NETWORK_TARGET}, prompt action: {promptAction}`,
    level: 'info',
    trigger: 'The same once decided; CORSDidNotSucceed2 follows when it was denied.',
    source: NECKO_STRINGS,
    reach: LOCAL_NETWORK_REACH,
  }),
  LocalNetworkPromptTimedOut: related({
    text: 'LNA permission prompt timed out after {seconds} seconds',
    level: 'warning',
    trigger: 'Nobody answered the question for local network access.',
    source: 'browser/modules/PermissionUI.sys.mjs',
    reach: LOCAL_NETWORK_REACH,
  }),
  BlockMixedActiveContent: related({
    text: 'Blocked loading mixed active content “{url}”',
    trigger: 'An https page fetches http: from a host that is not loopback; no CORS line follows.',
    source: SECURITY_STRINGS,
  }),
  ForbiddenHeader: related({
    text: 'Attempt to set a forbidden header was denied: {header}',
    level: 'warning',
    trigger: 'A script sets a forbidden request header, such as Origin, on an XMLHttpRequest.',
    source: DOM_STRINGS,
  }),
  MediaElementAudioSourceNodeCrossOrigin: silentAudio(
    'HTMLMediaElement',
    'createMediaElementSource',
  ),
  MediaStreamAudioSourceNodeCrossOrigin: silentAudio('MediaStream', 'createMediaStreamSource'),
  MediaStreamTrackAudioSourceNodeCrossOrigin: silentAudio(
    'MediaStreamTrack',
    'createMediaStreamTrackSource',
    'is',
  ),
} as const satisfies Record<string, MessageEntry>;

export type FirefoxMessageId = keyof typeof FIREFOX_MESSAGES;
/** The messages that are verdicts on a CORS rule; each id is also the line's category. */
export type FirefoxCorsId = keyof typeof CORS;
