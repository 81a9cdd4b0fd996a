/** Writes the matrix's three files, each whole or not at all. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Scenario } from '../scenarios/types.ts';
import type { BaselineOnFile } from './baseline/nearest.ts';
import { collect } from './collect.ts';
import { driftOf } from './drift/compare.ts';
import { renderPage } from './html/page.ts';
import { renderMarkdown } from './markdown.ts';
import type { Results } from './results.ts';
import type { RunRecord } from './run.ts';
import type { MessageCatalogue } from './words.ts';
import { writeWhole } from './write-whole.ts';

export interface MatrixKnowledge {
  readonly scenarios: readonly Scenario[];
  readonly messages: MessageCatalogue;
  /** What the run is held against. Absent: the run is not compared. */
  readonly baselines?: readonly BaselineOnFile[];
}

/** The files of one report, by name. */
export const matrixFiles = (
  results: Results,
  { scenarios, messages }: MatrixKnowledge,
): Readonly<Record<string, string>> => ({
  'results.json': `${JSON.stringify(results, null, 1)}\n`,
  'index.html': renderPage(results, scenarios, messages),
  'summary.md': renderMarkdown(results, scenarios),
});

/**
 * Collects a run and writes `results.json`, `index.html` and `summary.md` into `folder` (made if
 * needed). Nothing is written unless all three could be rendered.
 */
export async function writeMatrix(
  run: RunRecord,
  knowledge: MatrixKnowledge,
  folder: string,
): Promise<Results> {
  const collected = collect(run, knowledge.scenarios);
  const drift = knowledge.baselines
    ? driftOf(collected, knowledge.baselines, knowledge.scenarios)
    : null;
  const results: Results = { ...collected, ...(drift && { drift }) };
  const files = matrixFiles(results, knowledge);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files))
    await writeWhole(path.join(folder, name), content);
  return results;
}
