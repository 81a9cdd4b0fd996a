/** `html/`: elements that load, what a page may read of what they loaded, and muted errors. */
import { type Area, type Row, covered, numbered, open, outOfScope } from './types.ts';

const CANVAS = 'semantics/embedded-content/the-canvas-element';
const TRACK = 'semantics/embedded-content/media-elements/track/track-element/cors';
const SCRIPT = 'semantics/scripting-1/the-script-element';
const ERRORS = 'webappapis/scripting/processing-model-2';

/** Each is there twice: for an image of another origin, and for one that redirects there. */
const canvas = (test: string, ...by: readonly string[]): readonly Row[] => [
  covered(`${CANVAS}/security.${test}.cross.html`, ...by),
  covered(`${CANVAS}/security.${test}.redirect.html`, 'image-own-redirected-away', ...by),
];

const CANVASES: readonly Row[] = [
  covered(
    'canvas/element/manual/imagebitmap/createImageBitmap-origin.sub.html',
    'canvas-image-bitmap',
    'canvas-bitmap-renderer',
  ),
  covered(`${CANVAS}/security.dataURI.html`),
  ...canvas('drawImage.canvas', 'canvas-on-canvas'),
  ...canvas('drawImage.image', 'canvas-get-image-data', 'canvas-to-data-url'),
  ...canvas('pattern.canvas.fillStyle', 'canvas-on-canvas', 'canvas-pattern'),
  ...canvas('pattern.image.fillStyle', 'canvas-pattern'),
  ...canvas('pattern.canvas.strokeStyle', 'canvas-pattern-of-canvas-stroked'),
  ...canvas('pattern.canvas.timing', 'canvas-pattern-of-before'),
  ...canvas('pattern.create', 'canvas-pattern-unused'),
  ...canvas('pattern.cross', 'canvas-pattern-used-elsewhere', 'canvas-pattern'),
  ...canvas('pattern.image.strokeStyle', 'canvas-pattern-stroked'),
  covered(`${CANVAS}/security.pattern.fillStyle.sub.html`, 'canvas-pattern-put-aside'),
  ...canvas('resize', 'canvas-after-resize'),
  // It wants a canvas readable again that was reset; HTML's steps leave the flag alone, see
  // https://github.com/whatwg/html/issues/2660
  ...canvas('reset', 'canvas-after-reset'),
];

const TRACKS: readonly Row[] = [
  covered(numbered(TRACK, 3, 4), 'track-of-own-origin'),
  covered(numbered(TRACK, 5, 8), 'track-crossorigin-of-own-origin'),
  covered(`${TRACK}/009.html`, 'track-without-crossorigin'),
  covered(numbered(TRACK, 10, 11), 'track-crossorigin-refused'),
  covered(numbered(TRACK, 12, 13), 'track-credentials-not-allowed'),
  covered(`${TRACK}/026.html`, 'track-redirected-away'),
  covered([...numbered(TRACK, 14, 25), ...numbered(TRACK, 27, 46)]),
];

const MODULES: readonly Row[] = [
  ...['module', 'css-module', 'json-module'].map((kind) =>
    covered(`${SCRIPT}/${kind}/credentials.sub.html`),
  ),
  covered(`${SCRIPT}/module/dynamic-import/dynamic-imports-credentials.sub.html`),
  open(
    'A module that is imported by the text of a timer is not tried.',
    `${SCRIPT}/module/dynamic-import/dynamic-imports-credentials-setTimeout.sub.html`,
  ),
  covered(`${SCRIPT}/module/crossorigin.html`),
  covered(`${SCRIPT}/module/load-error-events.html`),
  covered(`${SCRIPT}/module/dynamic-import/dynamic-imports-fetch-error.sub.html`),
  covered(`${SCRIPT}/css-module/cors-crossorigin-requests.html`),
  covered(`${SCRIPT}/json-module/cors-crossorigin-requests.html`),
  outOfScope(
    'Which events fire for what the page’s own server answers decides.',
    `${SCRIPT}/module/load-error-events-inline.html`,
    `${SCRIPT}/css-module/load-error-events.html`,
    `${SCRIPT}/json-module/load-error-events.html`,
  ),
];

const ERRORS_MUTED: readonly Row[] = [
  covered(`${SCRIPT}/muted-errors.sub.html`, 'script-redirected-back-muted'),
  outOfScope('The shape of the attribute, no exchange.', `${SCRIPT}/script-crossorigin.html`),
  covered(`${SCRIPT}/script-crossorigin-network.sub.html`),
  covered(`${ERRORS}/compile-error-cross-origin.html`),
  // They want these muted; HTML gives the scripts of timers no muted errors.
  covered([
    `${ERRORS}/compile-error-cross-origin-setInterval.html`,
    `${ERRORS}/compile-error-cross-origin-setTimeout.html`,
    `${ERRORS}/runtime-error-cross-origin-setInterval.html`,
    `${ERRORS}/runtime-error-cross-origin-setTimeout.html`,
  ]),
  covered(`${ERRORS}/runtime-error-cross-origin.html`),
  covered(`${ERRORS}/unhandled-promise-rejections/allow-crossorigin.html`),
  covered(`${ERRORS}/unhandled-promise-rejections/disallow-crossorigin.html`),
];

export const HTML: Area = {
  directory: 'html/',
  chosen:
    'The files about crossorigin, tainted canvases, text tracks, modules and muted errors across origins, and whatever else a scenario names.',
  rows: [
    ...CANVASES,
    ...TRACKS,
    ...MODULES,
    ...ERRORS_MUTED,
    covered('browsers/origin/cross-origin-objects/cross-origin-objects.html'),
    covered('cross-origin-embedder-policy/require-corp.https.html'),
    covered('semantics/document-metadata/the-link-element/link-style-error-01.html'),
    covered('semantics/document-metadata/the-link-element/link-style-quirks-crossorigin.html'),
    covered(
      'semantics/embedded-content/the-img-element/list-of-available-images-matching.https.html',
    ),
  ],
};
