/** Mutants of caches, cookies, passwords, policies and the login app, from which nothing follows. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import type { Step } from '../../../scenarios/types.ts';
import { answersOf, isAppAnswer } from '../../../servers/answers.ts';
import {
  areAll,
  askingOrigin,
  givenTo,
  isAskedOfTheStandard,
  isBlockedUnlessOk,
  isForTheLastAnswer,
  isOf,
  statuses,
  valuesIn,
  valuesOf,
  type Given,
} from './answered.ts';
import { allAskers, isForTheLast, modeOf, timesAsked, isForPreflight } from './askers.ts';
import { claimsOf } from './claims.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';
import { RULES_OF_POLICIES } from './rules-of-policies.ts';

const isOnTheWireWithCookie = ({ claim }: Place): boolean =>
  claim.expect.wire.some(({ cookie }) => cookie !== undefined);

/** Whether script asks in mode cors, without credentials for another origin. */
const asksWithoutCredentials = (step: Step): boolean =>
  step.do === 'fetch'
    ? modeOf(step) === 'cors' && step.credentials !== 'include'
    : (step.do === 'axios' || step.do === 'xhr') && step.withCredentials !== true;

/** Refused, in mode cors, by an answer that gives the asker no leave. */
const isRefusedByTheAnswer = (place: Place, { step, sight }: Given): boolean =>
  sight.verdict === 'blocked' &&
  modeOf(step) === 'cors' &&
  valuesOf(place, 'access-control-allow-origin').every(
    (value) => value !== '*' && value !== askingOrigin(place, step),
  );

/** Whether some answer of the route asks for a password: then a status says which of them it is. */
const isChallenged = ({ claim: { play }, outcome: { route } }: Place): boolean =>
  Object.entries(play.routes).some(
    ([key, declared]) =>
      key === route &&
      answersOf(declared).some((answer) => valuesIn(answer, 'www-authenticate').length > 0),
  );

const RULES_OF_THE_APP: readonly EquivalenceRule[] = [
  {
    id: 'option-at-its-default',
    because: 'The middleware sends the wildcard where it is given no origin: the same bytes.',
    url: 'https://github.com/expressjs/cors#configuration-options',
    matches: ({ answer, outcome: { what } }) =>
      what === 'cors() without origin' &&
      answer !== null &&
      isAppAnswer(answer) &&
      answer.cors?.['origin'] === '*',
  },
  {
    id: 'credentials-beside-a-wildcard',
    because:
      'With the wildcard the CORS check comes to its end, one way or the other, before it looks at Access-Control-Allow-Credentials.',
    url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    matches: ({ answer, outcome: { what } }) =>
      what === 'cors() without credentials' &&
      answer !== null &&
      isAppAnswer(answer) &&
      answer.cors?.['origin'] === '*',
  },
  {
    id: 'login-asked-without-credentials',
    because:
      'The client asks without credentials, which is its mistake: the wildcard is leave enough, and nobody looks for more.',
    url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    matches: ({ answer, claim, outcome: { what } }) =>
      (what === 'cors() without origin' || what === 'cors() without credentials') &&
      answer !== null &&
      isAppAnswer(answer) &&
      claim.expect.verdict === 'allowed' &&
      claim.play.steps.every(asksWithoutCredentials),
  },
];

