/** The bytes that accept a WebSocket: the answer to its key, one message, and the close. */
import { createHash } from 'node:crypto';
import type { Header, WebSocketAnswer } from '../scenarios/types.ts';

/** https://www.rfc-editor.org/rfc/rfc6455#section-1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2 */
export const acceptanceOf = (key: string): string =>
  createHash('sha1')
    .update(key + GUID)
    .digest('base64');

const FIN = 0x80;
const TEXT = 0x1;
const CLOSE = 0x8;
/** https://www.rfc-editor.org/rfc/rfc6455#section-5.2 : above it, a length needs more bytes. */
const SHORT = 125;
/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const NORMAL_CLOSURE = 1000;

/** https://www.rfc-editor.org/rfc/rfc6455#section-5.2 : one frame of a server, so without a mask. */
function frame(opcode: number, payload: Buffer): Buffer {
  if (payload.length > SHORT)
    throw new Error(`a message of ${payload.length} bytes: ${SHORT} at most`);
  return Buffer.concat([Buffer.from([FIN | opcode, payload.length]), payload]);
}

/** Everything that is sent: handshake, message and close. `key` is the client's, empty if it has none. */
export function webSocketBytes({ message, headers = [] }: WebSocketAnswer, key: string): Buffer {
  const lines: readonly Header[] = [
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
    ['Sec-WebSocket-Accept', acceptanceOf(key)],
    ...headers,
  ];
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const code = Buffer.alloc(2);
  code.writeUInt16BE(NORMAL_CLOSURE);
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 101 Switching Protocols\r\n${head}\r\n`, 'latin1'),
    frame(TEXT, Buffer.from(message)),
    frame(CLOSE, code),
  ]);
}

/** The key of a handshake; `rawHeaders` as Node gives them. */
export function keyOf(rawHeaders: readonly string[]): string {
  const at = rawHeaders.findIndex(
    (part, index) => index % 2 === 0 && part.toLowerCase() === 'sec-websocket-key',
  );
  return at === -1 ? '' : (rawHeaders[at + 1] ?? '');
}
