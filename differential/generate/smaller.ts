/** Makes any exchange smaller by its structure alone, for plays that no generator has made. */
import type { Answer, HttpAnswer, Play, Routes, Step } from '../../scenarios/types.ts';
import { answersOf, checkRoutes, isHttpAnswer, parseRoute } from '../../servers/answers.ts';
import { isSimpler, measureOf } from './measure.ts';

/**
 * Plays that are a little simpler than this one, the boldest cuts first. Each can be served, and
 * whoever goes on from one of them comes to an end.
 */
export function* smaller(play: Play): Generator<Play> {
  const own = measureOf(play);
  const given = new Set<string>();
  for (const cut of CUTS) {
    for (const candidate of cut(play)) {
      const measure = measureOf(candidate);
      const key = measure[4];
      if (given.has(key) || !isSimpler(measure, own)) continue;
      given.add(key);
      if (canBeServed(candidate.routes)) yield candidate;
    }
  }
}

function canBeServed(routes: Routes): boolean {
  try {
    checkRoutes(routes);
    return true;
  } catch {
    return false;
  }
}

type Cut = (play: Play) => Iterable<Play>;

type RouteKey = keyof Routes;

const without = <T>(list: readonly T[], index: number): T[] => list.toSpliced(index, 1);

const keysOf = (routes: Routes): readonly RouteKey[] => Object.keys(routes) as RouteKey[];

function* withoutAStep(play: Play): Generator<Play> {
  for (const index of play.steps.keys()) {
    const [first, ...rest] = without(play.steps, index);
    if (first !== undefined) yield { ...play, steps: [first, ...rest] };
  }
}

/** `{api:/b}`, `/b`, `./b`, `b`, `http://user@{api.host}/{token}/b?q`: all ask for `/b`. */
const asksFor = (text: string, path: string): boolean => {
  const name = path.slice(1).replaceAll(/[^\w-]/g, String.raw`\$&`);
  return new RegExp(`(?:^|[/:])${name}(?:$|[?#}])`).test(text.trim());
};

const locationsOf = (answer: Answer): readonly string[] =>
  isHttpAnswer(answer)
    ? answer.headers.filter(([name]) => /^location$/i.test(name)).map(([, value]) => value)
    : [];

/** Everything in a play that leads to one of its routes. */
const leads = ({ steps, routes }: Play): readonly string[] => [
  ...steps.map((step) => step.url),
  ...Object.values(routes).flatMap((declared) => answersOf(declared).flatMap(locationsOf)),
];

const withoutRoute = (routes: Routes, key: string): Routes => {
  const { [key as RouteKey]: _dropped, ...rest } = routes;
  return rest;
};

/** Routes whose requests another one answers, and routes to which nothing leads. */
function* withoutARoute(play: Play): Generator<Play> {
  const texts = leads(play);
  for (const key of keysOf(play.routes)) {
    const { method, path } = parseRoute(key);
    const covered = method !== 'ALL' && Object.hasOwn(play.routes, `ALL ${path}`);
    if (covered || !texts.some((text) => asksFor(text, path))) {
      yield { ...play, routes: withoutRoute(play.routes, key) };
    }
  }
}

/** Lists of answers cut to one of them, or by one of them. */
function* withoutAnAnswer(play: Play): Generator<Play> {
  for (const [key, declared] of Object.entries(play.routes)) {
    const answers = answersOf(declared);
    if (answers.length < 2) continue;
    for (const answer of answers) yield { ...play, routes: { ...play.routes, [key]: answer } };
    for (const index of answers.keys()) {
      yield { ...play, routes: { ...play.routes, [key]: without(answers, index) } };
    }
  }
}

/** The step asks at once for where it would be redirected to, or is answered as it would be there. */
function* withoutARedirect(play: Play): Generator<Play> {
  for (const [from, declared] of Object.entries(play.routes)) {
    const target = answersOf(declared).flatMap(locationsOf)[0];
    const { path } = parseRoute(from);
    const to = keysOf(play.routes).find((key) => {
      const route = parseRoute(key);
      return target !== undefined && route.method !== 'OPTIONS' && asksFor(target, route.path);
    });
    if (target === undefined || to === undefined || parseRoute(to).path === path) continue;
    const answered = play.routes[to];
    if (answered !== undefined) {
      const routes = { ...withoutRoute(play.routes, to), [from]: answered };
      yield { ...play, routes: withoutRoute(routes, `OPTIONS ${parseRoute(to).path}`) };
    }
    if (!/^\{\w+:\/[^{}]*\}$/.test(target)) continue;
    const rest = withoutRoute(withoutRoute(play.routes, from), `OPTIONS ${path}`);
    yield eachStep({ ...play, routes: rest }, (step) =>
      asksFor(step.url, path) ? { ...step, url: target } : step,
    );
  }
}

const eachStep = (play: Play, change: (step: Step) => Step): Play => {
  const [first, ...rest] = play.steps;
  return { ...play, steps: [change(first), ...rest.map(change)] };
};

function* changedSteps(play: Play, changes: (step: Step) => Iterable<Step>): Generator<Play> {
  for (const [index, step] of play.steps.entries()) {
    for (const changed of changes(step)) {
      const [first, ...rest] = play.steps.with(index, changed);
      if (first !== undefined) yield { ...play, steps: [first, ...rest] };
    }
  }
}

