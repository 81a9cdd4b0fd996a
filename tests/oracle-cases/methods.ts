import type { OracleCase } from './types.ts';
import { TCHAR, bytesWhere, membershipCases, nearMisses, spellings } from './vocabulary.ts';

const NORMALIZED = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT'];
const SAFELISTED = ['GET', 'HEAD', 'POST'];
const FORBIDDEN = ['CONNECT', 'TRACE', 'TRACK'];
const KEPT = ['patch', 'PATCH', 'pAtCh', 'chicken', 'eGg', 'query', 'connect', 'trace', 'track'];

export const METHODS_CASES: readonly OracleCase[] = [
  {
    anchor: 'concept-method',
    name: 'A method is a token.',
    run: ({ isMethod }) => [
      bytesWhere(isMethod),
      isMethod(''),
      isMethod('CHICKEN'),
      isMethod('A B'),
    ],
    expected: [TCHAR, false, true, false],
  },
  ...NORMALIZED.flatMap((method) =>
    spellings(method).map((spelling): OracleCase => ({
      anchor: 'concept-method-normalize',
      name: `"${spelling}" is normalized to "${method}".`,
      run: ({ normalizeMethod }) => normalizeMethod(spelling),
      expected: method,
    })),
  ),
  ...[...KEPT, ...NORMALIZED.flatMap((method) => nearMisses(method.toLowerCase()))].map(
    (method): OracleCase => ({
      anchor: 'concept-method-normalize',
      name: `"${method}" is normalized to itself.`,
      run: ({ normalizeMethod }) => normalizeMethod(method),
      expected: method,
    }),
  ),
  ...membershipCases({
    anchor: 'forbidden-method',
    what: 'a forbidden method',
    test: ({ isForbiddenMethod }, method) => isForbiddenMethod(method),
    members: FORBIDDEN,
    others: [...NORMALIZED, 'PATCH', 'CHICKEN', ''],
  }),
  ...SAFELISTED.map((method): OracleCase => ({
    anchor: 'cors-safelisted-method',
    name: `"${method}" is a CORS-safelisted method.`,
    run: ({ isCorsSafelistedMethod }) => isCorsSafelistedMethod(method),
    expected: true,
  })),
  ...[
    ...SAFELISTED.flatMap((method) => [...nearMisses(method), ...spellings(method).slice(1)]),
    ...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'CHICKEN', '*', ''],
  ].map((method): OracleCase => ({
    anchor: 'cors-safelisted-method',
    name: `"${method}" is not a CORS-safelisted method.`,
    run: ({ isCorsSafelistedMethod }) => isCorsSafelistedMethod(method),
    expected: false,
  })),
];
