/** Which of a play's steps a mutant's answer is for, and what is asked with them. Pure. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import { answersOf } from '../../../servers/answers.ts';
import { initiatorOf } from '../../../scenarios/initiators/index.ts';
import type { LoadStep, Sight, Step } from '../../../scenarios/types.ts';
import type { Place } from './equivalence.ts';

/** Path and query of a URL with placeholders: `{api:/resource?x}`, `/resource?x`. */
const pathOf = (url: string): string => /\{\w+:([^{}]*)\}/.exec(url)?.[1] ?? url;

const withoutQuery = (path: string): string => path.split(/[?#]/, 1)[0] ?? path;

/**
 * The steps that ask for the answer, by their place: those whose URL is the route's; where there is
 * none, the one that somebody redirects, or a story's only step.
 */
export function askersOf({ claim, outcome: { route } }: Place): readonly number[] {
  const { steps } = claim.play;
  const path = route?.split(' ')[1] ?? '';
  const asking = [...steps.keys()].filter((index) => {
    const asked = pathOf(steps[index]?.url ?? '');
    return asked === path || withoutQuery(asked) === path;
  });
  if (asking.length > 0) return asking;
  if (steps.length === 1) return [0];
  const redirected = [...steps.keys()].filter((index) => isRedirected(claim, steps[index]));
  return isRedirectTarget(claim, path) && redirected.length === 1 ? redirected : [];
}

/** All values of Location in an act, with the routes that send them. */
const locationsIn = ({
  play: { routes },
}: Claim): readonly (readonly [route: string, to: string])[] =>
  Object.entries(routes).flatMap(([route, declared]) =>
    answersOf(declared)
      .flatMap((answer) => ('status' in answer ? answer.headers : []))
      .flatMap(([name, value]) =>
        name.toLowerCase() === 'location' ? [[route, value] as const] : [],
      ),
  );

const isRedirected = (claim: Claim, step: Step | undefined): boolean =>
  locationsIn(claim).some(([route]) => route.split(' ')[1] === pathOf(step?.url ?? ''));

const isRedirectTarget = (claim: Claim, path: string): boolean =>
  locationsIn(claim).some(([, to]) => withoutQuery(pathOf(to)) === path);

/** Whether there are such steps, and `is` holds for all of them. */
export function allAskers(place: Place, is: (step: Step, sight: Sight) => boolean): boolean {
  const { steps } = place.claim.play;
  const { sees, verdict } = place.claim.expect;
  const askers = askersOf(place);
  return (
    askers.length > 0 &&
    askers.every((index) => {
      const step = steps[index];
      const last = index === steps.length - 1;
      return step && is(step, sees?.[index] ?? { verdict: last ? verdict : 'allowed' });
    })
  );
}

/** The mode of the request that a step makes; null: a navigation, or nothing of the Fetch Standard's. */
export function modeOf(step: Step): RequestMode | null {
  if (step.do === 'fetch') return step.mode ?? 'cors';
  if (step.do === 'xhr' || step.do === 'axios') return 'cors';
  return initiatorOf(step)?.request?.(step as LoadStep).mode ?? null;
}

/** Whether the step is no request by script: the page sees what became of it, and no response. */
export const isLoad = (step: Step): boolean => initiatorOf(step) !== null;

/**
 * How often the answer's URL is asked for: by steps of the story, and, by the claim, of the server.
 * Preflights are not counted.
 */
export function timesAsked({ claim, outcome: { route } }: Place): {
  readonly bySteps: number;
  readonly ofServer: number;
} {
  const path = withoutQuery(route?.split(' ')[1] ?? '');
  const isHere = (url: string): boolean => withoutQuery(pathOf(url)) === path;
  const { steps } = claim.play;
  return {
    bySteps: steps.filter(({ url }) => isHere(url)).length,
    ofServer: claim.expect.wire.filter(({ method, url }) => method !== 'OPTIONS' && isHere(url))
      .length,
  };
}

/** Whether the answer is for the last request of the claim. */
export function isForTheLast({ claim, outcome: { route } }: Place): boolean {
  const last = claim.expect.wire.at(-1);
  return (
    last !== undefined &&
    withoutQuery(pathOf(last.url)) === withoutQuery(route?.split(' ')[1] ?? '')
  );
}

/** Whether the answer is a preflight's. */
export const isForPreflight = ({ outcome: { route } }: Place): boolean =>
  route?.startsWith('OPTIONS ') ?? false;
