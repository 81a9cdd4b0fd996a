/** CORSMissingAllowOrigin: the response names no origin that may read it. */
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'CORSMissingAllowOrigin';
const spec = {
  anchor: 'concept-cors-check',
  requirement: 'A response without Access-Control-Allow-Origin fails the CORS check.',
} as const;

/** Every status passes or fails the same CORS check; the error answer is where people forget it. */
const STATUSES = [
  {
    id: 'allow-origin-missing',
    status: 200,
    title: 'A response without the header is kept from the script',
  },
  {
    id: 'allow-origin-missing-on-404',
    status: 404,
    title: 'A "not found" without the header hides its status from the script',
  },
  {
    id: 'allow-origin-missing-on-500',
    status: 500,
    title: 'A server error without the header is reported as a CORS error, not as a server error',
  },
] as const;

const byStatus = STATUSES.map(({ id, status, title }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@simple'],
  spec,
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': answer(status) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: ['kMissingAllowOriginHeader'],
    firefox: [['CORSMissingAllowOrigin2', { status: `${status}` }]],
    webkit: [['OriginNotAllowed', { status: `${status}` }]],
  },
  cause:
    status === 200
      ? 'The server answers, but does not say that this origin may read the answer.'
      : 'The framework adds the header on success only; its error page goes out without it.',
  cure: {
    words: 'Send Access-Control-Allow-Origin with every answer, error answers included.',
    routes: { 'GET /resource': answer(status, allowOrigin()) },
    wire: [sent('GET')],
  },
}));

const onTheActualResponse: readonly Scenario[] = [
  {
    id: 'allow-origin-missing-cross-site',
    title: 'Another host name is another origin, though both names reach one machine',
    topic,
    tags: ['@simple'],
    spec,
    steps: [{ do: 'fetch', url: '{apiCrossSite:/resource}' }],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: '{apiCrossSite:/resource}' })],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'localhost and 127.0.0.1 are different hosts, so different origins.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the origin of the page.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET', { url: '{apiCrossSite:/resource}' })],
    },
  },
  {
    id: 'allow-origin-missing-xhr',
    title: 'XMLHttpRequest is told no more than fetch: an error event and status 0',
    topic,
    tags: ['@simple', '@xhr'],
    spec,
    steps: [{ do: 'xhr', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The server answers without naming an origin.',
    cure: {
      words: 'Send Access-Control-Allow-Origin.',
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
    },
  },
  {
    id: 'allow-origin-missing-after-post',
    title: 'A blocked POST has arrived all the same: CORS keeps the answer, not the request',
    topic,
    tags: ['@simple'],
    spec,
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        method: 'POST',
        body: 'order=1',
        headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      },
    ],
    routes: { 'POST /resource': answer(201) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('POST')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '201' }]],
      webkit: [['OriginNotAllowed', { status: '201' }]],
    },
    cause:
      'A form-typed POST is a simple request: it goes out without a preflight, takes effect, and only its answer is withheld.',
    cure: {
      words: 'Send Access-Control-Allow-Origin; protect state with a CSRF defence, not with CORS.',
      routes: { 'POST /resource': answer(201, allowOrigin()) },
      wire: [sent('POST')],
    },
  },
  {
    id: 'allow-origin-misspelled',
    title: 'A misspelled header name is no header',
    topic,
    tags: ['@simple'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, ['Access-Control-Allow-Origins', '{page}']) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The header is Access-Control-Allow-Origin, in the singular.',
    cure: {
      words: 'Spell the name right; its case does not matter.',
      routes: { 'GET /resource': answer(200, ['access-control-ALLOW-origin', '{page}']) },
      wire: [sent('GET')],
    },
  },
];

const onThePreflight: readonly Scenario[] = [
  {
    id: 'allow-origin-missing-on-preflight',
    title: 'A preflight answered without the header stops the request before it is sent',
    topic,
    tags: ['@preflight'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '204' }], 'CORSDidNotSucceed2'],
      webkit: [['OriginNotAllowed', { status: '204' }]],
    },
    cause: 'Only the answer to PUT carries the header; the browser asked OPTIONS first.',
    cure: {
      words: 'Answer OPTIONS with Access-Control-Allow-Origin, too.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'allow-origin-missing-on-preflight-404',
    title: 'A server that knows no OPTIONS answers 404 without the header',
    topic,
    tags: ['@preflight'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: { 'OPTIONS /resource': answer(404), 'PUT /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: ['kPreflightMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '404' }], 'CORSDidNotSucceed2'],
      // WebKit looks at the status before the origin: another line, the same verdict.
      webkit: [['PreflightNotSuccessful', { status: '404' }]],
    },
    cause: 'No route answers OPTIONS, so the framework sends its "not found" page.',
    cure: {
      words: 'Answer OPTIONS with an ok status and the CORS headers.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
];

const onARedirect: readonly Scenario[] = [
  {
    id: 'allow-origin-missing-on-redirect',
    title: 'A redirect without the header is refused, however well its target answers',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'A redirect of a cors request passes the CORS check itself before it is followed.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: {
      'GET /resource': answer(302, location('{api:/moved}')),
      'GET /moved': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'redirect-cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '302' }], 'CORSDidNotSucceed2'],
      webkit: [['RedirectFailedCheck/OriginNotAllowed', { newUrl: '{api:/moved}', status: '302' }]],
    },
    cause:
      'The redirect comes from a part of the server (a proxy, a slash rule) that adds no header.',
    cure: {
      words: 'Send the header with the redirect, too, or ask for the final URL.',
      routes: {
        'GET /resource': answer(302, allowOrigin(), location('{api:/moved}')),
        'GET /moved': answer(200, allowOrigin()),
      },
      wire: [sent('GET'), sent('GET', { url: '{api:/moved}' })],
    },
  },
];

export const CORS_MISSING_ALLOW_ORIGIN: readonly Scenario[] = [
  ...byStatus,
  ...onTheActualResponse,
  ...onThePreflight,
  ...onARedirect,
];
