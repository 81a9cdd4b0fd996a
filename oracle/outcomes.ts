/** Stories of requests: what the Standard allows to come of them. */
import { requestOfFetch } from './fetch-api.ts';
import { filteredResponse } from './filtered-response.ts';
import { mainFetch } from './main-fetch.ts';
import { createPreflightCache, type PreflightCache } from './preflight-cache.ts';
import { currentUrl, type Choice, type Fetching } from './request.ts';
import type { Rules } from './rules.ts';
import { STANDARD } from './standard.ts';
import type {
  ApiRequest,
  Environment,
  NetworkRequest,
  Outcome,
  ServerAnswer,
  StepOutcome,
} from './types.ts';
import { requestOfXhr } from './xhr-api.ts';

/** One request of a story, and who asks it. */
export interface StoryRequest {
  readonly environment: Environment;
  readonly request: ApiRequest;
  /** Seconds since the story began; default: no time has passed since the request before. */
  readonly at?: number;
}

/** Requests made one after another by one user agent: they share its preflight cache. */
export interface Story {
  readonly requests: readonly StoryRequest[];
  /** Made anew for each exploration, for answers may depend on what was asked before. */
  readonly answerer: () => (request: NetworkRequest) => ServerAnswer;
}

/** What script sees of one call. https://fetch.spec.whatwg.org/#fetch-method */
export function* fetching(
  { environment, request: asked }: StoryRequest,
  cache: PreflightCache,
  rules: Rules = STANDARD,
): Fetching<StepOutcome> {
  const requestOf = asked.api === 'fetch' ? requestOfFetch : requestOfXhr;
  const request = requestOf(asked, environment, rules);
  if (request === 'failure') return { verdict: 'blocked', stage: 'api' };
  const past = { headers: request.headers, preflighted: false, originHeader: null, redirect: null };
  const response = yield* mainFetch({ request, cache, rules, redirectedBy: null, past, mainFetch });
  if (response.type === 'error') {
    const { type: _type, ...refusal } = response;
    const { tainting } = request;
    const toldUrl = rules.refusalUrl({ api: asked.api, tainting, url: currentUrl(request) });
    return { verdict: 'blocked', ...refusal, ...(toldUrl !== null && { toldUrl }) };
  }
  const seen = filteredResponse(request, response, rules);
  const isOpaque = seen.type === 'opaque' || seen.type === 'opaqueredirect';
  return { verdict: isOpaque ? 'opaque' : 'allowed', stage: 'none', response: seen };
}

/** What the story yields: for a request on the wire, also which of its requests it is for. */
export type Asked = (NetworkRequest & { readonly step: number }) | Choice;

/** The requests of a story, one after another. */
export function* telling(
  requests: readonly StoryRequest[],
  rules: Rules = STANDARD,
): Generator<Asked, Outcome, ServerAnswer | number> {
  const cache = createPreflightCache();
  const steps: StepOutcome[] = [];
  const wire: (NetworkRequest & { readonly step: number })[] = [];
  for (const [step, request] of requests.entries()) {
    cache.now = request.at ?? cache.now;
    const algorithm = fetching(request, cache, rules);
    let next = algorithm.next();
    while (!next.done) {
      if (next.value.kind === 'choice') next = algorithm.next(yield next.value);
      else {
        const asked = { ...next.value, step };
        const answer = (yield asked) as ServerAnswer;
        if (!('unsent' in answer)) wire.push(asked);
        next = algorithm.next(answer);
      }
    }
    steps.push(next.value);
  }
  return { steps, wire };
}

/**
 * All that the Standard allows to come of a story, each once; the first is what a user agent does
 * that makes no use of any liberty. Every liberty doubles the ways through a story. Throws what
 * `answerer` throws, and `RangeError` where there are more than `mostWays`: a loop of redirects that
 * each want a preflight has millions.
 */
export function outcomesOf(
  story: Story,
  rules: Rules = STANDARD,
  mostWays = 65_536,
): readonly Outcome[] {
  const outcomes = new Map<string, Outcome>();
  let path: readonly number[] | null = [];
  for (let ways = 1; path !== null; ways += 1) {
    if (ways > mostWays)
      throw new RangeError(`The story has more than ${mostWays} ways; tell a shorter one.`);
    const taken: Taken[] = [];
    const outcome = follow(story, rules, path, taken);
    const key = JSON.stringify(outcome);
    if (!outcomes.has(key)) outcomes.set(key, outcome);
    path = nextPath(taken);
  }
  return [...outcomes.values()];
}

interface Taken {
  readonly pick: number;
  readonly options: number;
}

/** Tells the story once, with the choices of `path`, then with 0; notes in `taken` what was chosen. */
function follow(story: Story, rules: Rules, path: readonly number[], taken: Taken[]): Outcome {
  const answer = story.answerer();
  const algorithm = telling(story.requests, rules);
  let next = algorithm.next();
  while (!next.done) {
    if (next.value.kind === 'choice') {
      const pick = path[taken.length] ?? 0;
      taken.push({ pick, options: next.value.options });
      next = algorithm.next(pick);
    } else next = algorithm.next(answer(next.value));
  }
  return next.value;
}

/** The next way through the choices, last ones first; null: there is none left. */
function nextPath(taken: readonly Taken[]): readonly number[] | null {
  const last = taken.findLastIndex(({ pick, options }) => pick + 1 < options);
  if (last === -1) return null;
  const again = taken.slice(0, last + 1);
  return again.map(({ pick }, index) => (index === last ? pick + 1 : pick));
}
