import type { HeaderList } from '../../oracle/types.ts';
import type { OracleCase } from './types.ts';
import { TCHAR, lines, spellings, thrownBy } from './vocabulary.ts';

const ANCHOR = 'extract-header-list-values';
const LISTS = [
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Access-Control-Expose-Headers',
];
const SINGLE = ['Access-Control-Max-Age', 'Access-Control-Allow-Credentials', 'Location'];

type Row = readonly [values: readonly string[], expected: readonly string[] | 'failure'];

const LIST_ROWS: readonly Row[] = [
  [['GET'], ['GET']],
  [['GET,PUT'], ['GET', 'PUT']],
  [['GET ,\tPUT \t,  PATCH'], ['GET', 'PUT', 'PATCH']],
  [['*'], ['*']],
  [['gEt, *, x'], ['gEt', '*', 'x']],
  [['a, a'], ['a', 'a']],
  [[TCHAR], [TCHAR]],
  [[''], []],
  [[','], []],
  [[', ,\t,'], []],
  [[',GET,,PUT,'], ['GET', 'PUT']],
  [
    ['b', 'a, c', 'b'],
    ['b', 'a', 'c', 'b'],
  ],
  [['', 'a'], ['a']],
  [['', ''], []],
  [['GET PUT'], 'failure'],
  [['GET;PUT'], 'failure'],
  [['GET\n, PUT'], 'failure'],
  [['"GET"'], 'failure'],
  [['GET, P/T'], 'failure'],
  [['G(T, PUT'], 'failure'],
  [['\xe9'], 'failure'],
  [['a', 'b c'], 'failure'],
  [['b c', 'a'], 'failure'],
  [['a', '"', 'b'], 'failure'],
];
const SINGLE_ROWS: Readonly<Record<(typeof SINGLE)[number], readonly Row[]>> = {
  'Access-Control-Max-Age': [
    ...['0', '5', '600', '007', '1234567890', '9'.repeat(40)].map((value): Row => [
      [value],
      [value],
    ]),
    ...['', '-1', '+5', '5.0', '5s', 's5', '5, 6', '5,', ' 5', '5 ', '5\n', '0x5', '1e3'].map(
      (value): Row => [[value], 'failure'],
    ),
    [['5', '5'], 'failure'],
  ],
  'Access-Control-Allow-Credentials': [
    [['true'], ['true']],
    ...['True', 'TRUE', 'false', '', 'true,', 'true, true', 'xtrue', 'truex', ' true', '1'].map(
      (value): Row => [[value], 'failure'],
    ),
    [['true', 'true'], 'failure'],
  ],
  Location: [
    ...['/a', '', 'http://x.test/ b\xe9"', 'a, b'].map((value): Row => [[value], [value]]),
    [['/a', '/a'], 'failure'],
    [['/a', '/b'], 'failure'],
  ],
};

const row = (name: string, headers: HeaderList, words: string, expected: unknown): OracleCase => ({
  anchor: ANCHOR,
  name: `${name}: ${words} gives ${JSON.stringify(expected)}.`,
  run: ({ extractHeaderListValues }) => extractHeaderListValues(name, headers),
  expected,
});

export const HEADER_VALUES_CASES: readonly OracleCase[] = [
  ...[...LISTS.map((name) => [name, LIST_ROWS] as const), ...Object.entries(SINGLE_ROWS)].flatMap(
    ([name, rows]) =>
      rows.map(([values, expected]) =>
        row(name, lines(name, ...values), JSON.stringify(values), expected),
      ),
  ),
  ...[...LISTS, ...SINGLE].flatMap((name) => [
    row(name, [], 'an empty list', null),
    row(name, lines('X-Other', 'x'), 'a list of others', null),
    ...spellings(name).map((spelling) =>
      row(
        spelling,
        [...lines('X-Other', '"'), ...lines(name, name === SINGLE[0] ? '1' : 'true')],
        'one among others',
        [name === SINGLE[0] ? '1' : 'true'],
      ),
    ),
  ]),
  {
    anchor: ANCHOR,
    name: 'A name without a known grammar is told.',
    run: ({ extractHeaderListValues }) =>
      thrownBy(() => extractHeaderListValues('X-Other', lines('X-Other', 'x'))),
    expected:
      'No grammar is known for "X-Other": add it to oracle/header-values.ts, or use getHeader.',
  },
];
