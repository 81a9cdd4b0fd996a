import type { Header, HeaderList } from '../../oracle/types.ts';
import type { Oracle, OracleCase } from './types.ts';
import { bytes, bytesBut, bytesWhere, lines, long, membershipCases } from './vocabulary.ts';

const FORBIDDEN = [
  ...['Accept-Charset', 'Accept-Encoding', 'Access-Control-Request-Headers'],
  ...['Access-Control-Request-Method', 'Connection', 'Content-Length', 'Cookie', 'Cookie2', 'Date'],
  ...['DNT', 'Expect', 'Host', 'Keep-Alive', 'Origin', 'Referer', 'Set-Cookie', 'TE', 'Trailer'],
  ...['Transfer-Encoding', 'Upgrade', 'Via'],
];
const WITH_FORBIDDEN_PREFIX = [
  ...['Proxy-', 'proxy-authorization', 'PROXY-X', 'Sec-', 'sec-fetch-mode', 'SEC-X'],
];
const NOT_FORBIDDEN = [
  ...['proxy', 'sec', 'proxy_a', 'sec_a', 'x-proxy-a', 'x-sec-a', 'security', 'secure-', ''],
  ...['Accept', 'Authorization', 'User-Agent', 'Range', 'X-Test'],
];
const OVERRIDES = ['X-HTTP-Method', 'X-HTTP-Method-Override', 'X-Method-Override'];
const OVERRIDING: readonly (readonly [value: string, forbidden: boolean])[] = [
  ['CONNECT', true],
  ['trace', true],
  ['Track', true],
  ['GET, TRACE', true],
  ['TRACE,GET', true],
  ['GET ,\tTRACE\t,', true],
  ['"a", TRACE', true],
  ['GET', false],
  ['', false],
  ['TRACED', false],
  ['TRACE GET', false],
  ['"TRACE"', false],
  ['"a, TRACE', false],
  ['"a\\", TRACE', false],
];

const FORBIDDEN_CASES: readonly OracleCase[] = [
  ...membershipCases({
    anchor: 'forbidden-request-header',
    what: 'a forbidden request-header, whatever its value',
    test: ({ isForbiddenRequestHeader }, name) => isForbiddenRequestHeader(name, 'x'),
    members: FORBIDDEN,
    others: NOT_FORBIDDEN,
  }),
  ...WITH_FORBIDDEN_PREFIX.map((name): OracleCase => ({
    anchor: 'forbidden-request-header',
    name: `"${name}" begins as a forbidden request-header does.`,
    run: ({ isForbiddenRequestHeader }) => isForbiddenRequestHeader(name, ''),
    expected: true,
  })),
  ...OVERRIDING.flatMap(([value, expected]) => [
    ...membershipCases({
      anchor: 'forbidden-request-header',
      what: `a forbidden request-header with the value ${JSON.stringify(value)}`,
      test: ({ isForbiddenRequestHeader }, name) => isForbiddenRequestHeader(name, value),
      members: expected ? OVERRIDES : [],
      others: ['X-Method', 'Method', ...(expected ? [] : OVERRIDES)],
    }),
  ]),
  {
    anchor: 'forbidden-request-header',
    name: 'The overriding methods are looked up by the rule given.',
    run: ({ isForbiddenRequestHeader }) =>
      ['PUT', 'TRACE'].map((value) =>
        isForbiddenRequestHeader('X-HTTP-Method', value, (method) => method === 'PUT'),
      ),
    expected: [true, false],
  },
];

/** Of `Accept` and `Content-Type`. */
const UNSAFE = `${bytes([0x00, 0x08], [0x0a, 0x1f])}"():<>?@[\\]{}\x7f`;
/** Of the two languages, in byte order. */
const LANGUAGE_BYTES = ` *,-.${bytes([0x30, 0x39])};=${bytes([0x41, 0x5a], [0x61, 0x7a])}`;

interface Safelisted {
  readonly name: string;
  /** A valid value of so many bytes. */
  readonly ofLength: (length: number) => string;
  /** A value with a byte in it, and all bytes with which it stays safelisted. */
  readonly withByte: (byte: string) => string;
  readonly safeBytes: string;
  readonly safe: readonly string[];
  readonly unsafe: readonly string[];
}

