/**
 * The decisions of the large algorithms, each a small one of its own, so that it can be exchanged
 * like those of the leaves: engines differ just here. What one decides by others it is handed as
 * `rules`, so that another one of those counts here, too.
 */
import { byteLowercase, isByteCaseInsensitiveMatch } from './bytes.ts';
import { containsHeader } from './headers.ts';
import { byteSerializeRequestOrigin, isSameOrigin, type OriginatedRequest } from './origins.ts';
import { isCorsNonWildcardRequestHeaderName, isRequestBodyHeaderName } from './request-headers.ts';
import type { Rules } from './rules.ts';
import type {
  CorsCheckClause,
  CorsCheckResult,
  Environment,
  HeaderList,
  NetworkRequest,
  ServerResponse,
} from './types.ts';
import { isPotentiallyTrustworthy } from './urls.ts';

type Credentials = 'omit' | 'same-origin' | 'include';

/** What the Origin header depends on. https://fetch.spec.whatwg.org/#append-a-request-origin-header */
export interface OriginHeaderRequest extends OriginatedRequest {
  readonly method: NetworkRequest['method'];
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly tainting: 'basic' | 'cors' | 'opaque';
  readonly credentials: Credentials;
  readonly client: Environment;
  readonly first: FirstRequest;
  /** That of the request that was redirected to this one; null: none, or nothing was. */
  readonly previousOriginHeader: string | null;
}

/** What decides about credentials. https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch */
export interface CredentialsRequest extends OriginatedRequest {
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: Credentials;
  readonly tainting: 'basic' | 'cors' | 'opaque';
}

/** What a cache entry is compared with, apart from method and header name. */
export interface CacheLookup {
  /** https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key */
  readonly key: string;
  readonly serializedOrigin: string;
  /** With its fragment. */
  readonly url: string;
  readonly credentials: boolean;
}

/** https://fetch.spec.whatwg.org/#cache-entry */
export interface CacheEntry extends CacheLookup {
  /** Seconds. */
  maxAge: number;
  /** Seconds since the story began. */
  readonly storedAt: number;
  readonly method: string | null;
  readonly headerName: string | null;
}

/** What a request was before any redirect. */
export interface FirstRequest {
  readonly method: string;
  readonly headers: HeaderList;
}

/** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch */
export interface Redirect {
  /** Whose request it is. */
  readonly clientOrigin: string;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly status: number;
  /** Before it was changed. */
  readonly method: string;
  readonly fromOrigin: string;
  readonly toOrigin: string;
}

/** What of the requests before a redirect may count for a preflight. */
export interface PreflightPast {
  /** Those that the first request had. */
  readonly headers: HeaderList;
  /** Whether one of them came to a preflight, sent or spared by the cache. */
  readonly preflighted: boolean;
  /** The last one; null: there was none. */
  readonly redirect: Redirect | null;
}

/** Whose response's headers are exposed. */
export interface ExposingRequest {
  readonly credentials: Credentials;
  /** https://fetch.spec.whatwg.org/#request-initiator-type */
  readonly initiatorType: 'fetch' | 'xmlhttprequest';
}

/** A refused request. */
export interface Refusal {
  readonly api: 'fetch' | 'xhr';
  readonly tainting: 'basic' | 'cors' | 'opaque';
  /** The one that was refused, or whose redirect was. */
  readonly url: string;
}

/** Why a redirect that was followed is refused after all. */
export type RedirectRefusal =
  | { readonly stage: 'redirect-cors-check'; readonly clause: CorsCheckClause }
  | { readonly stage: 'redirect-credentials' };

/** A redirect to a URL with credentials. */
export interface LocationWithCredentials {
  readonly initiatorType: 'fetch' | 'xmlhttprequest';
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly tainting: 'basic' | 'cors' | 'opaque';
  readonly origin: string;
  readonly locationOrigin: string;
}

