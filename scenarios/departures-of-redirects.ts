/** Known departures in what is taken for a redirect, and which one is refused. */
import {
  CHROMIUM_SOURCE,
  WEBKIT_SOURCE,
  departs,
  topic,
  SOUP_TASK,
  START,
  MOVED,
  started,
  ok,
} from './departures-vocabulary.ts';
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowCredentials,
  allowOrigin,
  answer,
  location,
  sent,
} from './vocabulary.ts';

export const DEPARTURES_OF_REDIRECTS: readonly Scenario[] = [
  {
    id: 'credentials-asked-of-a-foreign-redirect',
    title: 'Mode "same-origin" sends a foreign origin no cookies, so it need not allow any',
    topic,
    tags: ['@redirect', '@credentials'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'Access-Control-Allow-Credentials matters in credentials mode "include" only.',
    },
    steps: [{ do: 'fetch', url: START }],
    routes: {
      'GET /start': answer(307, location(MOVED)),
      'GET /moved': answer(307, allowOrigin(), location(RESOURCE)),
      'GET /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [started(), sent('GET', { url: MOVED }), sent('GET')],
    },
    console: {
      ...SILENT,
      webkit: [['RedirectFailedCheck/CredentialsNotTrue', { newUrl: RESOURCE }]],
    },
    engines: {
      webkit: departs(
        'WebKit checks the foreign redirect again, by the credentials that the first URL had.',
        'https://bugs.webkit.org/show_bug.cgi?id=276364',
        {
          verdict: 'blocked',
          stage: 'redirect-cors-check',
          wire: [started(), sent('GET', { url: MOVED })],
        },
      ),
    },
    cause: 'A URL of the site redirects to an API, which redirects once more.',
    cure: {
      words: 'Have the redirecting answer allow credentials as well.',
      routes: {
        'GET /start': answer(307, location(MOVED)),
        'GET /moved': answer(307, allowOrigin(), allowCredentials(), location(RESOURCE)),
        'GET /resource': ok,
      },
      wire: [started(), sent('GET', { url: MOVED }), sent('GET')],
    },
  },
  {
    id: 'password-in-redirect-of-the-page',
    title: 'Within its origin a page may be redirected to a URL with credentials',
    topic,
    tags: ['@redirect', '@credentials'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'URLs with credentials are refused where the target is of another origin only.',
    },
    steps: [{ do: 'fetch', url: START }],
    routes: {
      'GET /start': answer(307, location('http://user:secret@{page.host}/{token}/made')),
      'GET /made': answer(200),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [started(), { method: 'GET', url: '{page:/made}' }],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    engines: {
      chromium: departs(
        'Chromium blocks subresources by URLs with credentials, and takes fetch() for one.',
        `${CHROMIUM_SOURCE}third_party/blink/renderer/core/loader/frame_fetch_context.cc`,
        {
          verdict: 'blocked',
          stage: 'redirect-location',
          wire: [started()],
          sees: [{ verdict: 'blocked' }],
        },
      ),
    },
    cause: 'The server writes a name and a password into the URL of a redirect.',
    cure: {
      words: 'Leave them out of the URL.',
      routes: { 'GET /start': answer(307, location('{page:/made}')), 'GET /made': answer(200) },
      wire: [started(), { method: 'GET', url: '{page:/made}' }],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
  },
  {
    id: 'redirect-error-without-location',
    title: 'Redirect mode "error" refuses a redirect status, wherever it leads',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'In redirect mode "error" a response with a redirect status is a network error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'error' }],
    routes: { 'GET /resource': answer(302, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'redirect-mode', wire: [sent('GET')] },
    console: SILENT,
    engines: Object.fromEntries(
      (['chromium', 'webkit'] as const).map((engine) => [
        engine,
        departs(
          'Without a Location the status makes no redirect.',
          engine === 'webkit' ? SOUP_TASK : `${CHROMIUM_SOURCE}net/http/http_response_headers.cc`,
          { verdict: 'allowed', stage: 'none' },
        ),
      ]),
    ),
    cause: 'The server redirects, and forgets to say where to.',
    cure: {
      words: 'Answer with a status that says what happened.',
      routes: { 'GET /resource': ok },
      wire: [sent('GET')],
    },
  },
  {
    id: 'redirect-manual-to-no-url',
    title: 'Redirect mode "manual" does not look where a redirect leads',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'In redirect mode "manual" a redirect is an opaque-redirect filtered response.',
      wpt: ['fetch/api/redirect/redirect-location.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'manual' }],
    routes: { 'GET /resource': answer(302, allowOrigin(), location('http://[')) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'opaque', type: 'opaqueredirect' }],
    },
    console: { ...SILENT, chromium: [['failed-to-load', { error: 'ERR_INVALID_REDIRECT' }]] },
    engines: {
      chromium: departs(
        'Chromium’s network stack refuses a Location that is no URL before the mode is asked.',
        `${CHROMIUM_SOURCE}net/url_request/url_request_job.cc`,
        { verdict: 'blocked', stage: 'redirect-location', sees: [{ verdict: 'blocked' }] },
      ),
    },
    cause: 'The server puts a URL together from a variable that is empty.',
  },
  {
    id: 'unassigned-redirect-status',
    title: '310 is no redirect',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'redirect-status',
      requirement: 'A redirect status is 301, 302, 303, 307 or 308.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: {
      'GET /resource': answer(310, allowOrigin(), location(MOVED)),
      'GET /moved': ok,
    },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
    console: SILENT,
    engines: {
      webkit: departs('WebKitGTK follows it.', SOUP_TASK, {
        wire: [sent('GET'), sent('GET', { url: MOVED })],
      }),
    },
    cause: 'The server uses a status that nobody has defined.',
  },
  {
    id: 'two-locations',
    title: 'A redirect with two Locations leads nowhere',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'concept-response-location-url',
      requirement: 'Two values of Location are none: the redirect is a network error.',
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: {
      'GET /resource': [answer(302, allowOrigin(), location('#a'), location('#b')), ok],
    },
    expect: { verdict: 'blocked', stage: 'redirect-location', wire: [sent('GET')] },
    console: {
      chromium: [['failed-to-load', { error: 'ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [],
    },
    engines: {
      webkit: departs('WebKit joins the lines and follows the URL "#a, #b".', SOUP_TASK, {
        verdict: 'allowed',
        stage: 'none',
        wire: [sent('GET'), sent('GET')],
      }),
    },
    cause: 'A proxy adds a Location of its own.',
    cure: {
      words: 'Send one.',
      routes: { 'GET /resource': [answer(302, allowOrigin(), location('#a')), ok] },
      wire: [sent('GET'), sent('GET')],
    },
  },
  {
    id: 'empty-location',
    title: 'An empty Location leads to the same URL',
    topic,
    tags: ['@redirect'],
    spec: {
      anchor: 'concept-response-location-url',
      requirement: 'An empty Location is parsed with the response’s URL, and gives just that.',
      wpt: ['fetch/api/redirect/redirect-empty-location.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': [answer(302, allowOrigin(), location('')), ok] },
    expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET'), sent('GET')] },
    console: SILENT,
    engines: {
      chromium: departs(
        'Chromium takes an empty Location for none, and hands out the redirect itself.',
        'https://github.com/whatwg/fetch/issues/669',
        { wire: [sent('GET')] },
      ),
      webkit: departs(
        'WebKit refuses it.',
        `${WEBKIT_SOURCE}WebCore/loader/SubresourceLoader.cpp`,
        {
          verdict: 'blocked',
          stage: 'redirect-location',
          wire: [sent('GET')],
        },
      ),
    },
    cause: 'The server puts a URL together from a variable that is empty.',
    cure: {
      words: 'Write the URL.',
      routes: { 'GET /resource': [answer(302, allowOrigin(), location(RESOURCE)), ok] },
      wire: [sent('GET'), sent('GET')],
    },
  },
];
