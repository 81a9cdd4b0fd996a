/** Workers and documents: what is asked for to run elsewhere. */
import type { RequestStep } from '../steps.ts';
import type { Initiators } from './types.ts';

interface MadeWorkerStep extends RequestStep {
  readonly type?: WorkerType;
  /** Of a module worker: https://html.spec.whatwg.org/multipage/workers.html#dom-workeroptions-credentials */
  readonly credentials?: RequestCredentials;
}

/** A script that posts a message when it runs. */
export interface WorkerStep extends MadeWorkerStep {
  readonly do: 'worker';
}

/** A script that posts a message to who connects, and then ends itself. */
export interface SharedWorkerStep extends MadeWorkerStep {
  readonly do: 'shared-worker';
}

/** In a worker's realm. */
export interface ImportScriptsStep extends RequestStep {
  readonly do: 'import-scripts';
}

export interface RegisterStep extends RequestStep {
  readonly do: 'register-service-worker';
  /** Waits for the end of its installation: `registered` tells `installed` or `redundant`. */
  readonly installs?: true;
}

export interface FrameStep extends RequestStep {
  readonly do: 'frame';
  /** Waits for what the frame posts. */
  readonly listens?: true;
  /** Its document would have the page's origin: one that cannot be read was not shown. */
  readonly own?: true;
}

export type DocumentStep =
  WorkerStep | SharedWorkerStep | ImportScriptsStep | RegisterStep | FrameStep;

const MESSAGE_OR_ERROR = { allowed: ['message'], opaque: [], blocked: ['error'] } as const;

/**
 * https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-script and, for the
 * script at the top of a module worker, https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script
 */
const topLevelScript = ({ credentials = 'same-origin' }: MadeWorkerStep) =>
  ({ mode: 'same-origin', credentials }) as const;

export const DOCUMENTS: Initiators<DocumentStep> = {
  worker: {
    words: 'new Worker()',
    kind: 'script',
    request: topLevelScript,
    events: MESSAGE_OR_ERROR,
  },
  'shared-worker': {
    words: 'new SharedWorker()',
    kind: 'script',
    request: topLevelScript,
    events: MESSAGE_OR_ERROR,
  },
  // https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-classic-worker-imported-script
  'import-scripts': {
    words: 'importScripts()',
    kind: 'script',
    request: () => ({ mode: 'no-cors', credentials: 'include' }),
  },
  // https://w3c.github.io/ServiceWorker/#update-algorithm : as a worker's, and no redirect at all
  'register-service-worker': {
    words: 'navigator.serviceWorker.register()',
    kind: 'script',
    request: () => ({ mode: 'same-origin', credentials: 'same-origin', redirect: 'error' }),
  },
  // A navigation, which is under no CORS protocol.
  frame: {
    words: '<iframe>',
    kind: 'document',
    events: { allowed: ['load'], opaque: ['load'], blocked: ['load'] },
  },
};
