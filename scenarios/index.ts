/** The catalogue: every scenario, MDN's reasons first, in the order of MDN's index. */
import { CORS_ALLOW_ORIGIN_NOT_MATCHING_ORIGIN } from './cors-allow-origin-not-matching-origin.ts';
import { CORS_DID_NOT_SUCCEED } from './cors-did-not-succeed.ts';
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
import { DEPARTURES_OF_REDIRECTED_PREFLIGHTS } from './departures-of-redirected-preflights.ts';
import { DEPARTURES_OF_REDIRECTED_REQUESTS } from './departures-of-redirected-requests.ts';
import { DEPARTURES_OF_REDIRECTS } from './departures-of-redirects.ts';
import { DEPARTURES_OF_REQUESTS } from './departures-of-requests.ts';
import { DEPARTURES_OF_RESPONSES } from './departures-of-responses.ts';
import { DEPARTURES_OF_SAFELISTING } from './departures-of-safelisting.ts';
import { IMAGES_OF_ANOTHER_ORIGIN } from './images.ts';
import { LOGIN } from './login.ts';
import { NOT_UNDER_CORS } from './not-under-cors.ts';
import type { Scenario } from './types.ts';
import { WARNINGS } from './warnings.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...CORS_DISABLED,
  ...CORS_DID_NOT_SUCCEED,
  ...CORS_ORIGIN_HEADER_NOT_ADDED,
  ...CORS_EXTERNAL_REDIRECT_NOT_ALLOWED,
  ...CORS_REQUEST_NOT_HTTP,
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
  ...WARNINGS,
  ...IMAGES_OF_ANOTHER_ORIGIN,
  ...DEPARTURES_OF_SAFELISTING,
  ...DEPARTURES_OF_REQUESTS,
  ...DEPARTURES_OF_REDIRECTED_PREFLIGHTS,
  ...DEPARTURES_OF_REDIRECTED_REQUESTS,
  ...DEPARTURES_OF_REDIRECTS,
  ...DEPARTURES_OF_RESPONSES,
];
