/** What the kinds of cases are put together from. */
import fc from 'fast-check';
import { SLOTS, TARGETS, type FuzzCase, type Piece, type Target } from '../case.ts';

export const { host, open, ended, hand, mark } = SLOTS;

export const once = (text: string): Piece => ({ text, times: 1 });

export const CRLF = '\r\n';

/** A request as text; `Host` and, with a body, `Content-Length` are right unless given. */
export function requestText(
  method: string,
  target: string,
  headers: readonly string[] = [],
  body = '',
): string {
  const given = (name: RegExp): boolean => headers.some((line) => name.test(line));
  return [
    `${method} ${target} HTTP/1.1`,
    ...(given(/^host:/i) ? [] : [`Host: ${host}`]),
    ...headers,
    ...(body === '' || given(/^(?:content-length|transfer-encoding):/i)
      ? []
      : [`Content-Length: ${body.length}`]),
    ...(given(/^connection:/i) ? [] : ['Connection: close']),
    '',
    body,
  ].join(CRLF);
}

/** Any byte but, with some likelihood, one that means something to a parser. */
export const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('\r', '\n', '\0', ' ', ':', '%', '/', '\\', '.', '?', '#', ';', '\t', '"'),
);

export const bytes = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: byte, maxLength });

/** What may stand in a target or a value without breaking the head: no CR, LF, NUL or blank. */
export const visible = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength,
  });

/** Node's list, what Fetch forbids, what WebDAV and others added, and what nobody knows. */
export const method = fc.constantFrom(
  ...['GET', 'GET', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'TRACK'],
  ...[
    'CONNECT',
    'PROPFIND',
    'MKCOL',
    'COPY',
    'SEARCH',
    'M-SEARCH',
    'PURGE',
    'BREW',
    'get',
    'patch',
  ],
  ...['QUERY', 'X'.repeat(40), "!#$%&'*+-.^_`|~"],
);

/** Paths that something answers. */
export const known = fc.constantFrom(
  ...['/', '/stage', '/frame', '/batch', '/vendor/axios.js', '/client/perform.js', '/nothing'],
  ...['/hand/scenario.js', '/scenarios.json', '/scenario/allow-origin-missing', '/barrier/1'],
  ...[
    '/resource',
    '/any',
    '/asset',
    '/app/me',
    '/plain/me',
    '/hang',
    '/reset',
    '/close',
    '/raw',
  ].map((path) => `/${open}${path}`),
  ...[`/${ended}/resource`, `/${ended}/app/me`, `/${open}`, `/${open}/`],
);

export const target: fc.Arbitrary<Target> = fc.constantFrom(...TARGETS);

/** Each half of the origins is http: https costs ten times as much. */
export const cheapTarget: fc.Arbitrary<Target> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Target[]>('page', 'api') },
  { weight: 1, arbitrary: target },
);

/** A case of one write, after which the answer is awaited. */
export const plain = (
  text: fc.Arbitrary<string>,
  rest: Partial<Pick<FuzzCase, 'answers' | 'after'>> = {},
  at: fc.Arbitrary<Target> = cheapTarget,
): fc.Arbitrary<FuzzCase> =>
  fc.record({ text, at }).map(({ text: whole, at: where }) => ({
    at: where,
    crossed: false,
    pieces: [once(whole)],
    apart: false,
    after: 'wait',
    answers: 1,
    ...rest,
  }));

export const percent = (text: string): string =>
  text
    .split('')
    .map((character) => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
    .join('');
