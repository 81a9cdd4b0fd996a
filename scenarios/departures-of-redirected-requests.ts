/** Known departures that show in what a redirected request carries, and as what it is sent. */
import {
  CHROMIUM_SOURCE,
  FIREFOX_SOURCE,
  WEBKIT_SOURCE,
  departs,
  topic,
  LOAD_CHECKER,
  SOUP_TASK,
  START,
  MOVED,
  started,
  ok,
  token,
} from './departures-vocabulary.ts';
import { COOKIE, OWN_LOGGED_IN, OWN_LOGIN } from './session-cookie.ts';
import type { Scenario } from './types.ts';
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

export const DEPARTURES_OF_REDIRECTED_REQUESTS: readonly Scenario[] = [
  {
    id: 'authorization-comes-back',
    title: 'A header that a redirect has taken away stays away',
    topic,
    tags: ['@redirect', '@credentials'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'What a redirect deletes from the header list is not in it at the next one.',
    },
    steps: [{ do: 'fetch', url: START, headers: [token], credentials: 'omit' }],
    routes: {
      'GET /start': answer(307, location(MOVED)),
      'GET /moved': answer(307, allowOrigin(), location(RESOURCE)),
      'OPTIONS /moved': answer(204, allowOrigin(), allowHeaders('Authorization')),
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Authorization')),
      'GET /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ ...started(), authorization: 'Bearer t' }, sent('GET', { url: MOVED }), sent('GET')],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox takes the headers of the first request for each redirect anew.',
        `${FIREFOX_SOURCE}dom/fetch/FetchDriver.cpp`,
        {
          wire: [
            { ...started(), authorization: 'Bearer t' },
            preflight('GET', undefined, { url: MOVED }),
            sent('GET', { url: MOVED }),
            preflight('GET', 'authorization'),
            sent('GET', { authorization: 'Bearer t' }),
          ],
        },
      ),
      webkit: departs(
        'WebKit names the header in its preflights, and does not send it.',
        LOAD_CHECKER,
        {
          wire: [
            { ...started(), authorization: 'Bearer t' },
            preflight('GET', 'authorization', { url: MOVED }),
            sent('GET', { url: MOVED }),
            preflight('GET', 'authorization'),
            sent('GET'),
          ],
        },
      ),
    },
    cause: 'A server of the page’s origin redirects to a foreign one, which redirects once more.',
  },
  {
    id: 'content-type-comes-back',
    title: 'A Content-Type that a redirect has taken away stays away',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'A POST that becomes a GET loses its body and the headers that tell of it.',
    },
    steps: [
      {
        do: 'fetch',
        url: START,
        method: 'POST',
        headers: [['Content-Type', 'text/plain']],
        body: 'a',
      },
    ],
    routes: {
      'POST /start': answer(303, location('{page:/made}')),
      'GET /made': answer(307, location(RESOURCE)),
      'GET /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        { ...started('POST'), origin: '{page}' },
        { method: 'GET', url: '{page:/made}', headers: { 'Content-Type': null } },
        sent('GET', { headers: { 'Content-Type': null } }),
      ],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox takes the headers of the first request for each redirect anew.',
        `${FIREFOX_SOURCE}dom/fetch/FetchDriver.cpp`,
        {
          wire: [
            { ...started('POST'), origin: '{page}' },
            { method: 'GET', url: '{page:/made}', headers: { 'Content-Type': null } },
            sent('GET', { headers: { 'Content-Type': 'text/plain' } }),
          ],
        },
      ),
      webkit: departs(
        'WebKit gives the header back where the origin changes, and keeps the Origin of the POST.',
        LOAD_CHECKER,
        {
          wire: [
            { ...started('POST'), origin: '{page}' },
            {
              method: 'GET',
              url: '{page:/made}',
              origin: '{page}',
              headers: { 'Content-Type': null },
            },
            sent('GET', { headers: { 'Content-Type': 'text/plain' } }),
          ],
        },
      ),
    },
    cause: 'A form’s answer redirects to what was made, and that to where it lies.',
  },
  {
    id: 'delete-redirected-to-another-origin',
    title: 'A DELETE stays a DELETE behind a redirect with 307',
    topic,
    tags: ['@redirect', '@preflight', '@methods'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'Only 301 and 302 of a POST, and 303, change the method.',
    },
    steps: [{ do: 'fetch', url: START, method: 'DELETE' }],
    routes: {
      'DELETE /start': answer(307, location(RESOURCE)),
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('DELETE')),
      'DELETE /resource': ok,
      'GET /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ ...started('DELETE'), origin: '{page}' }, preflight('DELETE'), sent('DELETE')],
    },
    console: SILENT,
    engines: {
      webkit: departs('WebKitGTK goes on with a GET.', SOUP_TASK, {
        wire: [{ ...started('DELETE'), origin: '{page}' }, sent('GET')],
      }),
    },
    cause: 'The resource to be deleted lies with another origin by now.',
  },
  {
    id: 'origin-of-a-redirected-post',
    title: 'A GET within the page’s origin carries no Origin, whatever it was before',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement: 'GET and HEAD within an origin go without Origin.',
    },
    steps: [{ do: 'fetch', url: START, method: 'POST' }],
    routes: {
      'POST /start': answer(303, location('{page:/made}')),
      'GET /made': answer(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        { ...started('POST'), origin: '{page}' },
        { method: 'GET', url: '{page:/made}' },
      ],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    engines: {
      webkit: departs(
        'WebKit keeps the header of the POST.',
        `${WEBKIT_SOURCE}WebCore/loader/FrameLoader.cpp`,
        {
          wire: [
            { ...started('POST'), origin: '{page}' },
            { method: 'GET', url: '{page:/made}', origin: '{page}' },
          ],
        },
      ),
    },
    cause: 'A form’s answer redirects to what was made.',
  },
  {
    id: 'origin-of-a-redirected-no-cors-post',
    title: 'A no-cors POST that leaves the page’s origin by a redirect names the page',
    topic,
    tags: ['@redirect', '@no-cors'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement:
        'The origin is null when a foreign URL has redirected, not when the page’s own has.',
    },
    steps: [{ do: 'fetch', url: START, method: 'POST', mode: 'no-cors' }],
    routes: {
      'POST /start': answer(307, location(RESOURCE)),
      'POST /resource': answer(200),
    },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ ...started('POST'), origin: '{page}' }, sent('POST')],
    },
    console: SILENT,
    engines: {
      chromium: departs(
        'Chromium’s network stack makes it null with any redirect to another origin.',
        `${CHROMIUM_SOURCE}net/url_request/redirect_util.cc`,
        { wire: [{ ...started('POST'), origin: '{page}' }, sent('POST', { origin: 'null' })] },
      ),
    },
    cause: 'The site hands a report on to a service of another origin.',
  },
  {
    id: 'origin-without-storage-access',
    title: 'A no-cors GET of a sandboxed frame goes without Origin',
    topic,
    tags: ['@no-cors', '@credentials', '@origins'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement: 'GET and HEAD carry Origin in mode "cors" and over WebSocket only.',
    },
    page: { realm: 'sandboxed-frame' },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', credentials: 'include' }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'opaque', stage: 'none', wire: [{ method: 'GET', url: RESOURCE }] },
    console: SILENT,
    engines: Object.fromEntries(
      (['chromium', 'firefox'] as const).map((engine) => [
        engine,
        {
          ...departs(
            'Storage access could be had and is not: by another specification the request says so.',
            'https://privacycg.github.io/storage-access-headers/',
            { wire: [sent('GET', { origin: 'null' })] },
          ),
          kind: 'habit',
        },
      ]),
    ),
    cause: 'A sandboxed frame has an origin of its own, and is yet of the page’s site.',
  },
  {
    id: 'no-cors-redirect-with-cookies',
    title: 'Mode "same-origin" sends no cookies to another origin, with no-cors neither',
    topic,
    tags: ['@redirect', '@credentials', '@no-cors'],
    spec: {
      anchor: 'concept-http-network-or-cache-fetch',
      requirement: 'Credentials mode "same-origin" includes credentials for tainting "basic" only.',
    },
    steps: [OWN_LOGIN, { do: 'fetch', url: START, mode: 'no-cors' }],
    routes: {
      'GET /login': OWN_LOGGED_IN,
      'GET /start': answer(307, location(RESOURCE)),
      'GET /resource': answer(200),
    },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [
        { method: 'GET', url: '{page:/login}' },
        { ...started(), cookie: COOKIE },
        { method: 'GET', url: RESOURCE },
      ],
      sees: [{ verdict: 'allowed', type: 'basic' }, { verdict: 'opaque' }],
    },
    console: SILENT,
    engines: {
      webkit: departs('WebKit decides by the first URL whether cookies go along.', LOAD_CHECKER, {
        wire: [
          { method: 'GET', url: '{page:/login}' },
          { ...started(), cookie: COOKIE },
          { method: 'GET', url: RESOURCE, cookie: COOKIE },
        ],
      }),
    },
    cause: 'A beacon’s address redirects to another origin of the same site.',
  },
];
