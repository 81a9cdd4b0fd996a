/** Methods. https://fetch.spec.whatwg.org/#methods */
import { byteUppercase, isToken, matchesOneOf } from './bytes.ts';

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const FORBIDDEN = ['CONNECT', 'TRACE', 'TRACK'];
const CORS_SAFELISTED = ['GET', 'HEAD', 'POST'];

/** https://fetch.spec.whatwg.org/#concept-method */
export const isMethod = (bytes: string): boolean => isToken(bytes);

/** Upper case for six methods only: `patch` stays. https://fetch.spec.whatwg.org/#concept-method-normalize */
export const normalizeMethod = (method: string): string =>
  matchesOneOf(method, NORMALIZED) ? byteUppercase(method) : method;

/** In any case. https://fetch.spec.whatwg.org/#forbidden-method */
export const isForbiddenMethod = (method: string): boolean => matchesOneOf(method, FORBIDDEN);

/** Case-sensitive. https://fetch.spec.whatwg.org/#cors-safelisted-method */
export const isCorsSafelistedMethod = (method: string): boolean => CORS_SAFELISTED.includes(method);
