import type { HeaderList } from '../../oracle/types.ts';
import type { OracleCase } from './types.ts';
import { TCHAR, bytesBut, bytesWhere } from './vocabulary.ts';

const LIST: HeaderList = [
  ['A', '1'],
  ['B', '2'],
  ['a', '3'],
  ['c', ''],
];
const REPEATED = ['x', '1'] as const;

const NAMES: readonly OracleCase[] = [
  {
    anchor: 'header-name',
    name: 'A header name is a token.',
    run: ({ isHeaderName }) => [bytesWhere(isHeaderName), isHeaderName(''), isHeaderName('X-A')],
    expected: [TCHAR, false, true],
  },
  {
    anchor: 'header-value',
    name: 'A header value holds any byte but NUL, LF and CR.',
    run: ({ isHeaderValue }) => bytesWhere((byte) => isHeaderValue(`a${byte}a`)),
    expected: bytesBut('\0\n\r'),
  },
  {
    anchor: 'header-value',
    name: 'A header value neither begins nor ends with a tab or space.',
    run: ({ isHeaderValue }) => [
      bytesWhere((byte) => isHeaderValue(`${byte}a`)),
      bytesWhere((byte) => isHeaderValue(`a${byte}`)),
    ],
    expected: [bytesBut('\0\t\n\r '), bytesBut('\0\t\n\r ')],
  },
  {
    anchor: 'header-value',
    name: 'A header value may be empty.',
    run: ({ isHeaderValue }) => isHeaderValue(''),
    expected: true,
  },
  {
    anchor: 'concept-header-value-normalize',
    name: 'Normalizing strips HTTP whitespace from both ends, and nothing else.',
    run: ({ normalizeHeaderValue }) => normalizeHeaderValue('\t\r\n a \t b\xa0\r\n '),
    expected: 'a \t b\xa0',
  },
];

const LISTS: readonly OracleCase[] = [
  ...(
    [
      ['a', true],
      ['A', true],
      ['C', true],
      ['d', false],
    ] as const
  ).map(([name, expected]): OracleCase => ({
    anchor: 'header-list-contains',
    name: `The list ${expected ? 'contains' : 'does not contain'} "${name}".`,
    run: ({ containsHeader }) => containsHeader(name, LIST),
    expected,
  })),
  ...(
    [
      ['a', '1, 3'],
      ['A', '1, 3'],
      ['b', '2'],
      ['C', ''],
      ['d', null],
    ] as const
  ).map(([name, expected]): OracleCase => ({
    anchor: 'concept-header-list-get',
    name: `Getting "${name}" gives ${JSON.stringify(expected)}.`,
    run: ({ getHeader }) => getHeader(name, LIST),
    expected,
  })),
  {
    anchor: 'concept-header-list-get',
    name: 'Getting keeps empty values between the others.',
    run: ({ getHeader }) =>
      getHeader('a', [
        ['a', ''],
        ['a', 'x'],
        ['a', ''],
      ]),
    expected: ', x, ',
  },
  {
    anchor: 'concept-header-list-append',
    name: 'Appending takes the casing of the first header of that name.',
    run: ({ appendHeader }) =>
      appendHeader(
        ['x-A', '4'],
        [
          ['B', '1'],
          ['X-a', '2'],
          ['x-a', '3'],
        ],
      ),
    expected: [
      ['B', '1'],
      ['X-a', '2'],
      ['x-a', '3'],
      ['X-a', '4'],
    ],
  },
  {
    anchor: 'concept-header-list-append',
    name: 'Appending keeps the casing of a name that is new.',
    run: ({ appendHeader }) => appendHeader(['x-A', '3'], [['B', '2']]),
    expected: [
      ['B', '2'],
      ['x-A', '3'],
    ],
  },
  {
    anchor: 'concept-header-list-delete',
    name: 'Deleting removes all headers of that name, in any case, and no other.',
    run: ({ deleteHeader }) => deleteHeader('A', LIST),
    expected: [
      ['B', '2'],
      ['c', ''],
    ],
  },
  {
    anchor: 'concept-header-list-combine',
    name: 'Combining joins the value to the first header of that name only, keeping its casing.',
    run: ({ combineHeader }) => combineHeader(['a', '4'], LIST),
    expected: [
      ['A', '1, 4'],
      ['B', '2'],
      ['a', '3'],
      ['c', ''],
    ],
  },
  {
    anchor: 'concept-header-list-combine',
    name: 'Combining joins to one of two equal headers.',
    run: ({ combineHeader }) => combineHeader(['x', '2'], [REPEATED, REPEATED]),
    expected: [
      ['x', '1, 2'],
      ['x', '1'],
    ],
  },
  {
    anchor: 'concept-header-list-combine',
    name: 'Combining appends a name that is new.',
    run: ({ combineHeader }) => combineHeader(['D', '4'], [['c', '']]),
    expected: [
      ['c', ''],
      ['D', '4'],
    ],
  },
  {
    anchor: 'convert-header-names-to-a-sorted-lowercase-set',
    name: 'Names become lower case, each once, in byte order.',
    run: ({ convertHeaderNamesToSortedLowercaseSet }) =>
      convertHeaderNamesToSortedLowercaseSet(['x_a', 'X-B', 'x1', 'x-b', 'A', 'X-a', '~', 'z']),
    expected: ['a', 'x-a', 'x-b', 'x1', 'x_a', 'z', '~'],
  },
  {
    anchor: 'concept-header-list-sort-and-combine',
    name: 'Sorting and combining joins all but Set-Cookie, whose lines stay apart in their order.',
    run: ({ sortAndCombine }) =>
      sortAndCombine([
        ['X-B', '1'],
        ['Set-Cookie', 'z=1'],
        ['a', '2'],
        ['x-b', ''],
        ['SET-COOKIE', 'a=2'],
        ['Set-Cookie2', 'y'],
        ['set-cookie2', 'x'],
      ]),
    expected: [
      ['a', '2'],
      ['set-cookie', 'z=1'],
      ['set-cookie', 'a=2'],
      ['set-cookie2', 'y, x'],
      ['x-b', '1, '],
    ],
  },
];

/** The Standard's own examples first. */
const SPLIT: readonly (readonly [value: string, expected: readonly string[]])[] = [
  ['nosniff,', ['nosniff', '']],
  ['', ['']],
  ['text/html;", x/x', ['text/html;", x/x']],
  ['x/x;test="hi",y/y', ['x/x;test="hi"', 'y/y']],
  ['x / x,,,1', ['x / x', '', '', '1']],
  ['"1,2", 3', ['"1,2"', '3']],
  [',', ['', '']],
  ['\t a \t,\t b \t', ['a', 'b']],
  ['"a" b "c,d" e, f', ['"a" b "c,d" e', 'f']],
  ['"a\\",b", c', ['"a\\",b"', 'c']],
  ['"a\\\\", b', ['"a\\\\"', 'b']],
  ['"a\\\nb, c", d', ['"a\\\nb, c"', 'd']],
  ['a\\"b, c', ['a\\"b, c']],
  ['a, "b\\', ['a', '"b\\']],
  ['a, "', ['a', '"']],
  ['" a , b ', ['" a , b']],
  ['""', ['""']],
];

export const HEADERS_CASES: readonly OracleCase[] = [
  ...NAMES,
  ...LISTS,
  ...SPLIT.map(([value, expected]): OracleCase => ({
    anchor: 'header-value-get-decode-and-split',
    name: `${JSON.stringify(value)} is split into ${JSON.stringify(expected)}.`,
    run: ({ getDecodeAndSplit }) => getDecodeAndSplit(value),
    expected,
  })),
];
