/** The lists of a run without protection: what failed as it must, what held, what is wrong. */
import { expect, test } from '@playwright/test';
import { ENGINES } from '../messages/types.ts';
import type { CellStatus } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import type { Stage, Verdict } from '../scenarios/types.ts';
import { claimOf } from '../fixtures/judge/claim.ts';
import { isProven, listsOf, placeOf } from '../scripts/unprotected/lists.ts';

const FAILS = { side: 'fails', because: 'why' } as const;
const TURNS = { ...FAILS, refusedAlsoBy: null } as const;
const ALSO = { ...FAILS, refusedAlsoBy: 'the network' } as const;
const HOLDS = { side: 'holds', because: 'why' } as const;
const saw = (verdict: Verdict) => ({
  refused: { sees: [{ step: 'fetch', verdict, detail: '' }], wire: [], console: [] },
});

for (const [title, cell, ruling, list] of [
  ['a pass that must fail is wrong', { status: 'conforms' }, FAILS, 'wrong'],
  ['so is a known deviation', { status: 'known-deviation' }, FAILS, 'wrong'],
  ['a failure that must fail', { status: 'fails', ...saw('allowed') }, FAILS, 'failed'],
  [
    'red, and still refused, proves nothing',
    { status: 'fails', ...saw('blocked') },
    TURNS,
    'wrong',
  ],
  ['a refusal that turned', { status: 'fails', ...saw('opaque') }, TURNS, 'failed'],
  ['a pass that must turn is wrong', { status: 'conforms' }, ALSO, 'wrong'],
  ['refused by more', { status: 'fails', ...saw('blocked') }, ALSO, 'stillBlocked'],
  ['refused by no more', { status: 'fails', ...saw('allowed') }, ALSO, 'failed'],
  ['of an unseen verdict nothing is asked', { status: 'fails' }, TURNS, 'failed'],
  ['nor in Firefox', { status: 'fails', ...saw('blocked') }, FAILS, 'failed'],
  ['a pass that must hold', { status: 'conforms' }, HOLDS, 'held'],
  ['red, but refused as before, holds', { status: 'fails', ...saw('blocked') }, HOLDS, 'held'],
  ['a verdict that changed is wrong', { status: 'fails', ...saw('allowed') }, HOLDS, 'wrong'],
  ['an unseen verdict is wrong', { status: 'fails' }, HOLDS, 'wrong'],
  ['a harness error proves nothing', { status: 'harness-error' }, FAILS, 'wrong'],
  ['nor does what did not run', { status: 'not-run' }, HOLDS, 'wrong'],
  ['what cannot exist is on no list', { status: 'not-applicable' }, FAILS, null],
  ['what the rule leaves open is named', { status: 'fails' }, { ...HOLDS, side: 'open' }, 'open'],
] as const) {
  test(title, () => {
    expect(placeOf(cell, ruling, 'blocked')?.[0] ?? null).toBe(list);
  });
}

test.describe('a run of the whole catalogue', () => {
  /** Every cell of this status, with what the page saw: what is claimed, or otherwise. */
  const listed = (status: CellStatus, seenOf: (claimed: Verdict) => Verdict) =>
    listsOf(
      {
        rows: SCENARIOS.map((scenario) => ({
          id: scenario.id,
          cells: ENGINES.map((engine) => ({
            ...{ engine, column: engine, duration: 1, status },
            ...saw(seenOf(claimOf(scenario, engine).expect.verdict)),
          })),
        })),
        otherTests: [],
      },
      SCENARIOS,
      ENGINES,
    );
  const idsOf = (entries: readonly { readonly id: string }[]): string[] =>
    entries.map(({ id }) => id);
  /** Plain refusals by the CORS check, and plain loads that succeed: the sides of both are beyond doubt. */
  const plain = (verdict: Verdict, stage: Stage): string[] =>
    SCENARIOS.filter(
      ({ steps, page, launch, expect: claim, engines }) =>
        claim.verdict === verdict &&
        claim.stage === stage &&
        steps.length === 1 &&
        steps[0].do === 'fetch' &&
        steps[0].url.startsWith('{api:') &&
        (steps[0].mode ?? 'cors') === 'cors' &&
        steps[0].credentials !== 'include' &&
        [page, launch, engines].every((one) => one === undefined),
    ).map(({ id }) => id);
  const unclaimed = (verdict: Verdict): Verdict => (verdict === 'blocked' ? 'allowed' : 'blocked');

  for (const [title, lists] of [
    ['nothing changed', listed('conforms', (verdict) => verdict)],
    ['all is red, as refused as before', listed('fails', (verdict) => verdict)],
    ['every verdict turned', listed('fails', unclaimed)],
  ] as const)
    test(`${title}: each scenario is on exactly one list of each engine`, () => {
      for (const { engine, ...all } of lists)
        expect(Object.values(all).flatMap(idsOf).toSorted(), engine).toEqual(
          SCENARIOS.map(({ id }) => id).toSorted(),
        );
    });

  test('with the protection still on the refusals are on the wrong side, red or not', () => {
    const refusals = plain('blocked', 'cors-check');
    expect(refusals.length).toBeGreaterThan(10);
    for (const status of ['conforms', 'fails'] as const)
      for (const { engine, wrong } of listed(status, (verdict) => verdict)) {
        if (engine === 'firefox') continue;
        expect(idsOf(wrong), `${engine} ${status}`).toEqual(expect.arrayContaining(refusals));
      }
  });

  test('what is allowed all the same is on the wrong side in Firefox alone', () => {
    const loads = plain('allowed', 'none');
    expect(loads.length).toBeGreaterThan(10);
    for (const { engine, wrong, held } of listed('conforms', (verdict) => verdict))
      expect(idsOf(engine === 'firefox' ? wrong : held), engine).toEqual(
        expect.arrayContaining(loads),
      );
  });

  test('with the protection off the refusals have failed, and what is refused now is wrong', () => {
    for (const { engine, failed, wrong } of listed('fails', unclaimed)) {
      if (engine === 'firefox') continue;
      expect(idsOf(failed), engine).toEqual(expect.arrayContaining(plain('blocked', 'cors-check')));
      expect(idsOf(wrong), engine).toEqual(expect.arrayContaining(plain('allowed', 'none')));
    }
  });
});

test('a run proves something only without a wrong side and without a fault outside its tests', () => {
  const entries = [{ id: 'one', words: 'why' }];
  const none = { engine: 'webkit', stillBlocked: [], held: [], wrong: [], open: [] } as const;
  const good = { ...none, failed: entries };
  const nothing = { problems: [] };
  expect(isProven([good], nothing)).toBe(true);
  expect(isProven([good], { problems: ['a worker died'] })).toBe(false);
  expect(isProven([good, { ...good, wrong: entries }], nothing)).toBe(false);
  expect(isProven([good, { ...none, failed: [], stillBlocked: entries }], nothing)).toBe(false);
});

test('a test that is no scenario is named, not judged', () => {
  const other = { title: 'another', engine: 'webkit', status: 'failed', duration: 1 } as const;
  const [lists] = listsOf({ rows: [], otherTests: [other] }, SCENARIOS, ['webkit']);
  expect(lists?.open).toEqual([{ id: 'another', words: 'failed: no scenario' }]);
});

test('results with a scenario that the catalogue has not are wrong', () => {
  const cell = { engine: 'webkit', column: 'webkit', status: 'conforms', duration: 1 } as const;
  const [lists] = listsOf(
    { rows: [{ id: 'no-such', cells: [cell] }], otherTests: [] },
    [],
    ['webkit'],
  );
  expect(lists?.wrong).toHaveLength(1);
});
