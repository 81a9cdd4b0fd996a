/** The jurors at work: as many threads as there are cores, and a clock beside each of them. */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ROOT } from '../lib/child.ts';
import { bundled, compiled, type Modules } from './bundles.ts';
import type { JurorData, Trial } from './juror.ts';
import type { Mutant } from './types.ts';

export interface JuryOptions {
  readonly modules: Modules;
  /** The bundle of a module that is a `Jury`. */
  readonly jury: string;
  /** Handed to the jury; must be cloneable. */
  readonly evidence?: unknown;
  /** Aborted: what is under way is given up, and what was judged until then is the result. */
  readonly signal?: AbortSignal;
  /** Milliseconds of its own work without a beat after which a mutant counts as endless; default 10,000. */
  readonly patience?: number;
  onJudged?(done: number): void;
}

const PATIENCE_MS = 10_000;
const LOOK_MS = 250;
const MEMORY_MB = 1024;
const NEVER_ENDS = 'never ends';
const TAKES_ALL_MEMORY = 'takes all memory';

/** Of a mutant: why it was caught; null: it survived. A mutant that is not in the map was not judged. */
export type Verdicts = ReadonlyMap<Mutant, string | null>;

/** Judges each of them by one jury. Rejects where the modules do not pass without a fault. */
export async function judgeAll(
  mutants: readonly Mutant[],
  options: JuryOptions,
): Promise<Verdicts> {
  const code = await bundled({ file: fileURLToPath(new URL('juror.ts', import.meta.url)) });
  const verdicts = new Map<Mutant, string | null>();
  const queue = mutants.values();
  const jurors = Math.max(1, Math.min(availableParallelism(), mutants.length));
  const work = async (): Promise<void> => {
    const juror = new Juror(code, options, jurors);
    try {
      await juror.sanity();
      for (const mutant of queue) {
        const trial = { file: mutant.file, code: await compiled(mutant.source) };
        if (options.signal?.aborted) return;
        const answer = await juror.judge(trial);
        if (answer === 'aborted') return;
        verdicts.set(mutant, answer.caught);
        options.onJudged?.(verdicts.size);
      }
    } finally {
      await juror.end();
    }
  };
  await Promise.all(Array.from({ length: jurors }, work));
  return verdicts;
}

type Answer = { readonly caught: string | null } | 'aborted';

class Juror {
  readonly #code: string;
  readonly #options: JuryOptions;
  readonly #jurors: number;
  readonly #beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  #worker: Worker | undefined;

  constructor(code: string, options: JuryOptions, jurors: number) {
    this.#code = code;
    this.#options = options;
    this.#jurors = jurors;
  }

  /** Without a fault nothing may be found: else every mutant would count as caught. */
  async sanity(): Promise<void> {
    const [file, code] = Object.entries(this.#options.modules)[0] ?? ['', ''];
    const answer = await this.judge({ file, code });
    if (answer !== 'aborted' && answer.caught !== null) {
      throw new Error(`without a fault it is not as it should be either: ${answer.caught}`);
    }
  }

  async judge(trial: Trial): Promise<Answer> {
    const worker = (this.#worker ??= this.#start());
    const { signal } = this.#options;
    const release: (() => void)[] = [];
    try {
      const answer = await new Promise<Answer>((resolve, reject) => {
        const onMessage = (caught: string | null): void => resolve({ caught });
        const onError = (error: Error & { code?: string }): void =>
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? resolve({ caught: TAKES_ALL_MEMORY })
            : reject(error);
        const onAbort = (): void => resolve('aborted');
        const clock = this.#watch(() => resolve({ caught: NEVER_ENDS }));
        release.push(
          () => worker.off('message', onMessage).off('error', onError),
          () => signal?.removeEventListener('abort', onAbort),
          () => clearInterval(clock),
        );
        worker.once('message', onMessage).once('error', onError);
        signal?.addEventListener('abort', onAbort, { once: true });
        if (signal?.aborted) onAbort();
        else worker.postMessage(trial);
      });
      const isGone =
        answer === 'aborted' || answer.caught === NEVER_ENDS || answer.caught === TAKES_ALL_MEMORY;
      if (isGone) await this.end();
      return answer;
    } finally {
      for (const one of release) one();
    }
  }

  /**
   * Calls `onStill` when the beats have stopped for longer than one is patient. The clock is the
   * processor time of the whole process, which stands still while a busy machine does other things,
   * and runs as many times as fast as jurors are at work in it.
   */
  #watch(onStill: () => void): NodeJS.Timeout {
    const { patience = PATIENCE_MS } = this.#options;
    const counter = new Int32Array(this.#beats);
    let last = Atomics.load(counter, 0);
    let since = processorTime();
    return setInterval(() => {
      const beats = Atomics.load(counter, 0);
      if (beats !== last) [last, since] = [beats, processorTime()];
      else if (processorTime() - since > patience * this.#jurors) onStill();
    }, LOOK_MS);
  }

  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const { modules, jury, evidence } = this.#options;
    const workerData: JurorData = { root: ROOT, modules, jury, evidence, beats: this.#beats };
    return new Worker(this.#code, {
      eval: true,
      workerData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
  }
}

/** Milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
