/** Lines that warn and refuse nothing. */
import type { Scenario } from './types.ts';
import { RESOURCE, allowHeaders, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const covered = {
  kind: 'deviation',
  because: 'The wildcard covers Authorization here; the Standard excludes it.',
  url: 'https://github.com/whatwg/fetch/issues/1919',
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [preflight('GET', 'authorization'), sent('GET', { authorization: 'Bearer t' })],
  },
} as const;

export const WARNINGS: readonly Scenario[] = [
  {
    id: 'wildcard-and-authorization',
    title: 'Access-Control-Allow-Headers: * covers Authorization, against the Standard',
    topic: 'Warnings',
    tags: ['@preflight'],
    spec: {
      anchor: 'cors-non-wildcard-request-header-name',
      requirement: 'Authorization must be listed by name; "*" does not cover it.',
    },
    // Chromium warns of it once in each page: in one that was used before it may say nothing.
    freshContext: true,
    steps: [{ do: 'fetch', url: RESOURCE, headers: [['Authorization', 'Bearer t']] }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin('*'), allowHeaders('*')),
      'GET /resource': answer(200, allowOrigin('*')),
    },
    expect: {
      verdict: 'blocked',
      stage: 'preflight-header',
      wire: [preflight('GET', 'authorization')],
    },
    console: {
      // Chromium says it in the Issues tab only, not in the console.
      chromium: ['auth-wildcard-deprecation'],
      firefox: ['CORSAllowHeaderFromPreflightDeprecation'],
      webkit: [],
    },
    engines: { chromium: covered, firefox: covered, webkit: covered },
    cause: 'The three engines have announced the stricter rule and not switched it on.',
    cure: {
      words:
        'List Authorization by name; then no engine warns, and the day of the switch brings nothing.',
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin('*'), allowHeaders('Authorization')),
        'GET /resource': answer(200, allowOrigin('*')),
      },
      wire: [preflight('GET', 'authorization'), sent('GET', { authorization: 'Bearer t' })],
    },
  },
];
