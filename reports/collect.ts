/** From what the tests of a run handed in to the `Results` that every report is made of. Pure. */
import type { Engine } from '../messages/types.ts';
import { isNotApplicable, type Scenario } from '../scenarios/types.ts';
import { findColumns } from './columns.ts';
import { incompleteness } from './completeness.ts';
import { collectDifferential } from './collect-differential.ts';
import {
  RESULTS_FORMAT,
  type Cell,
  type EngineColumn,
  type Evidence,
  type Results,
  type EngineUsed,
} from './results.ts';
import type { RunRecord, TestRecord } from './run.ts';
import { BY_GRAVITY, judge } from './status.ts';

interface ReadTest {
  readonly test: TestRecord;
  readonly project: string;
  readonly projectIndex: number;
  readonly evidence: Evidence | null;
  readonly build: Evidence['build'] | null;
  /** Of the scenario it acts out; null: the test is no scenario. */
  readonly id: string | null;
}

const titleOf = ({ titles }: TestRecord): string => titles.join(' › ');

/** The evidence of a test's last attempt, or what is wrong with it. */
function readEvidence(test: TestRecord): { evidence: Evidence | null; problem?: string } {
  const body = test.attempts.at(-1)?.evidence.at(-1);
  if (body === undefined) return { evidence: null };
  try {
    const evidence = JSON.parse(body) as Partial<Evidence> | null;
    if (typeof evidence?.id === 'string' && typeof evidence.build?.engine === 'string')
      return { evidence: evidence as Evidence };
  } catch {
    // Told below, in words that name the test.
  }
  return {
    evidence: null,
    problem: `${titleOf(test)}: its evidence is not JSON with "id" and "build"; see Evidence in reports/results.ts`,
  };
}

/**
 * Which scenario a test acts out. By its evidence; else (it never ran, or crashed) by its tag
 * `@id`, by an annotation `scenario`, or by a title that is the id or begins with it.
 */
function scenarioOf(test: TestRecord, evidence: Evidence | null, known: ReadonlySet<string>) {
  const names = [
    ...(evidence ? [evidence.id] : []),
    ...test.tags.map((tag) => tag.slice(1)),
    ...test.annotations.flatMap(({ type, description }) =>
      type === 'scenario' && description !== undefined ? [description] : [],
    ),
    ...test.titles.map((title) => /^[a-z0-9-]+(?=$|[\s:])/.exec(title)?.[0] ?? ''),
  ];
  return names.find((name) => known.has(name)) ?? null;
}

/** The build that a test told, its platform only where that is not this run's own. */
function buildOf(
  evidence: Evidence | null,
  { platform: { os, arch } }: Pick<RunRecord, 'platform'>,
): EngineUsed | null {
  if (!evidence) return null;
  const { platform, ...build } = evidence.build;
  return platform === undefined || platform === `${os} ${arch}` ? build : { ...build, platform };
}

const exclusion = (scenario: Scenario, engine: Engine) => {
  const lines = scenario.console[engine];
  return isNotApplicable(lines) ? { because: lines.notApplicable, url: lines.url } : null;
};

function cellOf(scenario: Scenario, column: EngineColumn, read: ReadTest | null): Cell {
  const { engine, key } = column;
  const attempts = read?.test.attempts ?? [];
  const evidence = read?.evidence ?? null;
  const skipReason = read?.test.annotations.find(
    ({ type }) => type === 'skip' || type === 'fixme',
  )?.description;
  return {
    engine,
    column: key,
    ...judge(attempts, evidence, exclusion(scenario, engine), skipReason),
    duration: attempts.at(-1)?.duration ?? 0,
    ...(evidence?.verdict && { verdict: evidence.verdict }),
    ...(evidence?.stage !== undefined && { stage: evidence.stage }),
    ...(evidence?.refused && {
      refused: evidence.refused,
      messages: evidence.refused.console
        .filter(({ id, group }) => group === 'cors' || id === null)
        .map(({ id }) => id ?? 'unidentified'),
    }),
    ...(evidence?.cured && { cured: evidence.cured }),
  };
}

const graver = (one: Cell, other: Cell): Cell =>
  BY_GRAVITY.indexOf(other.status) > BY_GRAVITY.indexOf(one.status) ? other : one;

/**
 * Collects a run. Every scenario has a row and every row a cell in every column, run or not; a
 * cell that several tests speak for (`--repeat-each`) takes the gravest of them.
 */
export function collect(run: RunRecord, scenarios: readonly Scenario[]): Results {
  const known = new Set(scenarios.map(({ id }) => id));
  const problems: string[] = [];
  const tests: ReadTest[] = run.tests.map((test) => {
    const { evidence, problem } = readEvidence(test);
    if (problem !== undefined) problems.push(problem);
    const id = scenarioOf(test, evidence, known);
    if (evidence && id !== evidence.id)
      problems.push(
        `${titleOf(test)}: its evidence is about "${evidence.id}", which no scenario is`,
      );
    const { project, projectIndex } = test;
    return { test, project, projectIndex, evidence, build: buildOf(evidence, run), id };
  });

  const { columns, columnOf } = findColumns(tests, run.builds);
  const perCell = new Map<string, ReadTest[]>();
  for (const read of tests) {
    const column = read.id === null ? null : columnOf(read);
    if (!column) continue;
    const place = `${column.key} ${read.id}`;
    perCell.set(place, [...(perCell.get(place) ?? []), read]);
  }

  const rows = scenarios.map((scenario) => ({
    id: scenario.id,
    cells: columns.map((column) => {
      const speaking = perCell.get(`${column.key} ${scenario.id}`) ?? [null];
      return speaking.map((read) => cellOf(scenario, column, read)).reduce(graver);
    }),
  }));

  const protection = tests.some(({ evidence }) => evidence?.protection === 'off')
    ? 'off'
    : (run.protection ?? 'on');
  const differential = collectDifferential(run, protection);
  const incompleteBecause = incompleteness(run, rows, columns, (id, column) =>
    perCell.has(`${column} ${id}`),
  );
  return {
    format: RESULTS_FORMAT,
    startedAt: run.startedAt.toISOString(),
    duration: run.duration,
    complete: incompleteBecause === null,
    ...(incompleteBecause !== null && { incompleteBecause }),
    platform: run.platform,
    protection,
    engines: columns,
    rows,
    otherTests: tests
      .filter((read) => read.id === null || !columnOf(read))
      .map((read) => ({
        title: titleOf(read.test),
        engine: columnOf(read)?.engine ?? null,
        status: read.test.attempts.at(-1)?.status ?? 'not run',
        duration: read.test.attempts.at(-1)?.duration ?? 0,
      })),
    ...(differential.shown.length > 0 && { differential: differential.shown }),
    problems: [...problems, ...differential.problems, ...run.errors],
  };
}
