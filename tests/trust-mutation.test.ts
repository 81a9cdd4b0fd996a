/** The mutants of npm run trust:mutation: how they are made, and how they are scored. */
import { expect, test } from '@playwright/test';
import type { Acted } from '../fixtures/stage.ts';
import { ORIGINS, type OriginName, type OriginTable } from '../scenarios/origins.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Play, Routes } from '../scenarios/types.ts';
import { allowOrigin, answer, RESOURCE } from '../scenarios/vocabulary.ts';
import type { Exchange } from '../servers/types.ts';
import { claimsOf } from '../scripts/trust/mutation/claims.ts';
import type { EquivalenceRule } from '../scripts/trust/mutation/equivalence.ts';
import { figuresOf } from '../scripts/trust/mutation/figures.ts';
import { readAsked } from '../scripts/trust/mutation/flags.ts';
import { asDeclared } from '../scripts/trust/mutation/judged.ts';
import { mutantsOf, otherLastByte } from '../scripts/trust/mutation/operators.ts';
import { scoreOf } from '../scripts/trust/mutation/score.ts';
import { sentAnswers } from '../scripts/trust/mutation/sent-answers.ts';
import type { Outcome } from '../scripts/trust/mutation/types.ts';
import { allKept } from '../scripts/trust/part.ts';
import { scenarioOf } from './catalogue-fixture.ts';

const TABLE = Object.fromEntries(
  (Object.keys(ORIGINS) as OriginName[]).map((name, index) => [
    name,
    `${ORIGINS[name].scheme}://127.0.0.1:${4100 + index}`,
  ]),
) as OriginTable;

const withRoutes = (routes: Routes): Play => ({ steps: [{ do: 'fetch', url: RESOURCE }], routes });

/** The mutants of one act, as `what` and the routes that it has instead. */
function mutantsWith(routes: Routes) {
  const claims = claimsOf(
    { ...scenarioOf('allow-origin-missing'), ...withRoutes(routes) },
    'chromium',
  );
  return mutantsOf('one', 'refused', { ...claims, cured: null }, TABLE);
}

test.describe('mutants', () => {
  test('each act is exchanged for the other, and held against its own claim', () => {
    const claims = claimsOf(scenarioOf('allow-origin-missing'), 'chromium');
    const [first] = mutantsOf('allow-origin-missing', 'refused', claims, TABLE);
    expect(first).toMatchObject({ operator: 'other-act', act: 'refused', route: null });
    expect(first?.play).toBe(claims.cured?.play);
    const [back] = mutantsOf('allow-origin-missing', 'cured', claims, TABLE);
    expect(back?.play).toBe(claims.refused.play);
  });

  test('of an answer: both digits of its status, each header dropped and changed', () => {
    const mutants = mutantsWith({ 'GET /resource': answer(200, allowOrigin(), ['Vary', 'A']) });
    expect(mutants.map(({ operator, header, what }) => [operator, header, what])).toEqual([
      ['change-status', null, '201 in place of 200'],
      ['change-status', null, '500 in place of 200'],
      ['drop-header', 'access-control-allow-origin', 'without Access-Control-Allow-Origin: {page}'],
      [
        'change-value',
        'access-control-allow-origin',
        'Access-Control-Allow-Origin: {page} with another last byte',
      ],
      ['drop-header', 'vary', 'without Vary: A'],
      ['change-value', 'vary', 'Vary: A with another last byte'],
    ]);
    expect(mutants.at(-1)?.play.routes).toEqual({
      'GET /resource': [answer(200, allowOrigin(), ['Vary', 'B'])],
    });
    expect(mutants[2]?.play.routes).toEqual({ 'GET /resource': [answer(200, ['Vary', 'A'])] });
  });

  test('of a list of answers, one at a time', () => {
    const mutants = mutantsWith({ 'GET /resource': [answer(200), answer(301)] });
    expect(mutants.map(({ play }) => play.routes['GET /resource'])).toEqual([
      [answer(201), answer(301)],
      [answer(500), answer(301)],
      [answer(200), answer(302)],
      [answer(200), answer(201)],
    ]);
  });

  test('of raw bytes, the last byte of each line of the head', () => {
    const mutants = mutantsWith({
      'GET /resource': { raw: 'HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody' },
    });
    expect(mutants.map(({ play }) => play.routes['GET /resource'])).toEqual([
      [{ raw: 'HTTP/1.1 200 OL\r\nA: b\r\n\r\nbody' }],
      [{ raw: 'HTTP/1.1 200 OK\r\nA: c\r\n\r\nbody' }],
    ]);
  });

  test('of an app, each option of its middleware and of its cookie', () => {
    const mutants = mutantsWith({
      'ALL /app': {
        app: 'login',
        cors: { origin: '{page}', credentials: true },
        cookie: { secure: true },
      },
    });
    expect(mutants.map(({ what }) => what)).toEqual([
      'cors() without origin',
      'cors() without credentials',
      'the cookie without secure',
    ]);
  });

  for (const [value, changed] of [
    ['true', 'truf'],
    ['*', 'x'],
    ['', 'x'],
    ['max-age=609', 'max-age=600'],
    ['Z', 'Y'],
    ['{page}', `${TABLE.page.slice(0, -1)}1`],
    ['{api:/next}', `${TABLE.api}/{token}/nexu`],
    ['a{token}', 'a{token}x'],
  ] as const) {
    test(`the last byte of "${value}" on the wire`, () => {
      const table = { ...TABLE, page: `${TABLE.page.slice(0, -1)}0` };
      expect(otherLastByte(value, table)).toBe(changed);
    });
  }
});

