/** Request headers at the borders that decide about a preflight. */
import fc from 'fast-check';
import type { Line } from './draft.ts';
import { pick, weigh } from './choice.ts';

/**
 * A value of exactly so many bytes under each name that may be safelisted, safelisted but for its
 * length. https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
const FILLED: Readonly<Record<string, (bytes: number) => string>> = {
  Accept: (bytes) => 'a'.repeat(bytes),
  'Accept-Language': (bytes) => 'a'.repeat(bytes),
  'Content-Language': (bytes) => 'a'.repeat(bytes),
  'Content-Type': (bytes) => 'text/plain;'.padEnd(bytes, 'a'),
  Range: (bytes) => `bytes=${'1-'.padStart(bytes - 6, '0')}`,
};

/** The longest safelisted value, and the most that all of them may take together. */
export const LONGEST_VALUE = 128;
export const LONGEST_SUM = 1024;

const atTheLimit: fc.Arbitrary<Line[]> = fc
  .tuple(pick(...Object.keys(FILLED)), pick(0, 1, -1))
  .map(([name, over]) => [[name, FILLED[name]?.(LONGEST_VALUE + over) ?? '']]);

const SUMMED = ['Accept', 'Accept-Language', 'Content-Language'] as const;

/**
 * Values that are each short enough, 1,023 to 1,025 bytes together. With five names at most, that
 * takes repeated ones. https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names
 */
const atTheSum: fc.Arbitrary<Line[]> = pick(0, 1, -1).map((over) => {
  const lines: Line[] = [];
  for (let rest = LONGEST_SUM + over; rest > 0; rest -= LONGEST_VALUE) {
    const name = SUMMED[lines.length % SUMMED.length] ?? 'Accept';
    lines.push([name, 'a'.repeat(Math.min(rest, LONGEST_VALUE))]);
  }
  return lines;
});

const UNSAFE_BYTES = ['"', '(', ')', ':', '<', '>', '?', '@', '[', '\\', ']'];
const SAFE_BYTES = [
  '!',
  '#',
  '/',
  '_',
  '~',
  '+',
  '%',
  "'",
  '^',
  '|',
  '=',
  ';',
  '\t',
  '\u00E9',
  '\u00FF',
];

/** One byte between two letters, and where a byte alone would be cut off. */
const withByte: fc.Arbitrary<Line[]> = fc
  .tuple(
    pick('Accept', 'Accept-Language', 'Content-Language'),
    pick(...SAFE_BYTES, ...UNSAFE_BYTES),
  )
  .map(([name, byte]) => [[name, `a${byte}b`]]);

const ACCEPTS = ['*/*', 'text/html, */*;q=0.8', '', ' a ', '\ta', ','];
const LANGUAGES = ['en', 'en-US,en;q=0.5', '*', '', ' en ', 'en, de', 'EN'];

/** https://mimesniff.spec.whatwg.org/#parse-a-mime-type decides which of these are what they seem. */
const CONTENT_TYPES = [
  'text/plain',
  'application/json',
  'TEXT/PLAIN',
  'Text/Plain',
  'text/plain;charset=utf-8',
  'text/plain;charset=UTF-8',
  'text/plain; charset=latin1',
  'text/plain;charset="utf-8"',
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=utf-8',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'text/html',
  'text/plain, text/plain',
  'text/plain, application/json',
  'application/json, text/plain',
  'text/plain; application/json',
  'textplain',
  'text/',
  '/plain',
  'text/plain;',
  'text/plain;;',
  'text/plain ;a=b',
  ' text/plain ',
  '\ttext/plain\t',
  'text /plain',
  'text/ plain',
  'text/plain a',
  'text/plainx',
  'text/plain;a=:',
  'text/plain;a=(b)',
  'text/plain;a',
  'text/plain;a=b;a=c',
  'text/plain;=',
  'text/plain;charset=\u00E9',
  'text/pl\u00E9in',
  'text/plain/x',
  '*/*',
  '',
  'application/csp-report',
  'text/xml',
] as const;

/** https://fetch.spec.whatwg.org/#simple-range-header-value */
const RANGES = [
  'bytes=0-',
  'bytes=1-2',
  'bytes=-5',
  'bytes=0-,2-',
  'bytes=0-0',
  'bytes=2-1',
  'Bytes=0-',
  'bytes = 0-',
  'bytes=0 - 1',
  'bytes= 0-1',
  'bytes=\t0-',
  'bytes=0-1 ',
  'bytes=',
  'bytes=-',
  'bytes',
  'items=0-1',
  'bytes=007-',
  'bytes=0-1,',
  'bytes=a-b',
  'bytes=0x1-',
  'bytes=18446744073709551616-',
  '',
] as const;

const named = (name: string, values: readonly string[]): fc.Arbitrary<Line[]> =>
  pick(...values).map((value) => [[name, value]]);

/** Headers that may go without a preflight, if their values allow it. */
export const nearlySafelisted: fc.Arbitrary<Line[]> = fc.oneof(
  { weight: 2, arbitrary: named('Accept', ACCEPTS) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(pick('Accept-Language', 'Content-Language'), pick(...LANGUAGES))
      .map(([name, value]): Line[] => [[name, value]]),
  },
  { weight: 6, arbitrary: named('Content-Type', CONTENT_TYPES) },
  { weight: 4, arbitrary: named('Range', RANGES) },
  { weight: 4, arbitrary: atTheLimit },
  { weight: 4, arbitrary: withByte },
  { weight: 1, arbitrary: atTheSum },
  {
    weight: 1,
    arbitrary: pick<Line[]>(
      [['accept', '*/*']],
      [['CONTENT-TYPE', 'text/plain']],
      [
        ['Accept', 'a'],
        ['Accept', 'b'],
      ],
      [
        ['Accept', 'a'],
        ['accept', 'b"'],
      ],
      [
        ['Content-Type', 'text/plain'],
        ['Content-Type', 'text/plain'],
      ],
      [
        ['Content-Type', 'application/json'],
        ['content-type', 'text/plain'],
      ],
      [
        ['Range', 'bytes=0-'],
        ['Range', 'bytes=1-'],
      ],
    ),
  },
);

