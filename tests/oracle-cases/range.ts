import type { OracleCase } from './types.ts';

const ANCHOR = 'simple-range-header-value';
/** Greater than the one below, and equal to it as a double. */
const BEYOND_DOUBLES = ['9007199254740993', '9007199254740992'] as const;

const BOTH_WAYS: readonly (readonly [value: string, expected: unknown])[] = [
  ['bytes=0-', [0n, null]],
  ['bytes=5-', [5n, null]],
  ['bytes=0-0', [0n, 0n]],
  ['bytes=007-010', [7n, 10n]],
  ['bytes=5-10', [5n, 10n]],
  ['bytes=-500', [null, 500n]],
  ['bytes=-0', [null, 0n]],
  ['bytes=10-9', 'failure'],
  [`bytes=${BEYOND_DOUBLES[1]}-${BEYOND_DOUBLES[0]}`, [9007199254740992n, 9007199254740993n]],
  [`bytes=${BEYOND_DOUBLES[0]}-${BEYOND_DOUBLES[1]}`, 'failure'],
  ['bytes=-', 'failure'],
  ['bytes=', 'failure'],
  ['bytes=0', 'failure'],
  ['bytes', 'failure'],
  ['', 'failure'],
  ['Bytes=0-', 'failure'],
  ['items=0-', 'failure'],
  ['xbytes=0-', 'failure'],
  [' bytes=0-', 'failure'],
  ['bytes:0-', 'failure'],
  ['bytes1-2', 'failure'],
  ['bytes==1-2', 'failure'],
  ['bytes=0-1,2-3', 'failure'],
  ['bytes=0-1x', 'failure'],
  ['bytes=0-1 ', 'failure'],
  ['bytes=0-1\t', 'failure'],
  ['bytes=a-1', 'failure'],
  ['bytes=+1-2', 'failure'],
  ['bytes=1--2', 'failure'],
  ['bytes=1\n-2', 'failure'],
];
/** With one of the four places filled. */
const SPACED = ['\t', ' ', ' \t '].flatMap((space) => [
  `bytes${space}=1-2`,
  `bytes=${space}1-2`,
  `bytes=1${space}-2`,
  `bytes=1-${space}2`,
]);

export const RANGE_CASES: readonly OracleCase[] = [false, true].flatMap((allowWhitespace) =>
  [
    ...BOTH_WAYS,
    ...SPACED.map((value) => [value, allowWhitespace ? [1n, 2n] : 'failure'] as const),
  ].map(([value, expected]): OracleCase => ({
    anchor: ANCHOR,
    name: `${JSON.stringify(value)}, whitespace ${allowWhitespace ? '' : 'not '}allowed, gives ${String(expected)}.`,
    run: (oracle) => oracle.parseSingleRangeHeaderValue(value, allowWhitespace),
    expected,
  })),
);
