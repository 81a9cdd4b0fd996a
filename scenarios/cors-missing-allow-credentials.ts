/** CORSMissingAllowCredentials: the origin is right, the leave to use credentials is missing. */
import type { Header, Scenario } from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'CORSMissingAllowCredentials';
const spec = {
  anchor: 'concept-cors-check',
  requirement:
    'With credentials mode "include", Access-Control-Allow-Credentials must be `true`, byte for byte.',
} as const;

interface Row {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Header[];
  /** The value as Chromium prints it: lines combined, nothing when there is none. */
  readonly value: string;
  readonly cause: string;
}

const ROWS: readonly Row[] = [
  {
    id: 'allow-credentials-missing',
    title: 'Naming the origin is not enough for a request with credentials',
    lines: [],
    value: '',
    cause: 'The server allows the origin, but says nothing about credentials.',
  },
  {
    id: 'allow-credentials-false',
    title: '"false" is not a value the protocol knows; it is just not "true"',
    lines: [allowCredentials('false')],
    value: 'false',
    cause: 'The option was switched off.',
  },
  {
    id: 'allow-credentials-upper-case',
    title: '"TRUE" is not "true"',
    lines: [allowCredentials('TRUE')],
    value: 'TRUE',
    cause: 'The value is compared byte for byte; some languages print booleans in other cases.',
  },
  {
    id: 'allow-credentials-one',
    title: '"1" is not "true"',
    lines: [allowCredentials('1')],
    value: '1',
    cause: 'A boolean was written as a number.',
  },
  {
    id: 'allow-credentials-empty',
    title: 'An empty value is not "true"',
    lines: [allowCredentials('')],
    value: '',
    cause: 'The header is there, its value is not.',
  },
  {
    id: 'allow-credentials-twice',
    title: 'Two lines combine to "true, true", which is not "true"',
    lines: [allowCredentials(), allowCredentials()],
    value: 'true, true',
    cause: 'Two layers each add the header.',
  },
];

const onTheActualResponse = ROWS.map(({ id, title, lines, value, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@simple', '@credentials'],
  spec,
  steps: [{ do: 'fetch', url: RESOURCE, credentials: 'include' }],
  routes: { 'GET /resource': answer(200, allowOrigin(), ...lines) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: [['kInvalidAllowCredentials', { value }]],
    firefox: ['CORSMissingAllowCredentials'],
    webkit: ['CredentialsNotTrue'],
  },
  cause,
  cure: {
    words: 'Send Access-Control-Allow-Credentials: true, in lower case, once.',
    routes: { 'GET /resource': answer(200, allowOrigin(), allowCredentials()) },
    wire: [sent('GET')],
  },
}));

const others: readonly Scenario[] = [
  {
    id: 'allow-credentials-missing-xhr',
    title: 'withCredentials asks for the same leave as credentials "include"',
    topic,
    tags: ['@simple', '@credentials', '@xhr'],
    spec,
    steps: [{ do: 'xhr', url: RESOURCE, withCredentials: true }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials'],
      webkit: ['CredentialsNotTrue'],
    },
    cause: 'The server allows the origin, but says nothing about credentials.',
    cure: {
      words: 'Send Access-Control-Allow-Credentials: true, or do not ask with credentials.',
      steps: [{ do: 'xhr', url: RESOURCE }],
      wire: [sent('GET')],
    },
  },
  {
    id: 'allow-credentials-missing-on-preflight',
    title: 'The preflight has to allow credentials, too, though it carries none itself',
    topic,
    tags: ['@preflight', '@credentials'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT', credentials: 'include' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin(), allowCredentials()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: [['kPreflightInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials', 'CORSDidNotSucceed2'],
      webkit: ['CredentialsNotTrue'],
    },
    cause: 'Only the answer to PUT carries the header.',
    cure: {
      words: 'Send Access-Control-Allow-Credentials: true with the answer to OPTIONS as well.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowCredentials(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin(), allowCredentials()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
];

export const CORS_MISSING_ALLOW_CREDENTIALS: readonly Scenario[] = [
  ...onTheActualResponse,
  ...others,
];
