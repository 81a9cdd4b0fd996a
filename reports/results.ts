/**
 * The shape of `results.json`: what one run observed, per scenario and engine. Everything the
 * matrix, the baselines and the exports need; texts are contracted (ports and tokens replaced by
 * placeholders), so that two runs of one browser give the same file but for times.
 */
import type { ConsoleRecord, Engine } from '../messages/types.ts';
import type { EngineRun } from './differential-results.ts';
import type { ColumnDrift } from './drift/drift.ts';

export const RESULTS_FORMAT = 'cors-conformance/results@1';

/** In the order in which reports list them: what needs a reader first comes last but loudest. */
export const CELL_STATUSES = [
  'conforms',
  'known-deviation',
  'fails',
  'harness-error',
  'not-applicable',
  'not-run',
] as const;

export const VERDICTS = ['allowed', 'blocked', 'opaque'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Never just pass or fail. A fault of the harness is never shown as a browser's fault. */
export type CellStatus = (typeof CELL_STATUSES)[number];

export interface EngineUsed {
  readonly engine: Engine;
  readonly name: string;
  readonly version: string;
  readonly from: 'environment' | 'playwright' | 'system';
  readonly flavour: 'stock' | 'playwright';
  /** `linux x64`. Absent: that of the machine that wrote the results (see `Results.platform`). */
  readonly platform?: string;
}

/** One column of the matrix: one build on one platform. Merged runs may hold several an engine. */
export interface EngineColumn {
  /** Slug, unique in the results: the engine's name unless two builds of one engine are merged. */
  readonly key: string;
  /** Playwright's project name, for `--project`. */
  readonly project: string;
  readonly engine: Engine;
  readonly name: string;
  /** These four are absent where no test of the column told which build it ran in. */
  readonly version?: string;
  readonly from?: EngineUsed['from'];
  readonly flavour?: EngineUsed['flavour'];
  readonly platform?: string;
  /** ISO 8601: when it last ran. In merged results only. */
  readonly ranAt?: string;
}

/** A request as it arrived and the answer as it left; both with placeholders. */
export interface WireLine {
  /** `PUT {api:/resource}` */
  readonly request: string;
  /** All header lines, `Name: value`, in order. */
  readonly requestHeaders: readonly string[];
  /** `HTTP/1.1 200 OK`, or what was done to the connection. */
  readonly answer: string;
  readonly answerHeaders: readonly string[];
}

/** What the script saw of one step. */
export interface SeenByScript {
  readonly step: string;
  readonly verdict: Verdict;
  /** `cors`, status 200 … or the error's name and message. */
  readonly detail: string;
}

/** One acting-out as observed: the refusal, or its cure. */
export interface Observation {
  readonly sees: readonly SeenByScript[];
  readonly wire: readonly WireLine[];
  readonly console: readonly ConsoleRecord[];
}

export interface Cell {
  readonly engine: Engine;
  /** `EngineColumn.key`. */
  readonly column: string;
  readonly status: CellStatus;
  /** In merged results: no catalogue of the column's runs had the scenario, so it is `not-run`. */
  readonly absent?: true;
  /** Why: the deviation's or not-applicable's reason, the first failure's message (may be long). */
  readonly note?: string;
  readonly url?: string;
  /** Milliseconds of the test. */
  readonly duration: number;
  readonly verdict?: Verdict;
  readonly stage?: string;
  /** Ids of the CORS lines, in order; a line nobody knows is `unidentified`. */
  readonly messages?: readonly string[];
  readonly refused?: Observation;
  readonly cured?: Observation;
}

export interface Row {
  /** Scenario id. */
  readonly id: string;
  /** One per column of `Results.engines`, in that order. */
  readonly cells: readonly Cell[];
}

/** One engine's differential run, as far as the report knows of one. */
export interface DifferentialShown {
  readonly run: EngineRun;
  /** `command`: read from what `npm run differential` wrote. `test`: handed in by a test of the run. */
  readonly from: 'command' | 'test';
  readonly seed?: number;
  /** ISO 8601. */
  readonly startedAt: string;
}

export interface Results {
  readonly format: typeof RESULTS_FORMAT;
  /** ISO 8601. */
  readonly startedAt: string;
  /** Milliseconds. */
  readonly duration: number;
  readonly complete: boolean;
  /** Why not, where it isn't. */
  readonly incompleteBecause?: string;
  readonly platform: {
    readonly os: string;
    readonly release: string;
    readonly arch: string;
    readonly node: string;
  };
  readonly protection: 'on' | 'off';
  /** The columns; the three engines are always among them, run or not. */
  readonly engines: readonly EngineColumn[];
  /** One per scenario of the catalogue, in its order, run or not. */
  readonly rows: readonly Row[];
  /** Tests that are no scenario (the family "scripts cannot see the reason", the harness's own). */
  readonly otherTests: readonly {
    readonly title: string;
    readonly engine: Engine | null;
    readonly status: string;
    readonly duration: number;
  }[];
  /** Absent where there is none. */
  readonly differential?: readonly DifferentialShown[];
  /** What each column that ran does otherwise than its baseline. Absent: it was not compared. */
  readonly drift?: readonly ColumnDrift[];
  /** Faults that belong to no cell: errors outside tests, evidence that could not be read. */
  readonly problems: readonly string[];
}

/**
 * How a test hands its evidence to the reporter: a JSON attachment of this name whose body is an
 * `Evidence`. Attached at the end of every scenario's test, passing or not.
 */
export const EVIDENCE_ATTACHMENT = 'evidence';

export interface Evidence {
  readonly id: string;
  readonly build: EngineUsed;
  /** As launched. Absent: `on`. */
  readonly protection?: 'on' | 'off';
  readonly verdict?: Verdict;
  readonly stage?: string;
  readonly refused?: Observation;
  readonly cured?: Observation;
  /** Set where the scenario names this engine's behaviour a deviation, and it happened. */
  readonly deviation?: { readonly because: string; readonly url: string };
  readonly notApplicable?: { readonly because: string; readonly url: string };
  /** Set where the harness, not the browser, failed. */
  readonly harnessError?: string;
}
