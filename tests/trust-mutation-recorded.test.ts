/** Mutants on recorded observations: real acting-outs of the three engines, their claims falsified. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { claimOf } from '../fixtures/judge/claim.ts';
import { expectedLines } from '../fixtures/judge/console.ts';
import { MESSAGES } from '../messages/index.ts';
import { ENGINES, type Engine } from '../messages/types.ts';
import { RECORDED_VERSIONS } from '../messages/versions.ts';
import { recordedFigures } from '../scripts/trust/mutation/recorded/figures.ts';
import {
  isSurvivor,
  runRecordedMutants,
  survivorsOf,
} from '../scripts/trust/mutation/recorded/index.ts';
import { neighbourOf } from '../scripts/trust/mutation/recorded/lines.ts';
import {
  editDistance,
  nearestMessage,
  templateIn,
} from '../scripts/trust/mutation/recorded/nearest.ts';
import {
  RECORDED_OPERATORS,
  type RecordedOutcome,
} from '../scripts/trust/mutation/recorded/types.ts';
import type { ControlRecord, RecordedActed } from '../scripts/trust/mutation/types.ts';
import { allKept } from '../scripts/trust/part.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Scenario } from '../scenarios/types.ts';

/** Four scenarios in all engines, as `npm run trust:mutation` records them. */
const RECORDS = readFileSync(new URL('trust-mutation-recorded.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as ControlRecord);
const RUN = runRecordedMutants(RECORDS);

const recordOf = (engine: Engine, scenario: string, act = 'refused'): ControlRecord => {
  const found = RECORDS.find(
    (one) => one.engine === engine && one.scenario === scenario && one.act === act,
  );
  if (!found) throw new Error(`no record of ${scenario} in ${engine}`);
  return found;
};
const MISSING = recordOf('firefox', 'allow-origin-missing');
const scenarioOf = ({ scenario }: ControlRecord): Scenario => {
  const found = SCENARIOS.find(({ id }) => id === scenario);
  if (!found) throw new Error(`the catalogue has lost ${scenario}`);
  return found;
};
const withActed = (change: Partial<RecordedActed>): ControlRecord => ({
  ...MISSING,
  acted: { ...MISSING.acted, ...change },
});

test('records as they were made hold, and each is counted', () => {
  expect(RUN.failures).toEqual([]);
  expect(RUN.controls).toBe(RECORDS.length);
});

for (const [operator, witnesses] of Object.entries(RECORDED_OPERATORS)) {
  test(`${operator} makes mutants, all caught by its own witnesses`, () => {
    const own = RUN.outcomes.filter((outcome) => outcome.operator === operator);
    expect(own.length).toBeGreaterThan(0);
    expect(survivorsOf({ outcomes: own })).toEqual([]);
    for (const { owners } of own) {
      expect(owners.length).toBeGreaterThan(0);
      expect(witnesses).toEqual(expect.arrayContaining([...owners]));
    }
  });
}

test('a mutant that cannot be judged is not caught, but where another engine throws', () => {
  expect(RUN.outcomes.filter(({ because }) => because !== undefined)).toEqual([]);
  const scenario = scenarioOf(MISSING);
  const lines = { ...scenario.console, chromium: ['no-such-message' as 'failed-to-load'] };
  const expectation = {
    sees: [{ verdict: 'blocked', told: { thrown: { throws: 'worker-constructor' } } }],
  } as const;
  const note = { kind: 'habit', because: 'planted', url: 'planted', expect: expectation } as const;
  const planted = { ...scenario, console: lines, engines: { chromium: note } };
  const { failures, outcomes } = runRecordedMutants([MISSING], [planted]);
  expect(failures).toEqual([]);
  expect(
    outcomes
      .filter(({ because }) => because !== undefined)
      .map(({ operator, caughtBy, because }) => [operator, caughtBy, because]),
  ).toEqual([
    ['other-lines', [], expect.stringContaining('no-such-message')],
    ['other-note', ['page'], expect.stringMatching(/^firefox throws nothing at /)],
  ]);
});

test('the judgement of no record depends on another', () => {
  const alone = RECORDS.map((record) => runRecordedMutants([record]));
  expect(alone.flatMap(({ outcomes }) => outcomes)).toEqual(RUN.outcomes);
});

test.describe('what claims nothing else than its original is found by the expectations', () => {
  const same = (engine: Engine, operator: string, act = 'refused'): readonly string[] =>
    RUN.same
      .filter((one) => one.engine === engine && one.operator === operator && one.act === act)
      .map(({ scenario, what }) => `${scenario}: ${what}`);

  test('an order that two streams do not have', () => {
    expect(same('chromium', 'lines-exchanged')).toEqual([
      'service-worker-answers-beacon-opaque: line 1, sw-fetchevent/opaque behind the next, failed-to-load',
    ]);
    // Firefox has one stream: there the order is claimed.
    expect(same('firefox', 'lines-exchanged')).toEqual([]);
  });

  test('the only line of a group: without it nothing is said of the group', () => {
    expect(same('chromium', 'line-dropped')).toContain(
      'synchronous-get-refused: without line 2, failed-to-load',
    );
    const unprinted = RUN.outcomes.filter(
      (one) => one.operator === 'line-unprinted' && one.scenario === 'synchronous-get-refused',
    );
    // But an engine that does not print it is caught.
    expect(unprinted.map(({ what }) => what)).toContain('failed-to-load not printed, 2 of 2');
  });

  test('the verdict of what the page never learns', () => {
    expect(same('webkit', 'verdict-changed')).toHaveLength(2);
    expect(same('webkit', 'verdict-changed')[0]).toContain('service-worker-answers-beacon-opaque');
  });

  test('two engines of which the same is expected', () => {
    expect(same('chromium', 'other-note')).toContain(
      'allow-origin-missing: what is expected of firefox',
    );
    // It prints nothing in any engine.
    expect(same('chromium', 'other-lines')).toEqual([
      'image-crossorigin-own-origin: firefox’s lines',
      'image-crossorigin-own-origin: webkit’s lines',
    ]);
    // After the cure no engine prints anything.
    expect(same('chromium', 'other-lines', 'cured')).toHaveLength(6);
  });
});

test.describe('a record that does not hold as it is is reported, and has no mutants', () => {
  const rows: readonly (readonly [string, ControlRecord, RegExp])[] = [
    ['a line is missing', withActed({ records: [] }), /^console: /],
    ['a request is missing', withActed({ exchanges: [] }), /^wire: /],
    [
      'another verdict',
      withActed({ seen: [{ verdict: 'allowed', type: 'cors', status: 200, body: '' }] }),
      /^page: /,
    ],
    ['a scenario that is gone', { ...MISSING, scenario: 'gone' }, /no such acting-out/],
  ];
  for (const [title, record, because] of rows) {
    test(title, () => {
      const { controls, failures, outcomes } = runRecordedMutants([record]);
      expect({ controls, outcomes }).toEqual({ controls: 0, outcomes: [] });
      expect(failures).toHaveLength(1);
      expect(failures[0]?.because).toMatch(because);
    });
  }

  test('an act that the scenario has not', () => {
    const { cure: _, ...without } = scenarioOf(MISSING);
    const { failures } = runRecordedMutants(
      [recordOf('firefox', MISSING.scenario, 'cured')],
      [without],
    );
    expect(failures[0]?.because).toMatch(/no such acting-out/);
  });
});

test('one witness that contradicts does not stand in for another', () => {
  const [outcome] = RUN.outcomes;
  if (!outcome) throw new Error('no outcome');
  const of = (change: Partial<RecordedOutcome>): boolean => isSurvivor({ ...outcome, ...change });
  expect(of({ owners: ['page', 'wire'], caughtBy: ['page'] })).toBe(true);
  expect(of({ owners: ['page'], caughtBy: ['page', 'console'] })).toBe(false);
  expect(of({ owners: ['console'], caughtBy: [] })).toBe(true);
});

test('the figures keep their bounds only without survivors and without failures', () => {
  expect(allKept({ figures: recordedFigures(RUN) })).toBe(true);
  expect(allKept({ figures: recordedFigures({ ...RUN, outcomes: [] }) })).toBe(false);
  const failure = { scenario: 'one', act: 'refused', engine: 'webkit', because: 'why' } as const;
  expect(allKept({ figures: recordedFigures({ ...RUN, failures: [failure] }) })).toBe(false);
  const [first, ...rest] = RUN.outcomes;
  if (!first) throw new Error('no outcome');
  const survived = { ...RUN, outcomes: [{ ...first, caughtBy: [] }, ...rest] };
  expect(allKept({ figures: recordedFigures(survived) })).toBe(false);
});

test.describe('the nearest message', () => {
  for (const [one, other, distance] of [
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['same', 'same', 0],
  ] as const) {
    test(`"${one}" is ${distance} from "${other}"`, () => {
      expect(editDistance(one, other)).toBe(distance);
      expect(editDistance(other, one)).toBe(distance);
      // Nobody needs to know how far it is when it is too far.
      expect(editDistance(one, other, 2)).toBe(Math.min(distance, 2));
    });
  }

  for (const engine of ENGINES) {
    const version = RECORDED_VERSIONS[engine][0] ?? '';
    test(`${engine}: of every message there is another one, which can be printed`, () => {
      const claim = claimOf(scenarioOf(MISSING), engine);
      const acted = { ...MISSING.acted, rawEvents: [] };
      for (const id of Object.keys(MESSAGES[engine])) {
        const [nearest, parameters] = neighbourOf({ engine, version }, [id, {}]);
        expect(nearest).not.toBe(id);
        const lines = [[nearest, parameters]] as const;
        expect(expectedLines(engine, { ...claim, lines }, acted, version)).toHaveLength(1);
      }
    });
  }

  test('is the first of those that are as near as can be, in the engine’s order', () => {
    const [version = ''] = RECORDED_VERSIONS.firefox;
    const others = Object.keys(MESSAGES.firefox).filter((id) => id !== 'CORSMissingAllowOrigin2');
    const { source } = templateIn('firefox', 'CORSMissingAllowOrigin2', version);
    const distances = others.map((id) =>
      editDistance(source, templateIn('firefox', id, version).source),
    );
    const first = others[distances.indexOf(Math.min(...distances))];
    expect(nearestMessage('firefox', 'CORSMissingAllowOrigin2', version)).toBe(first);
  });
});
