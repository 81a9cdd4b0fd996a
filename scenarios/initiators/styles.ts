/** Style sheets and the fonts they name. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface StyleStep extends RequestStep {
  readonly do: 'stylesheet';
  readonly crossorigin?: CrossOriginAttribute;
}

export const STYLES: Initiators<StyleStep> = {
  stylesheet: {
    words: '<link rel="stylesheet">',
    kind: 'CSS stylesheet',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
