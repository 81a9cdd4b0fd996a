/** What `fetch()` makes of its arguments. https://fetch.spec.whatwg.org/#fetch-method */
import { containsHeader } from './headers.ts';
import { appendToHeaders, type Guard } from './headers-object.ts';
import { isMethod } from './methods.ts';
import type { Request } from './request.ts';
import type { Rules } from './rules.ts';
import type { ApiRequest, Environment, HeaderList } from './types.ts';
import { includesCredentials } from './urls.ts';

/** Of a string. https://fetch.spec.whatwg.org/#concept-bodyinit-extract */
export const STRING_BODY_TYPE = 'text/plain;charset=UTF-8';

/**
 * The request of `new Request(url, init)`, on which `fetch` then works; failure: a TypeError.
 * https://fetch.spec.whatwg.org/#dom-request
 */
export function requestOfFetch(
  asked: ApiRequest,
  client: Environment,
  rules: Rules,
): Request | 'failure' {
  const { url, mode, credentials, redirect, body } = asked;
  // Enumerations are converted before the first step; what is no byte string is no method either.
  if (asked.refusedOption !== undefined) return 'failure';
  // Step 5
  if (!URL.canParse(url)) return 'failure';
  const parsed = new URL(url);
  if (includesCredentials(parsed)) return 'failure';
  // Step 25
  if (!isMethod(asked.method) || rules.isForbiddenMethod(asked.method)) return 'failure';
  const method = rules.normalizeMethod(asked.method);
  // Step 32
  if (mode === 'no-cors' && !rules.isCorsSafelistedMethod(method)) return 'failure';
  const guard: Guard = mode === 'no-cors' ? 'request-no-cors' : 'request';
  // Step 33
  let headers: HeaderList = [];
  for (const header of rules.authorHeaderList(asked.headers)) {
    const appended = appendToHeaders(header, headers, guard, rules);
    if (appended === 'failure') return 'failure';
    headers = appended;
  }
  headers = rules.requestHeaderList(headers);
  if (body !== null) {
    // Step 35
    if (method === 'GET' || method === 'HEAD') return 'failure';
    // Step 37.4
    if (!containsHeader('Content-Type', headers)) {
      headers = [...headers, ['Content-Type', STRING_BODY_TYPE]];
    }
  }
  return {
    method,
    headers,
    body,
    client,
    mode,
    credentials,
    redirect,
    useCorsPreflight: false,
    urlList: [parsed.href],
    redirectCount: 0,
    initiatorType: 'fetch',
    first: { method, headers },
    tainting: 'basic',
  };
}
