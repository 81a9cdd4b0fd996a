/** The run: all mutants before the table, those that survive it before what an engine did. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../messages/types.ts';
import { bundled, compiledAll, ORACLE_FOLDER } from './bundles.ts';
import { judgeAll, type Verdicts } from './jury.ts';
import { mutantsOf } from './mutants.ts';
import type { Judged, Mutant } from './types.ts';

export type Sources = Readonly<Record<string, string>>;

/** The texts of the oracle, by file name. */
export async function readOracle(): Promise<Sources> {
  const files = (await readdir(ORACLE_FOLDER)).filter((file) => file.endsWith('.ts'));
  return Object.fromEntries(
    await Promise.all(
      files
        .toSorted()
        .map(async (file) => [file, await readFile(path.join(ORACLE_FOLDER, file), 'utf8')]),
    ),
  );
}

export interface RunOptions {
  readonly sources: Sources;
  /** The files to plant faults in. */
  readonly files: readonly string[];
  /** Null: no engine is asked. */
  readonly engine: {
    readonly engine: Engine;
    readonly cases: number;
    readonly seed: number;
  } | null;
  readonly signal: AbortSignal;
  onProgress(phase: 'table' | 'recording' | 'engine', done: number, total: number): void;
}

export interface MutationRun {
  readonly mutants: readonly Mutant[];
  /** In the same order; fewer where the run was interrupted. */
  readonly judged: readonly Judged[];
}

const module = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Rejects where the oracle fails without a fault, or the harness does. */
export async function runMutants(options: RunOptions): Promise<MutationRun> {
  const { sources, signal, onProgress } = options;
  const modules = await compiledAll(sources);
  const mutants = options.files.flatMap((file) => mutantsOf(file, sources[file] ?? ''));
  const table = await judgeAll(mutants, {
    modules,
    jury: await bundled({ file: module('by-table.ts') }),
    signal,
    onJudged: (done) => onProgress('table', done, mutants.length),
  });
  const survivors = mutants.filter((mutant) => table.get(mutant) === null);
  if (options.engine === null || survivors.length === 0 || signal.aborted)
    return { mutants, judged: judgedBy(mutants, table, options.engine ? new Map() : 'not asked') };
  const { cases } = options.engine;
  onProgress('recording', 0, cases);
  // Loaded late: neither help nor the table should wait for browsers and generators.
  const { record } = await import('./record.ts');
  let evidence;
  try {
    evidence = await record({
      ...options.engine,
      signal,
      onProgress: (done) => onProgress('recording', done, cases),
    });
  } catch (error) {
    if (!signal.aborted) throw error;
    return { mutants, judged: judgedBy(mutants, table, new Map()) };
  }
  const engine = await judgeAll(survivors, {
    modules,
    jury: await bundled({ file: module('by-engine.ts') }),
    evidence,
    signal,
    onJudged: (done) => onProgress('engine', done, survivors.length),
  });
  return { mutants, judged: judgedBy(mutants, table, engine) };
}

/**
 * What survived the table is judged by the engine, or, where it was asked and stopped before, not at
 * all; where it was not to be asked, it survived.
 */
export function judgedBy(
  mutants: readonly Mutant[],
  table: Verdicts,
  engine: Verdicts | 'not asked',
): readonly Judged[] {
  return mutants.flatMap((mutant): readonly Judged[] => {
    const byTable = table.get(mutant);
    if (byTable === undefined) return [];
    if (byTable !== null) return [{ mutant, verdict: { by: 'table', because: byTable } }];
    const byEngine = engine === 'not asked' ? null : engine.get(mutant);
    if (byEngine === undefined) return [];
    if (byEngine === null) return [{ mutant, verdict: { by: null } }];
    return [{ mutant, verdict: { by: 'engine', because: byEngine } }];
  });
}
