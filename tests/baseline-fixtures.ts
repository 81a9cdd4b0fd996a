/** A few cells of a real run, and ways to plant one change in a copy of them. */
import { readFileSync } from 'node:fs';
import type { ConsoleRecord, Engine } from '../messages/types.ts';
import type { Baseline, Era } from '../reports/baseline/baseline.ts';
import { baselineFile } from '../reports/baseline/baseline.ts';
import type { BaselineOnFile } from '../reports/baseline/nearest.ts';
import { updatedBaseline } from '../reports/baseline/update.ts';
import { driftOf, keyOf } from '../reports/drift/compare.ts';
import type { ColumnDrift, DriftChange } from '../reports/drift/drift.ts';
import { readResults } from '../reports/read-results.ts';
import type { Cell, EngineColumn, Results } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';

type Mutable<T> = { -readonly [K in keyof T]: Mutable<T[K]> };
export type MutableResults = Mutable<Results>;
export type MutableCell = Mutable<Cell>;
export type MutableRecord = Mutable<ConsoleRecord>;

const TEXT = readFileSync(new URL('baseline-recorded-run.json', import.meta.url), 'utf8');

/** Chromium, Firefox and WebKit in nine scenarios, as they were recorded; without the wire. */
export const recordedRun = (): MutableResults => readResults(TEXT) as MutableResults;

export const cellIn = (results: MutableResults, engine: Engine, id: string): MutableCell => {
  const cell = results.rows
    .find((row) => row.id === id)
    ?.cells.find((one) => one.engine === engine);
  if (!cell) throw new Error(`no cell of ${engine} in ${id}`);
  return cell;
};

export const columnIn = (results: MutableResults, engine: Engine): Mutable<EngineColumn> => {
  const column = results.engines.find((one) => one.engine === engine);
  if (!column) throw new Error(`no column of ${engine}`);
  return column;
};

/** The refused part's console of one cell. */
export const linesIn = (results: MutableResults, engine: Engine, id: string): MutableRecord[] => {
  const { refused } = cellIn(results, engine, id);
  if (!refused) throw new Error(`nothing was observed of ${engine} in ${id}`);
  return refused.console;
};

const IDS = 'allow-origin-missing';

/** Firefox in a version that is not recorded yet rewords a reason: identity is known by the code. */
export function rewordFirefox(results: MutableResults, words = 'is absent'): void {
  columnIn(results, 'firefox').version = '154.0';
  for (const { id } of results.rows)
    for (const line of cellIn(results, 'firefox', id).refused?.console ?? []) {
      if (line.id !== 'CORSMissingAllowOrigin2') continue;
      line.text = line.text.replace('missing)', `${words})`);
      line.wording = 'unrecorded';
      line.parameters = {};
    }
}

/** WebKit's lines are known by words alone: new words make them strangers, and the test fail. */
export function rewordWebKit(results: MutableResults): void {
  columnIn(results, 'webkit').version = '2.52.0';
  for (const { id } of results.rows) {
    const cell = cellIn(results, 'webkit', id);
    const lines = (cell.refused?.console ?? []).filter((line) =>
      line.text.includes('is not allowed by Access-Control-Allow-Origin'),
    );
    for (const line of lines) {
      line.text = line.text.replace('is not allowed by', 'may not read this, says');
      line.id = null;
      line.group = null;
      line.parameters = {};
      line.wording = 'unidentified';
    }
    if (lines.length > 0) fail(cell);
  }
}

/** As a test that fails leaves its cell: neither stage nor cure are known. */
export function fail(cell: MutableCell): void {
  cell.status = 'fails';
  cell.note = 'expect(received).toEqual(expected)';
  delete cell.stage;
  delete cell.cured;
}

export const flipVerdict = (results: MutableResults): void => {
  const cell = cellIn(results, 'webkit', IDS);
  cell.verdict = 'allowed';
  fail(cell);
};

export const loseMessage = (results: MutableResults): void => {
  const cell = cellIn(results, 'firefox', 'allow-origin-missing-on-redirect');
  cell.refused!.console = cell.refused!.console.slice(0, 1);
  fail(cell);
};

export const addMessage = (results: MutableResults): void => {
  const [line] = linesIn(results, 'firefox', 'preflight-status-404').slice(-1);
  linesIn(results, 'firefox', IDS).push({ ...line! });
  fail(cellIn(results, 'firefox', IDS));
};

/** The baselines that a run would leave. */
export const baselinesOf = (results: Results): BaselineOnFile[] =>
  results.engines.map((column, index) => {
    const key = keyOf(column, results);
    if (!key) throw new Error('a column without a build');
    const baseline = updatedBaseline(null, key, results, index, SCENARIOS);
    return { file: `reports/baselines/${baselineFile(key)}`, baseline };
  });

export const baselineIn = (baselines: readonly BaselineOnFile[], engine: Engine): Baseline => {
  const found = baselines.find(({ baseline }) => baseline.engine === engine);
  if (!found) throw new Error(`no baseline of ${engine}`);
  return found.baseline;
};

/** A baseline with other eras of one scenario; none: the scenario is unknown to it. */
export function withEras(baseline: Baseline, id: string, eras: readonly Era[]): Baseline {
  const { [id]: _old, ...others } = baseline.scenarios;
  return { ...baseline, scenarios: eras.length === 0 ? others : { ...others, [id]: eras } };
}

/** The drift against the recorded run, column by column. */
export const driftFromRecorded = (
  results: Results,
  baselines = baselinesOf(recordedRun()),
): readonly ColumnDrift[] => driftOf(results, baselines, SCENARIOS) ?? [];

/** `firefox allow-origin-missing reworded CORSMissingAllowOrigin2`, one for each change. */
export const told = (drift: readonly ColumnDrift[]): string[] =>
  drift.flatMap(({ engine, changes }) =>
    changes.map(({ scenario, kind, id }: DriftChange) =>
      [engine, scenario, kind, ...(id === undefined ? [] : [id])].join(' '),
    ),
  );
