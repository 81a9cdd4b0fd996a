/**
 * The small algorithms on which the large ones decide, gathered so that one of them can be replaced:
 * a known departure of an engine is the Standard with exactly one of these exchanged, and a mutated
 * oracle is one with one of these broken.
 */
import type { FlowRules } from './flow-rules.ts';
import type { NetworkRules } from './network-rules.ts';
import type { CorsCheckResult, HeaderList } from './types.ts';

export interface Rules extends FlowRules, NetworkRules {
  /** https://fetch.spec.whatwg.org/#concept-method-normalize */
  readonly normalizeMethod: (method: string) => string;
  /** https://fetch.spec.whatwg.org/#forbidden-method */
  readonly isForbiddenMethod: (method: string) => boolean;
  /** https://fetch.spec.whatwg.org/#cors-safelisted-method */
  readonly isCorsSafelistedMethod: (method: string) => boolean;
  /** https://fetch.spec.whatwg.org/#forbidden-request-header */
  readonly isForbiddenRequestHeader: (name: string, value: string) => boolean;
  /** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
  readonly isCorsSafelistedRequestHeader: (name: string, value: string) => boolean;
  /** Byte-lowercased and sorted. https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names */
  readonly corsUnsafeRequestHeaderNames: (headers: HeaderList) => readonly string[];
  /** https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
  readonly isNoCorsSafelistedRequestHeader: (name: string, value: string) => boolean;
  /** https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
  readonly isCorsNonWildcardRequestHeaderName: (name: string) => boolean;
  /** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
  readonly isForbiddenResponseHeaderName: (name: string) => boolean;
  /** https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name */
  readonly isCorsSafelistedResponseHeaderName: (
    name: string,
    exposedNames: readonly string[],
  ) => boolean;
  /** The combined value, or null. https://fetch.spec.whatwg.org/#concept-header-list-get */
  readonly getHeader: (name: string, list: HeaderList) => string | null;
  /** https://fetch.spec.whatwg.org/#extract-header-list-values */
  readonly extractHeaderListValues: (
    name: string,
    list: HeaderList,
  ) => readonly string[] | null | 'failure';
  /** https://fetch.spec.whatwg.org/#concept-cors-check */
  readonly corsCheck: (request: CorsCheckRequest, headers: HeaderList) => CorsCheckResult;
  /** https://fetch.spec.whatwg.org/#ok-status */
  readonly isOkStatus: (status: number) => boolean;
  /** https://fetch.spec.whatwg.org/#redirect-status */
  readonly isRedirectStatus: (status: number) => boolean;
}

export interface CorsCheckRequest {
  /** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
  readonly serializedOrigin: string;
  readonly credentials: 'omit' | 'same-origin' | 'include';
}
