/** Acting-outs that must not stand still: each ends, by itself or by the watchdog. */
import { BrowserPool } from '../../../fixtures/browser-pool.ts';
import type { EngineBuild } from '../../../fixtures/engines/types.ts';
import { Stage, type Acted } from '../../../fixtures/stage.ts';
import type { Play } from '../../../scenarios/types.ts';
import type { Act, Origins } from '../../../servers/types.ts';

export type Attempt =
  | {
      readonly kind: 'acted';
      readonly acted: Acted;
      /** Milliseconds for which the requests were waited for that the page says nothing of. */
      readonly awaited: number;
      /** Milliseconds from end to end. */
      readonly took: number;
    }
  /** The acting-out itself failed, or stood still. */
  | { readonly kind: 'failed'; readonly because: string };

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For the whole, beside a first launch; a little later the browser is ended. */
  readonly whole: number;
  /** For requests that the page says nothing of. */
  readonly arrivals: number;
}

/** Between the end of the act and that of the browser. */
const LAST_CHANCE_MS = 1000;

/** What a browser may take to start, on however busy a machine: no acting-out is to blame for it. */
const LAUNCH_MS = 30_000;

/** A browser that does not even end is left to the owner of processes, which ends it at the end. */
const ENDING_MS = 15_000;

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';

/** What the watchdog knows of the attempt under way. */
interface Watched {
  readonly patience: Patience;
  /** Why it was ended before its time. */
  ended: string | undefined;
  act: Act | undefined;
  awaited: number;
}

/**
 * A stage with a watchdog. What has not ended in time is ended step by step: first its act (what
 * hangs is closed, who waits for an arrival is told that it won't come), then its browser.
 */
export class PatientStage {
  readonly #build: EngineBuild;
  readonly #origins: Origins;
  #pool: BrowserPool | undefined;
  #watched: Watched | undefined;
  #relaunches = 0;

  constructor(build: EngineBuild, origins: Origins) {
    this.#build = build;
    this.#origins = {
      ...origins,
      act: (routes) => {
        const act = origins.act(routes);
        const watched = this.#watched;
        if (watched) watched.act = act;
        return watched ? impatient(act, watched) : act;
      },
    };
  }

  /** Browsers ended by the watchdog. */
  get relaunches(): number {
    return this.#relaunches;
  }

  /** Never rejects. */
  async attempt(play: Play, arrivals: number, patience: Patience): Promise<Attempt> {
    const whole = patience.whole + (this.#pool ? 0 : LAUNCH_MS);
    this.#pool ??= new BrowserPool(this.#build, this.#origins, 'on');
    const stage = new Stage(this.#pool, this.#origins);
    const watched: Watched = { patience, ended: undefined, act: undefined, awaited: 0 };
    this.#watched = watched;
    const began = performance.now();
    const acting = stage.act(play, arrivals).then(
      (acted): Attempt =>
        watched.ended === undefined
          ? { kind: 'acted', acted, awaited: watched.awaited, took: performance.now() - began }
          : { kind: 'failed', because: watched.ended },
      (error: unknown): Attempt => ({
        kind: 'failed',
        because: watched.ended ?? firstLine(error),
      }),
    );
    let timer: NodeJS.Timeout | undefined;
    const stuck = new Promise<Attempt>((resolve) => {
      timer = setTimeout(() => {
        watched.ended = `it stood still for ${whole / 1000} s`;
        watched.act?.end();
        timer = setTimeout(() => {
          const because = 'it stood still until its browser was ended';
          void this.#relaunch().then(() => resolve({ kind: 'failed', because }));
        }, LAST_CHANCE_MS);
      }, whole);
    });
    const attempt = await Promise.race([acting, stuck]);
    clearTimeout(timer);
    return attempt;
  }

  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ENDING_MS)));
    await Promise.race([pool?.close().catch(() => {}), late]);
    clearTimeout(timer);
  }

  async #relaunch(): Promise<void> {
    this.#relaunches += 1;
    await this.close();
  }
}

/** The act, with an end to the wait for arrivals. */
function impatient(act: Act, watched: Watched): Act {
  return {
    token: act.token,
    exchanges: () => act.exchanges(),
    settled: () => act.settled(),
    discrepancies: () => act.discrepancies(),
    end: () => act.end(),
    async arrived(count) {
      const began = performance.now();
      const timer = setTimeout(() => {
        watched.ended = `request ${count} never came`;
        act.end();
      }, watched.patience.arrivals);
      try {
        await act.arrived(count);
      } finally {
        clearTimeout(timer);
        watched.awaited += performance.now() - began;
      }
    },
  };
}
