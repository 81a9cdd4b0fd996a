import type { HeaderList } from '../../oracle/types.ts';
import type { OracleCase } from './types.ts';
import { lines } from './vocabulary.ts';

const ANCHOR = 'concept-cors-check';
const ORIGIN = 'http://one.test';
const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
const WITHOUT = ['omit', 'same-origin'] as const;

type Result = 'ok' | 'no-allow-origin' | 'other-origin' | 'no-allow-credentials';

interface Row {
  readonly origin?: string;
  readonly allowOrigin: readonly string[];
  readonly allowCredentials?: readonly string[];
  /** With the credentials modes `omit` and `same-origin`. */
  readonly without: Result;
  /** With the credentials mode `include`. */
  readonly include: Result;
}

const failing = (clause: Exclude<Result, 'ok'>, ...allowOrigin: readonly string[]): Row => ({
  allowOrigin,
  allowCredentials: ['true'],
  without: clause,
  include: clause,
});

const ROWS: readonly Row[] = [
  { allowOrigin: [ORIGIN], without: 'ok', include: 'no-allow-credentials' },
  { allowOrigin: [ORIGIN], allowCredentials: ['true'], without: 'ok', include: 'ok' },
  ...['True', 'TRUE', 'false', '', 'true ', 'true,', '*'].map((value): Row => ({
    allowOrigin: [ORIGIN],
    allowCredentials: [value],
    without: 'ok',
    include: 'no-allow-credentials',
  })),
  {
    allowOrigin: [ORIGIN],
    allowCredentials: ['true', 'true'],
    without: 'ok',
    include: 'no-allow-credentials',
  },
  { allowOrigin: ['*'], without: 'ok', include: 'other-origin' },
  { allowOrigin: ['*'], allowCredentials: ['true'], without: 'ok', include: 'other-origin' },
  { origin: 'null', allowOrigin: ['null'], without: 'ok', include: 'no-allow-credentials' },
  {
    origin: 'null',
    allowOrigin: ['null'],
    allowCredentials: ['true'],
    without: 'ok',
    include: 'ok',
  },
  { origin: 'null', allowOrigin: [], without: 'no-allow-origin', include: 'no-allow-origin' },
  { origin: 'null', allowOrigin: ['*'], without: 'ok', include: 'other-origin' },
  failing('no-allow-origin'),
  failing('other-origin', ''),
  failing('other-origin', 'null'),
  failing('other-origin', 'http://two.test'),
  failing('other-origin', 'https://one.test'),
  failing('other-origin', `${ORIGIN}/`),
  failing('other-origin', `${ORIGIN}:80`),
  failing('other-origin', 'HTTP://one.test'),
  failing('other-origin', 'http://One.test'),
  failing('other-origin', `${ORIGIN},`),
  failing('other-origin', `"${ORIGIN}"`),
  failing('other-origin', `${ORIGIN} http://two.test`),
  failing('other-origin', ORIGIN, ORIGIN),
  failing('other-origin', '*', '*'),
  failing('other-origin', '*', ORIGIN),
  failing('other-origin', '**'),
  failing('other-origin', 'http://*'),
];

export const CORS_CHECK_CASES: readonly OracleCase[] = [
  ...ROWS.flatMap(({ origin = ORIGIN, allowOrigin, allowCredentials = [], without, include }) => {
    const headers: HeaderList = [
      ...lines(ALLOW_ORIGIN, ...allowOrigin),
      ...lines(ALLOW_CREDENTIALS, ...allowCredentials),
    ];
    const told = JSON.stringify(headers.map(([name, value]) => `${name}: ${value}`));
    return [...WITHOUT, 'include' as const].map((credentials): OracleCase => {
      const result = credentials === 'include' ? include : without;
      return {
        anchor: ANCHOR,
        name: `${origin} with credentials mode ${credentials} and ${told}: ${result}.`,
        run: ({ corsCheck }) => corsCheck({ serializedOrigin: origin, credentials }, headers),
        expected: result === 'ok' ? { ok: true } : { ok: false, clause: result },
      };
    });
  }),
  {
    anchor: ANCHOR,
    name: 'Header names match in any case.',
    run: ({ corsCheck }) =>
      corsCheck({ serializedOrigin: ORIGIN, credentials: 'include' }, [
        ...lines(ALLOW_ORIGIN.toLowerCase(), ORIGIN),
        ...lines(ALLOW_CREDENTIALS.toUpperCase(), 'true'),
      ]),
    expected: { ok: true },
  },
  {
    anchor: ANCHOR,
    name: 'Both headers are got by the rule given, from the list given.',
    run: ({ corsCheck }) =>
      corsCheck(
        { serializedOrigin: ORIGIN, credentials: 'include' },
        lines('x', 'y'),
        (name, list) =>
          list[0]?.[1] === 'y'
            ? { [ALLOW_ORIGIN]: ORIGIN, [ALLOW_CREDENTIALS]: 'true' }[name]!
            : null,
      ),
    expected: { ok: true },
  },
];
