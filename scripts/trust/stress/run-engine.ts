/** Each play of one engine acted out again and again in kept pages, and judged each time. */
import { arrivalsOf } from '../../../fixtures/arrivals.ts';
import { judge } from '../../../fixtures/judge/index.ts';
import type { Claim } from '../../../fixtures/judge/claim.ts';
import type { EngineBuild } from '../../../fixtures/engines/types.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { startOrigins } from '../../../servers/index.ts';
import { byLaunch } from '../by-launch.ts';
import { claimsOf } from '../mutation/claims.ts';
import { complaintOf } from '../mutation/judged.ts';
import { PatientStage, type Patience } from '../mutation/patience.ts';
import { ACTS, type ActName } from '../mutation/types.ts';

/** Milliseconds. Nothing that ends is ended by it, however many processes are in the way. */
const PATIENCE: Patience = { whole: 300_000, arrivals: 200_000 };

/** A play that came out otherwise than claimed, at least once. */
export interface Wrong {
  readonly scenario: string;
  readonly act: ActName;
  readonly times: number;
  /** Of the first time. */
  readonly because: string;
}

export interface Stressed {
  readonly acts: number;
  /** In the order in which each was first seen. */
  readonly wrong: readonly Wrong[];
}

export interface StressOptions {
  readonly build: EngineBuild;
  /** Such as can exist in this engine. */
  readonly scenarios: readonly Scenario[];
  /** How often each play is acted out, one after the other. */
  readonly times: number;
  readonly signal: AbortSignal;
  /** Called after each scenario. */
  readonly onProgress: (done: number, acts: number) => void;
  /** Called the first time a play comes out wrong. */
  readonly onWrong: (wrong: Wrong) => void;
}

/**
 * Refused and cured by turns, so that what one leaves behind shows in the other. Rejects only where
 * no origin can be started; ends early when `signal` aborts.
 */
export async function stressEngine(options: StressOptions): Promise<Stressed> {
  const { build, scenarios, times, signal, onProgress, onWrong } = options;
  const { engine } = build;
  const origins = await startOrigins();
  const stage = new PatientStage(build, origins);
  const wrong = new Map<string, Wrong>();
  let acts = 0;

  const complaintAbout = async (claim: Claim): Promise<string | null> => {
    const arrivals = arrivalsOf(claim.expect.wire, engine, 'on');
    const attempt = await stage.attempt(claim.play, arrivals, PATIENCE);
    if (attempt.kind === 'failed') return attempt.because;
    const [discrepancy] = attempt.acted.discrepancies;
    if (discrepancy !== undefined) return `not sent as declared: ${discrepancy}`;
    return complaintOf(judge(build, claim, attempt.acted));
  };
  const note = (scenario: string, act: ActName, because: string): void => {
    const key = `${scenario} ${act}`;
    const before = wrong.get(key);
    const one = before
      ? { ...before, times: before.times + 1 }
      : { scenario, act, times: 1, because };
    wrong.set(key, one);
    if (!before) onWrong(one);
  };

  try {
    let done = 0;
    for (const scenario of byLaunch(scenarios)) {
      const claims = claimsOf(scenario, engine);
      for (let time = 0; time < times; time += 1)
        for (const act of ACTS) {
          const claim = claims[act];
          if (!claim || signal.aborted) continue;
          const because = await complaintAbout(claim);
          if (signal.aborted) break;
          acts += 1;
          if (because !== null) note(scenario.id, act, because);
        }
      if (signal.aborted) break;
      done += 1;
      onProgress(done, acts);
    }
  } finally {
    await stage.close();
    await origins.close();
  }
  return { acts, wrong: [...wrong.values()] };
}
