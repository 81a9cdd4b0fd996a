/** The fuzz itself: a case can be repeated, an answer is read strictly, each breach is seen. */
import { createServer, type RequestListener } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { readAnswers } from '../scripts/trust/fuzz/answers.ts';
import { bytesOf, markOf, printable } from '../scripts/trust/fuzz/case.ts';
import { figuresOf } from '../scripts/trust/fuzz/figures.ts';
import { KINDS, caseAt, kindAt } from '../scripts/trust/fuzz/kinds/index.ts';
import { breachesOf, type JudgeOptions } from '../scripts/trust/fuzz/properties.ts';
import { fuzz } from '../scripts/trust/fuzz/run.ts';
import { send } from '../scripts/trust/fuzz/wire.ts';
import { allKept } from '../scripts/trust/part.ts';
import { isLoopback, listeners, listeningOf, readListeners } from '../scripts/trust/sockets.ts';

test('seed and index alone make a case', () => {
  for (const index of [0, 7, 99_999]) expect(caseAt(5, index)).toEqual(caseAt(5, index));
  expect(caseAt(5, 1)).not.toEqual(caseAt(6, 1));
});

test('the kinds come as often as they should, each in any thousand', () => {
  const counts = new Map<string, number>();
  for (let index = 3000; index < 4000; index += 1) {
    const { words } = kindAt(index);
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries(KINDS.map(({ words, share }) => [words, share])),
  );
});

test('slots are filled, characters are bytes, and both can be read', () => {
  const filling = { host: 'h:1', open: 'o', ended: 'e', hand: 'd', mark: markOf(1, 2) };
  const pieces = [{ text: '\uE001\u00ff\uE004', times: 2 }];
  expect(bytesOf({ pieces }, filling)[0]?.toString('latin1')).toBe('o\u00ffzq1q2qzo\u00ffzq1q2qz');
  expect(printable('\uE001\u00ff\r\n')).toBe('{open}\\xff\\r\\n');
});

const OPEN = { head: false, closed: false };
const HEAD = 'HTTP/1.1 200 OK\r\n';

