/** Which ports an origin can have, and one that surely refuses. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** https://fetch.spec.whatwg.org/#port-blocking : a browser fails these before it connects. */
const BAD_PORTS: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080,
]);

/** True for a port that every browser blocks, whatever listens there. */
export const isBadPort = (port: number): boolean => BAD_PORTS.has(port);

/** A port of 127.0.0.1 that refuses connections until `close`. */
export interface RefusingPort {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A port that is merely closed can be given to anybody the next moment. This one is the local end
 * of a connection, so that no other program gets it, and nothing listens on it. The connection is
 * made without naming its port: a port that was bound by hand is marked reusable by libuv, and
 * another program could then listen there.
 */
export async function holdRefusingPort(): Promise<RefusingPort> {
  const host = '127.0.0.1';
  const other = createServer();
  other.listen(0, host);
  await once(other, 'listening');
  const holder = connect((other.address() as AddressInfo).port, host);
  const [[farEnd]] = await Promise.all([
    once(other, 'connection') as Promise<[Socket]>,
    once(holder, 'connect'),
  ]);
  other.close();
  const port = holder.localPort ?? 0;
  const close = async () => {
    const closed = once(holder, 'close');
    farEnd.destroy();
    holder.destroy();
    await closed;
  };
  if (!isBadPort(port)) return { port, close };
  await close();
  return holdRefusingPort();
}
