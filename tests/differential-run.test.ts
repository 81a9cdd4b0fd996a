/** The run's own logic, on an engine that is the oracle with planted faults. */
import { expect, test } from '@playwright/test';
import { departuresOf, rulesUnder } from '../differential/departures.ts';
import { kindOf } from '../differential/findings.ts';
import { generateCase } from '../differential/generate/index.ts';
import { Pace } from '../differential/pace.ts';
import { runDifferential } from '../differential/run.ts';
import { FAMILIES } from '../differential/types.ts';
import { ENGINES } from '../messages/types.ts';
import type { Rules } from '../oracle/rules.ts';
import { STANDARD } from '../oracle/standard.ts';
import type { HeaderList } from '../oracle/types.ts';
import { paceLines } from '../scripts/differential/pace.ts';
import { simulatedSubject, type Simulation } from './simulated-engine.ts';

const run = (simulation: Simulation, cases = 600, more: { signal?: AbortSignal } = {}) =>
  runDifferential({
    subject: simulatedSubject(simulation),
    name: 'simulated',
    cases,
    seed: 5,
    families: FAMILIES,
    shrinkExamples: false,
    ...more,
  });

for (const engine of ENGINES) {
  test(`an engine with just the known departures of ${engine} is explained, and none is missed`, async () => {
    const { cases, conforming, explained, unexplained } = await run({
      engine,
      rules: rulesUnder(departuresOf(engine)),
    });
    expect(unexplained).toEqual([]);
    expect(cases).toBe(600);
    expect(conforming).toBeGreaterThan(500);
    expect(conforming).toBeLessThan(600);
    expect(explained.filter(({ missed }) => missed > 0)).toEqual([]);
  });
}

test('an engine that follows the Standard has lost the departures it was known for', async () => {
  const { conforming, explained } = await run({ engine: 'firefox', rules: STANDARD });
  expect(conforming).toBe(600);
  const [first] = explained;
  expect(first?.id).toBe('wildcard-covers-authorization');
  expect(first?.count).toBe(0);
  expect(first?.missed).toBeGreaterThan(0);
  // The first case in which it should have shown can be had again.
  const { index = -1, family } = first?.missedIn ?? {};
  expect(generateCase(5, index, FAMILIES).case).toMatchObject({
    family,
    play: first?.missedIn?.play,
  });
});

/** Takes a trailing slash for nothing. */
const lenient = (rules: Rules): Rules => ({
  ...rules,
  corsCheck: (request, headers) =>
    rules.corsCheck(
      request,
      headers.map(([name, value]): HeaderList[number] =>
        name.toLowerCase() === 'access-control-allow-origin'
          ? [name, value.replace(/\/$/, '')]
          : [name, value],
      ),
    ),
});

test('a fault that nobody knows is found and shrunk to the exchange that shows it', async () => {
  const known = rulesUnder(departuresOf('chromium'));
  const { unexplained } = await run({ rules: lenient(known) }, 1500);
  expect(unexplained.length).toBeGreaterThan(0);
  const smallest = unexplained.toSorted(
    (a, b) => JSON.stringify(a.shrunk).length - JSON.stringify(b.shrunk).length,
  )[0];
  const { page, steps, routes } = smallest!.shrunk.play;
  expect(page).toBeUndefined();
  expect(steps).toHaveLength(1);
  expect(steps[0]).toEqual({ do: 'fetch', url: '{api:/a}' });
  const values = Object.values(routes).flatMap((answer) =>
    'headers' in answer ? answer.headers : [],
  );
  expect(values.map(([name, value]) => [name.toLowerCase(), value])).toContainEqual([
    'access-control-allow-origin',
    '{page}/',
  ]);
  expect(smallest!.differences).toContainEqual({
    witness: 'page',
    at: 'step 1 verdict',
    expected: 'blocked',
    observed: 'allowed',
  });
});

test('cases of which the engine dies are told, the others judged', async () => {
  const { killed, cases, conforming } = await run({
    rules: rulesUnder(departuresOf('chromium')),
    dies: ({ family }) => family === 'origins',
  });
  expect(killed.length).toBeGreaterThan(10);
  expect(new Set(killed.map(({ family }) => family))).toEqual(new Set(['origins']));
  expect(killed[0]?.because).toBe('planted');
  expect(cases).toBe(600);
  expect(conforming).toBeGreaterThan(400);
});

test('a run that is ended tells of the batches that ran', async () => {
  const controller = new AbortController();
  const subject = simulatedSubject({ rules: rulesUnder(departuresOf('chromium')) });
  const ended = await runDifferential({
    subject,
    name: 'simulated',
    cases: 5000,
    seed: 5,
    families: FAMILIES,
    shrinkExamples: false,
    batchSize: 100,
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done >= 300) controller.abort();
    },
  });
  expect(ended.interrupted).toBe(true);
  expect(ended.cases).toBe(subject.acted.cases);
  expect(ended.cases).toBeLessThan(600);
});

test('the batch size changes nothing of what is found', async () => {
  const of = async (batchSize: number) => {
    const {
      durationMs: _,
      pace: __,
      ...told
    } = await runDifferential({
      subject: simulatedSubject({ rules: rulesUnder(departuresOf('webkit')), engine: 'webkit' }),
      name: 'simulated',
      cases: 300,
      seed: 9,
      families: FAMILIES,
      shrinkExamples: false,
      batchSize,
    });
    return told;
  };
  expect(await of(300)).toEqual(await of(7));
});

test('kinds leave out what is particular to a case', () => {
  const at = (number: number, url: string) => [
    {
      witness: 'page' as const,
      at: `step ${number} verdict`,
      expected: 'blocked',
      observed: 'allowed',
    },
    { witness: 'wire' as const, at: 'requests', expected: `["GET ${url}"]`, observed: '[]' },
  ];
  expect(kindOf(at(1, 'http://127.0.0.1:1/a'))).toBe(kindOf(at(2, 'http://127.0.0.1:2/b')));
  const [verdict] = at(1, '');
  expect(kindOf([{ ...verdict!, observed: 'opaque' }])).not.toBe(kindOf([verdict!]));
});

test('the pace leaves out the first batch and what weighing takes', () => {
  let now = 0;
  const pace = new Pace(
    () => now,
    () => {
      now += 500;
      return { heap: 10 * 2 ** 20, rss: 100 * 2 ** 20 };
    },
  );
  for (let cases = 500; cases <= 40_000; cases += 500) {
    now += cases <= 500 ? 9_000 : 1_000;
    pace.note(cases);
  }
  const points = pace.points();
  expect(points[0]).toEqual({ cases: 500, ms: 0 });
  expect(points[1]).toEqual({ cases: 1_500, ms: 2_000 });
  expect(points.filter(({ rss }) => rss !== undefined)).toHaveLength(3);
  expect(paceLines({ pace: points.slice(0, 2) } as never)).toEqual([]);
  expect(Object.fromEntries(paceLines({ pace: points } as never))).toEqual({
    'cost a case': '2.00 ms at 1,500, 2.00 ms at 39,500: 1.00 x',
    memory:
      'heap 10 MiB after 20,500, 10 MiB after 30,500: 1.00 x; rss 100 MiB after 20,500, 100 MiB after 30,500: 1.00 x',
  });
});
