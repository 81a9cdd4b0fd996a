/** Known departures in what a request carries. */
import {
  CONTENT_UTILS,
  unlisted,
  listing,
  said,
  asked,
  cause,
} from './departures-of-safelisting-vocabulary.ts';
import {
  CHROMIUM_SOURCE,
  FIREFOX_SOURCE,
  WEBKIT_SOURCE,
  departs,
  topic,
  ok,
} from './departures-vocabulary.ts';
import type { Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const beyondAscii = asked(
  'accept',
  'Firefox takes a byte above 0x7F for unsafe; the Standard names others only.',
  CONTENT_UTILS,
);

export const DEPARTURES_OF_REQUESTS: readonly Scenario[] = [
  {
    id: 'user-agent-of-the-author',
    title: 'User-Agent is a header like others: a page may set it, after a preflight',
    topic,
    tags: ['@preflight', '@safelist'],
    spec: {
      anchor: 'forbidden-request-header',
      requirement:
        'User-Agent is neither forbidden nor safelisted, and a preflight carries none of the author’s headers.',
      wpt: ['xhr/preserve-ua-header-on-redirect.htm'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['User-Agent', 'robot/1']] }],
    routes: unlisted,
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('GET', 'user-agent', { headers: { 'User-Agent': null } })],
    },
    console: { ...said('User-Agent'), chromium: [] },
    engines: {
      chromium: departs(
        'Chromium leaves the header out, without a word.',
        'https://issues.chromium.org/issues/40450316',
        {
          verdict: 'allowed',
          stage: 'none',
          wire: [sent('GET', { headers: { 'User-Agent': null } })],
        },
      ),
      webkit: departs(
        'WebKit’s preflight carries the author’s User-Agent, before anything is allowed.',
        'https://bugs.webkit.org/show_bug.cgi?id=186254',
        { wire: [preflight('GET', 'user-agent', { headers: { 'User-Agent': 'robot/1' } })] },
      ),
    },
    cause: cause.unsafe,
    cure: {
      words: 'List User-Agent in Access-Control-Allow-Headers; in Chromium the header stays away.',
      routes: listing('User-Agent'),
      wire: [
        preflight('GET', 'user-agent', { headers: { 'User-Agent': null } }),
        sent('GET', { headers: { 'User-Agent': 'robot/1' } }),
      ],
      engines: {
        chromium: departs(
          'Chromium leaves the header out, without a word.',
          'https://issues.chromium.org/issues/40450316',
          { wire: [sent('GET', { headers: { 'User-Agent': null } })] },
        ),
        webkit: departs(
          'WebKit’s preflight carries the author’s User-Agent, before anything is allowed.',
          'https://bugs.webkit.org/show_bug.cgi?id=186254',
          {
            wire: [
              preflight('GET', 'user-agent', { headers: { 'User-Agent': 'robot/1' } }),
              sent('GET', { headers: { 'User-Agent': 'robot/1' } }),
            ],
          },
        ),
      },
    },
  },
  {
    id: 'accept-beyond-ascii',
    title: 'A byte above 0x7F is sent as it is, and makes Accept no less safe',
    topic,
    tags: ['@preflight', '@safelist'],
    spec: {
      anchor: 'cors-unsafe-request-header-byte',
      requirement:
        'Bytes above 0x7F are not among the unsafe ones, and a header value is sent byte by byte.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['Accept', 'text/\u00E9']] }],
    routes: unlisted,
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET', { headers: { Accept: 'text/\u00E9' } })],
    },
    console: { ...SILENT, firefox: said('Accept').firefox },
    engines: {
      firefox: beyondAscii.refused,
      webkit: departs(
        'WebKit sends the character in UTF-8: two bytes.',
        `${WEBKIT_SOURCE}WebCore/platform/network/soup/ResourceRequestSoup.cpp`,
        { wire: [sent('GET', { headers: { Accept: 'text/\u00C3\u00A9' } })] },
      ),
    },
    cause: cause.safe,
    cure: {
      words: 'Write header values in ASCII.',
      steps: [{ do: 'fetch', url: RESOURCE, headers: [['Accept', 'text/e']] }],
      wire: [sent('GET', { headers: { Accept: 'text/e' } })],
    },
  },
  {
    id: 'range-written-anew',
    title: 'A range is sent as it was written',
    topic,
    tags: ['@simple'],
    spec: {
      anchor: 'concept-http-network-fetch',
      requirement: 'The network gets the request with the header list that it has.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['Range', 'bytes=00-9']] }],
    routes: { 'GET /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET', { headers: { Range: 'bytes=00-9' } })],
    },
    console: SILENT,
    engines: {
      chromium: departs(
        'The HTTP cache asks for the range that it has read, in words of its own.',
        `${CHROMIUM_SOURCE}net/http/partial_data.cc`,
        { wire: [sent('GET', { headers: { Range: 'bytes=0-9' } })] },
      ),
    },
    cause: 'Nobody meant it: a header that the author may set goes through a parser of the cache.',
  },
  {
    id: 'authorization-given-twice',
    title: 'Two values of one request header are sent as one list',
    topic,
    tags: ['@preflight'],
    spec: {
      anchor: 'concept-http-network-fetch',
      requirement: 'No value of the header list is left out when a request is sent.',
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        headers: [
          ['Authorization', 'Bearer a'],
          ['Authorization', 'Bearer b'],
        ],
      },
    ],
    routes: listing('Authorization'),
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('GET', 'authorization'),
        sent('GET', { authorization: 'Bearer a, Bearer b' }),
      ],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Of some names Firefox sends the last value alone, and names them twice in the preflight.',
        `${FIREFOX_SOURCE}dom/fetch/FetchDriver.cpp`,
        {
          wire: [
            preflight('GET', 'authorization,authorization'),
            sent('GET', { authorization: 'Bearer b' }),
          ],
        },
      ),
    },
    cause: 'Two layers of the page each add a token.',
  },
  {
    id: 'request-header-named-twice',
    title: 'A preflight names each unsafe header once',
    topic,
    tags: ['@preflight'],
    spec: {
      anchor: 'cors-unsafe-request-header-names',
      requirement:
        'Access-Control-Request-Headers is a sorted set of names: each stands there once.',
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        headers: [
          ['X-Trace', '1'],
          ['X-Trace', '2'],
        ],
      },
    ],
    routes: listing('X-Trace'),
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('GET', 'x-trace'), sent('GET', { headers: { 'X-Trace': '1, 2' } })],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox names the header once for each value that the author gave.',
        `${FIREFOX_SOURCE}dom/fetch/InternalHeaders.cpp`,
        {
          wire: [
            preflight('GET', 'x-trace,x-trace'),
            sent('GET', { headers: { 'X-Trace': '1, 2' } }),
          ],
        },
      ),
    },
    cause: 'The page appends to a header that it has set before.',
  },
  {
    id: 'xhr-charset-makes-type-safe',
    title: 'XMLHttpRequest sets the charset first, then the Content-Type is looked at',
    topic,
    tags: ['@preflight', '@safelist', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
      requirement: 'The charset becomes UTF-8 before the request is fetched.',
    },
    steps: [
      {
        do: 'xhr',
        url: RESOURCE,
        method: 'POST',
        headers: [['Content-Type', `text/plain;charset=${'x'.repeat(110)}`]],
        body: 'a',
      },
    ],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'POST /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain;charset=UTF-8' } })],
    },
    console: { ...SILENT, firefox: said('Content-Type').firefox },
    engines: {
      firefox: departs(
        'Firefox decides by the value that the author gave, and sends the other one.',
        `${FIREFOX_SOURCE}dom/xhr/XMLHttpRequestMainThread.cpp`,
        {
          verdict: 'blocked',
          stage: 'preflight-header',
          wire: [preflight('POST', 'content-type')],
        },
      ),
    },
    cause: 'The page sets a type with a charset that is none.',
    cure: {
      words: 'Leave the charset out: text goes in UTF-8 whatever it says.',
      steps: [
        {
          do: 'xhr',
          url: RESOURCE,
          method: 'POST',
          headers: [['Content-Type', 'text/plain']],
          body: 'a',
        },
      ],
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain' } })],
    },
  },
  {
    id: 'xhr-charset-in-quotes',
    title: 'XMLHttpRequest writes a Content-Type anew when it sets the charset',
    topic,
    tags: ['@preflight', '@safelist', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
      requirement: 'A type whose charset is not UTF-8 is parsed, changed and serialized.',
    },
    steps: [
      {
        do: 'xhr',
        url: RESOURCE,
        method: 'POST',
        headers: [['Content-Type', 'text/plain;charset="latin1"']],
        body: 'a',
      },
    ],
    routes: { 'OPTIONS /resource': answer(204, allowOrigin()), 'POST /resource': ok },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain;charset=UTF-8' } })],
    },
    console: { ...said('Content-Type'), webkit: [] },
    engines: {
      chromium: departs(
        'Chromium puts the charset into the quotes, which are unsafe bytes.',
        'https://crbug.com/743311',
        {
          verdict: 'blocked',
          stage: 'preflight-header',
          wire: [preflight('POST', 'content-type')],
        },
      ),
      firefox: departs(
        'Firefox decides by the value that the author gave, quotes included.',
        `${FIREFOX_SOURCE}dom/xhr/XMLHttpRequestMainThread.cpp`,
        {
          verdict: 'blocked',
          stage: 'preflight-header',
          wire: [preflight('POST', 'content-type')],
        },
      ),
    },
    cause: 'The page writes a parameter in quotes that needs none.',
    cure: {
      words: 'Write UTF-8, without quotes.',
      steps: [
        {
          do: 'xhr',
          url: RESOURCE,
          method: 'POST',
          headers: [['Content-Type', 'text/plain;charset=UTF-8']],
          body: 'a',
        },
      ],
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain;charset=UTF-8' } })],
    },
  },
];