export interface FlowRules {
  /** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
  readonly byteSerializeRequestOrigin: (request: OriginatedRequest) => string;
  /** Null: no header. https://fetch.spec.whatwg.org/#append-a-request-origin-header */
  readonly requestOriginHeader: (request: OriginHeaderRequest, rules: Rules) => string | null;
  /** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch step 8.3 */
  readonly includesCredentials: (request: CredentialsRequest) => boolean;
  /**
   * The headers that a preflight is about, of those that the request has and those that it began
   * with. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 4
   */
  readonly preflightedHeaders: (
    headers: HeaderList,
    past: PreflightPast,
    first: FirstRequest,
  ) => HeaderList;
  /**
   * Whether a request that needs no preflight by itself makes one all the same, because one before
   * its redirect came to one. https://fetch.spec.whatwg.org/#concept-main-fetch step 12
   */
  readonly isPreflightRepeated: (
    past: PreflightPast,
    rules: Rules,
    isCached: () => boolean,
  ) => boolean;
  /**
   * A second look at the answer that redirected to this request, before it is sent but after its
   * preflight; null: it may be sent. https://fetch.spec.whatwg.org/#concept-http-redirect-fetch has
   * looked when it came.
   */
  readonly redirectRecheck: (
    request: CredentialsRequest,
    headers: HeaderList,
    rules: Rules,
  ) => RedirectRefusal | null;
  /** Of a preflight, and what it is checked and kept by. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
  readonly preflightOrigin: (request: OriginatedRequest, rules: Rules) => string;
  /** Null: none is told. https://xhr.spec.whatwg.org/#dom-xmlhttprequest-responseurl */
  readonly refusalUrl: (refusal: Refusal) => string | null;
  /** https://w3c.github.io/webappsec-mixed-content/#should-block-fetch */
  readonly isBlockedAsMixedContent: (url: URL, client: Environment) => boolean;
  /** Whether a response is one to be followed, or refused, or kept opaque: HTTP fetch, step 6. */
  readonly isRedirect: (
    response: ServerResponse,
    rules: Rules,
    redirectMode: 'follow' | 'error' | 'manual',
  ) => boolean;
  /** With redirect mode "manual". https://fetch.spec.whatwg.org/#concept-http-fetch step 6.2 */
  readonly isManualRedirectRefused: (answered: {
    readonly url: string;
    readonly response: ServerResponse;
  }) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 7 */
  readonly redirectLimit: () => number;
  /** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch steps 9 and 10 */
  readonly isLocationWithCredentialsRefused: (redirect: LocationWithCredentials) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 12 */
  readonly isMethodChangedToGet: (
    status: number,
    method: string,
    isToOtherOrigin: boolean,
  ) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch steps 12 and 13 */
  readonly redirectedHeaders: (
    headers: HeaderList,
    redirect: Redirect,
    first: FirstRequest,
    rules: Rules,
  ) => HeaderList;
  /** With the method. https://fetch.spec.whatwg.org/#request-body-header-name */
  readonly isRequestBodyHeaderName: (name: string) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-http-redirect-fetch step 13 */
  readonly isHeaderDeletedOnRedirect: (
    name: string,
    fromOrigin: string,
    toOrigin: string,
  ) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch step 16 */
  readonly isSentAgain: (status: number) => boolean;
  /** Those of a response that the CORS check looks at. https://fetch.spec.whatwg.org/#concept-cors-check */
  readonly checkedHeaders: (response: ServerResponse) => HeaderList;
  /** https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7 */
  readonly preflightCheck: (
    request: OriginatedRequest & { readonly credentials: Credentials },
    response: ServerResponse,
    rules: Rules,
  ) => CorsCheckResult;
  /** Null: go on to its lists. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7 */
  readonly preflightRefusal: (
    check: CorsCheckResult,
    response: ServerResponse,
    rules: Rules,
  ) => 'preflight-cors-check' | 'preflight-status' | 'preflight-redirect' | null;
  /** `methods` as listed. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7.5 */
  readonly isMethodAllowed: (
    method: string,
    methods: readonly string[],
    credentials: Credentials,
    rules: Rules,
  ) => boolean;
  /** `headerNames` as listed. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 steps 7.6 and 7.7 */
  readonly isHeaderNameAllowed: (
    name: string,
    headerNames: readonly string[],
    credentials: Credentials,
    rules: Rules,
  ) => boolean;
  /**
   * Whether a preflight response that does not list the method, or a header, fills the cache. It
   * shows only where the cache is not cleared by the refusal itself: `isCacheClearedOnNetworkError`.
   * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 steps 7.5 to 7.7
   */
  readonly isCacheFilledByRefusal: () => boolean;
  /** Seconds, of the extracted values. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7.9 */
  readonly preflightMaxAge: (values: readonly string[] | null | 'failure') => number;
  /** Whether what a preflight allows for so many seconds goes into the cache. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 steps 7.12 to 7.15 */
  readonly isCacheFilled: (maxAge: number) => boolean;
  /** The imposed limit, in seconds. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 7.10 */
  readonly maxAgeLimit: () => number;
  /** https://fetch.spec.whatwg.org/#concept-cache-match */
  readonly isCacheEntryMatch: (entry: CacheEntry, lookup: CacheLookup) => boolean;
  /** The last clause of https://fetch.spec.whatwg.org/#concept-cache-match-method */
  readonly isMethodCacheEntryMatch: (entry: CacheEntry, method: string) => boolean;
  /** The last clause of https://fetch.spec.whatwg.org/#concept-cache-match-header */
  readonly isHeaderNameCacheEntryMatch: (entry: CacheEntry, name: string, rules: Rules) => boolean;
  /** https://fetch.spec.whatwg.org/#concept-response-cors-exposed-header-name-list */
  readonly corsExposedHeaderNames: (
    request: ExposingRequest,
    headers: HeaderList,
    rules: Rules,
  ) => readonly string[];
}

