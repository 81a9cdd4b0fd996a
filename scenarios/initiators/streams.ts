/** Requests by script beside fetch and XMLHttpRequest: EventSource, beacons, sockets, forms. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface StreamStep extends RequestStep {
  readonly do: 'event-source';
  readonly crossorigin?: CrossOriginAttribute;
}

export const STREAMS: Initiators<StreamStep> = {
  'event-source': {
    words: 'EventSource',
    kind: 'resource',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
