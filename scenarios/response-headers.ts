/** What script may read of an answer that it may read: names, values, status, type. */
import type { Answer, Header, Scenario, Sight } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'ResponseHeaders';

const expose = (value: string): Header => ['Access-Control-Expose-Headers', value];
const TRACE: Header = ['X-Trace', 't-1'];
const ORDER: Header = ['X-Order', 'o-2'];

const trace = (value: string | null): readonly Sight[] => [
  { verdict: 'allowed', headers: { 'X-Trace': value } },
];

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly anchor?: string;
  readonly wpt?: readonly string[];
  readonly answer: Answer;
  readonly credentials?: 'include';
  readonly read: Readonly<Record<string, string | null>>;
  readonly cause: string;
  /** Absent where all is as its author wants it. */
  readonly cure?: { readonly words: string; readonly answer: Answer; readonly read: Row['read'] };
}

const ROWS: readonly Row[] = [
  {
    id: 'exposed-not-at-all',
    title: 'A header that is not exposed is null to the script, though it arrived',
    requirement: 'A CORS response shows safelisted headers, and others only if they are exposed.',
    wpt: ['cors/response-headers.htm'],
    answer: answer(200, allowOrigin(), TRACE),
    read: { 'X-Trace': null },
    cause: 'The network panel shows the header, the script reads null: both are right.',
    cure: {
      words: 'Name it in Access-Control-Expose-Headers.',
      answer: answer(200, allowOrigin(), expose('X-Trace'), TRACE),
      read: { 'X-Trace': 't-1' },
    },
  },
  {
    id: 'exposed-by-another-name',
    title: 'Exposing one header does not expose its neighbour',
    requirement: 'The exposed names are compared with the whole name of the header.',
    answer: answer(200, allowOrigin(), expose('X-Trace, X-Order-Id'), TRACE, ORDER),
    read: { 'X-Trace': 't-1', 'X-Order': null },
    cause: 'A misspelled name in the list, or a header that was renamed later.',
    cure: {
      words: 'List the header by its exact name.',
      answer: answer(200, allowOrigin(), expose('X-Trace, X-Order'), TRACE, ORDER),
      read: { 'X-Trace': 't-1', 'X-Order': 'o-2' },
    },
  },
  {
    id: 'exposed-by-several-lines',
    title: 'Several lines of Access-Control-Expose-Headers count together, in any case',
    requirement: 'Header lists are combined, and names match case-insensitively.',
    anchor: 'extract-header-list-values',
    wpt: ['cors/access-control-expose-headers-parsing.window.js'],
    answer: answer(200, allowOrigin(), expose('x-TRACE'), TRACE, expose(',,x-order ,'), ORDER),
    read: { 'X-Trace': 't-1', 'X-Order': 'o-2' },
    cause: 'Each layer of a server adds a line of its own.',
  },
  {
    id: 'exposed-by-wildcard',
    title: 'Access-Control-Expose-Headers: * exposes everything when no credentials are asked for',
    requirement: 'Without credentials "*" stands for the names of all headers of the response.',
    anchor: 'concept-main-fetch',
    answer: answer(200, allowOrigin('*'), expose('*'), TRACE, ['Authorization', 'Next token']),
    read: { 'X-Trace': 't-1', Authorization: 'Next token' },
    cause: 'Unlike Access-Control-Allow-Headers, this wildcard knows no exceptions but cookies.',
  },
  {
    id: 'exposed-by-wildcard-with-credentials',
    title: 'With credentials, * exposes only a header whose name is *',
    requirement: 'With credentials mode include the "*" is a name like any other.',
    anchor: 'concept-main-fetch',
    credentials: 'include',
    answer: answer(200, allowOrigin(), allowCredentials(), expose('*'), TRACE, ['*', 'star']),
    read: { 'X-Trace': null, '*': 'star' },
    cause: 'It worked until somebody logged in.',
    cure: {
      words: 'With credentials, list the names.',
      answer: answer(200, allowOrigin(), allowCredentials(), expose('X-Trace'), TRACE),
      read: { 'X-Trace': 't-1' },
    },
  },
  {
    id: 'exposed-set-cookie',
    title: 'Set-Cookie can’t be exposed, neither by name nor by wildcard',
    requirement: 'Set-Cookie is a forbidden response-header name and never shown.',
    anchor: 'forbidden-response-header-name',
    answer: answer(200, allowOrigin(), expose('Set-Cookie, *'), ['Set-Cookie', 'a=1; Max-Age=0']),
    read: { 'Set-Cookie': null },
    cause: 'A cookie may be what keeps the session from scripts.',
  },
  {
    id: 'exposed-several-values',
    title: 'Several lines of an exposed header are read as one, joined by comma and space',
    requirement: 'Getting a header combines the values of all its lines.',
    anchor: 'concept-header-list-get',
    answer: answer(200, allowOrigin(), expose('X-Trace'), TRACE, ['X-Trace', 't-2']),
    read: { 'X-Trace': 't-1, t-2' },
    cause: 'A proxy and the server each add a line.',
  },
  {
    id: 'safelisted-response-headers',
    title: 'Seven headers are readable without being exposed, ETag is not among them',
    requirement: 'Seven names are CORS-safelisted response-header names.',
    anchor: 'cors-safelisted-response-header-name',
    wpt: ['cors/response-headers.htm'],
    answer: answer(
      200,
      allowOrigin(),
      ['Cache-Control', 'no-store'],
      ['Content-Language', 'en'],
      ['Content-Type', 'text/plain; charset=utf-8'],
      ['Expires', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Pragma', 'no-cache'],
      ['ETag', '"v1"'],
      ['Location', '/elsewhere'],
    ),
    read: {
      'Cache-Control': 'no-store',
      'Content-Language': 'en',
      'Content-Length': '3',
      'Content-Type': 'text/plain; charset=utf-8',
      Expires: 'Thu, 01 Jan 1970 00:00:00 GMT',
      'Last-Modified': 'Thu, 01 Jan 1970 00:00:00 GMT',
      Pragma: 'no-cache',
      ETag: null,
      Location: null,
    },
    cause: 'The seven are what a page could learn anyway; a validator is not.',
  },
];

const rows: readonly Scenario[] = ROWS.map((row) => {
  const { credentials } = row;
  const wire = [sent('GET')];
  const step = { do: 'fetch', url: RESOURCE, ...(credentials && { credentials }) } as const;
  const asking = (read: Row['read']) => [{ ...step, read: Object.keys(read) }] as const;
  const seeing = (headers: Row['read']) => [{ verdict: 'allowed', headers }] as const;
  return {
    id: row.id,
    title: row.title,
    topic,
    tags: ['@simple', '@exposed'],
    spec: {
      anchor: row.anchor ?? 'concept-filtered-response-cors',
      requirement: row.requirement,
      ...(row.wpt && { wpt: row.wpt }),
    },
    steps: asking(row.read),
    routes: { 'GET /resource': row.answer },
    expect: { verdict: 'allowed', stage: 'none', wire, sees: seeing(row.read) },
    console: SILENT,
    cause: row.cause,
    ...(row.cure && {
      cure: {
        words: row.cure.words,
        steps: asking(row.cure.read),
        routes: { 'GET /resource': row.cure.answer },
        wire,
        sees: seeing(row.cure.read),
      },
    }),
  } satisfies Scenario;
});

const ALL: readonly Header[] = [
  ['content-length', '3'],
  ['content-type', 'text/plain'],
  ['x-order', 'o-2'],
];

const listed = (step: 'fetch' | 'xhr', words: string): Scenario => ({
  id: `all-headers-by-${step}`,
  title: `${words} lists what may be read and does not hint at the rest`,
  topic,
  tags: ['@simple', '@exposed'],
  spec: {
    anchor:
      step === 'fetch'
        ? 'concept-header-list-sort-and-combine'
        : 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-getallresponseheaders',
    requirement: 'The list is made of the filtered response: names in lower case, sorted.',
    wpt: ['cors/response-headers.htm'],
  },
  steps: [{ do: step, url: RESOURCE, readAll: true }],
  routes: { 'GET /resource': answer(200, allowOrigin(), expose('X-Order'), TRACE, ORDER) },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [sent('GET')],
    sees: [{ verdict: 'allowed', allHeaders: ALL }],
  },
  console: SILENT,
  cause: 'Somebody prints all headers to see which ones came, and sees only these.',
});

