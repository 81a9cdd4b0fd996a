/**
 * What `npm run unprotected` leaves of each engine: which test stood on which side, and why. A part
 * of `npm run trust`: an engine without its protection is a mutant of the thing under test.
 */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ENGINES, type Engine } from '../../messages/types.ts';
import type { Results } from '../../reports/results.ts';
import {
  checked,
  count,
  boolean,
  listOf,
  objectOf,
  oneOf,
  string,
  stringOrNull,
} from '../../reports/shape.ts';
import { writeWhole } from '../../reports/write-whole.ts';
import type { Entry, Lists } from './lists.ts';
import { UNPROTECTED_FOLDER } from './folder.ts';

/** One engine's run: a file of its own, so that a run of one engine leaves the others' as they were. */
export interface UnprotectedRecord {
  readonly engine: Engine;
  /** The engine's version; null where no test told. */
  readonly version: string | null;
  /** When the run began, ISO 8601. */
  readonly at: string;
  /** Of the run, which may have been one of several engines. */
  readonly seconds: number;
  /** Whether every scenario ran in this engine, as far as it can exist there. */
  readonly complete: boolean;
  readonly failed: readonly Entry[];
  readonly stillBlocked: readonly Entry[];
  readonly held: readonly Entry[];
  /** Survivors: on the wrong side, or without any proof. The bound is none. */
  readonly wrong: readonly Entry[];
  /** The rule says nothing of them. */
  readonly open: readonly Entry[];
}

const ENTRIES = listOf(objectOf<Entry>({ id: string, words: string }));

const RECORD = objectOf<UnprotectedRecord>({
  engine: oneOf(ENGINES),
  version: stringOrNull,
  at: string,
  seconds: count,
  complete: boolean,
  failed: ENTRIES,
  stillBlocked: ENTRIES,
  held: ENTRIES,
  wrong: ENTRIES,
  open: ENTRIES,
});

export const recordFileOf = (engine: Engine, folder = UNPROTECTED_FOLDER): string =>
  path.join(folder, `${engine}.json`);

/** One engine's lists with what is known of its run. */
export function recordOf(
  { engine, ...lists }: Lists,
  {
    startedAt,
    duration,
    engines,
    rows,
  }: Pick<Results, 'startedAt' | 'duration' | 'engines' | 'rows'>,
): UnprotectedRecord {
  const cells = rows.flatMap((row) => row.cells.filter((cell) => cell.engine === engine));
  return {
    engine,
    version: engines.find((column) => column.engine === engine)?.version ?? null,
    at: startedAt,
    seconds: Math.round(duration / 1000),
    // The results of one engine alone are never complete, since the others have not run.
    complete: cells.length > 0 && cells.every(({ status }) => status !== 'not-run'),
    ...lists,
  };
}

export async function writeRecord(
  record: UnprotectedRecord,
  folder = UNPROTECTED_FOLDER,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeWhole(recordFileOf(record.engine, folder), `${JSON.stringify(record, null, 2)}\n`);
}

/** An engine's last run; null where there was none, or its file is none. */
export async function readRecord(
  engine: Engine,
  folder = UNPROTECTED_FOLDER,
): Promise<UnprotectedRecord | null> {
  try {
    const text = await readFile(recordFileOf(engine, folder), 'utf8');
    return checked<UnprotectedRecord>(JSON.parse(text), RECORD);
  } catch {
    return null;
  }
}
