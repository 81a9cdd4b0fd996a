/** What a run without protection leaves of each engine. */
import { writeFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import type { Cell, CellStatus } from '../reports/results.ts';
import { readRecord, recordFileOf, recordOf, writeRecord } from '../scripts/unprotected/record.ts';

const cell = (engine: Engine, status: CellStatus): Cell => ({
  engine,
  column: engine,
  status,
  duration: 1,
});
const LISTS = {
  engine: 'webkit',
  failed: [{ id: 'one', words: 'policy decides' }],
  stillBlocked: [],
  held: [{ id: 'two', words: 'no policy decides' }],
  wrong: [],
  open: [{ id: 'three', words: 'passed: nobody sees it' }],
} as const;
const RUN = {
  startedAt: '2026-11-22T12:00:00.000Z',
  duration: 61_400,
  rows: [
    { id: 'one', cells: [cell('webkit', 'fails'), cell('chromium', 'not-run')] },
    { id: 'two', cells: [cell('webkit', 'conforms'), cell('chromium', 'not-run')] },
    { id: 'four', cells: [cell('webkit', 'not-applicable'), cell('chromium', 'not-run')] },
  ],
  engines: [
    { key: 'webkit', project: 'webkit', engine: 'webkit', name: 'WebKit', version: '2.50.6' },
  ],
} as const;

test('a run is complete where no scenario of that engine was left out', () => {
  expect(recordOf(LISTS, RUN).complete).toBe(true);
  expect(recordOf({ ...LISTS, engine: 'chromium' }, RUN).complete).toBe(false);
  expect(recordOf(LISTS, { ...RUN, rows: [] }).complete).toBe(false);
});

test('an engine’s lists are kept whole, with their version and their time', async () => {
  const folder = test.info().outputPath();
  const record = recordOf(LISTS, RUN);
  expect(record).toEqual({
    ...LISTS,
    version: '2.50.6',
    at: RUN.startedAt,
    seconds: 61,
    complete: true,
  });
  await writeRecord(record, folder);
  expect(await readRecord('webkit', folder)).toEqual(record);
});

test('an engine of which no test told its version has none', () => {
  expect(recordOf({ ...LISTS, engine: 'firefox' }, RUN).version).toBeNull();
});

test('a record that is not there, or is none, is null', async () => {
  const folder = test.info().outputPath();
  expect(await readRecord('webkit', folder)).toBeNull();
  for (const text of ['no JSON', '{}', '{"engine":"webkit","wrong":3}']) {
    await writeFile(recordFileOf('webkit', folder), text);
    expect(await readRecord('webkit', folder), text).toBeNull();
  }
});
