/** The page's own scripts as they leave themselves for one another and for the stage. */
import type { PageSetting, Step } from '../../scenarios/types.ts';
import type { Seen } from './seen.ts';

/** A place where steps can be performed. */
export type PageRealm = Exclude<NonNullable<PageSetting['realm']>, 'file'>;

/** What the page is asked for: the steps in order, then the barrier, if there is one. */
export interface PageTask {
  readonly steps: readonly Step[];
  readonly barrierUrl: string | null;
  /** For `controlled-frame`: what its service worker answers, see service-worker.js. */
  readonly serviceWorker?: string;
}

type Plain = string | number | boolean | null;

type ImageReader = NonNullable<Extract<Step, { readonly do: 'img' }>['reader']>;

declare global {
  /** In workers. https://html.spec.whatwg.org/multipage/workers.html#dom-workerglobalscope-importscripts */
  function importScripts(...urls: string[]): void;

  var corsConformance: {
    /** perform.js: each `do` of a step and what it does. */
    readonly ACTIONS: Record<string, (step: never, all?: boolean) => Promise<Seen>>;
    blocked(error: unknown): Seen;
    perform(task: PageTask): Promise<Seen[]>;

    /** realms.js */
    performIn(realm: PageRealm, task: PageTask): Promise<Seen[]>;
    performInFrameOf(origin: string, steps: readonly Step[]): Promise<Seen[]>;
    /** For what is not to end before the console of this task was read. */
    afterThisTask(end: () => void | Promise<void>): void;

    /** elements.js: what the actions of elements share. */
    firstEvent(target: EventTarget, start: () => void, types?: readonly string[]): Promise<string>;
    attempt<T extends Plain>(read: () => T | Promise<T>): Promise<T | string>;
    threw(told: unknown): boolean;
    openFrame(direct: (frame: HTMLIFrameElement) => void): Promise<HTMLIFrameElement>;
    workerOnce(
      registration: ServiceWorkerRegistration,
      states: readonly ServiceWorkerState[],
    ): Promise<ServiceWorker>;
    addActions(more: Readonly<Record<string, (step: never) => Promise<Seen>>>): void;

    /** actions/pixels.js: what reads the pixels of an image. */
    readonly READERS: Readonly<
      Record<ImageReader, (image: HTMLImageElement) => string | Promise<string>>
    >;
    readPixel(image: CanvasImageSource): string;
  };
}
