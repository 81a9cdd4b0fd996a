/** Documents that a service worker answers: a navigation follows redirects itself, and is no cors request. */
import { ANSWERED, got, servedBy, topic, TESTS } from './service-worker-vocabulary.ts';
import type { FrameStep } from './initiators/documents.ts';
import type { NotApplicable, Scenario } from './types.ts';
import { allowOrigin, answer, location, sent } from './vocabulary.ts';

const ELSEWHERE = '{api:/elsewhere}';
const MOVED = '{page:/moved}';
const END = '{page:/end}';
const FRAME: FrameStep = { do: 'frame', url: '{page}/frame?controlled=resource', own: true };
const TELLS_NOTHING: NotApplicable = {
  notApplicable:
    'WebKit fires no event at a frame that cannot be shown: nothing tells the page when it is over.',
  url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/FrameLoader.cpp',
};
const SHOWN = { verdict: 'allowed', told: { text: 'ok' } } as const;

export const SERVICE_WORKER_FRAMES: readonly Scenario[] = [
  {
    id: 'service-worker-opaque-frame',
    title: 'A service worker may not answer a frame with what it has opaque only',
    topic,
    tags: ['@frame', '@no-cors', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'An opaque response to a request that is not of mode no-cors is a network error.',
      wpt: [`${TESTS}/fetch-frame-resource.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${ELSEWHERE}', { mode: 'no-cors' })`),
    steps: [FRAME],
    routes: { 'GET /elsewhere': answer(200) },
    expect: { verdict: 'blocked', stage: 'service-worker', wire: [got(ELSEWHERE)] },
    console: {
      chromium: ['sw-fetchevent/opaque'],
      firefox: [['SW-opaque', { mode: 'navigate' }]],
      webkit: TELLS_NOTHING,
    },
    cause: 'Another origin’s document would become one of the page’s own origin.',
    cure: {
      words: 'Let the service worker fetch it in mode cors, and have the other server allow it.',
      page: servedBy(`fetch('${ELSEWHERE}')`),
      routes: { 'GET /elsewhere': answer(200, allowOrigin()) },
      wire: [sent('GET', { url: ELSEWHERE })],
      sees: [SHOWN],
      notPredicted: ANSWERED,
    },
  },
  {
    id: 'service-worker-redirected-frame',
    title: 'A service worker may not answer a frame with where a redirect has led it',
    topic,
    tags: ['@frame', '@redirect', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'A response with more than one URL is a network error unless the redirect mode is follow.',
      wpt: [`${TESTS}/fetch-request-redirect.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${MOVED}')`),
    steps: [FRAME],
    routes: { 'GET /moved': answer(302, location(END)), 'GET /end': answer(200) },
    expect: { verdict: 'blocked', stage: 'service-worker', wire: [got(MOVED), got(END)] },
    console: {
      chromium: ['sw-fetchevent/redirected'],
      firefox: ['SW-redirected'],
      webkit: TELLS_NOTHING,
    },
    cause: 'The start page of an application that works without a network has moved.',
    cure: {
      words: 'Leave redirects to the navigation: redirect: "manual".',
      page: servedBy(`fetch('${MOVED}', { redirect: 'manual' })`),
      wire: [got(MOVED), got(END)],
      sees: [SHOWN],
      // And shows it.
      console: { firefox: ['SW-unexpected'] },
      notPredicted: ANSWERED,
    },
  },
  {
    id: 'service-worker-opaque-redirect-image',
    title: 'A service worker may not answer an image with a redirect that it did not follow',
    topic,
    tags: ['@img', '@redirect', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement:
        'An opaque-redirect response to a request whose redirect mode is not manual is a network error.',
      wpt: [`${TESTS}/fetch-request-redirect.https.html`],
      notPredicted: ANSWERED,
    },
    page: servedBy(`fetch('${MOVED}', { redirect: 'manual' })`),
    steps: [{ do: 'img', url: '{page:/resource}' }],
    routes: {
      'GET /moved': answer(302, location(END)),
      'GET /end': { status: 200, headers: [], asset: 'pixel.png' },
    },
    expect: { verdict: 'blocked', stage: 'service-worker', wire: [got(MOVED)] },
    console: {
      chromium: ['sw-fetchevent/opaqueRedirect'],
      firefox: ['SW-opaqueredirect'],
      // Told of the service worker’s own fetch, and of the image.
      webkit: ['ServiceWorker/opaqueRedirect', 'ServiceWorker/opaqueRedirect'],
    },
    cause: 'What is right for documents is wrong for all that they show.',
    cure: {
      words: 'Let the service worker follow the redirect.',
      page: servedBy(`fetch('${MOVED}')`),
      wire: [got(MOVED), got(END)],
      notPredicted: ANSWERED,
    },
  },
];
