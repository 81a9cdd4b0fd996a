/**
 * Statuses, of the answer itself and of the preflight. The CORS check asks for no status; the
 * preflight asks for an ok status. Some of both are among MDN’s reasons already.
 */
import type { Routes, Scenario, Sight, Step } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Statuses';

/** Errors that come from in front of the application, where nobody thinks of CORS. */
const REFUSED = [
  {
    status: 204,
    title: 'An answer without a body is refused like any other',
    cause: 'A handler that has nothing to say leaves out its headers, too.',
  },
  {
    status: 206,
    title: 'A part of a file needs leave as the whole of it does',
    cause: 'The file server adds its headers to whole files only.',
  },
  {
    status: 401,
    title: 'A 401 without the header hides that a login is wanted',
    cause: 'Authentication runs before the CORS middleware and ends the request.',
  },
  {
    status: 403,
    title: 'A 403 without the header hides that the firewall refused',
    cause: 'The firewall in front of the API answers by itself.',
  },
  {
    status: 413,
    title: 'A 413 without the header hides that the body was too large',
    cause: 'The proxy has a limit, and refuses before the API is asked.',
  },
  {
    status: 429,
    title: 'A 429 without the header hides that there were too many requests',
    cause: 'The gateway counts requests, and refuses by itself.',
  },
  {
    status: 502,
    title: 'A 502 without the header hides that the API is down',
    cause: 'The proxy finds nobody behind it, and answers with a page of its own.',
  },
  {
    status: 503,
    title: 'A 503 without the header hides that the API is being deployed',
    cause: 'The load balancer has no healthy server, and answers by itself.',
  },
] as const;

const refused = REFUSED.map(({ status, title, cause }): Scenario => ({
  id: `status-${status}-without-leave`,
  title,
  topic,
  tags: ['@simple'],
  spec: {
    anchor: 'concept-cors-check',
    requirement: 'The CORS check looks at headers; no status passes it, and none fails it.',
    wpt: ['cors/status-async.htm'],
  },
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': answer(status) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: ['kMissingAllowOriginHeader'],
    firefox: [['CORSMissingAllowOrigin2', { status: `${status}` }]],
    webkit: [['OriginNotAllowed', { status: `${status}` }]],
  },
  cause,
  cure: {
    words: 'Have whoever answers send the header; then script sees the status.',
    routes: { 'GET /resource': answer(status, allowOrigin()) },
    wire: [sent('GET')],
    sees: [{ verdict: 'allowed', status }],
  },
}));

/** First, last and odd ones of each class; those without a body are told by themselves. */
const READABLE = [200, 201, 203, 226, 299, 300, 399, 400, 402, 418, 451, 498, 500, 501, 504, 599];

const everyClass: Scenario = {
  id: 'every-status-is-readable',
  title: 'With the header script reads any final answer, whatever its status',
  topic,
  tags: ['@simple'],
  spec: {
    anchor: 'concept-cors-check',
    requirement: 'A response that passes the CORS check is readable, be it an error.',
    wpt: ['cors/status-async.htm', 'cors/status.htm'],
  },
  steps: READABLE.map((status): Step => ({ do: 'fetch', url: `{api:/${status}}` })) as [Step],
  routes: Object.fromEntries(
    READABLE.map((status) => [`GET /${status}`, answer(status, allowOrigin())]),
  ) as Routes,
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: READABLE.map((status) => sent('GET', { url: `{api:/${status}}` })),
    sees: READABLE.map((status): Sight => ({ verdict: 'allowed', type: 'cors', status })),
  },
  console: SILENT,
  cause: 'A client that shows errors has to be able to read them.',
};

