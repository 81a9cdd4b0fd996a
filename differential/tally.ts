/** The counts of a run. */
import type { EngineRun, ExplainedDeparture } from '../reports/differential-results.ts';
import type { EngineDeparture } from './departures.ts';
import type { CaseResult, GeneratedCase, Judgement } from './types.ts';

const countUp = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

export class Tally {
  readonly departures: readonly EngineDeparture[];
  #cases = 0;
  #conforming = 0;
  #explained = 0;
  readonly #byFamily = new Map<string, number>();
  readonly #byVerdict = { allowed: 0, blocked: 0, opaque: 0 };
  readonly #byStage = new Map<string, number>();
  readonly #counts = new Map<string, number>();
  readonly #missed = new Map<string, number>();

  constructor(departures: readonly EngineDeparture[]) {
    this.departures = departures;
  }

  get cases(): number {
    return this.#cases;
  }

  get explainedCases(): number {
    return this.#explained;
  }

  add(
    { family }: GeneratedCase,
    judgement: Judgement,
    missed: readonly string[],
    result: CaseResult,
  ): void {
    this.#cases += 1;
    countUp(this.#byFamily, family);
    for (const id of missed) countUp(this.#missed, id);
    if (result.kind === 'observed') {
      const verdict = result.observation.steps.at(-1)?.verdict;
      if (verdict !== undefined) this.#byVerdict[verdict] += 1;
    }
    if (judgement.kind === 'conforms' || judgement.kind === 'explained') {
      countUp(this.#byStage, judgement.outcome.steps.at(-1)?.stage ?? 'none');
    }
    if (judgement.kind === 'conforms') this.#conforming += 1;
    if (judgement.kind === 'explained') {
      this.#explained += 1;
      for (const id of judgement.by) countUp(this.#counts, id);
    }
  }

  told(): Pick<EngineRun, 'cases' | 'byFamily' | 'byVerdict' | 'byStage' | 'conforming'> {
    return {
      cases: this.#cases,
      byFamily: sorted(this.#byFamily),
      byVerdict: { ...this.#byVerdict },
      byStage: sorted(this.#byStage),
      conforming: this.#conforming,
    };
  }

  /** One row for each known departure of the engine, those that never came up included. */
  explained(): readonly ExplainedDeparture[] {
    return this.departures.map(({ id, scenarios, words, kind, bug, since }) => ({
      id,
      scenarios,
      words,
      kind,
      bug,
      since,
      count: this.#counts.get(id) ?? 0,
      missed: this.#missed.get(id) ?? 0,
    }));
  }
}

/** Most frequent first, ties by name: the same run gives the same text. */
const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries(
    [...counts].toSorted(([a, left], [b, right]) => right - left || a.localeCompare(b)),
  );
