/** Which methods and headers a page may use: freely, by leave, or not at all. */
import type { Header, Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'Safelisting';
const ok = answer(200, allowOrigin());

const TYPES = [
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data;boundary=b',
  'TEXT/PLAIN; a=b',
] as const;

const posting = (type: string) =>
  ({
    do: 'fetch',
    url: RESOURCE,
    method: 'POST',
    headers: [['Content-Type', type]],
    body: 'a',
  }) as const;

/** Dropped in silence by fetch, whatever their values. */
const FORBIDDEN = [
  ['Cookie', 'a=b'],
  ['Host', 'other.test'],
  ['Sec-Own', '1'],
  ['Proxy-Own', '1'],
  ['X-HTTP-Method-Override', 'TRACE'],
] as const satisfies readonly Header[];

const allowed: readonly Scenario[] = [
  {
    id: 'methods-of-forms',
    title: 'GET, HEAD and POST need no preflight, in whatever case fetch is told them',
    topic,
    tags: ['@simple', '@methods'],
    spec: {
      anchor: 'cors-safelisted-method',
      requirement: 'A CORS-safelisted method is GET, HEAD or POST; fetch normalizes their case.',
      wpt: ['fetch/api/cors/cors-no-preflight.any.js', 'cors/simple-requests.htm'],
    },
    steps: [
      { do: 'fetch', url: RESOURCE, method: 'get' },
      { do: 'fetch', url: RESOURCE, method: 'Head' },
      { do: 'fetch', url: RESOURCE, method: 'post' },
    ],
    routes: { 'GET /resource': ok, 'HEAD /resource': ok, 'POST /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET'), sent('HEAD'), sent('POST')],
      // Routes are known by normalized methods: by these spellings no status follows from them.
      sees: [
        { verdict: 'allowed', status: 200 },
        { verdict: 'allowed', status: 200 },
        { verdict: 'allowed', status: 200 },
      ],
    },
    console: SILENT,
    cause: 'Forms and links could always make such requests.',
  },
  {
    id: 'types-of-forms',
    title: 'The three types that forms send need no preflight, whatever their parameters and case',
    topic,
    tags: ['@simple', '@safelist'],
    spec: {
      anchor: 'cors-safelisted-request-header',
      requirement: 'The essence of the MIME type decides: not its parameters, not its case.',
      wpt: ['cors/cors-safelisted-request-header.any.js', 'cors/simple-requests.htm'],
    },
    steps: [posting(TYPES[0]), posting(TYPES[1]), posting(TYPES[2]), posting(TYPES[3])],
    routes: { 'POST /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: TYPES.map((type) => sent('POST', { headers: { 'Content-Type': type } })),
    },
    console: SILENT,
    cause: 'Forms could always send such bodies.',
  },
  {
    id: 'forbidden-headers-of-fetch',
    title: 'fetch drops headers that are the browser’s own, and asks no leave for them',
    topic,
    tags: ['@simple', '@safelist'],
    spec: {
      anchor: 'forbidden-request-header',
      requirement: 'Setting a forbidden request-header does nothing, without an error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: FORBIDDEN }],
    routes: { 'GET /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        sent('GET', {
          headers: Object.fromEntries(FORBIDDEN.slice(2).map(([name]) => [name, null])),
        }),
      ],
    },
    console: SILENT,
    cause: 'A client written for servers sets what it sets there.',
  },
  {
    id: 'no-cors-headers-dropped',
    title: 'mode: "no-cors" drops every header that is not safelisted, Range included',
    topic,
    tags: ['@no-cors', '@safelist'],
    spec: {
      anchor: 'no-cors-safelisted-request-header-name',
      requirement:
        'In mode "no-cors" Accept, Accept-Language, Content-Language and Content-Type are kept.',
      wpt: ['cors/cors-safelisted-request-header.any.js'],
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        mode: 'no-cors',
        headers: [
          ['Accept-Language', 'ko'],
          ['Content-Type', 'application/json'],
          ['Range', 'bytes=0-9'],
          ['X-Trace', '1'],
        ],
      },
    ],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        {
          method: 'GET',
          url: RESOURCE,
          headers: {
            'Accept-Language': 'ko',
            'Content-Type': null,
            Range: null,
            'X-Trace': null,
          },
        },
      ],
    },
    console: SILENT,
    cause: 'Somebody adds no-cors, and wonders why the API misses a header.',
    cure: {
      words: 'Leave the mode alone, and have the server allow origin and headers.',
      steps: [
        {
          do: 'fetch',
          url: RESOURCE,
          headers: [
            ['Accept-Language', 'ko'],
            ['Content-Type', 'application/json'],
            ['Range', 'bytes=0-9'],
            ['X-Trace', '1'],
          ],
        },
      ],
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Content-Type, X-Trace')),
        'GET /resource': ok,
      },
      wire: [
        preflight('GET', 'content-type,x-trace'),
        sent('GET', {
          headers: {
            'Accept-Language': 'ko',
            'Content-Type': 'application/json',
            Range: 'bytes=0-9',
            'X-Trace': '1',
          },
        }),
      ],
    },
  },
];

/** XMLHttpRequest tells of each in the console, and goes on without it. */
const XHR_FORBIDDEN = [
  {
    name: 'Origin',
    value: 'https://other.test',
    cause: 'Somebody sets the header that the server seems to miss.',
  },
  {
    name: 'Access-Control-Request-Method',
    value: 'PUT',
    cause: 'Somebody writes by hand what a preflight says.',
  },
] as const;

