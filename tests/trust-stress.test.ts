/** npm run trust:stress: what it acts out, what it calls wrong, and what it says of its figures. */
import { expect, test } from '@playwright/test';
import { findBuild } from '../fixtures/engines/builds.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/types.ts';
import { figuresOf } from '../scripts/trust/stress/command.ts';
import { readAsked } from '../scripts/trust/stress/flags.ts';
import {
  stressEngine,
  type StressOptions,
  type Wrong,
} from '../scripts/trust/stress/run-engine.ts';
import { scenarioOf } from './catalogue-fixture.ts';

test.describe.configure({ mode: 'default' });

const build = findBuild('chromium');

const stress = (options: Partial<StressOptions>) =>
  stressEngine({
    build,
    scenarios: [],
    times: 1,
    signal: new AbortController().signal,
    onProgress: () => {},
    onWrong: () => {},
    ...options,
  });

test('a false claim is wrong each time, told once, and the cure beside it is not', async () => {
  const scenario = scenarioOf('allow-origin-missing');
  const planted = {
    ...scenario,
    id: 'planted-claim',
    console: { ...scenario.console, chromium: [] },
  };
  const told: Wrong[] = [];
  const done: number[] = [];
  const { acts, wrong } = await stress({
    scenarios: [scenario, planted],
    times: 2,
    onWrong: (one) => told.push(one),
    onProgress: (_, count) => done.push(count),
  });
  expect(acts).toBe(8);
  expect(done).toEqual([4, 8]);
  expect(wrong).toEqual([
    {
      scenario: 'planted-claim',
      act: 'refused',
      times: 2,
      because: expect.stringMatching(/^console: /) as unknown as string,
    },
  ]);
  expect(told).toEqual([{ ...wrong[0], times: 1 }]);
});

test('an acting-out that fails is wrong by its own words, and the next one goes on', async () => {
  const scenario = scenarioOf('allow-origin-missing');
  const planted = {
    ...scenario,
    id: 'planted-step',
    steps: [{ do: 'fetch', url: '{nowhere:/resource}' }],
  } as unknown as Scenario;
  const { acts, wrong } = await stress({ scenarios: [planted, scenario] });
  expect(acts).toBe(4);
  expect(wrong.map(({ scenario: id }) => id)).toEqual(['planted-step', 'planted-step']);
  expect(wrong[0]?.because).toMatch(/nowhere/);
});

test('stopped, it ends before the next act', async () => {
  const stopping = new AbortController();
  const scenario = scenarioOf('allow-origin-missing');
  const { acts } = await stress({
    scenarios: [scenario, { ...scenario, id: 'never-reached' }],
    signal: stopping.signal,
    onProgress: () => stopping.abort(),
  });
  expect(acts).toBe(2);
});

test('none in so many acts is told with what it proves; nothing acted out is no good result', () => {
  const beside = 'beside 6 busy processes on 2 cores';
  expect(figuresOf('chromium', { acts: 3000, wrong: [] }, beside)).toEqual([
    {
      what: 'wrong in chromium',
      value: '0 of 3,000 acts beside 6 busy processes on 2 cores',
      bound: 'none',
      kept: true,
    },
    {
      what: 'proves of chromium',
      value: 'at most 1 in 1,000 acts fail by chance, at 95 % confidence (3/3,000)',
      kept: true,
    },
  ]);
  const wrong: readonly Wrong[] = [
    { scenario: 'a', act: 'refused', times: 2, because: 'page: …' },
    { scenario: 'a', act: 'cured', times: 1, because: 'wire: …' },
  ];
  expect(figuresOf('chromium', { acts: 10, wrong }, beside)[0]).toMatchObject({
    value: `3 of 10 acts ${beside}: a refused 2, a cured 1`,
    kept: false,
  });
  expect(figuresOf('chromium', { acts: 0, wrong: [] }, beside)).toMatchObject([{ kept: false }]);
});

test('what is asked for is checked before anything starts', () => {
  expect(readAsked({}).scenarios).toBe(SCENARIOS);
  expect(readAsked({ grep: '^Allow-Origin-Missing:' }).scenarios.map(({ id }) => id)).toEqual([
    'allow-origin-missing',
  ]);
  expect(readAsked({ pressed: '0' }).pressed).toBe(0);
  for (const [flags, line] of [
    [{ pressed: '9' }, '--pressed takes 0 to 8 processes for each core, not "9"'],
    [{ times: '0' }, '--times takes a whole number of at least 1, not "0"'],
    [{ grep: '(' }, '--grep takes a regular expression, not "("'],
    [{ grep: 'no-such-scenario' }, '--grep "no-such-scenario" matches no scenario'],
    [{ grep: '' }, '--grep "" matches no scenario'],
    [{ engine: 'opera' }, 'unknown engine "opera"; there are chromium, firefox, webkit'],
  ] as const)
    expect(() => readAsked(flags), line).toThrow(line);
});
