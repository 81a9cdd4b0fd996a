/**
 * What a service worker gives to elements: where the bytes came from decides what a page may read,
 * not the URL in the attribute.
 */
import { mutedNotes } from './scripts.ts';
import { MUTED, heard, script } from './script-words.ts';
import { READ, UNREAD, pixel } from './images-vocabulary.ts';
import type { ImgStep } from './initiators/images.ts';
import type { MediaStep } from './initiators/media.ts';
import type { ClassicScriptStep } from './initiators/scripts.ts';
import type { StyleStep } from './initiators/styles.ts';
import { ANSWERED, TESTS, servedBy, topic } from './service-worker-vocabulary.ts';
import * as STYLE_SHEETS from './style-sheets-vocabulary.ts';
import type { ConsoleExpectation, Cure, Header, HttpAnswer, Scenario, Sight } from './types.ts';
import { REFUSED, SHOWN, captions, fallsBack } from './text-tracks-vocabulary.ts';
import { RESOURCE, SILENT, allowOrigin, file, sent } from './vocabulary.ts';

const OWN = '{page:/resource}';
const ELSEWHERE = '{api:/elsewhere}';
const FROM_ELSEWHERE = `fetch('${ELSEWHERE}')`;
const OPAQUELY = `fetch('${ELSEWHERE}', { mode: 'no-cors' })`;

interface Load {
  readonly id: string;
  readonly title: string;
  readonly wpt: string;
  readonly step: ImgStep | MediaStep | StyleStep | ClassicScriptStep;
  /** On what way the service worker answers with what it fetches; default: straight. */
  readonly by?: (fetched: string) => string;
  readonly answered: (...headers: readonly Header[]) => HttpAnswer;
  readonly console: ConsoleExpectation;
  readonly opaque: Sight;
  readonly readable: Sight;
  readonly engines?: Scenario['engines'];
  readonly curedEngines?: Cure['engines'];
  readonly cause: string;
}

const film = file('frame.webm');
const tone = file('tone.wav');

/** What the service worker answers when a cache of its own stands in between. */
const byWayOfACache = (fetched: string): string =>
  `${fetched}
    .then((response) => caches.open('{token}').then((cache) => cache.put('/copy', response)))
    .then(() => caches.open('{token}'))
    .then((cache) => cache.match('/copy'))
    .finally(() => caches.delete('{token}'))`;

