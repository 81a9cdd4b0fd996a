/** An exchange while it is being made: mutable, so that breaks can be laid over a correct one. */
import { isToken } from '../../oracle/bytes.ts';
import { normalizeMethod } from '../../oracle/methods.ts';
import type { Header, HttpAnswer, Play, Routes, Step } from '../../scenarios/types.ts';
import type { Family, GeneratedCase } from '../types.ts';

export type Line = [name: string, value: string];

/** The origins that generated requests go to. */
export type Place = 'api' | 'apiCrossSite' | 'page';

export interface DraftAnswer {
  status: number;
  headers: Line[];
}

export interface DraftStep {
  api: 'fetch' | 'xhr';
  url: string;
  method: string;
  headers: Line[];
  body: string | null;
  mode: 'cors' | 'no-cors' | 'same-origin';
  credentials: 'same-origin' | 'include' | 'omit';
  redirect: 'follow' | 'error' | 'manual';
}

/** One URL that is asked for, and what it answers to the first, second, … request. */
export interface DraftHop {
  readonly place: Place;
  readonly path: `/${string}`;
  /** What `Origin` says there, and so what must be allowed: `{page}` or `null`. */
  readonly origin: string;
  /** No request has left the page's origin yet, so nothing is preflighted. */
  readonly sameOrigin: boolean;
  readonly preflights: DraftAnswer[];
  readonly answers: DraftAnswer[];
}

export interface Draft {
  readonly family: Family;
  frame: boolean;
  readonly steps: DraftStep[];
  /** In the order of the redirects. */
  readonly hops: DraftHop[];
}

/**
 * Breaks one thing of a draft and says in a few words what; null where there is nothing to break.
 * Knows nothing of other breaks, so that any of them can be left out.
 */
export type Breaking = (draft: Draft) => string | null;

/** What a correct exchange is made from. */
export interface Wish {
  readonly family: Family;
  readonly frame: boolean;
  readonly steps: readonly DraftStep[];
  /** Where the first URL is, and where each redirect leads. */
  readonly places: readonly Place[];
  /** Status of each redirect. */
  readonly statuses: readonly number[];
  /** Allow `*` where the Standard lets it count. */
  readonly wildcard: boolean;
  readonly maxAge: string | null;
}

const NO_STORE: Line = ['Cache-Control', 'no-store'];

export const urlAt = (place: Place, path: string): string => `{${place}:${path}}`;

/** Everything that these steps need is allowed. */
export function correct(wish: Wish): Draft {
  const { family, frame, places, statuses, maxAge } = wish;
  const steps = wish.steps.map(copyOfStep);
  const credentials: Line[] = steps.some((step) => step.credentials === 'include')
    ? [['Access-Control-Allow-Credentials', 'true']]
    : [];
  const methods = unique(steps.map((step) => normalizeMethod(step.method))).filter(isToken);
  const names = unique(
    steps.flatMap(({ headers, body }) => [
      ...headers.map(([name]) => name.toLowerCase()),
      // A body brings its own type, which counts among safelisted values that are too long in sum.
      ...(body !== null && headers.length > 0 ? ['content-type'] : []),
    ]),
  ).filter(isToken);
  const hops = places.map((place, index): DraftHop => {
    const origin = frame || isTainted(places, index) ? 'null' : '{page}';
    const allowed: Line[] = [
      ['Access-Control-Allow-Origin', wish.wildcard && credentials.length === 0 ? '*' : origin],
      ...credentials,
    ];
    const next = places[index + 1];
    return {
      place,
      path: PATHS[index] ?? '/a',
      origin,
      sameOrigin: !frame && places.slice(0, index + 1).every((one) => one === 'page'),
      preflights: [
        {
          status: 204,
          headers: copied([
            ...allowed,
            ['Access-Control-Allow-Methods', methods.join(', ')],
            ...(names.length > 0
              ? [['Access-Control-Allow-Headers', names.join(', ')] as const]
              : []),
            ...(maxAge === null ? [] : [['Access-Control-Max-Age', maxAge] as const]),
            NO_STORE,
          ]),
        },
      ],
      answers: [
        {
          status: next === undefined ? 200 : (statuses[index] ?? 302),
          headers: copied([
            ...allowed,
            ...(next === undefined
              ? []
              : [['Location', urlAt(next, PATHS[index + 1] ?? '/a')] as const]),
            NO_STORE,
          ]),
        },
      ],
    };
  });
  return { family, frame, steps, hops };
}

const PATHS = ['/a', '/b', '/c', '/d'] as const;

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

