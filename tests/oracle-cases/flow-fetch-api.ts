import type { Oracle, OracleCase } from './types.ts';
import { API, apiRequest, environment, PAGE, type Call } from './flow-vocabulary.ts';

const XHR = 'https://xhr.spec.whatwg.org/';
const OPEN = `${XHR}#dom-xmlhttprequest-open`;
const SET = `${XHR}#dom-xmlhttprequest-setrequestheader`;
const SEND = `${XHR}#dom-xmlhttprequest-send`;

interface Row {
  readonly anchor: string;
  readonly name: string;
  readonly call: Call;
  /** The request's fields that the row is about, or that there is none. */
  readonly expected: Readonly<Record<string, unknown>> | 'failure';
}

const made = (oracle: Oracle, call: Call) => {
  const requestOf = call.api === 'xhr' ? oracle.requestOfXhr : oracle.requestOfFetch;
  return requestOf(apiRequest(call), environment(call), oracle.STANDARD);
};

const caseOf = ({ anchor, name, call, expected }: Row): OracleCase => ({
  anchor,
  name,
  run: (oracle) => {
    const request = made(oracle, call);
    if (request === 'failure' || expected === 'failure') return request;
    return Object.fromEntries(
      Object.keys(expected).map((field) => [field, request[field as keyof typeof request]]),
    );
  },
  expected,
});

const refused = (anchor: string, name: string, call: Call): Row => ({
  anchor,
  name,
  call,
  expected: 'failure',
});

const TEXT = ['Content-Type', 'text/plain;charset=UTF-8'];

/** Those that both APIs have, each in its own standard. */
const BOTH = (['fetch', 'xhr'] as const).flatMap((api): readonly Row[] => {
  const open = api === 'fetch' ? 'dom-request' : OPEN;
  const set = api === 'fetch' ? 'concept-headers-append' : SET;
  const send = api === 'fetch' ? 'dom-request' : SEND;
  return [
    {
      anchor: open,
      name: `${api}: What the call does not say.`,
      call: { api, url: `${API}/a?b#c` },
      expected: {
        method: 'GET',
        headers: [],
        body: null,
        client: { origin: PAGE, prohibitsMixedContent: false },
        mode: 'cors',
        credentials: 'same-origin',
        redirect: 'follow',
        initiatorType: api === 'fetch' ? 'fetch' : 'xmlhttprequest',
        useCorsPreflight: false,
        urlList: [`${API}/a?b#c`],
        redirectCount: 0,
        tainting: 'basic',
      },
    },
    {
      anchor: open,
      name: `${api}: A method is normalized.`,
      call: { api, method: 'put' },
      expected: { method: 'PUT' },
    },
    {
      anchor: open,
      name: `${api}: A method of one's own stays as it is.`,
      call: { api, method: 'patch' },
      expected: { method: 'patch' },
    },
    refused(open, `${api}: A forbidden method is refused.`, { api, method: 'Trace' }),
    refused(open, `${api}: What is no method is refused.`, { api, method: 'P(UT' }),
    refused(open, `${api}: A method is of bytes.`, { api, method: 'PÜT\u0100' }),
    refused(open, `${api}: What is no URL is refused.`, { api, url: 'http://' }),
    {
      anchor: open,
      name: `${api}: A URL is parsed.`,
      call: { api, url: 'HTTP://API.test:80/./a' },
      expected: { urlList: [`${API}/a`] },
    },
    {
      anchor: set,
      name: `${api}: A value is normalized, an empty one is one.`,
      call: { api, lines: ['X-A: \t 1 \r\n', 'X-B: '] },
      expected: {
        headers: [
          ['X-A', '1'],
          ['X-B', ''],
        ],
      },
    },
    {
      anchor: set,
      name: `${api}: A value may have any byte but three.`,
      call: { api, lines: ['X-A: \x01\x7F\xFF'] },
      expected: { headers: [['X-A', '\x01\x7F\xFF']] },
    },
    refused(set, `${api}: A line feed within a value is refused.`, { api, lines: ['X-A: 1\n2'] }),
    refused(set, `${api}: A value is of bytes.`, { api, lines: ['X-A: \u0100'] }),
    refused(set, `${api}: What is no header name is refused.`, { api, lines: ['X A: 1'] }),
    refused(set, `${api}: A header name is of bytes.`, { api, lines: ['X\u0100: 1'] }),
    refused(set, `${api}: A name is looked at before it is found forbidden.`, {
      api,
      lines: ['Sec-: 1\n2'],
    }),
    {
      anchor: set,
      name: `${api}: A forbidden header is dropped without a word, the others stay.`,
      call: { api, lines: ['X-A: 1', 'cookie: 2', 'X-HTTP-Method: TRACE', 'X-B: 3'] },
      expected: {
        headers: [
          ['X-A', '1'],
          ['X-B', '3'],
        ],
      },
    },
    {
      anchor: send,
      name: `${api}: A string body brings its type.`,
      call: { api, method: 'POST', body: 'x', lines: ['X-A: 1'] },
      expected: { body: 'x', headers: [['X-A', '1'], TEXT] },
    },
    {
      anchor: send,
      name: `${api}: An empty body is a body.`,
      call: { api, method: 'POST', body: '' },
      expected: { body: '', headers: [TEXT] },
    },
    {
      anchor: send,
      name: `${api}: Without a body there is no type.`,
      call: { api, method: 'POST' },
      expected: { body: null, headers: [] },
    },
    {
      anchor: send,
      name: `${api}: The author's type stays, in its own spelling.`,
      call: { api, method: 'POST', body: 'x', lines: ['X-A: 1', 'content-TYPE: a/b'] },
      expected: {
        headers: [
          ['X-A', '1'],
          ['content-TYPE', 'a/b'],
        ],
      },
    },
    {
      anchor: send,
      name: `${api}: Credentials are included when asked for.`,
      call: { api, credentials: 'include' },
      expected: { credentials: 'include' },
    },
  ];
});

