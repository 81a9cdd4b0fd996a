/** Mutants of resource policies, embedder policies and content policies, from which nothing follows. */
import { answersOf } from '../../../servers/answers.ts';
import { areAll, isAskedOfTheStandard, isOf, statuses, valuesIn, valuesOf } from './answered.ts';
import { allAskers, isForTheLast, modeOf } from './askers.ts';
import type { EquivalenceRule, Place } from './equivalence.ts';

const CORP = 'cross-origin-resource-policy';
const CSP = 'content-security-policy';
const COEP = 'cross-origin-embedder-policy';

/** Whether some document of the play requires a resource policy. */
const isEmbedderPolicySet = ({ claim: { play } }: Place): boolean =>
  Object.values(play.routes)
    .flatMap((declared) => answersOf(declared))
    .some((answer) => valuesIn(answer, COEP).length > 0);

/** Whether the answer is the document that a frame asks from. */
const isAskingDocument = ({ claim: { play }, outcome: { route } }: Place): boolean =>
  play.steps.every(
    (step) =>
      step.do === 'framed-fetch' &&
      step.document !== undefined &&
      route !== null &&
      step.document.endsWith(`:${route.split(' ')[1]}}`),
  );

export const RULES_OF_POLICIES: readonly EquivalenceRule[] = [
  {
    id: 'status-of-a-response-kept-by-policy',
    because: 'The resource policy makes a network error of it, of whatever status it is.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-fetch',
    engineMayTell: true,
    matches: (place) =>
      place.claim.expect.stage === 'resource-policy' &&
      place.claim.play.steps.length === 1 &&
      isForTheLast(place) &&
      (statuses(place)[1] ?? 300) < 300,
  },
  {
    id: 'resource-policy-that-refuses-nothing',
    because:
      'Where no embedder policy asks for one, a response without resource policy, or with an unknown one, is let through as this one is; in mode cors nobody looks at it.',
    url: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check',
    matches: (place) =>
      isOf(place, CORP) &&
      valuesOf(place, CORP).length === 1 &&
      allAskers(place, (_, { verdict }) => verdict !== 'blocked') &&
      !isEmbedderPolicySet(place),
  },
  {
    id: 'embedder-policy-in-mode-cors',
    because:
      'The document asks in mode cors alone, where no resource policy is looked at: what it requires of one matters to nothing.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-fetch',
    matches: (place) =>
      isOf(place, COEP) &&
      isAskingDocument(place) &&
      place.claim.play.steps.every((step) => modeOf(step) === 'cors'),
  },
  {
    id: 'document-that-only-asks',
    because:
      'A script of its parent asks in the name of the document, whose policies are of its headers; nobody looks at what it shows.',
    url: 'https://html.spec.whatwg.org/multipage/document-lifecycle.html',
    engineMayTell: true,
    matches: (place) =>
      (isOf(place, 'content-type') || statuses(place).length > 0) && isAskingDocument(place),
  },
  {
    id: 'policy-that-refuses-nothing-here',
    because:
      'All that a service worker asks for, its policy allows; without a policy all is allowed.',
    url: 'https://w3c.github.io/webappsec-csp/#directive-connect-src',
    matches: (place) =>
      isOf(place, CSP) &&
      place.outcome.operator === 'drop-header' &&
      allAskers(
        place,
        ({ do: action }, { verdict }) =>
          action === 'register-service-worker' && verdict !== 'blocked',
      ),
  },
  {
    id: 'policy-that-refuses-all-the-same',
    because:
      'A source that is no source matches nothing: what the policy refused it refuses still. A console that quotes the policy is held against it.',
    url: 'https://w3c.github.io/webappsec-csp/#match-url-to-source-list',
    engineMayTell: true,
    matches: (place) =>
      isOf(place, CSP) &&
      place.outcome.operator === 'change-value' &&
      place.claim.expect.stage === 'content-policy',
  },
  {
    id: 'answer-that-an-installation-ignores',
    because: 'fetch() resolves whatever the status is, and so the service worker is installed.',
    url: 'https://fetch.spec.whatwg.org/#fetch-method',
    matches: (place) =>
      statuses(place).length > 0 &&
      !place.outcome.route?.endsWith('.js') &&
      place.claim.play.steps.every(({ do: action }) => action === 'register-service-worker'),
  },
  {
    id: 'redirect-that-the-policy-refuses-anyway',
    because:
      'The policy refuses the origin that the redirect leads to, whatever the path is and whoever else refuses the answer before: a network error either way.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    engineMayTell: true,
    matches: (place) =>
      place.claim.expect.stage === 'content-policy' &&
      isForTheLast(place) &&
      valuesOf(place, 'location').length > 0 &&
      (isOf(place, 'access-control-allow-origin') ||
        (isOf(place, 'location') && place.outcome.operator === 'change-value')),
  },
  {
    id: 'redirect-that-keeps-the-method',
    because: 'To the fetching of a redirect 307 and 308 are one: method and body stay.',
    url: 'https://fetch.spec.whatwg.org/#concept-http-redirect-fetch',
    matches: (place) => areAll(statuses(place), 307, 308) && !isAskedOfTheStandard(place),
  },
];
