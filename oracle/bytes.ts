/**
 * Byte operations of the Infra Standard on isomorphic strings. JavaScript's own case mapping and
 * trimming know more letters and more whitespace than bytes do: they would change 0xC9 and drop 0xA0.
 */

/** https://infra.spec.whatwg.org/#byte-lowercase */
export const byteLowercase = (bytes: string): string =>
  bytes.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** https://infra.spec.whatwg.org/#byte-uppercase */
export const byteUppercase = (bytes: string): string =>
  bytes.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** The lengths first: that settles nearly all. https://infra.spec.whatwg.org/#byte-case-insensitive */
export const isByteCaseInsensitiveMatch = (a: string, b: string): boolean =>
  a.length === b.length && byteLowercase(a) === byteLowercase(b);

/** Whether `bytes` is a byte-case-insensitive match for one of `candidates`. */
export const matchesOneOf = (bytes: string, candidates: readonly string[]): boolean =>
  candidates.some((candidate) => isByteCaseInsensitiveMatch(bytes, candidate));

/**
 * The `token` production, which methods and field names are, for use within a pattern. The HTTP
 * token code points of the MIME Sniffing Standard are the same characters.
 * https://www.rfc-editor.org/rfc/rfc9110#name-tokens
 */
export const TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";

const WHOLE_TOKEN = new RegExp(`^${TOKEN}$`);

export const isToken = (bytes: string): boolean => WHOLE_TOKEN.test(bytes);

/** https://fetch.spec.whatwg.org/#http-tab-or-space */
export const stripTabOrSpace = (bytes: string): string => bytes.replace(/^[\t ]+|[\t ]+$/g, '');

/** https://fetch.spec.whatwg.org/#http-whitespace */
export const stripHttpWhitespace = (bytes: string): string =>
  bytes.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
