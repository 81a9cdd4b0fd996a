/** The page that batches are acted out on: opened when needed, watched, ended when worn. */
import type { EngineBuild } from '../../fixtures/engines/types.ts';
import { HarnessError } from '../../fixtures/stage.ts';
import type { Origins } from '../../servers/types.ts';
import type { GeneratedCase } from '../types.ts';
import { prepare, realmOf, startBatch, type BatchRealm, type RunningBatch } from './batch.ts';
import { batchPageOf, type BatchPage } from './batch-page.ts';
import type { PageSource } from './page-source.ts';
import type { Attempt, Mortal } from './recovery.ts';

export interface StandOptions {
  readonly build: Pick<EngineBuild, 'engine' | 'version'>;
  readonly concurrency: number;
  /** Milliseconds without any progress after which a batch counts as stuck. */
  readonly patience: number;
  /** Cases after which the page is exchanged for a new one. */
  readonly casesPerPage: number;
  readonly unexplained: (because: string) => void;
}

interface OpenPage {
  readonly page: BatchPage;
  /** Why the page or its browser is gone. */
  gone: string | undefined;
  /** Called when it goes; a batch's own, so that nothing is kept of a batch when it has ended. */
  onGone: ((because: string) => void) | undefined;
  cases: number;
  frameReady: boolean;
}

/** A browser that does not even end is left to processes.ts, which ends it with this process. */
const ENDING_MS = 15_000;

export class Stand implements Mortal<GeneratedCase> {
  readonly #source: PageSource;
  readonly #origins: Origins;
  readonly #options: StandOptions;
  #open: OpenPage | undefined;
  #fresh = true;
  #closed = false;
  #ending: Promise<void> = Promise.resolve();

  constructor(source: PageSource, origins: Origins, options: StandOptions) {
    this.#source = source;
    this.#origins = origins;
    this.#options = options;
  }

  isFresh(): boolean {
    return this.#fresh;
  }

  unexplained(because: string): void {
    this.#options.unexplained(because);
  }

  /** All of one realm. */
  async attempt(cases: readonly GeneratedCase[]): Promise<Attempt> {
    const realm = cases[0] ? realmOf(cases[0]) : 'window';
    if ((this.#open?.cases ?? 0) >= this.#options.casesPerPage) await this.#giveBack();
    if (!this.#closed) this.#open ??= await this.#openPage();
    const open = this.#open;
    if (this.#closed || !open) {
      // Closed while the page was being opened: `close` has not seen it.
      await this.restart();
      throw new HarnessError('This subject was closed: open another one.');
    }
    if (realm === 'sandboxed-frame' && !open.frameReady) {
      // Chromium's console reaches a frame's own process only some time after it was opened.
      const warmed = await this.#act(open, realm, []);
      if (warmed.kind === 'died')
        throw new HarnessError(`The page's sandboxed frame died unasked: ${warmed.because}`);
      open.frameReady = true;
    }
    this.#fresh = false;
    open.cases += cases.length;
    const attempt = await this.#act(open, realm, cases);
    if (attempt.kind === 'died' && !this.#source.restart)
      throw new HarnessError(`The page died of a batch of ${cases.length}: ${attempt.because}`);
    return attempt;
  }

  /** One ending after the other, so that whoever waits for one finds the browser gone. */
  restart(): Promise<void> {
    this.#ending = this.#ending.then(async () => {
      await this.#giveBack();
      await endsInTime(this.#source.restart?.());
      this.#fresh = true;
    });
    return this.#ending;
  }

  /** Ends the page and, where it is the subject's own, the browser. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.restart();
  }

  async #giveBack(): Promise<void> {
    const page = this.#open?.page;
    this.#open = undefined;
    await endsInTime(page?.close());
  }

  async #openPage(): Promise<OpenPage> {
    const ownsBrowser = this.#source.restart !== undefined;
    let end: (() => Promise<void>) | undefined;
    try {
      const lent = await this.#source.open();
      end = () => lent.giveBack();
      const page = await batchPageOf(this.#options.build, lent, { ownsBrowser });
      end = () => page.close();
      await prepare(page, this.#origins);
      const open: OpenPage = {
        page,
        gone: undefined,
        onGone: undefined,
        cases: 0,
        frameReady: false,
      };
      void page.gone.then((because) => {
        open.gone = because;
        open.onGone?.(because);
      });
      return open;
    } catch (error) {
      await endsInTime(end?.());
      throw new HarnessError(`No page could be opened: ${firstLine(error)}`, { cause: error });
    }
  }

  async #act(open: OpenPage, realm: BatchRealm, cases: readonly GeneratedCase[]): Promise<Attempt> {
    const { concurrency, patience } = this.#options;
    const batch = startBatch(open.page, this.#origins, cases, { realm, concurrency });
    const endings: (() => void)[] = [() => batch.end()];
    try {
      return await new Promise<Attempt>((resolve, reject) => {
        const die = (because: string) => resolve({ kind: 'died', because });
        batch.observations.then(
          (observations) => resolve({ kind: 'lived', observations }),
          (error: unknown) =>
            error instanceof HarnessError ? reject(error) : die(firstLine(error)),
        );
        if (open.gone !== undefined) die(open.gone);
        open.onGone = die;
        endings.push(() => (open.onGone = undefined), watchProgress(batch, patience, die));
      });
    } finally {
      for (const end of endings) end();
    }
  }
}

/**
 * Looks now and then whether requests still arrive. At first it gives up the cases under way;
 * `stuck` is called when nothing moves after that either. Returns what ends the watch.
 */
function watchProgress(
  batch: Pick<RunningBatch, 'arrived' | 'giveUp'>,
  patience: number,
  stuck: (because: string) => void,
): () => void {
  let [arrived, since, gaveUp] = [0, performance.now(), false];
  const timer = setInterval(() => {
    const now = performance.now();
    const arrivedNow = batch.arrived();
    if (arrivedNow > arrived) [arrived, since] = [arrivedNow, now];
    if (now - since < patience) return;
    if (gaveUp) stuck(`nothing moved for ${(2 * patience) / 1000} s`);
    [gaveUp, since] = [true, now];
    // A page that is dead does not answer, and is found out in the end.
    batch.giveUp().catch(() => {});
  }, patience / 8);
  return () => clearInterval(timer);
}

/** Waits for an ending, but not for ever; how it ended is of no interest. */
export async function endsInTime(ending: Promise<unknown> | undefined): Promise<void> {
  if (!ending) return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ENDING_MS)));
  // What is dead already may say so by rejecting.
  await Promise.race([ending.catch(() => {}), late]);
  clearTimeout(timer);
}

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
