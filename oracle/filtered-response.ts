/** Filtered responses: what script may read. https://fetch.spec.whatwg.org/#concept-filtered-response */
import { sortAndCombine } from './headers.ts';
import type { Request, Response } from './request.ts';
import type { Rules } from './rules.ts';
import type { SeenResponse } from './types.ts';

/** Main fetch, step 14.2, and what the API shows of it. https://fetch.spec.whatwg.org/#concept-main-fetch */
export function filteredResponse(request: Request, response: Response, rules: Rules): SeenResponse {
  const { status, statusText, headers } = response.response;
  const hidden = { status: 0, statusText: '', headers: [] };
  const redirected = request.urlList.length > 1;
  if (response.type === 'opaqueredirect') {
    return { type: 'opaqueredirect', ...hidden, url: response.url, redirected };
  }
  switch (request.tainting) {
    case 'opaque':
      // Its URL list is empty: no URL, and so not redirected either.
      return { type: 'opaque', ...hidden, url: '', redirected: false };
    case 'basic':
      return {
        type: 'basic',
        status,
        statusText,
        url: response.url,
        redirected,
        headers: sortAndCombine(
          headers.filter(([name]) => !rules.isForbiddenResponseHeaderName(name)),
        ),
      };
    case 'cors': {
      const exposed = rules.corsExposedHeaderNames(request, headers, rules);
      return {
        type: 'cors',
        status,
        statusText,
        url: response.url,
        redirected,
        headers: sortAndCombine(
          headers.filter(([name]) => rules.isCorsSafelistedResponseHeaderName(name, exposed)),
        ),
      };
    }
  }
}
