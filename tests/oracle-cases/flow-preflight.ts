import type { CorsCheckResult } from '../../oracle/types.ts';
import {
  allowed,
  ALLOW_CREDENTIALS,
  allowHeaders,
  allowMethods,
  allowOrigin,
  API,
  asked,
  location,
  OK,
  OTHER,
  outcomes,
  PAGE,
  response,
  sent,
  storyCase,
  told,
  type Call,
} from './flow-vocabulary.ts';
import type { OracleCase } from './types.ts';

const PREFLIGHT = 'cors-preflight-fetch-0';
const NAME_AND_VALUE = ['X-B: 1', 'x-a: 2'];

interface Row {
  readonly name: string;
  readonly call: Call;
  /** Of the preflight's answer, beside the origin's leave. */
  readonly lines: readonly string[];
  /** The stage and what is told of it; absent: allowed. */
  readonly refused?: string;
}

const PUT: Call = { method: 'PUT' };
const X: Call = { lines: NAME_AND_VALUE };
const AUTHORIZATION: Call = { lines: ['authorization: t'] };
const INCLUDE = { credentials: 'include' } as const;

const ROWS: readonly Row[] = [
  { name: 'A method that is listed', call: PUT, lines: [allowMethods('GET, PUT')] },
  { name: 'A method that is not listed', call: PUT, lines: [], refused: 'preflight-method' },
  {
    name: 'A method listed in lower case',
    call: PUT,
    lines: [allowMethods('put')],
    refused: 'preflight-method',
  },
  { name: 'A method by the wildcard', call: PUT, lines: [allowMethods('*')] },
  { name: 'A method by the wildcard in a list', call: PUT, lines: [allowMethods('GET, *')] },
  {
    name: 'A method by the wildcard, credentials omitted',
    call: { ...PUT, credentials: 'omit' },
    lines: [allowMethods('*')],
  },
  {
    name: 'A method by the wildcard, with credentials',
    call: { ...PUT, ...INCLUDE },
    lines: [ALLOW_CREDENTIALS, allowMethods('*')],
    refused: 'preflight-method',
  },
  {
    name: 'A listed method, with credentials',
    call: { ...PUT, ...INCLUDE },
    lines: [ALLOW_CREDENTIALS, allowMethods('PUT')],
  },
  {
    name: 'A list of methods in two lines',
    call: PUT,
    lines: [allowMethods('GET'), allowMethods('PUT')],
  },
  {
    name: 'A list of methods that is none',
    call: PUT,
    lines: [allowMethods('PUT, G(T')],
    refused: 'preflight-methods-syntax',
  },
  {
    name: 'A list of methods that is none, where headers matter alone',
    call: X,
    lines: [allowMethods('G(T'), allowHeaders('x-a, x-b')],
    refused: 'preflight-methods-syntax',
  },
  {
    name: 'A list of headers that is none',
    call: PUT,
    lines: [allowMethods('PUT'), allowHeaders('x[a')],
    refused: 'preflight-headers-syntax',
  },
  {
    name: 'Two lists that are none: the methods’ is told',
    call: PUT,
    lines: [allowHeaders('x[a'), allowMethods('P(T')],
    refused: 'preflight-methods-syntax',
  },
  {
    name: 'A safelisted method',
    call: { ...X, method: 'POST' },
    lines: [allowMethods('PUT'), allowHeaders('X-A,X-B')],
  },
  {
    name: 'Headers that are listed, in any case',
    call: X,
    lines: [allowHeaders('X-A'), allowHeaders('X-b')],
  },
  {
    name: 'Headers that are not listed',
    call: X,
    lines: [],
    refused: 'preflight-header [x-a x-b]',
  },
  {
    name: 'One header that is not listed',
    call: X,
    lines: [allowHeaders('x-a')],
    refused: 'preflight-header [x-b]',
  },
  { name: 'Headers by the wildcard', call: X, lines: [allowHeaders('*')] },
  {
    name: 'Headers by the wildcard, with credentials',
    call: { ...X, ...INCLUDE },
    lines: [ALLOW_CREDENTIALS, allowHeaders('*')],
    refused: 'preflight-header [x-a x-b]',
  },
  {
    name: 'A header that is called * by a list with one, with credentials',
    call: { lines: ['*: 1'], ...INCLUDE },
    lines: [ALLOW_CREDENTIALS, allowHeaders('*')],
  },
  {
    name: 'Listed headers, with credentials',
    call: { ...X, ...INCLUDE },
    lines: [ALLOW_CREDENTIALS, allowHeaders('x-a,x-b')],
  },
  {
    name: 'Authorization that is listed',
    call: AUTHORIZATION,
    lines: [allowHeaders('AUTHORIZATION')],
  },
  {
    name: 'Authorization by the wildcard',
    call: AUTHORIZATION,
    lines: [allowHeaders('*')],
    refused: 'preflight-header [authorization]',
  },
  {
    name: 'Authorization listed beside the wildcard',
    call: { lines: ['Authorization: t', 'X-A: 1'] },
    lines: [allowHeaders('*, authorization')],
  },
  {
    name: 'Authorization and another by a list of none',
    call: { lines: ['Authorization: t', 'X-A: 1'] },
    lines: [],
    refused: 'preflight-header [authorization x-a]',
  },
  {
    name: 'The method is looked at before the headers',
    call: { ...X, ...PUT },
    lines: [],
    refused: 'preflight-method',
  },
  {
    name: 'A method that is allowed leaves the headers to be allowed',
    call: { ...X, ...PUT },
    lines: [allowMethods('*')],
    refused: 'preflight-header [x-a x-b]',
  },
  {
    name: 'A safelisted header beside one that is not',
    call: { lines: ['Accept: a/b', 'X-A: 1'] },
    lines: [allowHeaders('x-a')],
  },
];

