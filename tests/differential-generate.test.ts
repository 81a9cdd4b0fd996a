/** Generated exchanges: the same for the same seed, fit for the servers, near the border, shrinkable. */
import { expect, test } from '@playwright/test';
import {
  caseArbitrary,
  generateCase,
  smaller,
  type GeneratedValue,
} from '../differential/generate/index.ts';
import { LONGEST_SUM, LONGEST_VALUE } from '../differential/generate/headers.ts';
import { isSimpler, measureOf, type Measure } from '../differential/generate/measure.ts';
import { predict } from '../differential/predict.ts';
import { FAMILIES, type Family, type GeneratedCase } from '../differential/types.ts';
import type { Outcome } from '../oracle/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { ORIGINS, type OriginTable } from '../scenarios/origins.ts';
import { expand, expandAll } from '../scenarios/placeholders.ts';
import type { HttpAnswer, Play, Step } from '../scenarios/types.ts';
import { answersOf, checkRoutes, isHttpAnswer } from '../servers/answers.ts';

const origins = Object.fromEntries(
  Object.entries(ORIGINS).map(([name, { scheme, host }], index) => [
    name,
    `${scheme}://${host}:${40_001 + index}`,
  ]),
) as OriginTable;
const bindings = { origins, token: '0123456789abcdef01234567' };

const SEED = 20_261_122;

function* cases(
  count: number,
  families: readonly Family[] = FAMILIES,
): Generator<GeneratedCase, void> {
  for (let index = 0; index < count; index += 1) yield generateCase(SEED, index, families).case;
}

const answersIn = ({ routes }: Play): HttpAnswer[] =>
  Object.values(routes).flatMap((declared) => answersOf(declared).filter(isHttpAnswer));

const outcomesOf = (play: Play): readonly Outcome[] => predict(play, bindings);

const verdictsOf = (play: Play): string[] =>
  outcomesOf(play).flatMap(({ steps }) => steps.map(({ verdict }) => verdict));

test.describe('the same case again', () => {
  test('by seed and index alone, in whatever order they are asked for', () => {
    const indexes = Array.from({ length: 300 }, (_, index) => index);
    const forwards = indexes.map((index) => generateCase(SEED, index, FAMILIES).case);
    const backwards = indexes.toReversed().map((index) => {
      generateCase(SEED + 1, index, ['cache']);
      return generateCase(SEED, index, FAMILIES).case;
    });
    expect(backwards.toReversed()).toEqual(forwards);
  });

  test('whatever was shrunk meanwhile', () => {
    for (let index = 0; index < 100; index += 1) {
      const value = generateCase(SEED, index, FAMILIES);
      const before = JSON.stringify(value.case);
      const first = [...value.shrinks()].map((one) => JSON.stringify(one.case));
      expect([...value.shrinks()].map((one) => JSON.stringify(one.case))).toEqual(first);
      expect(JSON.stringify(value.case)).toBe(before);
    }
  });

  test('in whatever order the families are given', () => {
    for (let index = 0; index < 50; index += 1) {
      expect(generateCase(SEED, index, ['origins', 'cache', 'origins']).case).toEqual(
        generateCase(SEED, index, ['cache', 'origins']).case,
      );
    }
  });

  test('and another one with another seed or index', () => {
    const texts = (seed: number) =>
      Array.from({ length: 200 }, (_, index) =>
        JSON.stringify(generateCase(seed, index, FAMILIES).case),
      );
    const one = new Set(texts(1));
    expect(one.size).toBeGreaterThan(150);
    expect(texts(2).filter((text) => !one.has(text)).length).toBeGreaterThan(150);
  });

  test('no family is an error that lists them', () => {
    expect(() => caseArbitrary([])).toThrow(/^No family .*\bsimple\b.*\borigins\.$/);
  });
});

const RISKY_HEADERS =
  /^(?:transfer-encoding|trailer|content-encoding|content-length|connection|refresh|link|alt-svc|strict-transport-security|clear-site-data|content-security-policy.*|report.*|nel|www-authenticate|proxy-authenticate|retry-after)$/i;

const RISKY_STATUSES = [407, 408, 421, 425, 429, 503];

