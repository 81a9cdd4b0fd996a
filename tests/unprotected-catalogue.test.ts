/** On which sides the catalogue's own scenarios stand when the protection is off. */
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { STAGES } from '../scenarios/stages.ts';
import { isNotApplicable, type Stage } from '../scenarios/types.ts';
import { claimOf } from '../fixtures/judge/claim.ts';
import { claimFor } from '../scripts/lib/claim-for.ts';
import { sideOf } from '../scripts/unprotected/side.ts';

/** Stages whose refusals are not all on the one side that the stage itself says. */
const SIDES: Readonly<Record<'chromium' | 'webkit', Partial<Record<Stage, readonly string[]>>>> = {
  chromium: {
    // Of a beacon nobody learns what became of it, but for its preflight.
    'redirect-count': ['holds', 'open'],
    'redirect-scheme': ['fails', 'holds', 'open'],
    'resource-policy': ['holds', 'open'],
    // Files that read files.
    scheme: ['fails', 'holds'],
    'service-worker': ['fails', 'holds', 'open'],
    'local-network': ['fails'],
  },
  webkit: {
    'redirect-count': ['holds', 'open'],
    'redirect-scheme': ['fails', 'holds', 'open'],
    'resource-policy': ['fails', 'open'],
    scheme: ['fails', 'holds'],
    'service-worker': ['holds', 'open'],
    // Shared and service workers keep their protection.
    'cors-check': ['fails', 'holds'],
    // Quirks mode forgives sheets of the own origin.
    'response-type': ['fails', 'holds'],
    // register() compares origins by itself.
    mode: ['fails', 'holds'],
  },
};

const rulingsIn = (engine: Engine) =>
  SCENARIOS.filter(({ console }) => !isNotApplicable(console[engine])).map((scenario) => {
    const refused = claimOf(scenario, engine);
    const cured = claimFor(scenario, 'cured', engine);
    return { scenario, refused, cured, ...sideOf(engine, refused, cured) };
  });

for (const engine of ['chromium', 'webkit'] as const) {
  test(`${engine}: the refusals of the catalogue are, stage by stage, where the table says`, () => {
    const found: Partial<Record<Stage, readonly string[]>> = {};
    for (const { refused, side } of rulingsIn(engine)) {
      const { verdict, stage } = refused.expect;
      if (verdict === 'blocked')
        found[stage] = [...new Set([...(found[stage] ?? []), side])].toSorted();
    }
    const expected = Object.fromEntries(
      (Object.keys(found) as Stage[]).map((stage) => {
        const policy = STAGES[stage].policy || stage === 'preflight-network';
        return [stage, SIDES[engine][stage] ?? [policy ? 'fails' : 'holds']];
      }),
    );
    expect(found).toEqual(expected);
    // No row of the table is left over.
    expect(Object.keys(found)).toEqual(expect.arrayContaining(Object.keys(SIDES[engine])));
  });
}

test('only some of the refusals may stay: of the CORS check and of preflights’ answers none', () => {
  for (const engine of ['chromium', 'webkit'] as const) {
    const rulings = rulingsIn(engine).filter(({ refusedAlsoBy }) => refusedAlsoBy !== undefined);
    const staying = rulings.filter(({ refusedAlsoBy }) => refusedAlsoBy !== null);
    expect(rulings.length).toBeGreaterThan(SCENARIOS.length / 3);
    expect(staying.length).toBeLessThan(rulings.length / 10);
    const stages = new Set<Stage>(staying.map(({ refused }) => refused.expect.stage));
    expect([...stages]).toContain('preflight-network');
    for (const stage of Object.keys(STAGES) as Stage[])
      if (
        stage === 'cors-check' ||
        (stage.startsWith('preflight-') && stage !== 'preflight-network')
      )
        expect([...stages], engine).not.toContain(stage);
  }
});

test('firefox: what holds wants nothing that CORS would have to allow', () => {
  const rulings = rulingsIn('firefox');
  expect(new Set(rulings.map(({ side }) => side))).toEqual(new Set(['fails', 'holds', 'open']));
  const plainFetches = rulings.filter(({ refused, cured }) =>
    [refused, cured].some(
      (claim) =>
        claim?.expect.verdict === 'allowed' &&
        claim.play.steps.length === 1 &&
        claim.play.page === undefined &&
        ['fetch', 'xhr', 'axios'].includes(claim.play.steps[0].do) &&
        claim.play.steps[0].url.startsWith('{api'),
    ),
  );
  // Most of the catalogue is this simple, and none of it can hold.
  expect(plainFetches.length).toBeGreaterThan(SCENARIOS.length / 3);
  expect(new Set(plainFetches.map(({ side }) => side))).toEqual(new Set(['fails']));
});
