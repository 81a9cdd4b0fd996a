/** A generated exchange as text to read, in the manner of an HTTP transcript. */
import { STATUS_CODES } from 'node:http';
import type { Answer, Header, Realm, Play, Step } from '../scenarios/types.ts';
import type { DifferenceTold, Exchange } from './differential-results.ts';

const named = (character: string): string =>
  `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** Nobody counts more: `aaaa…` becomes `[129 × a]`. */
const LONG_RUN = /([^\s[\]])\1{39,}/gu;

/**
 * White space that a reader would miss, and that decides whether a header matches: at either end,
 * and anything but a single space within. Long runs of one character are told by their length.
 */
const marked = (text: string): string =>
  text
    .replace(/^ +| +$|[\t\r\n\u00A0]/g, (blank) => Array.from(blank, named).join(''))
    .replace(LONG_RUN, (run, one: string) => `[${Array.from(run).length} × ${one}]`);

const INDENT = '    ';

const headerLines = (headers: readonly Header[]): string[] =>
  headers.map(([name, value]) => `${INDENT}${marked(name)}: ${marked(value)}`.trimEnd());

const bodyLines = (body: string | undefined): string[] =>
  body === undefined || body === ''
    ? []
    : ['', ...body.split('\n').map((line) => `${INDENT}${marked(line)}`)];

/** Generated cases run in the first two. */
const REALMS: Readonly<Partial<Record<Realm, string>>> = {
  window: '',
  'sandboxed-frame': ' in a sandboxed frame',
  'dedicated-worker': ' in a worker',
  file: ' from a file',
};

/** Told by the lines of the request itself. */
const IN_THE_REQUEST = new Set(['do', 'from', 'url', 'method', 'headers', 'body']);

/** Where a step is made from, by which API, with what: `fetch from {page}, credentials: include`. */
function asked({ page = {} }: Play, step: Step): string {
  const from = `${step.do} from {${step.from ?? page.at ?? 'page'}}${REALMS[page.realm ?? 'window'] ?? ` in ${page.realm}`}`;
  const options = Object.entries(step)
    .filter(([name]) => !IN_THE_REQUEST.has(name))
    .map(([name, value]: [string, unknown]) =>
      value === true
        ? name
        : `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
  return [from, ...options].join(', ');
}

const stepLines = (play: Play, step: Step, title: string): string[] => [
  `${title}${asked(play, step)}`,
  `→ ${marked(step.method ?? 'GET')} ${marked(step.url)}`,
  ...headerLines(step.headers ?? []),
  ...bodyLines(step.body),
];

const answerLines = (answer: Answer): string[] =>
  'status' in answer
    ? [
        `← HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trimEnd(),
        ...headerLines(answer.headers),
        ...bodyLines(answer.body),
      ]
    : [`← ${JSON.stringify(answer)}`];

const TIMES = ['first', 'second', 'third'];

/** `, first`; the last of several answers stands for all that follow. */
function turn(index: number, of: number): string {
  if (of === 1) return '';
  return index === of - 1 ? ', from then on' : `, ${TIMES[index] ?? `${index + 1}th`}`;
}

/**
 * What the page asks, step by step, then what is answered, route by route. Placeholders stay.
 * Line breaks are `\n`; what a value holds of invisible characters but white space is left as it
 * is, for the escaping of whoever shows it.
 */
export function exchangeTranscript(play: Play): string {
  const steps = play.steps.map((step, index) =>
    stepLines(play, step, play.steps.length > 1 ? `${index + 1}. ` : ''),
  );
  const answers = Object.entries(play.routes).flatMap(([route, declared]) => {
    const list = Array.isArray(declared) ? (declared as readonly Answer[]) : [declared as Answer];
    return list.map((answer, index) => [
      `${marked(route)} is answered${turn(index, list.length)}`,
      ...answerLines(answer),
    ]);
  });
  return [...steps, ...answers].map((lines) => lines.join('\n')).join('\n\n');
}

/** `allow-origin: trailing slash`, what was broken of the correct exchange; or that nothing was. */
export const breaksWords = ({ breaks }: Pick<Exchange, 'breaks'>): string =>
  breaks.length > 0 ? breaks.join('; ') : 'nothing: the exchange is a correct one';

/** What was predicted and what happened, one paragraph a difference. */
export const differencesText = (differences: readonly DifferenceTold[]): string =>
  differences
    .map(({ witness, at, expected, observed }) =>
      [
        `${witness}, ${at}`,
        `${INDENT}expected  ${marked(expected)}`,
        `${INDENT}observed  ${marked(observed)}`,
      ].join('\n'),
    )
    .join('\n');
