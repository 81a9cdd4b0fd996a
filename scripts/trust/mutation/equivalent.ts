/**
 * Mutants from which nothing follows, by rule. A rule is as narrow as it can be: one that explains
 * no survivor is stale, one that holds for a mutant that was caught is wrong; both fail.
 */
import { isSameByStandard } from './by-standard.ts';
import { isOfTheOracle } from './of-the-oracle.ts';
import { RULES_OF_DEPARTURES } from './rules-of-departures.ts';
import { RULES_OF_DOCUMENTS } from './rules-of-documents.ts';
import { RULES_OF_HEADERS } from './rules-of-headers.ts';
import { RULES_OF_LOADS } from './rules-of-loads.ts';
import { RULES_OF_STATE } from './rules-of-state.ts';
import type { EquivalenceRule } from './equivalence.ts';

export const EQUIVALENTS: readonly EquivalenceRule[] = [
  {
    id: 'never-sent',
    because:
      'Nobody is given this answer: what comes before it is refused, or no request is made. Not a byte on the wire is another.',
    matches: ({ outcome }) => outcome.neverSent === true,
  },
  {
    id: 'same-by-the-standard',
    because:
      'The algorithms of the Standard, run over the mutant, give the same requests, the same verdict by the same clause, and the same response with all that script may read of it.',
    url: 'https://fetch.spec.whatwg.org/#fetching',
    engineMayTell: true,
    matches: (place) =>
      isOfTheOracle(place) && isSameByStandard(place.outcome, place.scenario, 'all'),
  },
  {
    id: 'read-by-nobody',
    because:
      'By the Standard only a response header is another that script may read, and that no script of the scenario does.',
    url: 'https://fetch.spec.whatwg.org/#concept-filtered-response-cors',
    engineMayTell: true,
    matches: (place) =>
      isOfTheOracle(place) && isSameByStandard(place.outcome, place.scenario, 'read'),
  },
  {
    id: 'refused-all-the-same',
    because:
      'Another clause of the Standard refuses it, with the same requests; script is never told which, and the lines of the console, which are compared whole, are the same.',
    url: 'https://fetch.spec.whatwg.org/#concept-network-error',
    engineMayTell: true,
    matches: (place) =>
      isOfTheOracle(place) && isSameByStandard(place.outcome, place.scenario, 'verdict'),
  },
  ...RULES_OF_LOADS,
  ...RULES_OF_HEADERS,
  ...RULES_OF_DOCUMENTS,
  ...RULES_OF_DEPARTURES,
  ...RULES_OF_STATE,
];
