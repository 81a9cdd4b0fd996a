/** A client that writes bytes and reads bytes, for tests of what really goes over the wire. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls, type ConnectionOptions } from 'node:tls';

export interface RawAnswer {
  /** Everything that came before the connection ended, latin1. */
  readonly text: string;
  /** The error's code, where the connection did not end in order. */
  readonly error: string | null;
}

export interface Destination {
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Given: TLS. */
  readonly tls?: ConnectionOptions;
}

/** An open connection; for requests that are not answered at once. */
export interface RawConnection {
  readonly socket: Socket;
  /** Resolves when the connection has ended. */
  readonly ended: Promise<RawAnswer>;
}

export function openRaw({ port, host = '127.0.0.1', tls }: Destination): RawConnection {
  const socket = tls ? connectTls({ port, host, ...tls }) : connectTcp({ port, host });
  const ended = new Promise<RawAnswer>((resolve) => {
    const chunks: Buffer[] = [];
    let error: string | null = null;
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', (failure: NodeJS.ErrnoException) => {
      error = failure.code ?? failure.message;
    });
    socket.on('close', () => resolve({ text: Buffer.concat(chunks).toString('latin1'), error }));
  });
  return { socket, ended };
}

/** Writes `bytes` (latin1) and reads until the server ends the connection. */
export async function exchangeRaw(to: Destination, bytes: string): Promise<RawAnswer> {
  const { socket, ended } = openRaw(to);
  socket.write(bytes, 'latin1');
  return ended;
}

/** A whole request after which the server ends the connection. */
export const requestText = (
  method: string,
  path: string,
  {
    host = '127.0.0.1',
    headers = [],
    body = '',
  }: { host?: string; headers?: string[]; body?: string } = {},
): string =>
  [
    `${method} ${path} HTTP/1.1`,
    `Host: ${host}`,
    ...headers,
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
    'Connection: close',
    '',
    body,
  ].join('\r\n');

/** A whole request after which the server waits for the next one. */
export const keptAlive = (...asked: Parameters<typeof requestText>): string =>
  requestText(...asked).replace('Connection: close', 'Connection: keep-alive');