const WRONG: readonly (readonly [what: string, text: string])[] = [
  ['no HTTP', 'hello'],
  ['a version', 'HTTP/2 200 OK\r\n\r\n'],
  ['a header name', `${HEAD}A B: 1\r\nContent-Length: 0\r\n\r\n`],
  ['a control character in a value', `${HEAD}A: \u0001\r\nContent-Length: 0\r\n\r\n`],
  ['a bare CR', `${HEAD}A: b\rC: d\r\nContent-Length: 0\r\n\r\n`],
  ['two lengths', `${HEAD}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`],
  ['length and chunks', `${HEAD}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
  ['a chunk size', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['more than was told', `${HEAD}Content-Length: 1\r\n\r\nabc`],
];

for (const [what, text] of WRONG) {
  test(`an answer is read strictly: ${what}`, () => {
    expect(readAnswers(text, OPEN).wrong).not.toBeNull();
  });
}

test('answers are read one by one; what is not whole is partial', () => {
  const two = `${HEAD}Content-Length: 1\r\n\r\na${HEAD}Transfer-Encoding: chunked\r\n\r\n2\r\nbc\r\n0\r\n\r\n`;
  const { answers, partial, wrong } = readAnswers(two, OPEN);
  expect(answers.map(({ body }) => body)).toEqual(['a', 'bc']);
  expect([partial, wrong]).toEqual(['', null]);
  expect(readAnswers(two.slice(0, -3), OPEN).answers).toHaveLength(1);
  expect(readAnswers(`${HEAD}\r\nall`, OPEN).answers).toHaveLength(0);
  expect(readAnswers(`${HEAD}\r\nall`, { ...OPEN, closed: true }).answers[0]?.body).toBe('all');
  const bare = `${HEAD}Content-Length: 9\r\n\r\n`;
  expect(readAnswers(bare, { ...OPEN, head: true }).answers).toHaveLength(1);
});

/** Sends one request to a server that does what it should not. */
async function breachesAgainst(
  listener: RequestListener,
  rest: Partial<JudgeOptions> = {},
): Promise<readonly string[]> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const request = 'GET /zq1qz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';
  const outcome = await send({
    port: (server.address() as AddressInfo).port,
    tls: false,
    pieces: [Buffer.from(request)],
    apart: false,
    after: 'wait',
    answers: 1,
    quiet: 10_000,
  });
  server.close();
  return breachesOf(outcome, {
    request,
    mark: 'zq1qz',
    secrets: [{ of: 'a file', text: 'not to be told' }],
    own: ['http://own.invalid:1'],
    plainToTls: false,
    ...rest,
  });
}

const FAULTY: readonly (readonly [breach: string, listener: RequestListener])[] = [
  ['tells a file', (_, response) => response.end('this is not to be told')],
  ['tells a stack trace', (_, response) => response.end(new Error('no').stack)],
  ["the suite's own fault: 500 no", (_, response) => response.writeHead(500).end('no')],
  [
    'a header line that the request made',
    ({ url = '' }, response) => response.setHeader(url.slice(1), '1').end(),
  ],
  [
    'a cookie that the request made',
    ({ url = '' }, response) => response.setHeader('Set-Cookie', `a=${url.slice(1)}`).end(),
  ],
  [
    'sends to http://evil.invalid/',
    (_, response) => response.writeHead(302, { Location: 'http://evil.invalid/' }).end(),
  ],
  [
    'markup that the request made',
    ({ url = '' }, response) =>
      response.setHeader('Content-Type', 'text/html').end(`<script>${url.slice(1)}</script>`),
  ],
  [
    'an answer that ends in the middle: "HTTP/1.1 200 OK\\r\\nContent-Length: 9\\r\\n\\r\\nabc"',
    ({ socket }) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc'),
  ],
  [
    'no well-formed HTTP: the header line "A B: 1"',
    ({ socket }) => socket.end('HTTP/1.1 200 OK\r\nA B: 1\r\n\r\n'),
  ],
];

for (const [breach, listener] of FAULTY) {
  test(`a server that does wrong is told: ${breach.slice(0, 40)}`, async () => {
    expect(await breachesAgainst(listener)).toEqual([breach]);
  });
}

test('a server that does right is left alone, also where it repeats what was asked', async () => {
  const listener: RequestListener = ({ url = '' }, response) => response.end(`no ${url}`);
  expect(await breachesAgainst(listener)).toEqual([]);
  const secrets = [{ of: 'a path', text: 'zq1qz' }];
  expect(await breachesAgainst(listener, { secrets })).toEqual([]);
});

test('what a process listens on is what the kernel says', async () => {
  const table = [
    '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode',
    '   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1',
    '   1: 00000000:1F91 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12 1',
    '   2: 0100007F:1F92 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 13 1',
    '   3: 00000000000000000000000001000000:01BB 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 14 1',
    '',
  ].join('\n');
  const found = readListeners(table);
  // Connections are none.
  expect(found).toEqual([
    { address: '127.0.0.1', port: 8080, inode: '11' },
    { address: '00000000', port: 8081, inode: '12' },
    { address: '::1', port: 443, inode: '14' },
  ]);
  expect(found.map(isLoopback)).toEqual([true, false, true]);
  test.skip(process.platform !== 'linux', 'only Linux has /proc');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = expect.objectContaining({ address: '127.0.0.1', port }) as unknown;
  expect(listeningOf(process.pid)).toContainEqual(own);
  // Another process has another's sockets.
  expect(listeners()).toContainEqual(own);
  expect(listeningOf(process.ppid) ?? []).not.toContainEqual(own);
  server.close();
});

const PARTIAL = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc';

/** What is said of an answer that ends in the middle, after this request. */
const ofPartial = (request: string): readonly string[] =>
  breachesOf(
    {
      text: PARTIAL,
      reading: readAnswers(PARTIAL, { head: false, closed: true }),
      end: 'closed',
      error: null,
    },
    { request, mark: 'x', secrets: [], plainToTls: false, own: [] },
  );

test('an answer may end in the middle where its connection is ended over unread requests', () => {
  const raw = 'GET /0/raw HTTP/1.1\r\nHost: a\r\n\r\n';
  expect(ofPartial(`${raw}GET / HTTP/1.1\r\n\r\n`)).toEqual([]);
  expect(ofPartial(raw)).toEqual([expect.stringContaining('ends in the middle')]);
});

test('a small run against the real servers keeps every bound', async () => {
  test.slow();
  const said: string[] = [];
  const asked = { requests: 600, seed: 3 };
  const result = await fuzz({ ...asked, say: (line) => said.push(line) });
  expect([...said, ...result.wrong, result.printed].filter((line) => line !== '')).toEqual([]);
  const figures = figuresOf(result, asked);
  expect(figures.filter(({ kept }) => !kept)).toEqual([]);
  expect(allKept({ figures })).toBe(true);
});
