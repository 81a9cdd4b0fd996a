/** Canvases: what a page can do with the pixels of an image, and cannot once one is not its own. */
import { FIREFOX_SOURCE } from './departures-vocabulary.ts';
import {
  IMAGE,
  PLAIN,
  TAINTED,
  WITH_CORS,
  pixel,
  plainly,
  readable,
  topic,
  unreadable,
} from './images-vocabulary.ts';
import type { ImageReader } from './initiators/images.ts';
import type { ExceptionId } from '../messages/exceptions.ts';
import type { ConsoleExpectation, EngineNote, Scenario } from './types.ts';
import { SILENT, allowOrigin, sent } from './vocabulary.ts';

const HTML = 'https://html.spec.whatwg.org/multipage/';
const CANVAS_TESTS = 'html/semantics/embedded-content/the-canvas-element/';
const RED = 'rgba 255 0 0 255';
const CLEAR = 'rgba 0 0 0 0';
const LIME = 'rgba 0 255 0 255';

interface Reading {
  readonly reader: ImageReader;
  readonly id: string;
  readonly title: string;
  readonly anchor: string;
  readonly requirement: string;
  readonly wpt?: string;
  /** What is thrown for an image of another origin, and what is read of it where it is allowed. */
  readonly throws: ExceptionId;
  readonly reads: string;
  /** The taint is gone by the time of reading: a plain image, too, is read as `reads`. */
  readonly isCleansed?: boolean;
  readonly console: ConsoleExpectation;
  readonly cause: string;
  readonly engines?: Scenario['engines'];
}

/** What Firefox and WebKit make of a canvas that was given another size. */
const STILL_TAINTED = {
  verdict: 'opaque',
  sees: [unreadable({ throws: 'canvas-get-image-data' }, 'after-resize')],
} as const satisfies EngineNote['expect'];

