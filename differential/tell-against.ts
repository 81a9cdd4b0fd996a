/** The oracle against answers that take their time: those of servers that really run. */
import { telling, type StoryRequest } from '../oracle/outcomes.ts';
import type { Choice } from '../oracle/request.ts';
import type { Rules } from '../oracle/rules.ts';
import { STANDARD } from '../oracle/standard.ts';
import type { NetworkRequest, Outcome, ServerAnswer } from '../oracle/types.ts';

/**
 * One way through a story, against answers that take their time: a real server's. `pick` makes the
 * choices; by default none of the liberties is used.
 */
export async function tellAgainst(
  requests: readonly StoryRequest[],
  answer: (request: NetworkRequest & { readonly step: number }) => Promise<ServerAnswer>,
  { rules = STANDARD, pick = () => 0 }: { rules?: Rules; pick?: (choice: Choice) => number } = {},
): Promise<Outcome> {
  const story = telling(requests, rules);
  let next = story.next();
  while (!next.done) {
    next = story.next(next.value.kind === 'choice' ? pick(next.value) : await answer(next.value));
  }
  return next.value;
}