const SAFELIST: readonly Safelisted[] = [
  {
    name: 'Accept',
    ofLength: long,
    withByte: (byte) => byte,
    safeBytes: bytesBut(UNSAFE),
    safe: ['', '*/*', 'text/html, application/json;q=0.9', 'a\tb', '\xe9'],
    unsafe: ['"a"', 'a"', 'text/html (x)', '{}'],
  },
  ...['Accept-Language', 'Content-Language'].map((name) => ({
    name,
    ofLength: long,
    withByte: (byte: string) => byte,
    safeBytes: LANGUAGE_BYTES,
    safe: ['', '*', 'de-CH, en;q=0.5', 'EN'],
    unsafe: ['en_US', 'en/x', 'a\tb', 'en\n', '_en', 'en"', '\xe9'],
  })),
  {
    name: 'Content-Type',
    ofLength: (length) => `text/plain;${long(length - 11)}`,
    withByte: (byte) => `text/plain;a=${byte}`,
    safeBytes: bytesBut(UNSAFE),
    safe: [
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'text/plain',
      'Application/X-WWW-Form-Urlencoded',
      'MULTIPART/FORM-DATA; boundary=x',
      'Text/Plain;charset=utf-8',
      'text/plain ; charset',
      'text/plain;, application/json',
    ],
    unsafe: [
      '',
      'text',
      'text/plain/x',
      'text/plain, application/json',
      'application/json, text/plain',
      'text/plain;charset="utf-8"',
      'application/json',
      'application/x-www-form-urlencode',
      'application/x-www-form-urlencodedx',
      'multipart/mixed',
      'text/html',
      'text/xml',
      'text/*',
      '*/*',
    ],
  },
  {
    name: 'Range',
    ofLength: (length) => `bytes=0-${'9'.repeat(length - 8)}`,
    withByte: (byte) => `bytes=1-1${byte}`,
    safeBytes: bytes([0x30, 0x39]),
    safe: ['bytes=0-', 'bytes=0-0', 'bytes=5-10'],
    unsafe: ['', 'bytes=-500', 'bytes=-', 'bytes=10-9', 'bytes=0-1,2-3', 'bytes = 0-1', '0-1'],
  },
];

const SAFELIST_NAMES = SAFELIST.map(({ name }) => name);
const UNSAFE_NAMES = [
  ...['Authorization', 'User-Agent', 'X-Test', 'DPR', 'Downlink', 'Save-Data', 'Viewport-Width'],
  ...['Width', 'Origin', 'Content-Length', 'Accept-Encoding', 'Last-Event-ID', ''],
];

const safelistCase = (name: string, value: string, expected: boolean): OracleCase => ({
  anchor: 'cors-safelisted-request-header',
  name: `${name}: ${JSON.stringify(value)} is ${expected ? '' : 'not '}safelisted.`,
  run: ({ isCorsSafelistedRequestHeader }) => isCorsSafelistedRequestHeader(name, value),
  expected,
});

/** Each name with the first safe value of its own that is not empty. */
const isSafelistedName = ({ isCorsSafelistedRequestHeader }: Oracle, name: string): boolean =>
  ['en', 'text/plain', 'bytes=0-'].some((value) => isCorsSafelistedRequestHeader(name, value));

const SAFELIST_CASES: readonly OracleCase[] = [
  {
    anchor: 'cors-unsafe-request-header-byte',
    name: 'These bytes are CORS-unsafe: controls but for the tab, delimiters but for , / ; =, and DEL.',
    run: ({ isCorsUnsafeRequestHeaderByte }) => bytesWhere(isCorsUnsafeRequestHeaderByte),
    expected: UNSAFE,
  },
  ...membershipCases({
    anchor: 'cors-safelisted-request-header',
    what: 'a name that can be safelisted',
    test: isSafelistedName,
    members: SAFELIST_NAMES,
    others: UNSAFE_NAMES,
  }),
  ...SAFELIST.flatMap(({ name, ofLength, withByte, safeBytes, safe, unsafe }): OracleCase[] => [
    ...safe.map((value) => safelistCase(name, value, true)),
    ...unsafe.map((value) => safelistCase(name, value, false)),
    ...[127, 128, 129].map((length): OracleCase => ({
      anchor: 'cors-safelisted-request-header',
      name: `${name}: a value of ${length} bytes is ${length > 128 ? 'not ' : ''}safelisted.`,
      run: (oracle) => {
        const value = ofLength(length);
        return [value.length, oracle.isCorsSafelistedRequestHeader(name, value)];
      },
      expected: [length, length <= 128],
    })),
    {
      anchor: 'cors-safelisted-request-header',
      name: `${name}: the bytes that may stand in a value.`,
      run: (oracle) =>
        bytesWhere((byte) => oracle.isCorsSafelistedRequestHeader(name, withByte(byte))),
      expected: safeBytes,
    },
  ]),
];

/** Header lines of 128 bytes each, in names of both cases, then one of the rest. */
const adding = (sum: number): HeaderList => [
  ...Array.from({ length: Math.floor(sum / 128) }, (_, index): Header => [
    index % 2 ? 'Accept' : 'accept-Language',
    long(128),
  ]),
  ['Content-Language', long(sum % 128)],
];
const ALL_OF_THEM = ['accept', 'accept-language', 'content-language'];

