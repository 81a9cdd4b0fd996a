/** Sends the bytes of one case by a connection of its own, and tells what came of it. */
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { readAnswers, type Reading } from './answers.ts';

export interface Sending {
  readonly port: number;
  readonly tls: boolean;
  readonly pieces: readonly Buffer[];
  readonly apart: boolean;
  readonly after: 'wait' | 'half-close' | 'reset';
  readonly answers: number;
  /** Milliseconds without a byte after which the client ends its half: more is not to come. */
  readonly quiet?: number;
}

export interface Outcome {
  /** Everything that came, latin1. */
  readonly text: string;
  readonly reading: Reading;
  /**
   * `closed`: by the server, or by both after whole answers. `cut`: by the client, which may have
   * lost bytes. `reset`: the connection broke. `stuck`: it did not end although the client did.
   */
  readonly end: 'closed' | 'cut' | 'reset' | 'stuck';
  /** Code of the error that ended it. */
  readonly error: string | null;
}

const QUIET = 120;
/** Milliseconds in which the server must end a connection whose client has ended. */
export const PATIENCE = 20_000;

const speaksHead = (pieces: readonly Buffer[]): boolean =>
  pieces.some((piece) => piece.subarray(0, 100_000).includes('HEAD '));

interface Opened {
  readonly socket: Socket;
  /** Under TLS, too: the only one that can be reset. */
  readonly tcp: Socket;
}

function open({ port, tls }: Sending): Opened {
  const tcp = connectTcp({ port, host: '127.0.0.1', allowHalfOpen: true });
  if (!tls) return { socket: tcp, tcp };
  // Its errors are told by the TLS socket.
  tcp.on('error', () => {});
  // Whatever comes is looked at, so whoever sent it is not.
  return { socket: connectTls({ socket: tcp, rejectUnauthorized: false }), tcp };
}

function write({ socket, tcp }: Opened, { pieces, apart, after }: Sending): void {
  const last = (): void => {
    if (after === 'half-close') socket.end();
    else if (after === 'reset') {
      if (!tcp.destroyed) tcp.resetAndDestroy();
      socket.destroy();
    }
  };
  if (!apart) {
    socket.write(Buffer.concat(pieces), last);
    return;
  }
  const next = (index: number): void => {
    const piece = pieces[index];
    if (piece === undefined) last();
    else if (socket.writable) socket.write(piece, () => setImmediate(next, index + 1));
  };
  next(0);
}

/** Never rejects. */
export function send(sending: Sending): Promise<Outcome> {
  const head = speaksHead(sending.pieces);
  return new Promise((resolve) => {
    const opened = open(sending);
    const { socket } = opened;
    const chunks: Buffer[] = [];
    let error: string | null = null;
    let ended = sending.after !== 'wait';
    let whole = false;
    let late: NodeJS.Timeout | undefined;
    const readingNow = (closed: boolean): Reading =>
      readAnswers(Buffer.concat(chunks).toString('latin1'), { head, closed });
    const stuck = setTimeout(() => finish('stuck'), PATIENCE);
    const goodbye = (): void => {
      ended = true;
      socket.end();
      stuck.refresh();
    };
    const quiet = (): void => {
      clearTimeout(late);
      if (!ended) late = setTimeout(goodbye, sending.quiet ?? QUIET);
    };
    const finish = (end: Outcome['end']): void => {
      clearTimeout(stuck);
      clearTimeout(late);
      const reading = readingNow(true);
      socket.destroy();
      opened.tcp.destroy();
      resolve({ text: Buffer.concat(chunks).toString('latin1'), reading, end, error });
    };
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      const { answers, partial } = readingNow(false);
      whole ||= partial === '' && answers.length >= sending.answers;
      if (whole && !ended) goodbye();
      else quiet();
    });
    socket.on('error', (failure: NodeJS.ErrnoException) => {
      error = failure.code ?? failure.message;
    });
    socket.on('end', () => {
      if (!socket.writableEnded) socket.end();
    });
    socket.on('close', () => {
      if (error !== null || sending.after === 'reset') finish('reset');
      else finish(ended && !whole ? 'cut' : 'closed');
    });
    write(opened, sending);
    quiet();
  });
}
