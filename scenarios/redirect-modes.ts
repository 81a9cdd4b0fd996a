/** Redirect modes, and what script learns of redirects. https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
import type { Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const START = '{page:/start}';
const MOVED = '{api:/moved}';
const topic = 'Redirects';
const tags = ['@redirect'] as const;
const ok = answer(200, allowOrigin());
const moving = answer(302, allowOrigin(), location(MOVED));
const follow = {
  words: 'Leave the redirect mode alone, and allow the origin at redirect and target.',
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': moving, 'GET /moved': ok },
  wire: [sent('GET'), sent('GET', { url: MOVED })],
} as const;

export const REDIRECT_MODES: readonly Scenario[] = [
  {
    id: 'redirect-mode-error',
    title: 'redirect: "error" makes of every redirect a network error',
    topic,
    tags,
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'In redirect mode "error" a redirect is a network error.',
      wpt: ['fetch/api/redirect/redirect-mode.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'error' }],
    routes: { 'GET /resource': moving, 'GET /moved': ok },
    expect: { verdict: 'blocked', stage: 'redirect-mode', wire: [sent('GET')] },
    console: { ...SILENT, webkit: ['RedirectModeError'] },
    cause: 'A client wants to know of redirects, and the API has begun to make some.',
    cure: follow,
  },
  {
    id: 'redirect-mode-error-without-leave',
    title: 'With redirect: "error" a redirect is CORS-checked before it is refused',
    topic,
    tags,
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'The CORS check of a response precedes the look at its redirect status.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'error' }],
    routes: { 'GET /resource': answer(302, location(MOVED)), 'GET /moved': ok },
    expect: { verdict: 'blocked', stage: 'redirect-cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '302' }]],
      webkit: [['RedirectFailedCheck/OriginNotAllowed', { newUrl: MOVED, status: '302' }]],
    },
    cause:
      'A client wants to know of redirects, and the console tells of a missing header instead.',
    cure: follow,
  },
  {
    id: 'redirect-mode-manual',
    title: 'redirect: "manual" hands out that there was a redirect, and nothing of it',
    topic,
    tags,
    spec: {
      anchor: 'concept-filtered-response-opaque-redirect',
      requirement: 'An opaque-redirect filtered response has status 0, no headers and no body.',
      wpt: ['fetch/api/redirect/redirect-mode.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'manual', read: ['Location'] }],
    routes: { 'GET /resource': moving, 'GET /moved': ok },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('GET')],
      sees: [{ verdict: 'opaque', type: 'opaqueredirect', headers: { Location: null } }],
    },
    console: SILENT,
    cause: 'The page would like to follow by itself, and learns no address.',
    cure: follow,
  },
  {
    id: 'redirect-mode-manual-without-leave',
    title: 'redirect: "manual" does not spare the redirect its header',
    topic,
    tags,
    spec: {
      anchor: 'concept-http-fetch',
      requirement: 'The CORS check of a response precedes the look at its redirect status.',
      wpt: ['fetch/api/redirect/redirect-mode.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, redirect: 'manual' }],
    routes: { 'GET /resource': answer(302, location(MOVED)), 'GET /moved': ok },
    expect: { verdict: 'blocked', stage: 'redirect-cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '302' }]],
      webkit: [['RedirectFailedCheck/OriginNotAllowed', { newUrl: MOVED, status: '302' }]],
    },
    cause: 'The page hoped that a redirect it does not follow needs nobody’s leave.',
    cure: follow,
  },
  {
    id: 'redirect-mode-manual-no-cors',
    title: 'mode: "no-cors" and redirect: "manual" do not go together',
    topic,
    tags: [...tags, '@no-cors'],
    spec: {
      anchor: 'main-fetch',
      requirement:
        'In mode "no-cors" a redirect mode other than "follow" is a network error; nothing is sent.',
      wpt: ['fetch/api/redirect/redirect-mode.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', redirect: 'manual' }],
    routes: { 'GET /resource': moving, 'GET /moved': ok },
    expect: { verdict: 'blocked', stage: 'mode', wire: [] },
    console: {
      chromium: ['fetch-nocors-redirect'],
      firefox: [],
      webkit: ['NoCorsRedirectMode', 'NotAllowedToRequest', 'CompanionFetch'],
    },
    cause: 'The page wants neither an answer nor a second request.',
    cure: follow,
  },
  {
    id: 'redirect-mode-manual-no-cors-at-home',
    title: 'Within the page’s origin mode "no-cors" may be redirected by hand',
    topic,
    tags: [...tags, '@no-cors'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'A request within the origin is fetched before mode "no-cors" is looked at.',
    },
    steps: [{ do: 'fetch', url: START, mode: 'no-cors', redirect: 'manual' }],
    routes: { 'GET /start': answer(302, location('{page:/made}')) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: START }],
      sees: [{ verdict: 'opaque', type: 'opaqueredirect' }],
    },
    console: SILENT,
    cause: 'A page only wants to know whether its own server would redirect.',
  },
  {
    id: 'same-origin-mode-redirected-away',
    title: 'mode: "same-origin" does not follow a redirect to another origin',
    topic,
    tags,
    spec: {
      anchor: 'main-fetch',
      requirement: 'Mode "same-origin" is looked at again for each URL that a redirect gives.',
      wpt: ['fetch/api/redirect/redirect-mode.any.js'],
    },
    steps: [{ do: 'fetch', url: START, mode: 'same-origin' }],
    routes: { 'GET /start': answer(302, location(RESOURCE)), 'GET /resource': ok },
    expect: { verdict: 'blocked', stage: 'mode', wire: [{ method: 'GET', url: START }] },
    console: {
      chromium: [['unsafe-attempt', { url: RESOURCE }]],
      firefox: [['CheckSameOriginError', { url: RESOURCE }]],
      webkit: [['UnsafeAttempt', { url: RESOURCE }]],
    },
    cause: 'The site has moved a resource to its API; the call was meant to stay at home.',
    cure: {
      words: 'Leave the mode alone, and have the API allow the origin.',
      steps: [{ do: 'fetch', url: START }],
      wire: [{ method: 'GET', url: START }, sent('GET')],
    },
  },
  {
    id: 'response-url-behind-redirect',
    title: 'responseURL is the last URL, without the fragment that the redirect gave it',
    topic,
    tags: [...tags, '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-responseurl',
      requirement: 'responseURL is the response’s URL, serialized without its fragment.',
    },
    steps: [{ do: 'xhr', url: RESOURCE }],
    routes: {
      'GET /resource': answer(302, allowOrigin(), location('{api:/moved}#part')),
      'GET /moved': ok,
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [sent('GET'), sent('GET', { url: MOVED })],
      sees: [{ verdict: 'allowed', responseUrl: MOVED }],
    },
    console: SILENT,
    cause: 'A client looks at responseURL to know whether it was sent to the login page.',
  },
  {
    id: 'response-url-behind-refused-target',
    title: 'Where the target is refused, responseURL does not tell where it was',
    topic,
    tags: [...tags, '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-responseurl',
      requirement: 'The response of a failed request is a network error, whose URL is null.',
    },
    steps: [{ do: 'xhr', url: RESOURCE }],
    routes: { 'GET /resource': moving, 'GET /moved': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET'), sent('GET', { url: MOVED })],
      sees: [{ verdict: 'blocked', responseUrl: '' }],
    },
    console: {
      chromium: [
        ['kMissingAllowOriginHeader', { url: MOVED, redirected: true, firstUrl: RESOURCE }],
      ],
      firefox: [['CORSMissingAllowOrigin2', { url: MOVED, status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'The client looks at responseURL to find out what went wrong.',
    cure: {
      words: 'Send the header at the target, too.',
      routes: { 'GET /resource': moving, 'GET /moved': ok },
      wire: [sent('GET'), sent('GET', { url: MOVED })],
      sees: [{ verdict: 'allowed', responseUrl: MOVED }],
    },
  },
];