function* changedAnswers(
  play: Play,
  changes: (answer: HttpAnswer) => Iterable<HttpAnswer>,
): Generator<Play> {
  for (const [key, declared] of Object.entries(play.routes)) {
    const answers = answersOf(declared);
    for (const [index, answer] of answers.entries()) {
      if (!isHttpAnswer(answer)) continue;
      for (const changed of changes(answer)) {
        const now = answers.length === 1 ? changed : answers.with(index, changed);
        yield { ...play, routes: { ...play.routes, [key]: now } };
      }
    }
  }
}

function* inAWindow(play: Play): Generator<Play> {
  const { page: _page, ...windowed } = play;
  if (play.page !== undefined) yield windowed;
  const { launch: _launch, ...ordinary } = play;
  if (play.launch !== undefined) yield ordinary;
}

function* asFetch(play: Play): Generator<Play> {
  yield* changedSteps(play, function* (step) {
    if (step.do !== 'xhr') return;
    const { do: _api, withCredentials, timeout: _timeout, ...common } = step;
    yield { do: 'fetch', ...common, ...(withCredentials && { credentials: 'include' }) };
  });
}

const OPTIONAL = [
  'body',
  'mode',
  'credentials',
  'withCredentials',
  'redirect',
  'read',
  'timeout',
  'from',
  'extraOptions',
] as const;

function* withoutOptions(play: Play): Generator<Play> {
  yield* changedSteps(play, function* (step) {
    for (const option of OPTIONAL) {
      const { [option]: dropped, ...rest } = step as Step & Partial<Record<string, unknown>>;
      if (dropped !== undefined) yield rest as unknown as Step;
    }
  });
}

function* withPlainMethods(play: Play): Generator<Play> {
  yield* changedSteps(play, function* (step) {
    const { method, ...asGet } = step;
    if (method === undefined) return;
    yield asGet;
    for (const plain of ['GET', 'PUT']) {
      // Where a step's answers are declared by method, `GET` asks for another route.
      if (method !== plain) yield { ...step, method: plain };
    }
  });
}

function* withoutAHeader(play: Play): Generator<Play> {
  yield* changedSteps(play, function* (step) {
    const { headers, ...bare } = step;
    if (headers === undefined) return;
    if (headers.length > 1) {
      for (const index of headers.keys()) yield { ...step, headers: without(headers, index) };
    } else {
      yield bare;
    }
  });
  yield* changedAnswers(play, function* (answer) {
    for (const [index, [name, value]] of answer.headers.entries()) {
      // No exchange may depend on what an HTTP cache has kept of an earlier one.
      if (/^cache-control$/i.test(name) && value.includes('no-store')) continue;
      yield { ...answer, headers: without(answer.headers, index) };
    }
    const { body, ...rest } = answer;
    if (body !== undefined) yield rest;
  });
}

function* withPlainStatuses(play: Play): Generator<Play> {
  yield* changedAnswers(play, function* (answer) {
    for (const status of [200, 302]) {
      if (status === 200 || locationsOf(answer).length > 0) yield { ...answer, status };
    }
  });
}

/** One place for all: by origin name. */
function* atOneOrigin(play: Play): Generator<Play> {
  const text = JSON.stringify(play);
  if (text.includes('{apiCrossSite')) {
    yield JSON.parse(text.replaceAll('{apiCrossSite', '{api')) as Play;
  }
}

/** Placeholders are kept whole: half of one is another text, or none that can be filled. */
const UNIT = /\{[a-zA-Z]+(?:\.(?:host|hostname|port)|:\/[^{}]*)?\}|[^]/g;

/** Beyond this, single characters are not worth an exchange each. */
const SHORT = 24;

function* shortened(text: string): Generator<string> {
  const units = text.match(UNIT) ?? [];
  if (units.length === 0) return;
  const join = (some: readonly string[]) => some.join('');
  yield '';
  const half = units.length >> 1;
  if (half > 0) {
    yield join(units.slice(0, half));
    yield join(units.slice(half));
  }
  if (units.length > SHORT) {
    yield join(units.slice(1));
    yield join(units.slice(0, -1));
  } else {
    for (const index of units.keys()) yield join(without(units, index));
  }
}

function* withShorterValues(play: Play): Generator<Play> {
  yield* changedSteps(play, function* (step) {
    for (const [index, [name, value]] of (step.headers ?? []).entries()) {
      for (const short of shortened(value)) {
        yield { ...step, headers: (step.headers ?? []).with(index, [name, short]) };
      }
    }
    for (const body of shortened(step.body ?? '')) yield { ...step, body };
    if (/\/[^{}]*[?#][^{}]*\}$/.test(step.url)) {
      yield { ...step, url: step.url.replace(/[?#][^{}]*\}$/, '}') };
    }
  });
  yield* changedAnswers(play, function* (answer) {
    for (const [index, [name, value]] of answer.headers.entries()) {
      // A Location that is cut leads to the URL itself, or to no route.
      if (/^(?:cache-control|location)$/i.test(name)) continue;
      for (const short of shortened(value)) {
        yield { ...answer, headers: answer.headers.with(index, [name, short]) };
      }
    }
    for (const body of shortened(answer.body ?? '')) yield { ...answer, body };
  });
}

const CUTS: readonly Cut[] = [
  withoutAStep,
  withoutARedirect,
  withoutAnAnswer,
  withoutARoute,
  inAWindow,
  asFetch,
  withoutOptions,
  withPlainMethods,
  withoutAHeader,
  withPlainStatuses,
  atOneOrigin,
  withShorterValues,
];
