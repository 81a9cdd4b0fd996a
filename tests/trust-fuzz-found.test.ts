/** What the fuzz has found, each as the smallest request that shows it. */
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readAnswers } from '../scripts/trust/fuzz/answers.ts';
import { handBook } from '../scripts/serve/handbook.ts';
import { createHandRoutes } from '../servers/hand/index.ts';
import { startOrigins } from '../servers/index.ts';
import { expect, test } from './origins-fixture.ts';
import type { Answer } from '../scenarios/types.ts';
import { keptAlive, openRaw, requestText } from './raw-client.ts';

/** Of this process: those of the servers, and of the clients here. */
const openSockets = (): number =>
  process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;

/** Sends a request in the flight that ends the handshake, and resets at once. */
const sendAndReset = (port: number, text: string): Promise<void> =>
  new Promise((resolve) => {
    const tcp = connectTcp({ port, host: '127.0.0.1' });
    const socket = connectTls({ socket: tcp, rejectUnauthorized: false });
    for (const stream of [tcp, socket]) stream.on('error', () => {});
    socket.on('close', () => resolve());
    socket.write(text, 'latin1', () => {
      if (!tcp.destroyed) tcp.resetAndDestroy();
      socket.destroy();
    });
  });

test('an https client that is gone when its handshake ends harms nothing', async ({
  act,
  at,
  ask,
}) => {
  const acting = act({
    'ALL /resource': { status: 200, headers: [] },
    'ALL /reset': { connection: 'reset' },
  });
  const before = openSockets();
  for (let round = 0; round < 10; round += 1) {
    await Promise.all(
      Array.from({ length: 8 }, (_, index) => {
        const path = `/${acting.token}/${index % 2 === 0 ? 'resource' : 'reset'}`;
        return sendAndReset(at('apiSecure').port, requestText('POST', path, { body: 'hello' }));
      }),
    );
  }
  expect((await ask(acting, 'GET', '/resource')).text).toContain('200 OK');
  await acting.settled();
  // Nothing else would tell that they are gone: no byte comes, and no error.
  await expect.poll(openSockets).toBe(before);
  expect(acting.discrepancies()).toEqual([]);
});

for (const secure of [false, true]) {
  test(`a client that has ended its half and takes nothing is left${secure ? ', over TLS' : ''}`, async ({
    act,
    at,
  }) => {
    // More than any buffer on the way holds.
    const long = { status: 200, headers: [], body: 'x'.repeat(32 * 1024 * 1024) };
    const acting = act({ 'GET /long': long });
    const to = at(secure ? 'apiSecure' : 'api');
    const { socket } = openRaw({ ...to, ...(secure && { tls: { rejectUnauthorized: false } }) });
    // With this end of the connection, which stays until the test ends it.
    const before = openSockets();
    socket.pause().end(requestText('GET', `/${acting.token}/long`), 'latin1');
    await acting.arrived(1);
    expect(openSockets()).toBeGreaterThan(before);
    await expect.poll(openSockets).toBe(before);
    socket.destroy();
  });
}

