/** Content Security Policy: the page's own rule for where it may connect to. */
import type { FramedBeaconStep } from './initiators/neighbours.ts';
import type { Scenario, WireRequest } from './types.ts';
import { RESOURCE, allowOrigin, answer, location, sent } from './vocabulary.ts';

const topic = 'NeighbouringRules';
const anchor = 'https://w3c.github.io/webappsec-csp/#directive-connect-src';
const notPredicted = 'A policy of the page decides, before CORS is asked.';

const framed = (csp: string, url = RESOURCE) => [{ do: 'framed-fetch', url, csp }] as const;
const OK = { verdict: 'allowed', told: { type: 'cors', status: 200, body: 'ok\n' } } as const;
/** The event names the URL that was asked for, so that no target of a redirect is told. */
const REFUSED = {
  verdict: 'blocked',
  told: { fetch: { throws: 'fetch' }, directive: 'connect-src', blockedUrl: RESOURCE },
} as const;

const MOVED = '{apiCrossSite:/moved}';
const routes = {
  'GET /resource': answer(302, allowOrigin(), location(MOVED)),
  'GET /moved': answer(200, allowOrigin('*')),
};
const framedBeacon = (csp: string): FramedBeaconStep => ({
  do: 'framed-beacon',
  url: RESOURCE,
  csp,
  body: 'left',
});
const beaconRoutes = {
  'POST /resource': answer(307, location(MOVED)),
  'POST /moved': answer(200),
};
const first: WireRequest = sent('GET');
const moved: WireRequest = sent('GET', { url: MOVED, origin: 'null' });

export const CONTENT_SECURITY_POLICY: readonly Scenario[] = [
  {
    id: 'connect-src-refuses',
    title: 'The page’s own policy refuses the request before anybody is asked',
    topic,
    tags: ['@content-policy'],
    spec: {
      anchor,
      requirement: 'connect-src lists where scripts may connect to.',
      wpt: ['content-security-policy/connect-src/connect-src-xmlhttprequest-blocked.sub.html'],
      notPredicted,
    },
    steps: framed("connect-src 'self'"),
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'content-policy', wire: [], sees: [REFUSED] },
    console: {
      chromium: [['content-policy', { directive: "connect-src 'self'" }], 'fetch-content-policy'],
      // What Firefox says of a frame's policy comes by another channel than that of this console.
      firefox: [],
      webkit: [['ContentPolicy', { directive: 'connect-src' }]],
    },
    cause: 'The exception is that of a CORS refusal; no CORS header can mend it.',
    cure: {
      words: 'Add the API’s origin to connect-src.',
      steps: framed("connect-src 'self' {api}"),
      wire: [sent('GET')],
      sees: [OK],
    },
  },
  {
    id: 'connect-src-refuses-redirect',
    title: 'The policy allows the address, and not the one that it redirects to',
    topic,
    tags: ['@content-policy', '@redirect'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-csp/#source-list-paths-and-redirects',
      requirement: 'connect-src is applied to the URL of each redirect.',
      wpt: [
        'content-security-policy/connect-src/connect-src-xmlhttprequest-redirect-to-blocked.sub.html',
      ],
      notPredicted,
    },
    steps: framed('connect-src {api}'),
    routes,
    expect: { verdict: 'blocked', stage: 'content-policy', wire: [first], sees: [REFUSED] },
    console: {
      chromium: [['content-policy', { url: MOVED, directive: 'connect-src {api}' }]],
      firefox: ['CORSDidNotSucceed2'],
      webkit: [
        ['ContentPolicy', { url: MOVED, directive: 'connect-src' }],
        'CSPRedirect',
        ['CompanionFetch', { url: MOVED }],
        'FailedToLoad/CSPRedirect',
      ],
    },
    cause: 'A download is redirected to a store that nobody has thought of.',
    cure: {
      words: 'List the target of the redirect, too.',
      steps: framed('connect-src {api} {apiCrossSite}'),
      wire: [first, moved],
      sees: [OK],
    },
  },
  {
    id: 'connect-src-refuses-redirected-beacon',
    title: 'The policy of a page is the policy of its beacons, wherever they are redirected',
    topic,
    tags: ['@content-policy', '@redirect', '@beacon', '@no-cors'],
    spec: {
      anchor: 'https://w3c.github.io/webappsec-csp/#source-list-paths-and-redirects',
      requirement: 'connect-src is applied to the URL of each redirect.',
      wpt: ['content-security-policy/connect-src/connect-src-beacon-redirect-to-blocked.sub.html'],
      notPredicted,
    },
    steps: [framedBeacon('connect-src {api}')],
    routes: beaconRoutes,
    expect: {
      verdict: 'blocked',
      stage: 'content-policy',
      wire: [sent('POST')],
      sees: [
        {
          verdict: 'blocked',
          told: { queued: true, directive: 'connect-src', blockedUrl: RESOURCE },
        },
      ],
    },
    console: {
      chromium: [['content-policy', { url: MOVED, directive: 'connect-src {api}' }]],
      firefox: [],
      webkit: [
        ['ContentPolicy', { url: MOVED, directive: 'connect-src' }],
        'CSPRedirect',
        ['CompanionBeacon/CSPRedirect', { url: MOVED }],
        'FailedToLoad/CSPRedirect',
      ],
    },
    cause: 'sendBeacon() said true: the request was taken, and refused on its way.',
    cure: {
      words: 'List the target of the redirect, too.',
      steps: [framedBeacon('connect-src {api} {apiCrossSite}')],
      wire: [sent('POST'), sent('POST', { url: MOVED, origin: 'null' })],
      sees: [{ verdict: 'opaque', told: { queued: true } }],
    },
  },
];
