/** Which mutants the oracle has a say in, and where an engine is known to tell what it does not. Pure. */
import type { Engine } from '../../../messages/types.ts';
import { inPlaceOfOk, isOf, valuesOf } from './answered.ts';
import { allAskers, askersOf, isForPreflight, isLoad } from './askers.ts';
import { TABLE } from './by-standard.ts';
import type { Place } from './equivalence.ts';
import { otherLastByte } from './operators.ts';

/** Headers by which something follows that the oracle knows nothing of. */
const BEYOND_THE_ORACLE: ReadonlySet<string> = new Set([
  'cache-control',
  'etag',
  'expires',
  'last-modified',
  'pragma',
  'vary',
  'set-cookie',
  'www-authenticate',
  'content-type',
  'content-range',
  'accept-ranges',
  'cross-origin-resource-policy',
  'cross-origin-embedder-policy',
  'timing-allow-origin',
  'x-content-type-options',
]);

/** Where the Standard gives the same, and engines do not; no scenario is about it. */
interface Telling {
  readonly engines: readonly Engine[];
  readonly because: string;
  readonly url: string;
  readonly matches: (place: Place) => boolean;
}

const isDropped = (place: Place, header: string): boolean =>
  isOf(place, header) && place.outcome.operator === 'drop-header';

const asksInRedirectMode = (place: Place, ...modes: readonly string[]): boolean =>
  allAskers(place, (step) => step.do === 'fetch' && modes.includes(step.redirect ?? 'follow'));

const TELLING: readonly Telling[] = [
  {
    engines: ['chromium', 'firefox', 'webkit'],
    because:
      'A redirect status without Location is an answer, and refused as one: a service worker’s script is told apart from a redirected one.',
    url: 'https://fetch.spec.whatwg.org/#concept-response-location-url',
    matches: (place) =>
      isDropped(place, 'location') &&
      allAskers(place, ({ do: action }) => action === 'register-service-worker'),
  },
  {
    engines: ['chromium', 'webkit'],
    because: 'Without Location it is no redirect, and mode error refuses none.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-fetch',
    matches: (place) =>
      isDropped(place, 'location') &&
      asksInRedirectMode(place, 'error') &&
      place.claim.expect.stage === 'redirect-mode',
  },
  {
    engines: ['webkit'],
    because: 'Without Location it is no redirect, and in mode manual an answer like any other.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-fetch',
    matches: (place) => isDropped(place, 'location') && asksInRedirectMode(place, 'manual'),
  },
  {
    engines: ['chromium', 'firefox'],
    because: 'Two lines of Location that say the same are one.',
    url: 'https://source.chromium.org/chromium/chromium/src/+/main:net/http/http_stream_parser.cc',
    matches: (place) =>
      isOf(place, 'location') &&
      place.outcome.operator === 'change-value' &&
      valuesOf(place, 'location').some(
        (value, _, all) =>
          place.outcome.what.startsWith(`Location: ${value} with`) &&
          all.includes(otherLastByte(value, TABLE)),
      ),
  },
  {
    engines: ['webkit'],
    because:
      'A redirect from the page to another origin is asked for credentials’ leave, though the mode is same-origin: credentials-asked-of-a-foreign-redirect.',
    url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp',
    matches: (place) =>
      isOf(place, 'access-control-allow-credentials') &&
      valuesOf(place, 'location').length > 0 &&
      allAskers(place, ({ url }) => url.startsWith('{page:')),
  },
];

/** Whether something that loads is given the answer. */
const isLoaded = (place: Place): boolean =>
  askersOf(place).some((index) => {
    const step = place.claim.play.steps[index];
    return step !== undefined && isLoad(step);
  });

/**
 * What the oracle computes with: not what caches, cookies, logins and other Standards read, nor
 * whether a status is ok, which is asked by what loads, not by the Fetch Standard.
 */
export const isOfTheOracle = (place: Place): boolean =>
  (place.outcome.header === null || !BEYOND_THE_ORACLE.has(place.outcome.header)) &&
  !(inPlaceOfOk(place) !== null && !isForPreflight(place) && isLoaded(place)) &&
  !TELLING.some(({ engines, matches }) => engines.includes(place.outcome.engine) && matches(place));
