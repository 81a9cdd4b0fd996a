/** Which of a play's answers were given to somebody. Pure. */
import type { Routes } from '../../../scenarios/types.ts';
import { answersOf } from '../../../servers/answers.ts';
import { nextAnswer, Routing } from '../../../servers/routing.ts';
import type { Exchange } from '../../../servers/types.ts';

/** A name for one answer of a route; `null`: for no answer, which is no matter of the wire. */
export const answerName = (
  place: { readonly route: string | null; readonly answer: number } | null,
): string => (place === null || place.route === null ? '' : `${place.route} #${place.answer}`);

/** The names of the answers that these requests were given, in any order. */
export function sentAnswers(
  routes: Routes,
  exchanges: readonly Pick<Exchange, 'arrival'>[],
): Set<string> {
  const names = Object.entries(routes).flatMap(([route, declared]) =>
    answersOf(declared).map((_, answer) => answerName({ route, answer })),
  );
  let count = 0;
  // Prepares each answer once, in the order of the names.
  const routing = new Routing(routes, () => names[count++]);
  const sent = new Set<string>();
  for (const { arrival } of exchanges) {
    const route = routing.routeOf(arrival.method, arrival.path);
    const name = route && nextAnswer(route);
    if (name !== undefined) sent.add(name);
  }
  return sent;
}
