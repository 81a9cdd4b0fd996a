/** Every scenario of the catalogue: the refusal by its three witnesses, then the cure by the same. */
import { SCENARIOS } from '../scenarios/index.ts';
import { initiatorOf } from '../scenarios/initiators/index.ts';
import { isNotApplicable, type Scenario, type Verdict } from '../scenarios/types.ts';
import type { Engine } from '../messages/types.ts';
import { arrivalsOf } from '../fixtures/arrivals.ts';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import { explain } from '../fixtures/explain.ts';
import type { Acted } from '../fixtures/stage.ts';
import { standstillOf, standstillOfCure } from '../fixtures/standstill.ts';
import { expect, protection, test } from '../fixtures/test.ts';
import { annotationsOf, tagsOf } from './details.ts';
import { shuffled, shuffleSeed } from './shuffle.ts';
import { assertWitnesses } from './witnesses.ts';

const needsOwnLaunch = ({ launch }: Scenario): boolean => launch !== undefined;

/** Declares the test of one scenario. */
function declare(scenario: Scenario): void {
  const details = { tag: tagsOf(scenario), annotation: annotationsOf(scenario) };
  test(`${scenario.id}: ${scenario.title}`, details, async ({ build, stage, evidence }) => {
    const { engine } = build;
    evidence.open(scenario, build, protection);

    const cell = scenario.console[engine];
    if (isNotApplicable(cell)) {
      evidence.note({ notApplicable: { because: cell.notApplicable, url: cell.url } });
      test.skip(true, `not applicable in ${engine}: ${cell.notApplicable} (${cell.url})`);
      return;
    }

    const claim = claimOf(scenario, engine);
    const standstill = protection === 'off' ? standstillOf(engine, claim.play) : null;
    if (standstill) {
      evidence.note({ notApplicable: standstill });
      test.skip(true, standstill.because);
    }
    const refused = await test.step('act it out', () =>
      stage.act(claim.play, arrivalsOf(claim.expect.wire, engine, protection)));
    const observed = evidence.keep('refused', refused);
    evidence.note({ verdict: verdictSeen(refused) ?? claim.expect.verdict });
    assertWitnesses(build, claim, refused, () => explain(scenario, engine, observed));
    evidence.note({ stage: claim.expect.stage, ...deviationOf(scenario, engine) });

    if (!scenario.cure) return;
    const cured = curedClaimOf(scenario, scenario.cure, engine);
    if (protection === 'off')
      expect(standstillOfCure(engine, cured.play), 'why the cure is not acted out').toBeNull();
    const mended = await test.step('act out the cure', () =>
      stage.act(cured.play, arrivalsOf(cured.expect.wire, engine, protection)));
    const seen = evidence.keep('cured', mended);
    assertWitnesses(build, cured, mended, () => explain(scenario, engine, seen));
  });
}

/**
 * Declares a group that one worker acts out in order. Playwright binds a whole file anew for each
 * group that it hands out, and fullyParallel makes a group of each test: with hundreds of them in
 * one file that alone would cost as much as a good part of the tests.
 */
function declareGroup(scenarios: readonly Scenario[]): void {
  test.describe(() => {
    test.describe.configure({ mode: 'default' });
    for (const scenario of scenarios) declare(scenario);
  });
}

/** Large enough to cost little, small enough that no worker is left alone with one at the end. */
const GROUP_SIZE = 12;

function declareGroups(scenarios: readonly Scenario[]): void {
  for (let first = 0; first < scenarios.length; first += GROUP_SIZE)
    declareGroup(scenarios.slice(first, first + GROUP_SIZE));
}

const seed = shuffleSeed(process.env['CORS_SHUFFLE']);
if (seed === null) {
  // A launch takes seconds: equal ones follow one another in one worker, which keeps the last two.
  // They come first, so that no worker is left alone with them at the end.
  declareGroup(SCENARIOS.filter(needsOwnLaunch));
  declareGroups(SCENARIOS.filter((scenario) => !needsOwnLaunch(scenario)));
} else {
  // Over the borders of groups, and with launches of their own in between.
  declareGroups(shuffled(SCENARIOS, seed));
}

/** Undefined where the page never learns it, and wire and console alone tell. */
function verdictSeen({ play, seen }: Acted): Verdict | undefined {
  const last = play.steps.at(-1);
  return last && initiatorOf(last)?.unseen ? undefined : seen.at(-1)?.verdict;
}

/** The scenario's note on this engine, where it is one against the Standard; it has just happened. */
function deviationOf({ engines }: Scenario, engine: Engine) {
  const note = engines?.[engine];
  return note?.kind === 'deviation' ? { deviation: { because: note.because, url: note.url } } : {};
}
