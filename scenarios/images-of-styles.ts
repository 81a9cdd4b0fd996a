/** Images that style sheets and SVG ask for: which property wants CORS is up to the property. */
import { IMAGE, READ, TAINTED, UNREAD, pixel, plainly, topic } from './images-vocabulary.ts';
import type { CssImageStep } from './initiators/images.ts';
import type { ConsoleExpectation, HttpAnswer, Scenario, Sight } from './types.ts';
import { SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const SHAPES = 'https://drafts.csswg.org/css-shapes-1/#shape-outside-property';
const MASKING = 'https://drafts.csswg.org/css-masking/#sec';
const MISSING: ConsoleExpectation = {
  chromium: ['kMissingAllowOriginHeader'],
  firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
  webkit: [['OriginNotAllowed', { status: '200' }]],
};

const style = (property: CssImageStep['property'], more: Partial<CssImageStep> = {}) =>
  ({ do: 'css-image', url: IMAGE, property, ...more }) as const;

/** Shown to the user and to nobody else. */
const shown = (
  [
    {
      id: 'css-background-image',
      title: 'A background image of another origin needs no CORS',
      property: 'background-image',
      sight: { verdict: 'opaque' },
      cause: 'No script can read what a style shows, so nobody has to be asked.',
    },
    {
      id: 'css-content-image',
      title: 'content: url() of another origin needs no CORS, and tells its size',
      property: 'content',
      sight: { verdict: 'opaque', told: { width: 1 } },
      cause: 'Like a plain <img>: the size is told, the pixels are not.',
    },
  ] as const
).map(({ id, title, property, sight, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@css', '@no-cors'],
  spec: {
    anchor: 'https://drafts.csswg.org/css-values-4/#fetch-a-style-resource',
    requirement:
      'Images of styles are fetched in mode no-cors, unless the property says otherwise.',
  },
  steps: [style(property)],
  routes: { 'GET /pixel.png': pixel() },
  expect: { verdict: 'opaque', stage: 'none', wire: [plainly()], sees: [sight] },
  console: SILENT,
  cause,
}));

interface CorsStyle {
  readonly id: string;
  readonly title: string;
  readonly anchor: string;
  readonly requirement: string;
  readonly wpt?: string;
  readonly step: CssImageStep;
  readonly refused?: Sight;
  readonly sight: Sight;
  readonly cause: string;
}

/** Shapes the page by its pixels, which the page could measure. */
const shaping = (
  [
    {
      id: 'css-shape-outside-refused',
      title: 'shape-outside asks for its image by CORS: text would trace it',
      anchor: SHAPES,
      requirement: 'An image of shape-outside is fetched by CORS, anonymously.',
      wpt: 'css/css-shapes/shape-outside/shape-image/shape-image-025.html',
      step: style('shape-outside'),
      refused: { verdict: 'blocked', told: { apart: 10 } },
      sight: { verdict: 'allowed', told: { apart: 0 } },
      cause: 'The text that flows around the shape can be measured, and with it the pixels.',
    },
    {
      id: 'css-mask-image-refused',
      title: 'mask-image asks for its image by CORS, where background-image does not',
      anchor: MASKING,
      requirement: 'An image of mask-image is fetched by CORS, anonymously.',
      step: style('mask-image'),
      sight: { verdict: 'allowed' },
      cause: 'Icons that are coloured by a mask move to another host, and are gone.',
    },
    {
      id: 'css-mask-image-set-refused',
      title: 'An image-set() in mask-image asks by CORS as well',
      anchor: MASKING,
      requirement: 'The property decides the mode of every image in its value.',
      step: style('mask-image', { inSet: true }),
      sight: { verdict: 'allowed' },
      cause: 'image-set() offers a choice of images, not another way to ask.',
    },
  ] as readonly CorsStyle[]
).map(({ id, title, anchor, requirement, wpt, step, refused, sight, cause }): Scenario => ({
  id,
  title,
  topic,
  tags: ['@css'],
  spec: { anchor, requirement, ...(wpt !== undefined && { wpt: [wpt] }) },
  steps: [step],
  routes: { 'GET /pixel.png': pixel() },
  expect: {
    verdict: 'blocked',
    stage: 'cors-check',
    wire: [sent('GET', { url: IMAGE })],
    ...(refused && { sees: [refused] }),
  },
  console: MISSING,
  cause,
  cure: {
    words: 'Send Access-Control-Allow-Origin with the image.',
    routes: { 'GET /pixel.png': pixel(allowOrigin()) },
    wire: [sent('GET', { url: IMAGE })],
    sees: [sight],
  },
}));

const SVG_IMAGE = 'https://svgwg.org/svg2-draft/embedded.html#elementdef-image';
const USE = 'https://svgwg.org/svg2-draft/struct.html#elementdef-use';
const shape: HttpAnswer = { status: 200, headers: [allowOrigin()], asset: 'shape.svg' };
const OWN_SHAPE = '{page:/shape.svg#shape}';
const EMPTY: Sight = { verdict: 'blocked', told: { width: 0 } };
const FILLED: Sight = { verdict: 'allowed', told: { width: 1 } };
const ownShape = {
  words: 'Serve the file from the page’s own origin, or put the shape into the page.',
  steps: [{ do: 'svg-use', url: OWN_SHAPE }],
  routes: { 'GET /shape.svg': { status: 200, headers: [], asset: 'shape.svg' } },
  wire: [{ method: 'GET', url: '{page:/shape.svg}' }],
  sees: [FILLED],
} as const;

/** A frame with a document of its own source asks: Chromium names it. */
const SRCDOC = 'about:srcdoc';

const svg: readonly Scenario[] = [
  {
    id: 'svg-image-plain',
    title: 'An <image> of SVG taints a canvas like an <img>',
    topic,
    tags: ['@svg', '@canvas', '@no-cors'],
    spec: { anchor: SVG_IMAGE, requirement: 'Without crossorigin the mode is no-cors.' },
    steps: [{ do: 'svg-image', url: IMAGE }],
    routes: { 'GET /pixel.png': pixel(allowOrigin()) },
    expect: { verdict: 'opaque', stage: 'none', wire: [plainly()], sees: [UNREAD] },
    console: TAINTED,
    cause: 'Another element, the same pixels.',
  },
  {
    id: 'svg-image-crossorigin-refused',
    title: 'An <image> of SVG with crossorigin is not shown without CORS',
    topic,
    tags: ['@svg'],
    spec: { anchor: SVG_IMAGE, requirement: 'With crossorigin the mode is cors.' },
    steps: [{ do: 'svg-image', url: IMAGE, crossorigin: 'anonymous' }],
    routes: { 'GET /pixel.png': pixel() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET', { url: IMAGE })],
    },
    console: MISSING,
    cause: 'SVG 2 gave the element the attribute that <img> has had for long.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the image.',
      routes: { 'GET /pixel.png': pixel(allowOrigin()) },
      wire: [sent('GET', { url: IMAGE })],
      sees: [READ],
    },
  },
  {
    id: 'svg-use-other-origin',
    title: '<use> takes no shape of another origin, CORS or not',
    topic,
    tags: ['@svg'],
    spec: {
      anchor: USE,
      requirement: 'What <use> refers to is fetched in mode same-origin.',
    },
    steps: [{ do: 'svg-use', url: '{api:/shape.svg#shape}' }],
    routes: { 'GET /shape.svg': shape },
    expect: { verdict: 'blocked', stage: 'mode', wire: [], sees: [EMPTY] },
    console: {
      chromium: [['unsafe-attempt', { url: '{api:/shape.svg}', pageUrl: SRCDOC }]],
      firefox: [['CheckSameOriginError', { url: '{api:/shape.svg}' }]],
      webkit: [['UnsafeAttempt', { url: '{api:/shape.svg}' }]],
    },
    cause: 'A sprite of icons moves to a CDN, and no header brings it back.',
    cure: ownShape,
  },
  {
    id: 'svg-use-redirected-away',
    title: '<use> follows no redirect to another origin',
    topic,
    tags: ['@svg', '@redirect'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'In mode same-origin every URL of the request has to be of the page’s origin.',
    },
    steps: [{ do: 'svg-use', url: '{page:/moved#shape}' }],
    routes: {
      'GET /moved': answer(302, location('{api:/shape.svg}')),
      'GET /shape.svg': shape,
    },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [{ method: 'GET', url: '{page:/moved}' }],
      sees: [EMPTY],
    },
    console: {
      chromium: [['unsafe-attempt', { url: '{api:/shape.svg#shape}', pageUrl: SRCDOC }]],
      firefox: [['CheckSameOriginError', { url: '{api:/shape.svg}' }]],
      webkit: [['UnsafeAttempt', { url: '{api:/shape.svg#shape}' }]],
    },
    cause: 'The server sends its static files elsewhere without telling the page.',
    cure: ownShape,
  },
];

export const IMAGES_OF_STYLES: readonly Scenario[] = [...shown, ...shaping, ...svg];
