/** The situations people meet: each has its story, and every scenario it names is in the catalogue. */
import { expect, test } from '@playwright/test';
import { SCENARIOS } from '../scenarios/index.ts';
import { SITUATIONS } from '../scenarios/situations.ts';

const byId = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]));

test('there are twenty-one, each under a slug and a title of its own', () => {
  expect(SITUATIONS).toHaveLength(21);
  for (const values of [SITUATIONS.map(({ id }) => id), SITUATIONS.map(({ title }) => title)])
    expect(values).toEqual([...new Set(values)]);
  for (const { id } of SITUATIONS) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
});

for (const { id, scenarios, sees, why, cure } of SITUATIONS) {
  test(`${id} is acted out by scenarios that exist`, () => {
    expect(scenarios.filter((scenario) => !byId.has(scenario))).toEqual([]);
    expect(scenarios).toEqual([...new Set(scenarios)]);
    for (const words of [sees, why, cure]) expect(words).toMatch(/\.$/);
  });

  test(`${id} shows something that goes wrong, and a scenario of it has a cure`, () => {
    expect(scenarios.some((scenario) => byId.get(scenario)?.cure !== undefined)).toBe(true);
  });
}

test('no two situations are shown by the same scenario', () => {
  const first = SITUATIONS.map(({ scenarios }) => scenarios[0]);
  expect(first).toEqual([...new Set(first)]);
});
