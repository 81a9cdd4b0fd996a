/** Known departures that show in the preflight behind a redirect. */
import {
  CHROMIUM_SOURCE,
  departs,
  topic,
  LOAD_CHECKER,
  CORS_LISTENER,
  START,
  MOVED,
  WITH_PASSWORD,
  started,
  ok,
  token,
} from './departures-vocabulary.ts';
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

export const DEPARTURES_OF_REDIRECTED_PREFLIGHTS: readonly Scenario[] = [
  {
    id: 'client-hint-behind-redirect',
    title: 'A redirect to another origin takes Authorization away, and no other header',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement: 'A redirect across origins deletes the CORS non-wildcard request-headers.',
    },
    steps: [{ do: 'fetch', url: START, headers: [['DPR', 'two']] }],
    routes: {
      'GET /start': answer(307, location(MOVED)),
      'OPTIONS /moved': answer(204, allowOrigin(), allowHeaders('DPR')),
      'GET /moved': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        started(),
        preflight('GET', 'dpr', { url: MOVED }),
        sent('GET', { url: MOVED, headers: { DPR: 'two' } }),
      ],
    },
    console: SILENT,
    engines: {
      chromium: departs(
        'Chromium takes client hints for its own, and away where no permissions policy names the origin.',
        `${CHROMIUM_SOURCE}third_party/blink/common/client_hints/client_hints.cc`,
        { wire: [started(), sent('GET', { url: MOVED, headers: { DPR: null } })] },
      ),
    },
    cause: 'The page sets a header by a name that browsers have given to a hint of their own.',
  },
  {
    id: 'preflight-names-what-redirect-took',
    title: 'A preflight behind a redirect names what is left of the headers',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Access-Control-Request-Headers is made of the header list the request has.',
    },
    steps: [{ do: 'fetch', url: START, headers: [token, ['X-Trace', '1']] }],
    routes: {
      'GET /start': answer(307, location(RESOURCE)),
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Trace')),
      'GET /resource': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ ...started(), authorization: 'Bearer t' }, preflight('GET', 'x-trace'), sent('GET')],
    },
    console: { ...SILENT, webkit: [['HeaderNotAllowed', { header: 'Authorization' }]] },
    engines: {
      webkit: departs(
        'WebKit’s preflight is about the headers that the request began with.',
        LOAD_CHECKER,
        {
          verdict: 'blocked',
          stage: 'preflight-header',
          wire: [
            { ...started(), authorization: 'Bearer t' },
            preflight('GET', 'authorization,x-trace'),
          ],
        },
      ),
    },
    cause: 'A server of the page’s origin moves the request to a foreign one.',
    cure: {
      words: 'List both names, for the engine that asks for both.',
      routes: {
        'GET /start': answer(307, location(RESOURCE)),
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('Authorization, X-Trace')),
        'GET /resource': ok,
      },
      wire: [{ ...started(), authorization: 'Bearer t' }, preflight('GET', 'x-trace'), sent('GET')],
      engines: {
        webkit: departs(
          'WebKit’s preflight is about the headers that the request began with.',
          LOAD_CHECKER,
          {
            wire: [
              { ...started(), authorization: 'Bearer t' },
              preflight('GET', 'authorization,x-trace'),
              sent('GET'),
            ],
          },
        ),
      },
    },
  },
  {
    id: 'redirected-put-becomes-get',
    title: 'A PUT that a redirect makes a GET needs no second preflight',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'Whether there is a preflight is decided by the request as it is now.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(303, allowOrigin(), location(MOVED)),
      'OPTIONS /moved': answer(404),
      'GET /moved': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [preflight('PUT'), sent('PUT'), sent('GET', { url: MOVED })],
    },
    console: {
      chromium: [],
      firefox: [
        ['CORSMissingAllowOrigin2', { url: MOVED, status: '404' }],
        ['CORSDidNotSucceed2', { url: MOVED }],
      ],
      webkit: [['PreflightNotSuccessful', { status: '404' }]],
    },
    cause: 'The API answers a change with a redirect to what was made, which a page may read.',
    engines: Object.fromEntries(
      (
        [
          ['firefox', CORS_LISTENER],
          ['webkit', LOAD_CHECKER],
        ] as const
      ).map(([engine, url]) => [
        engine,
        departs('Once preflighted, a request makes a preflight at every later URL.', url, {
          verdict: 'blocked',
          stage: 'preflight-cors-check',
          wire: [preflight('PUT'), sent('PUT'), preflight('GET', undefined, { url: MOVED })],
        }),
      ]),
    ),
    cure: {
      words: 'Answer preflights at the redirect’s target, too.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(303, allowOrigin(), location(MOVED)),
        'OPTIONS /moved': answer(204, allowOrigin()),
        'GET /moved': ok,
      },
      wire: [preflight('PUT'), sent('PUT'), sent('GET', { url: MOVED })],
      engines: Object.fromEntries(
        (
          [
            ['firefox', CORS_LISTENER],
            ['webkit', LOAD_CHECKER],
          ] as const
        ).map(([engine, url]) => [
          engine,
          departs('Once preflighted, a request makes a preflight at every later URL.', url, {
            wire: [
              preflight('PUT'),
              sent('PUT'),
              preflight('GET', undefined, { url: MOVED }),
              sent('GET', { url: MOVED }),
            ],
          }),
        ]),
      ),
    },
  },
  {
    id: 'tainted-preflight',
    title: 'Behind a redirect between foreign origins the preflight’s Origin is null, too',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'byte-serializing-a-request-origin',
      requirement:
        'A request with a redirect-tainted origin has the origin null, and so its preflight.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(307, allowOrigin(), location('{apiCrossSite:/moved}')),
      'OPTIONS /moved': answer(204, allowOrigin('null'), allowMethods('PUT')),
      'PUT /moved': answer(200, allowOrigin('null')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { url: '{apiCrossSite:/moved}', origin: 'null' }),
        sent('PUT', { url: '{apiCrossSite:/moved}', origin: 'null' }),
      ],
    },
    console: {
      ...SILENT,
      firefox: [
        ['CORSAllowOriginNotMatchingOrigin', { url: '{apiCrossSite:/moved}', acao: 'null' }],
        ['CORSDidNotSucceed2', { url: '{apiCrossSite:/moved}' }],
      ],
    },
    engines: {
      firefox: departs('Firefox’s preflight names the page and wants it allowed.', CORS_LISTENER, {
        verdict: 'blocked',
        stage: 'preflight-cors-check',
        wire: [
          preflight('PUT'),
          sent('PUT'),
          preflight('PUT', undefined, { url: '{apiCrossSite:/moved}' }),
        ],
      }),
    },
    cause: 'The API hands an upload on to a store of another origin.',
    cure: {
      words: 'Answer "*", which covers null and the page alike.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(307, allowOrigin(), location('{apiCrossSite:/moved}')),
        'OPTIONS /moved': answer(204, allowOrigin('*'), allowMethods('PUT')),
        'PUT /moved': answer(200, allowOrigin('*')),
      },
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { url: '{apiCrossSite:/moved}', origin: 'null' }),
        sent('PUT', { url: '{apiCrossSite:/moved}', origin: 'null' }),
      ],
      engines: {
        firefox: departs('Firefox’s preflight names the page.', CORS_LISTENER, {
          wire: [
            preflight('PUT'),
            sent('PUT'),
            preflight('PUT', undefined, { url: '{apiCrossSite:/moved}' }),
            sent('PUT', { url: '{apiCrossSite:/moved}', origin: 'null' }),
          ],
        }),
      },
    },
  },
  {
    id: 'preflight-to-the-page-itself',
    title: 'A foreign origin that redirects back to the page needs its preflight allowed there',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement: 'Response tainting stays "cors" once it is so, and every preflight is checked.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(307, allowOrigin(), location(START)),
      'OPTIONS /start': answer(204, allowMethods('PUT')),
      'PUT /start': answer(200, allowOrigin('*')),
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-cors-check',
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { url: START, origin: 'null' }),
      ],
    },
    console: {
      ...SILENT,
      chromium: [
        [
          'kPreflightMissingAllowOriginHeader',
          { url: START, redirected: true, firstUrl: RESOURCE },
        ],
      ],
      webkit: [['OriginNotAllowed', { origin: 'null', status: '204' }]],
    },
    engines: {
      firefox: departs(
        'Firefox takes the preflight for one within the page’s origin, and checks nothing.',
        CORS_LISTENER,
        {
          verdict: 'allowed',
          stage: 'none',
          wire: [
            preflight('PUT'),
            sent('PUT'),
            preflight('PUT', undefined, { url: START }),
            sent('PUT', { url: START, origin: 'null' }),
          ],
        },
      ),
    },
    cause: 'An API hands the request back to the site that it came from.',
    cure: {
      words: 'Allow the origin at the target’s preflight as well.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(307, allowOrigin(), location(START)),
        'OPTIONS /start': answer(204, allowOrigin('*'), allowMethods('PUT')),
        'PUT /start': answer(200, allowOrigin('*')),
      },
      wire: [
        preflight('PUT'),
        sent('PUT'),
        preflight('PUT', undefined, { url: START, origin: 'null' }),
        sent('PUT', { url: START, origin: 'null' }),
      ],
      engines: {
        firefox: departs('Firefox’s preflight names the page.', CORS_LISTENER, {
          wire: [
            preflight('PUT'),
            sent('PUT'),
            preflight('PUT', undefined, { url: START }),
            sent('PUT', { url: START, origin: 'null' }),
          ],
        }),
      },
    },
  },
  {
    id: 'location-with-credentials-preflighted',
    title: 'A redirect to a URL with credentials is refused before anything is sent there',
    topic,
    tags: ['@redirect', '@preflight'],
    spec: {
      anchor: 'http-redirect-fetch',
      requirement:
        'In mode "cors" a redirect to a foreign URL with credentials is a network error.',
    },
    steps: [{ do: 'fetch', url: START, headers: [['X-Trace', '1']] }],
    routes: {
      'GET /start': answer(307, location(WITH_PASSWORD)),
      'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Trace')),
      'GET /resource': ok,
    },
    expect: { verdict: 'blocked', stage: 'redirect-credentials', wire: [started()] },
    console: {
      chromium: ['kRedirectContainsCredentials'],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [
        ['RedirectHasCredentials', { newUrl: WITH_PASSWORD, newUrlWithoutUserinfo: RESOURCE }],
      ],
    },
    engines: {
      webkit: departs('WebKit makes the preflight first, and then refuses.', LOAD_CHECKER, {
        wire: [started(), preflight('GET', 'x-trace')],
      }),
    },
    cause: 'Somebody wrote a name and a password into the URL of a redirect.',
    cure: {
      words: 'Leave them out of the URL.',
      routes: {
        'GET /start': answer(307, location(RESOURCE)),
        'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders('X-Trace')),
        'GET /resource': ok,
      },
      wire: [started(), preflight('GET', 'x-trace'), sent('GET')],
    },
  },
];
