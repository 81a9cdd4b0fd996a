/** What one run under a fault is told: when the harm is done, and which. */
import type { Listener } from '../sockets.ts';
import type { Display, RunningProcess } from './processes.ts';

/** Harm that only the worker itself can do: it holds the sockets and the listeners. */
export type Inside = 'cut pipe' | 'cut TCP' | 'cut Unix socket' | 'close origin' | 'hang origin';

/** Harm from another process. */
export type Outside =
  | { readonly kill: 'browser' | 'display' }
  | {
      readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL';
      readonly to: 'runner' | 'runner and workers';
    };

export interface Plan {
  /** Where the run's records go: the marker `struck`, the file `struck.json`. */
  readonly folder: string;
  /**
   * A request that reaches an origin: the path matches, and it is the `number`th of its kind, those
   * with one first group counted once. An acting-out is told by the token that its path begins with.
   */
  readonly moment: { readonly path: string; readonly number: number };
  readonly inside?: Inside;
  readonly outside?: Outside;
}

/** What the run had at the moment of the harm. */
export interface Struck {
  readonly processes: readonly RunningProcess[];
  readonly ports: readonly Listener[];
  readonly displays: readonly Display[];
}