const LOADS: readonly Load[] = [
  {
    id: 'image',
    title:
      'An image of the page’s own taints a canvas when a service worker took it from elsewhere',
    wpt: 'fetch-canvas-tainting-image.https.html',
    step: { do: 'img', url: OWN },
    answered: pixel,
    console: SILENT,
    opaque: UNREAD,
    readable: READ,
    cause: 'The service worker serves a copy of a CDN that it fetched in mode no-cors.',
  },
  {
    id: 'video',
    title: 'A video of the page’s own taints a canvas when a service worker took it from elsewhere',
    wpt: 'fetch-canvas-tainting-video.https.html',
    step: { do: 'video', url: OWN },
    answered: film,
    console: SILENT,
    opaque: { verdict: 'opaque', told: { pixel: { throws: 'canvas-get-image-data' } } },
    readable: { verdict: 'allowed' },
    cause: 'The films are kept for use without a network, and were fetched in mode no-cors.',
  },
  {
    id: 'cached-image',
    title: 'An opaque image is as closed when it comes out of a cache as it was when it went in',
    wpt: 'fetch-canvas-tainting-image-cache.https.html',
    step: { do: 'img', url: OWN },
    by: byWayOfACache,
    answered: pixel,
    console: SILENT,
    opaque: UNREAD,
    readable: READ,
    cause: 'The cache was filled when the worker was installed, with the pictures of a CDN.',
  },
  {
    id: 'cached-video',
    title: 'An opaque video is as closed when it comes out of a cache as it was when it went in',
    wpt: 'fetch-canvas-tainting-video-cache.https.html',
    step: { do: 'video', url: OWN },
    by: byWayOfACache,
    answered: film,
    console: SILENT,
    opaque: { verdict: 'opaque', told: { pixel: { throws: 'canvas-get-image-data' } } },
    readable: { verdict: 'allowed' },
    cause: 'The cache was filled when the worker was installed, with the films of a CDN.',
  },
  {
    id: 'audio',
    title: 'A sound of the page’s own gives silence when a service worker took it from elsewhere',
    wpt: 'fetch-audio-tainting.https.html',
    step: { do: 'audio', url: OWN },
    answered: tone,
    console: {
      chromium: ['media-element-zeroes'],
      firefox: ['MediaElementAudioSourceNodeCrossOrigin'],
      webkit: {
        notApplicable: 'WebKitGTK plays no sound that a service worker answers: it stands still.',
        url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/platform/graphics/gstreamer/WebKitWebSourceGStreamer.cpp',
      },
    },
    opaque: { verdict: 'opaque', told: { heard: 'silence' } },
    readable: { verdict: 'allowed', told: { heard: 'sound' } },
    cause: 'The sounds of a game are kept for use without a network, and its mixer gets none.',
  },
  {
    id: 'script',
    title: 'A script of the page’s own is muted when a service worker took it from elsewhere',
    wpt: 'opaque-script.https.html',
    step: { do: 'script', url: OWN },
    answered: script,
    console: SILENT,
    opaque: { verdict: 'opaque', told: MUTED },
    readable: { verdict: 'allowed', told: heard(OWN) },
    engines: mutedNotes(OWN),
    curedEngines: {
      webkit: {
        kind: 'habit',
        because: 'The file of an error is the URL of the response, not that of the element.',
        url: 'https://html.spec.whatwg.org/multipage/webappapis.html#extract-error',
        expect: { sees: [{ verdict: 'allowed', told: heard(ELSEWHERE) }] },
      },
    },
    cause: 'The error reports of a site that works without a network say "Script error." only.',
  },
  {
    id: 'stylesheet',
    title: 'A style sheet of the page’s own is closed when a service worker took it from elsewhere',
    wpt: 'fetch-request-css-cross-origin.https.html',
    step: { do: 'stylesheet', url: OWN },
    answered: STYLE_SHEETS.css,
    console: SILENT,
    opaque: STYLE_SHEETS.CLOSED,
    readable: STYLE_SHEETS.READ,
    cause: 'A tool that reads the page’s rules finds one sheet closed, though its link is local.',
  },
];

const loads = LOADS.map(
  ({
    id,
    title,
    wpt,
    step,
    by = (fetched) => fetched,
    answered,
    console,
    opaque,
    readable,
    engines,
    curedEngines,
    cause,
  }): Scenario => ({
    id: `service-worker-opaque-${id}`,
    title,
    topic,
    tags: ['@no-cors', '@origins'],
    spec: {
      anchor: 'http-fetch',
      requirement: 'The response of a service worker keeps its own type, which the element reads.',
      wpt: [`${TESTS}/${wpt}`],
      notPredicted: ANSWERED,
    },
    page: servedBy(by(OPAQUELY)),
    steps: [step],
    routes: { 'GET /elsewhere': answered() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: ELSEWHERE }],
      sees: [opaque],
    },
    console,
    ...(engines && { engines }),
    cause,
    cure: {
      words:
        'Let the service worker fetch it in mode cors, have the other server allow it, and write crossorigin on the element.',
      page: servedBy(by(FROM_ELSEWHERE)),
      steps: [{ ...step, crossorigin: 'anonymous' } as typeof step],
      routes: { 'GET /elsewhere': answered(allowOrigin()) },
      wire: [sent('GET', { url: ELSEWHERE })],
      sees: [readable],
      notPredicted: ANSWERED,
      ...(curedEngines && { engines: curedEngines }),
    },
  }),
);