/** What is wrong with an answer, in words; an `expect` for each of so many would take minutes. */
const faultsOfAnswer = ({ status, headers }: HttpAnswer): string[] => [
  ...(status > 599 || RISKY_STATUSES.includes(status) ? [`status ${status}`] : []),
  ...(headers.some(([name, value]) => name === 'Cache-Control' && value === 'no-store')
    ? []
    : ['not no-store']),
  ...headers
    .filter(([name, value]) => RISKY_HEADERS.test(name) || /[{}]/.test(expand(value, bindings)))
    .map((line) => line.join(': ')),
];

const faultsOfStep = ({ do: action, url, headers }: Step): string[] => [
  ...(action === 'fetch' || action === 'xhr' ? [] : [action]),
  ...(expand(url, bindings).length < 300 ? [] : [url]),
  ...(headers ?? []).filter((line) => /[{}]/.test(line.join(''))).map((line) => line.join(': ')),
];

test('every case can be served, and nothing but CORS decides about it', () => {
  const faults = new Set<string>();
  for (const { play } of cases(6000)) {
    checkRoutes(play.routes);
    checkRoutes(expandAll(play.routes, bindings));
    for (const fault of answersIn(play).flatMap(faultsOfAnswer)) faults.add(fault);
    for (const fault of play.steps.flatMap(faultsOfStep)) faults.add(fault);
  }
  expect([...faults]).toEqual([]);
});

test('what nothing was broken of is allowed, unless the API itself refuses the request', () => {
  const unbroken = [...cases(6000)].filter(({ breaks }) => breaks.length === 0);
  expect(unbroken.length).toBeGreaterThan(300);
  const refused = unbroken.filter(({ play }) =>
    outcomesOf(play).some(({ steps }) =>
      steps.some(({ stage, verdict }) => stage !== 'api' && verdict !== 'allowed'),
    ),
  );
  expect(refused).toEqual([]);
});

test('cases lie near the border, and are few requests each', () => {
  let requests = 0;
  let allowed = 0;
  let steps = 0;
  const count = 3000;
  for (const { play } of cases(count)) {
    const [outcome] = outcomesOf(play);
    requests += outcome?.wire.length ?? 0;
    for (const { verdict } of outcome?.steps ?? []) {
      steps += 1;
      if (verdict === 'allowed') allowed += 1;
    }
  }
  expect(allowed / steps).toBeGreaterThan(0.45);
  expect(allowed / steps).toBeLessThan(0.65);
  expect(requests / count).toBeLessThan(2.2);
});

const KINDS = [
  /^allow-origin.*: trailing slash$/,
  /^allow-origin.*: default port$/,
  /^allow-origin.*: two equal lines$/,
  /^allow-origin at the (?:whole way|(?:first|last) hop): /,
  /^allow-credentials.*: TRUE$/,
  /^allow-credentials.*: an empty second line$/,
  /^allow-methods.*: missing$/,
  /^allow-methods.*: one bad token$/,
  /^allow-headers.*: \*$/,
  /^allow-headers.*: trailing comma$/,
  /^wildcard in allow-methods and allow-headers$/,
  /^wildcard in allow-headers$/,
  /^only the first method and header are allowed$/,
  /^status of the preflight: 299$/,
  /^status of the preflight: 300$/,
  /^redirect of the preflight: 30[1278] to api$/,
  /^location at \/a: with a user$/,
  /^location at \/b: relative$/,
  /^location at \/a: itself$/,
  /^location at \/a: missing$/,
  /^redirect at \/a: status 303$/,
  /^preflights after 1: status 403$/,
  /^first preflight: no allow-origin$/,
  /^answer [12]: no allow-origin$/,
  /^max-age.*: -1$/,
  /^expose-headers.*: in quotes$/,
  /^response header "Set-Cookie: /,
  /^status 206$/,
  /^permitted request header "Authorization: /,
  /^unexpected request header "Content-Type: /,
  /^permitted method /,
  /^unexpected method "TRACE"$/,
  /^method written patch$/,
  /^credentials include$/,
  /^mode no-cors$/,
  /^mode same-origin$/,
  /^redirect mode manual$/,
  /^redirect mode error$/,
  /^URL with #f$/,
  /^body "a"$/,
];

