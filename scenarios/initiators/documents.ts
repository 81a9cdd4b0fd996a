/** Workers and documents: what is asked for to run elsewhere. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface DocumentStep extends RequestStep {
  readonly do: 'worker';
  readonly crossorigin?: CrossOriginAttribute;
}

export const DOCUMENTS: Initiators<DocumentStep> = {
  worker: {
    words: 'new Worker()',
    kind: 'script',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
