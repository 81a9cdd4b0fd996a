/** Which response headers script may read. */
import { matchesOneOf } from './bytes.ts';
import type { Rules } from './rules.ts';

const FORBIDDEN_NAMES = ['Set-Cookie', 'Set-Cookie2'];
const CORS_SAFELISTED_NAMES = [
  'Cache-Control',
  'Content-Language',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Last-Modified',
  'Pragma',
];

/** https://fetch.spec.whatwg.org/#forbidden-response-header-name */
export const isForbiddenResponseHeaderName = (name: string): boolean =>
  matchesOneOf(name, FORBIDDEN_NAMES);

/**
 * `exposedNames`: the response's CORS-exposed header-name list, a `*` in it being a name like any
 * other by now. https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name
 */
export const isCorsSafelistedResponseHeaderName = (
  name: string,
  exposedNames: readonly string[],
  isForbidden: Rules['isForbiddenResponseHeaderName'] = isForbiddenResponseHeaderName,
): boolean =>
  matchesOneOf(name, [
    ...CORS_SAFELISTED_NAMES,
    ...exposedNames.filter((exposed) => !isForbidden(exposed)),
  ]);
