/** The mutants of npm run trust:mutation in a real browser: what is caught, what survives, what stands still. */
import { expect, test } from '@playwright/test';
import { findBuild } from '../fixtures/engines/builds.ts';
import type { Scenario } from '../scenarios/types.ts';
import { allowOrigin, answer } from '../scenarios/vocabulary.ts';
import { startOrigins } from '../servers/index.ts';
import { PatientStage } from '../scripts/trust/mutation/patience.ts';
import { runEngine, survived } from '../scripts/trust/mutation/run-engine.ts';
import { OPERATORS } from '../scripts/trust/mutation/types.ts';
import { scenarioOf } from './catalogue-fixture.ts';

test.describe.configure({ mode: 'default' });

const build = findBuild('chromium');

const run = (...scenarios: readonly Scenario[]) =>
  runEngine({
    build,
    scenarios,
    operators: new Set(OPERATORS),
    signal: new AbortController().signal,
    complete: false,
    onProgress: () => {},
  });

test('what matters is caught, what nobody reads survives, a false claim is a failed control', async () => {
  const scenario = scenarioOf('allow-origin-missing');
  const planted = {
    ...scenario,
    id: 'planted-header-that-nobody-reads',
    routes: { 'GET /resource': answer(404, ['X-Nobody', 'reads']) },
  };
  const wrong = {
    ...scenario,
    id: 'planted-claim',
    console: { ...scenario.console, chromium: [] },
  };
  const { outcomes, records, failures, controls } = await run(planted, wrong);
  expect(failures.map(({ scenario: id, act }) => [id, act])).toEqual([
    ['planted-claim', 'refused'],
  ]);
  expect(failures[0]?.because).toMatch(/^console: /);
  expect(controls).toBe(3);
  expect(records.map(({ scenario: id, act }) => `${id} ${act}`)).toEqual([
    'planted-header-that-nobody-reads refused',
    'planted-header-that-nobody-reads cured',
    'planted-claim cured',
  ]);
  const uncaught = outcomes.filter(survived);
  expect(uncaught.map(({ act, what }) => `${act}: ${what}`)).toEqual([
    'refused: 405 in place of 404',
    'refused: 204 in place of 404',
    'refused: without X-Nobody: reads',
    'refused: X-Nobody: reads with another last byte',
  ]);
  expect(outcomes).toContainEqual(
    expect.objectContaining({
      act: 'cured',
      what: 'without Access-Control-Allow-Origin: {page}',
      caughtBy: ['page', 'console'],
    }),
  );
});

test('an answer that nobody is given is not acted out with another', async () => {
  const scenario = scenarioOf('allow-origin-missing');
  const { outcomes } = await run({
    ...scenario,
    routes: { ...scenario.routes, 'GET /nobody': answer(200, allowOrigin()) },
  });
  const unsent = outcomes.filter(({ neverSent }) => neverSent);
  expect(unsent.map(({ act, route }) => `${act} ${route}`)).toEqual([
    ...Array<string>(4).fill('refused GET /nobody'),
  ]);
});

test('what a mutant printed that was ended is not read with the next acting-out', async () => {
  // Moved by 301 it is a GET, which gets a 404 and is not asked twenty times.
  const { failures, outcomes } = await run(scenarioOf('beacon-redirect-loop'));
  expect(outcomes.filter(({ caughtBy }) => caughtBy.includes('acting-out'))).not.toEqual([]);
  expect(failures).toEqual([]);
});

test('what stands still is ended, and the next acting-out goes on', async () => {
  const origins = await startOrigins({ selfCheck: false });
  const stage = new PatientStage(build, origins);
  try {
    const { steps, routes } = scenarioOf('allow-origin-missing');
    const patience = { whole: 1_000, arrivals: 200 };
    const beacon = { steps: [{ do: 'beacon', url: '{api:/resource}' }], routes } as const;
    // The first launches the browser, which takes longer than what it has for the acting-out.
    expect(await stage.attempt({ steps, routes }, 1, { whole: 1, arrivals: 0 })).toMatchObject({
      kind: 'acted',
    });
    expect(await stage.attempt(beacon, 2, patience)).toEqual({
      kind: 'failed',
      because: 'request 2 never came',
    });
    const hanging = { 'GET /resource': { connection: 'hang' } } as const;
    expect(await stage.attempt({ steps, routes: hanging }, 1, patience)).toEqual({
      kind: 'failed',
      because: 'it stood still for 1 s',
    });
    expect(stage.relaunches).toBe(0);
    expect(await stage.attempt({ steps, routes }, 1, { whole: 60_000, arrivals: 0 })).toMatchObject(
      { kind: 'acted' },
    );
  } finally {
    await stage.close();
    await origins.close();
  }
});
