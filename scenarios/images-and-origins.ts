/** Whose an image is: the page's own origin, redirects between it and others, data: URLs, sandboxes. */
import { CHROMIUM_SOURCE, WEBKIT_SOURCE } from './departures-vocabulary.ts';
import {
  IMAGE,
  PLAIN,
  READ,
  TAINTED,
  UNREAD,
  WITH_CORS,
  pixel,
  plainly,
  topic,
} from './images-vocabulary.ts';
import { COOKIE, OWN_LOGGED_IN, OWN_LOGIN } from './session-cookie.ts';
import type { EngineNote, Expectation, Scenario } from './types.ts';
import { SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const anchor = 'https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data';
const OWN = '{page:/pixel.png}';
const OWN_MOVED = '{page:/moved}';
const MOVED = '{api:/moved}';
const asked = sent('GET', { url: IMAGE });

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header : not for GET while tainting is basic. */
const namesItself = (expect: Partial<Expectation>) => {
  const note = (words: string, url: string): EngineNote => ({
    kind: 'deviation',
    because: `${words} with crossorigin Origin, also for the page’s own origin.`,
    url,
    expect,
  });
  return {
    chromium: note(
      'Blink gives every load',
      `${CHROMIUM_SOURCE}third_party/blink/renderer/platform/loader/fetch/fetch_parameters.cc`,
    ),
    webkit: note(
      'WebKit gives every load',
      `${WEBKIT_SOURCE}WebCore/loader/CrossOriginAccessControl.cpp`,
    ),
  };
};

const ownCookie = { ...plainly(OWN), cookie: COOKIE };

const redirected: readonly Scenario[] = [
  {
    id: 'image-own-redirected-away',
    title: 'An image of the page’s own origin that redirects away can’t be read',
    topic,
    tags: ['@img', '@redirect', '@no-cors'],
    spec: {
      anchor:
        'https://html.spec.whatwg.org/multipage/canvas.html#the-image-argument-is-not-origin-clean',
      requirement: 'An image whose response is opaque taints; where its URL led decides.',
      wpt: [
        'html/semantics/embedded-content/the-canvas-element/security.drawImage.image.redirect.html',
      ],
    },
    steps: [{ ...PLAIN, url: OWN_MOVED }],
    routes: { 'GET /moved': answer(302, location(IMAGE)), 'GET /pixel.png': pixel(allowOrigin()) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [plainly(OWN_MOVED), plainly()],
      sees: [UNREAD],
    },
    console: TAINTED,
    cause: 'The src is the page’s own, the pixels are not.',
    cure: {
      words: 'Set crossorigin although the URL is one’s own.',
      steps: [{ ...WITH_CORS, url: OWN_MOVED }],
      wire: [plainly(OWN_MOVED), asked],
      sees: [READ],
      engines: namesItself({ wire: [sent('GET', { url: OWN_MOVED }), asked] }),
    },
  },
  {
    id: 'image-redirected-home',
    title: 'The page’s own image can’t be read when another origin redirects to it',
    topic,
    tags: ['@img', '@redirect', '@no-cors'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'A response tainting of "opaque" stays so when a redirect leads back.',
    },
    steps: [{ ...PLAIN, url: MOVED }],
    routes: { 'GET /moved': answer(302, location(OWN)), 'GET /pixel.png': pixel() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [plainly(MOVED), plainly(OWN)],
      sees: [UNREAD],
    },
    console: TAINTED,
    cause: 'Where another origin leads this user is not for the page to know.',
    cure: {
      words: 'Set crossorigin, allow the origin with the redirect and "*" with the image.',
      steps: [{ ...WITH_CORS, url: MOVED }],
      routes: {
        'GET /moved': answer(302, location(OWN), allowOrigin()),
        'GET /pixel.png': pixel(allowOrigin('*')),
      },
      wire: [sent('GET', { url: MOVED }), sent('GET', { url: OWN, origin: 'null' })],
      sees: [READ],
    },
  },
];

/** Both engines have it from the same draft; see departures-of-redirected-requests.ts. */
const withoutStorageAccess: EngineNote = {
  kind: 'habit',
  because:
    'From a sandboxed frame the site of its page is asked without its cookies, and then told so by Origin.',
  url: 'https://privacycg.github.io/storage-access-headers',
  expect: { wire: [{ ...plainly(OWN), origin: 'null' }] },
};

const sandboxed: readonly Scenario[] = [
  {
    id: 'image-sandboxed-own-server',
    title: 'In a sandboxed frame an image of the frame’s own server can’t be read',
    topic,
    tags: ['@img', '@no-cors', '@sandbox'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/browsers.html#concept-origin-opaque',
      requirement: 'An opaque origin is the same as no other, that of its own URL included.',
    },
    page: { realm: 'sandboxed-frame' },
    steps: [{ ...PLAIN, url: OWN }],
    routes: { 'GET /pixel.png': pixel() },
    expect: { verdict: 'opaque', stage: 'none', wire: [plainly(OWN)], sees: [UNREAD] },
    console: TAINTED,
    engines: { chromium: withoutStorageAccess, firefox: withoutStorageAccess },
    cause: 'sandbox without allow-same-origin takes the document its origin.',
  },
  {
    id: 'image-sandboxed-crossorigin-refused',
    title: 'In a sandboxed frame an image with crossorigin is refused by the frame’s own server',
    topic,
    tags: ['@img', '@sandbox'],
    spec: {
      anchor: 'concept-cors-check',
      requirement:
        'A request of an opaque origin is cross-origin everywhere, and its Origin is null.',
    },
    page: { realm: 'sandboxed-frame' },
    steps: [{ ...WITH_CORS, url: OWN }],
    routes: { 'GET /pixel.png': pixel() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: OWN, origin: 'null' })],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'Nobody thinks of CORS for files of one’s own.',
    cure: {
      words: 'Send Access-Control-Allow-Origin: * with public images.',
      routes: { 'GET /pixel.png': pixel(allowOrigin('*')) },
      wire: [sent('GET', { url: OWN, origin: 'null' })],
      sees: [READ],
    },
  },
];

