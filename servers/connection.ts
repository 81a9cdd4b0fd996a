/**
 * One connection of a browser: what the wire record and the acts need to know of it, and what
 * becomes of bytes that Node's HTTP parser refuses.
 */
import { METHODS, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** Keeps bytes that leave; the wire record's end of a connection. */
export interface ByteKeeper {
  keep(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): void;
  /** The connection is over. Node tells it to the answer under way, not to those behind it. */
  lose(): void;
}

export interface Connection {
  readonly scheme: 'http' | 'https';
  readonly port: number;
  /** The TCP socket, under TLS too: the only one that can be reset. */
  readonly tcp: Socket;
  /** The method of the one request of this connection, where Node doesn't know it. */
  readonly method: string | null;
  /**
   * Whose bytes are leaving: the first one's. More than one only where a client pipelines;
   * answers leave in the order of the requests.
   */
  readonly keepers: ByteKeeper[];
}

const connections = new WeakMap<Duplex, Connection>();

/** True once `adoptConnection` has had the stream. */
export const isAdopted = (stream: Duplex): boolean => connections.has(stream);

/** The connection behind the stream that Node's HTTP server speaks to. */
export function connectionOf(stream: Duplex): Connection {
  const connection = connections.get(stream);
  if (connection === undefined) throw new Error('this stream came by no listener of this suite');
  return connection;
}

/**
 * Wraps the stream's `write`, so that what is recorded is what Node wrote, not what was meant; and
 * tells the keepers when the stream is closed.
 */
export function adoptConnection(
  stream: Duplex,
  known: { scheme: 'http' | 'https'; tcp: Socket; method?: string },
): void {
  const keepers: ByteKeeper[] = [];
  const { scheme, tcp, method = null } = known;
  connections.set(stream, { scheme, tcp, port: tcp.localPort ?? 0, method, keepers });
  const write = stream.write.bind(stream) as (...all: unknown[]) => boolean;
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]) => {
    keepers[0]?.keep(chunk, typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : undefined);
    return write(chunk, ...rest);
  };
  stream.once('close', () => {
    for (const keeper of [...keepers]) keeper.lose();
  });
}

/** Status and sentence by the parser's error code. */
const REFUSALS: Readonly<Record<string, readonly [status: string, sentence: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The header of this request is over 16 KiB: send less.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Content Too Large', 'The chunk extensions are too long.'],
};

const MALFORMED = ['400 Bad Request', 'This is not a well-formed HTTP/1.1 request'] as const;

const answered = new WeakSet<Duplex>();

/**
 * For `clientError`: a 4xx with a sentence for what is not HTTP, and a second chance for a method
 * that only Node's parser doesn't know. Never throws; the server goes on.
 */
export function answerMalformed(
  error: Error & { code?: string; rawPacket?: Buffer },
  stream: Duplex,
  server: Server,
): void {
  if (answered.has(stream)) return;
  const { code = '', rawPacket } = error;
  if (!code.startsWith('HPE_') || !stream.writable) {
    // A failed handshake, or a client that is gone: nobody is left to read an answer.
    stream.destroy();
    return;
  }
  answered.add(stream);
  // The parser would go on complaining of every later byte.
  stream.removeAllListeners('data');
  const method = rawPacket && unknownMethod(rawPacket);
  if (method) {
    serveUnknownMethod(method, rawPacket, stream, server);
    return;
  }
  const [status, words] = REFUSALS[code] ?? [MALFORMED[0], `${MALFORMED[1]} (${code}).`];
  const body = `${words}\n`;
  // What the client still sends is read and dropped: closing over unread bytes is a reset, and the
  // client would lose the answer.
  stream.on('data', () => {});
  stream.once('end', () => stream.destroy());
  whenAnswered(stream, true, () => {
    stream.end(
      `HTTP/1.1 ${status}\r\nContent-Type: text/plain\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
      'latin1',
      () => endIfDeaf(stream),
    );
  });
}

/** The answer that is under way on a stream; Node looks at this field before its own 400. */
interface Answering {
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * In a pipeline, answers to the requests before may still be leaving: written at once, this one
 * would stand in the midst of them. `begun`: waits for those alone that have begun, since what is
 * malformed may be the body of a request whose answer never will.
 */
function whenAnswered(stream: Duplex & Answering, begun: boolean, then: () => void): void {
  const { _httpMessage: message } = stream;
  if (message && (message.headersSent || !begun))
    message.once('close', () => whenAnswered(stream, begun, then));
  else if (stream.writable) then();
}

/**
 * Behind long answers Node stops reading at the handle, and once the parser has let go of that,
 * nothing begins again: nobody would see the client's end. For a stream whose answer has left.
 */
function endIfDeaf(stream: Duplex & { readonly _handle?: { readonly reading?: boolean } | null }) {
  if (stream._handle?.reading === false) stream.destroy();
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) \S+ HTTP\/1\.[01]\r\n/;

const KNOWN_METHODS = new Set(METHODS);

/** Whether Node's parser knows the method; a request with another one is its connection's last. */
export const isParsedMethod = (method: string): boolean => KNOWN_METHODS.has(method);

function unknownMethod(packet: Buffer): string | null {
  const method = REQUEST_LINE.exec(packet.toString('latin1', 0, 16 * 1024))?.[1];
  return method === undefined || isParsedMethod(method) ? null : method;
}

/**
 * Fetch lets a script send any token as method, and `patch` is not normalized to `PATCH`
 * (https://fetch.spec.whatwg.org/#concept-method-normalize), but Node's parser knows a fixed list.
 * So the request is read once more under a name that the parser knows and that may have a body;
 * the connection remembers the real one, and ends after this request.
 */
function serveUnknownMethod(method: string, packet: Buffer, stream: Duplex, server: Server): void {
  const { scheme, tcp } = connectionOf(stream);
  const again = new Duplex({
    read: () => void stream.resume(),
    write: (chunk: Buffer, encoding, done) => void stream.write(chunk, encoding, done),
    final: (done) =>
      void stream.end((error?: Error | null) => {
        done(error);
        endIfDeaf(stream);
      }),
    destroy: (error, done) => {
      stream.destroy();
      done(error);
    },
  });
  adoptConnection(again, { scheme, tcp, method });
  again.push(Buffer.concat([Buffer.from('POST'), packet.subarray(method.length)]));
  stream.on('data', (chunk: Buffer) => {
    if (!again.push(chunk)) stream.pause();
  });
  stream.on('end', () => again.push(null));
  stream.on('close', () => again.destroy());
  // An https server takes a stream that is already decrypted by another event.
  whenAnswered(stream, false, () =>
    server.emit(scheme === 'https' ? 'secureConnection' : 'connection', again),
  );
}
