/** Mutants from which nothing follows in an engine that departs there, or leaves open what others do not. */
import { isDeepStrictEqual } from 'node:util';
import type { Answer, Step } from '../../../scenarios/types.ts';
import { answersOf } from '../../../servers/answers.ts';
import { allAskers, isForTheLast, isForPreflight } from './askers.ts';
import { claimsOf } from './claims.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';
import { isClassicWorker, isOf } from './rules-of-documents.ts';

const lines = (answer: Answer | null): readonly (readonly [name: string, value: string])[] =>
  answer !== null && 'status' in answer ? answer.headers : [];

/** The values of a header, by its name in lower case, in an answer as declared. */
const valuesOf = (answer: Answer | null, header: string | null): readonly string[] =>
  lines(answer).flatMap(([name, value]) => (name.toLowerCase() === header ? [value] : []));

const without = (answer: Answer | null, header: string) =>
  lines(answer).filter(([name]) => name.toLowerCase() !== header);

const otherAct = ({ scenario, outcome: { engine, act } }: Place) =>
  claimsOf(scenario, engine)[act === 'refused' ? 'cured' : 'refused'];

/** The same answer as the other act declares it; null where it has none. */
function inOtherAct(place: Place): Answer | null {
  const { route, answer } = place.outcome;
  const routes = otherAct(place)?.play.routes ?? {};
  const declared = Object.entries(routes).find(([key]) => key === route)?.[1];
  return declared === undefined ? null : (answersOf(declared)[answer] ?? null);
}

/** What is claimed of an act, but for what is asked and answered. */
const comesTo = (claim: ReturnType<typeof otherAct>): string =>
  JSON.stringify([
    claim?.lines,
    claim?.expect.verdict,
    claim?.expect.wire,
    claim?.expect.sees,
    claim?.play.page,
    claim?.play.launch,
  ]);

/** Whether the engine, by a departure that is noted, does the same in both acts. */
const needsNoCure = (place: Place): boolean =>
  place.scenario.engines?.[place.outcome.engine] !== undefined &&
  otherAct(place) !== null &&
  comesTo(place.claim) === comesTo(otherAct(place));

/** A step without the options of fetch() that types do not know. */
const withoutOptions = (step: Step): unknown => ({ ...step, extraOptions: undefined });

/** Where the engine departs: it refuses the redirect since its Location is none that it takes. */
const refusesLocation = ({ scenario, answer, outcome: { engine, act } }: Place): boolean =>
  act === 'refused' &&
  scenario.engines?.[engine]?.expect.stage === 'redirect-location' &&
  !valuesOf(answer, 'location').includes('');

