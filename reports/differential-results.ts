/**
 * The shape of `differential.json`: what a differential run asked, and where an engine departed from
 * the Fetch Standard. Exchanges are plays with placeholders, so each can be replayed as it stands.
 */
import type { Engine } from '../messages/types.ts';
import type { Play } from '../scenarios/types.ts';

export const DIFFERENTIAL_FORMAT = 'cors-conformance/differential@1';

/** One exchange in a file of its own, to be replayed. */
export const EXCHANGE_FORMAT = 'cors-conformance/exchange@1';

/**
 * How a test that is a small differential run hands in its result: a JSON attachment of this name
 * whose body is an `EngineRun`.
 */
export const DIFFERENTIAL_ATTACHMENT = 'differential';

export interface DifferentialResults {
  readonly format: typeof DIFFERENTIAL_FORMAT;
  /** ISO 8601. */
  readonly startedAt: string;
  /** `linux 6.1.0 x64` */
  readonly platform: string;
  /** The same seed gives the same cases; absent in a replay. */
  readonly seed?: number;
  /** Cases asked for, per engine. */
  readonly cases: number;
  /** The families generated from; all of them, unless `--only` said less. */
  readonly families: readonly string[];
  readonly engines: readonly EngineRun[];
}

export interface EngineRun {
  readonly engine: Engine;
  readonly name: string;
  readonly version: string;
  /** Milliseconds, launch and shrinking included. */
  readonly durationMs: number;
  /** Cases that ran and were judged. */
  readonly cases: number;
  /** Of an `EngineRun` that stands by itself; else the seed of its `DifferentialResults` holds. */
  readonly seed?: number;
  /** Ended before all cases had run (Ctrl-C). */
  readonly interrupted: boolean;
  readonly byFamily: Readonly<Record<string, number>>;
  readonly byVerdict: Readonly<Record<'allowed' | 'blocked' | 'opaque', number>>;
  /** By deciding stage, as the oracle names it. */
  readonly byStage: Readonly<Record<string, number>>;
  /** Cases that went as the Standard says. */
  readonly conforming: number;
  /** Known departures of the engine, and how often each was needed to explain a case. */
  readonly explained: readonly ExplainedDeparture[];
  /** What nothing explains: the run fails if there is one. */
  readonly unexplained: readonly Finding[];
  /** Cases of which the page or the browser died. The run fails if there is one. */
  readonly killed: readonly Finding[];
  /** How the run went on, about every thousand cases; absent where it was not asked for. */
  readonly pace?: readonly PacePoint[];
}

/** The state of a run after a number of cases. */
export interface PacePoint {
  readonly cases: number;
  /** Milliseconds since the end of the first batch, in which the browser is launched. */
  readonly ms: number;
  /** Bytes in use after a full garbage collection; not at every point. */
  readonly heap?: number;
  /** Bytes of the process at that moment. */
  readonly rss?: number;
}

export interface ExplainedDeparture {
  readonly id: string;
  /** The scenarios of the catalogue that show it. */
  readonly scenarios: readonly string[];
  /** A sentence. */
  readonly words: string;
  /** `deviation`: against the Standard. `habit`: outside of what it says. */
  readonly kind: 'deviation' | 'habit';
  /** The bug, the source, or `not reported`. */
  readonly bug: string;
  /** Version in which it was first seen by this project. */
  readonly since: string;
  /** Cases that it explains, alone or with others. */
  readonly count: number;
  /** Cases in which it should have shown and did not: the run fails if there is one. */
  readonly missed: number;
  /** The first such case, as it was found; absent where none. */
  readonly missedIn?: FoundExchange;
  /** The first case it explained, shrunk where the run was told to; absent where none. */
  readonly example?: Exchange;
}

export interface Exchange {
  readonly play: Play;
  readonly breaks: readonly string[];
}

/** An exchange, and where in the run it came up. */
export interface FoundExchange extends Exchange {
  readonly family: string;
  /** Its number in the run, 0-based. */
  readonly index: number;
}

export interface Finding {
  /** Equal for findings of the same cause, as far as can be told: how they are grouped. */
  readonly key: string;
  /** How many cases of the run showed it. */
  readonly count: number;
  /** The first such case, by its number in the run (0-based); absent in a replay. */
  readonly index?: number;
  readonly family: string;
  readonly found: Exchange;
  /** The smallest exchange that still shows it. */
  readonly shrunk: Exchange;
  /** Exchanges tried while shrinking. */
  readonly tried: number;
  /** Of the shrunk exchange. */
  readonly differences: readonly DifferenceTold[];
  /** Why the page died, where it did. */
  readonly because?: string;
}

/** What `--replay` takes beside a whole `differential.json`. */
export interface ExchangeFile extends Exchange {
  readonly format: typeof EXCHANGE_FORMAT;
  /** In which it was found. */
  readonly engine: Engine;
  readonly family: string;
  readonly differences: readonly DifferenceTold[];
}

export interface DifferenceTold {
  readonly witness: 'page' | 'wire' | 'console';
  readonly at: string;
  readonly expected: string;
  readonly observed: string;
}
