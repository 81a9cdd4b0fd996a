/** What script may read of an answer. https://fetch.spec.whatwg.org/#concept-filtered-response-cors */
import fc from 'fast-check';
import { pick, weigh } from '../choice.ts';
import { setLines, type Breaking, type Draft, type DraftAnswer, type Line } from '../draft.ts';
import { status } from './preflight.ts';
import { headerForms, type Form } from './place.ts';

const lastAnswers = ({ hops }: Draft): DraftAnswer[] => hops.at(-1)?.answers ?? [];

/** Headers of the answer that script might ask for. */
const RESPONSE_LINES: readonly (readonly Line[])[] = [
  [['X-One', '1']],
  [['x-one', '1']],
  [
    ['X-One', '1'],
    ['X-Two', '2'],
  ],
  [
    ['X-One', '1'],
    ['X-One', '2'],
  ],
  [
    ['X-One', '1'],
    ['x-ONE', ''],
  ],
  [
    ['X-One', ''],
    ['X-Two', 'a'],
    ['X-One', 'b'],
  ],
  [['X-One', '']],
  [['X-One', ' a  b ']],
  [['X-One', '\ta\tb\t']],
  [['X-One', '"a, b", c']],
  [['X-One', 'a,']],
  [['X-One', ',']],
  [['X-One', '\u00E9\u00FF']],
  [['X-One', 'caf\u00C3\u00A9']],
  [['X-One', '\u00A0a\u0085']],
  [['X-One', 'a'.repeat(300)]],
  [['X_One', '1']],
  [["!#$%&'+-.^_`|~", '1']],
  [['*', '1']],
  [['Set-Cookie', 'a=b; Max-Age=0']],
  [['set-cookie2', 'a=b']],
  [
    ['Set-Cookie', 'a=b; Max-Age=0'],
    ['Set-Cookie', 'c=d; Max-Age=0'],
  ],
  [['Content-Language', 'en']],
  [
    ['Content-Language', 'en'],
    ['content-language', 'de'],
  ],
  [['Content-Type', 'text/plain;charset=utf-8']],
  [['Content-Type', 'application/json']],
  [['Content-Type', '']],
  [
    ['Content-Type', 'text/html'],
    ['Content-Type', 'text/plain'],
  ],
  [['Expires', '0']],
  [['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  [['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  [['Pragma', 'no-cache']],
  [['Cache-Control', 'private']],
  [['ETag', '"a"']],
  [['Date', 'Thu, 01 Jan 1970 00:00:00 GMT']],
  [['Age', '1']],
  [['Vary', 'Origin']],
  [['Vary', '*']],
  [['Server', 'a']],
  [['Location', '{api:/x}']],
  [['Content-Disposition', 'inline; filename="\u00E9"']],
  [['Content-Range', 'bytes 0-1/2']],
  [['Accept-Ranges', 'none']],
  [['Timing-Allow-Origin', '*']],
];

export const responseLines: fc.Arbitrary<readonly Line[]> = fc.oneof(
  { weight: 2, arbitrary: pick(...RESPONSE_LINES.slice(0, 6)) },
  { weight: 3, arbitrary: pick(...RESPONSE_LINES) },
);

/** Lines in front of those that are there, some of them under the same names. */
export const addLines = (answer: DraftAnswer, lines: readonly Line[]): void => {
  answer.headers = [...lines.map(([name, value]): Line => [name, value]), ...answer.headers];
};

/** The names of an answer's lines that are not about CORS itself, as they would be exposed. */
const namesToExpose = (answer: DraftAnswer): string =>
  [
    ...new Set(
      answer.headers
        .map(([name]) => name.toLowerCase())
        .filter((name) => !name.startsWith('access-control-') && name !== 'cache-control'),
    ),
  ].join(', ');

const EXPOSE = 'Access-Control-Expose-Headers';

export const expose = (answer: DraftAnswer): void => {
  const names = namesToExpose(answer);
  if (names !== '') setLines(answer, EXPOSE, [names]);
};

/** https://fetch.spec.whatwg.org/#http-access-control-expose-headers */
const EXPOSE_FORMS: readonly Form[] = [
  ['missing', () => []],
  ['empty', () => ['']],
  ['*', () => ['*']],
  ['one more', (right) => [`${right}, X-None`]],
  ['in upper case', (right) => [right.toUpperCase()]],
  ['trailing comma', (right) => [`${right},`]],
  ['leading comma', (right) => [`,${right}`]],
  ['empty elements', (right) => [`, ,${right},, x-none`]],
  ['tabs around', (right) => [`\t${right}\t,\tx-none\t`]],
  ['twice', (right) => [`${right}, ${right}`]],
  ['one line each', (right) => right.split(', ')],
  ['an empty second line', (right) => [right, '']],
  ['an empty first line', (right) => ['', right]],
  ['the first only', (right) => [right.split(', ')[0] ?? '']],
  ['others only', () => ['X-None, X-O']],
  ['cut by a letter', (right) => [right.slice(0, -1)]],
  ['with *', (right) => [`${right}, *`]],
  ['* in spaces', () => [' * ']],
  ['*,', () => ['*,']],
  ['* in quotes', () => ['"*"']],
  ['**', () => ['**']],
  ['* in two lines', () => ['*', '*']],
  ['* in a second line', (right) => [right, '*']],
  ['in quotes', (right) => [`"${right}"`]],
  ['spaces for commas', (right) => [`${right.replaceAll(', ', ' ')} x-none`]],
  ['semicolons for commas', (right) => [`${right.replaceAll(', ', '; ')};`]],
  ['one bad token', (right) => [`${right}, a(b`]],
  ['one bad token, first', (right) => [`a/b, ${right}`]],
  ['one bad token in a second line', (right) => [right, 'a b']],
  ['a bad token beside *', () => ['*, a b']],
  ['a byte above 0x7F', (right) => [`${right}, \u00E9`]],
  ['a no-break space behind', (right) => [`${right}\u00A0`]],
  ['Set-Cookie, too', (right) => [`${right}, Set-Cookie, Set-Cookie2`]],
  ['CORS headers, too', (right) => [`${right}, Access-Control-Allow-Origin, ${EXPOSE}`]],
  ['safelisted names', () => ['Cache-Control, Content-Length, Content-Type']],
];

export const exposeHeaders: fc.Arbitrary<Breaking> = headerForms({
  header: EXPOSE,
  short: 'expose-headers',
  forms: EXPOSE_FORMS,
  where: fc.constant('answer'),
  rightOf: ({ answer }) => namesToExpose(answer) || 'x-one',
});

/** More headers, exposed or not. */
export const responseHeader: fc.Arbitrary<Breaking> = responseLines.map(
  (lines): Breaking =>
    (draft) => {
      for (const answer of lastAnswers(draft)) addLines(answer, lines);
      return `response header ${JSON.stringify(lines[0]?.join(': ').slice(0, 40))}`;
    },
);

/** No status of the last answer is refused: CORS looks at headers only. */
export const answerStatus: fc.Arbitrary<Breaking> = fc
  .tuple(weigh([2, 'any'], [1, 'null body']), status, pick(204, 205, 304))
  .map(([kind, any, nullBody]): Breaking => (draft) => {
    const code = kind === 'any' ? any : nullBody;
    for (const answer of lastAnswers(draft)) answer.status = code;
    return `status ${code}`;
  });
