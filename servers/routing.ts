/**
 * Which declared answer a request is given. Apart from the origins that act it out, so that what
 * they will do can be told beforehand.
 */
import type { Answer, Routes } from '../scenarios/types.ts';
import { answersOf, isAppAnswer, parseRoute } from './answers.ts';

/** One route, its answers in the form that the caller makes of them. */
export interface Route<Prepared> {
  readonly path: string;
  readonly answers: readonly Prepared[];
  /** How many requests it has had. */
  asked: number;
}

/** The routes of one act, and how often each was asked. */
export class Routing<Prepared> {
  readonly #routes = new Map<string, Route<Prepared>>();
  /** Routes of apps: they take what is below them. */
  readonly #mounts: { readonly method: string; readonly route: Route<Prepared> }[] = [];

  constructor(routes: Routes, prepare: (answer: Answer) => Prepared) {
    for (const [key, declared] of Object.entries(routes)) {
      const { method, path } = parseRoute(key);
      const answers = answersOf(declared);
      const route: Route<Prepared> = { path, answers: answers.map(prepare), asked: 0 };
      this.#routes.set(key, route);
      if (answers.some(isAppAnswer)) this.#mounts.push({ method, route });
    }
  }

  /** `path`: with its query, without the act's token. */
  routeOf(method: string, path: string): Route<Prepared> | undefined {
    const query = path.indexOf('?');
    const plain = query === -1 ? path : path.slice(0, query);
    const routes = this.#routes;
    return (
      (query === -1 ? undefined : routes.get(`${method} ${path}`)) ??
      routes.get(`${method} ${plain}`) ??
      (query === -1 ? undefined : routes.get(`ALL ${path}`)) ??
      routes.get(`ALL ${plain}`) ??
      this.#mounts.find(
        (mounted) =>
          (mounted.method === 'ALL' || mounted.method === method) &&
          plain.startsWith(mounted.route.path.replace(/\/?$/, '/')),
      )?.route
    );
  }
}

/** The n-th request is given the n-th answer; the last one repeats. */
export function nextAnswer<Prepared>(route: Route<Prepared>): Prepared | undefined {
  const prepared = route.answers[Math.min(route.asked, route.answers.length - 1)];
  route.asked += 1;
  return prepared;
}

/** What is said where an act has no route: with status 404. */
export const noRouteSentence = (method: string, path: string): string =>
  `No route of this scenario answers ${method} ${path}.`;

/** What the API origin says where there is no act: with status 404. */
export const NO_ACT_SENTENCE =
  'No scenario is ready under this URL: its act has ended, or never was.';
