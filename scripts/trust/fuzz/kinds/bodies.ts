/** Bodies that are framed wrongly, too long, no JSON, or JSON that means harm. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { FuzzCase, Piece } from '../case.ts';
import {
  CRLF,
  bytes,
  cheapTarget,
  hand,
  host,
  method,
  once,
  open,
  plain,
  requestText,
} from './parts.ts';

const TAKES_A_BODY = fc.constantFrom(
  ...[`/${open}/any`, `/${open}/app/session`, `/${open}/none`, '/nothing', `/acts/${hand}/end`],
  ...['/scenario/allow-origin-missing/acts', '/barrier/1', '/stage'],
);

const SIZE = fc.constantFrom(
  ...[
    '0',
    '1',
    '5',
    '-1',
    'z',
    '',
    'ffffffffffffffff',
    '10000000000000000',
    '0x5',
    '5 ',
    ' 5',
    '00005',
  ],
  ...['5;a=b', `5;${'x'.repeat(20_000)}`, '5;a="', '05', '1\t', '7fffffff'],
);

const chunk = fc
  .record({
    size: SIZE,
    data: fc.oneof(fc.constantFrom('hello', '', 'x', '{}'), bytes(12)),
    end: fc.constantFrom(CRLF, CRLF, CRLF, '\n', '', '\r', 'junk'),
  })
  .map(({ size, data, end }) => `${size}${CRLF}${data}${end}`);

/** Chunks of which anything may be wrong, and codings that are none. */
export const chunkedBodies: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method: fc.constantFrom('POST', 'PUT', 'GET', 'PATCH', 'BREW'),
      target: TAKES_A_BODY,
      coding: fc.constantFrom(
        ...[
          'chunked',
          'chunked',
          'chunked',
          'Chunked',
          'gzip, chunked',
          'chunked, gzip',
          'identity',
        ],
        ...['xchunked', 'chunked, chunked', ' chunked', '"chunked"', 'chunked;q=1', ''],
      ),
      chunks: fc.array(chunk, { maxLength: 4 }),
      last: fc.constantFrom(
        ...[`0${CRLF}${CRLF}`, `0${CRLF}`, '', `0${CRLF}X: y${CRLF}${CRLF}`],
        ...[
          `0${CRLF}Content-Length: 9${CRLF}Host: a${CRLF}${CRLF}`,
          `0${CRLF}bad trailer${CRLF}${CRLF}`,
        ],
      ),
    })
    .map(({ method: name, target, coding, chunks, last }) =>
      requestText(name, target, [`Transfer-Encoding: ${coding}`], `${chunks.join('')}${last}`),
    ),
);

const LENGTH = fc.constantFrom(
  ...[
    '0',
    '1',
    '5',
    '6',
    '-5',
    '+5',
    '5,5',
    '5, 6',
    '5.0',
    '0x5',
    '',
    ' ',
    '9007199254740993',
    '1e1',
  ],
  ...['18446744073709551616', '5 5', '\u00b5', '00000000000000000005'],
);

/** Lengths that contradict one another, the chunks, or the body; what follows may be a request. */
export const lengths: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method: fc.constantFrom('POST', 'GET', 'OPTIONS', 'DELETE', 'BREW'),
      target: TAKES_A_BODY,
      lines: fc.array(
        fc.oneof(
          { weight: 4, arbitrary: LENGTH.map((value) => `Content-Length: ${value}`) },
          { weight: 1, arbitrary: fc.constant('Transfer-Encoding: chunked') },
          { weight: 1, arbitrary: fc.constant('Expect: 100-continue') },
        ),
        { minLength: 1, maxLength: 3 },
      ),
      body: fc.constantFrom(
        ...[
          'hello',
          '',
          `0${CRLF}${CRLF}`,
          `GET /smuggled HTTP/1.1${CRLF}Host: ${host}${CRLF}${CRLF}`,
        ],
        ...[`5${CRLF}hello${CRLF}0${CRLF}${CRLF}`, `0${CRLF}${CRLF}GET / HTTP/1.1${CRLF}X: `],
      ),
      keep: fc.boolean(),
    })
    .map(({ method: name, target, lines, body, keep }) =>
      requestText(name, target, keep ? [...lines, 'Connection: keep-alive'] : lines, body),
    ),
);

const OVER = 1024 * 1024;

