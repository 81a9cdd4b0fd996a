/** The mutants of one act of a scenario: what its server, or its page, could do wrong. Pure. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import { expand } from '../../../scenarios/placeholders.ts';
import type { OriginTable } from '../../../scenarios/origins.ts';
import type { Answer, Header, HttpAnswer, Play, Routes } from '../../../scenarios/types.ts';
import {
  answersOf,
  isAppAnswer,
  isHttpAnswer,
  isRawAnswer,
  isWebSocketAnswer,
} from '../../../servers/answers.ts';
import type { ActName, Mutant, OperatorName } from './types.ts';

/** Both acts of a scenario; null where nothing is refused, and so nothing to be cured. */
export type Claims = Readonly<Record<'refused', Claim> & Record<'cured', Claim | null>>;

/** An answer in place of a declared one. */
interface Change {
  readonly operator: OperatorName;
  readonly header?: string;
  readonly what: string;
  readonly answer: Answer;
}

/** All mutants of one act, the other act's play in its place first. */
export function mutantsOf(
  scenario: string,
  act: ActName,
  claims: Claims,
  table: OriginTable,
): readonly Mutant[] {
  const claim = claims[act];
  if (!claim) return [];
  const other = act === 'refused' ? claims.cured : claims.refused;
  const exchanged: Mutant[] = other
    ? [
        {
          scenario,
          act,
          operator: 'other-act',
          route: null,
          answer: 0,
          header: null,
          what: act === 'refused' ? 'the cure in its place' : 'the mistake in its place',
          play: other.play,
        },
      ]
    : [];
  const changed = Object.entries(claim.play.routes).flatMap(([route, declared]) =>
    answersOf(declared).flatMap((answer, index) =>
      changesOf(answer, table).map(
        ({ operator, header = null, what, answer: instead }): Mutant => ({
          scenario,
          act,
          operator,
          route,
          answer: index,
          header: header?.toLowerCase() ?? null,
          what,
          play: withAnswer(claim.play, route as keyof Routes, index, instead),
        }),
      ),
    ),
  );
  return [...exchanged, ...changed];
}

function withAnswer(play: Play, route: keyof Routes, index: number, instead: Answer): Play {
  const declared = play.routes[route];
  if (declared === undefined) throw new Error(`no route ${route}`);
  const answers = answersOf(declared).with(index, instead);
  return { ...play, routes: { ...play.routes, [route]: answers } };
}

function changesOf(answer: Answer, table: OriginTable): readonly Change[] {
  if (isHttpAnswer(answer)) return [...statusChanges(answer), ...headerChanges(answer, table)];
  if (isRawAnswer(answer)) return rawChanges(answer.raw);
  if (isAppAnswer(answer)) {
    const { cors, cookie, ...rest } = answer;
    return [
      ...without(cors ?? {}).map(([name, fewer]) => ({
        operator: 'drop-option' as const,
        what: `cors() without ${name}`,
        answer: { ...rest, cors: fewer, ...(cookie && { cookie }) },
      })),
      ...without(cookie ?? {}).map(([name, fewer]) => ({
        operator: 'drop-option' as const,
        what: `the cookie without ${name}`,
        answer: { ...rest, cors, cookie: fewer },
      })),
    ];
  }
  if (isWebSocketAnswer(answer)) return headerChanges({ headers: [], ...answer }, table);
  // An act on the connection is one or another: the other act's play is what can go wrong.
  return [];
}

/** The last digit: another status of the same class. The first: another class. */
function statusChanges(answer: HttpAnswer): readonly Change[] {
  const { status } = answer;
  const last = status - (status % 10) + ((status + 1) % 10);
  const first = (status < 300 ? 500 : 200) + (status % 100);
  return [last, first].map((other) => ({
    operator: 'change-status',
    what: `${other} in place of ${status}`,
    answer: { ...answer, status: other },
  }));
}

function headerChanges<A extends Answer & { readonly headers: readonly Header[] }>(
  answer: A,
  table: OriginTable,
): readonly Change[] {
  const { headers } = answer;
  return headers.flatMap(([name, value], index): Change[] => {
    const other = otherLastByte(value, table);
    return [
      {
        operator: 'drop-header',
        header: name,
        what: `without ${name}: ${value}`,
        answer: { ...answer, headers: headers.toSpliced(index, 1) },
      },
      {
        operator: 'change-value',
        header: name,
        what: `${name}: ${value} with another last byte`,
        answer: { ...answer, headers: headers.with(index, [name, other]) },
      },
    ];
  });
}

/** The last byte of each line of the head. */
const rawChanges = (raw: string): readonly Change[] => {
  const head = raw.split('\r\n\r\n', 1)[0] ?? '';
  return [...head.matchAll(/[^\r\n]+/g)].map((line) => {
    const at = line.index + line[0].length - 1;
    return {
      operator: 'change-raw',
      what: `${line[0]} with another last byte`,
      answer: { raw: `${raw.slice(0, at)}${otherByte(raw.slice(at, at + 1))}${raw.slice(at + 1)}` },
    };
  });
};

const without = (
  options: Readonly<Record<string, unknown>>,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  Object.keys(options).map((name) => {
    const { [name]: _, ...fewer } = options;
    return [name, fewer] as const;
  });

/**
 * A header's value, placeholders allowed, with its last byte changed as it leaves by the wire: the
 * last digit of an origin's port, the last letter of a path.
 */
export function otherLastByte(value: string, origins: OriginTable): string {
  // The token is not known yet; it comes last only where it stands by itself.
  const filled = expand(value, { origins, token: '{token}' });
  if (filled.endsWith('{token}')) return `${filled}x`;
  return `${filled.slice(0, -1)}${otherByte(filled.slice(-1))}`;
}

/** Another byte of the same kind: digit for digit, letter for letter. */
function otherByte(byte: string): string {
  if (/^[0-9]$/.test(byte)) return String((Number(byte) + 1) % 10);
  if (/^[a-z]$/i.test(byte)) {
    if (byte === 'z') return 'y';
    if (byte === 'Z') return 'Y';
    return String.fromCharCode(byte.charCodeAt(0) + 1);
  }
  return 'x';
}
