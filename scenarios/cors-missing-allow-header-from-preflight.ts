/** CORSMissingAllowHeaderFromPreflight: the preflight's answer does not list a request header. */
import type { FetchStep, Header, Scenario } from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly step: Partial<FetchStep>;
  /** What the preflight asks for. */
  readonly asked: string;
  /** What the preflight's answer carries beside the origin. */
  readonly lines: readonly Header[];
  /** The name each engine complains of: the first missing one, in the engine's own spelling. */
  readonly missing: string;
  readonly webkit?: string;
  readonly requirement: string;
  readonly cause: string;
  readonly words: string;
  readonly cured: readonly Header[];
}

const mustBeListed =
  'A CORS-unsafe request-header name must be in Access-Control-Allow-Headers, compared without case.';

const ROWS: readonly Row[] = [
  {
    id: 'allow-headers-missing',
    title: 'A header of one’s own needs to be named',
    step: { headers: [['X-Requested-With', 'XMLHttpRequest']] },
    asked: 'x-requested-with',
    lines: [],
    missing: 'x-requested-with',
    webkit: 'X-Requested-With',
    requirement: mustBeListed,
    cause: 'A library adds X-Requested-With to every request.',
    words: 'List the name in Access-Control-Allow-Headers, or stop sending the header.',
    cured: [allowHeaders('X-Requested-With')],
  },
  {
    id: 'allow-headers-json-body',
    title: 'A JSON body needs leave for Content-Type',
    step: {
      method: 'POST',
      headers: [['Content-Type', 'application/json']],
      body: '{}',
    },
    asked: 'content-type',
    lines: [],
    missing: 'content-type',
    webkit: 'Content-Type',
    requirement:
      'Content-Type is safelisted for three types only; application/json is not one of them.',
    cause: 'A form POST works; the JSON POST is preflighted because of its Content-Type.',
    words: 'List Content-Type in Access-Control-Allow-Headers.',
    cured: [allowHeaders('Content-Type')],
  },
  {
    id: 'allow-headers-authorization',
    title: 'A bearer token needs leave for Authorization',
    step: { headers: [['Authorization', 'Bearer t']] },
    asked: 'authorization',
    lines: [allowHeaders('Content-Type')],
    missing: 'authorization',
    webkit: 'Authorization',
    requirement: mustBeListed,
    cause: 'The list was written before there were tokens.',
    words: 'List Authorization by name; the Standard does not let "*" cover it.',
    cured: [allowHeaders('Content-Type, Authorization')],
  },
  {
    id: 'allow-headers-typo',
    title: 'A misspelled name in the list allows the misspelled name',
    step: { headers: [['X-Api-Key', '1']] },
    asked: 'x-api-key',
    lines: [allowHeaders('X-ApiKey')],
    missing: 'x-api-key',
    webkit: 'X-Api-Key',
    requirement: mustBeListed,
    cause: 'The list names X-ApiKey, the page sends X-Api-Key.',
    words: 'Spell the name the same on both sides; case does not matter.',
    cured: [allowHeaders('x-aPI-kEY')],
  },
  {
    id: 'allow-headers-one-of-two',
    title: 'All names must be listed; the first missing one is reported',
    step: {
      headers: [
        ['traceparent', '00-1-1-00'],
        ['baggage', 'a=b'],
      ],
    },
    asked: 'baggage,traceparent',
    lines: [allowHeaders('traceparent')],
    missing: 'baggage',
    requirement: mustBeListed,
    cause: 'A tracing library adds two headers, the server learned of one.',
    words: 'List every header that the library adds.',
    cured: [allowHeaders('traceparent, baggage')],
  },
  {
    id: 'allow-headers-wildcard-with-credentials',
    title: 'With credentials, "*" is a header called "*"',
    step: { headers: [['X-Api-Key', '1']], credentials: 'include' },
    asked: 'x-api-key',
    lines: [allowCredentials(), allowHeaders('*')],
    missing: 'x-api-key',
    webkit: 'X-Api-Key',
    requirement: 'The wildcard counts only when the credentials mode is not "include".',
    cause: 'The wildcard is used together with credentials.',
    words: 'List the names.',
    cured: [allowCredentials(), allowHeaders('X-Api-Key')],
  },
];

export const CORS_MISSING_ALLOW_HEADER_FROM_PREFLIGHT: readonly Scenario[] = ROWS.map(
  (row): Scenario => {
    const { id, title, step, asked, lines, missing, webkit, requirement, cause, words, cured } =
      row;
    const method = step.method ?? 'GET';
    const actual = answer(200, allowOrigin(), allowCredentials());
    const authorization = step.headers?.find(([name]) => name === 'Authorization')?.[1];
    return {
      id,
      title,
      topic: 'CORSMissingAllowHeaderFromPreflight',
      tags: step.credentials ? ['@preflight', '@credentials'] : ['@preflight'],
      spec: { anchor: 'cors-preflight-fetch-0', requirement },
      steps: [{ do: 'fetch', url: RESOURCE, ...step }],
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), ...lines),
        [`${method} /resource`]: actual,
      },
      expect: { verdict: 'blocked', stage: 'preflight-header', wire: [preflight(method, asked)] },
      console: {
        chromium: [['kHeaderDisallowedByPreflightResponse', { header: missing }]],
        firefox: [
          ['CORSMissingAllowHeaderFromPreflight2', { header: missing }],
          'CORSDidNotSucceed2',
        ],
        webkit: [['HeaderNotAllowed', { header: webkit ?? missing }]],
      },
      cause,
      cure: {
        words,
        routes: {
          'OPTIONS /resource': answer(204, allowOrigin(), ...cured),
          [`${method} /resource`]: actual,
        },
        wire: [
          preflight(method, asked),
          sent(method, authorization === undefined ? {} : { authorization }),
        ],
      },
    };
  },
);
