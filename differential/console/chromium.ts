/**
 * Which CORS error Chromium reports for a step: at most one, by the code of its DevTools issue.
 * https://source.chromium.org/chromium/chromium/src/+/main:services/network/public/cpp/cors/cors.cc
 * https://source.chromium.org/chromium/chromium/src/+/main:services/network/cors/cors_url_loader.cc
 */
import type { ChromiumMessageId } from '../../messages/chromium.ts';
import { originOf } from '../../oracle/index.ts';
import type { CorsCheckClause, HeaderList } from '../../oracle/types.ts';
import {
  checkedRequest,
  clauseOf,
  hasBeenCrossOrigin,
  hasUserinfo,
  isRedirect,
  isSuccessful,
  joined,
  LIST_STAGES,
  listRefusal,
  locationOf,
  type Asking,
  type CheckedRequest,
  type Decider,
  type ExpectedLine,
  type ListRefusal,
  type Location,
  type StepTold,
} from './told.ts';

const CLAUSES = {
  'no-allow-origin': 'MissingAllowOriginHeader',
  'other-origin': 'AllowOriginMismatch',
  'no-allow-credentials': 'InvalidAllowCredentials',
} as const satisfies Record<CorsCheckClause, string>;

type CheckError =
  | (typeof CLAUSES)[CorsCheckClause]
  | 'WildcardOriginNotAllowed'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue';

/** Both lists are parsed before either is asked. */
const LIST_ORDER = ['methods-syntax', 'headers-syntax', 'method', 'header'] as const;

const LISTS = {
  'methods-syntax': 'InvalidAllowMethodsPreflightResponse',
  'headers-syntax': 'InvalidAllowHeadersPreflightResponse',
  method: 'MethodDisallowedByPreflightResponse',
  header: 'HeaderDisallowedByPreflightResponse',
} as const satisfies Record<ListRefusal, string>;

/** Redirects to these end in the network stack or in the renderer, without a CORS error. */
const NO_CORS_ERROR = [
  'about:',
  'blob:',
  'chrome:',
  'data:',
  'file:',
  'filesystem:',
  'view-source:',
];

/** The status of a proxy: from a server that is none, the network stack takes it for an attack. */
const PROXY_AUTHENTICATION = 407;

/** What a line is called whose code is an issue's of another name. */
const WORDED_BY_FETCH = {
  'fetch-scheme': 'CorsDisabledScheme',
  'fetch-mode-same-origin': 'DisallowedByMode',
  'fetch-nocors-redirect': 'NoCorsRedirectModeNotFollow',
} as const satisfies Partial<Record<ChromiumMessageId, string>>;

type Code =
  | CheckError
  | `Preflight${CheckError}`
  | (typeof LISTS)[ListRefusal]
  | 'PreflightInvalidStatus'
  | 'PreflightDisallowedRedirect'
  | 'RedirectContainsCredentials'
  | 'CorsDisabledScheme';

const error = (code: Code, url: string): readonly ExpectedLine[] => [{ id: `k${code}`, code, url }];

const byFetch = (id: keyof typeof WORDED_BY_FETCH, url: string): readonly ExpectedLine[] => [
  { id, code: WORDED_BY_FETCH[id], url },
];

export function chromiumLines(told: StepTold, asking: Asking): readonly ExpectedLine[] {
  const { outcome, wire } = told;
  const { decidedBy } = outcome;
  switch (outcome.stage) {
    case 'scheme':
      return refusedScheme(asking);
    case 'mode':
      // After a redirect it is the renderer that refuses, without an issue.
      if (wire.length > 0) return [];
      return byFetch(
        asking.mode === 'same-origin' ? 'fetch-mode-same-origin' : 'fetch-nocors-redirect',
        asking.url,
      );
    default:
      return decidedBy === undefined || asking.mode !== 'cors'
        ? []
        : refusedAnswer(told, asking, decidedBy);
  }
}

