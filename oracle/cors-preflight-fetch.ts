/** CORS-preflight fetch. https://fetch.spec.whatwg.org/#cors-preflight-fetch */
import { convertHeaderNamesToSortedLowercaseSet } from './headers.ts';
import { preflightNetworkFetch } from './network-request.ts';
import {
  createCacheEntry,
  headerNameCacheEntryMatches,
  methodCacheEntryMatches,
} from './preflight-cache.ts';
import {
  currentUrl,
  networkError,
  originated,
  type FetchParams,
  type Fetching,
  type NetworkError,
} from './request.ts';
import { excludeFragment } from './urls.ts';

/** Null: it succeeded, and the cache holds what it allows. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
export function* corsPreflightFetch(params: FetchParams): Fetching<NetworkError | null> {
  const { request, rules, cache, past } = params;
  // Steps 1 to 6
  const answer = yield* preflightNetworkFetch(params);
  if ('failure' in answer) {
    return networkError(answer.failure === 'certificate' ? 'certificate' : 'preflight-network');
  }
  const { headers } = answer;
  const decided = {
    decidedBy: { url: excludeFragment(currentUrl(request)), response: answer },
  };
  // Step 7: with the request's credentials mode, not with the preflight's
  const { credentials } = request;
  const check = rules.preflightCheck({ ...originated(request), credentials }, answer, rules);
  const refusal = rules.preflightRefusal(check, answer, rules);
  if (refusal !== null) {
    const clause = refusal === 'preflight-cors-check' && !check.ok && { clause: check.clause };
    return networkError(refusal, { ...clause, ...decided });
  }
  // Steps 7.1 to 7.3
  const allowMethods = rules.extractHeaderListValues('Access-Control-Allow-Methods', headers);
  const allowHeaders = rules.extractHeaderListValues('Access-Control-Allow-Headers', headers);
  if (allowMethods === 'failure') return networkError('preflight-methods-syntax', decided);
  if (allowHeaders === 'failure') return networkError('preflight-headers-syntax', decided);
  // Step 7.4
  const methods = allowMethods ?? (request.useCorsPreflight ? [request.method] : []);
  const headerNames = allowHeaders ?? [];
  // Steps 7.6 and 7.7 together, so that every name which is not allowed can be told
  const preflighted = rules.preflightedHeaders(request.headers, past, request.first);
  const named = preflighted
    .map(([name]) => name)
    .filter((name) => rules.isCorsNonWildcardRequestHeaderName(name));
  const unsafe = rules.corsUnsafeRequestHeaderNames(preflighted);
  const refusedHeaders = convertHeaderNamesToSortedLowercaseSet([...named, ...unsafe]).filter(
    (name) => !rules.isHeaderNameAllowed(name, headerNames, request.credentials, rules),
  );
  // Step 7.5
  const refusedByLists = !rules.isMethodAllowed(request.method, methods, request.credentials, rules)
    ? networkError('preflight-method', decided)
    : refusedHeaders.length > 0
      ? networkError('preflight-header', { refusedHeaders, ...decided })
      : null;
  if (refusedByLists && !rules.isCacheFilledByRefusal()) return refusedByLists;
  // Steps 7.8 to 7.10
  const maxAge = Math.min(
    rules.preflightMaxAge(rules.extractHeaderListValues('Access-Control-Max-Age', headers)),
    rules.maxAgeLimit(),
  );
  if (!rules.isCacheFilled(maxAge)) return refusedByLists;
  // Steps 7.12 to 7.15
  for (const method of methods) {
    const matching = methodCacheEntryMatches(cache, method, request, rules);
    for (const entry of matching) entry.maxAge = maxAge;
    if (matching.length === 0) {
      createCacheEntry(cache, request, rules, { maxAge, method, headerName: null });
    }
  }
  for (const headerName of headerNames) {
    const matching = headerNameCacheEntryMatches(cache, headerName, request, rules);
    for (const entry of matching) entry.maxAge = maxAge;
    if (matching.length === 0) {
      createCacheEntry(cache, request, rules, { maxAge, method: null, headerName });
    }
  }
  return refusedByLists;
}
