/**
 * Which functions were called, straight from V8's own counts. c8 leaves out those without a name,
 * and tsx takes the names of arrow functions away (its `__name` gives them back at run time only).
 * https://github.com/privatenumber/tsx/pull/659
 */
import { readFile, readdir } from 'node:fs/promises';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface CalledFunction {
  /** In the source, both from 1. */
  readonly line: number;
  readonly column: number;
  /** How often it was called. */
  readonly count: number;
}

/** What Node writes into the folder NODE_V8_COVERAGE names. */
interface V8Report {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
  readonly 'source-map-cache'?: Readonly<
    Record<string, { readonly lineLengths: readonly number[]; readonly data: SourceMapPayload }>
  >;
}

/** By path: the functions of each module with a source map that one of the processes loaded. */
export async function functionsIn(
  folder: string,
): Promise<ReadonlyMap<string, readonly CalledFunction[]>> {
  const found = new Map<string, readonly CalledFunction[]>();
  for (const name of await readdir(folder)) {
    const report = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as V8Report;
    for (const { url, functions } of report.result) {
      const map = report['source-map-cache']?.[url];
      if (!map?.data || !url.startsWith('file:')) continue;
      const sourceMap = new SourceMap(map.data);
      const called = functions.flatMap(({ functionName, ranges: [whole] }): CalledFunction[] => {
        // The module itself begins at 0, and the helper is none of the source's functions.
        if (!whole || whole.startOffset === 0 || functionName === '__name') return [];
        const place = sourceMap.findOrigin(...positionOf(whole.startOffset, map.lineLengths));
        return 'lineNumber' in place
          ? [{ line: place.lineNumber, column: place.columnNumber, count: whole.count }]
          : [];
      });
      found.set(fileURLToPath(url), called);
    }
  }
  return found;
}

/** Line and column, from 1, of an offset into text with lines of these lengths. */
function positionOf(offset: number, lineLengths: readonly number[]): [number, number] {
  let rest = offset;
  for (const [index, length] of lineLengths.entries()) {
    if (rest <= length) return [index + 1, rest + 1];
    rest -= length + 1;
  }
  return [lineLengths.length, 1];
}
