/** The bytes of a raw answer, read as an HTTP/1.1 client reads them. */
import type { Header, ServerAnswer } from '../oracle/types.ts';

const STATUS_LINE = /^HTTP\/1\.[01] ([0-9]{3})(?: (.*))?$/;
const FIELD_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*(.*?)[\t ]*$/;

/**
 * A response, or a failure of the connection where there is none: no status line, a head without an
 * end, a line that is no field. A client may end lines at a lone LF
 * (https://www.rfc-editor.org/rfc/rfc9112#section-2.2) and reads a folded line as one with a space
 * (https://www.rfc-editor.org/rfc/rfc9112#section-5.2). Informational responses are passed over.
 */
export function parseRawAnswer(raw: string, method: string): ServerAnswer {
  const end = /\r?\n\r?\n/.exec(raw);
  if (end === null) return { failure: 'connection' };
  const [statusLine = '', ...fields] = raw
    .slice(0, end.index)
    .replace(/\r?\n[\t ]+/g, ' ')
    .split(/\r?\n/);
  const [, status, statusText = ''] = STATUS_LINE.exec(statusLine) ?? [];
  if (status === undefined) return { failure: 'connection' };
  const rest = raw.slice(end.index + end[0].length);
  if (status.startsWith('1')) return parseRawAnswer(rest, method);
  const headers: Header[] = [];
  for (const field of fields) {
    const [, name, value] = FIELD_LINE.exec(field) ?? [];
    if (name === undefined || value === undefined) return { failure: 'connection' };
    headers.push([name, value]);
  }
  const hasBody = method !== 'HEAD' && status !== '204' && status !== '304';
  return { status: Number(status), statusText, headers, body: hasBody ? rest : '' };
}
