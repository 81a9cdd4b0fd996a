/** Listening on loopback, in both address families at one port, and on nothing else. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { adoptConnection, answerMalformed, isAdopted } from './connection.ts';
import { isBadPort } from './ports.ts';
import type { RunCertificate } from './types.ts';

/** `localhost` may mean either; a browser that tries the other family first must get in, too. */
const LOOPBACK = ['127.0.0.1', '::1'] as const;

/** How often another free port is tried while `::1` has it taken. */
const TRIES = 50;

/**
 * Milliseconds in which a client that has ended its half takes the next bytes of its answer. One
 * that has reset looks the same where bytes came before, and over TLS nothing tells Node otherwise:
 * what is written then stays for good, and so would the socket.
 */
const LAST_BYTES = 5_000;

/** What a system without that address family, or without `::1`, says. */
const NO_SUCH_FAMILY = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

export interface ListenOptions {
  /** For error texts: the key of `OriginsOptions.ports`, or what else listens here. */
  readonly name: string;
  readonly handler: RequestListener;
  /** Given: https. */
  readonly certificate?: RunCertificate;
  /** Absent: a free port. */
  readonly port?: number | undefined;
  /** Called when it stops listening though nobody has closed it. */
  readonly onLost?: () => void;
  /** Every answer is the last of its connection, so every request comes on a connection of its own. */
  readonly oneRequestPerConnection?: true;
}

/** One port of loopback, served. */
export interface Listener {
  readonly port: number;
  /** As the system reports them: one per address family. */
  readonly addresses: readonly AddressInfo[];
  /** Ends every connection at once. */
  close(): Promise<void>;
}

interface Bound {
  readonly server: Server;
  /** Raw TCP sockets, those still in a TLS handshake included. */
  readonly sockets: Set<Socket>;
}

/** Serves one port on 127.0.0.1 and, where there is one, on ::1. Throws one line of text. */
export async function listenOnLoopback(options: ListenOptions): Promise<Listener> {
  const { name, port: fixed } = options;
  if (fixed !== undefined && !(Number.isInteger(fixed) && fixed > 0 && fixed < 65_536)) {
    throw new Error(
      `${fixed}, asked for as \`${name}\`, is no port: give a whole number from 1 to 65535.`,
    );
  }
  if (fixed !== undefined && isBadPort(fixed)) {
    throw new Error(
      `Port ${fixed}, asked for as \`${name}\`, is one that browsers never connect to: give another.`,
    );
  }
  for (let tries = 0; tries < TRIES; tries += 1) {
    const pair = await bindPair(options);
    if (pair !== null) return pair;
  }
  throw new Error(
    `No port was free on 127.0.0.1 and ::1 at once in ${TRIES} tries (\`${name}\`): give fixed ports, or end what listens on so many.`,
  );
}

/** Null: the free port that was given is of no use, ask for another. */
async function bindPair(options: ListenOptions): Promise<Listener | null> {
  const bound: Bound[] = [];
  let closing = false;
  const close = async () => {
    closing = true;
    await Promise.all(bound.map(shut));
  };
  let port = options.port ?? 0;
  for (const host of LOOPBACK) {
    const next = bindable(options);
    try {
      next.server.listen({ port, host });
      await once(next.server, 'listening');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (host === '::1' && NO_SUCH_FAMILY.has(code ?? '')) continue;
      await close();
      if (options.port === undefined && code === 'EADDRINUSE') return null;
      throw new Error(refusalText(options, host, code), { cause: error });
    }
    bound.push(next);
    next.server.once('close', () => {
      if (!closing) options.onLost?.();
    });
    port = (next.server.address() as AddressInfo).port;
    if (isBadPort(port)) {
      await close();
      return null;
    }
  }
  return { port, addresses: bound.map(({ server }) => server.address() as AddressInfo), close };
}

const refusalText = ({ name, port }: ListenOptions, host: string, code = 'unknown error') =>
  code === 'EADDRINUSE'
    ? `Port ${port} on ${host}, asked for as \`${name}\`, is taken: give another port, or end the program that listens there.`
    : code === 'EACCES'
      ? `Port ${port}, asked for as \`${name}\`, is reserved by the system: give one above 1023.`
      : `Port ${port ?? '(any)'} on ${host}, asked for as \`${name}\`, can't be listened on (${code}): give another port.`;

function bindable({ handler, certificate, oneRequestPerConnection }: ListenOptions): Bound {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  // Idle connections are never ended from this side, neither one that waits for its next request
  // nor one that a browser opened ahead of its first: the browser might be about to use it, and
  // would see a failure, or a 408, that no scenario declared.
  const settings = {
    keepAliveTimeout: 0,
    headersTimeout: 0,
    requestTimeout: 0,
    // Node would refuse without a word; the apps do it in a sentence.
    requireHostHeader: false,
  };
  if (certificate === undefined) {
    const server = createHttpServer(settings, handler);
    if (oneRequestPerConnection) server.maxRequestsPerSocket = 1;
    server.on('connection', (socket: Socket) => {
      if (isAdopted(socket)) return;
      keep(socket);
      boundEnd(socket);
      adoptConnection(socket, { scheme: 'http', tcp: socket });
    });
    server.on('clientError', (error, socket) => answerMalformed(error, socket, server));
    return { server, sockets };
  }
  const server = createHttpsServer(
    { ...settings, key: certificate.keyPem, cert: certificate.pem },
    handler,
  );
  // Node doesn't tell which TCP socket is under a TLS socket, and only the former can be reset.
  const tcpByPeer = new Map<string, Socket>();
  /** Undefined: the client is gone already, and nobody is at the other end. */
  const peer = ({ remoteAddress, remotePort }: Socket) =>
    remoteAddress === undefined ? undefined : `${remoteAddress} ${remotePort}`;
  server.on('connection', (socket: Socket) => {
    const key = peer(socket);
    keep(socket);
    if (key === undefined) return;
    tcpByPeer.set(key, socket);
    socket.on('close', () => {
      // A client may come again from the same port before its last connection is seen to be over.
      if (tcpByPeer.get(key) === socket) tcpByPeer.delete(key);
    });
  });
  const serve = server.listeners('secureConnection');
  server.removeAllListeners('secureConnection');
  server.on('secureConnection', (socket: TLSSocket) => {
    if (!isAdopted(socket)) {
      const tcp = tcpByPeer.get(peer(socket) ?? '');
      if (tcp === undefined) {
        // The client was gone before its handshake was seen to end. Node's own listener must not
        // have it: its parser would read on whatever is destroyed.
        socket.destroy();
        return;
      }
      adoptConnection(socket, { scheme: 'https', tcp });
      boundEnd(socket);
    }
    for (const listener of serve) listener.call(server, socket);
  });
  server.on('clientError', (error, socket) => answerMalformed(error, socket, server));
  return { server, sockets };
}

/** No connection outlives its client for long. */
function boundEnd(socket: Socket): void {
  socket.once('end', () => socket.setTimeout(LAST_BYTES, () => socket.destroy()));
}

async function shut({ server, sockets }: Bound): Promise<void> {
  // One that has stopped by itself tells it no second time.
  const closed = server.listening ? once(server, 'close') : undefined;
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
