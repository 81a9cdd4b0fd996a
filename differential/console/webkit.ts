/**
 * Which lines WebKit prints for a step, of those that name a URL and so can be told apart from the
 * lines of other cases: "Fetch API cannot load …" and "Failed to load resource: …", which quotes the
 * refusal. The refusal's own line, of source security, names none; it is what the last one quotes.
 * https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/CrossOriginAccessControl.cpp
 * https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp
 */
import type { WebkitMessageId } from '../../messages/webkit.ts';
import { originOf } from '../../oracle/origins.ts';
import type { CorsCheckClause, HeaderList } from '../../oracle/types.ts';
import {
  checkedRequest,
  clauseOf,
  failedAsPreflight,
  failedPreflightUrl,
  hasBeenCrossOrigin,
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
  type StepTold,
} from './told.ts';

/** What "Failed to load resource" can quote. */
type Quoted =
  Extract<WebkitMessageId, `FailedToLoad/${string}`> extends `FailedToLoad/${infer Q}` ? Q : never;

const CLAUSES = {
  'no-allow-origin': 'OriginNotAllowed',
  'other-origin': 'OriginNotAllowed',
  'no-allow-credentials': 'CredentialsNotTrue',
} as const satisfies Record<CorsCheckClause, string>;

type CheckError =
  (typeof CLAUSES)[CorsCheckClause] | 'WildcardWithCredentials' | 'MoreThanOneOrigin';

/** Both lists are parsed before either is asked. */
const LIST_ORDER = ['methods-syntax', 'headers-syntax', 'method', 'header'] as const;

const LISTS = {
  'methods-syntax': 'AllowMethodsInvalid',
  'headers-syntax': 'AllowHeadersInvalid',
  method: 'MethodNotAllowed',
  header: 'HeaderNotAllowed',
} as const satisfies Record<ListRefusal, Quoted>;

const COMPANION = { fetch: 'CompanionFetch', xhr: 'CompanionXHR' } as const;

/** Not CORS's to refuse: they end as "local resources", in words that quote no refusal. */
const LOCAL_SCHEMES = ['blob:', 'file:'];

export function webkitLines(told: StepTold, asking: Asking): readonly ExpectedLine[] {
  const { outcome } = told;
  const { decidedBy } = outcome;
  const cannotLoad = (url: string | undefined): ExpectedLine[] => [
    { id: COMPANION[asking.api], ...(url !== undefined && { url }) },
  ];
  const refused = (reason: Quoted, url: string): ExpectedLine[] => [
    ...cannotLoad(url),
    { id: `FailedToLoad/${reason}`, url },
  ];
  switch (outcome.stage) {
    case 'scheme':
      // In mode no-cors it "can't be shown", which is a matter of the network.
      return asking.mode === 'cors' ? cannotLoad(asking.url) : [];
    case 'mode':
      return refusedMode(told, asking);
    case 'mixed-content':
      return cannotLoad(decidedBy?.url ?? asking.url);
    // The failure of the request itself is worded by the network backend; that of its preflight
    // counts as a refusal as well.
    case 'preflight-network':
    case 'certificate':
      return failedAsPreflight(told, asking) ? cannotLoad(failedPreflightUrl(told, asking)) : [];
    default: {
      const reason = decidedBy && refusalOf(told, asking, decidedBy);
      if (!decidedBy || reason === undefined) return [];
      if (reason === 'local') return cannotLoad(decidedBy.url);
      if (reason === 'no-cors scheme') return cannotLoad(targetOf(decidedBy));
      return refused(reason, reason === 'FTPDisabled' ? startOfLoad(told, asking) : decidedBy.url);
    }
  }
}

/**
 * What is found out below the checks knows only the URL that the load was started with. It is started
 * anew where credentials are not to go along any more: at the first URL of another origin.
 */
function startOfLoad({ step, wire, pageOrigin }: StepTold, asking: Asking): string {
  const isRestarted =
    !asking.withCredentials &&
    !(step.do === 'fetch' && step.credentials === 'omit') &&
    originOf(asking.url) === pageOrigin;
  const left = isRestarted && wire.find(({ url }) => originOf(url) !== pageOrigin);
  return left ? left.url : asking.url;
}

const targetOf = (decider: Decider): string | undefined => {
  const location = locationOf(decider, { emptyIsMissing: true });
  return location.is === 'url' ? location.url.href : undefined;
};

