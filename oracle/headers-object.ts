/** What a `Headers` object of a request takes. https://fetch.spec.whatwg.org/#headers-class */
import {
  appendHeader,
  getHeader,
  isHeaderName,
  isHeaderValue,
  normalizeHeaderValue,
} from './headers.ts';
import { isPrivilegedNoCorsRequestHeaderName } from './request-headers.ts';
import type { Rules } from './rules.ts';
import type { Header, HeaderList } from './types.ts';

/** https://fetch.spec.whatwg.org/#headers-guard */
export type Guard = 'request' | 'request-no-cors';

/** What has a character above U+00FF is no byte string. https://webidl.spec.whatwg.org/#js-to-ByteString */
export const isByteString = (text: string): boolean => !/[^\0-\xFF]/.test(text);

/**
 * The list with the header appended, or without it where the guard says so; failure: a TypeError.
 * https://fetch.spec.whatwg.org/#concept-headers-append
 */
export function appendToHeaders(
  [name, given]: Header,
  list: HeaderList,
  guard: Guard,
  rules: Rules,
): HeaderList | 'failure' {
  if (!isByteString(given)) return 'failure';
  // Step 1
  const value = normalizeHeaderValue(given);
  // Step 2: https://fetch.spec.whatwg.org/#headers-validate
  if (!isHeaderName(name) || !isHeaderValue(value)) return 'failure';
  if (guard === 'request') {
    return rules.isForbiddenRequestHeader(name, value) ? list : appendHeader([name, value], list);
  }
  // Step 3: with what is there already
  const before = getHeader(name, list);
  const temporaryValue = before === null ? value : `${before}, ${value}`;
  if (!rules.isNoCorsSafelistedRequestHeader(name, temporaryValue)) return list;
  // Steps 4 and 5: what only privileged code may set does not outlive a change by other code.
  return appendHeader([name, value], list).filter(
    ([there]) => !isPrivilegedNoCorsRequestHeaderName(there),
  );
}
