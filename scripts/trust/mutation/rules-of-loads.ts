/** Mutants from which nothing follows since a load shows its response to nobody. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import { ENGINES, type Engine } from '../../../messages/types.ts';
import type { Scenario, Sight, Step, WireRequest } from '../../../scenarios/types.ts';
import { areAll, inPlaceOfOk, isBlockedUnlessOk, statuses } from './answered.ts';
import { claimsOf } from './claims.ts';
import { allAskers, isForPreflight, isForTheLast, isLoad, modeOf } from './askers.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';

const bothOk = (place: Place): boolean => areAll(statuses(place), 200, 299);
const isForOk = (place: Place): boolean => inPlaceOfOk(place) !== null;

const NO_STATUS: ReadonlySet<string> = new Set([
  'img',
  'img-in-frame-of',
  'srcset',
  'picture',
  'svg-image',
  'css-image',
  'input-image',
]);

/** Nobody waits for the answer of these. */
const UNHEARD: ReadonlySet<string> = new Set(['beacon', 'ping', 'framed-beacon', 'fetch-later']);

/** An EventSource by HTML; what a script in a frame is handed, it shows. */
const ASKS_FOR_200: ReadonlySet<string> = new Set([
  'event-source',
  'framed-fetch',
  'fetch-in-frame-of',
]);

const PLAYED: ReadonlySet<string> = new Set(['video', 'audio', 'audio-stream', 'audio-track']);

/**
 * Chromium plays 200 and 206 alone; Firefox blocks an opaque response of another status, unless a
 * service worker has handed it on.
 */
const takesAnyOk = (
  { claim: { play }, outcome: { engine } }: Place,
  step: Step,
  { verdict }: Sight,
): boolean =>
  !PLAYED.has(step.do) ||
  engine === 'webkit' ||
  (engine === 'firefox' && (verdict !== 'opaque' || play.page?.serviceWorker !== undefined));

const timed = (place: Place): boolean =>
  place.claim.expect.sees?.some(({ timing }) => timing?.responseStatus !== undefined) ?? false;