/** Mode same-origin, before or after a redirect, and no-cors with a redirect mode of its own. */
function refusedMode({ outcome }: StepTold, asking: Asking): readonly ExpectedLine[] {
  if (asking.mode === 'no-cors') return [{ id: 'CompanionFetch', url: asking.url }];
  const target = outcome.decidedBy && targetOf(outcome.decidedBy);
  if (target === undefined) return [{ id: 'CompanionFetchOnly', url: asking.url }];
  return [
    { id: 'CompanionFetch', url: target },
    { id: 'FailedToLoad/UnsafeAttempt', url: target },
  ];
}

/** Undefined: no refusal that CORS words. */
function refusalOf(
  told: StepTold,
  asking: Asking,
  decider: Decider,
): Quoted | 'local' | 'no-cors scheme' | undefined {
  const { stage } = told.outcome;
  const { response } = decider;
  const location = locationOf(decider, { emptyIsMissing: true });
  // With a redirect checked again, the preflight that follows it has gone out already.
  const decided = told.wire.findLastIndex(({ url }) => url === decider.url);
  const wire = decided === -1 ? told.wire : told.wire.slice(0, decided + 1);
  const checked = checkedRequest({ ...told, wire }, asking);
  // What passes is a followed redirect, checked again with the credentials of the first URL.
  const failed = (): CheckError =>
    failedCheck(checked, response.headers) ??
    failedCheck({ ...checked, withCredentials: true }, response.headers) ??
    CLAUSES[clauseOf(told.outcome)];
  switch (stage) {
    case 'cors-check':
      return failed();
    case 'redirect-cors-check':
      if (location.is === 'missing') return failed();
      if (leadsToFtp(decider)) return 'FTPDisabled';
      return `RedirectFailedCheck/${failed()}`;
    case 'redirect-mode':
      return leadsToFtp(decider) ? 'FTPDisabled' : 'RedirectModeError';
    case 'redirect-scheme':
      if (leadsToFtp(decider)) return 'FTPDisabled';
      if (asking.mode === 'no-cors') return 'no-cors scheme';
      if (asking.mode === 'same-origin') return 'local';
      return !hasBeenCrossOrigin(told, asking) &&
        location.is === 'url' &&
        LOCAL_SCHEMES.includes(location.url.protocol)
        ? 'local'
        : 'RedirectNonCorsScheme';
    case 'redirect-location':
      if (leadsToFtp(decider)) return 'FTPDisabled';
      // A URL that is none has no scheme either; within the page's origin nobody asks, nor for a URL
      // that is empty.
      return location.is !== 'missing' && asking.mode === 'cors' && hasBeenCrossOrigin(told, asking)
        ? 'RedirectNonCorsScheme'
        : undefined;
    case 'redirect-credentials':
      return 'RedirectHasCredentials';
    case 'redirect-count':
      return 'TooManyRedirects';
    case 'preflight-cors-check':
    case 'preflight-status':
    case 'preflight-redirect':
    case 'preflight-methods-syntax':
    case 'preflight-headers-syntax':
    case 'preflight-method':
    case 'preflight-header':
      return preflightRefusal(told, asking, decider);
    default:
      return undefined;
  }
}

/** FTP is switched off below all checks. */
const leadsToFtp = (decider: Decider): boolean => targetOf(decider)?.startsWith('ftp:') ?? false;

/** https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/CrossOriginAccessControl.cpp passesAccessControlCheck */
function failedCheck(
  { origin, withCredentials }: CheckedRequest,
  headers: HeaderList,
): CheckError | null {
  const value = joined('Access-Control-Allow-Origin', headers);
  if (value === '*') return withCredentials ? 'WildcardWithCredentials' : null;
  if (value !== origin) return value?.includes(',') ? 'MoreThanOneOrigin' : 'OriginNotAllowed';
  const credentials = joined('Access-Control-Allow-Credentials', headers);
  return withCredentials && credentials !== 'true' ? 'CredentialsNotTrue' : null;
}

/** The status comes first, that of a redirect too; the Standard begins with the origin. */
function preflightRefusal(told: StepTold, asking: Asking, { response }: Decider): Quoted {
  if (!isSuccessful(response)) return 'PreflightNotSuccessful';
  const failed = failedCheck(checkedRequest(told, asking), response.headers);
  if (failed !== null) return failed;
  const preflight = told.wire.at(-1);
  const found =
    preflight && listRefusal(LIST_ORDER, preflight, response.headers, asking.withCredentials);
  const list = found ?? LIST_STAGES[told.outcome.stage];
  return list === undefined ? CLAUSES[clauseOf(told.outcome)] : LISTS[list];
}
