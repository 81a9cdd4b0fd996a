/**
 * Which lines Firefox prints for a step: the sequence of the stage (messages/firefox-sequences.ts),
 * opened by what nsCORSListenerProxy finds wrong with the deciding response.
 * https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsCORSListenerProxy.cpp
 */
import type { FirefoxCorsId } from '../../messages/firefox.ts';
import { firefoxSequence, type FirefoxStage } from '../../messages/firefox-sequences.ts';
import { isBlockedDueToBadPort, isSameOrigin, originOf } from '../../oracle/index.ts';
import type { CorsCheckClause, HeaderList, ServerResponse } from '../../oracle/types.ts';
import {
  checkedRequest,
  clauseOf,
  failedAsPreflight,
  failedPreflightUrl,
  hasBeenCrossOrigin,
  hasUserinfo,
  isRedirect,
  isSuccessful,
  LIST_STAGES,
  listRefusal,
  locationOf,
  valuesOf,
  type Asking,
  type CheckedRequest,
  type Decider,
  type ExpectedLine,
  type ListRefusal,
  type Location,
  type StepTold,
} from './told.ts';

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';

export function firefoxLines(told: StepTold, asking: Asking): readonly ExpectedLine[] {
  return [...warnings(told, asking), ...refusal(told, asking)];
}

/** As they came: the listener counts lines that are one by the time script sees them. */
const linesOf = ({ headers, lines = headers }: ServerResponse): HeaderList => lines;

/**
 * Header lines are merged as they are parsed, and one without a value adds nothing to those before.
 * https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsHttpHeaderArray.cpp
 */
function merged(name: string, headers: HeaderList): string | null {
  const values = valuesOf(name, headers);
  return values.length === 0 ? null : values.filter((value) => value !== '').join(', ');
}

/** What CheckRequestApproved says of a response; null: it passes. */
function checkOpening(
  { origin, withCredentials }: CheckedRequest,
  headers: HeaderList,
): FirefoxCorsId | null {
  // The lines as they came are counted, and only those that are spelled exactly so.
  if (headers.filter(([name]) => name === ALLOW_ORIGIN).length > 1) {
    return 'CORSMultipleAllowOriginNotAllowed';
  }
  const allowed = merged(ALLOW_ORIGIN, headers);
  if (allowed === null) return 'CORSMissingAllowOrigin2';
  if (allowed === '*') return withCredentials ? 'CORSNotSupportingCredentials' : null;
  if (allowed !== origin) return 'CORSAllowOriginNotMatchingOrigin';
  const credentials = merged('Access-Control-Allow-Credentials', headers);
  return withCredentials && credentials !== 'true' ? 'CORSMissingAllowCredentials' : null;
}

const CLAUSES: Readonly<Record<CorsCheckClause, FirefoxCorsId>> = {
  'no-allow-origin': 'CORSMissingAllowOrigin2',
  'other-origin': 'CORSAllowOriginNotMatchingOrigin',
  'no-allow-credentials': 'CORSMissingAllowCredentials',
};

/** The methods are settled before the headers are looked at at all. */
const LIST_ORDER = ['methods-syntax', 'method', 'headers-syntax', 'header'] as const;

const LISTS: Readonly<Record<ListRefusal, readonly [FirefoxStage, FirefoxCorsId]>> = {
  'methods-syntax': ['preflight-method', 'CORSInvalidAllowMethod'],
  method: ['preflight-method', 'CORSMethodNotFound'],
  'headers-syntax': ['preflight-header', 'CORSInvalidAllowHeader'],
  header: ['preflight-header', 'CORSMissingAllowHeaderFromPreflight2'],
};

/** Schemes to which a page may not link: the redirect ends before the listener is asked. */
const NOT_LINKABLE = [
  'data:',
  'file:',
  'javascript:',
  'ws:',
  'wss:',
  'chrome:',
  'resource:',
  'view-source:',
];

/** Whether a redirect ends in the parent process, unseen by the listener that checks CORS headers. */
const endsEarly = (location: Location): boolean =>
  location.is === 'several' ||
  location.is === 'invalid' ||
  (location.is === 'url' &&
    (NOT_LINKABLE.includes(location.url.protocol) ||
      (location.url.protocol === 'about:' && location.url.pathname !== 'blank')));

const isHttp = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:';

const lines = (
  stage: FirefoxStage,
  url: string | undefined,
  opening?: FirefoxCorsId,
): readonly ExpectedLine[] =>
  firefoxSequence(stage, opening).map((id) => ({ id, ...(url !== undefined && { url }) }));

function refusal(told: StepTold, asking: Asking): readonly ExpectedLine[] {
  const { outcome, wire } = told;
  const { decidedBy } = outcome;
  const last = wire.at(-1);
  // The listener is there for mode cors alone: what it does not see, it does not print.
  if (asking.mode !== 'cors') return [];
  switch (outcome.stage) {
    case 'scheme': {
      const { protocol } = new URL(asking.url);
      // CheckLoadURI refuses it first, in words of its own.
      return NOT_LINKABLE.includes(protocol) ? [] : lines('scheme', asking.url);
    }
    case 'network':
      if (isBlockedDueToBadPort(new URL(asking.url)))
        return lines('network-blocked-port', undefined);
      if (!hasBeenCrossOrigin(told, asking)) return [];
      return lines(
        last?.kind === 'request' && last.method === 'PUT' ? 'network-put' : 'network',
        asking.url,
      );
    case 'preflight-network':
    case 'certificate':
      return failedAsPreflight(told, asking)
        ? lines('preflight-network', failedPreflightUrl(told, asking))
        : lines('network', wire.length === 0 ? asking.url : undefined);
    case 'redirect-network':
      // A blocked port is told of the URL that redirected, a broken connection of the next one.
      return lines('network', undefined);
    default:
      return decidedBy === undefined ? [] : refusedAnswer(told, asking, decidedBy);
  }
}