const arrived = (method: string, path: string): Pick<Exchange, 'arrival'> => ({
  arrival: { method, path, at: TABLE.api, httpVersion: '1.1', headers: [], body: '' },
});

test('an answer that nobody was given is known by the requests that came', () => {
  const routes: Routes = {
    'GET /resource': [answer(200), answer(200), answer(200)],
    'OPTIONS /resource': answer(204),
    'ALL /app': { app: 'login', cors: null },
  };
  const sent = sentAnswers(routes, [
    arrived('GET', '/resource?a'),
    arrived('GET', '/resource'),
    arrived('POST', '/app/session'),
    arrived('GET', '/nowhere'),
  ]);
  expect([...sent]).toEqual(['GET /resource #0', 'GET /resource #1', 'ALL /app #0']);
});

test('what script may read is what was declared, not what the mutant sent', () => {
  const acted = (token: string, status: number, body: string): Acted => ({
    play: withRoutes({ 'GET /resource': answer(200) }),
    bindings: { origins: TABLE, token },
    seen: [],
    exchanges: [
      {
        ...arrived('GET', '/resource'),
        order: 0,
        sentHead: `HTTP/1.1 ${status} OK`,
        sentBody: body,
        end: 'finished',
      },
    ],
    records: [],
    rawEvents: [],
    discrepancies: [],
  });
  const [exchange] = asDeclared(acted('new', 201, 'other'), acted('old', 200, '/old/x')).exchanges;
  expect(exchange).toMatchObject({ sentHead: 'HTTP/1.1 200 OK', sentBody: '/new/x' });
});

const outcome = (more: Partial<Outcome>): Outcome => ({
  scenario: 'allow-origin-missing',
  act: 'cured',
  operator: 'drop-header',
  route: 'GET /resource',
  answer: 0,
  header: 'vary',
  what: 'without Vary: A',
  engine: 'chromium',
  caughtBy: [],
  ...more,
});

const rule = (id: string, matches: EquivalenceRule['matches']): EquivalenceRule => ({
  id,
  because: 'a test wants it',
  matches,
});

