/** Request lines and headers that are broken, too many, too long, or try to become an answer's. */
import fc from 'fast-check';
import type { FuzzCase, Piece } from '../case.ts';
import {
  CRLF,
  byte,
  bytes,
  cheapTarget,
  host,
  known,
  mark,
  method,
  once,
  open,
  plain,
  requestText,
  visible,
} from './parts.ts';

const BLANK = fc.constantFrom(' ', ' ', ' ', '', '  ', '\t', '\u00a0', '\r', '\0');
const VERSION = fc.constantFrom(
  ...['HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1.1', 'HTTP/11', 'http/1.1', 'HTTP/'],
  ...['HTTP/1.', 'HTTP/9.9', 'HTTP/-1.1', 'ICY', 'RTSP/1.0', '', 'HTTP/1.1 HTTP/1.1', 'HTTP/1.1\0'],
);
const LINE_END = fc.constantFrom(CRLF, CRLF, CRLF, '\n', '\r', '\n\r', '\r\r\n', '\0', '\u0085');

/** Nothing of it need be right. */
export const requestLines: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      before: fc.constantFrom('', '', '', CRLF, '\n\n', ' ', '\0', '\u00ef\u00bb\u00bf'),
      method: fc.oneof(method, bytes(12)),
      one: BLANK,
      target: fc.oneof(known, visible(20), bytes(20)),
      two: BLANK,
      version: VERSION,
      end: LINE_END,
      last: fc.constantFrom(`${CRLF}${CRLF}`, `${CRLF}${CRLF}`, '\n\n', CRLF, ''),
    })
    .map(
      ({ before, method: name, one, target, two, version, end, last }) =>
        `${before}${name}${one}${target}${two}${version}${end}Host: ${host}${last}`,
    ),
);

const NAME = fc.oneof(
  fc.constantFrom(
    ...['Host', 'Origin', 'Cookie', 'Connection', 'Content-Length', 'Transfer-Encoding', 'Expect'],
    ...[
      'Range',
      'If-None-Match',
      'If-Modified-Since',
      'If-Range',
      'Accept',
      'User-Agent',
      'Upgrade',
    ],
    ...[
      'X Y',
      '',
      ' X',
      'X ',
      'X\t',
      '\u00e9',
      'X:',
      '(X)',
      '__proto__',
      'constructor',
      'Trailer',
      'TE',
    ],
    ...['Sec-WebSocket-Key', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-HTTP-Method-Override'],
  ),
  visible(12),
);

const VALUE = fc.oneof(
  fc.constantFrom(
    ...['', '*', 'null', '0', '-1', '1e9', '0x10', '+5', '5, 5', '99999999999999999999', 'chunked'],
    ...[
      'bytes=0-0,1-1,2-2',
      'bytes=-0',
      'bytes=9-1',
      'bytes=0-99999999999',
      'W/"x"',
      '"',
      '100-continue',
    ],
    ...[
      'close, keep-alive',
      'gzip',
      'websocket',
      'h2c',
      '\u00ff',
      '\t',
      ' folded\r\n more',
      'a\rb',
      'a\nb',
    ],
    ...['a\0b', 'Thu, 01 Jan 1970 00:00:00 GMT', 'x'.repeat(8000), ','.repeat(2000), '202-nothing'],
  ),
  visible(40),
  bytes(20),
);

export const headers: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method,
      target: known,
      lines: fc.array(fc.tuple(NAME, fc.constantFrom(': ', ':', ' : ', '', ' '), VALUE), {
        minLength: 1,
        maxLength: 6,
      }),
    })
    .map(({ method: name, target, lines }) =>
      requestText(
        name,
        target,
        lines.map((parts) => parts.join('')),
      ),
    ),
);

/** One header of up to two million bytes, or as many as fit and more. */
export const hugeHeads: fc.Arbitrary<FuzzCase> = fc
  .record({
    at: cheapTarget,
    target: known,
    shape: fc.constantFrom('target', 'value', 'name', 'lines', 'cookies', 'query'),
    times: fc.oneof(
      fc.integer({ min: 100, max: 3000 }),
      fc.integer({ min: 10_000, max: 20_000 }),
      fc.integer({ min: 60_000, max: 300_000 }),
    ),
  })
  .map(({ at, target, shape, times }): FuzzCase => {
    const begin = once(`GET ${target}`);
    const line = once(` HTTP/1.1${CRLF}Host: ${host}${CRLF}`);
    const end = once(`${CRLF}Connection: close${CRLF}${CRLF}`);
    const many = (text: string): Piece => ({ text, times });
    const pieces: Record<typeof shape, Piece[]> = {
      target: [begin, many('a'), line, once('X: y'), end],
      query: [begin, once('?'), many('a=b&'), line, once('X: y'), end],
      value: [begin, line, once('X: '), many('y'), end],
      name: [begin, line, many('X'), once(': y'), end],
      lines: [begin, line, many(`X: y${CRLF}`), once('X: y'), end],
      cookies: [begin, line, once('Cookie: '), many('a=b; '), end],
    };
    return { at, crossed: false, pieces: pieces[shape], apart: false, after: 'wait', answers: 1 };
  });

