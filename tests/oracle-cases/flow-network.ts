import type { OriginHeaderRequest } from '../../oracle/flow-rules.ts';
import {
  ALLOW_CREDENTIALS,
  allowMethods,
  allowOrigin,
  API,
  asked,
  OK,
  outcomes,
  PAGE,
  response,
  sent,
  storyCase,
  told,
} from './flow-vocabulary.ts';
import type { OracleCase } from './types.ts';
import { thrownBy } from './vocabulary.ts';

const ORIGIN = 'append-a-request-origin-header';
const NETWORK = 'concept-http-network-or-cache-fetch';
const EXPOSED = 'concept-response-cors-exposed-header-name-list';

const SAME: OriginHeaderRequest = {
  origin: PAGE,
  urlList: [`${PAGE}/a`],
  method: 'GET',
  mode: 'cors',
  tainting: 'basic',
  credentials: 'same-origin',
  client: { origin: PAGE, prohibitsMixedContent: false },
  first: { method: 'GET', headers: [] },
  previousOriginHeader: null,
};
const SECURE = 'https://page.test';

const ORIGIN_ROWS: readonly (readonly [
  name: string,
  request: Partial<OriginHeaderRequest>,
  expected: string | null,
])[] = [
  ['GET within the origin', {}, null],
  ['HEAD within the origin', { method: 'HEAD' }, null],
  ['POST within the origin', { method: 'POST' }, PAGE],
  ['OPTIONS within the origin', { method: 'OPTIONS' }, PAGE],
  ['get, which is no GET', { method: 'get' }, PAGE],
  ['GET in cors', { tainting: 'cors', urlList: [API] }, PAGE],
  ['HEAD in cors', { tainting: 'cors', urlList: [API], method: 'HEAD' }, PAGE],
  ['GET in no-cors', { mode: 'no-cors', tainting: 'opaque', urlList: [API] }, null],
  [
    'POST in no-cors',
    { mode: 'no-cors', tainting: 'opaque', urlList: [API], method: 'POST' },
    PAGE,
  ],
  ['an opaque origin in cors', { origin: 'null', tainting: 'cors', urlList: [API] }, 'null'],
  [
    'redirected elsewhere in cors',
    { tainting: 'cors', urlList: [API, 'http://other.test'] },
    'null',
  ],
  [
    'POST redirected elsewhere in no-cors',
    { mode: 'no-cors', tainting: 'opaque', urlList: [API, 'http://other.test'], method: 'POST' },
    'null',
  ],
  [
    'POST down from https in no-cors',
    { origin: SECURE, mode: 'no-cors', tainting: 'opaque', urlList: [API], method: 'POST' },
    'null',
  ],
  [
    'POST redirected down from https in no-cors',
    { origin: SECURE, mode: 'no-cors', tainting: 'opaque', urlList: [SECURE, API], method: 'POST' },
    'null',
  ],
  [
    'POST from https to https in no-cors',
    {
      origin: SECURE,
      mode: 'no-cors',
      tainting: 'opaque',
      urlList: ['https://api.test'],
      method: 'POST',
    },
    SECURE,
  ],
  [
    'POST from http to https in no-cors',
    { mode: 'no-cors', tainting: 'opaque', urlList: ['https://api.test'], method: 'POST' },
    PAGE,
  ],
  [
    'POST within a secure origin in same-origin mode',
    { origin: SECURE, mode: 'same-origin', urlList: [`${SECURE}/a`], method: 'POST' },
    SECURE,
  ],
  [
    'POST down from https in cors',
    { origin: SECURE, tainting: 'cors', urlList: [API], method: 'POST' },
    SECURE,
  ],
  [
    'POST down from https with basic tainting, in cors mode',
    { origin: SECURE, urlList: [API], method: 'POST' },
    SECURE,
  ],
];

const credentialRow = (
  credentials: 'omit' | 'same-origin' | 'include',
  url: string,
  included: boolean,
): OracleCase => ({
  anchor: NETWORK,
  name: `Credentials mode ${credentials} to ${url}: ${included ? '' : 'not '}included.`,
  run: (oracle) =>
    outcomes(oracle, [{ credentials, url }], {
      [`GET ${url}`]: response(200, allowOrigin(), ALLOW_CREDENTIALS),
    })[0]?.wire[0]?.includeCredentials,
  expected: included,
});

const HEADERS = [
  'X-B: 1',
  'Content-Type: a/b',
  'Set-Cookie: c=1',
  'x-b: 2',
  'Set-Cookie2: d',
  'X-A: 3',
  'Cache-Control: e',
  'Content-Language: f',
  'Content-Length: 0',
  'Expires: g',
  'Last-Modified: h',
  'Pragma: i',
  'ETag: j',
];
const SAFELISTED = [
  ['cache-control', 'e'],
  ['content-language', 'f'],
  ['content-length', '0'],
  ['content-type', 'a/b'],
];
const SAFELISTED_TAIL = [
  ['expires', 'g'],
  ['last-modified', 'h'],
  ['pragma', 'i'],
];

