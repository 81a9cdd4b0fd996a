/** Headers and header lists. https://fetch.spec.whatwg.org/#terminology-headers */
import {
  byteLowercase,
  isByteCaseInsensitiveMatch,
  isToken,
  stripHttpWhitespace,
  stripTabOrSpace,
} from './bytes.ts';
import type { Header, HeaderList } from './types.ts';

/** https://fetch.spec.whatwg.org/#header-name */
export const isHeaderName = (bytes: string): boolean => isToken(bytes);

/** https://fetch.spec.whatwg.org/#header-value */
export const isHeaderValue = (bytes: string): boolean =>
  stripTabOrSpace(bytes) === bytes && !['\0', '\n', '\r'].some((byte) => bytes.includes(byte));

/** https://fetch.spec.whatwg.org/#concept-header-value-normalize */
export const normalizeHeaderValue = (potentialValue: string): string =>
  stripHttpWhitespace(potentialValue);

const isNamed =
  (name: string) =>
  (header: Header): boolean =>
    isByteCaseInsensitiveMatch(header[0], name);

/** https://fetch.spec.whatwg.org/#header-list-contains */
export const containsHeader = (name: string, list: HeaderList): boolean => list.some(isNamed(name));

/** The combined value, or null. https://fetch.spec.whatwg.org/#concept-header-list-get */
export function getHeader(name: string, list: HeaderList): string | null {
  if (!containsHeader(name, list)) return null;
  return list
    .filter(isNamed(name))
    .map(([, value]) => value)
    .join(', ');
}

/** Keeps the casing of a name that is there. https://fetch.spec.whatwg.org/#concept-header-list-append */
export function appendHeader([name, value]: Header, list: HeaderList): HeaderList {
  const first = list.find(isNamed(name));
  return [...list, [first ? first[0] : name, value]];
}

/** https://fetch.spec.whatwg.org/#concept-header-list-delete */
export const deleteHeader = (name: string, list: HeaderList): HeaderList => {
  const named = isNamed(name);
  return list.filter((header) => !named(header));
};

/** What XMLHttpRequest does with a name given twice. https://fetch.spec.whatwg.org/#concept-header-list-combine */
export function combineHeader([name, value]: Header, list: HeaderList): HeaderList {
  const first = list.findIndex(isNamed(name));
  if (first === -1) return [...list, [name, value]];
  return list.map((header, index) =>
    index === first ? ([header[0], `${header[1]}, ${value}`] as const) : header,
  );
}

/** https://fetch.spec.whatwg.org/#convert-header-names-to-a-sorted-lowercase-set */
export const convertHeaderNamesToSortedLowercaseSet = (
  headerNames: readonly string[],
): readonly string[] => [...new Set(headerNames.map(byteLowercase))].toSorted();

/** What iterating a `Headers` object gives. https://fetch.spec.whatwg.org/#concept-header-list-sort-and-combine */
export function sortAndCombine(list: HeaderList): HeaderList {
  const names = convertHeaderNamesToSortedLowercaseSet(list.map(([name]) => name));
  return names.flatMap((name): HeaderList => {
    const values = list.filter(isNamed(name)).map(([, value]) => value);
    // A cookie may hold a comma: these lines can't be joined and told apart again.
    return name === 'set-cookie'
      ? values.map((value) => [name, value] as const)
      : [[name, values.join(', ')]];
  });
}

/** A quoted string, closed or not, or a single character outside of one. */
const PIECES = /"(?:[^"\\]|\\[^])*"?|[^]/g;

/**
 * Splits a value at its commas, those within quoted strings excepted; quotes and backslashes stay.
 * https://fetch.spec.whatwg.org/#header-value-get-decode-and-split
 */
export function getDecodeAndSplit(value: string): readonly string[] {
  const values: string[] = [];
  let temporaryValue = '';
  for (const [piece] of value.matchAll(PIECES)) {
    if (piece === ',') {
      values.push(temporaryValue);
      temporaryValue = '';
    } else temporaryValue += piece;
  }
  return [...values, temporaryValue].map(stripTabOrSpace);
}
