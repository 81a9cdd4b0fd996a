/**
 * Acts: a scenario's declared answers, ready under a token, and how one request is given its one.
 * This is the hot path of generated runs: what can be worked out once per act or per answer is.
 */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import type { OriginTable } from '../scenarios/origins.ts';
import type { Answer, AppAnswer, ConnectionAct, HttpAnswer, Routes } from '../scenarios/types.ts';
import {
  checkRoutes,
  isAppAnswer,
  isConnectionAct,
  isHttpAnswer,
  isWebSocketAnswer,
  textAnswer,
  writtenFor,
  type Written,
} from './answers.ts';
import { createLoginApp } from './apps/login.ts';
import { connectionOf, type Connection } from './connection.ts';
import { nextAnswer, noRouteSentence, Routing } from './routing.ts';
import { discrepanciesOf } from './self-check.ts';
import type { Act, Exchange } from './types.ts';
import { keyOf, webSocketBytes } from './web-socket.ts';
import { Recording } from './wire-record.ts';

/** Bytes of a request body that are taken; more is answered 413. */
export const BODY_LIMIT = 1024 * 1024;

/** One declared answer with what was worked out of it. */
interface Prepared {
  /** With placeholders, for the self-check. */
  readonly declared: Answer;
  readonly answer: Answer;
  /** By whether a body may be sent: HEAD has none. */
  written?: { head?: Written; other?: Written };
  app?: RequestListener;
}

/** How an origin hands a request over; true where an act took it. */
export type AnswersActs = Pick<Acts, 'answer'>;

/** All acts that are ready, by token. */
export class Acts {
  readonly #acts = new Map<string, ActingOut>();
  readonly #origins: OriginTable;
  readonly #selfCheck: boolean;

  constructor(origins: OriginTable, { selfCheck }: { selfCheck: boolean }) {
    this.#origins = origins;
    this.#selfCheck = selfCheck;
  }