const seen = (
  name: string,
  call: Parameters<typeof outcomes>[1][number],
  lines: readonly string[],
  expected: unknown,
): OracleCase => ({
  anchor: EXPOSED,
  name,
  run: (oracle) => {
    const { url = `${API}/a` } = call;
    return outcomes(oracle, [call], { [`GET ${url}`]: response(206, ...lines) })[0]?.steps[0]
      ?.response;
  },
  expected,
});

const leave = [allowOrigin(), ALLOW_CREDENTIALS];
const leaveSeen = [
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-origin', PAGE],
];
const expose = (value: string): string => `Access-Control-Expose-Headers: ${value}`;
const words = { status: 206, statusText: 'words of 206', url: `${API}/a`, redirected: false };
const cors = (headers: readonly unknown[]) => ({ type: 'cors', ...words, headers });
const hidden = { status: 0, statusText: '', redirected: false, headers: [] };

const EXPOSING: readonly (readonly [
  name: string,
  call: Parameters<typeof outcomes>[1][number],
  lines: readonly string[],
  expected: readonly unknown[],
])[] = [
  ['Nothing exposed: the safelisted ones.', {}, [], [...SAFELISTED, ...SAFELISTED_TAIL]],
  [
    'What is exposed, in any case, sorted and combined.',
    {},
    [expose('x-B'), expose('ETAG, set-cookie')],
    [...SAFELISTED, ['etag', 'j'], ...SAFELISTED_TAIL, ['x-b', '1, 2']],
  ],
  [
    'A list that is none exposes nothing.',
    {},
    [expose('X-A, X(B')],
    [...SAFELISTED, ...SAFELISTED_TAIL],
  ],
  [
    'All, but for cookies.',
    {},
    [expose('*')],
    [
      ...leaveSeen,
      ['access-control-expose-headers', '*'],
      ...SAFELISTED,
      ['etag', 'j'],
      ...SAFELISTED_TAIL,
      ['x-a', '3'],
      ['x-b', '1, 2'],
    ],
  ],
  [
    'All, by a wildcard in a list, credentials omitted.',
    { credentials: 'omit' },
    [expose('x-c, *')],
    [
      ...leaveSeen,
      ['access-control-expose-headers', 'x-c, *'],
      ...SAFELISTED,
      ['etag', 'j'],
      ...SAFELISTED_TAIL,
      ['x-a', '3'],
      ['x-b', '1, 2'],
    ],
  ],
  [
    'With credentials the wildcard is a name.',
    { credentials: 'include' },
    [expose('*, X-A'), '*: k'],
    [['*', 'k'], ...SAFELISTED, ...SAFELISTED_TAIL, ['x-a', '3']],
  ],
];

