/** The handshake that accepts a WebSocket, byte for byte. */
import { once } from 'node:events';
import { acceptanceOf, keyOf, webSocketBytes } from '../servers/web-socket.ts';
import { expect, test } from './origins-fixture.ts';
import { openRaw } from './raw-client.ts';

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPTANCE = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

const ACCEPTED = { webSocket: 'accepted', message: 'hello' } as const;
const HEAD =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  `Sec-WebSocket-Accept: ${ACCEPTANCE}\r\n`;
/** A text frame, and a close with status 1000. */
const FRAMES = '\x81\x05hello\x88\x02\x03\xe8';

test('the key is answered as RFC 6455 has it', () => {
  expect(acceptanceOf(KEY)).toBe(ACCEPTANCE);
  expect(keyOf(['Host', 'x', 'sec-websocket-KEY', KEY])).toBe(KEY);
  expect(keyOf(['Host', KEY])).toBe('');
});

test('a message of more than 125 bytes is refused in a line', () => {
  expect(() => webSocketBytes({ ...ACCEPTED, message: 'x'.repeat(126) }, KEY)).toThrow(
    'a message of 126 bytes: 125 at most',
  );
});

for (const origin of ['api', 'apiSecure'] as const) {
  test(`${origin} shakes hands, says its message, and ends when the client does`, async ({
    act,
    at,
    origins,
  }) => {
    const acting = act({ 'GET /socket': { ...ACCEPTED, headers: [['X-More', '1']] } });
    const { socket, ended } = openRaw({
      ...at(origin),
      ...(origin === 'apiSecure' && { tls: { ca: origins.certificate.pem } }),
    });
    socket.write(
      `GET /${acting.token}/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n` +
        `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
    );
    await once(socket, 'data');
    // A close frame, masked with zeros: https://www.rfc-editor.org/rfc/rfc6455#section-5.3
    socket.write(Buffer.from([0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8]));
    expect(await ended).toEqual({ text: `${HEAD}X-More: 1\r\n\r\n${FRAMES}`, error: null });
    expect(acting.discrepancies()).toEqual([]);
    expect(acting.exchanges()[0]).toMatchObject({ end: 'finished' });
  });
}