const copied = (lines: readonly (readonly [string, string])[]): Line[] =>
  lines.map(([name, value]): Line => [name, value]);

/**
 * Whether `Origin` says `null` at this place of the way: a foreign origin has redirected to yet
 * another one. https://fetch.spec.whatwg.org/#concept-request-tainted-origin
 */
const isTainted = (places: readonly Place[], index: number): boolean =>
  places
    .slice(1, index + 1)
    .some((place, before) => place !== places[before] && places[before] !== 'page');

/** The values of a header's lines, in order. */
export const valuesOf = ({ headers }: DraftAnswer, name: string): string[] =>
  headers.filter(([one]) => isNamed(one, name)).map(([, value]) => value);

const isNamed = (one: string, name: string): boolean => one.toLowerCase() === name.toLowerCase();

/** Replaces all lines of a header by these, where the first one was or else in front. */
export function setLines(
  answer: DraftAnswer,
  name: string,
  values: readonly string[],
  writtenAs = name,
): void {
  const at = answer.headers.findIndex(([one]) => isNamed(one, name));
  const rest = answer.headers.filter(([one]) => !isNamed(one, name));
  rest.splice(Math.max(at, 0), 0, ...values.map((value): Line => [writtenAs, value]));
  answer.headers = rest;
}

export const copyOf = ({ status, headers }: DraftAnswer): DraftAnswer => ({
  status,
  headers: copied(headers),
});

const copyOfStep = (step: DraftStep): DraftStep => ({ ...step, headers: copied(step.headers) });

/** To be broken, while the draft stays whole. */
export const copyOfDraft = (draft: Draft): Draft => ({
  ...draft,
  steps: draft.steps.map(copyOfStep),
  hops: draft.hops.map((hop) => ({
    ...hop,
    preflights: hop.preflights.map(copyOf),
    answers: hop.answers.map(copyOf),
  })),
});

/** Whether a request of this step could be preflighted at all, whatever the exact rules. */
const mayBePreflighted = ({ method, headers }: DraftStep): boolean =>
  headers.length > 0 || !/^(?:GET|HEAD|POST)$/i.test(method);

/** The draft as a play. Shares nothing with the draft. */
export function toCase(draft: Draft, breaks: readonly string[]): GeneratedCase {
  const [first, ...others] = draft.steps.map(toStep);
  if (first === undefined) throw new Error('A draft without a step: give it one.');
  const play: Play = {
    ...(draft.frame && { page: { realm: 'sandboxed-frame' } }),
    steps: [first, ...others],
    routes: toRoutes(draft),
  };
  return { family: draft.family, play, breaks };
}

function toStep(step: DraftStep): Step {
  const common = {
    url: step.url,
    ...(step.method !== 'GET' && { method: step.method }),
    ...(step.headers.length > 0 && { headers: copied(step.headers) }),
    ...(step.body !== null && { body: step.body }),
  };
  // XMLHttpRequest knows neither modes nor redirect modes.
  if (step.api === 'xhr' && step.mode === 'cors' && step.redirect === 'follow') {
    return {
      do: 'xhr',
      ...common,
      ...(step.credentials === 'include' && { withCredentials: true }),
    };
  }
  return {
    do: 'fetch',
    ...common,
    ...(step.mode !== 'cors' && { mode: step.mode }),
    ...(step.credentials !== 'same-origin' && { credentials: step.credentials }),
    ...(step.redirect !== 'follow' && { redirect: step.redirect }),
  };
}

function toRoutes({ steps, hops }: Draft): Routes {
  const routes: Record<`${string} /${string}`, HttpAnswer | readonly HttpAnswer[]> = {};
  const asksForOptions = steps.some(({ method }) => method.toUpperCase() === 'OPTIONS');
  const preflighted = steps.some(mayBePreflighted);
  for (const { path, sameOrigin, preflights, answers } of hops) {
    if (asksForOptions && steps.length === 1) {
      // One route for both: the preflight comes first where there is one.
      routes[`OPTIONS ${path}`] = listed(sameOrigin ? answers : [...preflights, ...answers]);
    } else if (preflighted && !sameOrigin) {
      // With several requests nobody knows which are preflighted: this answer does for both.
      routes[`OPTIONS ${path}`] = listed(preflights);
    }
    routes[`ALL ${path}`] = listed(answers);
  }
  return routes;
}

function listed(answers: readonly DraftAnswer[]): HttpAnswer | readonly HttpAnswer[] {
  const all = answers.map(({ status, headers }): HttpAnswer => ({
    status,
    headers: copied(headers) as Header[],
  }));
  return all.length === 1 ? (all[0] as HttpAnswer) : all;
}
