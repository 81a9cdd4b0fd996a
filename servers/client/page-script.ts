/** The page's own scripts as they leave themselves for one another and for the stage. */
import type { Step } from '../../scenarios/types.ts';
import type { Seen } from './seen.ts';

/** A place where steps can be performed. */
export type PageRealm = 'window' | 'sandboxed-frame' | 'dedicated-worker';

/** What the page is asked for: the steps in order, then the barrier, if there is one. */
export interface PageTask {
  readonly steps: readonly Step[];
  readonly barrierUrl: string | null;
}

type Plain = string | number | boolean | null;

declare global {
  var corsConformance: {
    /** perform.js: each `do` of a step and what it does. */
    readonly ACTIONS: Record<string, (step: never, all?: boolean) => Promise<Seen>>;
    blocked(error: unknown): Seen;
    perform(task: PageTask): Promise<Seen[]>;
    performIn(realm: PageRealm, task: PageTask): Promise<Seen[]>;

    /** elements.js: what the actions of elements share. */
    firstEvent(target: EventTarget, start: () => void, types?: readonly string[]): Promise<string>;
    attempt<T extends Plain>(read: () => T | Promise<T>): Promise<T | string>;
    threw(told: unknown): boolean;
    addActions(more: Readonly<Record<string, (step: never) => Promise<Seen>>>): void;
  };
}
