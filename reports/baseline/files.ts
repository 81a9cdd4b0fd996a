/** The folder of baselines. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { baselineFile, readBaseline } from './baseline.ts';
import type { BaselineOnFile } from './nearest.ts';

/** Where the project keeps them, from the project's root. */
export const BASELINES = 'reports/baselines';

const OWN = fileURLToPath(new URL('../baselines', import.meta.url));

export interface BaselineFolder {
  /** In the order of their names. */
  readonly baselines: readonly BaselineOnFile[];
  /** One line for each file that is no baseline: its name and what is wrong. */
  readonly problems: readonly string[];
}

function problemOf(name: string, text: string): string | BaselineOnFile['baseline'] {
  try {
    const baseline = readBaseline(text);
    const expected = baselineFile(baseline);
    return name === expected
      ? baseline
      : `it is a baseline that must be called ${expected}; rename it`;
  } catch (error) {
    return `it is no baseline: ${(error as Error).message.split('\n')[0]}; mend it, or take it from version control`;
  }
}

/**
 * Reads every `.json` of a folder; one that does not exist has none. `shown` is what the folder is
 * called in what is told. Rejects where a file cannot be read.
 */
export async function readBaselines(
  folder: string = OWN,
  shown: string = BASELINES,
): Promise<BaselineFolder> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { baselines: [], problems: [] };
    throw error;
  }
  const baselines: BaselineOnFile[] = [];
  const problems: string[] = [];
  for (const name of names) {
    const found = problemOf(name, await readFile(path.join(folder, name), 'utf8'));
    const file = `${shown}/${name}`;
    if (typeof found === 'string') problems.push(`${file}: ${found}`);
    else baselines.push({ file, baseline: found });
  }
  return { baselines, problems };
}