  open(routes: Routes): Act {
    checkRoutes(routes);
    // Hexadecimal in lower case: nothing on a URL's way through a browser changes it.
    const token = randomBytes(12).toString('hex');
    const act = new ActingOut(routes, { origins: this.#origins, token }, this.#selfCheck, () =>
      this.#acts.delete(token),
    );
    this.#acts.set(token, act);
    return act;
  }

  /** Answers a request whose URL begins with the token of an act; false where there is none. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const url = request.url ?? '';
    const slash = url.indexOf('/', 1);
    const act = this.#acts.get(slash === -1 ? url.slice(1) : url.slice(1, slash));
    if (act === undefined) return false;
    act.answer(request, response, slash === -1 ? '/' : url.slice(slash));
    return true;
  }

  endAll(): void {
    for (const act of this.#acts.values()) act.end();
  }
}

class ActingOut implements Act {
  readonly token: string;
  readonly #bindings: Bindings;
  readonly #selfCheck: boolean;
  readonly #forget: () => void;
  readonly #routing: Routing<Prepared>;
  readonly #recordings: Recording[] = [];
  /** Connections of requests whose answer has not left whole, hanging ones included. */
  readonly #open = new Map<Recording, Connection>();
  #pending = 0;
  #arrived = 0;
  #ended = false;
  #settling: (() => void)[] = [];
  #awaiting: { count: number; resolve: () => void; reject: () => void }[] = [];
  readonly #lost = (recording: Recording) => this.#leave(recording, 'aborted');

  constructor(routes: Routes, bindings: Bindings, selfCheck: boolean, forget: () => void) {
    this.token = bindings.token;
    this.#bindings = bindings;
    this.#selfCheck = selfCheck;
    this.#forget = forget;
    this.#routing = new Routing(routes, (declared) => ({
      declared,
      answer: expandAll(declared, bindings),
    }));
  }

  answer(request: IncomingMessage, response: ServerResponse, path: string): void {
    const connection = connectionOf(request.socket);
    const method = connection.method ?? request.method ?? '';
    if (connection.method !== null) response.shouldKeepAlive = false;
    const route = this.#routing.routeOf(method, path);
    const prepared = route && nextAnswer(route);
    const recording = new Recording(
      {
        order: this.#recordings.length,
        method,
        at: originOf(connection, request.headers.host),
        path,
        httpVersion: request.httpVersion,
        rawHeaders: request.rawHeaders,
      },
      prepared?.declared ?? null,
      this.#lost,
    );
    this.#recordings.push(recording);
    this.#pending += 1;
    this.#open.set(recording, connection);
    connection.keepers.push(recording);
    // Before Node's own listener, which lets the next answer of a pipeline out.
    response.prependListener('finish', () => this.#leave(recording, 'finished'));
    response.sendDate = false;
    if (route && prepared && isAppAnswer(prepared.answer)) {
      // The app reads the body itself; both listeners are there before the first byte flows.
      this.#receive(request, recording, () => {});
      mount(prepared, prepared.answer, route.path, path, request, response);
      return;
    }
    this.#receive(request, recording, (fits) => {
      if (!fits) {
        recording.fault = `the body is over ${BODY_LIMIT} bytes, answered 413`;
        sendText(response, 413, `The body of this request is over ${BODY_LIMIT} bytes: send less.`);
      } else if (prepared === undefined) {
        sendText(response, 404, noRouteSentence(method, path));
      } else {
        try {
          this.#perform(prepared, recording, method, response, connection);
        } catch (error) {
          recording.fault = `the suite could not send the answer (${String(error)})`;
          if (response.headersSent) response.destroy();
          else sendText(response, 500, 'The suite could not send the answer declared here.');
        }
      }
    });
  }

  /** Calls `then` when the body is in, at once where there is none; false: it is too long. */
  #receive(request: IncomingMessage, recording: Recording, then: (fits: boolean) => void): void {
    const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
    if (coding === undefined && (length === undefined || length === '0')) {
      this.#arrive();
      then(true);
      return;
    }
    let room = BODY_LIMIT;
    request.on('data', (chunk: Buffer) => {
      room -= chunk.length;
      if (room >= 0) recording.receive(chunk);
    });
    // What is over the limit is read and dropped: an answer in the middle of a body gets lost.
    request.on('end', () => {
      this.#arrive();
      then(room >= 0);
    });
    request.on('close', () => {
      if (!request.readableEnded) this.#arrive();
    });
  }

  #perform(
    prepared: Prepared,
    recording: Recording,
    method: string,
    response: ServerResponse,
    connection: Connection,
  ): void {
    const { answer } = prepared;
    if (isHttpAnswer(answer)) writeHttp(writtenOf(prepared, answer, method), response);
    else if (isConnectionAct(answer)) {
      this.#end(recording, 'acted');
      actOn(answer, response, connection);
    } else if (isWebSocketAnswer(answer)) {
      withSocket(response, (stream, waited) => {
        // What comes now is no HTTP, and the parser would complain: it is the client's own close. The
        // connection ends with it, not before: Firefox takes an end that comes sooner for a failure.
        stream.removeAllListeners('data');
        stream.once('data', () => stream.end(() => stream.destroy()));
        stream.write(webSocketBytes(answer, keyOf(recording.head.rawHeaders)), (error) => {
          if (!error) this.#leave(recording, 'finished');
        });
        // Node reads no further while long answers wait for their turn; those behind this one wait
        // for good. Neither the client's close nor its end would be seen.
        stream.on('pause', () => stream.resume());
        // Behind a long answer Node may have stopped reading already.
        if (waited) stream.end(() => stream.destroy());
      });
    } else if ('raw' in answer) {
      withSocket(response, (stream) => {
        stream.write(Buffer.from(answer.raw, 'latin1'), (error) => {
          if (!error) this.#leave(recording, 'finished');
        });
        stream.end(() => stream.destroy());
      });
    }
  }

  /** The answer has left, or never will. */
  #leave(recording: Recording, end: 'finished' | 'aborted'): void {
    const connection = this.#open.get(recording);
    if (connection === undefined) return;
    this.#open.delete(recording);
    const { keepers } = connection;
    keepers.splice(keepers.indexOf(recording), 1);
    if (recording.end !== 'pending') return;
    const undeclared = end === 'finished' && recording.answer === null;
    this.#end(recording, undeclared ? 'unknown-route' : end);
  }

  #end(recording: Recording, end: Exchange['end']): void {
    recording.end = end;
    this.#pending -= 1;
    if (this.#pending > 0 || this.#settling.length === 0) return;
    const settling = this.#settling;
    this.#settling = [];
    for (const resolve of settling) resolve();
  }

  #arrive(): void {
    this.#arrived += 1;
    if (this.#awaiting.length === 0) return;
    this.#awaiting = this.#awaiting.filter(({ count, resolve }) => {
      if (count > this.#arrived) return true;
      resolve();
      return false;
    });
  }

  exchanges(): readonly Exchange[] {
    return this.#recordings.map((recording) => recording.exchange());
  }

  async settled(): Promise<void> {
    if (this.#pending === 0) return;
    await new Promise<void>((resolve) => this.#settling.push(resolve));
  }

  arrived(count: number): Promise<void> {
    if (this.#arrived >= count) return Promise.resolve();
    const tooLate = () =>
      new Error(
        `The act ended after ${this.#arrived} requests; request ${count} never came: look at what the page did instead.`,
      );
    const arrival = new Promise<void>((resolve, reject) => {
      if (this.#ended) reject(tooLate());
      else this.#awaiting.push({ count, resolve, reject: () => reject(tooLate()) });
    });
    // A test that has failed elsewhere no longer looks; that must not end the process.
    arrival.catch(() => {});
    return arrival;
  }

  discrepancies(): readonly string[] {
    if (!this.#selfCheck) return [];
    return this.#recordings.flatMap((recording) => discrepanciesOf(recording, this.#bindings));
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#forget();
    for (const { tcp } of this.#open.values()) tcp.destroy();
    for (const { reject } of this.#awaiting) reject();
    this.#awaiting = [];
  }
}

function writtenOf(prepared: Prepared, answer: HttpAnswer, method: string): Written {
  prepared.written ??= {};
  return method === 'HEAD'
    ? (prepared.written.head ??= writtenFor(answer, method))
    : (prepared.written.other ??= writtenFor(answer, method));
}

function writeHttp({ status, lines, body, last }: Written, response: ServerResponse): void {
  if (last) response.shouldKeepAlive = false;
  response.writeHead(status, lines);
  if (body === null) response.end();
  else response.end(body);
}

function actOn(
  { connection: act }: ConnectionAct,
  response: ServerResponse,
  { tcp }: Connection,
): void {
  if (act === 'reset') {
    // Not while the parser is at work: under TLS a reset lets go of the parser at once, and at the
    // next request of a pipeline Node's parser would throw outside of any stack of this suite.
    setImmediate(() => {
      // What has been ended cannot be reset any more: Node would report that, and leave the socket
      // open for good.
      if (tcp.writableEnded || response.req.socket.writableEnded) tcp.destroy();
      else tcp.resetAndDestroy();
    });
  } else if (act === 'close') withSocket(response, (stream) => stream.end(() => stream.destroy()));
}

/**
 * Bytes that are no answer of Node's wait for those before them, as in a pipeline, which no browser
 * makes any more.
 */
function withSocket(
  response: ServerResponse,
  use: (stream: Socket, waited: boolean) => void,
): void {
  if (response.socket !== null) use(response.socket, false);
  else response.once('socket', (stream: Socket) => use(stream, true));
}

/** The app of one route of one act; its state is the act's. */
function mount(
  prepared: Prepared,
  answer: AppAnswer,
  at: string,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const rest = path.slice(at.endsWith('/') ? at.length - 1 : at.length);
  const whole = request.url ?? '';
  const mountPath = whole.endsWith(rest) ? whole.slice(0, whole.length - rest.length) : whole;
  prepared.app ??= createLoginApp(answer, mountPath) as RequestListener;
  request.url = rest.startsWith('/') ? rest : `/${rest}`;
  prepared.app(request, response);
}

/** A refusal of the suite itself: plain text, one sentence, no CORS header. */
export function sendText(response: ServerResponse, status: number, sentence: string): void {
  const { lines, body } = textAnswer(status, sentence);
  response.sendDate = false;
  response.writeHead(status, lines);
  response.end(body);
}

const HOST = /^(\[[0-9A-Fa-f:.]+\]|[^:@/?#\\\s]+)(?::\d*)?$/;

const DEFAULT_PORT = { http: 80, https: 443 } as const;

/**
 * The origin at which a request arrived: scheme and port are the socket's, the host is what the
 * Host header says or, where it says nothing usable, the socket's address.
 */
export function originOf({ scheme, port, tcp }: Connection, host: string | undefined): string {
  const named = HOST.exec(host ?? '')?.[1]?.toLowerCase();
  const address = tcp.localAddress ?? '';
  const name = named ?? (address.includes(':') ? `[${address}]` : address);
  return port === DEFAULT_PORT[scheme] ? `${scheme}://${name}` : `${scheme}://${name}:${port}`;
}
