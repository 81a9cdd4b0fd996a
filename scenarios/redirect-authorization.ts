/**
 * Which of the author’s headers go along with a redirect. Only `Authorization` is taken away, and
 * only where the origin changes. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
import { CORS_LISTENER, LOAD_CHECKER, departs } from './departures-vocabulary.ts';
import type { Header, Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowHeaders,
  allowOrigin,
  answer,
  location,
  preflight,
  sent,
} from './vocabulary.ts';

const START = '{page:/start}';
const MADE = '{page:/made}';
const MOVED = '{api:/moved}';
const ELSEWHERE = '{apiCrossSite:/elsewhere}';
const topic = 'Redirects';
const tags = ['@redirect', '@credentials'] as const;
const anchor = 'http-redirect-fetch';
const token: Header = ['Authorization', 'Bearer t'];
const bearer = { authorization: 'Bearer t' } as const;
const leave = answer(204, allowOrigin('*'), allowHeaders('Authorization, X-Api-Key'));

export const REDIRECTS_AND_AUTHORIZATION: readonly Scenario[] = [
  {
    id: 'authorization-within-the-page',
    title: 'A bearer token goes along with a redirect within the page’s origin',
    topic,
    tags,
    spec: {
      anchor,
      requirement: 'Authorization is deleted only where the new URL is of another origin.',
    },
    steps: [{ do: 'fetch', url: START, headers: [token] }],
    routes: { 'GET /start': answer(302, location(MADE)), 'GET /made': answer(200) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        { method: 'GET', url: START, ...bearer },
        { method: 'GET', url: MADE, ...bearer },
      ],
      sees: [{ verdict: 'allowed', type: 'basic' }],
    },
    console: SILENT,
    cause: 'The site’s own server redirects an authenticated call.',
  },
  {
    id: 'authorization-within-the-api',
    title: 'A bearer token goes along within the API’s origin, behind a preflight for each URL',
    topic,
    tags: [...tags, '@preflight'],
    spec: {
      anchor,
      requirement: 'It is the origin of the URL that redirects that counts, not the page’s.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [token] }],
    routes: {
      'OPTIONS /resource': leave,
      'GET /resource': answer(302, allowOrigin(), location(MOVED)),
      'OPTIONS /moved': leave,
      'GET /moved': answer(200, allowOrigin()),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('GET', 'authorization'),
        sent('GET', bearer),
        preflight('GET', 'authorization', { url: MOVED }),
        sent('GET', { url: MOVED, ...bearer }),
      ],
    },
    console: SILENT,
    cause: 'The API has a new path for an old resource.',
  },
  {
    id: 'authorization-to-another-origin',
    title: 'A bearer token stays behind when the API redirects to another origin',
    topic,
    tags: [...tags, '@preflight'],
    spec: {
      anchor,
      requirement:
        'Where the origin changes, Authorization is deleted, and with it the need for a preflight.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [token] }],
    routes: {
      'OPTIONS /resource': leave,
      'GET /resource': answer(302, allowOrigin(), location(ELSEWHERE)),
      'OPTIONS /elsewhere': leave,
      'GET /elsewhere': answer(401, allowOrigin('*')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('GET', 'authorization'),
        sent('GET', bearer),
        sent('GET', { url: ELSEWHERE, origin: 'null' }),
      ],
      sees: [{ verdict: 'allowed', status: 401 }],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Once preflighted, a request makes a preflight at every later URL; it names the page.',
        CORS_LISTENER,
        {
          wire: [
            preflight('GET', 'authorization'),
            sent('GET', bearer),
            preflight('GET', undefined, { url: ELSEWHERE }),
            sent('GET', { url: ELSEWHERE, origin: 'null' }),
          ],
        },
      ),
      webkit: departs(
        'WebKit names the header in its preflights, and does not send it.',
        LOAD_CHECKER,
        {
          wire: [
            preflight('GET', 'authorization'),
            sent('GET', bearer),
            preflight('GET', 'authorization', { url: ELSEWHERE, origin: 'null' }),
            sent('GET', { url: ELSEWHERE, origin: 'null' }),
          ],
        },
      ),
    },
    cause: 'The API was moved to another host: its 401 is about a token that never arrived.',
  },
  {
    id: 'authorization-from-page-to-api-by-xhr',
    title: 'XMLHttpRequest, too, loses the token where the site redirects to the API',
    topic,
    tags: [...tags, '@xhr'],
    spec: {
      anchor,
      requirement: 'Whoever asked: a redirect to another origin deletes Authorization.',
    },
    steps: [{ do: 'xhr', url: START, headers: [token] }],
    routes: {
      'GET /start': answer(302, location(RESOURCE)),
      'OPTIONS /resource': leave,
      'GET /resource': answer(401, allowOrigin('*')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: START, ...bearer }, sent('GET')],
      sees: [{ verdict: 'allowed', status: 401 }],
    },
    console: SILENT,
    engines: {
      firefox: departs(
        'Firefox decides by the headers that the request began with, and asks leave for none.',
        CORS_LISTENER,
        { wire: [{ method: 'GET', url: START, ...bearer }, preflight('GET'), sent('GET')] },
      ),
      webkit: departs(
        'WebKit names the header in its preflights, and does not send it.',
        LOAD_CHECKER,
        {
          wire: [
            { method: 'GET', url: START, ...bearer },
            preflight('GET', 'authorization'),
            sent('GET'),
          ],
        },
      ),
    },
    cause: 'The site forwards its calls by redirects, and expects the token to follow.',
  },
  {
    id: 'api-key-to-another-origin',
    title: 'A key in a header of one’s own goes to whatever origin the API redirects to',
    topic,
    tags: [...tags, '@preflight'],
    spec: {
      anchor,
      requirement: 'No header but Authorization is deleted; the new origin is asked and told.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['X-Api-Key', 'k']] }],
    routes: {
      'OPTIONS /resource': leave,
      'GET /resource': answer(302, allowOrigin(), location(ELSEWHERE)),
      'OPTIONS /elsewhere': leave,
      'GET /elsewhere': answer(200, allowOrigin('*')),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [
        preflight('GET', 'x-api-key'),
        sent('GET', { headers: { 'X-Api-Key': 'k' } }),
        preflight('GET', 'x-api-key', { url: ELSEWHERE, origin: 'null' }),
        sent('GET', { url: ELSEWHERE, origin: 'null', headers: { 'X-Api-Key': 'k' } }),
      ],
    },
    console: SILENT,
    engines: {
      firefox: departs('Firefox’s preflight names the page.', CORS_LISTENER, {
        wire: [
          preflight('GET', 'x-api-key'),
          sent('GET', { headers: { 'X-Api-Key': 'k' } }),
          preflight('GET', 'x-api-key', { url: ELSEWHERE }),
          sent('GET', { url: ELSEWHERE, origin: 'null', headers: { 'X-Api-Key': 'k' } }),
        ],
      }),
    },
    cause: 'The API’s key is in a header that browsers know nothing of.',
  },
];