const READINGS: readonly Reading[] = [
  {
    reader: 'pixel',
    id: 'canvas-get-image-data',
    title: 'A plain image of another origin is shown, and its pixels stay closed',
    anchor: `${HTML}canvas.html#dom-context-2d-getimagedata`,
    requirement: 'getImageData() throws where the canvas is not origin-clean.',
    wpt: 'security.drawImage.image.cross.html',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'The image came with the user’s cookies, and nobody allowed this page to read it.',
  },
  {
    reader: 'to-data-url',
    id: 'canvas-to-data-url',
    title: 'toDataURL() of a canvas with an image of another origin throws',
    anchor: `${HTML}canvas.html#dom-canvas-todataurl`,
    requirement: 'toDataURL() throws where the canvas is not origin-clean.',
    throws: 'canvas-to-data-url',
    reads: 'data:image/png;base64',
    console: SILENT,
    cause: 'A page that crops or shrinks pictures draws them first, and exports them then.',
  },
  {
    reader: 'to-blob',
    id: 'canvas-to-blob',
    title: 'toBlob() of a canvas with an image of another origin throws at once',
    anchor: `${HTML}canvas.html#dom-canvas-toblob`,
    requirement: 'toBlob() throws where the canvas is not origin-clean, and calls nobody back.',
    throws: 'canvas-to-blob',
    reads: 'image/png',
    console: SILENT,
    cause: 'The callback that waits for the blob never hears of it.',
  },
  {
    reader: 'capture-stream',
    id: 'canvas-capture-stream',
    title: 'A canvas with an image of another origin can’t be captured as a stream',
    anchor: 'https://w3c.github.io/mediacapture-fromelement/#dom-htmlcanvaselement-capturestream',
    requirement: 'captureStream() throws where the canvas is not origin-clean.',
    throws: 'canvas-capture-stream',
    reads: 'video',
    console: SILENT,
    cause: 'A stream can be recorded or sent, so it would be a way to read.',
  },
  {
    reader: 'pattern',
    id: 'canvas-pattern',
    title: 'A pattern of an image of another origin taints what it fills',
    anchor: `${HTML}canvas.html#dom-context-2d-createpattern`,
    requirement: 'A pattern of an image that is not origin-clean is not origin-clean either.',
    wpt: 'security.pattern.image.fillStyle.cross.html',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'Nothing was drawn but a rectangle; its colour was the image.',
  },
  {
    reader: 'pattern-stroked',
    id: 'canvas-pattern-stroked',
    title: 'A pattern of an image of another origin taints what it draws a line on',
    anchor: `${HTML}canvas.html#dom-context-2d-strokestyle`,
    requirement: 'A strokeStyle that is not origin-clean makes the canvas so.',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'A frame around a picture is drawn with the picture.',
  },
  {
    reader: 'pattern-of-canvas-stroked',
    id: 'canvas-pattern-of-canvas-stroked',
    title: 'A pattern of a tainted canvas taints as the image does',
    anchor: `${HTML}canvas.html#dom-context-2d-createpattern`,
    requirement: 'A pattern of a canvas that is not origin-clean is not origin-clean either.',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'The taint goes through two canvases and a pattern.',
  },
  {
    reader: 'pattern-put-aside',
    id: 'canvas-pattern-put-aside',
    title: 'To set a pattern of another origin’s image is enough: nothing need be drawn with it',
    anchor: `${HTML}canvas.html#dom-context-2d-fillstyle`,
    requirement: 'Setting fillStyle to a pattern that is not origin-clean taints the canvas.',
    throws: 'canvas-get-image-data',
    reads: CLEAR,
    console: TAINTED,
    cause: 'A style was set, and another in its place before anything was drawn.',
  },
  {
    reader: 'pattern-unused',
    id: 'canvas-pattern-unused',
    title: 'A pattern of another origin’s image taints nothing by being made',
    anchor: `${HTML}canvas.html#dom-context-2d-createpattern`,
    requirement: 'createPattern() marks the pattern, and leaves the canvas alone.',
    throws: 'canvas-get-image-data',
    reads: CLEAR,
    isCleansed: true,
    console: SILENT,
    cause: 'The pattern is made, and waits to be used.',
  },
  {
    reader: 'pattern-used-elsewhere',
    id: 'canvas-pattern-used-elsewhere',
    title: 'A pattern taints the canvas that uses it, not the one that made it',
    anchor: `${HTML}canvas.html#dom-context-2d-createpattern`,
    requirement: 'The flag is the pattern’s; it goes where the pattern is used.',
    throws: 'canvas-get-image-data',
    reads: CLEAR,
    isCleansed: true,
    console: SILENT,
    cause: 'One canvas makes the patterns for all others.',
  },
  {
    reader: 'pattern-of-before',
    id: 'canvas-pattern-of-before',
    title: 'A pattern of a canvas stays clean when the canvas is tainted afterwards',
    anchor: `${HTML}canvas.html#dom-context-2d-createpattern`,
    requirement: 'Whether a pattern is origin-clean is settled when it is made.',
    throws: 'canvas-get-image-data',
    reads: LIME,
    isCleansed: true,
    console: SILENT,
    cause: 'The pattern has the pixels of its time.',
  },
  {
    reader: 'canvas-on-canvas',
    id: 'canvas-on-canvas',
    title: 'A tainted canvas taints the canvas it is drawn on',
    anchor: `${HTML}canvas.html#the-image-argument-is-not-origin-clean`,
    requirement: 'A canvas that is not origin-clean is no origin-clean image.',
    wpt: 'security.drawImage.canvas.cross.html',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'The taint goes where the pixels go.',
  },
  {
    reader: 'image-bitmap',
    id: 'canvas-image-bitmap',
    title: 'createImageBitmap() does not wash an image of another origin',
    anchor: `${HTML}imagebitmap-and-animations.html#dom-createimagebitmap`,
    requirement: 'A bitmap of an image that is not origin-clean is not origin-clean either.',
    throws: 'canvas-get-image-data',
    reads: RED,
    console: TAINTED,
    cause: 'The bitmap itself may be made and drawn; it is reading that fails.',
  },
  {
    reader: 'cloned-bitmap',
    id: 'canvas-image-bitmap-cloned',
    title: 'A bitmap of an image of another origin can’t be cloned',
    anchor: `${HTML}imagebitmap-and-animations.html#imagebitmap`,
    requirement: 'Serializing a bitmap that is not origin-clean throws a DataCloneError.',
    throws: 'image-bitmap-clone',
    reads: RED,
    console: SILENT,
    cause: 'A worker that shall scale pictures is sent them as bitmaps.',
  },
  {
    reader: 'bitmap-renderer',
    id: 'canvas-bitmap-renderer',
    title: 'A bitmap of an image of another origin taints the canvas it is handed to',
    anchor: `${HTML}canvas.html#dom-imagebitmaprenderingcontext-transferfromimagebitmap`,
    requirement: 'A canvas is origin-clean only if the bitmap is that it takes over.',
    throws: 'canvas-to-data-url',
    reads: 'data:image/png;base64',
    console: SILENT,
    cause: 'Here nothing is drawn: the canvas gets the bitmap whole.',
  },
  {
    reader: 'offscreen-blob',
    id: 'canvas-offscreen-to-blob',
    title: 'convertToBlob() of an OffscreenCanvas with an image of another origin rejects',
    anchor: `${HTML}canvas.html#dom-offscreencanvas-converttoblob`,
    requirement: 'convertToBlob() rejects where the bitmap is not origin-clean.',
    throws: 'offscreen-convert-to-blob',
    reads: 'image/png',
    console: SILENT,
    cause: 'A canvas that belongs to no document has the same rules.',
  },
  {
    reader: 'webgl-texture',
    id: 'canvas-webgl-texture',
    title: 'WebGL takes no texture of another origin at all',
    anchor: `${HTML}canvas.html#security-with-canvas-elements`,
    requirement:
      'WebGL refuses images that are not origin-clean: shaders would tell pixels by their timing.',
    throws: 'webgl-tex-image',
    reads: 'a texture',
    console: {
      ...SILENT,
      firefox: {
        notApplicable: 'This Firefox makes no WebGL context where there is no GPU.',
        url: 'https://wiki.mozilla.org/Blocklisting/Blocked_Graphics_Drivers',
      },
    },
    cause: 'A 2D canvas shows such an image and stays closed; WebGL does not even show it.',
  },
  {
    reader: 'after-reset',
    id: 'canvas-after-reset',
    title: 'A tainted canvas stays tainted after reset()',
    anchor: `${HTML}canvas.html#reset-the-rendering-context-to-its-default-state`,
    requirement: 'The steps that reset the context clear the pixels, and do not name the flag.',
    throws: 'canvas-get-image-data',
    reads: CLEAR,
    console: TAINTED,
    cause: 'A canvas that is used again for the next picture keeps the taint of the last one.',
  },
  {
    reader: 'after-resize',
    id: 'canvas-after-resize',
    title: 'A tainted canvas can be read again when it is given another size',
    // The steps of `set bitmap dimensions` do not name the flag, the section on security does:
    // https://github.com/whatwg/html/issues/2660
    anchor: `${HTML}canvas.html#security-with-canvas-elements`,
    requirement: 'Setting the size clears the pixels and resets the flag.',
    wpt: 'security.resize.cross.html',
    throws: 'canvas-get-image-data',
    reads: CLEAR,
    isCleansed: true,
    console: TAINTED,
    engines: {
      firefox: {
        kind: 'deviation',
        because: 'Firefox leaves the canvas tainted when its size is set.',
        url: `${FIREFOX_SOURCE}dom/html/HTMLCanvasElement.cpp`,
        expect: STILL_TAINTED,
      },
      webkit: {
        kind: 'deviation',
        because: 'WebKit leaves the canvas tainted when its size is set; mended after 2.50.',
        url: 'https://bugs.webkit.org/show_bug.cgi?id=315463',
        expect: STILL_TAINTED,
      },
    },
    cause: 'canvas.width = canvas.width is an old way to clear, and not everywhere one to cleanse.',
  },
];

