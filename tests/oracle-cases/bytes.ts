import type { OracleCase } from './types.ts';
import { ALL_BYTES, TCHAR, bytes, bytesWhere } from './vocabulary.ts';

const TOKENS = 'https://www.rfc-editor.org/rfc/rfc9110#name-tokens';
const UPPER = bytes([0x41, 0x5a]);
const LOWER = bytes([0x61, 0x7a]);
const EVERY = ALL_BYTES.join('');

export const BYTES_CASES: readonly OracleCase[] = [
  {
    anchor: 'https://infra.spec.whatwg.org/#byte-lowercase',
    name: 'Byte-lowercasing changes A to Z and no other byte.',
    run: ({ byteLowercase }) => byteLowercase(EVERY),
    expected: EVERY.replace(UPPER, LOWER),
  },
  {
    anchor: 'https://infra.spec.whatwg.org/#byte-uppercase',
    name: 'Byte-uppercasing changes a to z and no other byte.',
    run: ({ byteUppercase }) => byteUppercase(EVERY),
    expected: EVERY.replace(LOWER, UPPER),
  },
  {
    anchor: 'https://infra.spec.whatwg.org/#byte-lowercase',
    name: 'Byte-lowercasing reaches every run of letters.',
    run: ({ byteLowercase }) => byteLowercase('A-B-CD'),
    expected: 'a-b-cd',
  },
  {
    anchor: 'https://infra.spec.whatwg.org/#byte-uppercase',
    name: 'Byte-uppercasing reaches every run of letters.',
    run: ({ byteUppercase }) => byteUppercase('a-b-cd'),
    expected: 'A-B-CD',
  },
  ...(
    [
      ['Accept', 'aCCEPT', true],
      ['a', 'ab', false],
      ['\xc9', '\xe9', false],
      ['', '', true],
    ] as const
  ).map(([a, b, expected]): OracleCase => ({
    anchor: 'https://infra.spec.whatwg.org/#byte-case-insensitive',
    name: `"${a}" and "${b}" are ${expected ? 'a' : 'no'} byte-case-insensitive match.`,
    run: (oracle) => oracle.isByteCaseInsensitiveMatch(a, b),
    expected,
  })),
  ...(
    [
      ['b', ['A', 'B'], true],
      ['c', ['A', 'B'], false],
      ['c', [], false],
    ] as const
  ).map(([name, candidates, expected]): OracleCase => ({
    anchor: 'https://infra.spec.whatwg.org/#byte-case-insensitive',
    name: `"${name}" is ${expected ? '' : 'not '}one of [${candidates.join(', ')}].`,
    run: (oracle) => oracle.matchesOneOf(name, candidates),
    expected,
  })),
  {
    anchor: TOKENS,
    name: 'A token is made of tchar bytes and no other.',
    run: ({ isToken }) => bytesWhere(isToken),
    expected: TCHAR,
  },
  ...(
    [
      ['', false],
      [TCHAR, true],
      ['a b', false],
      [' a', false],
      ['a ', false],
      ['a\n', false],
    ] as const
  ).map(([text, expected]): OracleCase => ({
    anchor: TOKENS,
    name: `${JSON.stringify(text)} is ${expected ? 'a' : 'no'} token.`,
    run: ({ isToken }) => isToken(text),
    expected,
  })),
  {
    anchor: 'http-tab-or-space',
    name: 'Tab and space are stripped, and no other byte.',
    run: ({ stripTabOrSpace }) => bytesWhere((byte) => stripTabOrSpace(byte) === ''),
    expected: '\t ',
  },
  {
    anchor: 'http-tab-or-space',
    name: 'Tabs and spaces are stripped from both ends, all of them, and not from within.',
    run: ({ stripTabOrSpace }) => stripTabOrSpace(' \t a \t b\t \t'),
    expected: 'a \t b',
  },
  {
    anchor: 'http-whitespace',
    name: 'Tab, LF, CR and space are HTTP whitespace, and no other byte.',
    run: ({ stripHttpWhitespace }) => [
      bytesWhere((byte) => stripHttpWhitespace(`${byte}a`) === 'a'),
      bytesWhere((byte) => stripHttpWhitespace(`a${byte}`) === 'a'),
    ],
    expected: ['\t\n\r ', '\t\n\r '],
  },
  {
    anchor: 'http-whitespace',
    name: 'HTTP whitespace is stripped from both ends, all of it, and not from within.',
    run: ({ stripHttpWhitespace }) => stripHttpWhitespace('\r\n\t a \r\n b\r\n \t'),
    expected: 'a \r\n b',
  },
];
