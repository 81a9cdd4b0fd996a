/** The catalogue: every scenario, MDN's reasons first, in the order of MDN's index. */
import { BEACONS } from './beacons.ts';
import { BEACONS_UNANSWERED } from './beacons-unanswered.ts';
import { BEACONS_REDIRECTED } from './beacons-redirected.ts';
import { CANVASES } from './canvases.ts';
import { COMPANIONS } from './companions.ts';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { CORS_ALLOW_ORIGIN_NOT_MATCHING_ORIGIN } from './cors-allow-origin-not-matching-origin.ts';
import { CORS_DID_NOT_SUCCEED } from './cors-did-not-succeed.ts';
import { COOKIES } from './cookies.ts';
import { CORS_DISABLED } from './cors-disabled.ts';
import { CORS_EXTERNAL_REDIRECT_NOT_ALLOWED } from './cors-external-redirect-not-allowed.ts';
import { CORS_INVALID_ALLOW_HEADER } from './cors-invalid-allow-header.ts';
import { CORS_INVALID_ALLOW_METHOD } from './cors-invalid-allow-method.ts';
import { CORS_METHOD_NOT_FOUND } from './cors-method-not-found.ts';
import { CORS_MISSING_ALLOW_CREDENTIALS } from './cors-missing-allow-credentials.ts';
import { CORS_MISSING_ALLOW_HEADER_FROM_PREFLIGHT } from './cors-missing-allow-header-from-preflight.ts';
import { CORS_MISSING_ALLOW_ORIGIN } from './cors-missing-allow-origin.ts';
import { CORS_MULTIPLE_ALLOW_ORIGIN_NOT_ALLOWED } from './cors-multiple-allow-origin-not-allowed.ts';
import { CORS_NOT_SUPPORTING_CREDENTIALS } from './cors-not-supporting-credentials.ts';
import { CORS_ORIGIN_HEADER_NOT_ADDED } from './cors-origin-header-not-added.ts';
import { CORS_PREFLIGHT_DID_NOT_SUCCEED } from './cors-preflight-did-not-succeed.ts';
import { CORS_REQUEST_NOT_HTTP } from './cors-request-not-http.ts';
import { CREDENTIALS } from './credentials.ts';
import { DEPARTURES_OF_REDIRECTED_PREFLIGHTS } from './departures-of-redirected-preflights.ts';
import { DEPARTURES_OF_REDIRECTED_REQUESTS } from './departures-of-redirected-requests.ts';
import { DEPARTURES_OF_REDIRECTS } from './departures-of-redirects.ts';
import { DEPARTURES_OF_REQUESTS } from './departures-of-requests.ts';
import { DEPARTURES_OF_RESPONSES } from './departures-of-responses.ts';
import { DEPARTURES_OF_SAFELISTING } from './departures-of-safelisting.ts';
import { HTTP_AUTHENTICATION } from './http-authentication.ts';
import { HTTP_CACHE } from './http-cache.ts';
import { HTTP_CACHE_REVALIDATION } from './http-cache-revalidation.ts';
import { EVENT_SOURCE } from './event-source.ts';
import { IMAGES_AND_ORIGINS } from './images-and-origins.ts';
import { IMAGES_OF_OTHER_ELEMENTS } from './images-of-other-elements.ts';
import { IMAGES_OF_STYLES } from './images-of-styles.ts';
import { IMAGES_TWICE } from './images-twice.ts';
import { IMAGES_OF_ANOTHER_ORIGIN } from './images.ts';
import { INTEGRITIES } from './integrity.ts';
import { KEEPALIVE } from './keepalive.ts';
import { LOCAL_NETWORK_ACCESS } from './local-network-access.ts';
import { LOGIN } from './login.ts';
import { MODULE_COOKIES } from './module-cookies.ts';
import { MODULE_LOADS } from './modules.ts';
import { NO_CORS } from './no-cors.ts';
import { NOT_UNDER_CORS } from './not-under-cors.ts';
import { OPAQUE_RESPONSE_BLOCKING } from './opaque-response-blocking.ts';
import { RESOURCE_POLICY } from './resource-policy.ts';
import { RESOURCE_TIMING } from './resource-timing.ts';
import { RESPONSE_HEADERS } from './response-headers.ts';
import { FONTS } from './fonts.ts';
import { MEDIA_OF_ANOTHER_ORIGIN } from './media.ts';
import { STYLE_SHEETS } from './style-sheets.ts';
import { TEXT_TRACK_CHAINS } from './text-track-chains.ts';
import { TEXT_TRACKS } from './text-tracks.ts';
import { PREFLIGHT_CACHE_UNUSED } from './preflight-cache-limits.ts';
import { PREFLIGHT_CACHE_USED } from './preflight-cache.ts';
import { PREFLIGHTS_THAT_REACH_NOBODY } from './preflight-network.ts';
import { REDIRECT_MODES } from './redirect-modes.ts';
import { REDIRECTS_AND_AUTHORIZATION } from './redirect-authorization.ts';
import { REDIRECTS_BY_METHOD } from './redirect-methods.ts';
import { REDIRECTS_FROM_ORIGIN_TO_ORIGIN } from './redirect-origins.ts';
import { REDIRECTS_TO_WHERE_NONE_MAY_LEAD } from './redirect-targets.ts';
import { SAFELISTED_VALUES } from './safelisted-values.ts';
import { SAFELISTING } from './safelisting.ts';
import { SCHEMES_OF_OLD } from './schemes-of-old.ts';
import { STATUSES } from './statuses.ts';
import { PREFLIGHT_LISTS } from './preflight-lists.ts';
import { PRELOADS } from './preloads.ts';
import { REDIRECTED_SCRIPTS } from './script-redirects.ts';
import { CLASSIC_SCRIPTS } from './scripts.ts';
import { OUTSIDE_CORS } from './outside-cors.ts';
import { SYNCHRONOUS_REQUESTS } from './synchronous-requests.ts';
import { UPLOADS } from './uploads.ts';
import { DOCUMENTS_IN_FRAMES } from './documents.ts';
import { SERVICE_WORKER_ANSWERS } from './service-worker-answers.ts';
import { SERVICE_WORKER_SCRIPTS } from './service-worker-scripts.ts';
import { WORKER_SCRIPTS } from './worker-scripts.ts';
import { SERVICE_WORKER_COMPANIONS } from './service-worker-companions.ts';
import { SERVICE_WORKERS } from './service-workers.ts';
import { EVENT_SOURCES_IN_WORKERS } from './event-source-in-workers.ts';
import { EVENT_SOURCE_ANSWERS } from './event-source-answers.ts';
import { SCRIPT_ERRORS } from './script-errors.ts';
import { SERVICE_WORKER_HEADERS } from './service-worker-headers.ts';
import { SCRIPT_COOKIES } from './script-cookies.ts';
import { REDIRECTED_TEXT_TRACKS } from './text-track-redirects.ts';
import { SERVICE_WORKER_LOADS } from './service-worker-loads.ts';
import { SERVICE_WORKER_LOADS_TWICE } from './service-worker-loads-twice.ts';
import { SERVICE_WORKER_FRAMES } from './service-worker-frames.ts';
import { SERVICE_WORKER_POLICIES } from './service-worker-policies.ts';
import { RANGES } from './ranges.ts';
import { WEB_SOCKETS } from './web-sockets.ts';
import { WORKERS } from './workers.ts';
import type { Scenario } from './types.ts';
import { WARNINGS } from './warnings.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...CORS_DISABLED,
  ...CORS_DID_NOT_SUCCEED,
  ...PREFLIGHTS_THAT_REACH_NOBODY,
  ...CORS_ORIGIN_HEADER_NOT_ADDED,
  ...CORS_EXTERNAL_REDIRECT_NOT_ALLOWED,
  ...CORS_REQUEST_NOT_HTTP,
  ...SCHEMES_OF_OLD,
  ...CORS_MISSING_ALLOW_ORIGIN,
  ...CORS_ALLOW_ORIGIN_NOT_MATCHING_ORIGIN,
  ...CORS_NOT_SUPPORTING_CREDENTIALS,
  ...CORS_METHOD_NOT_FOUND,
  ...CORS_MISSING_ALLOW_CREDENTIALS,
  ...CORS_PREFLIGHT_DID_NOT_SUCCEED,
  ...CORS_INVALID_ALLOW_METHOD,
  ...CORS_INVALID_ALLOW_HEADER,
  ...CORS_MISSING_ALLOW_HEADER_FROM_PREFLIGHT,
  ...CORS_MULTIPLE_ALLOW_ORIGIN_NOT_ALLOWED,
  ...LOGIN,
  ...NOT_UNDER_CORS,
  ...NO_CORS,
  ...OUTSIDE_CORS,
  ...WARNINGS,
  ...IMAGES_OF_ANOTHER_ORIGIN,
  ...IMAGES_TWICE,
  ...IMAGES_AND_ORIGINS,
  ...IMAGES_OF_STYLES,
  ...CANVASES,
  ...HTTP_CACHE,
  ...HTTP_CACHE_REVALIDATION,
  ...RESPONSE_HEADERS,
  ...RESOURCE_TIMING,
  ...RESOURCE_POLICY,
  ...OPAQUE_RESPONSE_BLOCKING,
  ...CONTENT_SECURITY_POLICY,
  ...COMPANIONS,
  ...EVENT_SOURCE,
  ...SYNCHRONOUS_REQUESTS,
  ...UPLOADS,
  ...BEACONS,
  ...BEACONS_REDIRECTED,
  ...BEACONS_UNANSWERED,
  ...STYLE_SHEETS,
  ...FONTS,
  ...MEDIA_OF_ANOTHER_ORIGIN,
  ...TEXT_TRACKS,
  ...CLASSIC_SCRIPTS,
  ...REDIRECTED_SCRIPTS,
  ...INTEGRITIES,
  ...MODULE_LOADS,
  ...PRELOADS,
  ...SAFELISTING,
  ...SAFELISTED_VALUES,
  ...STATUSES,
  ...REDIRECTS_FROM_ORIGIN_TO_ORIGIN,
  ...REDIRECTS_BY_METHOD,
  ...REDIRECTS_AND_AUTHORIZATION,
  ...REDIRECTS_TO_WHERE_NONE_MAY_LEAD,
  ...REDIRECT_MODES,
  ...PREFLIGHT_CACHE_USED,
  ...PREFLIGHT_CACHE_UNUSED,
  ...WORKERS,
  ...WORKER_SCRIPTS,
  ...SERVICE_WORKERS,
  ...SERVICE_WORKER_ANSWERS,
  ...SERVICE_WORKER_SCRIPTS,
  ...SERVICE_WORKER_COMPANIONS,
  ...DOCUMENTS_IN_FRAMES,
  ...CREDENTIALS,
  ...COOKIES,
  ...HTTP_AUTHENTICATION,
  ...LOCAL_NETWORK_ACCESS,
  ...KEEPALIVE,
  ...WEB_SOCKETS,
  ...IMAGES_OF_OTHER_ELEMENTS,
  ...EVENT_SOURCE_ANSWERS,
  ...EVENT_SOURCES_IN_WORKERS,
  ...SCRIPT_COOKIES,
  ...MODULE_COOKIES,
  ...SCRIPT_ERRORS,
  ...REDIRECTED_TEXT_TRACKS,
  ...TEXT_TRACK_CHAINS,
  ...SERVICE_WORKER_LOADS,
  ...SERVICE_WORKER_LOADS_TWICE,
  ...SERVICE_WORKER_FRAMES,
  ...SERVICE_WORKER_POLICIES,
  ...SERVICE_WORKER_HEADERS,
  ...RANGES,
  ...PREFLIGHT_LISTS,
  ...DEPARTURES_OF_SAFELISTING,
  ...DEPARTURES_OF_REQUESTS,
  ...DEPARTURES_OF_REDIRECTED_PREFLIGHTS,
  ...DEPARTURES_OF_REDIRECTED_REQUESTS,
  ...DEPARTURES_OF_REDIRECTS,
  ...DEPARTURES_OF_RESPONSES,
];