const crossorigin: Scenario = {
  id: 'service-worker-opaque-image-with-crossorigin',
  title: 'An image with crossorigin is not shown when a service worker has it opaque only',
  topic,
  tags: ['@img', '@origins'],
  spec: {
    anchor: 'http-fetch',
    requirement: 'An opaque response to a request that is not of mode no-cors is a network error.',
    wpt: [`${TESTS}/fetch-canvas-tainting-image.https.html`],
    notPredicted: ANSWERED,
  },
  page: servedBy(OPAQUELY),
  steps: [{ do: 'img', url: RESOURCE, crossorigin: 'anonymous' }],
  routes: { 'GET /elsewhere': pixel() },
  expect: {
    verdict: 'blocked',
    stage: 'service-worker',
    wire: [{ method: 'GET', url: ELSEWHERE }],
  },
  console: {
    chromium: ['sw-fetchevent/opaque'],
    firefox: [['SW-opaque', { mode: 'cors' }], 'CORSDidNotSucceed2'],
    // Told of the service worker’s own fetch, and of the image.
    webkit: ['ServiceWorker/opaque', 'ServiceWorker/opaque'],
  },
  cause: 'A cache was filled by plain <img>; then a canvas was added, and crossorigin with it.',
  cure: {
    words: 'Let the service worker fetch the image in mode cors.',
    page: servedBy(FROM_ELSEWHERE),
    routes: { 'GET /elsewhere': pixel(allowOrigin()) },
    wire: [sent('GET', { url: ELSEWHERE })],
    sees: [READ],
    notPredicted: ANSWERED,
  },
};

const IN_NO_CORS = {
  kind: 'deviation',
  because: 'Whether CORS was used is asked of the element, not of the response that it got.',
  url: 'https://searchfox.org/mozilla-central/source/layout/base/nsLayoutUtils.cpp',
  expect: { verdict: 'opaque', sees: [UNREAD] },
} as const;

/** The response decides, so crossorigin on the element is not needed. */
const readByItsType: Scenario = {
  id: 'service-worker-answers-image-by-cors',
  title: 'An image that a service worker fetched by CORS can be read, without crossorigin on it',
  topic,
  tags: ['@img', '@origins'],
  spec: {
    anchor: 'concept-main-fetch',
    requirement: 'A response of type cors stays one, also for a request of mode no-cors.',
    notPredicted: ANSWERED,
  },
  page: servedBy(FROM_ELSEWHERE),
  steps: [{ do: 'img', url: OWN }],
  routes: { 'GET /elsewhere': pixel(allowOrigin()) },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [sent('GET', { url: ELSEWHERE })],
    sees: [READ],
  },
  console: SILENT,
  engines: { firefox: IN_NO_CORS },
  cause: 'The bytes were allowed to this origin; who asked the service worker plays no part.',
};

const track: Scenario = {
  id: 'service-worker-opaque-track',
  title: 'A text track of the page’s own does not show what a service worker has opaque only',
  topic,
  tags: ['@track', '@origins'],
  spec: {
    anchor: 'http-fetch',
    requirement:
      'A track without crossorigin is fetched in mode same-origin: an opaque response is none.',
    wpt: [`${TESTS}/webvtt-cross-origin.https.html`],
    notPredicted: ANSWERED,
  },
  page: servedBy(OPAQUELY),
  steps: [{ do: 'track', url: OWN }],
  routes: { 'GET /elsewhere': captions() },
  expect: {
    verdict: 'blocked',
    stage: 'service-worker',
    wire: [{ method: 'GET', url: ELSEWHERE }],
    sees: [REFUSED],
  },
  console: SILENT,
  engines: { webkit: fallsBack([{ method: 'GET', url: ELSEWHERE }]) },
  cause: 'The captions are kept for use without a network, and were fetched in mode no-cors.',
  cure: {
    words:
      'Let the service worker fetch them in mode cors, have the other server allow it, and write crossorigin on the media element.',
    page: servedBy(FROM_ELSEWHERE),
    steps: [{ do: 'track', url: OWN, crossorigin: 'anonymous' }],
    routes: {
      'GET /elsewhere': captions(allowOrigin()),
    },
    wire: [sent('GET', { url: ELSEWHERE })],
    sees: [SHOWN],
    notPredicted: ANSWERED,
  },
};

export const SERVICE_WORKER_LOADS: readonly Scenario[] = [
  ...loads,
  crossorigin,
  readByItsType,
  track,
];
