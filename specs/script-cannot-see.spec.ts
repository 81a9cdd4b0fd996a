/**
 * Scripts cannot see the reason. For every refusal the error, the XMLHttpRequest's events and the
 * timing entries are, within one engine, the same: only the console tells refusals apart.
 * https://fetch.spec.whatwg.org/#concept-network-error
 */
import { SCENARIOS } from '../scenarios/index.ts';
import { isNotApplicable } from '../scenarios/types.ts';
import type { FetchStep, Scenario, XhrStep } from '../scenarios/types.ts';
import { claimOf } from '../fixtures/judge/claim.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Engine } from '../messages/types.ts';

/** Refusals of one fetch, in a page of the ordinary launch: comparable with one another. */
const comparable = (scenario: Scenario, engine: Engine): boolean =>
  claimOf(scenario, engine).expect.verdict === 'blocked' &&
  !isNotApplicable(scenario.console[engine]) &&
  scenario.steps.length === 1 &&
  scenario.steps[0].do === 'fetch' &&
  scenario.page === undefined &&
  scenario.launch === undefined &&
  !scenario.freshContext;

/** The same request made by XMLHttpRequest. */
const byXhr = ({ do: _do, credentials, ...step }: FetchStep): XhrStep => ({
  ...step,
  do: 'xhr',
  ...(credentials === 'include' && { withCredentials: true }),
});

for (const [action, asAction] of [
  ['fetch', (step: FetchStep) => step],
  ['XMLHttpRequest', byXhr],
] as const) {
  test(
    `script-cannot-see: ${action} tells every refusal in the same words`,
    { tag: ['@script-cannot-see'] },
    async ({ build, stage }) => {
      test.setTimeout(240_000);
      const refusals = SCENARIOS.filter((scenario) => comparable(scenario, build.engine));
      expect(refusals.length).toBeGreaterThan(20);
      const told: Record<string, unknown> = {};
      for (const scenario of refusals) {
        const [step] = scenario.steps;
        const { seen } = await stage.act({
          routes: scenario.routes,
          steps: [asAction(step as FetchStep)],
        });
        told[scenario.id] = seen[0];
      }
      const [first] = Object.values(told);
      expect(told).toEqual(Object.fromEntries(Object.keys(told).map((id) => [id, first])));
    },
  );
}