const UNSAFE_NAMES_ROWS: readonly (readonly [
  words: string,
  headers: HeaderList,
  expected: readonly string[],
])[] = [
  ['None, where there is no header.', [], []],
  [
    'Names are in lower case, each once, sorted by bytes.',
    [...lines('X-b', '1'), ...lines('x_a', '2'), ...lines('X-B', '3'), ...lines('X-A', '4')],
    ['x-a', 'x-b', 'x_a'],
  ],
  [
    'A safelisted header is not among them.',
    [...lines('Accept', '*/*'), ...lines('X-A', '1'), ...lines('Content-Type', 'text/plain')],
    ['x-a'],
  ],
  [
    'A header is, whose value is not safelisted, even where another line of its name is.',
    [...lines('Content-Type', 'text/plain', 'application/json')],
    ['content-type'],
  ],
  ['Values of 1023 bytes together are safe.', adding(1023), []],
  ['Values of 1024 bytes together are safe.', adding(1024), []],
  ['Values of 1025 bytes together make all their names unsafe.', adding(1025), ALL_OF_THEM],
  [
    'The names of a sum too large are sorted in with the others.',
    [...lines('B', '1'), ...adding(1025), ...lines('a', '1')],
    ['a', ...ALL_OF_THEM.slice(0, 2), 'b', 'content-language'],
  ],
  [
    'Values of unsafe headers do not count for the sum.',
    [...lines('X-A', long(2000)), ...lines('Accept', long(129)), ...adding(1024)],
    ['accept', 'x-a'],
  ],
];

const UNSAFE_NAMES_CASES: readonly OracleCase[] = [
  ...UNSAFE_NAMES_ROWS.map(([name, headers, expected]): OracleCase => ({
    anchor: 'cors-unsafe-request-header-names',
    name,
    run: ({ corsUnsafeRequestHeaderNames }) => corsUnsafeRequestHeaderNames(headers),
    expected,
  })),
  {
    anchor: 'cors-unsafe-request-header-names',
    name: 'What is safelisted is said by the rule given, of name and value.',
    run: ({ corsUnsafeRequestHeaderNames }) =>
      corsUnsafeRequestHeaderNames(
        [...lines('X-A', '1'), ...lines('X-B', '1'), ...lines('X-C', '2')],
        (name, value) => name !== 'X-B' && value === '1',
      ),
    expected: ['x-b', 'x-c'],
  },
];

const NO_CORS_NAMES = ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type'];

const OTHER_NAMES_CASES: readonly OracleCase[] = [
  ...membershipCases({
    anchor: 'cors-non-wildcard-request-header-name',
    what: 'a CORS non-wildcard request-header name',
    test: ({ isCorsNonWildcardRequestHeaderName }, name) =>
      isCorsNonWildcardRequestHeaderName(name),
    members: ['Authorization'],
    others: ['Proxy-Authorization', 'Cookie', '*', ''],
  }),
  ...membershipCases({
    anchor: 'privileged-no-cors-request-header-name',
    what: 'a privileged no-CORS request-header name',
    test: ({ isPrivilegedNoCorsRequestHeaderName }, name) =>
      isPrivilegedNoCorsRequestHeaderName(name),
    members: ['Range'],
    others: ['If-Range', 'Content-Range', 'Accept', ''],
  }),
  ...membershipCases({
    anchor: 'no-cors-safelisted-request-header',
    what: 'no-CORS-safelisted with a value that every rule of the safelist takes',
    test: ({ isNoCorsSafelistedRequestHeader }, name) =>
      isNoCorsSafelistedRequestHeader(name, 'x', () => true),
    members: NO_CORS_NAMES,
    others: ['Range', 'Authorization', 'X-Test', ''],
  }),
  ...membershipCases({
    anchor: 'request-body-header-name',
    what: 'a request-body-header name',
    test: ({ isRequestBodyHeaderName }, name) => isRequestBodyHeaderName(name),
    members: ['Content-Encoding', 'Content-Language', 'Content-Location', 'Content-Type'],
    others: ['Content-Length', 'Content-Disposition', 'Transfer-Encoding', ''],
  }),
  ...(
    [
      ['Accept', '*/*', true],
      ['Accept', '"', false],
      ['content-type', 'text/plain', true],
      ['content-type', 'application/json', false],
      ['Range', 'bytes=0-', false],
      ['X-A', '', false],
    ] as const
  ).map(([name, value, expected]): OracleCase => ({
    anchor: 'no-cors-safelisted-request-header',
    name: `${name}: ${value} is ${expected ? '' : 'not '}no-CORS-safelisted.`,
    run: ({ isNoCorsSafelistedRequestHeader }) => isNoCorsSafelistedRequestHeader(name, value),
    expected,
  })),
];

export const REQUEST_HEADERS_CASES: readonly OracleCase[] = [
  ...FORBIDDEN_CASES,
  ...SAFELIST_CASES,
  ...UNSAFE_NAMES_CASES,
  ...OTHER_NAMES_CASES,
];