test.describe('the score', () => {
  const rules = [
    rule('of-vary', ({ outcome: { header } }) => header === 'vary'),
    rule('of-nothing', () => false),
  ];

  test('counts by witness, by one alone, by the acting-out, by rule, and what is left', () => {
    const left = outcome({ header: 'x-left' });
    const score = scoreOf(
      [
        outcome({ header: 'a', caughtBy: ['page', 'console'] }),
        outcome({ header: 'b', caughtBy: ['wire'] }),
        outcome({ header: 'c', caughtBy: ['acting-out'] }),
        outcome({}),
        left,
      ],
      SCENARIOS,
      rules,
    );
    expect(score).toEqual({
      mutants: 5,
      caught: 3,
      by: { page: 1, wire: 1, console: 1 },
      onlyBy: { page: 0, wire: 1, console: 0 },
      byActingOut: 1,
      equivalent: { 'of-vary': 1, 'of-nothing': 0 },
      survivors: [left],
      toldByDeparture: 0,
      stale: ['of-nothing'],
      refuted: [],
    });
  });

  test('a rule that a caught mutant refutes is told', () => {
    const caught = outcome({ caughtBy: ['page'] });
    const { refuted } = scoreOf([caught, outcome({})], SCENARIOS, rules);
    expect(refuted).toEqual([{ rule: 'of-vary', outcome: caught }]);
  });

  test('what page or wire tells refutes a rule of the Standard, unless the engine departs', () => {
    const lenient = rules.map((one) => ({ ...one, engineMayTell: true as const }));
    const told = [['page'], ['wire', 'console'], ['console'], []] as const;
    const outcomes = told.map((caughtBy) => outcome({ caughtBy }));
    const { refuted, toldByDeparture } = scoreOf(outcomes, SCENARIOS, lenient);
    expect(refuted.map(({ outcome: { caughtBy } }) => caughtBy)).toEqual(told.slice(0, 2));
    expect(toldByDeparture).toBe(0);
    const departing = SCENARIOS.map((one) => ({
      ...one,
      engines: { chromium: { kind: 'habit' as const, because: '', url: '', expect: {} } },
    }));
    expect(scoreOf(outcomes, departing, lenient)).toMatchObject({
      refuted: [],
      toldByDeparture: 2,
    });
    const chancy = lenient.map((one) => ({ ...one, byChance: true as const }));
    expect(scoreOf(outcomes, SCENARIOS, chancy)).toMatchObject({ refuted: [] });
  });

  test('a rule sees the answer as it is declared', () => {
    const seen: unknown[] = [];
    scoreOf([outcome({})], SCENARIOS, [rule('looks', (place) => Boolean(seen.push(place.answer)))]);
    expect(seen).toEqual([answer(200, allowOrigin())]);
  });

  const run = {
    engine: 'chromium',
    version: '1',
    seconds: 1,
    controls: 1,
    complete: true,
    failures: [],
    outcomes: [],
    relaunches: 0,
  } as const;
  const kept = (
    outcomes: readonly Outcome[],
    {
      unrun = [] as readonly string[] | null,
      failures = [] as readonly { because: string }[],
    } = {},
  ): boolean =>
    allKept({
      figures: figuresOf(
        [
          {
            ...run,
            failures: failures.map((one) => ({
              ...one,
              scenario: 'a',
              act: 'cured',
              engine: 'chromium',
            })),
          },
        ],
        scoreOf(outcomes, SCENARIOS, [rules[0]!]),
        unrun,
      ),
    });
  const good = outcome({ header: 'a', caughtBy: ['page'] });

  test('a run is kept where all is caught or ruled', () => {
    expect(kept([good, outcome({})])).toBe(true);
  });
  test('a survivor breaks it', () => {
    expect(kept([good, outcome({}), outcome({ header: 'x-left' })])).toBe(false);
  });
  test('a control that failed breaks it', () => {
    expect(kept([good, outcome({})], { failures: [{ because: 'wire' }] })).toBe(false);
  });
  test('a stale rule breaks a whole run, and no part of one', () => {
    expect(kept([good])).toBe(false);
    expect(kept([good], { unrun: null })).toBe(true);
  });
  test('a scenario that was not run breaks it', () => {
    expect(kept([good, outcome({})], { unrun: ['firefox b'] })).toBe(false);
  });
  test('a refuted rule breaks it', () => {
    expect(kept([good, outcome({}), outcome({ caughtBy: ['wire'] })])).toBe(false);
  });
  test('no mutant at all breaks it', () => {
    expect(kept([], { unrun: null })).toBe(false);
  });
});

test.describe('flags', () => {
  test('by default all of it', () => {
    const asked = readAsked({});
    expect(asked).toMatchObject({ whole: true, scoreOnly: false });
    expect(asked.scenarios).toBe(SCENARIOS);
  });
  test('scenarios by lists, in the order of the catalogue', () => {
    const { scenarios, whole } = readAsked({
      scenario: ['allow-origin-trailing-slash, allow-origin-missing', 'redirect-to-data'],
    });
    expect(scenarios.map(({ id }) => id)).toEqual([
      'allow-origin-missing',
      'allow-origin-trailing-slash',
      'redirect-to-data',
    ]);
    expect(whole).toBe(false);
  });
  test('a sample', () => {
    const { scenarios, whole } = readAsked({ quick: true });
    expect(scenarios).toHaveLength(Math.ceil(SCENARIOS.length / 10));
    expect(whole).toBe(false);
  });
  const wrong: readonly (readonly [Parameters<typeof readAsked>[0], string])[] = [
    [{ scenario: ['no-such'] }, 'unknown scenario "no-such"'],
    [{ operator: 'no-such' }, 'unknown operator "no-such"; there are other-act, '],
    [{ engine: 'no-such' }, 'unknown engine "no-such"'],
    [{ quick: true, scenario: ['allow-origin-missing'] }, '--quick and --scenario'],
  ];
  for (const [flags, words] of wrong) {
    test(`refused: ${words}`, () => {
      expect(() => readAsked(flags)).toThrow(words);
    });
  }
});
