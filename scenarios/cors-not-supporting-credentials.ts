/** CORSNotSupportingCredentials: "*" does not serve a request that carries credentials. */
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'CORSNotSupportingCredentials';
const spec = {
  anchor: 'concept-cors-check',
  requirement:
    'With credentials mode "include", "*" is not the request origin: the CORS check fails.',
} as const;
const withWildcard = answer(200, allowOrigin('*'), allowCredentials());
const withOrigin = answer(200, allowOrigin(), allowCredentials());
const cure = {
  words: 'Name the origin that asked instead of "*", and vary the answer by Origin.',
  routes: { 'GET /resource': withOrigin },
  wire: [sent('GET')],
} as const;
const cause = 'The server allows everybody, the page wants its cookies sent along.';

export const CORS_NOT_SUPPORTING_CREDENTIALS: readonly Scenario[] = [
  {
    id: 'wildcard-with-credentials',
    title: 'fetch with credentials "include" does not accept "*"',
    topic,
    tags: ['@simple', '@credentials'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, credentials: 'include' }],
    routes: { 'GET /resource': withWildcard },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause,
    cure,
  },
  {
    id: 'wildcard-with-credentials-xhr',
    title: 'XMLHttpRequest with withCredentials does not accept "*"',
    topic,
    tags: ['@simple', '@credentials', '@xhr'],
    spec,
    steps: [{ do: 'xhr', url: RESOURCE, withCredentials: true }],
    routes: { 'GET /resource': withWildcard },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause,
    cure,
  },
  {
    id: 'wildcard-with-credentials-on-preflight',
    title: 'A preflight for a request with credentials does not accept "*" either',
    topic,
    tags: ['@preflight', '@credentials'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT', credentials: 'include' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('*'), allowCredentials(), allowMethods('PUT')),
      'PUT /resource': withOrigin,
    },
    expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
    console: {
      chromium: ['kPreflightWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials', 'CORSDidNotSucceed2'],
      webkit: ['WildcardWithCredentials'],
    },
    cause,
    cure: {
      words: 'Name the origin in the answer to OPTIONS, too.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowCredentials(), allowMethods('PUT')),
        'PUT /resource': withOrigin,
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
];
