/** Mutants of headers that other Standards read, and that in their place nobody does. */
import { SCENARIOS } from '../../../scenarios/index.ts';
import { answersOf } from '../../../servers/answers.ts';
import { claimsOf } from './claims.ts';
import { valuesIn } from './answered.ts';
import { allAskers, isForTheLast, modeOf, timesAsked } from './askers.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';

const isOneOf = (place: Place, names: readonly string[]): boolean =>
  place.outcome.header !== null && names.includes(place.outcome.header);

/** By which the response is refused before its body is looked at. */
const REFUSED_UNREAD = new Set(['cors-check', 'redirect-cors-check', 'integrity-unreadable']);

const requestsWithCookie = (place: Place, act: 'refused' | 'cured'): boolean =>
  claimsOf(place.scenario, place.outcome.engine)[act]?.expect.wire.some(
    ({ cookie }) => cookie !== undefined,
  ) ?? false;

/** Whether a step of the story tries to read the header. */
const isRead = ({ claim, outcome: { header } }: Place): boolean =>
  claim.play.steps.some(
    (step) =>
      ('readAll' in step && step.readAll === true) ||
      ('read' in step && step.read?.some((name) => name.toLowerCase() === header)),
  );

const OF_CACHES = ['vary', 'cache-control', 'expires', 'pragma', 'etag', 'last-modified'];

export const RULES_OF_HEADERS: readonly EquivalenceRule[] = [
  {
    id: 'of-a-cache-without-a-second-request',
    because:
      'What a cache may do with a response matters to the next request for its URL; there is none, and no script reads the header.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4',
    matches: (place) =>
      isOneOf(place, OF_CACHES) &&
      Math.max(...Object.values(timesAsked(place))) <= 1 &&
      !isRead(place),
  },
  {
    id: 'of-a-cache-after-the-last-request',
    because: 'What a cache may do with the last answer for a URL, nobody asks for.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4',
    engineMayTell: true,
    matches: (place) => {
      const { bySteps, ofServer } = timesAsked(place);
      return (
        isOneOf(place, OF_CACHES) &&
        bySteps === ofServer &&
        place.outcome.answer + 1 >= ofServer &&
        place.outcome.answer > 0 &&
        !isRead(place)
      );
    },
  },
  {
    id: 'lifetime-of-what-is-not-used-again',
    because:
      'The claim is that every request reaches the server; without a lifetime a cache uses a response no more than with one.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.2',
    engineMayTell: true,
    matches: (place) => {
      const { bySteps, ofServer } = timesAsked(place);
      return (
        place.outcome.what.startsWith('without Cache-Control: max-age=') &&
        bySteps === ofServer &&
        !isRead(place)
      );
    },
  },
  {
    id: 'cache-that-this-engine-does-not-keep',
    because: 'A private session of WebKitGTK, as the suite opens them, keeps no HTTP cache.',
    url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebKit/NetworkProcess/NetworkSession.cpp',
    engineMayTell: true,
    matches: (place) =>
      place.outcome.engine === 'webkit' && isOneOf(place, OF_CACHES) && !isRead(place),
  },
  {
    id: 'challenge-of-another-realm',
    because: "A realm's name tells apart the realms of one server; here there is one.",
    url: 'https://www.rfc-editor.org/rfc/rfc9110#section-11.5',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['www-authenticate']) && place.outcome.operator === 'change-value',
  },
  {
    id: 'cookie-for-the-other-act',
    because:
      'In this act no request carries a cookie; in the other one does, and fails without it.',
    url: 'https://www.rfc-editor.org/rfc/rfc6265#section-5.4',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['set-cookie']) &&
      !isWithheldByItsEnd(place) &&
      !requestsWithCookie(place, place.outcome.act) &&
      requestsWithCookie(place, place.outcome.act === 'cured' ? 'refused' : 'cured'),
  },
  {
    id: 'type-of-a-refused-response',
    because: 'The CORS check refuses the response before anybody looks at what is in it.',
    url: 'https://fetch.spec.whatwg.org/#http-fetch',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, [
        'content-type',
        'x-content-type-options',
        'content-range',
        'accept-ranges',
      ]) &&
      place.claim.play.steps.length === 1 &&
      isForTheLast(place) &&
      place.claim.expect.verdict === 'blocked' &&
      REFUSED_UNREAD.has(place.claim.expect.stage),
  },
  {
    id: 'type-that-no-script-reads',
    because:
      'What fetch() and XMLHttpRequest hand to script as text is so whatever its type; no script reads the header.',
    url: 'https://fetch.spec.whatwg.org/#dom-body-text',
    matches: (place) =>
      isOneOf(place, ['content-type']) &&
      !isRead(place) &&
      allAskers(place, (step) => step.do === 'fetch' && modeOf(step) === 'cors'),
  },
  {
    id: 'challenge-to-a-request-without-credentials',
    because:
      'A challenge is answered only where the request includes credentials and its response tainting is not cors.',
    url: 'https://fetch.spec.whatwg.org/#http-network-or-cache-fetch',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['www-authenticate']) &&
      place.claim.play.steps.length === 1 &&
      allAskers(
        place,
        (step) =>
          step.do === 'fetch' && (step.credentials === 'omit' || !/^\{page[:}]/.test(step.url)),
      ),
  },
  {
    id: 'type-that-is-wrong-anyway',
    because:
      'The load is refused since its type is the wrong one, or since its status is; another wrong type is as wrong.',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['content-type']) &&
      (['module-type', 'module-status'].includes(place.claim.expect.stage) ||
        place.claim.expect.sees?.at(-1)?.told?.['applied'] === false),
  },
  {
    id: 'type-that-quirks-mode-forgives',
    because: 'In quirks mode two engines take a sheet of any type that CORS lets the page read.',
    url: 'https://github.com/whatwg/html/pull/12468',
    matches: (place) =>
      isOneOf(place, ['content-type']) &&
      place.outcome.engine !== 'webkit' &&
      place.claim.play.page?.realm === 'blank-document' &&
      place.claim.play.steps.every(({ do: action }) => action === 'stylesheet'),
  },
  {
    id: 'type-that-a-load-does-not-ask-for',
    because:
      'A classic script runs and a prefetched resource is kept whatever the type, but for those of images, sound and tables; no nosniff is sent along.',
    url: 'https://fetch.spec.whatwg.org/#should-response-to-request-be-blocked-due-to-mime-type?',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['content-type']) &&
      sendsNo(place, 'x-content-type-options') &&
      allAskers(place, ({ do: action }) => action === 'script' || action === 'prefetch'),
  },
  {
    id: 'type-of-an-image',
    because:
      'What an image is, its bytes tell. Its type matters to Opaque Response Blocking alone, which looks at opaque responses, asks for nosniff only where the type is none of an image, and is not in WebKit.',
    url: 'https://html.spec.whatwg.org/multipage/images.html#img-decoding-process',
    matches: (place) =>
      isOneOf(place, ['content-type', 'x-content-type-options']) &&
      allAskers(place, ({ do: action }) => action === 'img') &&
      (place.outcome.engine === 'webkit' ||
        allAskers(place, (step) => modeOf(step) === 'cors') ||
        (isOneOf(place, ['x-content-type-options']) && sendsNo(place, 'content-type'))),
  },
  {
    id: 'type-of-an-opaque-response',
    because: 'An opaque response has no headers and no body; that it was withheld is not told.',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['content-type', 'x-content-type-options']) &&
      allAskers(
        place,
        (step, { verdict }) =>
          step.do === 'fetch' && step.mode === 'no-cors' && verdict === 'opaque',
      ),
  },
  {
    id: 'max-age-of-another-second',
    because:
      'No time passes in the story: a lifetime of ten seconds or more is as good as another.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.2',
    matches: (place) =>
      isOneOf(place, ['cache-control']) &&
      place.outcome.operator === 'change-value' &&
      /: max-age=\d{2,} with/.test(place.outcome.what),
  },
  {
    id: 'header-that-stays-hidden',
    because:
      'The scenario claims that script reads null: so it does where the header is not sent at all.',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-cors',
    engineMayTell: true,
    matches: ({ answer, claim, outcome: { header } }) =>
      header !== null &&
      // Of a redirect, it is more than a header.
      !(header === 'location' && answer !== null && 'status' in answer && answer.status >= 300) &&
      (claim.expect.sees?.some(({ headers = {} }) =>
        Object.entries(headers).some(
          ([name, value]) => name.toLowerCase() === header && value === null,
        ),
      ) ??
        false),
  },
  {
    id: 'cookie-that-is-shown-elsewhere',
    because:
      'No request of the scenario carries a cookie, and that is its claim; that this answer sets one is shown by another scenario, with the same line.',
    url: 'https://www.rfc-editor.org/rfc/rfc6265#section-5.4',
    engineMayTell: true,
    matches: (place) =>
      isOneOf(place, ['set-cookie']) &&
      !isWithheldByItsEnd(place) &&
      !requestsWithCookie(place, 'refused') &&
      !requestsWithCookie(place, 'cured') &&
      place.answer !== null &&
      'status' in place.answer &&
      place.answer.headers.some(
        ([name, value]) => name.toLowerCase() === 'set-cookie' && COOKIES_THAT_ARE_SENT.has(value),
      ),
  },
];

