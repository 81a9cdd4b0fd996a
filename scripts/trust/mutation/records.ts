/** The record of the controls: what each engine showed of each scenario as it stands. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../../reports/write-whole.ts';
import type { Acted } from '../../../fixtures/stage.ts';
import type { Engine } from '../../../messages/types.ts';
import { UsageError } from '../../lib/flags.ts';
import { TRUST_FOLDER } from '../part.ts';
import type { ControlRecord, RecordedActed } from './types.ts';

/** Where the records of all engines stand. */
export const RECORDS_FOLDER = path.join(TRUST_FOLDER, 'records');

const recordsFileOf = (engine: Engine, folder = RECORDS_FOLDER): string =>
  path.join(folder, `${engine}.jsonl`);

/** An acting-out as it comes back from its record: through JSON, the raw events left out. */
export function recordable({ rawEvents: _rawEvents, ...acted }: Acted): RecordedActed {
  return JSON.parse(JSON.stringify(acted)) as RecordedActed;
}

/** Writes the records of one engine, whole; one line each. */
export async function writeRecords(
  engine: Engine,
  records: readonly ControlRecord[],
  folder = RECORDS_FOLDER,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  await writeWhole(recordsFileOf(engine, folder), lines.join(''));
}

/**
 * The records of one engine, in the catalogue's order, refused before cured. Throws `UsageError`
 * where there are none.
 */
export async function readRecords(
  engine: Engine,
  folder = RECORDS_FOLDER,
): Promise<readonly ControlRecord[]> {
  const file = recordsFileOf(engine, folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    throw new UsageError(
      `no record of ${engine}'s acting-outs in ${path.relative('.', file)}: run npm run trust:mutation first`,
    );
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      try {
        return JSON.parse(line) as ControlRecord;
      } catch {
        throw new UsageError(
          `line ${index + 1} of ${path.relative('.', file)} is no JSON: run npm run trust:mutation again`,
        );
      }
    });
}
