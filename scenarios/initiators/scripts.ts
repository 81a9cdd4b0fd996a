/** Classic and module scripts, and what is fetched ahead for them. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export interface ScriptStep extends RequestStep {
  readonly do: 'script';
  readonly crossorigin?: CrossOriginAttribute;
}

export const SCRIPTS: Initiators<ScriptStep> = {
  script: {
    words: '<script>',
    kind: 'script',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
