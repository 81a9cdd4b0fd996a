/** What goes over the network: HTTP-network-or-cache fetch without cache and without prompts. */
import {
  currentUrl,
  obtain,
  originated,
  type FetchParams,
  type Fetching,
  type Request,
} from './request.ts';
import type { SentRequest } from './network-rules.ts';
import type { Rules } from './rules.ts';
import type { HeaderList, NetworkRequest, ServerAnswer } from './types.ts';
import { excludeFragment } from './urls.ts';

/** URLs have their credentials on the page's side only; on the wire there are none. */
function wireUrl(request: Request): string {
  const url = new URL(excludeFragment(currentUrl(request)));
  url.username = '';
  url.password = '';
  return url.href;
}

function sent(method: string, headers: HeaderList, request: SentRequest, rules: Rules): HeaderList {
  const list = rules.sentHeaderList(headers, request);
  return list.map(([name, value]) => [
    name,
    rules.sentHeaderValue(name, value, { method, headers: list }),
  ]);
}

/** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export function* httpNetworkOrCacheFetch({
  request,
  rules,
  past,
}: FetchParams): Fetching<ServerAnswer> {
  const origin = rules.requestOriginHeader(
    { ...request, ...originated(request), previousOriginHeader: past.originHeader },
    rules,
  );
  past.originHeader = origin;
  const { body } = request;
  const isRedirected = request.urlList.length > 1;
  return yield* withNewConnection(rules, {
    kind: 'request',
    method: request.method,
    url: wireUrl(request),
    origin,
    accessControlRequestMethod: null,
    accessControlRequestHeaders: null,
    // Step 8.3
    includeCredentials: rules.includesCredentials({ ...request, ...originated(request) }),
    headers: sent(request.method, request.headers, { body, isRedirected }, rules),
    body,
  });
}

/**
 * Steps 1 to 6 of the CORS-preflight fetch: the request that asks for leave.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function* preflightNetworkFetch({
  request,
  rules,
  past,
}: FetchParams): Fetching<ServerAnswer> {
  const unsafeNames = rules.corsUnsafeRequestHeaderNames(
    rules.preflightedHeaders(request.headers, past, request.first),
  );
  return yield* withNewConnection(rules, {
    kind: 'preflight',
    method: 'OPTIONS',
    url: wireUrl(request),
    origin: rules.preflightOrigin(originated(request), rules),
    accessControlRequestMethod: request.method,
    // Step 5: by a comma alone
    accessControlRequestHeaders: unsafeNames.length > 0 ? unsafeNames.join(',') : null,
    // The preflight's own credentials mode is "same-origin", and it is cross-origin.
    includeCredentials: false,
    headers: sent(
      'OPTIONS',
      rules.preflightHeaderList(request.headers),
      { body: null, isRedirected: false },
      rules,
    ),
    body: null,
  });
}

/** Step 16 of HTTP-network-or-cache fetch: a misdirected request is sent once more. */
function* withNewConnection(rules: Rules, request: NetworkRequest): Fetching<ServerAnswer> {
  const answer = yield* received(rules, request);
  if ('failure' in answer || !rules.isSentAgain(answer.status)) return answer;
  return yield* received(rules, request);
}

function* received(rules: Rules, request: NetworkRequest): Fetching<ServerAnswer> {
  const answer = yield* obtain(request);
  if ('failure' in answer) return answer;
  const headers = rules.receivedHeaderList(answer.headers);
  return { ...answer, headers, ...(headers !== answer.headers && { lines: answer.headers }) };
}
