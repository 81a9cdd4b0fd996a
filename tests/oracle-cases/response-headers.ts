import type { OracleCase } from './types.ts';
import { membershipCases } from './vocabulary.ts';

const SAFELISTED = [
  ...['Cache-Control', 'Content-Language', 'Content-Length', 'Content-Type', 'Expires'],
  ...['Last-Modified', 'Pragma'],
];
const NOT_SAFELISTED = [
  ...['Server', 'Date', 'ETag', 'Location', 'Content-Encoding', 'Set-Cookie', 'X-Test', '*', ''],
];

export const RESPONSE_HEADERS_CASES: readonly OracleCase[] = [
  ...membershipCases({
    anchor: 'forbidden-response-header-name',
    what: 'a forbidden response-header name',
    test: ({ isForbiddenResponseHeaderName }, name) => isForbiddenResponseHeaderName(name),
    members: ['Set-Cookie', 'Set-Cookie2'],
    others: ['Cookie', 'Location', ''],
  }),
  ...membershipCases({
    anchor: 'cors-safelisted-response-header-name',
    what: 'a CORS-safelisted response-header name where none is exposed',
    test: ({ isCorsSafelistedResponseHeaderName }, name) =>
      isCorsSafelistedResponseHeaderName(name, []),
    members: SAFELISTED,
    others: NOT_SAFELISTED,
  }),
  ...membershipCases({
    anchor: 'cors-safelisted-response-header-name',
    what: 'a CORS-safelisted response-header name where X-A, Set-Cookie, Set-Cookie2 and * are exposed',
    test: ({ isCorsSafelistedResponseHeaderName }, name) =>
      isCorsSafelistedResponseHeaderName(name, ['X-A', 'Set-Cookie', 'SET-COOKIE2', '*']),
    members: ['X-A', '*', 'Pragma'],
    others: ['Set-Cookie', 'set-cookie', 'Set-Cookie2', 'X-B', ''],
  }),
  {
    anchor: 'cors-safelisted-response-header-name',
    name: 'Which exposed names are forbidden is said by the rule given.',
    run: ({ isCorsSafelistedResponseHeaderName }) =>
      ['X-A', 'Set-Cookie'].map((name) =>
        isCorsSafelistedResponseHeaderName(name, ['X-A', 'Set-Cookie'], (one) => one === 'X-A'),
      ),
    expected: [false, true],
  },
];