/**
 * Whether the attribute at the end is misspelled, and keeps the cookie from being sent unless it is:
 * SameSite=None is not taken without Secure, but as a third party's it is not sent by Chromium
 * either way; Firefox sends what has no SameSite to other sites.
 */
function isWithheldByItsEnd({ answer, claim, outcome: { engine, operator } }: Place): boolean {
  if (operator !== 'change-value') return false;
  const ends = (end: RegExp): boolean => valuesIn(answer, 'set-cookie').some((it) => end.test(it));
  const ofAnotherSite = claim.play.steps.every(({ url }) => url.includes('CrossSite:'));
  if (ends(/SameSite=None$/)) return engine !== 'chromium' || !ofAnotherSite;
  if (ends(/SameSite=(?:Lax|Strict)$/)) return engine === 'firefox';
  return ends(/^[^;]*; Secure$/);
}

/** Whether the answer has no such header, by its name in lower case. */
const sendsNo = ({ answer }: Place, header: string): boolean =>
  answer !== null &&
  'status' in answer &&
  answer.headers.every(([name]) => name.toLowerCase() !== header);

/** Values of Set-Cookie in acts of the catalogue whose later requests carry a cookie. */
const COOKIES_THAT_ARE_SENT: ReadonlySet<string> = new Set(
  SCENARIOS.filter(({ expect }) => expect.wire.some(({ cookie }) => cookie !== undefined)).flatMap(
    ({ routes }) =>
      Object.values(routes)
        .flatMap(answersOf)
        .flatMap((answer) => ('status' in answer ? answer.headers : []))
        .flatMap(([name, value]) => (name.toLowerCase() === 'set-cookie' ? [value] : [])),
  ),
);
