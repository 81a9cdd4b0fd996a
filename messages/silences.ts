/**
 * What engines do not say in the console: refusals that print nothing, and texts that only a script
 * sees. Nothing here is ever matched against a console; it is kept so that a report can say where
 * else to look.
 */
import type { MdnReason } from './mdn.ts';
import type { Engine } from './types.ts';

/** A refusal, or a warning, without any line in the console. */
export interface Silence {
  readonly what: string;
  /** Where the engine tells it instead. */
  readonly instead: string;
  readonly reason?: MdnReason;
}

export const SILENCES: Readonly<Record<Engine, Readonly<Record<string, Silence>>>> = {
  chromium: {
    orb: {
      what: 'Opaque-response blocking withholds the body from an image or a script.',
      instead:
        'DevTools issue ResponseWasBlockedByORB; the element fires error, fetch() in mode no-cors still resolves.',
    },
  },
  firefox: {},
  webkit: {
    Font: {
      what: 'A font fails the CORS check.',
      instead: 'FontFace.load() rejects with a NetworkError; the text keeps its fallback font.',
      reason: 'CORSMissingAllowOrigin',
    },
  },
};

/** The text of an exception or a rejection; holes as in the console templates. */
export interface ScriptText {
  /** What the script did. */
  readonly from: string;
  /** Name of the exception; left out where it was not recorded. */
  readonly name?: string;
  readonly text: string;
}

export const SCRIPT_TEXTS: Readonly<Record<Engine, readonly ScriptText[]>> = {
  chromium: [
    { from: 'fetch()', name: 'TypeError', text: 'Failed to fetch' },
    {
      from: 'import()',
      name: 'TypeError',
      text: 'Failed to fetch dynamically imported module: {url}',
    },
    {
      from: 'canvas toDataURL(), toBlob()',
      name: 'SecurityError',
      text: "Failed to execute '{method}' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
    },
    {
      from: 'canvas getImageData()',
      name: 'SecurityError',
      text: 'The canvas has been tainted by cross-origin data.',
    },
    {
      from: 'WebGL texImage2D()',
      name: 'SecurityError',
      text: 'The image element contains cross-origin data, and may not be loaded.',
    },
    { from: 'OffscreenCanvas', text: 'A tainted OffscreenCanvas may not be exported.' },
    { from: 'canvas captureStream()', text: 'Canvas is not origin-clean.' },
    { from: 'CSSStyleSheet.cssRules', text: 'Cannot access rules' },
    {
      from: 'new Worker()',
      text: "Script at '{url}' cannot be accessed from origin '{origin}'.",
    },
    { from: 'fetch() of PUT in mode no-cors', text: "'PUT' is unsupported in no-cors mode." },
    {
      from: 'synchronous XMLHttpRequest',
      name: 'NetworkError',
      text: "Failed to load '{url}'.",
    },
  ],
  firefox: [
    {
      from: 'fetch()',
      name: 'TypeError',
      text: 'NetworkError when attempting to fetch resource.',
    },
    {
      from: 'import()',
      name: 'TypeError',
      text: 'error loading dynamically imported module: {url}',
    },
    { from: 'canvas read-back', name: 'SecurityError', text: 'The operation is insecure.' },
    {
      from: 'OffscreenCanvas',
      text: 'OffscreenCanvas.convertToBlob: Cannot get blob from write-only canvas.',
    },
    {
      from: 'CSSStyleSheet.cssRules',
      text: 'CSSStyleSheet.cssRules getter: Not allowed to access cross-origin stylesheet',
    },
    {
      from: 'a frame’s document',
      text: 'Permission denied to access property "document" on cross-origin object',
    },
    {
      from: 'fetch() of PUT in mode no-cors',
      text: 'Window.fetch: Invalid request method PUT.',
    },
    {
      from: 'fetch() of a URL with a user name',
      text: 'Window.fetch: {url} is an url with embedded credentials.',
    },
  ],
  webkit: [
    { from: 'fetch()', name: 'TypeError', text: 'Load failed' },
    {
      from: 'import()',
      name: 'TypeError',
      text: 'Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
    },
    {
      from: 'canvas read-back, new Worker()',
      name: 'SecurityError',
      text: 'The operation is insecure.',
    },
    { from: 'canvas captureStream()', text: 'Canvas is tainted' },
    { from: 'CSSStyleSheet.cssRules', text: 'Not allowed to access cross-origin stylesheet' },
    {
      from: 'fetch() of PUT in mode no-cors',
      text: 'Method must be GET, POST or HEAD in no-cors mode.',
    },
    {
      from: 'fetch() of a URL with a user name',
      text: 'URL is not valid or contains user credentials.',
    },
  ],
};