/** What Node does not write itself, behind an answer that has not left yet. */
const UNUSUAL: readonly (readonly [words: string, answer: Answer, says: string])[] = [
  ['raw bytes', { raw: 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nraw' }, 'raw'],
  ['a WebSocket', { webSocket: 'accepted', message: 'hello' }, '\x81\x05hello\x88'],
  ['a close', { connection: 'close' }, ''],
];

for (const [words, answer, says] of UNUSUAL) {
  test(`${words} in a pipeline waits for the answer before, and the connection ends`, async ({
    act,
    at,
  }) => {
    const acting = act({ 'ALL /app': { app: 'login', cors: null }, 'GET /odd': answer });
    // The app reads its body a turn later, so its answer is still to come when the next one is due.
    const pipeline = [
      keptAlive('POST', `/${acting.token}/app/session`, {
        headers: ['Content-Type: application/json'],
        body: '{}',
      }),
      requestText('GET', `/${acting.token}/odd`),
    ].join('');
    const { socket, ended } = openRaw(at('api'));
    socket.write(pipeline, 'latin1');
    if (says !== '') await expect.poll(() => socket.bytesRead).toBeGreaterThan(200);
    await acting.settled();
    socket.end();
    const { text } = await ended;
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*\{"user":"alice"\}/);
    expect(text.slice(text.indexOf('alice'))).toContain(says);
  });
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1 : masked, as a client's frames are. */
const CLOSE_FRAME = '\x88\x80\0\0\0\0';

for (const [words, order] of [
  ['before', ['socket', 'long', 'long']],
  ['between', ['long', 'socket', 'long', 'long']],
] as const) {
  test(`a WebSocket ${words} long answers is heard to its end`, async ({ act, at }) => {
    const acting = act({
      'GET /socket': { webSocket: 'accepted', message: 'hello' },
      // More than Node lets wait for its turn before it reads no further.
      'GET /long': { status: 200, headers: [], body: 'x'.repeat(64 * 1024) },
    });
    const pipeline = order.map((name) => keptAlive('GET', `/${acting.token}/${name}`));
    const { socket, ended } = openRaw(at('api'));
    socket.write(pipeline.join(''), 'latin1');
    await acting.arrived(order.length);
    socket.write(CLOSE_FRAME, 'latin1');
    expect((await ended).text).toContain('\x81\x05hello\x88');
  });
}

/** JSON can hold what cannot be turned into text or a number. */
const POISON = { toString: 1, valueOf: 1 };

test('JSON that no text can be made of is refused by the pages by hand, not failed at', async () => {
  const origins = await startOrigins({
    pageRoutes: (given) =>
      createHandRoutes(
        given,
        handBook(() => null),
      ),
  });
  const post = (path: string, body: unknown) =>
    fetch(`${origins.table.page}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const opened = await post('/scenario/allow-origin-missing/acts', { act: 'refused' });
  const { token } = (await opened.json()) as { token: string };
  expect((await post(`/acts/${token}/server-run`, { run: POISON })).status).toBe(400);
  const blocked = { verdict: 'blocked' };
  for (const sight of [
    { verdict: POISON },
    { ...blocked, error: { name: POISON, message: '' } },
    { ...blocked, error: [] },
    { ...blocked, headers: { a: POISON } },
    { ...blocked, headers: [] },
    { ...blocked, events: [POISON] },
  ]) {
    expect((await post(`/acts/${token}/end`, { seen: [sight] })).status).toBe(400);
  }
  expect((await post(`/acts/${token}/end`, { seen: [blocked] })).status).toBe(200);
  await origins.close();
});

const BEHIND: readonly (readonly [words: string, text: string])[] = [
  ['a method that Node does not know', requestText('BREW', '/none')],
  ['no HTTP', 'hello\r\n\r\n'],
];

for (const [words, text] of BEHIND) {
  test(`${words}, in a pipeline, does not break into the answers before`, async ({ at }) => {
    const page = keptAlive('GET', '/vendor/axios.js');
    for (let round = 0; round < 20; round += 1) {
      const { socket, ended } = openRaw(at('page'));
      // Files are read from disk, so their answers may begin before a refusal, and end after it.
      socket.write(page, 'latin1');
      socket.once('data', () => socket.write(text, 'latin1'));
      const { text: all } = await ended;
      const { answers, partial, wrong } = readAnswers(all, { head: false, closed: true });
      expect([partial, wrong]).toEqual(['', null]);
      expect(answers.map(({ status }) => status)).toEqual([200, expect.any(Number)]);
    }
  });
}

test('a reset behind a close leaves no socket', async ({ act, at }) => {
  const acting = act({
    'GET /close': { connection: 'close' },
    'GET /reset': { connection: 'reset' },
  });
  const [close = '', reset = ''] = ['close', 'reset'].map((name) =>
    keptAlive('GET', `/${acting.token}/${name}`),
  );
  const before = openSockets();
  for (let round = 0; round < 15; round += 1) {
    const socket = connectTcp({ ...at('api'), host: '127.0.0.1', allowHalfOpen: true });
    socket.on('error', () => {}).resume();
    // The second request must come while the end that the first one made is under way.
    socket.write(close, 'latin1', () => setImmediate(() => socket.write(reset, 'latin1')));
    await once(socket, 'end').catch(() => {});
    socket.destroy();
  }
  await expect.poll(openSockets).toBe(before);
});

test('a reset in the midst of an https pipeline does not tear down the parser at work', async ({
  act,
  at,
  ask,
}) => {
  const acting = act({
    'ALL /any': { status: 200, headers: [] },
    'ALL /reset': { connection: 'reset' },
  });
  const one = (path: string, body = ''): string => keptAlive('POST', path, { body });
  const pipeline = [
    one(`/${acting.token}/any`, 'hello'),
    one('/client/perform.js'),
    one(`/${acting.token}/reset`),
    one(`/${acting.token}/any`, 'hello').repeat(4),
  ].join('');
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(
      Array.from({ length: 24 }, () => {
        const tls = { rejectUnauthorized: false };
        const { socket, ended } = openRaw({ ...at('pageSecure'), tls });
        socket.write(pipeline, 'latin1');
        return ended;
      }),
    );
  }
  expect((await ask(acting, 'GET', '/any')).text).toContain('200 OK');
});