export const RULES_OF_LOADS: readonly EquivalenceRule[] = [
  {
    id: 'load-of-any-ok-status',
    because:
      'What an element or a feature loads shows the page no status; one of 2xx is as good as another, but for an EventSource, and for what Chromium and Firefox play.',
    url: 'https://fetch.spec.whatwg.org/#ok-status',
    engineMayTell: true,
    matches: (place) =>
      bothOk(place) &&
      !timed(place) &&
      allAskers(
        place,
        (step, sight) =>
          isLoad(step) && !ASKS_FOR_200.has(step.do) && takesAnyOk(place, step, sight),
      ),
  },
  {
    id: 'image-of-any-status',
    because: 'An image is decoded and shown whatever its status is.',
    url: 'https://github.com/web-platform-tests/wpt/blob/master/html/semantics/embedded-content/the-img-element/404-response-with-actual-image-data.html',
    engineMayTell: true,
    matches: (place) =>
      isForOk(place) &&
      !timed(place) &&
      allAskers(place, (step) => NO_STATUS.has(step.do) && !isBlockedUnlessOk(place, step)),
  },
  {
    id: 'answer-that-nobody-waits-for',
    because:
      'Who sends a beacon or a ping processes no response: that it was answered is all that follows.',
    url: 'https://w3c.github.io/beacon/#sendbeacon-method',
    engineMayTell: true,
    matches: (place) =>
      isForOk(place) &&
      !isForPreflight(place) &&
      allAskers(place, ({ do: action }) => UNHEARD.has(action)),
  },
  {
    id: 'leave-to-read-what-is-ignored',
    because: 'A deferred fetch ignores its response: whether it may be read is asked of nobody.',
    url: 'https://fetch.spec.whatwg.org/#dom-window-fetchlater',
    matches: (place) =>
      place.outcome.header === 'access-control-allow-origin' &&
      !isForPreflight(place) &&
      allAskers(place, ({ do: action }) => action === 'fetch-later'),
  },
  {
    id: 'cors-header-of-a-no-cors-request',
    because: 'Outside of mode cors no header of the CORS protocol is read.',
    url: 'https://fetch.spec.whatwg.org/#cors-check',
    engineMayTell: true,
    matches: (place) =>
      (place.outcome.header?.startsWith('access-control-') ?? false) &&
      place.claim.play.page?.serviceWorker === undefined &&
      allAskers(place, (step) => modeOf(step) === 'no-cors'),
  },
  {
    id: 'status-of-a-refused-response',
    because:
      'Script is told of no status where the response is refused; a console that is, is held against it.',
    url: 'https://fetch.spec.whatwg.org/#concept-network-error',
    engineMayTell: true,
    matches: (place) =>
      isForOk(place) &&
      (bothOk(place) || !isForPreflight(place)) &&
      isForTheLast(place) &&
      isRefusedAlone(place),
  },
  {
    id: 'redirect-of-a-get',
    because: 'A GET stays one, whichever of 301, 302 and 303 redirects it.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    engineMayTell: true,
    matches: (place) =>
      areAll(statuses(place), 301, 303) && /^(?:GET|HEAD) /.test(place.outcome.route ?? ''),
  },
  {
    id: 'captions-of-any-status',
    because:
      'HTML does not say which statuses a text track may have; Chromium and Firefox take all.',
    url: 'https://github.com/whatwg/html/issues/9763',
    engineMayTell: true,
    matches: (place) =>
      isForOk(place) &&
      (place.outcome.engine !== 'webkit' || bothOk(place)) &&
      allAskers(place, ({ do: action }) => action === 'track'),
  },
  {
    id: 'handshake-refused-all-the-same',
    because:
      'A handshake that is not answered with 101 fails, whatever else is in the answer; it is under no CORS protocol.',
    url: 'https://websockets.spec.whatwg.org/#concept-websocket-establish',
    engineMayTell: true,
    matches: (place) =>
      place.answer !== null &&
      'status' in place.answer &&
      place.outcome.operator !== 'other-act' &&
      allAskers(place, ({ do: action }) => action === 'web-socket'),
  },
  {
    id: 'cure-that-this-engine-does-not-need',
    because:
      'By the departure that the scenario notes, the engine does the same in both acts: the same is claimed of both.',
    engineMayTell: true,
    matches: ({ outcome, scenario }) =>
      outcome.operator === 'other-act' &&
      scenario.engines?.[outcome.engine] !== undefined &&
      claimsTheSame(scenario, outcome.engine),
  },
  {
    id: 'cure-that-only-another-engine-needs',
    because:
      'This engine does as the Standard says in both acts, and the same is claimed of both; the cure is for an engine that departs from it.',
    matches: ({ outcome, scenario }) =>
      outcome.operator === 'other-act' &&
      scenario.engines?.[outcome.engine] === undefined &&
      claimsTheSame(scenario, outcome.engine) &&
      ENGINES.some(
        (other) => scenario.engines?.[other] !== undefined && !claimsTheSame(scenario, other),
      ),
  },
  {
    id: 'option-that-the-middleware-does-not-know',
    because: 'The option is misspelled: that is the mistake of the scenario.',
    url: 'https://github.com/expressjs/cors#configuration-options',
    matches: ({ outcome: { what } }) => what === 'cors() without credential',
  },
];

const seenOf = ({ expect: { verdict, wire, sees }, lines, play: { steps } }: Claim) => ({
  verdict,
  wire,
  // What is left out follows from the verdict.
  sees: sees ?? (steps.length === 1 ? [{ verdict }] : undefined),
  lines,
  steps: steps.map((step) => asClaimed(step, wire)),
});

/** A step whose headers have the values that are claimed to arrive, where any are. */
function asClaimed(step: Step, wire: readonly WireRequest[]): Step {
  if (!('headers' in step) || step.headers === undefined) return step;
  const arriving = new Map(
    wire.flatMap(({ headers = {} }) =>
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
  );
  return {
    ...step,
    headers: step.headers.map(([name, value]) => [name, arriving.get(name.toLowerCase()) ?? value]),
  } as Step;
}

/** Whether a scenario claims of an engine's cured act just what it claims of the other one. */
function claimsTheSame(scenario: Scenario, engine: Engine): boolean {
  const { refused, cured } = claimsOf(scenario, engine);
  return cured !== null && JSON.stringify(seenOf(refused)) === JSON.stringify(seenOf(cured));
}

/** Refused as one step's response, by what looks at no status. */
const isRefusedAlone = ({ claim: { play, expect } }: Place): boolean =>
  play.steps.length === 1 &&
  // What a service worker asks for is refused; of its script the status decides.
  play.steps[0].do !== 'register-service-worker' &&
  expect.verdict === 'blocked' &&
  [
    'cors-check',
    'redirect-cors-check',
    'content-policy',
    'integrity-unreadable',
    'switched-off',
  ].includes(expect.stage);