/** Each reads a plain image, in vain for the most part, and with crossorigin where that is allowed. */
export const CANVASES: readonly Scenario[] = READINGS.map(
  ({ reader, id, title, anchor, requirement, wpt, throws, reads, isCleansed, ...rest }) => ({
    id,
    title,
    topic,
    tags: ['@canvas', '@no-cors'],
    spec: {
      anchor,
      requirement,
      ...(wpt !== undefined && { wpt: [CANVAS_TESTS + wpt] }),
      ...(isCleansed && {
        notPredicted: 'The response stays opaque; that the canvas is readable is HTML’s.',
      }),
    },
    steps: [{ ...PLAIN, reader }],
    routes: { 'GET /pixel.png': pixel(allowOrigin()) },
    expect: {
      verdict: isCleansed ? 'allowed' : 'opaque',
      stage: 'none',
      wire: [plainly()],
      sees: [isCleansed ? readable(reads, reader) : unreadable({ throws }, reader)],
    },
    console: rest.console,
    cause: rest.cause,
    // Where no engine refuses anything there is nothing to cure.
    ...(!(isCleansed && rest.engines === undefined) && {
      cure: {
        words: 'Set crossorigin before the image is loaded, and allow the origin.',
        steps: [{ ...WITH_CORS, reader }],
        wire: [sent('GET', { url: IMAGE })],
        sees: [readable(reads, reader)],
      },
    }),
    ...(rest.engines && { engines: rest.engines }),
  }),
);
