/** The shapes of the differential run: what is generated, observed, judged and told. */
import type { ConsoleRecord, Engine } from '../messages/types.ts';
import type { Outcome } from '../oracle/types.ts';
import type { Bindings } from '../scenarios/placeholders.ts';
import type { Header, Play } from '../scenarios/types.ts';

/** What a case is mainly about; `--only` chooses by it. */
export const FAMILIES = [
  'simple',
  'preflight',
  'headers',
  'methods',
  'redirect',
  'credentials',
  'exposed',
  'cache',
  'origins',
] as const;

export type Family = (typeof FAMILIES)[number];

/**
 * One generated exchange (or story of exchanges), as a play: the same data a scenario is made of, so
 * that a finding can stand in the catalogue as it is. Its steps are `fetch` and `xhr` only, its
 * routes HTTP answers only, its page `page` in a window or a sandboxed frame.
 */
export interface GeneratedCase {
  readonly family: Family;
  readonly play: Play;
  /** What was broken of the correct exchange, for the reader: `allow-origin: trailing slash`. */
  readonly breaks: readonly string[];
}

/** What script saw of one step of a case; header values are isomorphic strings. */
export interface ObservedStep {
  readonly verdict: 'allowed' | 'blocked' | 'opaque';
  readonly error?: { readonly name: string; readonly message: string };
  /** Absent with XMLHttpRequest. */
  readonly type?: ResponseType;
  readonly status?: number;
  readonly statusText?: string;
  /** `response.url`, `responseURL`. */
  readonly url?: string;
  /** Absent with XMLHttpRequest. */
  readonly redirected?: boolean;
  /** All that script can read, names in lower case, sorted by name. */
  readonly headers?: readonly Header[];
}

/** A request as it arrived at an origin. */
export interface ObservedRequest {
  readonly method: string;
  /** Absolute, with the origin it arrived at. */
  readonly url: string;
  /** All header lines in order. */
  readonly headers: readonly Header[];
  readonly body: string;
}

/** What the three witnesses saw of one case. */
export interface Observation {
  readonly bindings: Bindings;
  readonly steps: readonly ObservedStep[];
  readonly wire: readonly ObservedRequest[];
  /** The console's lines about the case's own URLs, in order. */
  readonly console: readonly ConsoleRecord[];
}

/** A case, and what became of it in one engine; `killed`: the page or browser died of it. */
export type CaseResult =
  | { readonly kind: 'observed'; readonly observation: Observation }
  | { readonly kind: 'killed'; readonly because: string };

/**
 * An engine's end of the run: takes cases, gives results in the same order. Restarts what dies.
 * Rejects only when the harness itself fails.
 */
export interface Subject {
  readonly engine: Engine;
  readonly version: string;
  run(cases: readonly GeneratedCase[]): Promise<readonly CaseResult[]>;
  close(): Promise<void>;
}

/** One way in which an observation is not what was predicted. */
export interface Difference {
  readonly witness: 'page' | 'wire' | 'console';
  /** Where: `step 1 verdict`, `request 2 Origin`, `line 1`. */
  readonly at: string;
  readonly expected: string;
  readonly observed: string;
}

export type Judgement =
  | { readonly kind: 'conforms'; readonly outcome: Outcome }
  /** Not as the Standard says, but as the Standard with these known departures of the engine. */
  | {
      readonly kind: 'explained';
      readonly by: readonly string[];
      readonly outcome: Outcome;
      readonly differences: readonly Difference[];
    }
  | { readonly kind: 'unexplained'; readonly differences: readonly Difference[] }
  | { readonly kind: 'killed'; readonly because: string };
