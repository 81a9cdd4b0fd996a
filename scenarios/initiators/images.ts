/** Elements and style sheets that show an image, and what reads its pixels. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface ImageStep extends RequestStep {
  readonly do: 'img';
  readonly crossorigin?: CrossOriginAttribute;
}

export const IMAGES: Initiators<ImageStep> = {
  img: {
    words: '<img>',
    kind: 'image',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