const FETCH: readonly Row[] = [
  refused(
    'https://webidl.spec.whatwg.org/#js-enumeration',
    'An option refused by WebIDL ends the call.',
    { refusedOption: 'mode' },
  ),
  refused('dom-request', 'A URL with a user is refused.', { url: 'http://u@api.test/' }),
  refused('dom-request', 'A URL with a password is refused.', { url: 'http://:p@api.test/' }),
  refused('dom-request', 'GET has no body.', { body: '' }),
  refused('dom-request', 'HEAD has no body, in lower case neither.', { method: 'head', body: 'x' }),
  {
    anchor: 'dom-request',
    name: 'DELETE may have a body.',
    call: { method: 'DELETE', body: 'x' },
    expected: { body: 'x' },
  },
  ...(['omit', 'same-origin', 'include'] as const).map((credentials): Row => ({
    anchor: 'dom-request',
    name: `The credentials mode ${credentials} is taken.`,
    call: { credentials },
    expected: { credentials },
  })),
  ...(['follow', 'error', 'manual'] as const).map((redirect): Row => ({
    anchor: 'dom-request',
    name: `The redirect mode ${redirect} is taken.`,
    call: { redirect },
    expected: { redirect },
  })),
  {
    anchor: 'concept-headers-append',
    name: 'A name given twice is two headers in the spelling of the first.',
    call: { lines: ['X-A: 1', 'x-a: 2'] },
    expected: {
      headers: [
        ['X-A', '1'],
        ['X-A', '2'],
      ],
    },
  },
  {
    anchor: 'concept-headers-append',
    name: 'A Range stays where the mode is not no-cors.',
    call: { lines: ['Range: bytes=0-', 'X-A: 1'] },
    expected: {
      headers: [
        ['Range', 'bytes=0-'],
        ['X-A', '1'],
      ],
    },
  },
  {
    anchor: 'dom-request',
    name: 'The charset of a type given to fetch is the author’s business.',
    call: { method: 'POST', body: 'x', lines: ['Content-Type: text/plain;charset=latin1'] },
    expected: { headers: [['Content-Type', 'text/plain;charset=latin1']] },
  },
  {
    anchor: 'dom-request',
    name: 'In same-origin mode a method of any kind is taken.',
    call: { mode: 'same-origin', method: 'PUT' },
    expected: { mode: 'same-origin', method: 'PUT' },
  },
  ...['GET', 'HEAD', 'post'].map((method): Row => ({
    anchor: 'dom-request',
    name: `no-cors: ${method} is taken.`,
    call: { mode: 'no-cors', method },
    expected: { mode: 'no-cors', method: method.toUpperCase() },
  })),
  refused('dom-request', 'no-cors: PUT is refused.', { mode: 'no-cors', method: 'PUT' }),
  {
    anchor: 'concept-headers-append',
    name: 'no-cors: what is not safelisted is dropped, a forbidden header among it.',
    call: {
      mode: 'no-cors',
      lines: [
        'X-A: 1',
        'Accept: a/b',
        'Cookie: c',
        'Content-Type: application/json',
        'Range: bytes=0-',
      ],
    },
    expected: { headers: [['Accept', 'a/b']] },
  },
  {
    anchor: 'concept-headers-append',
    name: 'no-cors: a name given twice must be safelisted with both values.',
    call: {
      mode: 'no-cors',
      lines: ['Accept-Language: a', 'accept-language: b', `Accept-Language: ${'c'.repeat(123)}`],
    },
    expected: {
      headers: [
        ['Accept-Language', 'a'],
        ['Accept-Language', 'b'],
      ],
    },
  },
  {
    anchor: 'concept-headers-append',
    name: 'no-cors: values are joined by a comma and a space, which count.',
    call: {
      mode: 'no-cors',
      lines: ['Accept: a', `accept: ${'b'.repeat(125)}`, `Accept: ${'b'.repeat(126)}`],
    },
    expected: {
      headers: [
        ['Accept', 'a'],
        ['Accept', 'b'.repeat(125)],
      ],
    },
  },
  {
    anchor: 'dom-request',
    name: 'no-cors: the type of a body takes the place of a dropped one.',
    call: { mode: 'no-cors', method: 'POST', body: 'x', lines: ['Content-Type: application/json'] },
    expected: { headers: [TEXT], body: 'x' },
  },
];