const single: readonly Scenario[] = [
  listed('fetch', 'A loop over the headers of a response'),
  listed('xhr', 'getAllResponseHeaders()'),
  {
    id: 'exposed-not-at-all-to-xhr',
    title: 'XMLHttpRequest reads null, too, and Chromium says so in the console',
    topic,
    tags: ['@simple', '@exposed', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-getresponseheader',
      requirement: 'getResponseHeader() reads the filtered response.',
      wpt: ['cors/response-headers.htm'],
    },
    steps: [{ do: 'xhr', url: RESOURCE, read: ['X-Trace'] }],
    routes: { 'GET /resource': answer(200, allowOrigin(), TRACE) },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')], sees: trace(null) },
    console: {
      chromium: [['xhr-unsafe-header', { action: 'get', header: 'X-Trace' }]],
      firefox: [],
      webkit: [],
    },
    cause: 'The words "unsafe header" sound like an attack; the header is only not exposed.',
    cure: {
      words: 'Name it in Access-Control-Expose-Headers.',
      routes: { 'GET /resource': answer(200, allowOrigin(), expose('X-Trace'), TRACE) },
      wire: [sent('GET')],
      sees: trace('t-1'),
    },
  },
  {
    id: 'exposed-by-the-preflight',
    title: 'Exposing a header in the answer to the preflight does nothing',
    topic,
    tags: ['@preflight', '@exposed'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'The exposed names are those of the response itself.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['X-Ask', '1']], read: ['X-Trace'] }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Ask'), expose('X-Trace')),
      'GET /resource': answer(200, allowOrigin(), TRACE),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('GET', 'x-ask'), sent('GET', { headers: { 'X-Ask': '1' } })],
      sees: trace(null),
    },
    console: SILENT,
    cause: 'All CORS headers are set in one place, the handler of OPTIONS.',
    cure: {
      words: 'Send Access-Control-Expose-Headers with the answer to the request itself.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Ask')),
        'GET /resource': answer(200, allowOrigin(), expose('X-Trace'), TRACE),
      },
      wire: [preflight('GET', 'x-ask'), sent('GET', { headers: { 'X-Ask': '1' } })],
      sees: trace('t-1'),
    },
  },
  {
    id: 'error-answer-readable',
    title: 'An error is readable, status, body and headers, if it carries the CORS headers as well',
    topic,
    tags: ['@simple', '@exposed', '@status'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'The CORS check asks for headers and not for a status.',
      wpt: ['cors/status.htm'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, read: ['X-Trace'] }],
    routes: {
      'GET /resource': {
        ...answer(422, allowOrigin(), expose('X-Trace'), TRACE),
        body: '{"field":"name"}',
      },
    },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')], sees: trace('t-1') },
    console: {
      chromium: [['failed-to-load-status', { status: '422', statusText: 'Unprocessable Entity' }]],
      firefox: [],
      webkit: [['FailedToLoadStatus', { status: '422', statusText: 'Unprocessable Entity' }]],
    },
    cause: 'Two consoles report the status of every such answer: that is no refusal.',
  },
  {
    id: 'opaque-response-shows-nothing',
    title: 'In mode no-cors script reads nothing, not even what the server exposes to all',
    topic,
    tags: ['@simple', '@exposed'],
    spec: {
      anchor: 'concept-filtered-response-opaque',
      requirement: 'An opaque filtered response has status 0, no headers and no body.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', read: ['Content-Type', 'X-Trace'] }],
    routes: { 'GET /resource': answer(200, allowOrigin('*'), expose('*'), TRACE) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: RESOURCE }],
      sees: [{ verdict: 'opaque', headers: { 'Content-Type': null, 'X-Trace': null } }],
    },
    console: SILENT,
    cause: 'mode: "no-cors" silences the console; it was never a way to the answer.',
    cure: {
      words: 'Leave the mode out: the server does allow it.',
      steps: [{ do: 'fetch', url: RESOURCE, read: ['Content-Type', 'X-Trace'] }],
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', headers: { 'Content-Type': 'text/plain', 'X-Trace': 't-1' } }],
    },
  },
  {
    id: 'same-origin-response-shows-all',
    title: 'An answer of the page’s own origin shows all its headers but the cookies',
    topic,
    tags: ['@exposed'],
    spec: {
      anchor: 'concept-filtered-response-basic',
      requirement: 'A basic filtered response leaves out forbidden response-header names alone.',
    },
    steps: [{ do: 'fetch', url: '{page:/own}', read: ['X-Trace', 'Set-Cookie'] }],
    routes: { 'GET /own': answer(200, TRACE, ['Set-Cookie', 'a=1; Max-Age=0']) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: '{page:/own}' }],
      sees: [
        { verdict: 'allowed', type: 'basic', headers: { 'X-Trace': 't-1', 'Set-Cookie': null } },
      ],
    },
    console: SILENT,
    cause: 'It works in development, behind a proxy that makes it one origin.',
  },
];

export const RESPONSE_HEADERS: readonly Scenario[] = [...rows, ...single];
