/** Requests from a frame whose document has rules of its own: a policy for content, an embedder policy. */
import type { RequestStep } from '../steps.ts';
import { LOAD_OR_ERROR, type CrossOriginAttribute, type Initiators } from './types.ts';

/** `fetch()` of a frame of the page's own origin. */
export interface FramedFetchStep extends RequestStep {
  readonly do: 'framed-fetch';
  readonly mode?: 'cors' | 'no-cors';
  /** The Content Security Policy of the frame's document, which is made of it alone. */
  readonly csp?: string;
  /** Or a document of the play's own, which is asked for first. */
  readonly document?: string;
}

/** `fetch()`, or an `<img>` that is read, in a frame whose document is of another page origin. */
export interface FrameOfStep extends RequestStep {
  readonly do: 'fetch-in-frame-of' | 'img-in-frame-of';
  /** `{neighbour}` */
  readonly frame: string;
  /** Of the image. */
  readonly crossorigin?: CrossOriginAttribute;
}

/** `navigator.sendBeacon()` of a frame. */
export interface FramedBeaconStep extends RequestStep {
  readonly do: 'framed-beacon';
  /** The Content Security Policy of the frame's document, which is made of it alone. */
  readonly csp: string;
}

export type NeighbourStep = FramedFetchStep | FrameOfStep | FramedBeaconStep;

export const NEIGHBOURS: Initiators<NeighbourStep> = {
  'framed-fetch': {
    words: 'fetch() of a frame',
    kind: 'fetch',
    request: ({ mode = 'cors' }) => ({ mode, credentials: 'same-origin' }),
  },
  'fetch-in-frame-of': { words: 'fetch() of a frame of another origin', kind: 'fetch' },
  'img-in-frame-of': {
    words: '<img> of a frame of another origin',
    kind: 'image',
    events: LOAD_OR_ERROR,
  },
  // Of a string: https://w3c.github.io/beacon/#sec-processing-model
  'framed-beacon': {
    words: 'navigator.sendBeacon() of a frame',
    kind: 'resource',
    request: ({ body = '' }) => ({
      mode: 'no-cors',
      credentials: 'include',
      method: 'POST',
      headers: [['Content-Type', 'text/plain;charset=UTF-8']],
      body,
    }),
  },
};
