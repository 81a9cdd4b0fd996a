/**
 * What script is told: exceptions and rejections, as `name: text`, each seen in the engine. Holes
 * are those of the console's templates; `{url}` is the URL that was asked for,
 * `{urlOrigin}` its origin, `{folder}` what its path is in, `{pageOrigin}` who asked.
 */
import type { Engine } from './types.ts';

export const EXCEPTIONS = {
  fetch: {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Load failed',
  },
  'dynamic-import': {
    from: 'import()',
    chromium: 'TypeError: Failed to fetch dynamically imported module: {url}',
    firefox: 'TypeError: error loading dynamically imported module: {url}',
    webkit: 'TypeError: Cross-origin script load denied by Cross-Origin Resource Sharing policy.',
  },
  // Told by an error event, so without a name.
  'timer-syntax': {
    from: 'the text of a timer, ")"',
    chromium: "Unexpected token ')'",
    firefox: "expected expression, got ')'",
    webkit: "Unexpected token ')'",
  },
  'canvas-get-image-data': {
    from: 'CanvasRenderingContext2D.getImageData()',
    chromium:
      "SecurityError: Failed to execute 'getImageData' on 'CanvasRenderingContext2D': The canvas has been tainted by cross-origin data.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: The operation is insecure.',
  },
  'fetch-forbidden-method': {
    from: 'fetch() of TRACE',
    chromium:
      "TypeError: Failed to execute 'fetch' on 'Window': 'TRACE' HTTP method is unsupported.",
    firefox: 'TypeError: Window.fetch: Invalid request method TRACE.',
    webkit: 'TypeError: Method is forbidden.',
  },
  'fetch-no-cors-method': {
    from: 'fetch() of PUT in mode no-cors',
    chromium:
      "TypeError: Failed to execute 'fetch' on 'Window': 'PUT' is unsupported in no-cors mode.",
    firefox: 'TypeError: Window.fetch: Invalid request method PUT.',
    webkit: 'TypeError: Method must be GET, POST or HEAD in no-cors mode.',
  },
  'xhr-synchronous': {
    from: 'send() of a synchronous XMLHttpRequest',
    chromium: "NetworkError: Failed to execute 'send' on 'XMLHttpRequest': Failed to load '{url}'.",
    firefox: 'NetworkError: A network error occurred.',
    // Two spaces: so in the engine.
    webkit: 'NetworkError:  A network error occurred.',
  },
  'sheet-css-rules': {
    from: 'CSSStyleSheet.cssRules',
    chromium:
      "SecurityError: Failed to read the 'cssRules' property from 'CSSStyleSheet': Cannot access rules",
    firefox:
      'SecurityError: CSSStyleSheet.cssRules getter: Not allowed to access cross-origin stylesheet',
    webkit: 'SecurityError: Not allowed to access cross-origin stylesheet',
  },
  'sheet-insert-rule': {
    from: 'CSSStyleSheet.insertRule()',
    chromium:
      "SecurityError: Failed to execute 'insertRule' on 'CSSStyleSheet': Cannot access StyleSheet to insertRule",
    firefox:
      'SecurityError: CSSStyleSheet.insertRule: Not allowed to access cross-origin stylesheet',
    webkit: 'SecurityError: Not allowed to insert rule into cross-origin stylesheet',
  },
  'font-load': {
    from: 'FontFace.load()',
    chromium: 'NetworkError: A network error occurred.',
    firefox: 'NetworkError: A network error occurred.',
    webkit: null,
  },
  'capture-stream': {
    from: 'HTMLMediaElement.captureStream()',
    chromium:
      "SecurityError: Failed to execute 'captureStream' on 'HTMLMediaElement': Cannot capture from element with cross-origin data",
    firefox: null,
    webkit: null,
  },
  'canvas-to-data-url': {
    from: 'HTMLCanvasElement.toDataURL()',
    chromium:
      "SecurityError: Failed to execute 'toDataURL' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: The operation is insecure.',
  },
  'canvas-to-blob': {
    from: 'HTMLCanvasElement.toBlob()',
    chromium:
      "SecurityError: Failed to execute 'toBlob' on 'HTMLCanvasElement': Tainted canvases may not be exported.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: The operation is insecure.',
  },
  'canvas-capture-stream': {
    from: 'HTMLCanvasElement.captureStream()',
    chromium:
      "SecurityError: Failed to execute 'captureStream' on 'HTMLCanvasElement': Canvas is not origin-clean.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: Canvas is tainted',
  },
  'offscreen-convert-to-blob': {
    from: 'OffscreenCanvas.convertToBlob()',
    chromium:
      "SecurityError: Failed to execute 'convertToBlob' on 'OffscreenCanvas': A tainted OffscreenCanvas may not be exported.",
    firefox:
      'SecurityError: OffscreenCanvas.convertToBlob: Cannot get blob from write-only canvas.',
    webkit: 'SecurityError: The operation is insecure.',
  },
  'image-bitmap-clone': {
    from: 'structuredClone(ImageBitmap)',
    chromium:
      "DataCloneError: Failed to execute 'structuredClone' on 'Window': Non-origin-clean ImageBitmap cannot be cloned.",
    firefox: 'DataCloneError: Cannot clone ImageBitmap, is write-only',
    webkit: 'DataCloneError: The object can not be cloned.',
  },
  'webgl-tex-image': {
    from: 'WebGLRenderingContext.texImage2D()',
    chromium:
      "SecurityError: Failed to execute 'texImage2D' on 'WebGLRenderingContext': The image element contains cross-origin data, and may not be loaded.",
    // Not seen: there is no WebGL without a GPU.
    firefox: null,
    webkit: 'SecurityError: The operation is insecure.',
  },
  'worker-constructor': {
    from: 'new Worker()',
    chromium:
      "SecurityError: Failed to construct 'Worker': Script at '{url}' cannot be accessed from origin '{pageOrigin}'.",
    // An error event in its place.
    firefox: null,
    webkit: 'SecurityError: The operation is insecure.',
  },
  'shared-worker-constructor': {
    from: 'new SharedWorker()',
    chromium:
      "SecurityError: Failed to construct 'SharedWorker': Script at '{url}' cannot be accessed from origin '{pageOrigin}'.",
    firefox: null,
    webkit: 'SecurityError: URL of the shared worker is cross-origin',
  },
  'import-scripts-muted': {
    from: 'importScripts()',
    chromium:
      "NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at '{url}' failed to load.",
    firefox: 'NetworkError: A network error occurred.',
    webkit: 'NetworkError: Network response is CORS-cross-origin',
  },
  'register-cross-origin': {
    from: 'navigator.serviceWorker.register()',
    chromium:
      "SecurityError: Failed to register a ServiceWorker: The origin of the provided scriptURL ('{urlOrigin}') does not match the current origin ('{pageOrigin}').",
    firefox: 'SecurityError: ServiceWorkerContainer.register: Non-same-origin scope URL',
    webkit: "SecurityError: Script origin does not match the registering client's origin",
  },
  'register-redirected': {
    from: 'navigator.serviceWorker.register()',
    chromium:
      "SecurityError: Failed to register a ServiceWorker for scope ('{folder}') with script ('{url}'): The script resource is behind a redirect, which is disallowed.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: Script {url} load failed',
  },
  'register-evaluation': {
    from: 'navigator.serviceWorker.register() of a script whose import is redirected',
    chromium:
      "TypeError: Failed to register a ServiceWorker for scope ('{folder}') with script ('{url}'): ServiceWorker script evaluation failed",
    firefox: null,
    webkit: null,
  },
  'frame-document': {
    from: 'contentWindow.document',
    chromium:
      "SecurityError: Failed to read a named property 'document' from 'Window': Blocked a frame with origin \"{pageOrigin}\" from accessing a cross-origin frame.",
    firefox:
      'SecurityError: Permission denied to access property "document" on cross-origin object',
    webkit:
      'SecurityError: Blocked a frame with origin "{pageOrigin}" from accessing a cross-origin frame. Protocols, domains, and ports must match.',
  },
  'sw-opaque': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Response served by service worker is opaque',
  },
  'sw-cors-for-same-origin': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Response served by service worker is CORS while mode is same origin',
  },
  'sw-error': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Response served by service worker is an error',
  },
  'sw-opaqueredirect': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Response served by service worker is opaque redirect',
  },
  'sw-redirected': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: Response served by service worker has redirections',
  },
  'sw-fetch-failed': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: FetchEvent.respondWith received an error: TypeError: Load failed',
  },
  'sw-rejected': {
    from: 'fetch()',
    chromium: 'TypeError: Failed to fetch',
    firefox: 'TypeError: NetworkError when attempting to fetch resource.',
    webkit: 'TypeError: FetchEvent.respondWith received an error: Error: out of order',
  },
} as const satisfies Readonly<Record<string, ExceptionTexts>>;

export type ExceptionId = keyof typeof EXCEPTIONS;

/** One exception in the words of each engine; null: the engine throws none there. */
export interface ExceptionTexts extends Readonly<Record<Engine, string | null>> {
  /** What the script did. */
  readonly from: string;
}
