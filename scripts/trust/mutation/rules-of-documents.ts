/** Mutants of documents, workers, preloads and beacons from which, by the standards, nothing follows. */
import { initiatorOf } from '../../../scenarios/initiators/index.ts';
import type { Step } from '../../../scenarios/types.ts';
import { inPlaceOfOk } from './answered.ts';
import { allAskers, askersOf, isForTheLast } from './askers.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';

export const isOf = ({ outcome }: Place, ...headers: readonly string[]): boolean =>
  outcome.header !== null && headers.includes(outcome.header);

/** What is shown in a place of its own: its request is a navigation, which a service worker may answer. */
const SHOWN: ReadonlySet<string> = new Set(['frame', 'form', 'embed']);

const isShown = (step: Step): boolean => SHOWN.has(step.do) && !('own' in step && step.own);

/** Where the page never learns what became of the request. */
const isUnseen = (step: Step): boolean => initiatorOf(step)?.unseen === true;

export const isClassicWorker = (step: Step): boolean =>
  (step.do === 'worker' || step.do === 'shared-worker') && step.type !== 'module';

/** Whether, to this engine, a worker's script without its redirect is refused without another word. */
function isNoRedirectAllTheSame(place: Place, step: Step): boolean {
  const { engine, operator, what } = place.outcome;
  const isDropped = isOf(place, 'location') && operator === 'drop-header';
  const isOk = /^2\d\d in place of 3\d\d$/.test(what);
  if (engine === 'chromium') return isDropped && step.do === 'worker' && isClassicWorker(step);
  if (engine !== 'firefox') return false;
  if (step.do === 'register-service-worker') return isOk;
  return (isDropped || isOk) && isClassicWorker(step);
}

/** Whether nobody but a module asks for the answer: no step of the story does. */
const isImported = (place: Place): boolean =>
  askersOf(place).length === 0 &&
  isForTheLast(place) &&
  place.claim.play.steps.some(
    (step) => step.do === 'static-import' || ('type' in step && step.type === 'module'),
  );