/** What the preflight asks, and what is sent behind it. */
const rowCase = ({ name, call, lines, refused }: Row): OracleCase => {
  const { method = 'GET', lines: own = [], credentials } = call;
  const names = own
    .map((line) => line.slice(0, line.indexOf(':')).toLowerCase())
    .filter((header) => header !== 'accept')
    .toSorted()
    .join(',');
  const headers = own.map((line) => `{${line}}`);
  return storyCase({
    anchor: PREFLIGHT,
    name: `${name}: ${refused ?? 'allowed'}.`,
    calls: call,
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin(), ...lines),
      [`${method} ${API}/a`]: response(200, allowOrigin(), ALLOW_CREDENTIALS),
    },
    expected: [
      asked(method, ...(names === '' ? [] : [names])),
      ...(refused === undefined
        ? [
            sent(
              method,
              `${API}/a`,
              ...(credentials === 'include' ? ['with credentials'] : []),
              ...headers,
            ),
            allowed(),
          ]
        : [`blocked ${refused} by 204 ${API}/a`]),
    ],
  });
};

const statusRow = (status: number, lines: readonly string[], refused: string | null): OracleCase =>
  storyCase({
    anchor: PREFLIGHT,
    name: `Answered ${status} with ${lines.join(' and ') || 'nothing'}: ${refused ?? 'allowed'}.`,
    calls: PUT,
    answers: {
      [`OPTIONS ${API}/a`]: response(status, allowMethods('PUT'), ...lines),
      [`PUT ${API}/a`]: response(200, allowOrigin()),
    },
    expected:
      refused === null
        ? [asked('PUT'), sent('PUT'), allowed()]
        : [asked('PUT'), `blocked ${refused} by ${status} ${API}/a`],
  });

const LOCATION = location(`${OTHER}/b`);
const PASSED: CorsCheckResult = { ok: true };
const FAILED: CorsCheckResult = { ok: false, clause: 'other-origin' };

