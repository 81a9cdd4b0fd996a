/** `--update`: the baselines brought up to what was run. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../../messages/types.ts';
import { baselineFile, baselineText, type Baseline } from '../../reports/baseline/baseline.ts';
import type { BaselineOnFile } from '../../reports/baseline/nearest.ts';
import { unfitCells, updatedBaseline } from '../../reports/baseline/update.ts';
import { driftOf, hasRun, keyOf } from '../../reports/drift/compare.ts';
import type { Results } from '../../reports/results.ts';
import { writeWhole } from '../../reports/write-whole.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { UsageError } from '../lib/flags.ts';
import { print, printDrift } from './print.ts';

/** A run and what its file is called in what is told. */
export interface RunOnFile {
  readonly file: string;
  readonly results: Results;
}

const UNFIT = {
  'not-run': 'not run',
  fails: 'failing',
  'harness-error': 'with a harness error',
} as const;

/** `3 not run, 1 failing`; empty where every cell can be remembered. */
function unfitWords(results: Results, index: number): string {
  const counts = unfitCells(results, index);
  return Object.entries(UNFIT)
    .flatMap(([status, words]) => {
      const count = counts[status as keyof typeof UNFIT];
      return count === undefined ? [] : [`${count} ${words}`];
    })
    .join(', ');
}

interface Wanted {
  /** From the project's root, as told. */
  readonly folder: string;
  readonly absolute: string;
  readonly baselines: readonly BaselineOnFile[];
  readonly catalogue: readonly Scenario[];
  readonly engines: readonly Engine[];
  readonly partial: boolean;
}

/** Throws `UsageError` on a run that must not become a memory. */
function refuse({ file, results }: RunOnFile, index: number, { partial }: Wanted): string {
  const unfit = unfitWords(results, index);
  const name = results.engines[index]?.name ?? '';
  if (unfit !== '' && !partial)
    throw new UsageError(
      `${file}: ${name} has cells ${unfit}, so nothing was written; run everything (npx playwright test) and mend what fails, or give --partial to keep what is remembered of those cells`,
    );
  return unfit;
}

/** Writes the baselines of all runs and prints what changed in each. All or none are computed. */
export async function update(runs: readonly RunOnFile[], wanted: Wanted): Promise<number> {
  const { baselines, catalogue, folder } = wanted;
  const files = new Map(baselines.map(({ file, baseline }) => [path.basename(file), baseline]));
  const changed = new Map<string, Baseline>();
  const told: (() => void)[] = [];
  for (const run of runs)
    for (const [index, column] of run.results.engines.entries()) {
      if (!wanted.engines.includes(column.engine)) continue;
      const key = keyOf(column, run.results);
      const unfit = refuse(run, index, wanted);
      if (!key || !hasRun(run.results, index)) continue;
      const name = baselineFile(key);
      const old = files.get(name) ?? null;
      const known = old ? [{ file: `${folder}/${name}`, baseline: old }] : [];
      const drift = driftOf(run.results, known, catalogue)?.find(
        (one) => one.column === column.key,
      );
      if (old && drift?.baseline === null)
        throw new UsageError(`${drift.because}; give another folder by --baselines`);
      const next = updatedBaseline(old, key, run.results, index, catalogue);
      files.set(name, next);
      changed.set(name, next);
      told.push(() => {
        if (old && drift) printDrift(drift);
        else
          print(
            `${column.name} ${column.version}: ${Object.keys(next.scenarios).length} scenarios, remembered for the first time`,
          );
        if (unfit !== '') print(`  kept as remembered: ${unfit}`);
      });
    }
  if (changed.size === 0)
    throw new UsageError('nothing of these engines ran in these results; run npx playwright test');
  await mkdir(wanted.absolute, { recursive: true });
  for (const [name, baseline] of changed)
    await writeWhole(path.join(wanted.absolute, name), baselineText(baseline));
  for (const tell of told) tell();
  print(`written: ${[...changed.keys()].map((name) => `${folder}/${name}`).join(', ')}`);
  return 0;
}
