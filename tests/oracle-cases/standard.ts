import type { Rules } from '../../oracle/rules.ts';
import type { Oracle, OracleCase } from './types.ts';
import { lines, long } from './vocabulary.ts';

/** The rules that stand in the oracle under their own name. */
const OWN_NAME = [
  ...(['normalizeMethod', 'isForbiddenMethod', 'isCorsSafelistedMethod'] as const),
  ...(['isForbiddenRequestHeader', 'isCorsSafelistedRequestHeader'] as const),
  ...(['corsUnsafeRequestHeaderNames', 'isNoCorsSafelistedRequestHeader'] as const),
  ...(['isCorsNonWildcardRequestHeaderName', 'isForbiddenResponseHeaderName'] as const),
  ...(['isCorsSafelistedResponseHeaderName', 'getHeader', 'extractHeaderListValues'] as const),
  ...(['corsCheck', 'isOkStatus', 'isRedirectStatus'] as const),
];

const ORIGIN = 'http://one.test';
const CREDENTIALED = { serializedOrigin: ORIGIN, credentials: 'include' } as const;

interface Composed {
  readonly name: keyof Rules;
  readonly asks: (rules: Rules) => unknown;
  readonly byStandard: unknown;
  /** Another algorithm that it calls, and what it gives then. */
  readonly exchanged: Partial<Rules>;
  readonly byExchanged: unknown;
  /** Its own replacement, which wins over the other one, and what that gives. */
  readonly own: Partial<Rules>;
  readonly byOwn: unknown;
}

const COMPOSED: readonly Composed[] = [
  {
    name: 'isForbiddenRequestHeader',
    asks: ({ isForbiddenRequestHeader }) =>
      ['TRACE', 'PUT'].map((value) => isForbiddenRequestHeader('X-HTTP-Method', value)),
    byStandard: [true, false],
    exchanged: { isForbiddenMethod: (method) => method === 'PUT' },
    byExchanged: [false, true],
    own: { isForbiddenRequestHeader: () => true },
    byOwn: [true, true],
  },
  {
    name: 'corsUnsafeRequestHeaderNames',
    asks: ({ corsUnsafeRequestHeaderNames }) =>
      corsUnsafeRequestHeaderNames([...lines('Accept', long(128)), ...lines('X-A', '')]),
    byStandard: ['x-a'],
    exchanged: { isCorsSafelistedRequestHeader: (name, value) => name === 'X-A' && value === '' },
    byExchanged: ['accept'],
    own: { corsUnsafeRequestHeaderNames: () => ['own'] },
    byOwn: ['own'],
  },
  {
    name: 'isNoCorsSafelistedRequestHeader',
    asks: ({ isNoCorsSafelistedRequestHeader }) =>
      ['text/plain', 'x/x'].map((value) => isNoCorsSafelistedRequestHeader('Content-Type', value)),
    byStandard: [true, false],
    exchanged: {
      isCorsSafelistedRequestHeader: (name, value) => name === 'Content-Type' && value === 'x/x',
    },
    byExchanged: [false, true],
    own: { isNoCorsSafelistedRequestHeader: () => true },
    byOwn: [true, true],
  },
  {
    name: 'isCorsSafelistedResponseHeaderName',
    asks: ({ isCorsSafelistedResponseHeaderName }) =>
      ['Set-Cookie', 'X-A'].map((name) => isCorsSafelistedResponseHeaderName(name, [name])),
    byStandard: [false, true],
    exchanged: { isForbiddenResponseHeaderName: (name) => name === 'X-A' },
    byExchanged: [true, false],
    own: { isCorsSafelistedResponseHeaderName: () => true },
    byOwn: [true, true],
  },
  {
    name: 'corsCheck',
    asks: ({ corsCheck }) =>
      corsCheck(CREDENTIALED, [
        ...lines('Access-Control-Allow-Origin', ORIGIN, ORIGIN),
        ...lines('Access-Control-Allow-Credentials', 'true', 'true'),
      ]),
    byStandard: { ok: false, clause: 'other-origin' },
    exchanged: { getHeader: (name, list) => list.find(([one]) => one === name)?.[1] ?? null },
    byExchanged: { ok: true },
    own: { corsCheck: () => ({ ok: false, clause: 'no-allow-origin' }) },
    byOwn: { ok: false, clause: 'no-allow-origin' },
  },
];

export const STANDARD_CASES: readonly OracleCase[] = [
  ...OWN_NAME.flatMap((name): OracleCase[] => [
    {
      anchor: 'terminology-headers',
      name: `The Standard's ${name} is the oracle's.`,
      run: (oracle) => oracle.STANDARD[name] === oracle[name],
      expected: true,
    },
    {
      anchor: 'terminology-headers',
      name: `An exchanged ${name} takes its place.`,
      run: (oracle: Oracle) => {
        const own = (): never => {
          throw new Error('Only its identity matters.');
        };
        return oracle.rulesWith({ [name]: own })[name] === own;
      },
      expected: true,
    },
  ]),
  ...OWN_NAME.filter((name) => COMPOSED.every((composed) => composed.name !== name)).map(
    (name): OracleCase => ({
      anchor: 'terminology-headers',
      name: `With nothing exchanged, ${name} is the Standard's.`,
      run: (oracle) => oracle.rulesWith({})[name] === oracle.STANDARD[name],
      expected: true,
    }),
  ),
  ...COMPOSED.flatMap(
    ({ name, asks, byStandard, exchanged, byExchanged, own, byOwn }): OracleCase[] => {
      const [other = ''] = Object.keys(exchanged);
      return [
        {
          anchor: 'terminology-headers',
          name: `With nothing exchanged, ${name} answers as the Standard's.`,
          run: ({ STANDARD, rulesWith }) => [asks(STANDARD), asks(rulesWith({}))],
          expected: [byStandard, byStandard],
        },
        {
          anchor: 'terminology-headers',
          name: `With another ${other}, ${name} asks that one.`,
          run: ({ rulesWith }) => asks(rulesWith(exchanged)),
          expected: byExchanged,
        },
        {
          anchor: 'terminology-headers',
          name: `With another ${other} and another ${name}, the latter answers.`,
          run: ({ rulesWith }) => asks(rulesWith({ ...exchanged, ...own })),
          expected: byOwn,
        },
      ];
    },
  ),
];
