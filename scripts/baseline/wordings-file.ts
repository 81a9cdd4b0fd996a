/** `messages/newer-wordings.ts`, written anew. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { ENGINES, type Engine } from '../../messages/types.ts';
import type { NewerWording } from '../../messages/wording-layers.ts';
import { writeWhole } from '../../reports/write-whole.ts';
import { ROOT } from '../lib/child.ts';

/** From the project's root. */
export const WORDINGS_FILE = 'messages/newer-wordings.ts';

/** Wordings by engine and id, newest first. */
export type WordingsTable = Readonly<
  Record<Engine, Readonly<Record<string, readonly NewerWording[]>>>
>;

/** One accepted wording. */
export interface AcceptedWording extends NewerWording {
  readonly engine: Engine;
  readonly id: string;
}

/** The table with more wordings, each in front of those of its id. */
export function withAccepted(
  table: WordingsTable,
  accepted: readonly AcceptedWording[],
): WordingsTable {
  const more = (engine: Engine) => {
    const own: Record<string, readonly NewerWording[]> = { ...table[engine] };
    for (const { id, template, since } of accepted.filter((one) => one.engine === engine))
      own[id] = [{ template, since }, ...(own[id] ?? [])];
    return Object.fromEntries(Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };
  return { chromium: more('chromium'), firefox: more('firefox'), webkit: more('webkit') };
}

const TABLE = /export const NEWER_WORDINGS[^]*$/;

/** The file's source with another table; what stands above it is kept. */
export async function wordingsSource(source: string, table: WordingsTable): Promise<string> {
  const rows = ENGINES.map((engine) => `${engine}: ${JSON.stringify(table[engine])}`);
  const written = `export const NEWER_WORDINGS: NewerWordings = {${rows.join(',')}};\n`;
  const file = path.join(ROOT, WORDINGS_FILE);
  const style = await prettier.resolveConfig(file);
  // A function: "$&" in an engine's words is no pattern.
  return prettier.format(
    source.replace(TABLE, () => written),
    { ...style, filepath: file },
  );
}

/** Writes the file, whole or not at all. */
export async function writeWordings(table: WordingsTable): Promise<void> {
  const file = path.join(ROOT, WORDINGS_FILE);
  await writeWhole(file, await wordingsSource(await readFile(file, 'utf8'), table));
}
