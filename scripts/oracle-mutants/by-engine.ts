/** The jury that holds the oracle against what a real engine did. Bundled; see bundles.ts. */
import { departuresOf } from '../../differential/departures.ts';
import { judge } from '../../differential/judge.ts';
import type { CaseResult, GeneratedCase } from '../../differential/types.ts';
import type { Engine } from '../../messages/types.ts';

/** A case as the engine acted it out, which the oracle as it is can explain. */
export interface Recorded {
  readonly index: number;
  readonly case: GeneratedCase;
  readonly result: CaseResult;
  /** Departures that count as missed without any fault. */
  readonly missed: readonly string[];
}

export interface Record {
  readonly engine: Engine;
  readonly seed: number;
  readonly cases: readonly Recorded[];
}

/** The first case that the oracle explains no more, or in which a known departure is missed. */
export function hold(evidence: unknown, beat: () => void): string | null {
  const { engine, cases } = evidence as Record;
  const departures = departuresOf(engine);
  for (const recorded of cases) {
    beat();
    const { judgement, missed } = judge(engine, recorded.case, recorded.result, departures);
    const told = `case ${recorded.index} (${recorded.case.family})`;
    if (judgement.kind === 'unexplained') {
      const [first] = judgement.differences;
      return `${told} unexplained: ${first?.at}: expected ${first?.expected}, observed ${first?.observed}`;
    }
    const newly = missed.find((id) => !recorded.missed.includes(id));
    if (newly !== undefined) return `${told}: the departure ${newly} counts as missed`;
  }
  return null;
}
