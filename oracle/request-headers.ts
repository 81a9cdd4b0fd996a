/** Which request headers a page may set, and which of them need a preflight. */
import { byteLowercase, matchesOneOf } from './bytes.ts';
import { convertHeaderNamesToSortedLowercaseSet, getDecodeAndSplit } from './headers.ts';
import { isForbiddenMethod } from './methods.ts';
import { parseMimeType } from './mime-type.ts';
import { parseSingleRangeHeaderValue } from './range.ts';
import type { Rules } from './rules.ts';
import type { HeaderList } from './types.ts';

const FORBIDDEN_NAMES = [
  'Accept-Charset',
  'Accept-Encoding',
  'Access-Control-Request-Headers',
  'Access-Control-Request-Method',
  'Connection',
  'Content-Length',
  'Cookie',
  'Cookie2',
  'Date',
  'DNT',
  'Expect',
  'Host',
  'Keep-Alive',
  'Origin',
  'Referer',
  'Set-Cookie',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Via',
];
const FORBIDDEN_PREFIXES = ['proxy-', 'sec-'];
/** Some servers take the method from one of these. */
const METHOD_OVERRIDES = ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
const NO_CORS_SAFELISTED_NAMES = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];
const BODY_HEADER_NAMES = [
  'Content-Encoding',
  'Content-Language',
  'Content-Location',
  'Content-Type',
];
const SAFELISTED_ESSENCES = [
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
];

/** In bytes: of one safelisted header's value, and of all of them together. */
const SAFELISTED_VALUE_LIMIT = 128;
const SAFELISTED_SUM_LIMIT = 1024;

/** https://fetch.spec.whatwg.org/#forbidden-request-header */
export function isForbiddenRequestHeader(
  name: string,
  value: string,
  isForbidden: Rules['isForbiddenMethod'] = isForbiddenMethod,
): boolean {
  if (matchesOneOf(name, FORBIDDEN_NAMES)) return true;
  if (FORBIDDEN_PREFIXES.some((prefix) => byteLowercase(name).startsWith(prefix))) return true;
  return (
    matchesOneOf(name, METHOD_OVERRIDES) &&
    getDecodeAndSplit(value).some((method) => isForbidden(method))
  );
}

/** The delimiters of HTTP but for `,` `/` `;` `=`, and DEL. */
const UNSAFE_BYTES = '"():<>?@[\\]{}\x7F';

/** Of one byte. https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte */
export const isCorsUnsafeRequestHeaderByte = (byte: string): boolean =>
  (byte < ' ' && byte !== '\t') || UNSAFE_BYTES.includes(byte);

const isWithoutUnsafeByte = (value: string): boolean =>
  !value.split('').some(isCorsUnsafeRequestHeaderByte);

const isLanguageValue = (value: string): boolean => /^[0-9A-Za-z *,.;=-]*$/.test(value);

/** Not "extract a MIME type": that one takes the last of several, a server might take the first. */
function isFormContentType(value: string): boolean {
  if (!isWithoutUnsafeByte(value)) return false;
  const mimeType = parseMimeType(value);
  return mimeType !== 'failure' && SAFELISTED_ESSENCES.includes(mimeType.essence);
}

/** `bytes=-500` is a range, yet no browser sends it by itself. */
function isRangeWithStart(value: string): boolean {
  const range = parseSingleRangeHeaderValue(value, false);
  return range !== 'failure' && range[0] !== null;
}

/** What a safelisted header's value must be, by byte-lowercased name. */
const SAFELIST: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['accept', isWithoutUnsafeByte],
  ['accept-language', isLanguageValue],
  ['content-language', isLanguageValue],
  ['content-type', isFormContentType],
  ['range', isRangeWithStart],
]);

/** https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
export function isCorsSafelistedRequestHeader(name: string, value: string): boolean {
  if (value.length > SAFELISTED_VALUE_LIMIT) return false;
  const isSafe = SAFELIST.get(byteLowercase(name));
  return isSafe !== undefined && isSafe(value);
}

/**
 * Byte-lowercased, sorted, each once: what `Access-Control-Request-Headers` lists. Many small
 * safelisted values are unsafe together. https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
export function corsUnsafeRequestHeaderNames(
  headers: HeaderList,
  isSafelisted: Rules['isCorsSafelistedRequestHeader'] = isCorsSafelistedRequestHeader,
): readonly string[] {
  const unsafeNames: string[] = [];
  const potentiallyUnsafeNames: string[] = [];
  let safelistValueSize = 0;
  for (const [name, value] of headers) {
    if (isSafelisted(name, value)) {
      potentiallyUnsafeNames.push(name);
      safelistValueSize += value.length;
    } else unsafeNames.push(name);
  }
  if (safelistValueSize > SAFELISTED_SUM_LIMIT) unsafeNames.push(...potentiallyUnsafeNames);
  return convertHeaderNamesToSortedLowercaseSet(unsafeNames);
}

/** Never covered by `*`. https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name */
export const isCorsNonWildcardRequestHeaderName = (name: string): boolean =>
  matchesOneOf(name, ['Authorization']);

/** https://fetch.spec.whatwg.org/#privileged-no-cors-request-header-name */
export const isPrivilegedNoCorsRequestHeaderName = (name: string): boolean =>
  matchesOneOf(name, ['Range']);

/** `Range` is not among the names. https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header */
export const isNoCorsSafelistedRequestHeader = (
  name: string,
  value: string,
  isSafelisted: Rules['isCorsSafelistedRequestHeader'] = isCorsSafelistedRequestHeader,
): boolean => matchesOneOf(name, NO_CORS_SAFELISTED_NAMES) && isSafelisted(name, value);

/** Lost with the body on a redirect. https://fetch.spec.whatwg.org/#request-body-header-name */
export const isRequestBodyHeaderName = (name: string): boolean =>
  matchesOneOf(name, BODY_HEADER_NAMES);
