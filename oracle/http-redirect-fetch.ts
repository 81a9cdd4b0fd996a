/** HTTP-redirect fetch. https://fetch.spec.whatwg.org/#http-redirect-fetch */
import type { Redirect } from './flow-rules.ts';
import { isSameOrigin } from './origins.ts';
import {
  currentUrl,
  networkError,
  type Answered,
  type Fetched,
  type FetchParams,
  type Fetching,
} from './request.ts';
import type { Rules } from './rules.ts';
import { includesCredentials, isHttpScheme } from './urls.ts';

/**
 * Null: there is none; failure: there is no one URL. https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function locationUrl(
  { url, response }: Answered,
  requestFragment: string,
  rules: Rules,
): URL | 'failure' | null {
  // Step 1 is the caller's: only a redirect status leads here.
  const values = rules.extractHeaderListValues('Location', response.headers);
  if (values === null || values === 'failure') return values;
  const [location = ''] = values;
  if (!URL.canParse(location, url)) return 'failure';
  const parsed = new URL(location, url);
  // Step 4: an empty fragment is one, too
  if (!parsed.href.includes('#')) parsed.hash = requestFragment;
  return parsed;
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export function* httpRedirectFetch(params: FetchParams, answered: Answered): Fetching<Fetched> {
  const { request, rules } = params;
  const { status } = answered.response;
  const decided = { decidedBy: answered };
  const from = new URL(currentUrl(request));
  // Steps 3 to 5
  const location = locationUrl(answered, from.hash, rules);
  if (location === null) return { type: 'default', ...answered };
  if (location === 'failure') return networkError('redirect-location', decided);
  // Step 6
  if (!isHttpScheme(location)) return networkError('redirect-scheme', decided);
  // Steps 7 and 8
  if (request.redirectCount === rules.redirectLimit())
    return networkError('redirect-count', decided);
  request.redirectCount += 1;
  // Steps 9 and 10
  if (
    includesCredentials(location) &&
    rules.isLocationWithCredentialsRefused({
      initiatorType: request.initiatorType,
      mode: request.mode,
      tainting: request.tainting,
      origin: request.client.origin,
      locationOrigin: location.origin,
    })
  ) {
    return networkError('redirect-credentials', decided);
  }
  // Step 11 is about bodies that can't be sent twice: those are no strings.
  const redirect: Redirect = {
    status,
    method: request.method,
    clientOrigin: request.client.origin,
    mode: request.mode,
    fromOrigin: from.origin,
    toOrigin: location.origin,
  };
  request.headers = rules.redirectedHeaders(request.headers, redirect, request.first, rules);
  // Step 12
  const isToOtherOrigin = !isSameOrigin(from.origin, location.origin);
  if (rules.isMethodChangedToGet(status, request.method, isToOtherOrigin)) {
    request.method = 'GET';
    request.body = null;
  }
  // Step 18
  request.urlList = [...request.urlList, location.href];
  params.redirectedBy = answered;
  params.past.redirect = redirect;
  // Step 21
  return yield* params.mainFetch(params);
}
