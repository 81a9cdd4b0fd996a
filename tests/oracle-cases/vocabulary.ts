/** What the tables of several subjects are written with. */
import type { Header, HeaderList } from '../../oracle/types.ts';
import type { Oracle, OracleCase } from './types.ts';

/** Every byte, as isomorphic strings, in order. */
export const ALL_BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  String.fromCharCode(byte),
);

/** The bytes of these numbers and ranges (inclusive), one string in the order given. */
export const bytes = (...parts: readonly (number | readonly [number, number])[]): string =>
  parts
    .map((part) => (typeof part === 'number' ? ([part, part] as const) : part))
    .map(([from, to]) => ALL_BYTES.slice(from, to + 1).join(''))
    .join('');

/**
 * `tchar`, in byte order: `!` `#` `$` `%` `&` `'` `*` `+` `-` `.` digits, upper case, `^` `_` `` ` ``
 * lower case, `|` `~`. https://www.rfc-editor.org/rfc/rfc9110#name-tokens
 */
export const TCHAR = `!#$%&'*+-.${bytes([0x30, 0x39], [0x41, 0x5a])}^_\`${bytes([0x61, 0x7a])}|~`;

/** The bytes a predicate is true of, one string. */
export const bytesWhere = (predicate: (byte: string) => boolean): string =>
  ALL_BYTES.filter(predicate).join('');

/** The other bytes. */
export const bytesBut = (excepted: string): string =>
  bytesWhere((byte) => !excepted.includes(byte));

/** A value of so many bytes. */
export const long = (length: number): string => 'a'.repeat(length);

/** Names as they may be written: as given, lower, upper, and every other letter upper. */
export const spellings = (name: string): readonly string[] => [
  ...new Set([
    name,
    name.toLowerCase(),
    name.toUpperCase(),
    name.replace(
      /(.)(.?)/g,
      (_, even: string, odd: string) => even.toLowerCase() + odd.toUpperCase(),
    ),
  ]),
];

/** Names that are nearly another: cut short, prolonged, prefixed. */
export const nearMisses = (name: string): readonly string[] => [
  name.slice(0, -1),
  name.slice(1),
  `${name}x`,
  `x${name}`,
  `${name} `,
];

export interface Membership {
  readonly anchor: string;
  /** `a forbidden method` */
  readonly what: string;
  readonly test: (oracle: Oracle, name: string) => boolean;
  /** All of them, from the Standard's text. */
  readonly members: readonly string[];
  /** Which are none, beside what is nearly a member. */
  readonly others: readonly string[];
}

/** Rows for a list of names: each member in each spelling, and what is nearly one. */
export function membershipCases({
  anchor,
  what,
  test,
  members,
  others,
}: Membership): readonly OracleCase[] {
  const lower = members.map((member) => member.toLowerCase());
  const none = new Set([...members.flatMap(nearMisses), ...others]);
  return [
    ...members.flatMap(spellings).map((name) => ({
      anchor,
      name: `"${name}" is ${what}.`,
      run: (oracle: Oracle) => test(oracle, name),
      expected: true,
    })),
    ...[...none]
      .filter((name) => !lower.includes(name.toLowerCase()))
      .map((name) => ({
        anchor,
        name: `"${name}" is not ${what}.`,
        run: (oracle: Oracle) => test(oracle, name),
        expected: false,
      })),
  ];
}

/** A list of one name, repeated for each value. */
export const lines = (name: string, ...values: readonly string[]): HeaderList =>
  values.map((value): Header => [name, value]);

/** The message of what `act` throws; `nothing` where it does not. */
export function thrownBy(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing';
}