export const hosts: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method,
      target: known,
      lines: fc.array(
        fc.oneof(
          fc.constantFrom(
            ...[
              '',
              ' ',
              'evil.invalid',
              `evil.invalid:${host}`,
              `user@${host}`,
              `${host}/x`,
              '[::1]',
            ],
            ...[
              '[::1',
              '127.0.0.1:0',
              '127.0.0.1:99999',
              'localhost',
              '127.0.0.1.',
              '0x7f.1',
              '\u00ff',
            ],
            ...[
              host,
              `${host}, evil.invalid`,
              `${host}\t`,
              '..',
              '%00',
              `${host}#`,
              'a'.repeat(3000),
            ],
          ),
          visible(16),
        ),
        { maxLength: 3 },
      ),
      version: fc.constantFrom('HTTP/1.1', 'HTTP/1.1', 'HTTP/1.0'),
    })
    .map(
      ({ method: name, target, lines, version }) =>
        `${name} ${target} ${version}${CRLF}${lines.map((value) => `Host: ${value}${CRLF}`).join('')}Connection: close${CRLF}${CRLF}`,
    ),
);

/** A line break in every spelling that some server has once turned into one. */
const BREAK = fc.constantFrom(
  ...[CRLF, '\r', '\n', '%0d%0a', '%0D%0A', '%0a', '%0d', '\\r\\n', '\u0085', '%E5%98%8A%E5%98%8D'],
  ...[
    '%250d%250a',
    '\u010d\u010a'.replace(/./gu, (c) => String.fromCharCode(c.charCodeAt(0) & 0xff)),
  ],
  ...['\u000b', '\u000c', '%u000d%u000a', ' \r\n '],
);

/** What would be an answer's, did the break work: a header, a cookie, a whole answer, markup. */
const SMUGGLED = fc.constantFrom(
  ...[`${mark}: 1`, `Set-Cookie: ${mark}=1`, `Location: http://evil.invalid/${mark}`],
  ...[`Content-Length: 0${CRLF}${CRLF}HTTP/1.1 200 ${mark}${CRLF}${mark}: 1${CRLF}${CRLF}`],
  ...[`<script>${mark}</script>`, `"><img src=${mark}>`, `Access-Control-Allow-Origin: ${mark}`],
);

const splitter = fc
  .record({ before: visible(5), gap: BREAK, what: SMUGGLED, twice: fc.boolean() })
  .map(({ before, gap, what, twice }) => `${before}${gap}${twice ? gap : ''}${what}`);

const WHERE = fc.constantFrom(
  ...['query', 'path', 'Origin', 'Access-Control-Request-Method', 'Access-Control-Request-Headers'],
  ...['Cookie', 'Host', 'Referer', 'User-Agent', 'Access-Control-Request-Private-Network', 'Range'],
);

const REFLECTING = fc.constantFrom(
  ...[`/${open}/app/me`, `/${open}/app/session`, `/${open}/plain/me`, `/${open}/none`, '/nothing'],
  ...['/scenario/', '/acts/0/end', '/', '/stage', `/${open}/resource`, '/client/none.js'],
);

/** Values that would end a header line of the answer that carries them. */
export const splitting: fc.Arbitrary<FuzzCase> = plain(
  fc
    .record({
      method: fc.constantFrom('GET', 'OPTIONS', 'OPTIONS', 'POST', 'HEAD'),
      target: REFLECTING,
      where: WHERE,
      what: fc.oneof(splitter, splitter, fc.string({ unit: byte, maxLength: 30 })),
      html: fc.boolean(),
    })
    .map(({ method: name, target, where, what, html }) => {
      const whole =
        where === 'query' ? `${target}?${what}` : where === 'path' ? `${target}${what}` : target;
      const lines = [
        ...(html ? ['Accept: text/html'] : []),
        ...(name === 'OPTIONS' && where !== 'Origin' ? ['Origin: http://a.invalid'] : []),
        ...(where === 'query' || where === 'path' ? [] : [`${where}: ${what}`]),
      ];
      return requestText(name, whole, lines);
    }),
);