export const FLOW_NETWORK_CASES: readonly OracleCase[] = [
  ...ORIGIN_ROWS.map(([name, request, expected]): OracleCase => ({
    anchor: ORIGIN,
    name: `The Origin header of ${name}: ${expected ?? 'none'}.`,
    run: ({ STANDARD }) => STANDARD.requestOriginHeader({ ...SAME, ...request }, STANDARD),
    expected,
  })),
  credentialRow('omit', `${PAGE}/a`, false),
  credentialRow('same-origin', `${PAGE}/a`, true),
  credentialRow('include', `${PAGE}/a`, true),
  credentialRow('omit', `${API}/a`, false),
  credentialRow('same-origin', `${API}/a`, false),
  credentialRow('include', `${API}/a`, true),
  storyCase({
    anchor: NETWORK,
    name: 'Headers of one name leave as one, in the spelling and place of the first.',
    calls: { url: `${PAGE}/a#f`, lines: ['X-A: 1', 'X-B: 2', 'x-a: 3'] },
    answers: { [`GET ${PAGE}/a`]: response(200) },
    expected: [
      `GET ${PAGE}/a with credentials {X-A: 1, 3} {X-B: 2}`,
      `allowed basic 200 ${PAGE}/a`,
    ],
  }),
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'All of a preflight and of its request, and which call they are for.',
    run: (oracle) =>
      outcomes(
        oracle,
        [
          { url: `${PAGE}/a` },
          { method: 'PUT', lines: ['X-B: 1', 'X-A: 2'], body: 'x', credentials: 'include' },
        ],
        {
          [`GET ${PAGE}/a`]: response(200),
          [`OPTIONS ${API}/a`]: response(
            200,
            allowOrigin(),
            ALLOW_CREDENTIALS,
            allowMethods('PUT'),
            'Access-Control-Allow-Headers: x-a, x-b, content-type',
          ),
          [`PUT ${API}/a`]: OK,
        },
      )[0]?.wire.slice(1),
    expected: [
      {
        step: 1,
        kind: 'preflight',
        method: 'OPTIONS',
        url: `${API}/a`,
        origin: PAGE,
        accessControlRequestMethod: 'PUT',
        accessControlRequestHeaders: 'x-a,x-b',
        includeCredentials: false,
        headers: [],
        body: null,
      },
      {
        step: 1,
        kind: 'request',
        method: 'PUT',
        url: `${API}/a`,
        origin: PAGE,
        accessControlRequestMethod: null,
        accessControlRequestHeaders: null,
        includeCredentials: true,
        headers: [
          ['X-B', '1'],
          ['X-A', '2'],
          ['Content-Type', 'text/plain;charset=UTF-8'],
        ],
        body: 'x',
      },
    ],
  },
  storyCase({
    anchor: NETWORK,
    name: 'XMLHttpRequest sends no credentials of a URL.',
    calls: { api: 'xhr', url: 'http://u:p@api.test/a' },
    answers: { [`GET ${API}/a`]: OK },
    expected: [sent(), 'allowed cors 200 http://u:p@api.test/a'],
  }),
  storyCase({
    anchor: NETWORK,
    name: 'A misdirected request is sent once more, and then answered.',
    calls: {},
    answers: { [`GET ${API}/a`]: [response(421), OK] },
    expected: [sent(), sent(), `allowed cors 200 ${API}/a`],
  }),
  storyCase({
    anchor: NETWORK,
    name: 'It is not sent a third time.',
    calls: {},
    answers: { [`GET ${API}/a`]: response(421, allowOrigin()) },
    expected: [sent(), sent(), `allowed cors 421 ${API}/a`],
  }),
  storyCase({
    anchor: NETWORK,
    name: 'A misdirected preflight, too.',
    calls: { method: 'PUT' },
    answers: {
      [`OPTIONS ${API}/a`]: [response(421), response(200, allowOrigin(), allowMethods('PUT'))],
      [`PUT ${API}/a`]: OK,
    },
    expected: [asked('PUT'), asked('PUT'), sent('PUT'), `allowed cors 200 ${API}/a`],
  }),
  ...EXPOSING.map(([name, call, lines, expected]) =>
    seen(name, call, [...HEADERS, ...leave, ...lines], cors(expected)),
  ),
  seen('Within the origin all, but for cookies.', { url: `${PAGE}/a` }, HEADERS, {
    type: 'basic',
    ...words,
    url: `${PAGE}/a`,
    headers: [...SAFELISTED, ['etag', 'j'], ...SAFELISTED_TAIL, ['x-a', '3'], ['x-b', '1, 2']],
  }),
  seen('Of an opaque response nothing.', { mode: 'no-cors' }, HEADERS, {
    type: 'opaque',
    ...hidden,
    url: '',
  }),
  {
    anchor: 'concept-filtered-response-opaque',
    name: 'Not even that it was redirected.',
    run: (oracle) =>
      outcomes(oracle, [{ mode: 'no-cors' }], {
        [`GET ${API}/a`]: response(302, 'Location: /b'),
        [`GET ${API}/b`]: response(200),
      })[0]?.steps[0]?.response,
    expected: { type: 'opaque', ...hidden, url: '' },
  },
  {
    anchor: 'concept-filtered-response-opaque-redirect',
    name: 'Of an opaque redirect the URL, of the own origin as of any.',
    run: (oracle) =>
      outcomes(oracle, [{ url: `${PAGE}/a#f`, redirect: 'manual' }], {
        [`GET ${PAGE}/a`]: response(302, 'Location: /b', 'X-A: 1'),
      })[0]?.steps[0]?.response,
    expected: { type: 'opaqueredirect', ...hidden, url: `${PAGE}/a` },
  },
  ...(
    [
      ['same-origin', ['x-a', 'x-b']],
      ['omit', ['x-a', 'x-b']],
      ['include', ['*']],
    ] as const
  ).map(([credentials, expected]): OracleCase => ({
    anchor: EXPOSED,
    name: `The names of * with credentials mode ${credentials}, each once.`,
    run: ({ STANDARD }) =>
      STANDARD.corsExposedHeaderNames(
        { credentials, initiatorType: 'fetch' },
        [
          ['X-A', '1'],
          ['X-B', '2'],
          ['x-a', '3'],
        ],
        { ...STANDARD, extractHeaderListValues: () => ['*'] },
      ),
    expected,
  })),
  {
    anchor: NETWORK,
    name: 'What no answer is declared for is not made up.',
    run: (oracle) => thrownBy(() => told(outcomes(oracle, [{}], {}))),
    expected: `No answer is declared for GET ${API}/a.`,
  },
];