const RULES_OF_CACHES: readonly EquivalenceRule[] = [
  {
    id: 'status-that-image-and-refusal-hide',
    because:
      'An image is shown whatever its status is, and script is told of none where the CORS check refuses; no other step is given this answer.',
    url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    engineMayTell: true,
    matches: (place) => {
      const given = givenTo(place);
      return (
        statuses(place).length > 0 &&
        // A redirect is more than a status.
        valuesOf(place, 'location').length === 0 &&
        given.length > 0 &&
        given.every(
          (one) =>
            (one.step.do === 'img' && !isBlockedUnlessOk(place, one.step)) ||
            isRefusedByTheAnswer(place, one),
        ) &&
        place.claim.play.steps.length > 1 &&
        !isChallenged(place) &&
        // Firefox keeps a 200 longer than another status: where a cache answers, it is asked again.
        (place.outcome.engine !== 'firefox' ||
          timesAsked(place).bySteps === timesAsked(place).ofServer)
      );
    },
  },
  {
    id: 'lifetime-that-force-cache-does-not-ask-for',
    because: 'In cache mode force-cache a stored response is used whether it is fresh or stale.',
    url: 'https://fetch.spec.whatwg.org/#concept-request-cache-mode',
    matches: (place) =>
      isOf(place, 'cache-control') &&
      valuesOf(place, 'cache-control').every((value) => value.startsWith('max-age=')) &&
      timesAsked(place).ofServer === 1 &&
      place.claim.play.steps
        .slice(1)
        .every((step) => step.do === 'fetch' && step.extraOptions?.['cache'] === 'force-cache'),
  },
  {
    id: 'leave-kept-by-default',
    because:
      'Leave without a lifetime, or with one that cannot be read, is kept for five seconds, and no story takes as long.',
    url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    matches: (place) =>
      isOf(place, 'access-control-max-age') &&
      !isAskedOfTheStandard(place) &&
      valuesOf(place, 'access-control-max-age').every((value) => /^\d{2,}$/.test(value)),
  },
  {
    id: 'vary-among-requests-alike',
    because:
      'All requests of the story come from one origin, so that what is stored for it matches with Vary as it does without.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.1',
    matches: (place) => {
      const { steps } = place.claim.play;
      return (
        isOf(place, 'vary') &&
        valuesOf(place, 'vary').every((value) => value === 'Origin') &&
        allAskers(place, (step) => step.do === 'fetch' && modeOf(step) === 'cors') &&
        new Set(steps.map((step) => askingOrigin(place, step))).size === 1
      );
    },
  },
  {
    id: 'no-lifetime-to-withhold',
    because:
      'The answer has no lifetime, and no Last-Modified to guess one from: it is stale at once, with or without the word.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2',
    matches: (place) => {
      const [value, ...more] = valuesOf(place, 'cache-control');
      return (
        isOf(place, 'cache-control') &&
        more.length === 0 &&
        (value === 'no-cache' || (value === 'no-store' && valuesOf(place, 'etag').length === 0)) &&
        ['expires', 'last-modified'].every((name) => valuesOf(place, name).length === 0)
      );
    },
  },
  {
    id: 'header-that-the-stored-response-has',
    because: 'A 304 replaces the headers that it has; the stored one stays, and it says the same.',
    url: 'https://www.rfc-editor.org/rfc/rfc9111#section-4.3.4',
    matches: (place) => {
      const { outcome, answer, claim } = place;
      const { operator, header, route, answer: index } = outcome;
      const routes = Object.entries(claim.play.routes).find(([key]) => key === route);
      const stored = routes && index > 0 ? answersOf(routes[1])[index - 1] : undefined;
      return (
        operator === 'drop-header' &&
        header !== null &&
        stored !== undefined &&
        answer !== null &&
        'status' in answer &&
        answer.status === 304 &&
        valuesIn(answer, header).join() === valuesIn(stored, header).join()
      );
    },
  },
  {
    id: 'preflight-cache-of-chance',
    because:
      'By the Standard leave without a lifetime is kept for five seconds; Firefox uses no entry for the first requests of a page, so that it asks once or twice.',
    url: 'https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsCORSListenerProxy.cpp',
    engineMayTell: true,
    byChance: true,
    matches: ({ outcome: { engine, what } }) =>
      engine === 'firefox' && what === 'without Access-Control-Max-Age: 0',
  },
  {
    id: 'preflight-of-any-ok-status',
    because: "A preflight's answer must have an ok status; which one is told to nobody.",
    url: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch-0',
    matches: (place) =>
      isForPreflight(place) && areAll(statuses(place), 200, 299) && !isAskedOfTheStandard(place),
  },
];

/** With which a cookie goes along wherever it would without; None by itself is no limit. */
const LIMITS = /^(?!__)[^;]*;(?!.*SameSite=None).*\b(?:SameSite=Lax|SameSite=Strict|Secure)$/;

/** Whether another site is logged in to, and by the claim no cookie comes back. */
const hasNoThirdPartyCookie = ({ play, expect }: Claim): boolean =>
  play.steps.every(({ url }) => url.startsWith('{apiSecureCrossSite:')) &&
  play.steps[0].url.endsWith(':/login}') &&
  expect.wire.every(({ cookie }) => cookie === undefined);

