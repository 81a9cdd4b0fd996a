/**
 * What stands between an algorithm's values and the bytes that script gives or the network carries.
 * The Standard changes nothing there, which is why it hardly speaks of it; engines do.
 */
import { combineHeader } from './headers.ts';
import { withCharsetUtf8 } from './mime-parameters.ts';
import type { HeaderList, NetworkRequest, Stage } from './types.ts';

/** What of a request may decide how its headers of one name are made one. */
export interface SentRequest {
  readonly body: string | null;
  readonly isRedirected: boolean;
}

export interface NetworkRules {
  /** What becomes of the author's headers, in order. https://fetch.spec.whatwg.org/#concept-headers-append */
  readonly authorHeaderList: (headers: HeaderList) => HeaderList;
  /** The request's header list, of that of its `Headers` object. https://fetch.spec.whatwg.org/#dom-request step 33 */
  readonly requestHeaderList: (headers: HeaderList) => HeaderList;
  /** Of an author's Content-Type. https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send step 4.5 */
  readonly withCharsetUtf8: (contentType: string) => string;
  /** As they go over the network, each name once. https://fetch.spec.whatwg.org/#concept-http-network-fetch */
  readonly sentHeaderList: (headers: HeaderList, request: SentRequest) => HeaderList;
  /** `request`: with all its headers. https://fetch.spec.whatwg.org/#concept-http-network-fetch */
  readonly sentHeaderValue: (
    name: string,
    value: string,
    request: Pick<NetworkRequest, 'method' | 'headers'>,
  ) => string;
  /** Of the author's headers, those that a preflight carries. https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 1 */
  readonly preflightHeaderList: (headers: HeaderList) => HeaderList;
  /** The header list of a response, of the lines that came. https://fetch.spec.whatwg.org/#concept-response-header-list */
  readonly receivedHeaderList: (lines: HeaderList) => HeaderList;
  /** After a request that needed a preflight failed, and at which stage. https://fetch.spec.whatwg.org/#concept-main-fetch step 12 */
  readonly isCacheClearedOnNetworkError: (stage: Stage, requestHeaders: HeaderList) => boolean;
}

/** As the Standard has them. */
export const STANDARD_NETWORK: NetworkRules = {
  authorHeaderList: (headers) => headers,
  requestHeaderList: (headers) => headers,
  withCharsetUtf8,
  sentHeaderList: (headers) =>
    headers.reduce<HeaderList>((list, header) => combineHeader(header, list), []),
  // Isomorphic encode and decode: byte by byte.
  sentHeaderValue: (_name, value) => value,
  receivedHeaderList: (lines) => lines,
  preflightHeaderList: () => [],
  isCacheClearedOnNetworkError: () => true,
};
