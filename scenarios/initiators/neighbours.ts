/** Requests from a frame whose document has rules of its own: a policy for content, an embedder policy. */
import type { RequestStep } from '../steps.ts';
import type { Initiators } from './types.ts';

/** `fetch()` of a frame of the page's own origin. */
export interface FramedFetchStep extends RequestStep {
  readonly do: 'framed-fetch';
  readonly mode?: 'cors' | 'no-cors';
  /** The Content Security Policy of the frame's document, which is made of it alone. */
  readonly csp?: string;
  /** Or a document of the play's own, which is asked for first. */
  readonly document?: string;
}

export type NeighbourStep = FramedFetchStep;

export const NEIGHBOURS: Initiators<NeighbourStep> = {
  'framed-fetch': {
    words: 'fetch() of a frame',
    kind: 'fetch',
    request: ({ mode = 'cors' }) => ({ mode, credentials: 'same-origin' }),
  },
};