/** The pixel of servers/assets/images.ts, made elsewhere: a URL is data here. */
const PIXEL_URL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const FOREIGN_OBJECT_URL =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%221%22 height=%221%22%3E%3CforeignObject width=%221%22 height=%221%22%3E%3Cdiv xmlns=%22http://www.w3.org/1999/xhtml%22 style=%22height:1px;background:rgb(255,0,0)%22/%3E%3C/foreignObject%3E%3C/svg%3E';

const data = (
  [
    {
      id: 'image-data-url',
      title: 'An image in a data: URL can be read',
      step: { ...PLAIN, url: PIXEL_URL },
      cause: 'The page wrote the pixels itself.',
    },
    {
      id: 'image-data-url-crossorigin',
      title: 'crossorigin does no harm to an image in a data: URL',
      step: { ...WITH_CORS, url: PIXEL_URL },
      cause: 'A component that sets crossorigin on every image need not look at the URL.',
    },
    {
      id: 'image-data-url-foreign-object',
      title: 'An SVG image with HTML in it can be read',
      step: { ...PLAIN, url: FOREIGN_OBJECT_URL },
      cause:
        'Screenshots of a page in the page are made like this; engines once tainted the canvas for it.',
    },
  ] as const
).map(({ id, title, step, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@img', '@data'],
  spec: {
    anchor: 'main-fetch',
    requirement: 'A request whose URL’s scheme is data is answered with response tainting "basic".',
    wpt: ['html/semantics/embedded-content/the-canvas-element/security.dataURI.html'],
    notPredicted: 'A data: URL is answered without a server.',
  },
  steps: [step],
  routes: {},
  expect: { verdict: 'allowed', stage: 'none', wire: [], sees: [READ] },
  console: SILENT,
  cause,
}));

export const IMAGES_AND_ORIGINS: readonly Scenario[] = [
  {
    id: 'image-crossorigin-own-origin',
    title: 'crossorigin on an image of the page’s own origin asks for nothing',
    topic,
    tags: ['@img', '@cookies'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement:
        'A same-origin GET carries no Origin, carries its cookies, and needs no header in the answer.',
      wpt: ['fetch/origin/assorted.window.js'],
    },
    steps: [OWN_LOGIN, { ...WITH_CORS, url: OWN }],
    routes: {
      'GET /login': OWN_LOGGED_IN,
      'GET /pixel.png': pixel(),
    },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [plainly(OWN_LOGIN.url), ownCookie],
      sees: [{ verdict: 'allowed', type: 'basic' }, READ],
    },
    console: SILENT,
    engines: namesItself({ wire: [plainly(OWN_LOGIN.url), { ...ownCookie, origin: '{page}' }] }),
    cause: 'Mode cors is for origins that differ; anonymous leaves the own origin’s cookies alone.',
  },
  {
    id: 'image-of-the-page-around-a-frame',
    title:
      'A frame of another origin shows the images of the page around it, and may not read them',
    topic,
    tags: ['@img', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data',
      requirement: 'The client of the request is the frame, and so its origin decides.',
      wpt: ['cors/image-tainting-in-cross-origin-iframe.sub.html'],
      notPredicted: 'The oracle knows one page at a time.',
    },
    steps: [{ do: 'img-in-frame-of', frame: '{neighbour}', url: OWN }],
    routes: { 'GET /pixel.png': pixel() },
    expect: { verdict: 'opaque', stage: 'none', wire: [plainly(OWN)], sees: [UNREAD] },
    console: SILENT,
    cause: 'A widget in a frame makes thumbnails of the page that includes it.',
    cure: {
      words: 'Let the page allow the frame’s origin, and write crossorigin on the image.',
      notPredicted: 'The oracle knows one page at a time.',
      steps: [{ do: 'img-in-frame-of', frame: '{neighbour}', url: OWN, crossorigin: 'anonymous' }],
      routes: { 'GET /pixel.png': pixel(allowOrigin('{neighbour}')) },
      wire: [{ ...plainly(OWN), origin: '{neighbour}' }],
      sees: [READ],
    },
  },
  ...redirected,
  ...sandboxed,
  ...data,
  {
    id: 'image-crossorigin-after-src',
    title: 'crossorigin set right after src still counts',
    topic,
    tags: ['@img'],
    spec: {
      anchor,
      requirement:
        'The image is asked for in a microtask, by the attributes that it has then, once.',
    },
    steps: [{ ...WITH_CORS, late: true }],
    routes: { 'GET /pixel.png': pixel(allowOrigin()) },
    expect: { verdict: 'allowed', stage: 'none', wire: [asked], sees: [READ] },
    console: SILENT,
    engines: {
      webkit: {
        kind: 'deviation',
        because: 'WebKit asks as soon as src is set, and once more when crossorigin is.',
        url: `${WEBKIT_SOURCE}WebCore/loader/ImageLoader.cpp`,
        expect: { wire: [plainly(), asked] },
      },
    },
    cause: 'People are told to set it before src, which costs nothing and helps in WebKit.',
  },
];