/** About the limit of a body, by a length and in chunks. */
export const longBodies: fc.Arbitrary<FuzzCase> = fc
  .record({
    at: cheapTarget,
    target: TAKES_A_BODY,
    chunked: fc.boolean(),
    json: fc.boolean(),
    size: fc.constantFrom(100_000, 102_401, OVER - 1, OVER, OVER + 1, 2 * OVER),
    short: fc.boolean(),
  })
  .map(({ at, target, chunked, json, size, short }): FuzzCase => {
    const head = [
      `POST ${target} HTTP/1.1`,
      `Host: ${host}`,
      ...(json ? ['Content-Type: application/json'] : []),
      chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${size}`,
      'Connection: close',
      '',
      '',
    ].join(CRLF);
    const sent = short ? size - 1 : size;
    const pieces: Piece[] = chunked
      ? [
          once(`${head}${size.toString(16)}${CRLF}`),
          { text: '[', times: sent },
          once(`${CRLF}0${CRLF}${CRLF}`),
        ]
      : [once(head), { text: '[', times: sent }];
    return { at, crossed: false, pieces, apart: false, after: 'wait', answers: 1 };
  });

/** Objects that cannot be turned into text or a number, and names that mean something to JavaScript. */
const POISON: readonly unknown[] = [
  { toString: 1, valueOf: 1 },
  { toString: null },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  { length: 1e9 },
  JSON.parse('{"then":1}'),
  [],
  [[[]]],
  {},
  null,
  true,
  -0,
  1e308,
  '',
  '__proto__',
  'toString',
  { name: { toString: 1 }, message: [] },
  { map: 1 },
];

const poison: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...POISON) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
);

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });

/** Like a sight of a step, with anything wrong. */
const sight = fc.record({
  verdict: fc.oneof(fc.constantFrom<unknown>('allowed', 'blocked', 'opaque'), poison),
  type: optional(poison),
  status: optional(poison),
  statusText: optional(poison),
  headers: optional(fc.oneof(poison, fc.dictionary(fc.string({ maxLength: 8 }), poison))),
  body: optional(poison),
  events: optional(fc.oneof(poison, fc.array(poison, { maxLength: 3 }))),
  error: optional(fc.oneof(poison, fc.record({ name: poison, message: poison }))),
});

const jsonText = fc.oneof(
  fc.oneof(poison, sight).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    ...[
      '{',
      '[',
      '"',
      '{"a":',
      'nul',
      '{"__proto__":1}',
      '\u00ef\u00bb\u00bf{}',
      '[1,]',
      '{}{}',
      '\0',
      '',
    ],
    ...[
      '['.repeat(5000),
      '{"a":'.repeat(2000),
      '1e999',
      '"\\ud800"',
      '{"act":"refused","act":"cured"}',
    ],
  ),
  bytes(30),
);

/** JavaScript's text as the bytes of its UTF-8. */
const asBytes = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const TYPE = fc.constantFrom(
  ...[
    'application/json',
    'application/json',
    'application/json',
    'application/json; charset=utf-8',
  ],
  ...[
    'application/json; charset=utf-7',
    'application/json; charset=utf-16',
    'text/plain',
    'application/',
  ],
  ...[
    'application/json; charset=\u00ff',
    'Application/JSON;',
    'application/x-www-form-urlencoded',
    '/',
  ],
);

/** The JSON that the pages by hand post. */
export const handBodies: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      type: TYPE,
      asked: fc.oneof(
        fc.record({
          target: fc.constant(`/acts/${hand}/end`),
          body: fc
            .oneof(poison, fc.array(fc.oneof(sight, poison), { maxLength: 2 }), fc.tuple(sight))
            .map((seen) => asBytes(JSON.stringify({ seen }))),
        }),
        fc.record({
          target: fc.constantFrom(`/acts/${hand}/server-run`, '/acts/0/server-run'),
          body: poison.map((run) => asBytes(JSON.stringify({ run }))),
        }),
        fc.record({
          target: fc.constantFrom(
            ...[
              '/scenario/allow-origin-missing/acts',
              '/scenario/__proto__/acts',
              '/scenario/%00/acts',
            ],
            ...['/scenario/constructor/acts', '/scenario/asked-by-a-server/acts'],
          ),
          body: poison.map((act) => asBytes(JSON.stringify({ act }))),
        }),
        fc.record({ target: TAKES_A_BODY, body: jsonText.map(asBytes) }),
      ),
      encoding: fc.constantFrom(
        '',
        '',
        '',
        '',
        'gzip',
        'br',
        'deflate',
        'x',
        'identity',
        'gzip, gzip',
      ),
    })
    .map(({ type, asked: { target, body }, encoding }) =>
      requestText(
        'POST',
        target,
        [`Content-Type: ${type}`, ...(encoding === '' ? [] : [`Content-Encoding: ${encoding}`])],
        body,
      ),
    ),
  {},
  fc.constantFrom('page', 'page', 'page', 'pageSecure'),
);

/** Sixteen megabytes of nothing, in sixteen kilobytes. */
const BOMB = Buffer.alloc(16 * OVER, '[');
const BOMBS = {
  gzip: gzipSync(BOMB).toString('latin1'),
  deflate: deflateRawSync(BOMB).toString('latin1'),
} as const;

const SESSION = fc.constantFrom(
  ...[
    'session=alice',
    'session=',
    'session',
    'session=j:{"toString":1}',
    'session=j:"alice"',
    'session=s:',
  ],
  ...[
    'session=s:alice.x',
    'session="alice"',
    'session=alice; session=bob',
    '__proto__=alice',
    '=alice',
  ],
  ...[
    'session=%zz',
    'session=%00',
    'toString=1; constructor=2; session=alice',
    'session=j:[',
    ';;;=;',
  ],
  ...['hasOwnProperty=1', `session=${'%'.repeat(4000)}`, 'session=\u00ff', 'j:{}=j:{}'],
);

/** The login app: its routes, cookies, JSON and preflights. */
export const loginBodies: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method: fc.oneof(fc.constantFrom('GET', 'POST', 'OPTIONS'), method),
      app: fc.constantFrom('app', 'plain'),
      path: fc.constantFrom(
        '/me',
        '/session',
        '',
        '/',
        '/me/',
        '/ME',
        '/session/..',
        '/%',
        '/me?x[]=1',
      ),
      cookie: SESSION,
      type: TYPE,
      body: jsonText.map(asBytes),
      bomb: fc.constantFrom('', '', '', '', '', '', '', 'gzip', 'deflate'),
      origin: fc.oneof(fc.constantFrom('null', '*', 'http://a.invalid', '', 'a, b'), bytes(10)),
    })
    .map(({ method: name, app, path, cookie, type, body, bomb, origin }) =>
      requestText(
        name,
        `/${open}/${app}${path}`,
        [
          `Cookie: ${cookie}`,
          `Origin: ${origin}`,
          `Content-Type: ${type}`,
          ...(bomb === '' ? [] : [`Content-Encoding: ${bomb}`]),
        ],
        bomb === 'gzip' || bomb === 'deflate' ? BOMBS[bomb] : body,
      ),
    ),
);
