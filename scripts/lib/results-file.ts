/** A results file that a person named. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readResults } from '../../reports/read-results.ts';
import type { Results } from '../../reports/results.ts';
import { ROOT } from './child.ts';
import { UsageError } from './flags.ts';

/**
 * Its text, and what it says; a relative name is one from the project's root. Throws `UsageError`,
 * one line, on a file that is none; `hint` follows where there is no such file.
 */
export async function readResultsFile(
  file: string,
  hint = '; run npx playwright test first',
): Promise<{ readonly text: string; readonly results: Results }> {
  try {
    const text = await readFile(path.resolve(ROOT, file), 'utf8');
    return { text, results: readResults(text) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const because = code === 'ENOENT' ? `there is no such file${hint}` : message;
    throw new UsageError(`${file}: ${because}`, { cause: error });
  }
}
