/** Elements and style sheets that show an image, and what reads its pixels. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiator,
  type Initiators,
  type StandardRequest,
} from './types.ts';

export type ImageStep =
  ImgStep | ChosenImageStep | EmbeddedImageStep | SvgImageStep | SvgUseStep | CssImageStep;

/** What looks at the pixels of an image that was loaded: see servers/client/actions/pixels.js. */
export type ImageReader =
  | 'pixel'
  | 'to-data-url'
  | 'to-blob'
  | 'capture-stream'
  | 'pattern'
  | 'pattern-stroked'
  | 'pattern-of-canvas-stroked'
  | 'pattern-put-aside'
  | 'pattern-unused'
  | 'pattern-used-elsewhere'
  | 'pattern-of-before'
  | 'canvas-on-canvas'
  | 'after-reset'
  | 'after-resize'
  | 'image-bitmap'
  | 'cloned-bitmap'
  | 'bitmap-renderer'
  | 'offscreen-blob'
  | 'webgl-texture'
  | 'and-that-of-the-page-around';

/** https://html.spec.whatwg.org/multipage/embedded-content.html#the-img-element */
export interface ImgStep extends RequestStep {
  readonly do: 'img';
  /** `credentials` is what people write; no keyword, so it means `anonymous`. */
  readonly crossorigin?: CrossOriginAttribute | 'credentials';
  /** The attribute is set after `src`, in the same task. */
  readonly late?: true;
  /** Default: one pixel, by getImageData(). */
  readonly reader?: ImageReader;
}

/** An <img> whose URL stands in `srcset`, or in a <source> of the <picture> around it. */
export interface ChosenImageStep extends RequestStep {
  readonly do: 'srcset' | 'picture';
  readonly crossorigin?: CrossOriginAttribute;
}

/** An image that no canvas draws: the page can tell only that it is shown. */
export interface EmbeddedImageStep extends RequestStep {
  readonly do: 'input-image' | 'object' | 'embed';
}

/** https://svgwg.org/svg2-draft/embedded.html#ImageElement */
export interface SvgImageStep extends RequestStep {
  readonly do: 'svg-image';
  readonly crossorigin?: CrossOriginAttribute;
}

/** https://svgwg.org/svg2-draft/struct.html#UseElement ; the URL names the element by fragment. */
export interface SvgUseStep extends RequestStep {
  readonly do: 'svg-use';
}

/** An image that a style asks for. */
export interface CssImageStep extends RequestStep {
  readonly do: 'css-image';
  readonly property: 'background-image' | 'content' | 'mask-image' | 'shape-outside';
  /** `image-set(url(…) 1x)` instead of `url(…)`. */
  readonly inSet?: true;
}

/**
 * https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#enumerated-attribute : a value
 * that is no keyword is the invalid value default, here the state Anonymous.
 */
const stateOf = (value: ImgStep['crossorigin']): CrossOriginAttribute | undefined =>
  value === 'credentials' ? 'anonymous' : value;

/**
 * https://drafts.csswg.org/css-values-4/#fetch-a-style-resource : mode no-cors, but for the
 * properties that say otherwise. https://drafts.csswg.org/css-shapes-1/#shape-outside-property and
 * https://drafts.fxtf.org/css-masking/#priv-sec do: mode cors, credentials same-origin.
 */
const styleRequest = ({ property }: CssImageStep): StandardRequest =>
  property === 'mask-image' || property === 'shape-outside'
    ? { mode: 'cors', credentials: 'same-origin' }
    : { mode: 'no-cors', credentials: 'include' };

/** https://html.spec.whatwg.org/multipage/images.html#update-the-image-data */
const chosen = (words: string): Initiator<ChosenImageStep> => ({
  words,
  kind: 'image',
  request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
  events: LOAD_OR_ERROR,
});

/** A navigation, which is under no CORS protocol. */
const embedded = (words: string): Initiator<EmbeddedImageStep> => ({
  words,
  kind: 'document',
  events: LOAD_OR_ERROR,
});

export const IMAGES: Initiators<ImageStep> = {
  srcset: chosen('<img srcset>'),
  picture: chosen('<picture>'),
  'input-image': {
    words: '<input type="image">',
    kind: 'image',
    request: () => potentialCorsRequest(),
    events: LOAD_OR_ERROR,
  },
  object: embedded('<object>'),
  embed: embedded('<embed>'),
  img: {
    words: '<img>',
    kind: 'image',
    request: ({ crossorigin }) => potentialCorsRequest(stateOf(crossorigin)),
    events: LOAD_OR_ERROR,
  },
  'svg-image': {
    words: '<image> of SVG',
    kind: 'image',
    request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
  'svg-use': {
    words: '<use> of SVG',
    kind: 'resource',
    // https://svgwg.org/svg2-draft/linking.html#processingURL : mode same-origin.
    request: () => ({ mode: 'same-origin', credentials: 'same-origin' }),
  },
  'css-image': {
    words: 'an image of a style sheet',
    kind: 'image',
    request: styleRequest,
  },
};
