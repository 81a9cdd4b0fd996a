/** Video, audio and their text tracks. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface MediaStep extends RequestStep {
  readonly do: 'video';
  readonly crossorigin?: CrossOriginAttribute;
}

export const MEDIA: Initiators<MediaStep> = {
  video: {
    words: '<video>',
    kind: 'video',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
