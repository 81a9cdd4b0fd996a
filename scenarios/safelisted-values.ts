/**
 * Which header values need no preflight, at the limit and one step beyond it. Each cure is the
 * value at the limit. https://fetch.spec.whatwg.org/#cors-safelisted-request-header
 */
import type { Header, Scenario } from './types.ts';
import { RESOURCE, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'Safelisting';
const wpt = ['cors/cors-safelisted-request-header.any.js'] as const;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly method?: 'POST';
  readonly beyond: Header;
  readonly cause: string;
  readonly limit: Header;
  readonly words: string;
}

/** A value of so many bytes. */
const long = (name: string, begin: string, fill: string, length: number): Header => [
  name,
  begin + fill.repeat(length - begin.length),
];

const LENGTHS = (
  [
    ['Accept', 'text/html;q=', '1'],
    ['Accept-Language', 'en', ' '],
    ['Content-Language', 'en', '-'],
    ['Content-Type', 'text/plain;a=', 'b'],
  ] as const
).map(([name, begin, fill]): Row => {
  // Blanks at the end would be cut off before anybody counts.
  const value = (length: number): Header => {
    const [, text] = long(name, begin, fill, length);
    return [name, fill === ' ' ? `${text.slice(0, -1)}*` : text];
  };
  return {
    id: `${name.toLowerCase()}-of-129-bytes`,
    title: `${name} is safelisted up to 128 bytes`,
    requirement: 'A value of more than 128 bytes is not safelisted.',
    ...(name === 'Content-Type' && { method: 'POST' as const }),
    beyond: value(129),
    cause: 'The page lists more than anybody needs.',
    limit: value(128),
    words: 'Keep it to 128 bytes.',
  };
});

const BYTES: readonly Row[] = [
  {
    id: 'accept-with-unsafe-byte',
    title: 'Accept with a byte that HTTP uses for comments needs a preflight',
    requirement: 'Accept is safelisted without CORS-unsafe request-header bytes, such as "(".',
    beyond: ['Accept', 'text/html (any)'],
    cause: 'Somebody explains a header in the header.',
    limit: ['Accept', 'text/html;q=0.9, */*'],
    words: 'Leave out control bytes and "():<>?@[\\]{}.',
  },
  {
    id: 'accept-language-with-underscore',
    title: 'Accept-Language: en_GB needs a preflight, en-GB does not',
    requirement: 'Accept-Language is safelisted with letters, digits and " *,-.;=" only.',
    beyond: ['Accept-Language', 'en_GB'],
    cause: 'The language comes from a locale of the operating system.',
    limit: ['Accept-Language', 'en-GB, en;q=0.9, *;q=0.5'],
    words: 'Write language tags, with a hyphen.',
  },
  {
    id: 'content-language-with-slash',
    title: 'Content-Language: de/CH needs a preflight, de-CH does not',
    requirement: 'Content-Language is safelisted with letters, digits and " *,-.;=" only.',
    beyond: ['Content-Language', 'de/CH'],
    cause: 'The language comes from the path of the page.',
    limit: ['Content-Language', 'de-CH, fr-CH'],
    words: 'Write language tags, with a hyphen.',
  },
  {
    id: 'content-type-xml',
    title: 'Content-Type: text/xml needs a preflight, text/plain does not',
    requirement: 'Of types, those of forms are safelisted: three in all.',
    method: 'POST',
    beyond: ['Content-Type', 'text/xml;charset=UTF-8'],
    cause: 'A SOAP client says what it sends.',
    limit: ['Content-Type', 'text/plain;charset=UTF-8'],
    words: 'Send one of the three types, where the server takes it.',
  },
  {
    id: 'range-from-the-end',
    title: 'Range: bytes=-500 needs a preflight: it has no beginning',
    requirement: 'A safelisted range has a start.',
    beyond: ['Range', 'bytes=-500'],
    cause: 'The page reads the index at the end of an archive.',
    limit: ['Range', 'bytes=500-'],
    words: 'Ask for the length first, then for a range with a start.',
  },
  {
    id: 'range-of-two-parts',
    title: 'Range with two parts needs a preflight',
    requirement: 'A safelisted range is a single one.',
    beyond: ['Range', 'bytes=0-9,20-29'],
    cause: 'The page reads two parts of a file at once.',
    limit: ['Range', 'bytes=0-29'],
    words: 'Ask for one part at a time.',
  },
  {
    id: 'range-backwards',
    title: 'Range: bytes=9-0 needs a preflight: it ends before it begins',
    requirement: 'A range whose start is greater than its end is no simple range.',
    beyond: ['Range', 'bytes=9-0'],
    cause: 'The page has mixed up two numbers.',
    limit: ['Range', 'bytes=9-9'],
    words: 'Let it end at its beginning at the earliest.',
  },
];

export const SAFELISTED_VALUES: readonly Scenario[] = [...LENGTHS, ...BYTES].map(
  ({ id, title, requirement, method = 'GET', beyond, cause, limit, words }): Scenario => {
    const [name] = beyond;
    const step = { do: 'fetch', url: RESOURCE, ...(method === 'POST' && { method, body: 'a' }) };
    const routes: Scenario['routes'] = {
      'OPTIONS /resource': answer(204, allowOrigin()),
      [`${method} /resource`]: answer(200, allowOrigin()),
    };
    const lower = name.toLowerCase();
    return {
      id,
      title,
      topic,
      tags: ['@preflight', '@safelist'],
      spec: { anchor: 'cors-safelisted-request-header', requirement, wpt },
      steps: [{ ...step, do: 'fetch', headers: [beyond] }],
      routes,
      expect: { verdict: 'blocked', stage: 'preflight-header', wire: [preflight(method, lower)] },
      console: {
        chromium: [['kHeaderDisallowedByPreflightResponse', { header: lower }]],
        firefox: [
          ['CORSMissingAllowHeaderFromPreflight2', { header: lower }],
          'CORSDidNotSucceed2',
        ],
        webkit: [['HeaderNotAllowed', { header: name }]],
      },
      cause,
      cure: {
        words: `${words} Or list ${name} in Access-Control-Allow-Headers.`,
        steps: [{ ...step, do: 'fetch', headers: [limit] }],
        routes,
        wire: [sent(method, { headers: { [name]: limit[1] } })],
      },
    };
  },
);