test('every family and every kind of break occurs', () => {
  const families = new Set<Family>();
  const breaks = new Set<string>();
  const counts = new Set<number>();
  const realms = new Set<unknown>();
  for (const one of cases(12_000)) {
    families.add(one.family);
    counts.add(one.breaks.length);
    realms.add(one.play.page?.realm);
    for (const said of one.breaks) breaks.add(said);
  }
  expect([...families].toSorted()).toEqual([...FAMILIES].toSorted());
  expect(counts).toEqual(new Set([0, 1, 2, 3]));
  expect(realms).toEqual(new Set([undefined, 'sandboxed-frame']));
  const said = [...breaks];
  expect(KINDS.filter((kind) => !said.some((words) => kind.test(words)))).toEqual([]);
});

test('`--only` one family gives that family', () => {
  for (const family of FAMILIES) {
    expect(new Set([...cases(20, [family])].map((one) => one.family))).toEqual(new Set([family]));
  }
});

test('safelisted values are just short enough, full and too long', () => {
  const lengths = new Map<string, Set<number>>();
  const sums = new Set<number>();
  for (const { play } of cases(6000, ['headers'])) {
    for (const { headers = [] } of play.steps) {
      for (const [name, value] of headers) {
        lengths.set(name, (lengths.get(name) ?? new Set()).add(value.length));
      }
      sums.add(headers.reduce((sum, [, value]) => sum + value.length, 0));
    }
  }
  for (const name of ['Accept', 'Accept-Language', 'Content-Language', 'Content-Type', 'Range']) {
    for (const over of [-1, 0, 1]) expect(lengths.get(name)).toContain(LONGEST_VALUE + over);
  }
  for (const over of [-1, 0, 1]) expect(sums).toContain(LONGEST_SUM + over);
});

type Measured = Pick<GeneratedCase, 'play' | 'breaks'>;

/** Goes on from the shrink that `choose` picks until there is none. */
function descend<T>(
  from: T,
  shrinksOf: (value: T) => Iterable<T>,
  choose: (shrinks: Iterable<T>) => T | undefined,
): { last: T; depth: number } {
  let last = from;
  for (let depth = 0; ; depth += 1) {
    const next = choose(shrinksOf(last));
    if (next === undefined) return { last, depth };
    last = next;
  }
}

const firstOf = <T>(shrinks: Iterable<T>): T | undefined => {
  for (const one of shrinks) return one;
  return undefined;
};

const firstThat =
  <T>(holds: (one: T) => boolean) =>
  (shrinks: Iterable<T>): T | undefined => {
    for (const one of shrinks) if (holds(one)) return one;
    return undefined;
  };

const shrinksOf = (value: GeneratedValue): Iterable<GeneratedValue> => value.shrinks();

/** Those of a play's shrinks that are not what they must be, each by its text. */
function notSimpler(own: Measure, shrinks: readonly Measured[]): readonly string[] {
  const texts = shrinks.map(({ play }) => JSON.stringify(play));
  for (const { play } of shrinks) {
    checkRoutes(play.routes);
    expandAll(play, bindings);
  }
  return [
    ...texts.filter((text, index) => texts.indexOf(text) !== index),
    ...shrinks
      .filter(({ play, breaks }) => !isSimpler(measureOf(play, breaks), own))
      .map(({ play }) => JSON.stringify(play)),
  ];
}

