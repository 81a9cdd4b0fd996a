/** Scheme fetch: HTTP(S) goes on, all else is no matter of CORS. https://fetch.spec.whatwg.org/#scheme-fetch */
import { httpFetch } from './http-fetch.ts';
import {
  currentUrl,
  networkError,
  type Fetched,
  type FetchParams,
  type Fetching,
} from './request.ts';

/**
 * Throws one line for a local scheme: its response is made without a network, from what only a page
 * holds. https://fetch.spec.whatwg.org/#concept-scheme-fetch
 */
export function* schemeFetch(params: FetchParams): Fetching<Fetched> {
  const { protocol } = new URL(currentUrl(params.request));
  switch (protocol) {
    case 'about:':
    case 'blob:':
    case 'data:':
      throw new RangeError(
        `${protocol} is answered without a server, which is not predicted: ask an http or https URL.`,
      );
    case 'http:':
    case 'https:':
      return yield* httpFetch(params, false);
    default:
      // `file:` included: "When in doubt, return a network error."
      return networkError('scheme');
  }
}