const RULES_OF_CREDENTIALS: readonly EquivalenceRule[] = [
  {
    id: 'cookie-attribute-that-only-limits',
    because:
      'The attribute keeps the cookie from some requests, and from none of this story; an unknown one, or one of an unknown value, is ignored.',
    url: 'https://www.rfc-editor.org/rfc/rfc6265#section-5.2',
    matches: (place) =>
      isOf(place, 'set-cookie') &&
      place.outcome.operator === 'change-value' &&
      valuesOf(place, 'set-cookie').every((value) => LIMITS.test(value)) &&
      isOnTheWireWithCookie(place),
  },
  {
    id: 'partition-that-this-engine-makes-anyway',
    because: 'Firefox keeps the cookies of other sites by the top-level site, asked to or not.',
    url: 'https://developer.mozilla.org/en-US/docs/Web/Privacy/Storage_access_policy/Errors/CookiePartitionedForeign',
    matches: (place) =>
      place.outcome.engine === 'firefox' &&
      isOf(place, 'set-cookie') &&
      place.outcome.operator === 'change-value' &&
      valuesOf(place, 'set-cookie').every((value) => value.endsWith('; Partitioned')) &&
      isOnTheWireWithCookie(place),
  },
  {
    id: 'none-that-this-engine-asks-nothing-of',
    because:
      'libsoup keeps a cookie of SameSite=None as it keeps one of no such attribute, whether it is Secure or not.',
    url: 'https://gitlab.gnome.org/GNOME/libsoup/-/blob/master/libsoup/cookies/soup-cookie-jar.c',
    matches: (place) =>
      place.outcome.engine === 'webkit' &&
      isOf(place, 'set-cookie') &&
      place.outcome.operator === 'change-value' &&
      valuesOf(place, 'set-cookie').every((value) => value.includes('; SameSite=None')) &&
      isOnTheWireWithCookie(place),
  },
  {
    id: 'cookie-of-a-third-party-in-webkit',
    because: 'WebKitGTK takes cookies from the site of the page alone; here another site sets one.',
    url: 'https://webkitgtk.org/reference/webkit2gtk/stable/enum.CookieAcceptPolicy.html',
    matches: (place) => {
      const { outcome, scenario } = place;
      const { refused, cured } = claimsOf(scenario, outcome.engine);
      return (
        outcome.engine === 'webkit' &&
        [refused, cured].every((claim) => claim === null || hasNoThirdPartyCookie(claim)) &&
        (isOf(place, 'set-cookie') || outcome.operator === 'other-act')
      );
    },
  },
  {
    id: 'challenge-that-is-answered',
    because:
      'The request is made again, with the password: script is handed that answer, and no header of the challenge is asked for leave.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
    matches: (place) =>
      (place.outcome.header?.startsWith('access-control-') ?? false) &&
      valuesOf(place, 'www-authenticate').length > 0 &&
      !isForTheLastAnswer(place) &&
      place.claim.expect.wire.some(({ authorization }) => authorization !== undefined),
  },
  {
    id: 'challenge-across-origins',
    because:
      'A challenge is answered only where the response tainting is not cors; script is handed the 401.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch',
    engineMayTell: true,
    matches: (place) =>
      isOf(place, 'www-authenticate') &&
      allAskers(place, ({ do: action, url }) => action === 'xhr' && /\{api[.:}]/.test(url)),
  },
  {
    id: 'allow-credentials-for-a-request-without',
    because:
      'The CORS check looks at Access-Control-Allow-Credentials only where the credentials mode is include.',
    url: 'https://fetch.spec.whatwg.org/#concept-cors-check',
    matches: (place) => {
      const given = givenTo(place);
      return (
        isOf(place, 'access-control-allow-credentials') &&
        isForTheLast(place) &&
        given.length > 0 &&
        given.every(({ step }) => step.do === 'fetch' && asksWithoutCredentials(step))
      );
    },
  },
  {
    id: 'timing-allowed-to-others',
    because: 'The header names another origin: without it this one is told as little.',
    url: 'https://fetch.spec.whatwg.org/#concept-tao-check',
    matches: (place) =>
      isOf(place, 'timing-allow-origin') &&
      allAskers(place, (step) =>
        valuesOf(place, 'timing-allow-origin').every(
          (value) => /^\{\w+\}$/.test(value) && value !== askingOrigin(place, step),
        ),
      ),
  },
];

export const RULES_OF_STATE: readonly EquivalenceRule[] = [
  ...RULES_OF_THE_APP,
  ...RULES_OF_CACHES,
  ...RULES_OF_CREDENTIALS,
  ...RULES_OF_POLICIES,
];
