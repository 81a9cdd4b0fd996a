/** What a real engine did with generated cases, recorded once. */
import { departuresOf } from '../../differential/departures.ts';
import { generateCase } from '../../differential/generate/index.ts';
import { judge } from '../../differential/judge.ts';
import { openSubject } from '../../differential/subject.ts';
import { FAMILIES } from '../../differential/types.ts';
import type { Engine } from '../../messages/types.ts';
import type { Record, Recorded } from './by-engine.ts';

export interface RecordOptions {
  readonly engine: Engine;
  readonly cases: number;
  readonly seed: number;
  readonly signal?: AbortSignal;
  onProgress?(done: number): void;
}

/**
 * Only what the oracle as it is can explain goes into the record: of anything else no fault could be
 * told. Rejects where the engine is not there, or the harness fails, or `signal` says so.
 */
export async function record(options: RecordOptions): Promise<Record> {
  const { engine, seed, signal, onProgress } = options;
  const cases = Array.from(
    { length: options.cases },
    (_, index) => generateCase(seed, index, FAMILIES).case,
  );
  const subject = await openSubject({
    engine,
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
  try {
    const results = await subject.run(cases);
    const departures = departuresOf(engine);
    const recorded = cases.flatMap((one, index): readonly Recorded[] => {
      const result = results[index];
      if (!result) return [];
      const { judgement, missed } = judge(engine, one, result, departures);
      return judgement.kind === 'conforms' || judgement.kind === 'explained'
        ? [{ index, case: one, result, missed }]
        : [];
    });
    return { engine, seed, cases: recorded };
  } finally {
    await subject.close();
  }
}
