/** Preflight answers that do allow, in forms that people doubt, and what a script asks conditionally. */
import type { Header, Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const KEY: Header = ['X-Api-Key', '1'];
const keyed = sent('PUT', { headers: { 'X-Api-Key': '1' } });

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly wpt: readonly string[];
  /** Of the answer to the preflight. */
  readonly lines: readonly Header[];
  /** Of the answer itself. */
  readonly answered: readonly Header[];
  readonly cause: string;
}

/** A PUT with a header of one's own; all that differs is how it is allowed. */
const ROWS: readonly Row[] = [
  {
    id: 'wildcards-suffice-without-credentials',
    title: 'Without credentials "*" allows every method and every header but Authorization',
    requirement: 'Where credentials mode is not include, "*" matches any method and header name.',
    wpt: ['xhr/access-control-preflight-request-allow-headers-returns-star.any.js'],
    lines: [allowOrigin('*'), allowMethods('*'), allowHeaders('*')],
    answered: [allowOrigin('*')],
    cause: 'A public API lists nothing, and need not.',
  },
  {
    id: 'allow-lists-with-empty-entries',
    title: 'Empty entries in the lists of a preflight’s answer are passed over',
    requirement: 'A list of HTTP may have empty elements, which are ignored.',
    wpt: ['xhr/allow-lists-starting-with-comma.htm'],
    lines: [allowOrigin(), allowMethods(', ,,PUT,'), allowHeaders(',x-other, ,,x-api-key')],
    answered: [allowOrigin()],
    cause: 'Lists are joined from settings of which some are empty.',
  },
  {
    id: 'preflight-for-all-and-answer-for-one',
    title: 'The answer may name the page where its preflight allowed everybody',
    requirement: 'The CORS check is made of each response by itself.',
    wpt: ['xhr/access-control-preflight-request-header-returns-origin.any.js'],
    lines: [allowOrigin('*'), allowMethods('PUT'), allowHeaders('X-Api-Key')],
    answered: [allowOrigin()],
    cause: 'The gateway answers OPTIONS for all, the service behind it answers the rest.',
  },
];

const lists = ROWS.map(({ id, title, requirement, wpt, lines, answered, cause }): Scenario => ({
  id,
  title,
  topic: 'Safelisting',
  tags: ['@preflight'],
  spec: { anchor: 'cors-preflight-fetch-0', requirement, wpt },
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT', headers: [KEY] }],
  routes: {
    'OPTIONS /resource': answer(204, ...lines),
    'PUT /resource': answer(200, ...answered),
  },
  expect: { verdict: 'allowed', stage: 'none', wire: [preflight('PUT', 'x-api-key'), keyed] },
  console: SILENT,
  cause,
}));

const MOVED = '{api:/moved}';

const exposed: Scenario = {
  id: 'exposed-behind-redirect',
  title: 'What a redirect exposes is not exposed; what its target exposes is',
  topic: 'ResponseHeaders',
  tags: ['@redirect'],
  spec: {
    anchor: 'concept-main-fetch',
    requirement: 'The CORS-exposed header-name list is taken from the last response.',
    wpt: ['xhr/access-control-expose-headers-on-redirect.html'],
  },
  steps: [{ do: 'xhr', url: RESOURCE, read: ['X-Page', 'X-Total', 'X-Moved'] }],
  routes: {
    'GET /resource': answer(
      302,
      allowOrigin(),
      ['Access-Control-Expose-Headers', 'X-Page, X-Moved'],
      ['X-Moved', 'yes'],
      location(MOVED),
    ),
    'GET /moved': answer(
      200,
      allowOrigin(),
      ['Access-Control-Expose-Headers', 'X-Total'],
      ['X-Page', '1'],
      ['X-Total', '7'],
    ),
  },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [sent('GET'), sent('GET', { url: MOVED })],
    sees: [{ verdict: 'allowed', headers: { 'X-Page': null, 'X-Total': '7', 'X-Moved': null } }],
  },
  console: SILENT,
  cause: 'The redirect comes from the load balancer, the headers from what is behind it.',
};

const CONDITION: Header = ['If-None-Match', '"v1"'];
const asks = answer(204, allowOrigin(), allowHeaders('If-None-Match'));
const conditional = [
  preflight('GET', 'if-none-match'),
  sent('GET', { headers: { 'If-None-Match': '"v1"' } }),
];

const conditions: readonly Scenario[] = [
  {
    id: 'condition-by-script-not-allowed',
    title: 'If-None-Match set by a script is a header like others, and needs leave',
    topic: 'Safelisting',
    tags: ['@preflight', '@safelist'],
    spec: {
      anchor: 'cors-safelisted-request-header',
      requirement: 'If-None-Match is no CORS-safelisted request-header.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [CONDITION] }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin()),
      'GET /resource': answer(304, allowOrigin()),
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('GET', 'if-none-match')],
    },
    console: {
      chromium: [['kHeaderDisallowedByPreflightResponse', { header: 'if-none-match' }]],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'if-none-match' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['HeaderNotAllowed', { header: 'If-None-Match' }]],
    },
    cause: 'The browser’s own cache sends it without asking anybody, so people take it for safe.',
    cure: {
      words: 'List If-None-Match in Access-Control-Allow-Headers.',
      routes: { 'OPTIONS /resource': asks, 'GET /resource': answer(304, allowOrigin()) },
      wire: conditional,
      sees: [{ verdict: 'allowed', status: 304, body: '' }],
    },
  },
  {
    id: 'condition-by-script-answered-without-leave',
    title: 'The 304 that answers a script’s own condition needs the header, too',
    topic: 'Statuses',
    tags: ['@preflight', '@status'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'With a condition by script the cache stays out of it, and a 304 is the answer.',
      wpt: ['xhr/send-conditional-cors.htm'],
    },
    steps: [{ do: 'xhr', url: RESOURCE, headers: [CONDITION] }],
    routes: { 'OPTIONS /resource': asks, 'GET /resource': answer(304) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: conditional },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '304' }]],
      webkit: [['OriginNotAllowed', { status: '304' }]],
    },
    cause: 'Servers leave headers out of a 304 that they have sent before.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the 304.',
      routes: { 'OPTIONS /resource': asks, 'GET /resource': answer(304, allowOrigin()) },
      wire: conditional,
      sees: [{ verdict: 'allowed', status: 304, body: '' }],
    },
  },
];

export const PREFLIGHT_LISTS: readonly Scenario[] = [...lists, exposed, ...conditions];