/** As the Standard has them. */
export const STANDARD_FLOW: FlowRules = {
  byteSerializeRequestOrigin,

  requestOriginHeader: (request, rules) => {
    const { origin, method, mode, tainting, urlList } = request;
    const serializedOrigin = rules.byteSerializeRequestOrigin(request);
    // Step 3
    if (tainting === 'cors') return serializedOrigin;
    // Step 4
    if (method === 'GET' || method === 'HEAD') return null;
    // Step 4.1, by the default referrer policy: strict-origin-when-cross-origin
    const isDowngrade = origin.startsWith('https:') && !urlList.at(-1)?.startsWith('https:');
    return mode !== 'cors' && isDowngrade ? 'null' : serializedOrigin;
  },

  includesCredentials: ({ credentials, tainting }) =>
    credentials === 'include' || (credentials === 'same-origin' && tainting === 'basic'),

  preflightedHeaders: (headers) => headers,

  isPreflightRepeated: () => false,

  redirectRecheck: () => null,

  preflightOrigin: (request, rules) => rules.byteSerializeRequestOrigin(request),

  // The URL of a network error is null.
  refusalUrl: () => null,

  isBlockedAsMixedContent: (url, { prohibitsMixedContent }) =>
    prohibitsMixedContent && !isPotentiallyTrustworthy(url),

  // The status alone, whether or not there is a Location.
  isRedirect: ({ status }, rules) => rules.isRedirectStatus(status),

  // Nobody looks where it leads.
  isManualRedirectRefused: () => false,

  redirectLimit: () => 20,

  isLocationWithCredentialsRefused: ({ mode, tainting, origin, locationOrigin }) =>
    tainting === 'cors' || (mode === 'cors' && !isSameOrigin(origin, locationOrigin)),

  isMethodChangedToGet: (status, method) =>
    status === 303
      ? method !== 'GET' && method !== 'HEAD'
      : (status === 301 || status === 302) && method === 'POST',

  redirectedHeaders: (headers, { status, method, fromOrigin, toOrigin }, _first, rules) => {
    const isToOtherOrigin = !isSameOrigin(fromOrigin, toOrigin);
    const isBodyDropped = rules.isMethodChangedToGet(status, method, isToOtherOrigin);
    return headers.filter(
      ([name]) =>
        !(isBodyDropped && rules.isRequestBodyHeaderName(name)) &&
        !rules.isHeaderDeletedOnRedirect(name, fromOrigin, toOrigin),
    );
  },

  isRequestBodyHeaderName,

  isHeaderDeletedOnRedirect: (name, fromOrigin, toOrigin) =>
    !isSameOrigin(fromOrigin, toOrigin) && isCorsNonWildcardRequestHeaderName(name),

  isSentAgain: (status) => status === 421,

  checkedHeaders: ({ headers }) => headers,

  preflightCheck: (request, response, rules) =>
    rules.corsCheck(
      {
        serializedOrigin: rules.preflightOrigin(request, rules),
        credentials: request.credentials,
      },
      rules.checkedHeaders(response),
    ),

  preflightRefusal: (check, { status, headers }, rules) => {
    if (!check.ok) return 'preflight-cors-check';
    if (rules.isOkStatus(status)) return null;
    // No clause of its own: a redirect is not followed, and its status is no ok status.
    return rules.isRedirectStatus(status) && containsHeader('Location', headers)
      ? 'preflight-redirect'
      : 'preflight-status';
  },

  isMethodAllowed: (method, methods, credentials, rules) =>
    methods.includes(method) ||
    rules.isCorsSafelistedMethod(method) ||
    (credentials !== 'include' && methods.includes('*')),

  isHeaderNameAllowed: (name, headerNames, credentials, rules) =>
    headerNames.some((listed) => isByteCaseInsensitiveMatch(listed, name)) ||
    (credentials !== 'include' &&
      headerNames.includes('*') &&
      !rules.isCorsNonWildcardRequestHeaderName(name)),

  isCacheFilledByRefusal: () => false,

  preflightMaxAge: (values) => (values === null || values === 'failure' ? 5 : Number(values[0])),

  // Of 0 seconds, too: that ends what an earlier one has left.
  isCacheFilled: () => true,

  // The Standard imposes none; nor does a limit show where no seconds pass.
  maxAgeLimit: () => Infinity,

  isCacheEntryMatch: (entry, lookup) =>
    entry.key === lookup.key &&
    entry.serializedOrigin === lookup.serializedOrigin &&
    entry.url === lookup.url &&
    (entry.credentials || !lookup.credentials),

  isMethodCacheEntryMatch: (entry, method) => entry.method === method || entry.method === '*',

  isHeaderNameCacheEntryMatch: ({ headerName }, name, rules) =>
    headerName !== null &&
    (isByteCaseInsensitiveMatch(headerName, name) ||
      (headerName === '*' && !rules.isCorsNonWildcardRequestHeaderName(name))),

  corsExposedHeaderNames: ({ credentials }, headers, rules) => {
    const names = rules.extractHeaderListValues('Access-Control-Expose-Headers', headers);
    if (names === null || names === 'failure') return [];
    // With credentials `*` stays: it is the name of a header called `*`.
    if (credentials === 'include' || !names.includes('*')) return names;
    return [...new Set(headers.map(([name]) => byteLowercase(name)))];
  },
};
