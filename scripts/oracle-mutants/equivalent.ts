/**
 * Mutants that no test can catch, for they are the same function in another spelling. Each is found
 * by its text, not by its line; one that is gone, or caught after all, must leave this list.
 */
import type { Mutant } from './types.ts';

export interface Equivalent extends Pick<Mutant, 'file' | 'kind' | 'original' | 'mutated'> {
  /** Where the same text stands elsewhere, too: the rule, and the whole source line, trimmed. */
  readonly rule?: string;
  readonly context?: string;
  /** Why nothing can come of it. */
  readonly because: string;
}

export const EQUIVALENTS: readonly Equivalent[] = [
  {
    file: 'bytes.ts',
    rule: 'byteLowercase',
    kind: 'pattern changed',
    original: '/[A-Z]+/g',
    mutated: '/[A-Z]*/g',
    because: 'Letter by letter, or with empty matches between, the same letters are mapped.',
  },
  {
    file: 'bytes.ts',
    rule: 'byteLowercase',
    kind: 'pattern changed',
    original: '/[A-Z]+/g',
    mutated: '/[A-Z]/g',
    because: 'Letter by letter, or with empty matches between, the same letters are mapped.',
  },
  {
    file: 'bytes.ts',
    rule: 'byteUppercase',
    kind: 'pattern changed',
    original: '/[a-z]+/g',
    mutated: '/[a-z]*/g',
    because: 'Letter by letter, or with empty matches between, the same letters are mapped.',
  },
  {
    file: 'bytes.ts',
    rule: 'byteUppercase',
    kind: 'pattern changed',
    original: '/[a-z]+/g',
    mutated: '/[a-z]/g',
    because: 'Letter by letter, or with empty matches between, the same letters are mapped.',
  },
  {
    file: 'bytes.ts',
    rule: 'isByteCaseInsensitiveMatch',
    kind: 'operand dropped',
    original: 'a.length === b.length && byteLowercase(a) === byteLowercase(b)',
    mutated: '(byteLowercase(a) === byteLowercase(b))',
    because: 'Mapping keeps the length: it is compared first because that is fast.',
  },
  {
    file: 'bytes.ts',
    rule: 'stripTabOrSpace',
    kind: 'pattern changed',
    original: '/^[\\t ]+|[\\t ]+$/g',
    mutated: '/^[\\t ]*|[\\t ]+$/g',
    because: 'An empty match is replaced by nothing; what is not empty is matched as before.',
  },
  {
    file: 'bytes.ts',
    rule: 'stripTabOrSpace',
    kind: 'pattern changed',
    original: '/^[\\t ]+|[\\t ]+$/g',
    mutated: '/^[\\t ]+|[\\t ]*$/g',
    because: 'An empty match is replaced by nothing; what is not empty is matched as before.',
  },
  {
    file: 'bytes.ts',
    rule: 'stripHttpWhitespace',
    kind: 'pattern changed',
    original: '/^[\\t\\n\\r ]+|[\\t\\n\\r ]+$/g',
    mutated: '/^[\\t\\n\\r ]*|[\\t\\n\\r ]+$/g',
    because: 'An empty match is replaced by nothing; what is not empty is matched as before.',
  },
  {
    file: 'bytes.ts',
    rule: 'stripHttpWhitespace',
    kind: 'pattern changed',
    original: '/^[\\t\\n\\r ]+|[\\t\\n\\r ]+$/g',
    mutated: '/^[\\t\\n\\r ]+|[\\t\\n\\r ]*$/g',
    because: 'An empty match is replaced by nothing; what is not empty is matched as before.',
  },
  {
    file: 'fetch-api.ts',
    rule: 'requestOfFetch',
    kind: 'string changed',
    original: "'request-no-cors'",
    mutated: '"request-no-cors~"',
    because: 'A guard is compared with `request` alone: the other one may have any name.',
  },
  {
    file: 'header-values.ts',
    rule: 'TOKEN_LIST',
    kind: 'member dropped',
    original: 'single: false',
    mutated: '',
    because: 'It is asked whether it is true; what is not there is not.',
  },
  {
    file: 'http-fetch.ts',
    rule: 'isPreflightNeeded',
    kind: 'method exchanged',
    original: 'matches.push(methodCacheEntryMatches(cache, request.method, request, rules))',
    mutated: 'matches.unshift(methodCacheEntryMatches(cache, request.method, request, rules))',
    because:
      'All ways through the choices are taken, whichever entry is asked for first; of the outcomes only the first one has a meaning by its place, and with that nothing is forgotten.',
  },
  {
    file: 'mime-parameters.ts',
    rule: 'PARAMETER',
    kind: 'pattern changed',
    original: '/;[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]*)))?/g',
    mutated: '/[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]*)))?/g',
    because:
      'A match ends before a semicolon or at the end, so the next one begins with one, or is empty and has no value.',
  },
  {
    file: 'mime-parameters.ts',
    rule: 'PARAMETER',
    kind: 'pattern changed',
    original: '/;[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]*)))?/g',
    mutated: '/;[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]+)))?/g',
    because: 'Without a value there is nothing to keep, whether an empty one was matched or none.',
  },
  {
    file: 'mime-parameters.ts',
    rule: 'PARAMETER',
    kind: 'pattern changed',
    original: '/;[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]*)))?/g',
    mutated: '/;[\\t\\n\\r ]*([^;=]*)(?:=(?:"((?:[^"\\\\]|\\\\[^]?)*)"?[^;]*|([^;]*)))/g',
    because: 'Without a value there is nothing to keep, whether an empty one was matched or none.',
  },
  {
    file: 'mime-parameters.ts',
    rule: 'parseParameters',
    kind: 'string changed',
    context: "for (const [, rawName = '', quoted, plain] of input.matchAll(PARAMETER)) {",
    original: "''",
    mutated: '"mutant"',
    because: 'The group takes part in each match: the default is for the types.',
  },
  {
    file: 'mime-parameters.ts',
    rule: 'parseParameters',
    kind: 'pattern changed',
    original: '/[\\t\\n\\r ]+$/',
    mutated: '/[\\t\\n\\r ]*$/',
    because: 'An empty match at the end is replaced by nothing.',
  },
  {
    file: 'outcomes.ts',
    rule: 'fetching',
    kind: 'member dropped',
    original: 'redirectedBy: null',
    mutated: '',
    because: 'It is asked whether there is one; what is not there is none.',
  },
  {
    file: 'outcomes.ts',
    rule: 'nextPath',
    kind: 'number changed',
    context: 'return again.map(({ pick }, index) => (index === last ? pick + 1 : pick));',
    original: '1',
    mutated: '2',
    because: 'The one choice there is has two options, and who asks tells the first from the rest.',
  },
  {
    file: 'preflight-cache.ts',
    rule: 'determineNetworkPartitionKey',
    kind: 'pattern changed',
    original: '/:\\d+$/',
    mutated: '/:\\d*$/',
    because: 'A serialized origin does not end with a colon.',
  },
  ...['65537', '65535'].map((mutated) => ({
    file: 'outcomes.ts',
    kind: 'number changed' as const,
    original: '65_536',
    mutated,
    because: 'How many ways through a story are too many to list is no rule of the Standard.',
  })),
  {
    file: 'request-headers.ts',
    rule: 'isFormContentType',
    kind: 'operand dropped',
    original: "mimeType !== 'failure' && SAFELISTED_ESSENCES.includes(mimeType.essence)",
    mutated: '(SAFELISTED_ESSENCES.includes(mimeType.essence))',
    because:
      'A failure has no essence, and what is undefined is none of the three; the clause is for the types.',
  },
  {
    file: 'request-headers.ts',
    rule: 'isFormContentType',
    kind: 'string changed',
    original: "'failure'",
    mutated: '"failure~"',
    because:
      'A failure has no essence, and what is undefined is none of the three; the clause is for the types.',
  },
  {
    file: 'request-headers.ts',
    rule: 'corsUnsafeRequestHeaderNames',
    kind: 'method exchanged',
    original: 'potentiallyUnsafeNames.push(name)',
    mutated: 'potentiallyUnsafeNames.unshift(name)',
    because: 'The names are sorted in the end.',
  },
  {
    file: 'request-headers.ts',
    rule: 'corsUnsafeRequestHeaderNames',
    kind: 'method exchanged',
    original: 'unsafeNames.push(name)',
    mutated: 'unsafeNames.unshift(name)',
    because: 'The names are sorted in the end.',
  },
  {
    file: 'request-headers.ts',
    rule: 'corsUnsafeRequestHeaderNames',
    kind: 'method exchanged',
    original: 'unsafeNames.push(...potentiallyUnsafeNames)',
    mutated: 'unsafeNames.unshift(...potentiallyUnsafeNames)',
    because: 'The names are sorted in the end.',
  },
  {
    file: 'urls.ts',
    rule: 'excludeFragment',
    kind: 'pattern changed',
    original: '/#.*$/',
    mutated: '/#.*/',
    because: 'A serialized URL holds no line break, at which the match could end.',
  },
];