export const RULES_OF_DOCUMENTS: readonly EquivalenceRule[] = [
  {
    id: 'document-of-any-status',
    because: 'What a frame, a form or an embed element is given is shown whatever its status is.',
    url: 'https://html.spec.whatwg.org/multipage/iframe-embed-object.html#the-embed-element-setup-steps',
    engineMayTell: true,
    matches: (place) => inPlaceOfOk(place) !== null && allAskers(place, isShown),
  },
  {
    id: 'cors-header-of-a-navigation',
    because: 'A navigation is under no CORS protocol: nobody reads its headers.',
    url: 'https://fetch.spec.whatwg.org/#cors-check',
    matches: (place) =>
      (place.outcome.header?.startsWith('access-control-') ?? false) && allAskers(place, isShown),
  },
  {
    id: 'type-of-a-document-that-is-not-read',
    because: 'Whatever a document of another origin is, the page around it may not look into it.',
    url: 'https://html.spec.whatwg.org/multipage/nav-history-apis.html#cross-origin-objects',
    matches: (place) =>
      isOf(place, 'content-type') &&
      allAskers(
        place,
        (step, { verdict }) => step.do === 'frame' && !step.listens && verdict === 'opaque',
      ),
  },
  {
    id: 'preload-of-any-status',
    because:
      'A preload fails by a network error alone, not by a status. An image is shown of any status, and fetch() hands on each, but Firefox keeps only what is ok.',
    url: 'https://github.com/whatwg/html/issues/1142',
    engineMayTell: true,
    matches: (place) =>
      inPlaceOfOk(place) !== null &&
      place.claim.expect.stage === 'none' &&
      allAskers(
        place,
        (step) =>
          step.do === 'preload' &&
          (step.as === 'image' || (step.as === 'fetch' && place.outcome.engine !== 'firefox')),
      ),
  },
  {
    id: 'type-of-what-is-preloaded',
    because:
      'A preload takes any type; so do a classic script, and a fetch whose body is read as text.',
    url: 'https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?',
    engineMayTell: true,
    matches: (place) =>
      isOf(place, 'content-type') &&
      place.claim.play.steps[0].do === 'preload' &&
      allAskers(
        place,
        (step) =>
          ['preload', 'script'].includes(step.do) || (step.do === 'fetch' && !step.read?.length),
      ),
  },
  {
    id: 'worker-script-that-is-no-redirect',
    because:
      'Without its Location, or with an ok status and a body that is no JavaScript, a refused redirect is a script that is refused as well; Chromium tells some of these apart, WebKit all.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script',
    engineMayTell: true,
    matches: (place) =>
      ['mode', 'redirect-mode'].includes(place.claim.expect.stage) &&
      allAskers(place, (step) => isNoRedirectAllTheSame(place, step)),
  },
  {
    id: 'module-that-the-cors-check-refuses',
    because: 'An imported module is refused before anybody looks at its status or type.',
    url: 'https://fetch.spec.whatwg.org/#http-fetch',
    engineMayTell: true,
    matches: (place) =>
      (inPlaceOfOk(place) !== null || isOf(place, 'content-type')) &&
      place.claim.expect.verdict === 'blocked' &&
      place.claim.expect.stage === 'cors-check' &&
      isImported(place),
  },
  {
    id: 'module-of-any-ok-status',
    because: 'A module is taken by any ok status, and tells nobody which it was.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    matches: (place) =>
      Math.floor((inPlaceOfOk(place) ?? 0) / 100) === 2 &&
      place.claim.expect.verdict === 'allowed' &&
      isImported(place),
  },
  {
    id: 'import-of-any-ok-status',
    because: 'What a service worker imports is taken by any ok status, and tells nobody which.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-imported-script',
    matches: (place) =>
      Math.floor((inPlaceOfOk(place) ?? 0) / 100) === 2 &&
      askersOf(place).length === 0 &&
      isForTheLast(place) &&
      place.claim.expect.verdict === 'allowed' &&
      place.claim.play.steps.at(-1)?.do === 'register-service-worker',
  },
  {
    id: 'status-of-what-a-service-worker-may-not-answer',
    because:
      'By its type, or its redirects, the answer is a network error; its status is not asked.',
    url: 'https://fetch.spec.whatwg.org/#http-fetch',
    matches: (place) =>
      inPlaceOfOk(place) !== null &&
      place.claim.expect.stage === 'service-worker' &&
      isForTheLast(place),
  },
  {
    id: 'location-of-a-redirect-that-nobody-follows',
    because:
      'In redirect mode manual a redirect status makes an opaque-redirect response, wherever it leads.',
    url: 'https://fetch.spec.whatwg.org/#http-fetch',
    matches: (place) =>
      isOf(place, 'location') &&
      place.claim.expect.stage === 'service-worker' &&
      isForTheLast(place) &&
      (place.claim.play.page?.serviceWorker?.includes("redirect: 'manual'") ?? false),
  },
  {
    id: 'status-of-what-is-another-file',
    because: 'What does not match its integrity metadata is a network error, whatever its status.',
    url: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
    engineMayTell: true,
    matches: (place) =>
      inPlaceOfOk(place) !== null &&
      place.claim.expect.stage === 'integrity' &&
      allAskers(place, ({ do: action }) => action === 'fetch' || action === 'script'),
  },
  {
    id: 'wrong-type-of-another-status',
    because: 'A module or a style sheet of the wrong type is refused whatever its status is.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    engineMayTell: true,
    matches: (place) =>
      inPlaceOfOk(place) !== null &&
      (place.claim.expect.stage === 'module-type' ||
        (place.claim.expect.stage === 'response-type' &&
          place.claim.expect.sees?.at(-1)?.told?.['applied'] === false)) &&
      allAskers(place, ({ do: action }) => action === 'module-script' || action === 'stylesheet'),
  },
  {
    id: 'module-of-another-failure',
    because: 'A module whose status is not ok is refused, whichever it is.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    engineMayTell: true,
    matches: (place) =>
      place.claim.expect.stage === 'module-status' &&
      /^[45]\d\d in place of [45]/.test(place.outcome.what) &&
      allAskers(place, ({ do: action }) => action === 'module-script'),
  },
  {
    id: 'wrong-type-of-another-origin',
    because:
      'A module of the wrong type is refused, and one that its origin withholds as well; that is all that the page is told.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    engineMayTell: true,
    matches: (place) =>
      isOf(place, 'access-control-allow-origin') &&
      place.claim.expect.stage === 'module-type' &&
      allAskers(place, ({ do: action }) => action === 'module-script'),
  },
  {
    id: 'event-source-that-is-none-anyway',
    because:
      'Any status but 200, and any type but text/event-stream, or none at all, fail the connection for good.',
    url: 'https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource',
    engineMayTell: true,
    matches: (place) =>
      place.claim.expect.stage === 'response-type' &&
      allAskers(place, ({ do: action }) => action === 'event-source') &&
      place.answer !== null &&
      'status' in place.answer &&
      (inPlaceOfOk(place) !== null ||
        (isOf(place, 'content-type') && place.answer.status === 200)) &&
      !place.outcome.what.startsWith('200 '),
  },
  {
    id: 'part-of-an-opaque-response',
    because:
      'Script sees no header of an opaque response; that it is a part matters to one that a service worker hands on, and here is none.',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
    matches: (place) =>
      isOf(place, 'content-range', 'accept-ranges') &&
      allAskers(
        place,
        (step, { verdict }) =>
          step.do === 'fetch' && step.mode === 'no-cors' && verdict === 'opaque',
      ),
  },
  {
    id: 'end-of-a-beacon-that-nobody-is-told',
    because:
      'A beacon that is not redirected to HTTP(S) goes nowhere; who sent it is told no more than of one that was answered.',
    url: 'https://w3c.github.io/beacon/#sec-processing-model',
    matches: (place) =>
      /^(?:2\d\d in place of 307$|without Location: )/.test(place.outcome.what) &&
      place.claim.expect.stage === 'redirect-scheme' &&
      place.claim.lines.length === 0 &&
      allAskers(place, isUnseen),
  },
];
