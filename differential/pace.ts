/**
 * What a case costs as a run goes on, and what memory the process holds: runner, judge and origins
 * are one process. A run that gets slower or fatter with its length shows it here.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { PacePoint } from '../reports/differential-results.ts';

/** Cases between two points. */
const STRIDE = 1_000;
/** Cases between two points at which memory is weighed: that takes a full garbage collection. */
const WEIGHED = 10_000;

export class Pace {
  readonly #points: PacePoint[] = [];
  readonly #now: () => number;
  readonly #weigh: () => Pick<PacePoint, 'heap' | 'rss'>;
  #started = 0;
  /** Milliseconds that weighing took: they are none of the cases'. */
  #aside = 0;

  constructor(now: () => number = () => performance.now(), weigh = weighed) {
    this.#now = now;
    this.#weigh = weigh;
  }

  /** Told after each batch how many cases have been judged. Time begins after the first: it launches. */
  note(cases: number): void {
    const at = this.#now();
    const last = this.#points.at(-1);
    if (last === undefined) this.#started = at;
    else if (cases - last.cases < STRIDE) return;
    const isWeighed = Math.floor(cases / WEIGHED) > Math.floor((last?.cases ?? 0) / WEIGHED);
    const ms = Math.round(at - this.#started - this.#aside);
    this.#points.push({ cases, ms, ...(isWeighed && this.#weigh()) });
    this.#aside += this.#now() - at;
  }

  points(): readonly PacePoint[] {
    return this.#points;
  }
}

let collect: (() => void) | undefined;

/** Bytes in use after a full collection. */
function weighed(): Pick<PacePoint, 'heap' | 'rss'> {
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed, rss };
}