const byXhr = XHR_FORBIDDEN.map(({ name, value, cause }): Scenario => ({
  id: `xhr-sets-${name.toLowerCase()}`,
  title: `XMLHttpRequest goes on without the ${name} that script sets, and says so`,
  topic,
  tags: ['@simple', '@safelist', '@xhr'],
  spec: {
    anchor: 'forbidden-request-header',
    requirement: 'setRequestHeader() of a forbidden request-header returns without doing anything.',
  },
  steps: [{ do: 'xhr', url: RESOURCE, headers: [[name, value]] }],
  routes: { 'GET /resource': ok },
  expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
  console: {
    chromium: [['xhr-unsafe-header', { action: 'set', header: name }]],
    firefox: [['ForbiddenHeader', { header: name }]],
    webkit: [['UnsafeHeader', { header: name }]],
  },
  cause,
  cure: {
    words: 'Leave it to the browser.',
    steps: [{ do: 'xhr', url: RESOURCE }],
    wire: [sent('GET')],
  },
}));

const refused: readonly Scenario[] = [
  {
    id: 'method-forbidden',
    title: 'fetch throws at TRACE, before anybody could be asked for leave',
    topic,
    tags: ['@methods'],
    spec: {
      anchor: 'forbidden-method',
      requirement: 'CONNECT, TRACE and TRACK are forbidden methods: the constructor throws.',
      wpt: ['fetch/api/request/request-error.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'TRACE' }],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('TRACE')) },
    expect: {
      verdict: 'blocked',
      stage: 'api',
      wire: [],
      sees: [{ verdict: 'blocked', told: { error: { throws: 'fetch-forbidden-method' } } }],
    },
    console: SILENT,
    cause: 'A diagnostic page wants to see what arrives, and the server lists the method.',
    cure: {
      words: 'Have a route that answers GET with what arrived.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      routes: { 'GET /resource': ok },
      wire: [sent('GET')],
    },
  },
  {
    id: 'method-of-ones-own',
    title: 'A method that nobody has heard of is as good as any other: it needs to be listed',
    topic,
    tags: ['@preflight', '@methods'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Any token that is not forbidden is a method; it is compared as it stands.',
      wpt: ['fetch/api/cors/cors-preflight.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PROPFIND' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('GET, PUT')),
      'PROPFIND /resource': ok,
    },
    expect: { verdict: 'blocked', stage: 'preflight-method', wire: [preflight('PROPFIND')] },
    console: {
      chromium: [['kMethodDisallowedByPreflightResponse', { method: 'PROPFIND' }]],
      firefox: ['CORSMethodNotFound', 'CORSDidNotSucceed2'],
      webkit: [['MethodNotAllowed', { method: 'PROPFIND' }]],
    },
    cause: 'A WebDAV client runs in a page.',
    cure: {
      words: 'List the method.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('GET, PUT, PROPFIND')),
        'PROPFIND /resource': ok,
      },
      wire: [preflight('PROPFIND'), sent('PROPFIND')],
    },
  },
  {
    id: 'method-override',
    title: 'X-HTTP-Method-Override: PUT is a header like others: the POST needs a preflight',
    topic,
    tags: ['@preflight', '@safelist'],
    spec: {
      anchor: 'forbidden-request-header',
      requirement: 'The header is forbidden with CONNECT, TRACE and TRACK only, safelisted never.',
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        method: 'POST',
        headers: [['X-HTTP-Method-Override', 'PUT']],
      },
    ],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'POST /resource': ok },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('POST', 'x-http-method-override')],
    },
    console: {
      chromium: [['kHeaderDisallowedByPreflightResponse', { header: 'x-http-method-override' }]],
      firefox: [
        ['CORSMissingAllowHeaderFromPreflight2', { header: 'x-http-method-override' }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['HeaderNotAllowed', { header: 'X-HTTP-Method-Override' }]],
    },
    cause: 'Somebody wants to spare the preflight of a PUT.',
    cure: {
      words: 'List the header; or send the PUT, which needs no more.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-HTTP-Method-Override')),
        'POST /resource': ok,
      },
      wire: [
        preflight('POST', 'x-http-method-override'),
        sent('POST', { headers: { 'X-HTTP-Method-Override': 'PUT' } }),
      ],
    },
  },
  {
    id: 'patch-in-lower-case',
    title: 'Whoever writes "patch" and lists "patch" has a method that servers do not know',
    topic,
    tags: ['@preflight', '@methods'],
    spec: {
      anchor: 'concept-method-normalize',
      requirement: 'PATCH is not normalized: "patch" goes over the wire as it was written.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'patch' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('patch')),
      'patch /resource': answer(405),
      'PATCH /resource': ok,
    },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [preflight('patch'), sent('patch')],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '405' }]],
      webkit: [['OriginNotAllowed', { status: '405' }]],
    },
    cause: 'The list was made to fit the page, not the server.',
    cure: {
      words: 'Write PATCH in upper case, on both sides.',
      steps: [{ do: 'fetch', url: RESOURCE, method: 'PATCH' }],
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PATCH')),
        'PATCH /resource': ok,
      },
      wire: [preflight('PATCH'), sent('PATCH')],
    },
  },
];

export const SAFELISTING: readonly Scenario[] = [...allowed, ...byXhr, ...refused];