function refusedAnswer(told: StepTold, asking: Asking, decider: Decider): readonly ExpectedLine[] {
  const { outcome } = told;
  const { url, response } = decider;
  const location = locationOf(decider, { emptyIsMissing: false });
  const opening =
    checkOpening(checkedRequest(told, asking), linesOf(response)) ?? CLAUSES[clauseOf(outcome)];
  const refused = hasBeenCrossOrigin(told, asking) ? lines('redirect-refused', url) : [];
  switch (outcome.stage) {
    case 'cors-check':
      // Locations that differ corrupt the response, whatever its status.
      return location.is === 'several' ? refused : lines('cors-check', url, opening);
    case 'redirect-cors-check':
      if (!asking.followsRedirects && location.is !== 'several') {
        return lines('redirect-cors-check-unfollowed', url, opening);
      }
      return endsEarly(location) ? refused : lines('redirect-cors-check', url, opening);
    case 'redirect-scheme':
      if (location.is !== 'url' || endsEarly(location) || location.url.protocol === 'blob:') {
        return refused;
      }
      return [{ id: 'CORSRequestNotHttp', url: location.url.href }, ...refused];
    case 'redirect-credentials':
      return lines('redirect-credentials', url);
    case 'redirect-location':
    case 'redirect-count':
      return refused;
    case 'preflight-cors-check':
    case 'preflight-status':
    case 'preflight-redirect':
    case 'preflight-methods-syntax':
    case 'preflight-headers-syntax':
    case 'preflight-method':
    case 'preflight-header':
      // The preflight takes over the redirect mode; unfollowed, its redirect is a status like others.
      return location.is === 'several' ||
        (asking.followsRedirects && isRedirect(response, location))
        ? redirectedPreflight(told, asking, decider, location)
        : refusedPreflight(told, asking, decider);
    default:
      return [];
  }
}

/** A preflight that a redirect leads to the page's own origin: to the listener no matter of CORS. */
const isUnchecked = ({ pageOrigin }: StepTold, url: string): boolean =>
  isSameOrigin(pageOrigin, originOf(url));

/** Origin, status, methods, headers: in this order, whatever the Standard came to first. */
function refusedPreflight(
  told: StepTold,
  asking: Asking,
  { url, response }: Decider,
): readonly ExpectedLine[] {
  const opening = isUnchecked(told, url)
    ? null
    : checkOpening(checkedRequest(told, asking), linesOf(response));
  if (opening !== null) return lines('preflight-cors-check', url, opening);
  if (!isSuccessful(response)) return lines('preflight-status', url);
  const preflight = told.wire.at(-1);
  const found =
    preflight && listRefusal(LIST_ORDER, preflight, linesOf(response), asking.withCredentials);
  const list = found ?? LIST_STAGES[told.outcome.stage];
  if (list === undefined)
    return lines('preflight-cors-check', url, CLAUSES[clauseOf(told.outcome)]);
  const [stage, listOpening] = LISTS[list];
  return lines(stage, url, listOpening);
}

/**
 * A preflight is no more followed than in the Standard, but it is treated as a redirect first, and
 * then once more as the response that it is: by then with the origin that a redirect to elsewhere
 * has tainted.
 */
function redirectedPreflight(
  told: StepTold,
  asking: Asking,
  { url, response }: Decider,
  location: Location,
): readonly ExpectedLine[] {
  const request = checkedRequest(told, asking);
  if (location.is !== 'url' || endsEarly(location)) {
    return lines(isUnchecked(told, url) ? 'redirect-refused' : 'preflight-redirect-refused', url);
  }
  if (isUnchecked(told, url)) {
    if (isUnchecked(told, location.url.href)) return lines('preflight-redirect', url);
    if (hasUserinfo(location.url)) return lines('preflight-redirect-refused', url);
    // The listener begins to check where the redirect leads out of the page's origin.
    const late = checkOpening(request, linesOf(response));
    return lines('preflight-redirect', url).map((line) =>
      late !== null && line.id === 'CORSPreflightDidNotSucceed3' ? { ...line, id: late } : line,
    );
  }
  const opening = checkOpening(request, linesOf(response));
  if (opening !== null) return lines('preflight-redirect-cors-check', url, opening);
  if (!isHttp(location.url) || hasUserinfo(location.url)) {
    return lines('preflight-redirect-refused', url);
  }
  const isTainted = location.url.origin !== originOf(url);
  const again = isTainted && checkOpening({ ...request, origin: 'null' }, linesOf(response));
  return lines(again ? 'preflight-redirect-tainted' : 'preflight-redirect', url);
}

/**
 * Said of a preflight that lets Authorization through by `*` alone. Whether it also listed the name
 * is not told: the answers to preflights that succeed are no part of an outcome.
 */
function warnings({ outcome, wire }: StepTold, asking: Asking): readonly ExpectedLine[] {
  if (asking.withCredentials) return [];
  return wire.flatMap(({ kind, url, accessControlRequestHeaders }, index): ExpectedLine[] => {
    const isLast = index === wire.length - 1;
    if (kind !== 'preflight' || (isLast && outcome.verdict === 'blocked')) return [];
    // Once for each time that the name is asked for.
    return (accessControlRequestHeaders?.split(',') ?? [])
      .filter((name) => name === 'authorization')
      .flatMap(() => firefoxSequence('wildcard-authorization'))
      .map((id) => ({ id, url, optional: true }));
  });
}
