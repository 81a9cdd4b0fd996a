/** Connections that send a byte now and then, as long as the run goes on: bounded in number. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { TARGETS } from './case.ts';
import type { Server } from './server.ts';

const REQUESTS = [
  'GET /stage HTTP/1.1\r\nHost: a\r\nX-Slow: ',
  'POST /acts/0/end HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n[',
  'POST /nothing HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n',
  '',
] as const;

/** So many for each origin and request. */
const EACH = 3;

export class SlowClients {
  readonly #sockets: Socket[] = [];

  constructor(server: Server) {
    for (const at of TARGETS) {
      const port = server.portOf(at);
      for (const text of REQUESTS) {
        for (let count = 0; count < EACH; count += 1) {
          const socket =
            at.endsWith('Secure') && text !== ''
              ? connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false })
              : connectTcp({ port, host: '127.0.0.1' });
          // A server may end them; that is no fault.
          socket.on('error', () => {});
          socket.resume();
          if (text !== '') socket.write(text);
          this.#sockets.push(socket);
        }
      }
    }
  }

  get count(): number {
    return this.#sockets.length;
  }

  /** One more byte each. */
  tick(): void {
    for (const socket of this.#sockets) if (socket.writable) socket.write('x');
  }

  /** Resolves when all are gone. */
  async close(): Promise<void> {
    await Promise.all(
      this.#sockets.map(
        (socket) =>
          new Promise<void>((resolve) => {
            if (socket.closed) {
              resolve();
              return;
            }
            socket.once('close', () => resolve());
            socket.destroy();
          }),
      ),
    );
  }
}