test.describe('shrinking a generated value', () => {
  const values = (count: number): GeneratedValue[] =>
    Array.from({ length: count }, (_, index) => generateCase(SEED, index, FAMILIES));

  test('every shrink can be served and is strictly simpler', () => {
    for (const value of values(300)) {
      const { play, breaks } = value.case;
      const shrinks = [...value.shrinks()].map((one) => one.case);
      expect(notSimpler(measureOf(play, breaks), shrinks)).toEqual([]);
    }
  });

  test('always the first shrink: one plain request in the end', () => {
    const ends = values(300).map((value) => descend(value, shrinksOf, firstOf).last.case);
    expect(ends.filter(({ breaks }) => breaks.length > 0)).toEqual([]);
    expect(ends.filter(({ play }) => play.page !== undefined)).toEqual([]);
    expect(ends.filter(({ play }) => play.steps.some((step) => step.do !== 'fetch'))).toEqual([]);
  });

  test('always the last shrink: it ends, too', () => {
    const depths = values(40).map(
      (value) => descend(value, shrinksOf, (shrinks) => [...shrinks].at(-1)).depth,
    );
    expect(Math.max(...depths)).toBeLessThan(500);
  });

  test('takes breaks away before anything else', () => {
    const later = values(300).filter((value) => {
      const first = firstOf(value.shrinks());
      const { length } = value.case.breaks;
      return length > 0 && first !== undefined && first.case.breaks.length >= length;
    });
    expect(later.map((value) => value.case)).toEqual([]);
  });

  test('finds the one break that a refusal needs', () => {
    let found = 0;
    for (let index = 0; index < 3000; index += 1) {
      const value = generateCase(SEED, index, ['simple', 'origins']);
      const { breaks, play } = value.case;
      if (breaks.length < 2 || !breaks.some((words) => words.endsWith('trailing slash'))) continue;
      if (outcomesOf(play)[0]?.steps[0]?.clause !== 'other-origin') continue;
      found += 1;
      const { last } = descend(
        value,
        shrinksOf,
        firstThat(({ case: one }) =>
          outcomesOf(one.play).every(({ steps }) => steps[0]?.clause === 'other-origin'),
        ),
      );
      expect(last.case.breaks).toHaveLength(1);
      expect(last.case.play.steps).toHaveLength(1);
    }
    expect(found).toBeGreaterThan(0);
  });
});

test.describe('smaller', () => {
  const servable = SCENARIOS.map(({ page, launch, steps, routes }): Play => ({
    ...(page && { page }),
    ...(launch && { launch }),
    steps,
    routes,
  }));

  const plays = [...servable, ...[...cases(200)].map(({ play }) => play)];

  test('every play is valid, strictly smaller and given once', () => {
    for (const play of plays) {
      const shrinks = [...smaller(play)].map((one) => ({ play: one, breaks: [] }));
      expect(notSimpler(measureOf(play), shrinks)).toEqual([]);
    }
  });

  test('ends for scenarios and for generated plays', () => {
    for (const play of plays) {
      const { last } = descend(play, smaller, firstOf);
      expect([...smaller(last)]).toEqual([]);
      expect(last.steps).toHaveLength(1);
    }
  });

  test('no cache comes into play on the way', () => {
    const cached = [...cases(100)].flatMap(({ play }) =>
      [...smaller(play)].filter((one) =>
        answersIn(one).some(({ headers }) => !headers.some(([, value]) => value === 'no-store')),
      ),
    );
    expect(cached).toEqual([]);
  });

  test('cuts a long way down to the hop that matters', () => {
    const hop = (origin: string, to: string): HttpAnswer => ({
      status: 307,
      headers: [
        ['Access-Control-Allow-Origin', origin],
        ['Location', to],
      ],
    });
    const play: Play = {
      page: { realm: 'window' },
      steps: [
        { do: 'fetch', url: '{page:/0}' },
        { do: 'xhr', url: '{api:/a}', method: 'POST', body: 'abc', headers: [['Accept', 'a']] },
      ],
      routes: {
        'GET /0': { status: 200, headers: [] },
        'ALL /a': hop('{page}', '{apiCrossSite:/b}'),
        'ALL /b': hop('null', '{api:/c}'),
        'ALL /c': { status: 200, headers: [['Access-Control-Allow-Origin', '{page}/']] },
      },
    };
    const { last } = descend(
      play,
      smaller,
      firstThat((one) =>
        outcomesOf(one).some(({ steps }) => steps.at(-1)?.clause === 'other-origin'),
      ),
    );
    expect(last.steps).toHaveLength(1);
    expect(last.steps[0]).toEqual({ do: 'fetch', url: '{api:/a}' });
    expect(Object.keys(last.routes)).toEqual(['ALL /a']);
    expect(verdictsOf(last)).toEqual(['blocked']);
  });
});