function refusedScheme({ api, url }: Asking): readonly ExpectedLine[] {
  const { protocol } = new URL(url);
  // "Not allowed to load local resource", "FTP is not supported": neither has a code.
  if (protocol === 'file:' || (api === 'xhr' && protocol === 'ftp:')) return [];
  return api === 'fetch' ? byFetch('fetch-scheme', url) : error('CorsDisabledScheme', url);
}

function refusedAnswer(told: StepTold, asking: Asking, decider: Decider): readonly ExpectedLine[] {
  const { outcome } = told;
  const { url, response } = decider;
  const location = locationOf(decider, { emptyIsMissing: true });
  // The response ends before it comes to CORS.
  if (location.is === 'several' || response.status === PROXY_AUTHENTICATION) return [];
  if (location.is === 'invalid' && isRedirect(response, location)) return [];
  const request = checkedRequest(told, asking);
  switch (outcome.stage) {
    case 'cors-check':
    case 'redirect-cors-check':
      return error(checkAccess(request, response.headers) ?? CLAUSES[clauseOf(outcome)], url);
    case 'redirect-scheme':
    case 'redirect-credentials':
    case 'redirect-mode':
      return refusedLocation(told, asking, location, url);
    case 'preflight-cors-check':
    case 'preflight-status':
    case 'preflight-redirect':
    case 'preflight-methods-syntax':
    case 'preflight-headers-syntax':
    case 'preflight-method':
    case 'preflight-header':
      return isRedirect(response, location)
        ? error('PreflightDisallowedRedirect', url)
        : error(preflightError(told, asking, decider), url);
    default:
      return [];
  }
}

/** https://source.chromium.org/chromium/chromium/src/+/main:services/network/public/cpp/cors/cors.cc CheckAccess */
function checkAccess(
  { origin, withCredentials }: CheckedRequest,
  headers: HeaderList,
): CheckError | null {
  const value = joined('Access-Control-Allow-Origin', headers);
  if (value === '*') return withCredentials ? 'WildcardOriginNotAllowed' : null;
  if (value === null) return 'MissingAllowOriginHeader';
  if (value !== origin) {
    if (/[ ,]/.test(value)) return 'MultipleAllowOriginValues';
    return value === 'null' || isUrl(value) ? 'AllowOriginMismatch' : 'InvalidAllowOriginValue';
  }
  const credentials = joined('Access-Control-Allow-Credentials', headers);
  return withCredentials && credentials !== 'true' ? 'InvalidAllowCredentials' : null;
}

/**
 * Chromium's parser is given the bytes, which it takes for UTF-8, and lets an escaped space stand in a
 * host. https://source.chromium.org/chromium/chromium/src/+/main:url/url_canon_host.cc
 */
const isUrl = (bytes: string): boolean =>
  URL.canParse(Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('%20', '-'));

/** Origin, status, both grammars, method, headers. */
function preflightError(told: StepTold, asking: Asking, { response }: Decider): Code {
  const failed = checkAccess(checkedRequest(told, asking), response.headers);
  if (failed !== null) return `Preflight${failed}`;
  if (!isSuccessful(response)) return 'PreflightInvalidStatus';
  const preflight = told.wire.at(-1);
  const found =
    preflight && listRefusal(LIST_ORDER, preflight, response.headers, asking.withCredentials);
  const list = found ?? LIST_STAGES[told.outcome.stage];
  return list === undefined ? `Preflight${CLAUSES[clauseOf(told.outcome)]}` : LISTS[list];
}

/**
 * A location with credentials is refused before its scheme, and before redirect mode `error` counts;
 * one of the page's own origin later, without a CORS error.
 */
function refusedLocation(
  told: StepTold,
  asking: Asking,
  location: Location,
  from: string,
): readonly ExpectedLine[] {
  if (location.is !== 'url' || NO_CORS_ERROR.includes(location.url.protocol)) return [];
  const leavesThePage =
    hasBeenCrossOrigin(told, asking) || originOf(location.url.href) !== told.pageOrigin;
  if (hasUserinfo(location.url) && leavesThePage) {
    return error('RedirectContainsCredentials', from);
  }
  return told.outcome.stage === 'redirect-scheme'
    ? error('CorsDisabledScheme', location.url.href)
    : [];
}
