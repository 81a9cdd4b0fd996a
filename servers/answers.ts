/** From a declared answer to what is handed to Node; bad declarations are refused in one line. */
import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type {
  Answer,
  AppAnswer,
  ConnectionAct,
  Header,
  HttpAnswer,
  RawAnswer,
  Routes,
  WebSocketAnswer,
} from '../scenarios/types.ts';
import { ASSETS } from './assets/index.ts';

export const isHttpAnswer = (answer: Answer): answer is HttpAnswer => 'status' in answer;
export const isRawAnswer = (answer: Answer): answer is RawAnswer => 'raw' in answer;
export const isWebSocketAnswer = (answer: Answer): answer is WebSocketAnswer =>
  'webSocket' in answer;
export const isConnectionAct = (answer: Answer): answer is ConnectionAct => 'connection' in answer;
export const isAppAnswer = (answer: Answer): answer is AppAnswer => 'app' in answer;

/** https://www.rfc-editor.org/rfc/rfc9110#section-6.4.1 */
const mayHaveBody = (status: number, method: string): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 304;

/**
 * The body that an answer has for a request of this method: the declared one, the file or, by
 * default, a short text; null where HTTP has none.
 */
export function bodyOf({ status, body, asset }: HttpAnswer, method: string): Buffer | null {
  if (!mayHaveBody(status, method)) return null;
  if (asset !== undefined) return ASSETS[asset].bytes();
  return Buffer.from(body ?? defaultBody(status));
}

function defaultBody(status: number): string {
  // A browser takes 205 for a null body status (https://fetch.spec.whatwg.org/#null-body-status).
  if (status === 205) return '';
  return status >= 200 && status <= 299 ? 'ok\n' : (STATUS_CODES[status] ?? `status ${status}`);
}

/** The `Content-Type` that an answer gets where it declares none. */
export const defaultType = ({ asset }: HttpAnswer): string =>
  asset === undefined ? 'text/plain' : ASSETS[asset].type;

const carries = (headers: readonly Header[], name: string): boolean =>
  headers.some(([given]) => given.toLowerCase() === name);

/** The header lines that the suite adds behind the declared ones. */
export function addedHeaders(answer: HttpAnswer, body: Buffer | null): Header[] {
  if (body === null) return [];
  const added: Header[] = [];
  if (body.length > 0 && !carries(answer.headers, 'content-type'))
    added.push(['Content-Type', defaultType(answer)]);
  if (!carries(answer.headers, 'content-length'))
    added.push(['Content-Length', String(body.length)]);
  return added;
}

/** What `writeHead` and `end` are given. */
export interface Written {
  readonly status: number;
  /** Name, value, name, value, …: the one form that Node writes without joining or reordering. */
  readonly lines: string[];
  /**
   * A buffer, since Node would encode a head that leaves with a string body as UTF-8, and with it
   * every byte above 0x7F.
   */
  readonly body: Buffer | null;
  /** The declared length is not the body's: the connection is of no use for another answer. */
  readonly last: boolean;
}

export function writtenFor(answer: HttpAnswer, method: string): Written {
  const body = bodyOf(answer, method);
  const length = answer.headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
  return {
    status: answer.status,
    lines: [...answer.headers, ...addedHeaders(answer, body)].flat(),
    body: body === null || body.length === 0 ? null : body,
    last: body !== null && length !== undefined && length !== String(body.length),
  };
}

/** A refusal of the suite itself: plain text, one sentence, no CORS header. */
export function textAnswer(status: number, sentence: string): Written & { readonly body: Buffer } {
  const body = Buffer.from(`${sentence}\n`);
  const lines = [
    'Content-Type',
    'text/plain; charset=utf-8',
    'Content-Length',
    String(body.length),
  ];
  return { status, lines, body, last: false };
}

/**
 * What Node writes behind the lines it is given: whether the connection goes on. Absent where the
 * answer declares it itself. `Date` and `Keep-Alive` are switched off.
 */
export const connectionLines = ({ lines, last }: Written, ends: boolean): readonly Header[] =>
  lines.some((part, index) => index % 2 === 0 && part.toLowerCase() === 'connection')
    ? []
    : [['Connection', last || ends ? 'close' : 'keep-alive']];

/** The words that Node writes behind a status. */
export const reasonOf = (status: number): string => STATUS_CODES[status] ?? 'unknown';

const ROUTE = /^(\S+) (\/[^\s#]*)$/;

/** A route's key, read. Throws one line where it is none. */
export function parseRoute(key: string): { method: string; path: string } {
  const [, method, path] = ROUTE.exec(key) ?? [];
  if (method === undefined || path === undefined) {
    throw new Error(`"${key}" is no route: write a method, one space and a path, "GET /resource".`);
  }
  return { method, path };
}

/** Throws one line that says which route declares what can't be sent, and what to do instead. */
export function checkRoutes(routes: Routes): void {
  for (const [key, declared] of Object.entries(routes)) {
    parseRoute(key);
    const answers = answersOf(declared);
    if (answers.length === 0) throw new Error(`Route "${key}" has an empty list: give an answer.`);
    for (const answer of answers) checkAnswer(key, answer);
  }
}

export const answersOf = (declared: Answer | readonly Answer[]): readonly Answer[] =>
  Array.isArray(declared) ? (declared as readonly Answer[]) : [declared as Answer];

const NOT_A_BYTE = /[\u0100-\uFFFF]/;

function checkAnswer(key: string, answer: Answer): void {
  const refuse = (what: string): never => {
    throw new Error(`Route "${key}" declares ${what}.`);
  };
  if (isRawAnswer(answer)) {
    if (NOT_A_BYTE.test(answer.raw)) {
      refuse('raw text with a character above U+00FF: write each byte as one character');
    }
    return;
  }
  if (!isHttpAnswer(answer)) return;
  const { status, headers } = answer;
  if (!Number.isInteger(status) || status < 200 || status > 999) {
    refuse(`status ${status}: give one from 200 to 999, or a raw answer`);
  }
  for (const [name, value] of headers) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      refuse(`the header line ${JSON.stringify(`${name}: ${value}`)}: Node sends it only raw`);
    }
    if (/^(?:transfer-encoding|trailer)$/i.test(name)) {
      refuse(`${name}, which changes how the body is framed: give a raw answer`);
    }
  }
}
