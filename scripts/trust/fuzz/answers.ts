/**
 * What a server sent, read as strictly as HTTP/1.1 may be read: anything that a careful client
 * would not accept is told in a sentence.
 */

export interface Answer {
  readonly status: number;
  /** The status line, then the header lines as they came, latin1. */
  readonly lines: readonly string[];
  readonly body: string;
}

export interface Reading {
  /** Whole answers, interim ones (1xx) included. */
  readonly answers: readonly Answer[];
  /** Bytes of an answer that has not come whole. */
  readonly partial: string;
  /** Why this is no HTTP; null where it is, so far. */
  readonly wrong: string | null;
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-4 */
const STATUS_LINE = /^HTTP\/1\.1 ([1-9]\d\d) [\t\x20-\x7E\x80-\xFF]*$/;
/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const HEADER_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[\t ]*([\t\x20-\x7E\x80-\xFF]*)$/;

const LONGEST_HEAD = 64 * 1024;

type Framing =
  { readonly by: 'length'; readonly length: number } | { readonly by: 'chunks' | 'close' };

export const headerOf = ({ lines }: Pick<Answer, 'lines'>, name: string): string[] =>
  lines.slice(1).flatMap((line) => {
    const [, found, value] = HEADER_LINE.exec(line) ?? [];
    return found?.toLowerCase() === name && value !== undefined ? [value.trim()] : [];
  });

/** https://www.rfc-editor.org/rfc/rfc9112#section-6.3 ; a sentence where there is none. */
function framingOf(status: number, lines: readonly string[]): Framing | string {
  if (status < 200 || status === 204 || status === 304) return { by: 'length', length: 0 };
  const lengths = headerOf({ lines }, 'content-length');
  const codings = headerOf({ lines }, 'transfer-encoding');
  if (codings.length > 0 && lengths.length > 0) return 'both a length and chunks';
  if (codings.length > 0) return codings.join() === 'chunked' ? { by: 'chunks' } : 'a coding';
  if (lengths.length > 1 || (lengths[0] !== undefined && !/^\d+$/.test(lengths[0])))
    return `the length ${JSON.stringify(lengths.join())}`;
  return lengths[0] === undefined ? { by: 'close' } : { by: 'length', length: Number(lengths[0]) };
}

/** Where the chunks that begin at `from` end; null: not yet; a sentence: never. */
function endOfChunks(text: string, from: number): { end: number; body: string } | null | string {
  let at = from;
  let body = '';
  for (;;) {
    const lineEnd = text.indexOf('\r\n', at);
    if (lineEnd === -1) return null;
    const size = text.slice(at, lineEnd);
    if (!/^[0-9a-fA-F]+$/.test(size)) return `the chunk size ${JSON.stringify(size.slice(0, 40))}`;
    const length = Number.parseInt(size, 16);
    const start = lineEnd + 2;
    if (text.length < start + length + 2) return null;
    if (!text.startsWith('\r\n', start + length)) return 'a chunk without its end';
    body += text.slice(start, start + length);
    at = start + length + 2;
    if (length === 0) return { end: at, body };
  }
}

interface ReadingOptions {
  /** One of the requests was a HEAD: an answer may have a length and no body. */
  readonly head: boolean;
  /** The connection has ended: what has no framing is whole. */
  readonly closed: boolean;
}

/** The answers in `text` (latin1). After a 101 there is no HTTP, so nothing more is read. */
export function readAnswers(text: string, options: ReadingOptions): Reading {
  const answers: Answer[] = [];
  let at = 0;
  const until = (wrong: string | null): Reading => ({ answers, partial: text.slice(at), wrong });
  while (at < text.length) {
    const gap = text.indexOf('\r\n\r\n', at);
    if (gap === -1) {
      const begun = text.slice(at);
      if (!'HTTP/1.1 '.startsWith(begun.slice(0, 9)) || begun.length > LONGEST_HEAD)
        return until(`an answer begins ${JSON.stringify(begun.slice(0, 60))}`);
      return until(null);
    }
    const lines = text.slice(at, gap).split('\r\n');
    const [statusLine = ''] = lines;
    const status = Number(STATUS_LINE.exec(statusLine)?.[1] ?? 0);
    if (status === 0) return until(`the status line ${JSON.stringify(statusLine.slice(0, 60))}`);
    const odd = lines.slice(1).find((line) => !HEADER_LINE.test(line));
    if (odd !== undefined) return until(`the header line ${JSON.stringify(odd.slice(0, 60))}`);
    const framing = framingOf(status, lines);
    if (typeof framing === 'string') return until(`an answer framed by ${framing}`);
    const start = gap + 4;
    if (status === 101) {
      answers.push({ status, lines, body: text.slice(start) });
      at = text.length;
      break;
    }
    // An answer to HEAD ends with its head; what stands behind it is the next answer or nothing.
    const bare = options.head && (start === text.length || text.startsWith('HTTP/1.1 ', start));
    if (framing.by === 'chunks' && !bare) {
      const chunks = endOfChunks(text, start);
      if (typeof chunks === 'string') return until(`an answer with ${chunks}`);
      if (chunks === null) return until(null);
      answers.push({ status, lines, body: chunks.body });
      at = chunks.end;
      continue;
    }
    const length =
      framing.by === 'length' ? framing.length : options.closed ? text.length - start : Infinity;
    if (!bare && text.length < start + length) return until(null);
    answers.push({ status, lines, body: bare ? '' : text.slice(start, start + length) });
    at = bare ? start : start + length;
  }
  return until(null);
}
