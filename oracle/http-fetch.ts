/** HTTP fetch without service workers. https://fetch.spec.whatwg.org/#http-fetch */
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import { containsHeader } from './headers.ts';
import { httpRedirectFetch } from './http-redirect-fetch.ts';
import { httpNetworkOrCacheFetch } from './network-request.ts';
import {
  forgetCacheEntries,
  headerNameCacheEntryMatches,
  methodCacheEntryMatches,
} from './preflight-cache.ts';
import {
  choose,
  currentUrl,
  networkError,
  originated,
  type Answered,
  type Fetched,
  type FetchParams,
  type Fetching,
} from './request.ts';
import { excludeFragment } from './urls.ts';

/** https://fetch.spec.whatwg.org/#concept-http-fetch */
export function* httpFetch(params: FetchParams, makeCorsPreflight: boolean): Fetching<Fetched> {
  const { request, rules, redirectedBy } = params;
  // Step 4.1
  if (makeCorsPreflight && (yield* isPreflightNeeded(params))) {
    const refusal = yield* corsPreflightFetch(params);
    if (refusal) return refusal;
  }
  // No step of the Standard's, which has looked at the redirect when it came.
  if (redirectedBy) {
    const { headers } = redirectedBy.response;
    const refusal = rules.redirectRecheck({ ...request, ...originated(request) }, headers, rules);
    if (refusal) return { type: 'error', ...refusal, decidedBy: redirectedBy };
  }
  // Step 4.3
  const answer = yield* httpNetworkOrCacheFetch(params);
  if ('failure' in answer) {
    if (answer.failure === 'certificate') return networkError('certificate');
    return networkError(request.urlList.length > 1 ? 'redirect-network' : 'network');
  }
  const answered: Answered = { url: excludeFragment(currentUrl(request)), response: answer };
  const isRedirect = rules.isRedirect(answer, rules, request.redirect);
  // Step 4.4: of a redirect, too
  if (request.tainting === 'cors') {
    const check = rules.corsCheck(
      {
        serializedOrigin: rules.byteSerializeRequestOrigin(originated(request)),
        credentials: request.credentials,
      },
      rules.checkedHeaders(answer),
    );
    if (!check.ok) {
      const toElsewhere = isRedirect && containsHeader('Location', answer.headers);
      return networkError(toElsewhere ? 'redirect-cors-check' : 'cors-check', {
        clause: check.clause,
        decidedBy: answered,
      });
    }
  }
  // Step 6
  if (!isRedirect) return { type: 'default', ...answered };
  switch (request.redirect) {
    case 'error':
      return networkError('redirect-mode', { decidedBy: answered });
    case 'manual':
      if (rules.isManualRedirectRefused(answered))
        return networkError('redirect-location', { decidedBy: answered });
      return { type: 'opaqueredirect', ...answered };
    case 'follow':
      return yield* httpRedirectFetch(params, answered);
  }
}

/**
 * The two conditions of step 4.1. Whether an entry is still in the cache is the user agent's
 * choice, which is asked for entry by entry: what one request finds forgotten, a later one may not.
 */
function* isPreflightNeeded({ request, rules, cache, past }: FetchParams): Fetching<boolean> {
  const matches = rules
    .corsUnsafeRequestHeaderNames(rules.preflightedHeaders(request.headers, past, request.first))
    .map((name) => headerNameCacheEntryMatches(cache, name, request, rules));
  if (!rules.isCorsSafelistedMethod(request.method) || request.useCorsPreflight) {
    matches.push(methodCacheEntryMatches(cache, request.method, request, rules));
  }
  // Nothing to be matched: it is a repeated one.
  let needed = matches.length === 0 || matches.some((entries) => entries.length === 0);
  if (needed) return true;
  for (const entries of matches) {
    if ((yield* choose('preflight-cache-entry', 2)) === 0) continue;
    forgetCacheEntries(cache, entries);
    needed = true;
  }
  return needed;
}
