/**
 * Which CORS lines Firefox prints for one refusal, by the stage that decides it, in order.
 *
 * Firefox prints more than one line for most refusals: the preflight, a redirect and the request
 * itself are separate channels behind the same listener, and each channel that fails has its say.
 * Measured in Firefox ESR 153 with fetch(), and read in
 * https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsCORSListenerProxy.cpp
 */
import type { FirefoxCorsId } from './firefox.ts';

/**
 * Where a refusal is decided.
 * - `cors-check`: the response to the request itself, after redirects too
 * - `redirect-cors-check`: a cross-origin redirect that is to be followed
 * - `redirect-cors-check-unfollowed`: the same in redirect mode `error` or `manual`
 * - `redirect-scheme`: a cross-origin redirect to a scheme without HTTP, other than `data:`
 * - `redirect-scheme-from-same-origin`: the same, the redirect coming from the page's origin
 * - `redirect-credentials`: a redirect to a URL with a user name, from wherever
 * - `redirect-refused`: a redirect refused by another rule: a loop, `data:`, `file:`, a blocked port
 * - `redirect-mode`: redirect mode `error` meets a redirect that passes the CORS check
 * - `preflight-cors-check`: the preflight answer
 * - `preflight-status`: the preflight answer passes the check, its status is not 200 to 299
 * - `preflight-redirect`: the preflight is redirected, and the redirect passes the check
 * - `preflight-redirect-tainted`: the same, to another origin: the check is made again, and fails
 * - `preflight-redirect-cors-check`: the preflight is redirected, and the redirect fails the check
 * - `preflight-redirect-refused`: the preflight is redirected to where no redirect may lead: a URL
 *   with a user name or without HTTP, no URL at all, several that differ
 * - `preflight-method`, `preflight-header`: what the preflight answer allows
 * - `preflight-network`: the preflight's connection fails
 * - `network`: the connection of the request itself fails, with or without a preflight before
 * - `network-put`: the same for a PUT whose connection ends without a response
 * - `network-blocked-port`: a blocked port on the first request
 * - `scheme`: the URL of the request has no HTTP scheme
 * - `switched-off`: `content.cors.disable`, a request without preflight
 * - `switched-off-twice`: the same with a preflight, or with a cross-origin redirect
 * - `origin-header`: the requester has no origin to name
 * - `wildcard-authorization`: nothing is refused; a warning about a header that only `*` covers
 */
export const FIREFOX_STAGES = [
  'cors-check',
  'redirect-cors-check',
  'redirect-cors-check-unfollowed',
  'redirect-scheme',
  'redirect-scheme-from-same-origin',
  'redirect-credentials',
  'redirect-refused',
  'redirect-mode',
  'preflight-cors-check',
  'preflight-status',
  'preflight-redirect',
  'preflight-redirect-tainted',
  'preflight-redirect-cors-check',
  'preflight-redirect-refused',
  'preflight-method',
  'preflight-header',
  'preflight-network',
  'network',
  'network-put',
  'network-blocked-port',
  'scheme',
  'switched-off',
  'switched-off-twice',
  'origin-header',
  'wildcard-authorization',
] as const;

export type FirefoxStage = (typeof FIREFOX_STAGES)[number];

export interface FirefoxSequence {
  /** The first line is one of these; empty when Firefox says nothing. */
  readonly opens: readonly FirefoxCorsId[];
  /** The lines after it, in order. */
  readonly follows: readonly FirefoxCorsId[];
  /** What is particular about the sequence: a URL that differs, the reason for a repeat. */
  readonly note?: string;
}

/** What the CORS check itself can say, on whichever response. */
const CORS_CHECK = [
  'CORSMissingAllowOrigin2',
  'CORSMultipleAllowOriginNotAllowed',
  'CORSAllowOriginNotMatchingOrigin',
  'CORSNotSupportingCredentials',
  'CORSMissingAllowCredentials',
] as const satisfies readonly FirefoxCorsId[];

const FAILED = 'CORSDidNotSucceed2';

