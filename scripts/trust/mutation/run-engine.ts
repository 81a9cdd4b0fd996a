/** One engine's part: each scenario's controls, then its mutants. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import { contradicting, judge } from '../../../fixtures/judge/index.ts';
import type { EngineBuild } from '../../../fixtures/engines/types.ts';
import type { Acted } from '../../../fixtures/stage.ts';
import { isNotApplicable, type Scenario } from '../../../scenarios/types.ts';
import { startOrigins } from '../../../servers/index.ts';
import { byLaunch } from '../by-launch.ts';
import { claimsOf } from './claims.ts';
import { mutantsOf } from './operators.ts';
import { catchersOf, complaintOf } from './judged.ts';
import { PatientStage, type Attempt, type Patience } from './patience.ts';
import { recordable } from './records.ts';
import { answerName, sentAnswers } from './sent-answers.ts';
import {
  ACTS,
  type ControlFailure,
  type ControlRecord,
  type EngineOutcomes,
  type Mutant,
  type MutantName,
  type OperatorName,
  type Outcome,
} from './types.ts';

/** The launch of another browser than the one before may be among it. */
const CONTROL_PATIENCE: Patience = { whole: 60_000, arrivals: 20_000 };

/** A mutant ends about as soon as its control did, on however busy a machine, or not at all. */
const mutantPatience = ({ took, awaited }: { took: number; awaited: number }): Patience => ({
  whole: 4_000 + 20 * Math.min(took, 1_000),
  arrivals: 500 + 20 * Math.min(awaited, 200),
});

export interface EngineRunOptions {
  readonly build: EngineBuild;
  readonly scenarios: readonly Scenario[];
  readonly operators: ReadonlySet<OperatorName>;
  /** Whether these are all scenarios and operators. */
  readonly complete: boolean;
  readonly signal: AbortSignal;
  /** Called after each scenario. */
  readonly onProgress: (done: number, mutants: number, survivors: number) => void;
}

export interface EngineRun extends EngineOutcomes {
  /** In the catalogue's order. */
  readonly records: readonly ControlRecord[];
}

/** Runs all of it. Rejects only where no origin can be started; ends early when `signal` aborts. */
export async function runEngine(options: EngineRunOptions): Promise<EngineRun> {
  const { build, scenarios, operators, complete, signal, onProgress } = options;
  const { engine, version } = build;
  const startedAt = performance.now();
  const origins = await startOrigins({ selfCheck: false });
  const stage = new PatientStage(build, origins);
  const records: ControlRecord[] = [];
  const failures: ControlFailure[] = [];
  const outcomes: Outcome[] = [];
  try {
    let done = 0;
    for (const scenario of byLaunch(scenarios)) {
      if (isNotApplicable(scenario.console[engine])) continue;
      const claims = claimsOf(scenario, engine);
      for (const act of ACTS) {
        const claim = claims[act];
        if (!claim || signal.aborted) continue;
        const control = await stage.attempt(claim.play, claim.expect.wire.length, CONTROL_PATIENCE);
        const because =
          control.kind === 'failed' ? control.because : complaint(build, claim, control.acted);
        if (control.kind === 'failed' || because !== null) {
          failures.push({ scenario: scenario.id, act, engine, because: because ?? '' });
          continue;
        }
        const acted = recordable(control.acted);
        records.push({ scenario: scenario.id, act, engine, version, acted });
        const sent = sentAnswers(claim.play.routes, acted.exchanges).add(answerName(null));
        for (const mutant of mutantsOf(scenario.id, act, claims, origins.table)) {
          if (signal.aborted) break;
          if (!operators.has(mutant.operator)) continue;
          outcomes.push(
            sent.has(answerName(mutant))
              ? await outcomeOf(stage, build, claim, control, mutant)
              : { ...nameOf(mutant), engine, caughtBy: [], neverSent: true },
          );
        }
      }
      if (signal.aborted) break;
      done += 1;
      onProgress(done, outcomes.length, outcomes.filter(survived).length);
    }
  } finally {
    await stage.close();
    await origins.close();
  }
  const order = new Map(scenarios.map(({ id }, index) => [id, index]));
  const placeOf = ({ scenario }: { readonly scenario: string }): number => order.get(scenario) ?? 0;
  return {
    engine,
    version,
    complete,
    seconds: (performance.now() - startedAt) / 1000,
    controls: records.length,
    failures,
    outcomes: outcomes.toSorted((one, other) => placeOf(one) - placeOf(other)),
    relaunches: stage.relaunches,
    records: records.toSorted((one, other) => placeOf(one) - placeOf(other)),
  };
}

export const survived = ({ caughtBy }: Pick<Outcome, 'caughtBy'>): boolean => caughtBy.length === 0;

/** Why a control does not hold; null: it does. What comes back from a record must hold as well. */
function complaint(build: EngineBuild, claim: Claim, acted: Acted): string | null {
  const because = complaintOf(judge(build, claim, acted));
  if (because !== null) return because;
  const recorded = contradicting(judge(build, claim, { ...recordable(acted), rawEvents: [] }));
  return recorded.length > 0 ? `${recorded.join(', ')}: only once it has been recorded` : null;
}

const nameOf = ({ play: _play, ...name }: Mutant): MutantName => name;

async function outcomeOf(
  stage: PatientStage,
  build: EngineBuild,
  claim: Claim,
  control: Extract<Attempt, { kind: 'acted' }>,
  mutant: Mutant,
): Promise<Outcome> {
  const base = { ...nameOf(mutant), engine: build.engine };
  const patience = mutantPatience(control);
  const attempt = await stage.attempt(mutant.play, claim.expect.wire.length, patience);
  if (attempt.kind === 'failed') {
    // What it printed was not read, and its page is kept. The act as it stands reads it to the end,
    // so that it counts for nobody.
    await stage.attempt(claim.play, claim.expect.wire.length, CONTROL_PATIENCE);
    return { ...base, caughtBy: ['acting-out'], because: attempt.because };
  }
  return { ...base, caughtBy: catchersOf(build, claim, control.acted, attempt.acted) };
}