const XHR_ONLY: readonly Row[] = [
  {
    anchor: SEND,
    name: 'xhr: GET is sent without its body, and without a type.',
    call: { api: 'xhr', body: 'x' },
    expected: { body: null, headers: [] },
  },
  {
    anchor: SEND,
    name: 'xhr: HEAD is sent without its body, with the type that the author gave.',
    call: { api: 'xhr', method: 'head', body: 'x', lines: ['Content-Type: a/b;charset=x'] },
    expected: { body: null, headers: [['Content-Type', 'a/b;charset=x']] },
  },
  {
    anchor: OPEN,
    name: 'xhr: A URL with credentials is taken.',
    call: { api: 'xhr', url: 'http://u:p@api.test/' },
    expected: { urlList: ['http://u:p@api.test/'] },
  },
  {
    anchor: SET,
    name: 'xhr: A name given twice is one header.',
    call: { api: 'xhr', lines: ['X-A: 1', 'X-B: 2', 'x-a: 3'] },
    expected: {
      headers: [
        ['X-A', '1, 3'],
        ['X-B', '2'],
      ],
    },
  },
  {
    anchor: SEND,
    name: 'xhr: The charset of a string body is UTF-8.',
    call: {
      api: 'xhr',
      method: 'POST',
      body: 'x',
      lines: ['X-A: 1', 'content-type: Text/HTML; charset=latin1'],
    },
    expected: {
      headers: [
        ['X-A', '1'],
        ['content-type', 'text/html;charset=UTF-8'],
      ],
    },
  },
  {
    anchor: SEND,
    name: 'xhr: … whatever the spelling of the header.',
    call: { api: 'xhr', method: 'POST', body: 'x', lines: ['Content-Type: a/b;charset=c'] },
    expected: { headers: [['Content-Type', 'a/b;charset=UTF-8']] },
  },
  {
    anchor: SEND,
    name: 'xhr: It knows no modes but cors, and no credentials mode omit.',
    call: { api: 'xhr', mode: 'no-cors', credentials: 'omit', redirect: 'error' },
    expected: { mode: 'cors', credentials: 'same-origin', redirect: 'follow' },
  },
];

