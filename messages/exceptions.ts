/**
 * What script is told: exceptions and rejections, as `name: text`, each seen in the engine. Holes
 * are those of the console's templates; `{url}` is the URL that was asked for.
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
  'canvas-get-image-data': {
    from: 'CanvasRenderingContext2D.getImageData()',
    chromium:
      "SecurityError: Failed to execute 'getImageData' on 'CanvasRenderingContext2D': The canvas has been tainted by cross-origin data.",
    firefox: 'SecurityError: The operation is insecure.',
    webkit: 'SecurityError: The operation is insecure.',
  },
} as const satisfies Readonly<Record<string, ExceptionTexts>>;

export type ExceptionId = keyof typeof EXCEPTIONS;

/** One exception in the words of each engine; null: the engine throws none there. */
export interface ExceptionTexts extends Readonly<Record<Engine, string | null>> {
  /** What the script did. */
  readonly from: string;
}