export const FIREFOX_SEQUENCES: Readonly<Record<FirefoxStage, FirefoxSequence>> = {
  'cors-check': { opens: CORS_CHECK, follows: [] },
  'redirect-cors-check': {
    opens: CORS_CHECK,
    follows: [FAILED],
    note: 'The listener checks the redirect, cancels the channel, and then sees it fail.',
  },
  'redirect-cors-check-unfollowed': { opens: CORS_CHECK, follows: [] },
  'redirect-scheme': {
    opens: ['CORSRequestNotHttp'],
    follows: [FAILED],
    note: 'The first line names the target of the redirect, the second the URL that redirected.',
  },
  'redirect-scheme-from-same-origin': { opens: ['CORSRequestNotHttp'], follows: [] },
  'redirect-credentials': {
    opens: [FAILED],
    follows: [],
    note: 'The line names the URL that redirected, also when that is of the page’s origin.',
  },
  'redirect-refused': {
    opens: [FAILED],
    follows: [],
    note: 'The line names the URL that redirected; silent while neither that nor the target is cross-origin.',
  },
  'redirect-mode': { opens: [], follows: [] },
  'preflight-cors-check': {
    opens: CORS_CHECK,
    follows: [FAILED],
    note: 'The first line is the preflight’s, the second the request’s; the check precedes the status.',
  },
  'preflight-status': { opens: ['CORSPreflightDidNotSucceed3'], follows: [FAILED] },
  'preflight-redirect': {
    opens: ['CORSExternalRedirectNotAllowed'],
    follows: ['CORSPreflightDidNotSucceed3', FAILED],
    note: 'The status in the second line is the redirect’s.',
  },
  'preflight-redirect-tainted': {
    opens: ['CORSExternalRedirectNotAllowed'],
    follows: ['CORSAllowOriginNotMatchingOrigin', FAILED],
    note: 'The origin is tainted by then: the redirect itself would have to allow "null" or "*".',
  },
  'preflight-redirect-cors-check': {
    opens: CORS_CHECK,
    follows: [FAILED, FAILED],
    note: 'As for a redirect, and once more for the request.',
  },
  'preflight-redirect-refused': {
    opens: [FAILED],
    follows: [FAILED],
    note: 'Once for the preflight, once for the request; both name the URL that redirected.',
  },
  'preflight-method': {
    opens: ['CORSMethodNotFound', 'CORSInvalidAllowMethod'],
    follows: [FAILED],
  },
  'preflight-header': {
    opens: ['CORSMissingAllowHeaderFromPreflight2', 'CORSInvalidAllowHeader'],
    follows: [FAILED],
  },
  'preflight-network': {
    opens: [FAILED],
    follows: [FAILED],
    note: 'Once for the preflight, once for the request.',
  },
  network: { opens: [FAILED], follows: [] },
  'network-put': {
    opens: ['CORSMultipleAllowOriginNotAllowed'],
    follows: [],
    note: 'Misleading: there is no response, and the failed attempt to visit its headers is taken for two of them.',
  },
  'network-blocked-port': { opens: [], follows: [] },
  scheme: { opens: ['CORSRequestNotHttp'], follows: [] },
  'switched-off': { opens: ['CORSDisabled'], follows: [] },
  'switched-off-twice': {
    opens: ['CORSDisabled'],
    follows: ['CORSDisabled'],
    note: 'Once when the preflight is about to start or the redirect is checked, once for the request.',
  },
  'origin-header': { opens: ['CORSOriginHeaderNotAdded'], follows: [] },
  'wildcard-authorization': { opens: ['CORSAllowHeaderFromPreflightDeprecation'], follows: [] },
};

/**
 * All CORS lines of a refusal, by id, in order.
 *
 * @param opening The first line, where the stage leaves a choice; otherwise it can be left out.
 * @throws {Error} one line, when the stage never opens with that id, or the choice is not made.
 */
export function firefoxSequence(stage: FirefoxStage, opening?: FirefoxCorsId): FirefoxCorsId[] {
  const { opens, follows } = FIREFOX_SEQUENCES[stage];
  const [only] = opens;
  if (opening === undefined && opens.length > 1) {
    throw new Error(`stage "${stage}" can open in several ways; name one of ${opens.join(', ')}`);
  }
  if (opening !== undefined && !opens.includes(opening)) {
    throw new Error(
      `stage "${stage}" never opens with "${opening}"; it opens with ${opens.join(', ') || 'nothing'}`,
    );
  }
  const first = opening ?? only;
  return first === undefined ? [] : [first, ...follows];
}