export const RULES_OF_DEPARTURES: readonly EquivalenceRule[] = [
  {
    id: 'header-that-only-other-engines-need',
    because:
      'The two acts differ by this header, and this engine, by the departure that the scenario notes, does the same in both.',
    matches: (place) => {
      const { header, operator } = place.outcome;
      const other = inOtherAct(place);
      if (header === null || other === null || !needsNoCure(place)) return false;
      if (!isDeepStrictEqual(place.claim.play.steps, otherAct(place)?.play.steps)) return false;
      if (!isDeepStrictEqual(without(place.answer, header), without(other, header))) return false;
      const [here, there] = [valuesOf(place.answer, header), valuesOf(other, header)];
      if (here.length !== there.length + 1) return false;
      if (operator === 'change-value') return there.length === 0;
      // The line that is left out is the one that the other act does not have.
      const left = here.findIndex((value) => place.outcome.what.endsWith(`: ${value}`));
      return isDeepStrictEqual(here.toSpliced(left, 1), there);
    },
  },
  {
    id: 'option-that-this-engine-does-not-know',
    because:
      'The two acts differ by an option of fetch() that this engine, as the scenario notes, does not know.',
    matches: (place) =>
      place.outcome.operator === 'other-act' &&
      needsNoCure(place) &&
      isDeepStrictEqual(place.claim.play.routes, otherAct(place)?.play.routes) &&
      !isDeepStrictEqual(place.claim.play.steps, otherAct(place)?.play.steps) &&
      isDeepStrictEqual(
        place.claim.play.steps.map(withoutOptions),
        otherAct(place)?.play.steps.map(withoutOptions),
      ),
  },
  {
    id: 'rest-of-a-preflight-that-fails-its-check',
    because:
      'A preflight fails the CORS check before its status is asked and its lists are read; this engine makes it with another origin than the Standard has.',
    url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
    matches: (place) =>
      (isOf(place, 'access-control-allow-methods', 'access-control-allow-headers') ||
        // From an ok status on: one that is not is named by the console.
        / in place of 2\d\d$/.test(place.outcome.what)) &&
      place.scenario.engines?.[place.outcome.engine]?.expect.stage === 'preflight-cors-check' &&
      place.outcome.act === 'refused' &&
      isForTheLast(place),
  },
  {
    id: 'list-that-lacks-another-header',
    because:
      'By the departure that the scenario notes, the engine asks for a header that the list lacks, with this one or without it.',
    matches: (place) =>
      isOf(place, 'access-control-allow-headers') &&
      place.scenario.engines?.[place.outcome.engine]?.expect.stage === 'preflight-header' &&
      place.outcome.act === 'refused' &&
      isForTheLast(place),
  },
  {
    id: 'font-that-webkit-asks-for-without-cors',
    because:
      'By the departure that the scenario notes, WebKit asks for fonts in mode no-cors, in which no header of the CORS protocol is read.',
    url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/dom/DocumentFontLoader.cpp',
    matches: (place) =>
      place.outcome.engine === 'webkit' &&
      (place.outcome.header?.startsWith('access-control-') ?? false) &&
      place.scenario.engines?.webkit?.expect.wire !== undefined &&
      place.claim.expect.wire.at(-1)?.origin === undefined &&
      allAskers(place, ({ do: action }) => action === 'font-face-rule'),
  },
  {
    id: 'status-that-webkit-takes-for-a-redirect',
    because:
      'WebKitGTK follows the Location of nearly every status of 3xx, the unassigned ones too, and keeps the method.',
    url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp',
    matches: (place) =>
      place.outcome.engine === 'webkit' &&
      /^3(?:09|1\d) in place of 3\d\d$/.test(place.outcome.what) &&
      !isForPreflight(place) &&
      valuesOf(place.answer, 'location').length > 0,
  },
  {
    id: 'fragment-of-a-location',
    because:
      'One of two fragments is as good as both, where the engine follows them: none is sent, and nobody reads the URL of the response.',
    url: 'https://fetch.spec.whatwg.org/#dom-response-url',
    matches: (place) =>
      isOf(place, 'location') &&
      place.outcome.operator === 'drop-header' &&
      place.claim.expect.verdict === 'allowed' &&
      valuesOf(place.answer, 'location').length > 1 &&
      valuesOf(place.answer, 'location').every((value) => value.startsWith('#')),
  },
  {
    id: 'cors-that-is-switched-off',
    because: 'The preference refuses every cross-origin load, whatever its headers allow.',
    url: 'https://developer.mozilla.org/docs/Web/HTTP/CORS/Errors/CORSDisabled',
    matches: (place) =>
      (place.outcome.header?.startsWith('access-control-') ?? false) &&
      place.claim.expect.stage === 'switched-off',
  },
  {
    id: 'leave-that-an-extension-does-not-need',
    because: 'With the permission, an extension of Firefox asks with its own rights, and no check.',
    url: 'https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Content_scripts#xhr_and_fetch',
    matches: (place) =>
      place.outcome.engine === 'firefox' &&
      (place.outcome.header?.startsWith('access-control-') ?? false) &&
      place.claim.expect.verdict === 'allowed' &&
      allAskers(place, ({ do: action }) => action === 'extension-fetch'),
  },
  {
    id: 'part-without-its-range',
    because:
      'Firefox plays a partial response that does not say which part it is; WebKitGTK, whatever it says.',
    url: 'https://searchfox.org/mozilla-central/source/dom/media/ChannelMediaResource.cpp',
    matches: (place) =>
      (place.outcome.engine === 'webkit' ||
        (place.outcome.engine === 'firefox' && place.outcome.operator === 'drop-header')) &&
      isOf(place, 'content-range') &&
      allAskers(place, ({ do: action }) => action === 'video' || action === 'audio'),
  },
  {
    id: 'type-of-a-worker-script-in-chromium',
    because:
      'HTML wants a JavaScript MIME type; Chromium does so behind a switch, which is off, and runs the classic script of a worker by any but images, sound, video and tables.',
    url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/platform/loader/allowed_by_nosniff.cc',
    matches: (place) =>
      place.outcome.engine === 'chromium' &&
      isOf(place, 'content-type') &&
      isForTheLast(place) &&
      place.claim.expect.verdict === 'allowed' &&
      place.claim.play.steps.every(isClassicWorker),
  },
  {
    id: 'type-of-a-module-worker-in-webkit',
    because:
      'HTML wants a JavaScript MIME type; WebKit asks that of a classic worker and of what a module imports, not of the module at the top of a worker.',
    url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/workers/WorkerScriptLoader.cpp',
    matches: (place) =>
      place.outcome.engine === 'webkit' &&
      isOf(place, 'content-type') &&
      place.claim.play.steps.some(
        (step) =>
          (step.do === 'worker' || step.do === 'shared-worker') &&
          step.type === 'module' &&
          step.url.endsWith(`:${place.outcome.route?.replace('GET ', '')}}`),
      ),
  },
  {
    id: 'redirect-that-this-engine-refuses-anyway',
    because:
      'By the departure that the scenario notes, the engine refuses the redirect for its Location, which is as unfit as it was.',
    matches: (place) =>
      refusesLocation(place) &&
      (isOf(place, 'access-control-allow-origin') ||
        (isOf(place, 'location') &&
          place.outcome.operator === 'change-value' &&
          valuesOf(place.answer, 'location').every((value) => /^\w+:\/\/[^/]+@/.test(value)))),
  },
  {
    id: 'redirect-of-an-import-that-this-engine-refuses',
    because:
      'By the departure that the scenario notes, the engine follows no redirect of an import, wherever it leads.',
    url: 'https://crbug.com/889798',
    matches: ({ scenario, outcome: { engine, act, header, operator } }) =>
      header === 'location' &&
      operator === 'change-value' &&
      act === 'refused' &&
      scenario.engines?.[engine]?.expect.stage === 'redirect-mode' &&
      scenario.steps.every((step) => step.do === 'register-service-worker'),
  },
  {
    id: 'two-locations-of-any-status',
    because:
      'The network stack refuses a head with two different lines of Location, before it asks for the status; so does that of Firefox.',
    url: 'https://source.chromium.org/chromium/chromium/src/+/main:net/http/http_stream_parser.cc',
    matches: (place) =>
      ['chromium', 'firefox'].includes(place.outcome.engine) &&
      place.outcome.operator === 'change-status' &&
      new Set(valuesOf(place.answer, 'location')).size > 1,
  },
  {
    id: 'empty-location-that-counts-for-none',
    because:
      'By the departure that the scenario notes, the engine takes an empty Location for none.',
    url: 'https://github.com/whatwg/fetch/issues/669',
    matches: (place) =>
      place.outcome.engine === 'chromium' &&
      isOf(place, 'location') &&
      place.outcome.operator === 'drop-header' &&
      valuesOf(place.answer, 'location').every((value) => value === ''),
  },
];
