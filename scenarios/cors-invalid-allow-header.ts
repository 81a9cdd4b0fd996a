/** CORSInvalidAllowHeader: Access-Control-Allow-Headers is not a list of tokens. */
import type { Scenario } from './types.ts';
import { RESOURCE, allowHeaders, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  /** The item that is no token, as Firefox names it. */
  readonly token: string;
  readonly cause: string;
}

const ROWS: readonly Row[] = [
  {
    id: 'allow-headers-spaces-for-commas',
    title: 'Header names parted by spaces are one bad token',
    value: 'X-Api-Key X-Trace',
    token: 'X-Api-Key X-Trace',
    cause: 'The list is separated by spaces; the separator is a comma.',
  },
  {
    id: 'allow-headers-with-colon',
    title: 'A colon after the name is no part of a name',
    value: 'X-Api-Key:',
    token: 'X-Api-Key:',
    cause: 'The names were copied together with their colons.',
  },
  {
    id: 'allow-headers-quoted',
    title: 'A quoted name is no token',
    value: '"X-Api-Key"',
    token: '"X-Api-Key"',
    cause: 'The quotation marks of a configuration file were sent along.',
  },
  {
    id: 'allow-headers-one-bad-token',
    title: 'One bad token spoils a list that holds the right name',
    value: 'X-Api-Key, X-[Trace]',
    token: 'X-[Trace]',
    cause: 'The list holds a name with a character that no header name may have.',
  },
];

const headers = [['X-Api-Key', '1']] as const;

export const CORS_INVALID_ALLOW_HEADER: readonly Scenario[] = ROWS.map(
  ({ id, title, value, token, cause }): Scenario => ({
    id,
    title,
    topic: 'CORSInvalidAllowHeader',
    tags: ['@preflight'],
    spec: {
      anchor: 'http-access-control-allow-headers',
      requirement:
        'When the header list values cannot be extracted by the ABNF, the preflight is a network error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders(value)),
      'GET /resource': answer(200, allowOrigin()),
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-headers-syntax',
      wire: [preflight('GET', 'x-api-key')],
    },
    console: {
      chromium: ['kInvalidAllowHeadersPreflightResponse'],
      firefox: [['CORSInvalidAllowHeader', { token }], 'CORSDidNotSucceed2'],
      webkit: [['AllowHeadersInvalid', { value }]],
    },
    cause,
    cure: {
      words: 'Separate names by commas, without colons or quotation marks.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Api-Key, X-Trace')),
        'GET /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('GET', 'x-api-key'), sent('GET')],
    },
  }),
);