const withoutBody: readonly Scenario[] = [
  {
    id: 'status-205-is-readable',
    title: 'A 205 has no body and is readable',
    topic,
    tags: ['@simple'],
    spec: { anchor: 'null-body-status', requirement: '205 is a null body status, and a response.' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(205, allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', status: 205, body: '' }],
    },
    console: SILENT,
    cause: 'An API tells the page to clear its form.',
  },
  {
    id: 'status-304-without-a-condition',
    title: 'A 304 that nobody asked for is handed to script, by its own headers',
    topic,
    tags: ['@simple'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'A 304 is the browser’s own business only where it has something to revalidate.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(304, allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', status: 304, body: '' }],
    },
    console: SILENT,
    cause: 'A cache in front of the API answers 304 to everybody.',
  },
  {
    id: 'interim-answer-gives-no-leave',
    title: 'The header in an interim answer is no header of the answer',
    topic,
    tags: ['@simple'],
    spec: {
      anchor: 'http-network-fetch',
      requirement: 'A 1xx response is not the response; its headers are not the response’s.',
    },
    steps: [{ do: 'fetch', url: '{apiFresh:/resource}' }],
    routes: {
      'GET /resource': {
        raw:
          'HTTP/1.1 102 Processing\r\nAccess-Control-Allow-Origin: *\r\n\r\n' +
          'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n',
      },
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: '{apiFresh:/resource}' })],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'A proxy says that it is at work, and puts its headers there.',
    cure: {
      words: 'Send the header with the final answer.',
      routes: {
        'GET /resource': {
          raw:
            'HTTP/1.1 102 Processing\r\n\r\n' +
            'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: text/plain\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n',
        },
      },
      wire: [sent('GET', { url: '{apiFresh:/resource}' })],
      sees: [{ verdict: 'allowed', status: 200, body: 'ok\n' }],
    },
  },
];

const put = { do: 'fetch', url: RESOURCE, method: 'PUT' } as const;
const actual = answer(200, allowOrigin());

/** 204 is what all others answer. */
const OK_STATUSES = [
  { status: 200, cause: 'The framework answers OPTIONS as it answers GET.' },
  { status: 201, cause: 'A catch-all handler says that something was made.' },
  { status: 206, cause: 'A server of parts answers everything in parts.' },
  { status: 299, cause: 'The API has a status of its own for everything.' },
] as const;

const preflightsAllowed = OK_STATUSES.map(({ status, cause }): Scenario => ({
  id: `preflight-status-${status}`,
  title: `A preflight may be answered ${status}`,
  topic,
  tags: ['@preflight'],
  spec: {
    anchor: 'ok-status',
    requirement: 'An ok status is one from 200 to 299.',
    wpt: ['fetch/api/cors/cors-preflight-status.any.js', 'cors/status-preflight.htm'],
  },
  steps: [put],
  routes: {
    'OPTIONS /resource': answer(status, allowOrigin(), allowMethods('PUT')),
    'PUT /resource': actual,
  },
  expect: { verdict: 'allowed', stage: 'none', wire: [preflight('PUT'), sent('PUT')] },
  console: SILENT,
  cause,
}));

const NOT_OK_STATUSES = [
  { status: 300, cause: 'The server offers a choice of representations, even for OPTIONS.' },
  { status: 400, cause: 'The handler wants a body, and OPTIONS has none.' },
  { status: 429, cause: 'The gateway counts preflights as requests.' },
  { status: 503, cause: 'A maintenance page answers everything.' },
] as const;

const preflightsRefused = NOT_OK_STATUSES.map(({ status, cause }): Scenario => ({
  id: `preflight-status-${status}`,
  title: `A preflight answered ${status} is refused, whatever its headers`,
  topic,
  tags: ['@preflight'],
  spec: {
    anchor: 'ok-status',
    requirement: 'An ok status is one from 200 to 299.',
    wpt: ['fetch/api/cors/cors-preflight-status.any.js', 'cors/status-preflight.htm'],
  },
  steps: [put],
  routes: {
    'OPTIONS /resource': answer(status, allowOrigin(), allowMethods('PUT')),
    'PUT /resource': actual,
  },
  expect: { verdict: 'blocked', stage: 'preflight-status', wire: [preflight('PUT')] },
  console: {
    chromium: ['kPreflightInvalidStatus'],
    firefox: [['CORSPreflightDidNotSucceed3', { status: `${status}` }], 'CORSDidNotSucceed2'],
    webkit: [['PreflightNotSuccessful', { status: `${status}` }]],
  },
  cause,
  cure: {
    words: 'Answer OPTIONS before anything else does: 204 with the CORS headers.',
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': actual,
    },
    wire: [preflight('PUT'), sent('PUT')],
  },
}));

export const STATUSES: readonly Scenario[] = [
  ...refused,
  everyClass,
  ...withoutBody,
  ...preflightsAllowed,
  ...preflightsRefused,
];
