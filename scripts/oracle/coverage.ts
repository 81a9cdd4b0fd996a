/** Which parts of a room a run of something went through, as V8 counts them and c8 maps them. */
import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT, run } from '../lib/child.ts';
import { functionsIn, type CalledFunction } from './functions.ts';

export interface Share {
  readonly covered: number;
  readonly total: number;
}

export interface FileCoverage {
  /** From the project's root, with `/`. */
  readonly file: string;
  /** c8 counts lines as statements. */
  readonly statements: Share;
  /** V8 sees no branch in a function that was never called: mind the functions, too. */
  readonly branches: Share;
  readonly functions: Share;
  /** `lines 9-44`, `branch at 12:5`, `function at 3:27`. */
  readonly missing: readonly string[];
}

interface Place {
  readonly start: { readonly line: number; readonly column: number };
}

/** https://github.com/istanbuljs/istanbuljs : coverage-final.json, as far as it is read here. */
interface Istanbul {
  readonly statementMap: Readonly<Record<string, Place>>;
  readonly s: Readonly<Record<string, number>>;
  readonly branchMap: Readonly<Record<string, { readonly loc: Place }>>;
  readonly b: Readonly<Record<string, readonly number[]>>;
}

/**
 * Runs a TypeScript module of the project under c8 and reads what it went through of `room`, files
 * that it never loaded included. `folder` is emptied for it. Throws one line where the module
 * failed or nothing was measured.
 */
export async function measure(
  room: string,
  module: string,
  args: readonly string[],
  folder: string,
): Promise<readonly FileCoverage[]> {
  await rm(folder, { recursive: true, force: true });
  const { code } = await run(process.execPath, [
    createRequire(import.meta.url).resolve('c8/bin/c8.js'),
    ...['--all', '--include', `${room}/**/*.ts`, '--reporter', 'json'],
    ...['--reports-dir', folder, '--temp-directory', path.join(folder, 'v8')],
    ...[process.execPath, '--import', import.meta.resolve('tsx'), module, ...args],
  ]);
  if (code !== 0) throw new Error(`${path.relative(ROOT, module)} ended with exit code ${code}`);
  const report = await readFile(path.join(folder, 'coverage-final.json'), 'utf8');
  const files = Object.entries(JSON.parse(report) as Record<string, Istanbul>);
  const functions = await functionsIn(path.join(folder, 'v8'));
  if (files.length === 0) throw new Error(`c8 measured no file of ${room}/`);
  return files
    .map(([file, counts]) => ({
      ...coverageOf(counts, functions.get(file) ?? []),
      file: path.relative(ROOT, file).split(path.sep).join('/'),
    }))
    .toSorted((a, b) => a.file.localeCompare(b.file, 'en'));
}

/** What istanbul's counts of one file, and V8's of its functions, say. */
export function coverageOf(
  { statementMap, s, branchMap, b }: Istanbul,
  functions: readonly CalledFunction[],
): Omit<FileCoverage, 'file'> {
  const branches = Object.entries(b).flatMap(([id, counts]) =>
    counts.map((count) => ({ id, count })),
  );
  const unrun = Object.keys(s).filter((id) => s[id] === 0);
  return {
    statements: shareOf(Object.values(s)),
    branches: shareOf(branches.map(({ count }) => count)),
    functions: shareOf(functions.map(({ count }) => count)),
    missing: [
      ...spansOf(unrun.flatMap((id) => statementMap[id]?.start.line ?? [])),
      ...branches
        .filter(({ count }) => count === 0)
        .map(({ id }) => `branch at ${placeOf(branchMap[id]?.loc)}`),
      ...functions
        .filter(({ count }) => count === 0)
        .map(({ line, column }) => `function at ${line}:${column}`),
    ],
  };
}

const shareOf = (counts: readonly number[]): Share => ({
  covered: counts.filter((count) => count > 0).length,
  total: counts.length,
});

const placeOf = (place: Place | undefined): string =>
  place ? `${place.start.line}:${place.start.column + 1}` : 'an unknown place';

/** `[3, 9, 10, 11]` as `lines 3, 9-11`. */
function spansOf(lines: readonly number[]): readonly string[] {
  const spans: [first: number, last: number][] = [];
  for (const line of lines) {
    const span = spans.at(-1);
    if (span?.[1] === line - 1) span[1] = line;
    else spans.push([line, line]);
  }
  if (spans.length === 0) return [];
  return [`lines ${spans.map(([a, z]) => (a === z ? `${a}` : `${a}-${z}`)).join(', ')}`];
}
