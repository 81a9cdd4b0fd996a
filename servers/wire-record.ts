/** The record of what arrived and what left, kept cheaply while it happens and told when asked. */
import type { Answer, Header } from '../scenarios/types.ts';
import type { ByteKeeper } from './connection.ts';
import type { Exchange } from './types.ts';

/** What is known of a request when its head is in. */
export interface ArrivedHead {
  readonly order: number;
  readonly method: string;
  readonly at: string;
  readonly path: string;
  readonly httpVersion: string;
  /** Name, value, name, value, … as Node gives them: case, order and repeats kept. */
  readonly rawHeaders: readonly string[];
}

/** One request and what becomes of it. */
export class Recording implements ByteKeeper {
  readonly head: ArrivedHead;
  /** What was declared for it; null where nothing was. */
  readonly answer: Answer | null;
  end: Exchange['end'] = 'pending';
  /** Why the declared answer could not even be tried, in a sentence. */
  fault: string | null = null;
  readonly #body: Buffer[] = [];
  readonly #sent: (string | Uint8Array)[] = [];
  readonly #encodings: (BufferEncoding | undefined)[] = [];
  readonly #lost: (recording: Recording) => void;
  #told: Exchange | null = null;

  constructor(head: ArrivedHead, answer: Answer | null, lost: (recording: Recording) => void) {
    this.head = head;
    this.answer = answer;
    this.#lost = lost;
  }

  /** A piece of the request's body. */
  receive(chunk: Buffer): void {
    this.#body.push(chunk);
  }

  keep(chunk: string | Uint8Array, encoding: BufferEncoding | undefined): void {
    this.#sent.push(chunk);
    this.#encodings.push(encoding);
  }

  lose(): void {
    this.#lost(this);
  }

  /** Every byte that left. */
  sentBytes(): Buffer {
    return Buffer.concat(
      this.#sent.map((chunk, index) =>
        typeof chunk === 'string' ? Buffer.from(chunk, this.#encodings[index] ?? 'utf8') : chunk,
      ),
    );
  }

  exchange(): Exchange {
    if (this.#told !== null) return this.#told;
    const { order, method, at, path, httpVersion, rawHeaders } = this.head;
    const sent = splitAnswer(this.sentBytes());
    const exchange: Exchange = {
      order,
      arrival: {
        method,
        at,
        path,
        httpVersion,
        headers: headerLines(rawHeaders),
        body: Buffer.concat(this.#body).toString('utf8'),
      },
      sentHead: sent.head,
      sentBody: sent.body.toString('utf8'),
      end: this.end,
    };
    if (this.end !== 'pending') this.#told = exchange;
    return exchange;
  }
}

function headerLines(raw: readonly string[]): Header[] {
  const lines: Header[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    lines.push([raw[index] ?? '', raw[index + 1] ?? '']);
  }
  return lines;
}

/** A raw answer may end its lines with LF alone, which browsers accept. */
const EMPTY_LINE = /\r?\n\r?\n/;

/** Head (latin1, without the empty line; null where no byte left) and body. */
export function splitAnswer(bytes: Buffer): { head: string | null; body: Buffer } {
  if (bytes.length === 0) return { head: null, body: bytes };
  const text = bytes.toString('latin1');
  const gap = EMPTY_LINE.exec(text);
  if (gap === null) return { head: text, body: bytes.subarray(bytes.length) };
  return { head: text.slice(0, gap.index), body: bytes.subarray(gap.index + gap[0].length) };
}
