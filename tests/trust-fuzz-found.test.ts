/** What the fuzz has found, each as the smallest request that shows it. */
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { handBook } from '../scripts/serve/handbook.ts';
import { createHandRoutes } from '../servers/hand/index.ts';
import { startOrigins } from '../servers/index.ts';
import { expect, test } from './origins-fixture.ts';
import type { Answer } from '../scenarios/types.ts';
import { openRaw, requestText } from './raw-client.ts';

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
  origins,
}) => {
  const acting = act({
    'ALL /resource': { status: 200, headers: [] },
    'ALL /reset': { connection: 'reset' },
  });
  const open = () =>
    process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
  const before = open();
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
  await expect.poll(open).toBe(before);
  const secure = acting.exchanges().filter(({ arrival }) => arrival.at.startsWith('https'));
  const { port } = new URL(origins.table.apiSecure);
  expect(new Set(secure.map(({ arrival }) => new URL(arrival.at).port))).toEqual(new Set([port]));
  expect(acting.discrepancies()).toEqual([]);
});

const KEEP = ['Connection: keep-alive'];

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
      requestText('POST', `/${acting.token}/app/session`, {
        headers: ['Content-Type: application/json'],
        body: '{}',
      }).replace('Connection: close', KEEP[0] ?? ''),
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
