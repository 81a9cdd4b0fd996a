/** CORSInvalidAllowMethod: Access-Control-Allow-Methods is not a list of tokens. */
import type { Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

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
    id: 'allow-methods-spaces-for-commas',
    title: 'Methods parted by spaces are one bad token',
    value: 'GET PUT',
    token: 'GET PUT',
    cause: 'The list is separated by spaces; the separator is a comma.',
  },
  {
    id: 'allow-methods-semicolons',
    title: 'Methods parted by semicolons are one bad token',
    value: 'GET; PUT',
    token: 'GET; PUT',
    cause: 'The list is separated by semicolons; the separator is a comma.',
  },
  {
    id: 'allow-methods-quoted',
    title: 'A quoted method is no token',
    value: '"PUT"',
    token: '"PUT"',
    cause: 'The quotation marks of a configuration file were sent along.',
  },
  {
    id: 'allow-methods-one-bad-token',
    title: 'One bad token spoils a list that holds the right method',
    value: 'PUT, P(ATCH',
    token: 'P(ATCH',
    cause: 'The list holds a name with a character that no method may have.',
  },
];

export const CORS_INVALID_ALLOW_METHOD: readonly Scenario[] = ROWS.map(
  ({ id, title, value, token, cause }): Scenario => ({
    id,
    title,
    topic: 'CORSInvalidAllowMethod',
    tags: ['@preflight'],
    spec: {
      anchor: 'http-access-control-allow-methods',
      requirement:
        'When the header list values cannot be extracted by the ABNF, the preflight is a network error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods(value)),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-methods-syntax', wire: [preflight('PUT')] },
    console: {
      chromium: ['kInvalidAllowMethodsPreflightResponse'],
      firefox: [['CORSInvalidAllowMethod', { token }], 'CORSDidNotSucceed2'],
      webkit: [['AllowMethodsInvalid', { value }]],
    },
    cause,
    cure: {
      words: 'Separate methods by commas, without quotation marks.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('GET, PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  }),
);
