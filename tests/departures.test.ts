/** The known departures, their scenarios and their document say the same. No browser needed. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DEPARTURES } from '../differential/departures.ts';
import { RECORDED_VERSIONS } from '../messages/versions.ts';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';

const DOCUMENT = readFileSync(new URL('../docs/divergences.md', import.meta.url), 'utf8');

/** The text under each heading of the third level. */
const SECTIONS = new Map(
  DOCUMENT.split(/^### /m)
    .slice(1)
    .map((section) => {
      const [heading = '', ...rest] = section.split('\n');
      return [heading.replaceAll('`', ''), rest.join('\n')];
    }),
);

/** The rows of the table, by the departure in their first cell. */
const ROWS = new Map(
  DOCUMENT.split('\n').flatMap((line) => {
    const id = /^\| \[([a-z0-9-]+)\]/.exec(line)?.[1];
    return id === undefined ? [] : [[id, line]];
  }),
);

const SCENARIO = new Map(SCENARIOS.map((scenario) => [scenario.id, scenario]));
const IDS = DEPARTURES.map(({ id }) => id);

const enginesOf = (engines: (typeof DEPARTURES)[number]['engines']) =>
  Object.entries(engines) as [Engine, string][];

test('every departure has one section and one row, in the order in which they are listed', () => {
  expect([...SECTIONS.keys()]).toEqual(IDS);
  expect([...ROWS.keys()]).toEqual(IDS);
});

for (const { id, engines, bug, scenarios, kind } of DEPARTURES) {
  test(`${id}: the row names its engines, versions, bug and scenarios`, () => {
    const row = ROWS.get(id) ?? '';
    for (const [engine, since] of enginesOf(engines)) expect(row).toContain(`${engine} ${since}`);
    expect(row).toContain(bug);
    const named = [...row.matchAll(/`@([a-z0-9-]+)`/g)].map(([, scenario]) => scenario);
    expect(named).toEqual(scenarios);
  });

  test(`${id}: the section tells the request, the Standard and what comes of it`, () => {
    const section = SECTIONS.get(id) ?? '';
    expect(section).toMatch(/^```/m);
    expect(section).toMatch(/https:\/\/(?:fetch|xhr)\.spec\.whatwg\.org\/#[a-z0-9-]+/);
    expect(section).toMatch(/\*\*Why it matters\.\*\* \S/);
  });

  test(`${id}: first seen in a version that was recorded`, () => {
    for (const [engine, since] of enginesOf(engines)) {
      const begun = RECORDED_VERSIONS[engine].filter((version) =>
        `${version}.`.startsWith(`${since}.`),
      );
      expect(begun, `${engine} ${since}`).not.toEqual([]);
    }
  });

  test(`${id}: its first scenario notes each of its engines, the others a border of some`, () => {
    const kindsOf = (name: string) =>
      enginesOf(engines).map(([engine]) => SCENARIO.get(name)?.engines?.[engine]?.kind);
    for (const [index, name] of scenarios.entries()) {
      if (index === 0) expect(new Set(kindsOf(name)), name).toEqual(new Set([kind]));
      else expect(kindsOf(name), name).toContain(kind);
    }
  });
}

test('every scenario about departures is named by one', () => {
  const named = new Set(DEPARTURES.flatMap(({ scenarios }) => scenarios));
  const own = SCENARIOS.filter(({ topic }) => topic === 'Departures').map(({ id }) => id);
  expect(own.filter((id) => !named.has(id))).toEqual([]);
});