const MIME = `${XHR}#dom-xmlhttprequest-send`;

/** What a Content-Type becomes for a string body. */
const TYPES: readonly (readonly [given: string, becomes: string])[] = [
  ['text/plain', 'text/plain'],
  ['nonsense;charset=x', 'nonsense;charset=x'],
  ['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
  ['text/plain;CHARSET="Utf-8"', 'text/plain;CHARSET="Utf-8"'],
  ['text/plain;charset=', 'text/plain;charset='],
  ['text/plain;charset', 'text/plain;charset'],
  ['text/plain;charset =x', 'text/plain;charset =x'],
  ['text/plain;=x', 'text/plain;=x'],
  ['text/plain; charset=x', 'text/plain;charset=UTF-8'],
  ['text/plain;charset=x \t', 'text/plain;charset=UTF-8'],
  ['text/plain;charset="x', 'text/plain;charset=UTF-8'],
  ['text/plain;charset=""', 'text/plain;charset=UTF-8'],
  ['text/plain;charset=UTF-8;charset=x', 'text/plain;charset=UTF-8;charset=x'],
  ['text/plain;charset=x;charset=UTF-8', 'text/plain;charset=UTF-8'],
  ['text/plain;charset=\x01;charset=y', 'text/plain;charset=UTF-8'],
  ['text/plain;\t\n\r a=b;CharSet=x;c="d e"junk;f="g"', 'text/plain;a=b;charset=UTF-8;c="d e";f=g'],
  ['a/b;charset=x;q="1\\"2\\\\3"', 'a/b;charset=UTF-8;q="1\\"2\\\\3"'],
  ['a/b;charset=x;q="1\\', 'a/b;charset=UTF-8;q="1\\\\"'],
  ['a/b;charset=x;q="\\1"', 'a/b;charset=UTF-8;q=1'],
  ['a/b;charset=x;;q;r=;s=";";t=é', 'a/b;charset=UTF-8;s=";";t="é"'],
  ['a/b;charset=x;A B=1;u=2\x7F;v=\x00', 'a/b;charset=UTF-8'],
  ['a/b;charset=x;q=1 2\t\n\r ;r=3', 'a/b;charset=UTF-8;q="1 2";r=3'],
  ['a/b;charset=x;q=1 2\t;r=3\n;s=4\r', 'a/b;charset=UTF-8;q="1 2";r=3;s=4'],
  ['a/b;x;charset=y', 'a/b;charset=UTF-8'],
  ['a/b;charset=x;q=""', 'a/b;charset=UTF-8;q=""'],
  ['a/b;charset=x;q="\t"', 'a/b;charset=UTF-8;q="\t"'],
];

export const FLOW_FETCH_API_CASES: readonly OracleCase[] = [
  {
    anchor: 'concept-headers-remove-privileged-no-cors-request-headers',
    name: 'A Range of privileged code does not outlive a change by other code.',
    run: ({ appendToHeaders, STANDARD }) =>
      appendToHeaders(['Accept', 'a'], [['range', 'b']], 'request-no-cors', STANDARD),
    expected: [['Accept', 'a']],
  },
  ...[...BOTH, ...FETCH, ...XHR_ONLY].map(caseOf),
  ...TYPES.map(([given, becomes]): OracleCase => ({
    anchor: MIME,
    name: `The type ${JSON.stringify(given)} becomes ${JSON.stringify(becomes)}.`,
    run: ({ withCharsetUtf8 }) => withCharsetUtf8(given),
    expected: becomes,
  })),
];
