/** What must hold of every answer, whatever was asked. Each breach is a sentence. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from '../../lib/child.ts';
import { headerOf, type Answer } from './answers.ts';
import type { Outcome } from './wire.ts';

/** A text that stands in what must not be told. */
export interface Secret {
  /** As a person reads it in a report. */
  readonly of: string;
  readonly text: string;
}

/** The longest line of a file: what no answer holds by chance. */
function longestLine(file: string): string | null {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const longest = lines.reduce((most, line) => (line.length > most.length ? line : most), '');
    return longest.trim().slice(0, 200);
  } catch {
    return null;
  }
}

/** Files beside the served folder, above it, and far from it. */
const FILES = [
  ...['servers/client-scripts.ts', 'servers/index.ts', 'servers/certificate.ts'],
  ...['servers/client/page-script.ts', 'servers/client/seen.ts', 'servers/client/stage.html'],
  ...['servers/client/data.json', 'servers/hand/index.ts', 'scripts/lint/plugin.mjs'],
  ...['package.json', 'package-lock.json', 'README.md', 'LICENSE', '.git/config', '.git/HEAD'],
  ...['node_modules/express/index.js', 'node_modules/axios/dist/axios.js'],
  ...['/etc/passwd', '/etc/hosts'],
] as const;

/** Shorter is no sign of anything. */
const TELLING = 12;

/** What no answer may hold: files that are not served, the private key, this machine, its environment. */
export function secretsOf(privateKey: string, others: readonly Secret[]): Secret[] {
  const key = privateKey.split('\n').filter((line) => line.length > 20 && !line.startsWith('---'));
  const files = FILES.flatMap((file): Secret[] => {
    const text = longestLine(path.resolve(ROOT, file));
    return text === null || text.length < TELLING ? [] : [{ of: file, text }];
  });
  return [
    ...others,
    ...files,
    ...key.map((text) => ({ of: 'the private key', text })),
    { of: 'a private key', text: 'PRIVATE KEY' },
    { of: '/etc/passwd', text: 'root:x:0:' },
    { of: 'the path of the project', text: ROOT.replace(/[/\\]$/, '') },
    { of: 'the home folder', text: os.homedir() },
    { of: 'a stack trace', text: '(node:internal' },
    { of: 'a stack trace', text: 'file:///' },
  ].filter(({ text }) => text.length > 4);
}

/** A line of a stack: `    at name (file:1:2)`. */
const STACK = /\n {4}at [^\n]*:\d+:\d+\)?/;

/** What a request said, as it came and with its escapes undone: an answer may repeat it. */
function said(request: string): string {
  const decoded = (text: string): string =>
    text.replace(/%([0-9a-fA-F]{2})/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    );
  return `${request}\n${decoded(request)}\n${decoded(decoded(request))}`;
}

/** https://www.rfc-editor.org/rfc/rfc8446#section-5.1 : records of type 21, two bytes each. */
// oxlint-disable-next-line no-control-regex -- Its bytes are control characters.
const ALERT = /^(?:\x15\x03[\x00-\x04]\x00\x02[^]{2})+$/;

/**
 * Node ends a connection at a CONNECT, and the acts of two routes do, whatever is still to leave.
 * Those of two more end it behind their own bytes: what the client sends after that is answered by
 * an RST, which takes away what it has not read yet (https://www.rfc-editor.org/rfc/rfc9112#section-9.6).
 */
const MAY_CUT = /CONNECT |\/reset|\/close|\/(?:raw|socket) [^]*\r\n\r\n[^]/;

/** Statuses of the suite's own faults. */
const OWN_FAULT = (status: number): boolean => status >= 500;

export interface JudgeOptions {
  /** The bytes that were sent, latin1. */
  readonly request: string;
  /** What no other request carries. */
  readonly mark: string;
  readonly secrets: readonly Secret[];
  /** Plain bytes went to a port that speaks TLS: it may answer with an alert, and with no HTTP. */
  readonly plainToTls: boolean;
  /** Origins to which an answer may send. */
  readonly own: readonly string[];
}

function smuggled(answer: Answer, { mark, own }: JudgeOptions): string[] {
  const [statusLine = '', ...lines] = answer.lines;
  const breaches: string[] = [];
  if (statusLine.toLowerCase().includes(mark)) breaches.push('a status line that the request made');
  if (lines.some((line) => line.toLowerCase().startsWith(mark)))
    breaches.push('a header line that the request made');
  if (headerOf(answer, 'set-cookie').some((value) => value.includes(mark)))
    breaches.push('a cookie that the request made');
  for (const location of headerOf(answer, 'location')) {
    if (!own.some((origin) => location.startsWith(`${origin}/`)))
      breaches.push(`sends to ${location.slice(0, 60)}`);
  }
  const isHtml = headerOf(answer, 'content-type').some((type) => type.startsWith('text/html'));
  if (isHtml && new RegExp(`<(?:script>|img src=)${mark}`).test(answer.body))
    breaches.push('markup that the request made');
  return breaches;
}

/** The breaches; none where all is well. */
export function breachesOf(
  { text, reading, end, error }: Outcome,
  options: JudgeOptions,
): readonly string[] {
  const breaches: string[] = [];
  const { answers, partial, wrong } = reading;
  if (options.plainToTls) {
    if (text !== '' && !ALERT.test(text)) breaches.push('no TLS alert, although this was no TLS');
  } else if (wrong !== null) breaches.push(`no well-formed HTTP: ${wrong}`);
  else if (partial !== '' && end === 'closed' && !MAY_CUT.test(options.request))
    breaches.push(`an answer that ends in the middle: ${JSON.stringify(partial.slice(0, 60))}`);
  if (end === 'stuck') breaches.push('the connection did not end although the client did');
  if (error === 'ECONNREFUSED') breaches.push('nobody listens any more');
  for (const answer of answers) {
    if (OWN_FAULT(answer.status)) {
      breaches.push(`the suite's own fault: ${answer.status} ${answer.body.slice(0, 100).trim()}`);
    }
    breaches.push(...smuggled(answer, options));
  }
  const found = options.secrets.filter((secret) => text.includes(secret.text));
  if (found.length > 0 || STACK.test(text)) {
    const repeated = said(options.request);
    for (const secret of found) {
      if (!repeated.includes(secret.text)) breaches.push(`tells ${secret.of}`);
    }
    if (STACK.test(text) && !STACK.test(repeated)) breaches.push('tells a stack trace');
  }
  return [...new Set(breaches)];
}
