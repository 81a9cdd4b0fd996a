/** What each engine's run of mutants came to, between its process and the command that scores it. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Engine } from '../../../messages/types.ts';
import { writeWhole } from '../../../reports/write-whole.ts';
import { UsageError } from '../../lib/flags.ts';
import { TRUST_FOLDER } from '../part.ts';
import type { EngineOutcomes } from './types.ts';

/** Where the outcomes of all engines stand. */
export const MUTATION_FOLDER = path.join(TRUST_FOLDER, 'mutation');

const fileOf = (engine: Engine, folder: string): string => path.join(folder, `${engine}.json`);

/** Writes what became of each mutant of one engine, one mutant a line. */
export async function writeOutcomes(
  { outcomes, ...head }: EngineOutcomes,
  folder = MUTATION_FOLDER,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = outcomes.map((outcome) => `\n    ${JSON.stringify(outcome)}`);
  const text = `{"run": ${JSON.stringify(head)},\n  "outcomes": [${lines.join(',')}\n  ]\n}\n`;
  await writeWhole(fileOf(head.engine, folder), text);
}

/** The last run of one engine. Throws `UsageError` where there is none. */
export async function readOutcomes(
  engine: Engine,
  folder = MUTATION_FOLDER,
): Promise<EngineOutcomes> {
  const file = fileOf(engine, folder);
  try {
    const { run, outcomes } = JSON.parse(await readFile(file, 'utf8')) as {
      run: Omit<EngineOutcomes, 'outcomes'>;
      outcomes: EngineOutcomes['outcomes'];
    };
    return { ...run, outcomes };
  } catch {
    throw new UsageError(
      `${path.relative('.', file)} holds no run of mutants: run without --score-only first`,
    );
  }
}
