/** What was declared of a mutant's answer, and which steps are given it. Pure. */
import type { Answer, Sight, Step } from '../../../scenarios/types.ts';
import { answersOf } from '../../../servers/answers.ts';
import { askersOf, modeOf, timesAsked } from './askers.ts';
import { isPredicted } from './by-standard.ts';
import type { Place } from './equivalence.ts';

/** Whether this header, by its name in lower case, is what was changed. */
export const isOf = ({ outcome }: Place, header: string): boolean => outcome.header === header;

/** All values of a header in an answer as declared. */
export const valuesIn = (answer: Answer | null, header: string): readonly string[] =>
  answer !== null && 'headers' in answer && answer.headers !== undefined
    ? answer.headers.filter(([name]) => name.toLowerCase() === header).map(([, value]) => value)
    : [];

/** All declared values of a header in the answer that was changed. */
export const valuesOf = ({ answer }: Place, header: string): readonly string[] =>
  valuesIn(answer, header);

/** The origin that a step asks from, as a header's value has it: `{page}`. */
export const askingOrigin = ({ claim: { play } }: Place, step: Step): string =>
  `{${('from' in step ? step.from : undefined) ?? play.page?.at ?? 'page'}}`;

/** A step, and what its script sees by the claim. */
export interface Given {
  readonly step: Step;
  readonly sight: Sight;
}

/** The steps that are given the changed answer; all of its URL where a cache may hand it on. */
export function givenTo(place: Place): readonly Given[] {
  const { play, expect } = place.claim;
  const { answer } = place.outcome;
  const askers = askersOf(place);
  const { bySteps, ofServer } = timesAsked(place);
  const given =
    bySteps === ofServer
      ? askers.slice(answer, isForTheLastAnswer(place) ? undefined : answer + 1)
      : askers;
  return given.flatMap((index): Given[] => {
    const step = play.steps[index];
    const verdict = index === play.steps.length - 1 ? expect.verdict : 'allowed';
    return step ? [{ step, sight: expect.sees?.[index] ?? { verdict } }] : [];
  });
}

/** Whether the oracle computes the act: then what follows from a mutant is asked of it. */
export const isAskedOfTheStandard = ({ outcome, scenario }: Place): boolean =>
  isPredicted(scenario, outcome.act);

/** Whether the answer is the last that its route declares. */
export const isForTheLastAnswer = ({
  claim: { play },
  outcome: { route, answer },
}: Place): boolean => {
  const declared = Object.entries(play.routes).find(([key]) => key === route)?.[1];
  return declared === undefined || answer === answersOf(declared).length - 1;
};

/** Of a changed status the one that was sent and the declared one; else none. */
export const statuses = ({ outcome: { operator, what } }: Place): readonly number[] =>
  operator === 'change-status' ? (what.match(/\b\d{3}\b/g) ?? []).map(Number) : [];

/** The status that was sent in place of a declared one of 2xx; null: it is no such mutant. */
export function inPlaceOfOk(place: Place): number | null {
  const [sent = 0, declared = 0] = statuses(place);
  return declared >= 200 && declared <= 299 ? sent : null;
}

/** Whether there are such statuses, all within the range. */
export const areAll = (
  of: readonly number[],
  ...range: readonly [from: number, to: number]
): boolean => of.length > 0 && of.every((status) => status >= range[0] && status <= range[1]);

/**
 * Whether the engine shows a step its image only by an ok status: Firefox blocks an opaque response
 * whose bytes do not tell an image, as those of SVG do not, unless its status is ok.
 * https://searchfox.org/mozilla-central/source/netwerk/protocol/http/OpaqueResponseUtils.cpp
 */
export const isBlockedUnlessOk = (place: Place, step: Step): boolean =>
  place.outcome.engine === 'firefox' &&
  modeOf(step) === 'no-cors' &&
  step.url.endsWith('.svg}') &&
  !areAll(statuses(place), 200, 299);
