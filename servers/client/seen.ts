/** What the page's part reports; shared by perform.js and by those who read it. */
import type { Header, Step, TimingSight } from '../../scenarios/types.ts';

/** What Resource Timing tells of one load; times only as "there" or "zeroed". */
export type TimingSeen = TimingSight;

/** What script could see of one step. */
export interface Seen {
  readonly verdict: 'allowed' | 'blocked' | 'opaque';
  /** The exception, where there was one. */
  readonly error?: { readonly name: string; readonly message: string };
  /** https://fetch.spec.whatwg.org/#concept-response-type */
  readonly type?: ResponseType;
  readonly status?: number;
  readonly statusText?: string;
  /** `responseURL`; with fetch, `url`, where everything is told. */
  readonly responseUrl?: string;
  readonly redirected?: boolean;
  /** The headers that the step reads: value, or null where script sees none. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** All that script can read, as the API lists them, where everything is told. */
  readonly allHeaders?: readonly Header[];
  readonly body?: string;
  /** Events of the request or element, in order. */
  readonly events?: readonly string[];
  /** What else script learned, by the action's own names; an exception as `name: message`. */
  readonly told?: Readonly<Record<string, string | number | boolean | null>>;
  readonly timing?: readonly TimingSeen[];
}

/** What the page is asked to do at once: the cases side by side, the steps of each in order. */
export interface BatchTask {
  readonly cases: readonly (readonly Step[])[];
  /** How many cases are under way at a time. */
  readonly concurrency: number;
  /** Asked for when all cases have ended. */
  readonly barrierUrl: string;
}

/** What script saw of one step of a batch; header values are isomorphic strings. */
export interface BatchSeen extends Pick<
  Seen,
  'verdict' | 'error' | 'type' | 'status' | 'statusText' | 'redirected'
> {
  readonly url?: string;
  /** Names in lower case, sorted by name. */
  readonly headers?: readonly Header[];
}

/** What the page tells of a batch, as JSON. */
export interface BatchReport {
  /** One per case, null where it was given up before its end. */
  readonly seen: readonly (readonly BatchSeen[] | null)[];
  /** A fault of the page's own script, in a line. */
  readonly failure?: string;
}
