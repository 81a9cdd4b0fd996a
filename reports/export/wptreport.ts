/**
 * `wptreport` JSON, which wpt.fyi and the tools of the web platform tests read: one file is one run
 * of one browser. The format is what this formatter writes, and what wpt.fyi requires of it:
 * https://github.com/web-platform-tests/wpt/blob/master/tools/wptrunner/wptrunner/formatters/wptreport.py
 * https://github.com/web-platform-tests/wpt.fyi/blob/main/api/README.md#results-creation
 */
import type { HistoryView } from '../history/view.ts';
import { visible } from '../html/escape.ts';
import type { Cell, EngineColumn } from '../results.ts';
import { essenceOf } from '../words.ts';
import type { Scenario } from '../../scenarios/types.ts';

/**
 * `PRECONDITION_FAILED`: the case cannot exist in the browser, which says nothing against it.
 * https://github.com/web-platform-tests/rfcs/blob/master/rfcs/assert_precondition.md
 */
export type SubtestStatus = 'PASS' | 'FAIL' | 'PRECONDITION_FAILED';

export interface WptSubtest {
  readonly name: string;
  readonly status: SubtestStatus;
  readonly message: string | null;
  /** Only where `status` is another. */
  readonly expected?: SubtestStatus;
}

export interface WptTest {
  /** Begins with `/`; wpt.fyi makes a path of it. */
  readonly test: string;
  readonly subsuite: '';
  readonly status: 'OK' | 'ERROR';
  readonly message: string | null;
  readonly subtests: readonly WptSubtest[];
  /** Milliseconds. */
  readonly duration: number;
  readonly expected?: 'OK';
}

export interface WptReport {
  readonly run_info: {
    readonly product: string;
    readonly browser_version: string;
    readonly os: string;
    readonly os_version: string;
    readonly processor: string;
    readonly revision: string;
  };
  /** Milliseconds since 1970. */
  readonly time_start: number;
  readonly time_end: number;
  readonly results: readonly WptTest[];
}

/** wpt.fyi wants the commit of the web platform tests. These are none: whoever uploads names one. */
const NO_REVISION = '0'.repeat(40);

/** Node's words for a system, as mozinfo has them: `linux`, `mac`, `win`. */
const SYSTEMS: Readonly<Record<string, string>> = { darwin: 'mac', win32: 'win' };

/** Where no column says otherwise, of the machine that ran it. */
function systemOf(column: EngineColumn): { os: string; os_version: string; processor: string } {
  const [os = '', ...rest] = (column.platform ?? '').split(' ');
  return {
    os: SYSTEMS[os] ?? (os || 'unknown'),
    os_version: rest.length > 1 ? (rest[0] ?? '') : '',
    processor: rest.at(-1) ?? '',
  };
}

const WHOLE = 'page, wire and console are as the scenario claims';

const messageOf = ({ note }: Cell): string | null =>
  note === undefined ? null : visible(essenceOf(note));

function subtestsOf(cell: Cell, scenario: Scenario | null): readonly WptSubtest[] {
  const message = messageOf(cell);
  const verdict: readonly WptSubtest[] =
    scenario && cell.verdict !== undefined
      ? [
          {
            name: `the verdict is ${scenario.expect.verdict}`,
            status: cell.verdict === scenario.expect.verdict ? 'PASS' : 'FAIL',
            message: cell.verdict === scenario.expect.verdict ? null : `it is ${cell.verdict}`,
          },
        ]
      : [];
  switch (cell.status) {
    case 'conforms':
      return [...verdict, { name: WHOLE, status: 'PASS', message: null }];
    case 'known-deviation':
      // A failure by the Standard, and expected as the scenario names it.
      return [...verdict, { name: WHOLE, status: 'FAIL', message }];
    case 'fails':
      return [...verdict, { name: WHOLE, status: 'FAIL', message, expected: 'PASS' }];
    case 'not-applicable':
      return [{ name: WHOLE, status: 'PRECONDITION_FAILED', message }];
    case 'harness-error':
    case 'not-run':
      return [];
  }
}

function testOf(id: string, cell: Cell, scenario: Scenario | null): WptTest {
  const failed = cell.status === 'harness-error';
  return {
    test: `/cors-conformance/${scenario?.topic ?? 'gone'}/${id}`,
    subsuite: '',
    status: failed ? 'ERROR' : 'OK',
    message: failed ? messageOf(cell) : null,
    subtests: subtestsOf(cell, scenario),
    duration: cell.duration,
    ...(failed && { expected: 'OK' as const }),
  };
}

/** One report for each column in which anything ran, by the column's key. What did not run is left out. */
export function wptReports(view: HistoryView): ReadonlyMap<string, WptReport> {
  return new Map(
    view.columns.flatMap((column, index) => {
      const tests = view.rows.flatMap(({ row, scenario }) => {
        const cell = row.cells[index];
        return cell && cell.status !== 'not-run' ? [testOf(row.id, cell, scenario)] : [];
      });
      if (
        !tests.some(({ subtests }) =>
          subtests.some(({ status }) => status !== 'PRECONDITION_FAILED'),
        )
      )
        return [];
      const begun = Date.parse(column.ranAt ?? view.results.startedAt);
      const report: WptReport = {
        run_info: {
          product: column.engine,
          browser_version: column.version ?? 'unknown',
          ...systemOf(column),
          revision: NO_REVISION,
        },
        time_start: begun,
        // Tests run side by side: the sum is the most that it can have been.
        time_end: begun + Math.round(tests.reduce((sum, { duration }) => sum + duration, 0)),
        results: tests,
      };
      return [[column.key, report] as const];
    }),
  );
}
