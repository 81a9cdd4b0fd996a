import type { OracleCase } from './types.ts';

/** https://fetch.spec.whatwg.org/#concept-status : 0 to 999. */
const ALL_STATUSES = Array.from({ length: 1000 }, (_, status) => status);

export const STATUSES_CASES: readonly OracleCase[] = [
  {
    anchor: 'null-body-status',
    name: '101, 103, 204, 205 and 304 are the null body statuses.',
    run: ({ isNullBodyStatus }) => ALL_STATUSES.filter(isNullBodyStatus),
    expected: [101, 103, 204, 205, 304],
  },
  {
    anchor: 'ok-status',
    name: '200 to 299 are the ok statuses.',
    run: ({ isOkStatus }) => ALL_STATUSES.filter(isOkStatus),
    expected: Array.from({ length: 100 }, (_, above) => 200 + above),
  },
  {
    anchor: 'redirect-status',
    name: '301, 302, 303, 307 and 308 are the redirect statuses; 300, 304, 305 and 306 are none.',
    run: ({ isRedirectStatus }) => ALL_STATUSES.filter(isRedirectStatus),
    expected: [301, 302, 303, 307, 308],
  },
];
