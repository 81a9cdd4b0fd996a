/**
 * Extracting values by a header's grammar.
 * https://fetch.spec.whatwg.org/#http-new-header-syntax and #extract-header-list-values
 */
import { byteLowercase, isByteCaseInsensitiveMatch, isToken, stripTabOrSpace } from './bytes.ts';
import type { HeaderList } from './types.ts';

interface Grammar {
  /** Whether the grammar allows a single header: two lines of it are a failure, not a list. */
  readonly single: boolean;
  /** "Extract header values": https://fetch.spec.whatwg.org/#extract-header-values */
  readonly parse: (value: string) => readonly string[] | 'failure';
}

/**
 * `#method` and `#field-name`, as a recipient must take them: elements may be empty, and they count
 * for nothing; so does all of an empty value. The Standard says "return one or more values" of what
 * its own grammar gives none for: the result is the empty list, which is neither null nor failure.
 * https://www.rfc-editor.org/rfc/rfc9110#name-recipient-requirements
 */
function parseTokenList(value: string): readonly string[] | 'failure' {
  const elements = value.split(',').map(stripTabOrSpace);
  const tokens = elements.filter((element) => element !== '');
  return tokens.every(isToken) ? tokens : 'failure';
}

const oneValueOf =
  (pattern: RegExp): Grammar['parse'] =>
  (value) =>
    pattern.test(value) ? [value] : 'failure';

const TOKEN_LIST: Grammar = { single: false, parse: parseTokenList };

const GRAMMARS: ReadonlyMap<string, Grammar> = new Map([
  ['access-control-allow-methods', TOKEN_LIST],
  ['access-control-allow-headers', TOKEN_LIST],
  ['access-control-expose-headers', TOKEN_LIST],
  // https://www.rfc-editor.org/rfc/rfc9111#name-delta-seconds : no sign, no fraction, any length.
  ['access-control-max-age', { single: true, parse: oneValueOf(/^\d+$/) }],
  ['access-control-allow-credentials', { single: true, parse: oneValueOf(/^true$/) }],
  // By the letter it would be a URI-reference. No engine looks: the URL parser takes what there is.
  // https://github.com/whatwg/fetch/issues/883
  ['location', { single: true, parse: (value) => [value] }],
]);

/**
 * The values of all headers of that name, in order; null: there is none. Throws on a name whose
 * grammar is not here. https://fetch.spec.whatwg.org/#extract-header-list-values
 */
export function extractHeaderListValues(
  name: string,
  list: HeaderList,
): readonly string[] | null | 'failure' {
  const grammar = GRAMMARS.get(byteLowercase(name));
  if (!grammar) {
    throw new Error(
      `No grammar is known for "${name}": add it to oracle/header-values.ts, or use getHeader.`,
    );
  }
  const headers = list.filter((header) => isByteCaseInsensitiveMatch(header[0], name));
  if (headers.length === 0) return null;
  if (grammar.single && headers.length > 1) return 'failure';
  const values: string[] = [];
  for (const [, value] of headers) {
    const extract = grammar.parse(value);
    if (extract === 'failure') return 'failure';
    values.push(...extract);
  }
  return values;
}
