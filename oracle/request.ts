/**
 * A request on its way through the algorithms, and what they ask of the world outside. Fields that
 * the Standard sets while it fetches are not read-only here either.
 */
import type { FirstRequest, Redirect } from './flow-rules.ts';
import type { OriginatedRequest } from './origins.ts';
import type { PreflightCache } from './preflight-cache.ts';
import type { Rules } from './rules.ts';
import type {
  CorsCheckClause,
  Environment,
  HeaderList,
  NetworkRequest,
  ServerAnswer,
  ServerResponse,
  Stage,
} from './types.ts';

/** https://fetch.spec.whatwg.org/#concept-request */
export interface Request {
  method: string;
  headers: HeaderList;
  body: string | null;
  readonly client: Environment;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  /** https://fetch.spec.whatwg.org/#request-initiator-type */
  readonly initiatorType: 'fetch' | 'xmlhttprequest';
  /** https://fetch.spec.whatwg.org/#use-cors-preflight-flag */
  readonly useCorsPreflight: boolean;
  /** Serialized, with fragments; never empty. https://fetch.spec.whatwg.org/#concept-request-url-list */
  urlList: readonly string[];
  redirectCount: number;
  /** Method and headers before any redirect, for an engine that goes back to them. */
  readonly first: FirstRequest;
  /** https://fetch.spec.whatwg.org/#concept-request-response-tainting */
  tainting: 'basic' | 'cors' | 'opaque';
}

/** https://fetch.spec.whatwg.org/#concept-request-current-url */
export const currentUrl = ({ urlList }: Request): string => urlList.at(-1) as string;

/** What its origin is serialized by. https://fetch.spec.whatwg.org/#serializing-a-request-origin */
export const originated = ({ client, urlList }: Request): OriginatedRequest => ({
  origin: client.origin,
  urlList,
});

/** What the Standard does not ask of the requests before a redirect, and an engine may. */
export interface Past {
  /** The author's, before any redirect took some of them away. */
  readonly headers: HeaderList;
  /** Whether one of the requests came to a preflight, sent or spared by the cache. */
  preflighted: boolean;
  /** The `Origin` header of the last one; null: it had none, or there was none before. */
  originHeader: string | null;
  /** The last one; null: there was none. */
  redirect: Redirect | null;
}

/** https://fetch.spec.whatwg.org/#fetch-params , with what a user agent has one of. */
export interface FetchParams {
  readonly request: Request;
  readonly cache: PreflightCache;
  readonly rules: Rules;
  /** The answer that led to the current URL. */
  redirectedBy: Answered | null;
  readonly past: Past;
  /** Where a redirect begins anew: handed down, for the modules below can't import it. */
  readonly mainFetch: (params: FetchParams) => Fetching<Fetched>;
}

/** A choice that the Standard leaves to the user agent: it is handed a number below `options`. */
export interface Choice {
  readonly kind: 'choice';
  /** Whether a cache entry is still there. https://fetch.spec.whatwg.org/#concept-cache */
  readonly about: 'preflight-cache-entry';
  readonly options: number;
}

/**
 * An algorithm that waits for the network or for a choice: it yields what it asks, and is handed
 * the answer to it.
 */
export type Fetching<T> = Generator<NetworkRequest | Choice, T, ServerAnswer | number>;

/** Asks the network. */
export function* obtain(request: NetworkRequest): Fetching<ServerAnswer> {
  return (yield request) as ServerAnswer;
}

/** Asks for a choice: 0 is what a user agent without constraints does. */
export function* choose(about: Choice['about'], options: number): Fetching<number> {
  return (yield { kind: 'choice', about, options }) as number;
}

/** A server's response, and the URL that it came from, without fragment. */
export interface Answered {
  readonly url: string;
  readonly response: ServerResponse;
}

/** https://fetch.spec.whatwg.org/#concept-network-error , and the clause that made it one. */
export interface NetworkError {
  readonly type: 'error';
  readonly stage: Stage;
  readonly clause?: CorsCheckClause;
  readonly refusedHeaders?: readonly string[];
  readonly decidedBy?: Answered;
}

/** https://fetch.spec.whatwg.org/#concept-response , not yet filtered unless it is a redirect. */
export interface Response extends Answered {
  readonly type: 'default' | 'opaqueredirect';
}

export type Fetched = Response | NetworkError;

export const networkError = (
  stage: Stage,
  more: Omit<NetworkError, 'type' | 'stage'> = {},
): NetworkError => ({ type: 'error', stage, ...more });
