/**
 * The fifteen reasons of MDN's "CORS errors" index, by slug, with the words MDN uses.
 * MDN words some of them otherwise than Firefox prints them today; the report shows both.
 * https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors
 */
export const MDN_REASONS = {
  CORSDisabled: 'Reason: CORS disabled',
  CORSDidNotSucceed: 'Reason: CORS request did not succeed',
  CORSOriginHeaderNotAdded: "Reason: CORS header 'Origin' cannot be added",
  CORSExternalRedirectNotAllowed: 'Reason: CORS request external redirect not allowed',
  CORSRequestNotHttp: 'Reason: CORS request not http',
  CORSMissingAllowOrigin: "Reason: CORS header 'Access-Control-Allow-Origin' missing",
  CORSAllowOriginNotMatchingOrigin:
    "Reason: CORS header 'Access-Control-Allow-Origin' does not match 'xyz'",
  CORSNotSupportingCredentials:
    "Reason: Credential is not supported if the CORS header 'Access-Control-Allow-Origin' is '*'",
  CORSMethodNotFound: "Reason: Did not find method in CORS header 'Access-Control-Allow-Methods'",
  CORSMissingAllowCredentials:
    "Reason: expected 'true' in CORS header 'Access-Control-Allow-Credentials'",
  CORSPreflightDidNotSucceed: 'Reason: CORS preflight channel did not succeed',
  CORSInvalidAllowMethod:
    "Reason: invalid token 'xyz' in CORS header 'Access-Control-Allow-Methods'",
  CORSInvalidAllowHeader:
    "Reason: invalid token 'xyz' in CORS header 'Access-Control-Allow-Headers'",
  CORSMissingAllowHeaderFromPreflight:
    "Reason: missing token 'xyz' in CORS header 'Access-Control-Allow-Headers' from CORS preflight channel",
  CORSMultipleAllowOriginNotAllowed:
    "Reason: Multiple CORS header 'Access-Control-Allow-Origin' not allowed",
} as const;

export type MdnReason = keyof typeof MDN_REASONS;

/** The MDN page that explains a reason. */
export const mdnPage = (reason: MdnReason): string =>
  `https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/${reason}`;

/** Whether a topic is one of MDN's reasons. */
export const isMdnReason = (topic: string): topic is MdnReason => Object.hasOwn(MDN_REASONS, topic);
