/** CORSPreflightDidNotSucceed: OPTIONS is answered with the right headers and the wrong status. */
import type { Answer, Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'CORSPreflightDidNotSucceed';
const actual = answer(200, allowOrigin());
const allowed = (status: number) => answer(status, allowOrigin(), allowMethods('PUT'));

const STATUSES = [
  {
    status: 401,
    cause: 'Authentication runs before CORS, and a preflight carries no credentials.',
  },
  { status: 403, cause: 'A firewall or a CSRF guard refuses OPTIONS.' },
  { status: 404, cause: 'The header is added to every answer, but no route knows OPTIONS.' },
  { status: 405, cause: 'The route knows its own methods only; OPTIONS is not allowed.' },
  { status: 500, cause: 'The handler runs for OPTIONS, too, and fails without a body.' },
] as const;

const byStatus = STATUSES.map(({ status, cause }): Scenario => ({
  id: `preflight-status-${status}`,
  title: `A preflight answered ${status} fails, though its headers allow everything`,
  topic,
  tags: ['@preflight'],
  spec: {
    anchor: 'cors-preflight-fetch-0',
    requirement: 'The response to a CORS-preflight request must have an ok status (200 to 299).',
  },
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
  routes: { 'OPTIONS /resource': allowed(status), 'PUT /resource': actual },
  expect: { verdict: 'blocked', stage: 'preflight-status', wire: [preflight('PUT')] },
  console: {
    chromium: ['kPreflightInvalidStatus'],
    firefox: [['CORSPreflightDidNotSucceed3', { status: `${status}` }], 'CORSDidNotSucceed2'],
    webkit: [['PreflightNotSuccessful', { status: `${status}` }]],
  },
  cause,
  cure: {
    words: 'Answer OPTIONS before anything else does: 204 with the CORS headers.',
    routes: { 'OPTIONS /resource': allowed(204), 'PUT /resource': actual },
    wire: [preflight('PUT'), sent('PUT')],
  },
}));

/** A 3xx without Location is no redirect: its status decides. */
const notARedirect: Scenario = {
  id: 'preflight-status-304',
  title: 'A preflight answered 304 is not an ok status either',
  topic,
  tags: ['@preflight'],
  spec: {
    anchor: 'cors-preflight-fetch-0',
    requirement: 'The response to a CORS-preflight request must have an ok status (200 to 299).',
  },
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
  routes: { 'OPTIONS /resource': allowed(304) satisfies Answer, 'PUT /resource': actual },
  expect: { verdict: 'blocked', stage: 'preflight-status', wire: [preflight('PUT')] },
  console: {
    chromium: ['kPreflightInvalidStatus'],
    firefox: [['CORSPreflightDidNotSucceed3', { status: '304' }], 'CORSDidNotSucceed2'],
    webkit: [['PreflightNotSuccessful', { status: '304' }]],
  },
  cause: 'A cache between server and browser answered for the server.',
  cure: {
    words: 'Never let caches answer OPTIONS.',
    routes: { 'OPTIONS /resource': allowed(204), 'PUT /resource': actual },
    wire: [preflight('PUT'), sent('PUT')],
  },
};

export const CORS_PREFLIGHT_DID_NOT_SUCCEED: readonly Scenario[] = [...byStatus, notARedirect];