/** Headers that never go without a preflight; the last ones look like others that may. */
export const unsafe: fc.Arbitrary<Line[]> = pick<Line>(
  ['X-A', '1'],
  ['x-b', ''],
  ['X-C', 'a\tb'],
  ['X-D', '\u00E9\u00FF'],
  ['X-E', '"a", (b)'],
  ['X-F', ' a '],
  ['X_G', '1'],
  ['x.h', '1'],
  ["!#$%&'*+-.^_`|~", '1'],
  ['0', '1'],
  ['X-Long', 'a'.repeat(1025)],
  ['Authorization', 'Bearer a'],
  ['authorization', 'a'],
  ['AUTHORIZATION', 'Basic YTpi'],
  ['DPR', '2'],
  ['Save-Data', 'on'],
  ['Device-Memory', '8'],
  ['Downlink', '1.5'],
  ['Viewport-Width', '100'],
  ['Width', '100'],
  ['RTT', '50'],
  ['ECT', '4g'],
  ['User-Agent', 'a'],
  ['If-None-Match', '"a"'],
  ['If-Modified-Since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['Cache-Control', 'no-cache'],
  ['Pragma', 'no-cache'],
  ['Last-Event-ID', '1'],
  ['Purpose', 'prefetch'],
  ['Priority', 'u=1'],
  ['Upgrade-Insecure-Requests', '1'],
  ['Content-Encoding-X', '1'],
  ['Accept-Datetime', '1'],
  ['Access-Control-Allow-Origin', '*'],
).map((line) => [line]);

/** Left out without a word, or nearly: https://fetch.spec.whatwg.org/#forbidden-request-header */
export const nearlyForbidden: fc.Arbitrary<Line[]> = pick<Line>(
  ['Cookie', 'a=b'],
  ['Origin', 'http://localhost'],
  ['Referer', 'http://localhost/'],
  ['Host', 'localhost'],
  ['Accept-Charset', 'utf-8'],
  ['Accept-Encoding', 'identity'],
  ['Access-Control-Request-Headers', 'x-a'],
  ['Access-Control-Request-Method', 'PUT'],
  ['Connection', 'close'],
  ['Content-Length', '0'],
  ['Cookie2', 'a'],
  ['Date', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['DNT', '1'],
  ['Expect', '100-continue'],
  ['Keep-Alive', 'timeout=5'],
  ['Set-Cookie', 'a=b'],
  ['TE', 'trailers'],
  ['Trailer', 'X-A'],
  ['Transfer-Encoding', 'chunked'],
  ['Upgrade', 'h2c'],
  ['Via', '1.1 a'],
  ['Proxy-A', '1'],
  ['proxy-', '1'],
  ['Sec-A', '1'],
  ['SEC-', '1'],
  ['X-HTTP-Method', 'TRACE'],
  ['X-HTTP-Method-Override', 'GET, track'],
  ['X-Method-Override', 'connect'],
  // None of the rest is forbidden.
  ['X-HTTP-Method', 'GET'],
  ['X-HTTP-Method-Override', '"TRACE"'],
  ['X-Method-Override', 'TRACES'],
  ['X-HTTP-Method-Overrides', 'TRACE'],
  ['Proxy', '1'],
  ['Sec', '1'],
  ['Cookie3', 'a'],
  ['Set-Cookie2', 'a=b'],
  ['Content-Transfer-Encoding', 'a'],
).map((line) => [line]);

/** No header name or no header value: both APIs throw. The first two are mended by normalizing. */
export const nearlyInvalid: fc.Arbitrary<Line[]> = pick<Line>(
  ['X-A', '\n1\r\n'],
  ['X-A', '\t1 '],
  ['X-A', '1\n2'],
  ['X-A', '1\u00002'],
  ['X-A', '\u0100'],
  ['X A', '1'],
  ['X:A', '1'],
  ['X-\u00C9', '1'],
  ['', '1'],
).map((line) => [line]);

/** Any of them. */
export const requestHeaders: fc.Arbitrary<Line[]> = fc.oneof(
  { weight: 12, arbitrary: nearlySafelisted },
  { weight: 10, arbitrary: unsafe },
  { weight: 4, arbitrary: nearlyForbidden },
  { weight: 1, arbitrary: nearlyInvalid },
);

/** A header that certainly needs a preflight and that nothing else is special about. */
export const plainUnsafe: fc.Arbitrary<Line[]> = weigh<Line[]>(
  [4, [['X-A', '1']]],
  [2, [['Content-Type', 'application/json']]],
  [2, [['Authorization', 'Bearer a']]],
  [
    1,
    [
      ['X-A', '1'],
      ['X-B', '2'],
    ],
  ],
);

export const wordsOf = (lines: readonly Line[]): string =>
  lines
    .map(([name, value]) =>
      JSON.stringify(value.length > 40 ? `${name}: ${value.length} bytes` : `${name}: ${value}`),
    )
    .slice(0, 2)
    .join(', ');
