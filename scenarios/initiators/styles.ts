/** Style sheets and the fonts they name. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiators,
} from './types.ts';

export type StyleStep = SheetStep | FontStep;

/** Tells `applied`, `rules` and `insertRule`: whether it styles, and what its object gives. */
interface SheetStep extends RequestStep {
  readonly do: 'stylesheet' | 'css-import';
  /** Of `<link>`; `@import` has none. */
  readonly crossorigin?: CrossOriginAttribute;
}

/** Tells `width`, of the letter A, or `refused`. */
interface FontStep extends RequestStep {
  readonly do: 'font-face-rule' | 'font-face';
}

/** https://drafts.csswg.org/css-fonts/#font-fetching-requirements */
const font = () => ({ mode: 'cors', credentials: 'same-origin' }) as const;

export const STYLES: Initiators<StyleStep> = {
  stylesheet: {
    words: '<link rel="stylesheet">',
    kind: 'CSS stylesheet',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  'css-import': {
    words: '@import',
    kind: 'CSS stylesheet',
    // https://drafts.csswg.org/css-cascade/#fetch-an-import
    request: () => potentialCorsRequest(),
    events: LOAD_OR_ERROR,
  },
  'font-face-rule': { words: '@font-face', kind: 'font', request: font },
  'font-face': { words: 'FontFace', kind: 'font', request: font },
};
