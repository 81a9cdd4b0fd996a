/** Connections that misbehave: pipelines, upgrades, the wrong protocol, an end in the middle. */
import fc from 'fast-check';
import type { FuzzCase } from '../case.ts';
import {
  CRLF,
  bytes,
  cheapTarget,
  ended,
  host,
  known,
  method,
  once,
  open,
  plain,
  requestText,
  target,
} from './parts.ts';

const KEEP = 'Connection: keep-alive';

/** Behind a hanging answer, long ones keep the server from reading until the act ends: no fault. */
const answering = known.filter((path) => !path.endsWith('/hang'));

const link = fc.oneof(
  { weight: 3, arbitrary: answering.map((path) => requestText('GET', path, [KEEP])) },
  {
    weight: 2,
    arbitrary: fc
      .record({ method, path: answering })
      .map(({ method: name, path }) => requestText(name, path, [KEEP])),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      requestText('POST', `/${open}/any`, [KEEP], 'hello'),
      requestText('POST', `/${open}/app/session`, [KEEP, 'Content-Type: application/json'], '{}'),
      requestText('POST', `/${open}/any`, [KEEP, 'Transfer-Encoding: chunked'], `0${CRLF}${CRLF}`),
      requestText('GET', `/${open}/socket`, [KEEP]),
      `${CRLF}${CRLF}`,
      'junk',
    ),
  },
);

/** Many requests in one write. */
export const pipelines: fc.Arbitrary<FuzzCase> = fc
  .record({
    links: fc.array(link, { minLength: 2, maxLength: 12 }),
    at: cheapTarget,
    apart: fc.boolean(),
  })
  .map(({ links, at, apart }) => ({
    at,
    crossed: false,
    pieces: links.map(once),
    apart,
    after: 'wait',
    answers: links.length,
  }));

const UPGRADE = fc.constantFrom(
  'websocket',
  'websocket',
  'h2c',
  'WebSocket, h2c',
  '',
  'TLS/1.0',
  '\u00ff',
);
const KEY = fc.oneof(
  fc.constantFrom('AAAAAAAAAAAAAAAAAAAAAA==', '', 'x', '='.repeat(5000), '\u00ff', 'a b'),
  bytes(20),
);

/** Frames: masked or not, too long, reserved bits, a close, nothing. */
const FRAMES = fc.oneof(
  fc.constantFrom(
    ...[
      '',
      '\u0081\u0005hello',
      '\u0081\u0085\0\0\0\0hello',
      '\u0088\u0080\0\0\0\0',
      '\u00ff\u00ff',
    ],
    ...[
      '\u0081\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
      '\u0081\u007e\u00ff\u00ff',
      '\u0089\0',
    ],
    requestText('GET', '/'),
  ),
  bytes(30),
);

/** Handshakes of a WebSocket gone wrong, at a route that takes them and at ones that do not. */
export const upgrades: fc.Arbitrary<FuzzCase> = fc
  .record({
    at: cheapTarget,
    method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'CONNECT', 'BREW'),
    path: fc.oneof(fc.constantFrom(`/${open}/socket`, `/${ended}/socket`), known),
    upgrade: UPGRADE,
    connection: fc.constantFrom(
      'Upgrade',
      'upgrade, keep-alive',
      'close',
      'Upgrade, HTTP2-Settings',
    ),
    keys: fc.array(KEY, { maxLength: 2 }),
    version: fc.constantFrom('13', '8', '', '99', '13, 8'),
    frames: FRAMES,
    apart: fc.boolean(),
  })
  .map((one): FuzzCase => ({
    at: one.at,
    crossed: false,
    pieces: [
      once(
        requestText(one.method, one.path, [
          `Upgrade: ${one.upgrade}`,
          `Connection: ${one.connection}`,
          ...one.keys.map((key) => `Sec-WebSocket-Key: ${key}`),
          `Sec-WebSocket-Version: ${one.version}`,
          'HTTP2-Settings: AAMAAABkAAQAAP__',
        ]),
      ),
      once(one.frames),
    ],
    apart: one.apart,
    after: 'wait',
    answers: 1,
  }));

/** A record of TLS: type, version, length, and what need not be that long. */
const record = fc
  .record({
    type: fc.constantFrom(20, 21, 22, 22, 22, 23, 24, 0, 255),
    version: fc.constantFrom('\x03\x01', '\x03\x03', '\x03\x00', '\x02\x00', '\xff\xff'),
    length: fc.integer({ min: 0, max: 0xffff }),
    body: bytes(60),
    right: fc.boolean(),
  })
  .map(({ type, version, length, body, right }) => {
    const size = right ? body.length : length;
    return `${String.fromCharCode(type)}${version}${String.fromCharCode(size >> 8, size & 0xff)}${body}`;
  });

/** Bytes on a port that speaks TLS. A TLS client on a port that does not is `crossed`, too. */
export const tlsGarbage: fc.Arbitrary<FuzzCase> = fc.oneof(
  fc
    .record({
      text: fc.oneof(
        record,
        record,
        bytes(40),
        known.map((path) => requestText('GET', path)),
      ),
      at: fc.constantFrom<FuzzCase['at'][]>('pageSecure', 'apiSecure'),
      after: fc.constantFrom<FuzzCase['after'][]>('wait', 'half-close', 'reset'),
    })
    .map(({ text, at, after }) => ({
      at,
      crossed: true,
      pieces: [once(text)],
      apart: false,
      after,
      answers: 1,
    })),
  fc
    .record({
      at: fc.constantFrom<FuzzCase['at'][]>('page', 'api'),
      path: known,
    })
    .map(({ at, path }) => ({
      at,
      crossed: true,
      pieces: [once(requestText('GET', path))],
      apart: false,
      after: 'wait' as const,
      answers: 1,
    })),
);

/** Requests that end in the middle, or whose client is gone before the answer. */
export const broken: fc.Arbitrary<FuzzCase> = fc
  .record({
    at: fc.oneof(cheapTarget, target),
    method,
    path: known,
    body: fc.constantFrom('', 'hello', '{"user":"alice"}'),
    /** Of a thousand. */
    cut: fc.oneof(fc.constant(1000), fc.integer({ min: 1, max: 999 })),
    parts: fc.integer({ min: 1, max: 6 }),
    after: fc.constantFrom<FuzzCase['after'][]>('half-close', 'reset', 'wait'),
  })
  .map(({ at, method: name, path, body, cut, parts, after }): FuzzCase => {
    const whole = requestText(name, path, [], body);
    const text = whole.slice(0, Math.max(1, Math.ceil((whole.length * cut) / 1000)));
    const size = Math.ceil(text.length / parts);
    const pieces = Array.from({ length: parts }, (_, index) =>
      once(text.slice(index * size, (index + 1) * size)),
    );
    return { at, crossed: false, pieces, apart: parts > 1, after, answers: 1 };
  });

/** Bytes, and a right request with some of its bytes exchanged. */
export const noise: fc.Arbitrary<FuzzCase> = plain(
  fc.oneof(
    bytes(200),
    fc
      .record({
        method,
        path: known,
        changes: fc.array(fc.tuple(fc.nat(400), bytes(3)), { minLength: 1, maxLength: 5 }),
      })
      .map(({ method: name, path, changes }) => {
        let text = requestText(name, path, [`Origin: http://${host}`, 'Accept: */*'], 'hello');
        for (const [at, by] of changes) {
          const where = at % text.length;
          text = `${text.slice(0, where)}${by}${text.slice(where + 1)}`;
        }
        return text;
      }),
  ),
);