export const FLOW_PREFLIGHT_CASES: readonly OracleCase[] = [
  ...ROWS.map(rowCase),
  ...[200, 201, 204, 206, 299].map((status) => statusRow(status, [allowOrigin()], null)),
  ...[300, 304, 400, 401, 403, 405, 500, 999].map((status) =>
    statusRow(status, [allowOrigin()], 'preflight-status'),
  ),
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    statusRow(status, [allowOrigin(), LOCATION], 'preflight-redirect'),
    statusRow(status, [allowOrigin()], 'preflight-status'),
    statusRow(status, [LOCATION], 'preflight-cors-check (no-allow-origin)'),
  ]),
  statusRow(304, [allowOrigin(), LOCATION], 'preflight-status'),
  statusRow(500, [], 'preflight-cors-check (no-allow-origin)'),
  statusRow(200, [allowOrigin(OTHER)], 'preflight-cors-check (other-origin)'),
  statusRow(200, [allowOrigin('*')], null),
  ...(
    [
      [PASSED, 200, null],
      [PASSED, 500, 'preflight-status'],
      [FAILED, 200, 'preflight-cors-check'],
      [FAILED, 500, 'preflight-cors-check'],
    ] as const
  ).map(([check, status, expected]): OracleCase => ({
    anchor: PREFLIGHT,
    name: `A check that ${check.ok ? 'passes' : 'fails'} and ${status}.`,
    run: ({ STANDARD }) => STANDARD.preflightRefusal(check, response(status), STANDARD),
    expected,
  })),
  ...[true, false].map((listens) =>
    storyCase({
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
      name: `A simple POST by XMLHttpRequest with ${listens ? 'a' : 'no'} listener on its upload.`,
      calls: { api: 'xhr', method: 'POST', ...(listens && { uploadListener: true }) },
      answers: { [`OPTIONS ${API}/a`]: OK, [`POST ${API}/a`]: OK },
      expected: [...(listens ? [asked('POST')] : []), sent('POST'), allowed()],
    }),
  ),
  {
    anchor: PREFLIGHT,
    name: 'What is an ok status, and a redirect status, is a rule.',
    run: (oracle) => {
      const rules = oracle.rulesWith({ isOkStatus: () => false, isRedirectStatus: () => true });
      return oracle.STANDARD.preflightRefusal(PASSED, response(200, LOCATION), rules);
    },
    expected: 'preflight-redirect',
  },
  {
    anchor: PREFLIGHT,
    name: 'Another order of its checks is another rule: no clause is told of a check not asked.',
    run: (oracle) => {
      const rules = oracle.rulesWith({ preflightRefusal: () => 'preflight-status' });
      const answers = { [`OPTIONS ${API}/a`]: response(500) };
      return told(outcomes(oracle, [PUT], answers, rules));
    },
    expected: [asked('PUT'), `blocked preflight-status by 500 ${API}/a`],
  },
  {
    anchor: 'cors-non-wildcard-request-header-name',
    name: 'What the wildcard does not cover must be listed, even if it is safelisted.',
    run: (oracle) => {
      const rules = oracle.rulesWith({
        isCorsNonWildcardRequestHeaderName: (name) => name.toLowerCase() === 'accept',
      });
      const answers = { [`OPTIONS ${API}/a`]: response(204, allowOrigin(), allowHeaders('*')) };
      return told(outcomes(oracle, [{ lines: ['Accept: a', 'X-A: 1'] }], answers, rules)).at(-1);
    },
    expected: `blocked preflight-header [accept] by 204 ${API}/a`,
  },
  storyCase({
    anchor: PREFLIGHT,
    name: 'The check knows the credentials mode of the request, the preflight has none.',
    calls: { ...PUT, ...INCLUDE },
    answers: { [`OPTIONS ${API}/a`]: response(204, allowOrigin(), allowMethods('PUT')) },
    expected: [asked('PUT'), `blocked preflight-cors-check (no-allow-credentials) by 204 ${API}/a`],
  }),
  storyCase({
    anchor: PREFLIGHT,
    name: 'The answer to the request is checked as well.',
    calls: PUT,
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin(), allowMethods('PUT')),
      [`PUT ${API}/a`]: response(200),
    },
    expected: [asked('PUT'), sent('PUT'), `blocked cors-check (no-allow-origin) by 200 ${API}/a`],
  }),
  storyCase({
    anchor: PREFLIGHT,
    name: 'It goes to the request’s URL, without its fragment, and without its body.',
    calls: { url: `${API}/a?b#c`, method: 'PUT', body: 'x' },
    answers: { [`OPTIONS ${API}/a?b`]: response(204, allowOrigin()) },
    expected: [
      `OPTIONS ${API}/a?b from ${PAGE} asks PUT`,
      `blocked preflight-method by 204 ${API}/a?b`,
    ],
  }),
  storyCase({
    anchor: PREFLIGHT,
    name: 'Names are told sorted, each once, parted by commas alone.',
    calls: { lines: ['X-B: 1', 'x-a: 2', 'x-b: 3', 'Content-Type: a/b'] },
    answers: { [`OPTIONS ${API}/a`]: response(204) },
    expected: [
      asked('GET', 'content-type,x-a,x-b'),
      `blocked preflight-cors-check (no-allow-origin) by 204 ${API}/a`,
    ],
  }),
];
