import type { Oracle, OracleCase } from './types.ts';
import { TCHAR, bytesWhere } from './vocabulary.ts';

const ANCHOR = 'https://mimesniff.spec.whatwg.org/#parse-a-mime-type';
const WHITESPACE = ['\t', '\n', '\r', ' '];

const essence = ({ parseMimeType }: Oracle, input: string): string => {
  const mimeType = parseMimeType(input);
  return mimeType === 'failure' ? mimeType : mimeType.essence;
};

const parses =
  (spell: (byte: string) => string) =>
  (oracle: Oracle): string =>
    bytesWhere((byte) => essence(oracle, spell(byte)) !== 'failure');

const FAILURES = [
  '',
  '/',
  'text',
  'text/',
  '/plain',
  'text/ plain',
  'text /plain',
  ';text/plain',
  'text/plain/x',
  'text//plain',
  'text/plain x',
  'text/plain x;y',
  'text/plain,text/html',
  'text/plain, text/html',
  'text;/plain',
  'text/;',
  'text/ ;',
  '*/',
  '"text/plain"',
  'text;charset=utf-8',
];
/** None of these fails or changes the essence. */
const PARAMETERS = [
  ';',
  ' ;',
  ';;',
  ';=',
  ';charset',
  ';charset=utf-8',
  ' \t\r\n; charset = utf-8 ',
  ';charset="utf-8"',
  ';charset="utf-8',
  ';charset="a;b/c"; d',
  ';charset="\\"";/x',
  ';charset="\\',
  ';charset="shift_jis"iso-2022-jp',
  ';a=b;a=c',
  '; text/html',
  ';, text/html',
  ';\0\x80\n',
];

export const MIME_TYPE_CASES: readonly OracleCase[] = [
  {
    anchor: ANCHOR,
    name: 'Type, subtype and essence are in lower case.',
    run: ({ parseMimeType }) => parseMimeType('TexT/HtmL+X;A=B'),
    expected: { type: 'text', subtype: 'html+x', essence: 'text/html+x' },
  },
  {
    anchor: ANCHOR,
    name: 'Only HTTP token code points make a type.',
    run: parses((byte) => `x${byte}x/y`),
    expected: TCHAR,
  },
  {
    anchor: ANCHOR,
    name: 'Only HTTP token code points make a subtype, which ends at a semicolon.',
    run: parses((byte) => `x/y${byte}y`),
    expected: TCHAR.replace('A', ';A'),
  },
  {
    anchor: ANCHOR,
    name: 'HTTP whitespace before the type is skipped, and what else stands there belongs to it.',
    run: parses((byte) => `${byte}x/y`),
    expected: `\t\n\r ${TCHAR}`,
  },
  ...WHITESPACE.flatMap((space) =>
    [
      `${space}${space}text/plain`,
      `text/plain${space}${space}`,
      `text/plain${space}${space};a=b`,
    ].map((input): OracleCase => ({
      anchor: ANCHOR,
      name: `The essence of ${JSON.stringify(input)} is text/plain.`,
      run: (oracle) => essence(oracle, input),
      expected: 'text/plain',
    })),
  ),
  ...PARAMETERS.map((parameters): OracleCase => ({
    anchor: ANCHOR,
    name: `The parameters ${JSON.stringify(parameters)} change nothing.`,
    run: (oracle) => essence(oracle, `Text/Plain${parameters}`),
    expected: 'text/plain',
  })),
  ...['*/*', 'x/x', "!#$%&'*+-.^_`|~0aZ/!#$%&'*+-.^_`|~0aZ"].map((input): OracleCase => ({
    anchor: ANCHOR,
    name: `"${input}" is a MIME type.`,
    run: (oracle) => essence(oracle, input),
    expected: input.toLowerCase(),
  })),
  ...FAILURES.map((input): OracleCase => ({
    anchor: ANCHOR,
    name: `Parsing "${input}" fails.`,
    run: ({ parseMimeType }) => parseMimeType(input),
    expected: 'failure',
  })),
];
