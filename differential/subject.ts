/**
 * An engine as the subject of a differential run: takes generated cases, acts them out in batches
 * in one page, and gives what the three witnesses saw of each.
 */
import type { LentPage } from '../fixtures/browser-pool.ts';
import { findBuild } from '../fixtures/engines/builds.ts';
import type { EngineBuild } from '../fixtures/engines/types.ts';
import type { Engine } from '../messages/types.ts';
import { startOrigins } from '../servers/index.ts';
import type { Origins } from '../servers/types.ts';
import { realmOf, type BatchRealm } from './subject/batch.ts';
import { ownPages, type PageSource } from './subject/page-source.ts';
import { settle } from './subject/recovery.ts';
import { endsInTime, Stand } from './subject/stand.ts';
import type { CaseResult, GeneratedCase, Subject } from './types.ts';

export { MARKER_COOKIE } from './subject/batch.ts';
export { SUBJECT_PLAY } from './subject/page-source.ts';

export interface SubjectOptions {
  /** Cases that are handed to the page at once. */
  readonly batchSize?: number;
  /** Cases that the page has under way at a time. */
  readonly concurrency?: number;
  /** Aborted: `run` rejects at once with its reason, and everything is closed. */
  readonly signal?: AbortSignal;
  /** Called after each batch with the number of cases done in this `run`. */
  readonly onProgress?: (casesDone: number) => void;
  /** Called when something died for which no case is to blame: see subject/recovery.ts. */
  readonly onUnexplainedDeath?: (because: string) => void;
  /** Milliseconds without progress after which a batch counts as stuck; default 60,000. */
  readonly patience?: number;
}

/**
 * Chromium keeps the connection of a redirected request until the new URL's preflight has passed,
 * and has six to a host: six such requests at once wait for one another for ever. In the others no
 * difference was seen between 12 and 48. Larger batches gain nothing, and lose more when one dies.
 */
export const BATCHES: Readonly<
  Record<Engine, { readonly batchSize: number; readonly concurrency: number }>
> = {
  chromium: { batchSize: 250, concurrency: 5 },
  firefox: { batchSize: 250, concurrency: 24 },
  webkit: { batchSize: 250, concurrency: 24 },
};

const PATIENCE_MS = 60_000;
const CASES_PER_PAGE = 10_000;

/**
 * A subject with a browser of its own, launched with the first batch. `engine`: the build that is
 * found on this machine (throws `EngineNotFound`). `origins`: somebody else's, who closes them;
 * default: its own.
 */
export async function openSubject(
  options: SubjectOptions & {
    readonly origins?: Origins;
  } & ({ readonly engine: Engine } | { readonly build: EngineBuild }),
): Promise<Subject> {
  const build = 'build' in options ? options.build : findBuild(options.engine);
  const origins = options.origins ?? (await startOrigins({ selfCheck: false }));
  const end = () => (options.origins ? Promise.resolve() : origins.close());
  return new BatchSubject(build, origins, ownPages(build, origins), options, end);
}

/**
 * A subject on pages that somebody else lends (`pool.lend(SUBJECT_PLAY)`), against origins that
 * somebody else closes. The browser is not the subject's to end: its death is a `HarnessError`.
 */
export function subjectOnLentPages(
  lender: {
    readonly build: Pick<EngineBuild, 'engine' | 'version'>;
    readonly origins: Origins;
    lend(): Promise<LentPage>;
  },
  options: SubjectOptions = {},
): Subject {
  const source = { open: () => lender.lend() };
  return new BatchSubject(lender.build, lender.origins, source, options, async () => {});
}

class BatchSubject implements Subject {
  readonly engine: Engine;
  readonly version: string;
  readonly #stand: Stand;
  readonly #options: SubjectOptions;
  readonly #batchSize: number;
  readonly #end: () => Promise<void>;
  /** One run after the other: they share a page. */
  #running: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  constructor(
    { engine, version }: Pick<EngineBuild, 'engine' | 'version'>,
    origins: Origins,
    source: PageSource,
    options: SubjectOptions,
    end: () => Promise<void>,
  ) {
    this.engine = engine;
    this.version = version;
    this.#options = options;
    this.#batchSize = options.batchSize ?? BATCHES[engine].batchSize;
    this.#end = end;
    this.#stand = new Stand(source, origins, {
      build: { engine, version },
      concurrency: options.concurrency ?? BATCHES[engine].concurrency,
      patience: options.patience ?? PATIENCE_MS,
      casesPerPage: CASES_PER_PAGE,
      unexplained: (because) => options.onUnexplainedDeath?.(because),
    });
    const { signal } = options;
    if (signal?.aborted) void this.close();
    else signal?.addEventListener('abort', () => void this.close(), { once: true });
  }

  run(cases: readonly GeneratedCase[]): Promise<readonly CaseResult[]> {
    const running = this.#running.then(() => this.#run(cases));
    this.#running = running.then(
      () => {},
      () => {},
    );
    const { signal } = this.#options;
    if (!signal) return running;
    // No race with one promise of the abort: it would keep the results of each run as long as it is.
    return new Promise((resolve, reject) => {
      const abort = () => {
        // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- whatever the caller gave.
        reject(signal.reason);
      };
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
      running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }

  close(): Promise<void> {
    this.#closing ??= (async () => {
      await this.#stand.close();
      // A run may have been opening a page, and then closes it itself.
      await endsInTime(this.#running);
      await this.#end();
    })();
    return this.#closing;
  }

  async #run(cases: readonly GeneratedCase[]): Promise<CaseResult[]> {
    const results: CaseResult[] = [];
    let done = 0;
    for (const batch of batchesOf(cases, this.#batchSize)) {
      const settled = await settle(
        this.#stand,
        batch.map(({ one }) => one),
      );
      for (const [at, { index }] of batch.entries()) results[index] = settled[at]!;
      done += batch.length;
      this.#options.onProgress?.(done);
    }
    return results;
  }
}

interface Numbered {
  readonly one: GeneratedCase;
  readonly index: number;
}

/** Batches of one realm each: a batch ends with a barrier in its realm. */
function batchesOf(cases: readonly GeneratedCase[], size: number): Numbered[][] {
  const batches: Numbered[][] = [];
  const filling = new Map<BatchRealm, Numbered[]>();
  for (const [index, one] of cases.entries()) {
    const realm = realmOf(one);
    let batch = filling.get(realm);
    if (!batch || batch.length === size) {
      batch = [];
      filling.set(realm, batch);
      batches.push(batch);
    }
    batch.push({ one, index });
  }
  return batches;
}
