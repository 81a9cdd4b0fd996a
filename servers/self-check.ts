/**
 * The bytes sent are the bytes declared: each answer that left, against the scenario's own data
 * and not against what was made of it on the way to Node.
 */
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import type { Answer, HttpAnswer } from '../scenarios/types.ts';
import {
  bodyOf,
  defaultType,
  isAppAnswer,
  isHttpAnswer,
  isRawAnswer,
  isWebSocketAnswer,
} from './answers.ts';
import { keyOf, webSocketBytes } from './web-socket.ts';
import { splitAnswer, type Recording } from './wire-record.ts';

/** One sentence for each difference. `recording.answer` holds placeholders. */
export function discrepanciesOf(recording: Recording, bindings: Bindings): string[] {
  const { head, answer: declared, end, fault } = recording;
  const about = `Request ${head.order + 1}, ${head.method} ${head.path}`;
  if (fault !== null) return [`${about}: ${fault}.`];
  if (declared === null || isAppAnswer(declared)) return [];
  if (end === 'pending' || end === 'aborted') return [];
  const answer = expandAll(declared, bindings);
  const sent = recording.sentBytes();
  const differences = isHttpAnswer(answer)
    ? compareHttp(answer, head.method, sent)
    : compareBytes(declaredBytes(answer, head.rawHeaders), sent);
  return differences.map((difference) => `${about}: ${difference}.`);
}

/** latin1; empty for an act on the connection. */
function declaredBytes(answer: Answer, rawHeaders: readonly string[]): string {
  if (isWebSocketAnswer(answer))
    return webSocketBytes(answer, keyOf(rawHeaders)).toString('latin1');
  return isRawAnswer(answer) ? answer.raw : '';
}

const quote = (text: string | undefined): string =>
  text === undefined ? 'nothing' : JSON.stringify(text);

function compareBytes(declared: string, sent: Buffer): string[] {
  const left = sent.toString('latin1');
  return left === declared ? [] : [`declared the bytes ${quote(declared)}, sent ${quote(left)}`];
}

/** What may stand behind the declared lines, by name, and with which values. */
const FRAMING: Readonly<
  Record<string, (value: string, body: Buffer, answer: HttpAnswer) => boolean>
> = {
  'content-type': (value, body, answer) => value === defaultType(answer) && body.length > 0,
  'content-length': (value, body) => value === String(body.length),
  connection: (value) => value === 'keep-alive' || value === 'close',
};

function compareHttp(answer: HttpAnswer, method: string, sent: Buffer): string[] {
  const { head, body } = splitAnswer(sent);
  const [statusLine = '', ...lines] = (head ?? '').split('\r\n');
  const differences: string[] = [];
  if (!statusLine.startsWith(`HTTP/1.1 ${answer.status} `)) {
    differences.push(`declared status ${answer.status}, sent ${quote(statusLine)}`);
  }
  for (const [index, [name, value]] of answer.headers.entries()) {
    const line = `${name}: ${value}`;
    if (lines[index] !== line) {
      differences.push(
        `header line ${index + 1} declared as ${quote(line)}, sent as ${quote(lines[index])}`,
      );
    }
  }
  const declaredBody = bodyOf(answer, method) ?? Buffer.alloc(0);
  const declaredNames = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  for (const line of lines.slice(answer.headers.length)) {
    const [name = '', value] = line.split(': ', 2);
    const framing = FRAMING[name.toLowerCase()];
    if (
      !framing ||
      declaredNames.has(name.toLowerCase()) ||
      !framing(value ?? '', declaredBody, answer)
    ) {
      differences.push(`sent the header line ${quote(line)} undeclared`);
    }
  }
  if (!body.equals(declaredBody)) {
    differences.push(
      `declared the body ${quote(declaredBody.toString('utf8'))}, sent ${quote(body.toString('utf8'))}`,
    );
  }
  return differences;
}
