/** Main fetch, as far as a `fetch()` or XMLHttpRequest comes to it. https://fetch.spec.whatwg.org/#main-fetch */
import { isSameOrigin } from './origins.ts';
import { cacheEntryMatches, clearCacheEntries } from './preflight-cache.ts';
import {
  currentUrl,
  networkError,
  type Fetched,
  type FetchParams,
  type Fetching,
  type NetworkError,
} from './request.ts';
import { schemeFetch } from './scheme-fetch.ts';
import { httpFetch } from './http-fetch.ts';
import type { Stage } from './types.ts';
import { isBlockedDueToBadPort, isHttpScheme } from './urls.ts';

/**
 * Steps 1 to 12 of main fetch: the response not yet filtered, which is also what a redirect has of
 * it (`recursive`). https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function* mainFetch(params: FetchParams): Fetching<Fetched> {
  const { request, rules, cache, past } = params;
  const url = new URL(currentUrl(request));
  // Step 7
  if (isBlockedDueToBadPort(url)) {
    return networkError(request.urlList.length > 1 ? 'redirect-network' : 'network');
  }
  if (rules.isBlockedAsMixedContent(url, request.client)) return refused('mixed-content', params);
  // Step 12
  if (
    (isSameOrigin(request.client.origin, url.origin) && request.tainting === 'basic') ||
    url.protocol === 'data:'
  ) {
    // The tainting is "basic", and stays so.
    return yield* schemeFetch(params);
  }
  if (request.mode === 'same-origin') return refused('mode', params);
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow') return refused('mode', params);
    request.tainting = 'opaque';
    return yield* schemeFetch(params);
  }
  if (!isHttpScheme(url)) return refused('scheme', params);
  request.tainting = 'cors';
  // The unsafe-request flag is set by both APIs.
  if (
    request.useCorsPreflight ||
    !rules.isCorsSafelistedMethod(request.method) ||
    rules.corsUnsafeRequestHeaderNames(
      rules.preflightedHeaders(request.headers, past, request.first),
    ).length > 0 ||
    rules.isPreflightRepeated(
      past,
      rules,
      () => cacheEntryMatches(cache, request, rules).length > 0,
    )
  ) {
    past.preflighted = true;
    const response = yield* httpFetch(params, true);
    if (
      response.type === 'error' &&
      rules.isCacheClearedOnNetworkError(response.stage, request.headers)
    )
      clearCacheEntries(cache, request, rules);
    return response;
  }
  return yield* httpFetch(params, false);
}

/** Refused before anything was sent: what decided is the redirect to here, where there was one. */
const refused = (stage: Stage, { redirectedBy }: FetchParams): NetworkError =>
  networkError(stage, redirectedBy ? { decidedBy: redirectedBy } : {});
