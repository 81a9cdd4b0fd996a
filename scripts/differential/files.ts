/** What a run leaves: the results, and each finding in a file that can be replayed. */
import { mkdir, readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { ENGINES } from '../../messages/types.ts';
import {
  exchangeFileOf,
  findingFile,
  findingsOf,
  missedFilesOf,
} from '../../reports/differential-findings.ts';
import { EXCHANGE_FORMAT, type DifferentialResults } from '../../reports/differential-results.ts';
import { writeWhole } from '../../reports/write-whole.ts';
import { UsageError } from '../lib/flags.ts';

/** Makes the folder; a place that cannot be written is told before the run, not behind it. */
export async function prepareOutput(file: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
  } catch (error) {
    throw new UsageError(`--output ${file}: ${(error as Error).message}`, { cause: error });
  }
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory()) throw new UsageError(`--output ${file} is a folder; name a file in it`);
}

const FINDING_FILE = new RegExp(`^(?:${ENGINES.join('|')})-(?:\\d+|missed-[a-z0-9-]+)\\.json$`);

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

/**
 * Writes the results to `file` and the findings beside it; findings of an earlier run go.
 */
export async function writeResults(results: DifferentialResults, file: string): Promise<void> {
  const folder = path.dirname(file);
  const findings = new Map(
    results.engines.flatMap((run) => [
      ...findingsOf(run).map((one) => [findingFile(run, one), exchangeFileOf(run, one)] as const),
      ...missedFilesOf(run),
    ]),
  );
  for (const name of await readdir(folder))
    if (FINDING_FILE.test(name) && !findings.has(name) && (await isOurs(path.join(folder, name))))
      await rm(path.join(folder, name), { force: true });
  for (const [name, finding] of findings) await writeWhole(path.join(folder, name), json(finding));
  await writeWhole(file, json(results));
}

/** Somebody else's file may have such a name where `--output` names a folder of theirs. */
async function isOurs(file: string): Promise<boolean> {
  try {
    const { format } = JSON.parse(await readFile(file, 'utf8')) as { format?: unknown };
    return format === EXCHANGE_FORMAT;
  } catch {
    return false;
  }
}
