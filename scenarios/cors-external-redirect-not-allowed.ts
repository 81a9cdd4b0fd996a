/** CORSExternalRedirectNotAllowed: the preflight is answered with a redirect. */
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

const actual = answer(200, allowOrigin());
const allowed = answer(204, allowOrigin(), allowMethods('PUT'));

const ROWS = [
  {
    status: 301,
    to: '{api:/moved}',
    where: 'another path',
    cause: 'A trailing-slash rule redirects before the API is reached.',
    leavesTheOrigin: false,
  },
  {
    status: 302,
    to: '{api:/login}',
    where: 'the login page',
    cause: 'The session guard sends everybody without a cookie to the login page.',
    leavesTheOrigin: false,
  },
  {
    status: 307,
    to: '{apiCrossSite:/moved}',
    where: 'another host',
    cause: 'A load balancer moves the request to another host name.',
    leavesTheOrigin: true,
  },
  {
    status: 308,
    to: 'https://{api.host}/moved',
    where: 'https',
    cause: 'The server moves http to https.',
    leavesTheOrigin: true,
  },
] as const;

export const CORS_EXTERNAL_REDIRECT_NOT_ALLOWED: readonly Scenario[] = ROWS.map(
  ({ status, to, where, cause, leavesTheOrigin }): Scenario => ({
    id: `preflight-redirect-${status}`,
    title: `A preflight redirected (${status}) to ${where} is not followed`,
    topic: 'CORSExternalRedirectNotAllowed',
    tags: ['@preflight', '@redirect'],
    spec: {
      anchor: 'cors-preflight-fetch-0',
      requirement:
        'A redirect of a CORS-preflight request is not followed, and 3xx is not an ok status.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(status, allowOrigin(), allowMethods('PUT'), location(to)),
      'PUT /resource': actual,
    },
    expect: { verdict: 'blocked', stage: 'preflight-redirect', wire: [preflight('PUT')] },
    console: {
      chromium: ['kPreflightDisallowedRedirect'],
      // Firefox has already tainted the origin when it checks a redirect to another origin: the
      // answer would have to allow "null", so its check fails before its status is looked at.
      firefox: [
        'CORSExternalRedirectNotAllowed',
        leavesTheOrigin
          ? ['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]
          : ['CORSPreflightDidNotSucceed3', { status: `${status}` }],
        'CORSDidNotSucceed2',
      ],
      webkit: [['PreflightNotSuccessful', { status: `${status}` }]],
    },
    cause,
    cure: {
      words: 'Ask for the final URL; let OPTIONS through without a redirect.',
      routes: { 'OPTIONS /resource': allowed, 'PUT /resource': actual },
      wire: [preflight('PUT'), sent('PUT')],
    },
  }),
);
