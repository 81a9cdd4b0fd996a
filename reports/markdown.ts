/** `summary.md`: the run in GitHub's Markdown, for a job summary or a pull request. */
import type { Scenario } from '../scenarios/types.ts';
import { coverage } from './completeness.ts';
import { differentialSummary } from './markdown-differential.ts';
import { driftSummary } from './drift/markdown.ts';
import { codeSpan, escapeMarkdown, fenced, table } from './markdown-text.ts';
import { CELL_STATUSES, type Cell, type EngineColumn, type Results, type Row } from './results.ts';
import {
  STATUS,
  ambiguousIds,
  byTopic,
  essenceOf,
  durationWords,
  labelOf,
  rerunCommand,
} from './words.ts';

/** GitHub cuts a job summary off at 1 MiB; nobody reads so far. */
const SHOWN_FAILURES = 50;
const SHOWN_LINES = 20;
const LINE_LENGTH = 300;

const countOf = (cells: readonly Cell[], status: Cell['status']): number =>
  cells.filter((cell) => cell.status === status).length;

const firstLines = (note: string): string => {
  const lines = note.split(/\r?\n/).filter((line) => line.trim() !== '');
  const shown = lines
    .slice(0, SHOWN_LINES)
    .map((line) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line));
  return [...shown, ...(lines.length > SHOWN_LINES ? ['…'] : [])].join('\n');
};

function engines({ engines: columns, rows }: Results): string {
  return table(
    ['Engine', 'Build', ...CELL_STATUSES.map((status) => STATUS[status].word)],
    columns.map((column, index) => {
      const cells = rows.flatMap((row) => row.cells[index] ?? []);
      const build = [column.name, column.version ?? 'build not known', column.platform];
      return [
        labelOf(column, columns),
        codeSpan(build.filter((part) => part !== undefined).join(' ')),
        ...CELL_STATUSES.map((status) => `${countOf(cells, status)}`),
      ];
    }),
  );
}

function byReason(results: Results, scenarios: readonly Scenario[]): string {
  const rowOf = new Map(results.rows.map((row) => [row.id, row]));
  return table(
    ['Reason or topic', ...results.engines.map((column) => labelOf(column, results.engines))],
    byTopic(scenarios).map(({ title, mdn, scenarios: members }) => [
      mdn ? `[${title}](${mdn.page})` : title,
      ...results.engines.map((_, index) => {
        const cells = members
          .flatMap(({ id }) => rowOf.get(id)?.cells[index] ?? [])
          .filter(({ status }) => status !== 'not-applicable');
        return tally(cells);
      }),
    ]),
  );
}

/** `3 of 4`, and what the others are, where something is wrong. */
function tally(cells: readonly Cell[]): string {
  if (!cells.length) return STATUS['not-applicable'].sign;
  const others = (['known-deviation', 'fails', 'harness-error', 'not-run'] as const)
    .map((status) => ({ status, count: countOf(cells, status) }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${STATUS[status].sign} ${count}`);
  if (countOf(cells, 'not-run') === cells.length) return STATUS['not-run'].word;
  return [`${countOf(cells, 'conforms')} of ${cells.length}`, ...others].join(', ');
}

function listed(
  results: Results,
  scenarios: readonly Scenario[],
  status: 'fails' | 'harness-error',
  title: string,
): string[] {
  const ambiguous = ambiguousIds(scenarios);
  const titles = new Map(scenarios.map((scenario) => [scenario.id, scenario.title]));
  const failures = results.rows.flatMap((row: Row) =>
    row.cells.flatMap((cell, index) => {
      const column: EngineColumn | undefined = results.engines[index];
      return cell.status === status && column ? [{ id: row.id, cell, column }] : [];
    }),
  );
  if (!failures.length) return [];
  return [
    `## ${title}`,
    ...failures
      .slice(0, SHOWN_FAILURES)
      .map(({ id, cell, column }) =>
        [
          `**${labelOf(column, results.engines)}** ${codeSpan(id)}: ${escapeMarkdown(titles.get(id) ?? '')}`,
          fenced(firstLines(essenceOf(cell.note ?? 'no message'))),
          codeSpan(rerunCommand(id, column, ambiguous)),
        ].join('\n\n'),
      ),
    ...(failures.length > SHOWN_FAILURES
      ? [`and ${failures.length - SHOWN_FAILURES} more, in the full report`]
      : []),
  ];
}

/** The whole summary. */
export function renderMarkdown(results: Results, scenarios: readonly Scenario[]): string {
  const cells = results.rows.flatMap((row) => row.cells);
  const { run, of } = coverage(results.rows);
  const { os, release, arch, node } = results.platform;
  const warnings = [
    results.incompleteBecause !== undefined &&
      `**Partial:**${escapeMarkdown(results.incompleteBecause.replace(/^partial:/, ''))}.`,
    results.protection === 'off' &&
      '**Protection off.** The browsers ran with their own CORS protection switched off: failures are what this run is for.',
  ].filter((warning) => warning !== false);
  return [
    '# CORS conformance',
    ...warnings.map((warning) => `> [!WARNING]\n> ${warning}`),
    CELL_STATUSES.map(
      (status) => `${STATUS[status].sign} **${countOf(cells, status)}** ${STATUS[status].word}`,
    ).join(' · '),
    `${scenarios.length} scenarios, ${run} of ${of} cells run in ${durationWords(results.duration)} on ${codeSpan(`${os} ${release} ${arch}, Node ${node}`)}, begun ${results.startedAt}, protection ${results.protection}.`,
    engines(results),
    ...driftSummary(results.drift),
    '## Conforming scenarios by reason',
    byReason(results, scenarios),
    ...listed(results, scenarios, 'fails', 'Failures'),
    ...listed(results, scenarios, 'harness-error', 'Harness errors'),
    ...differentialSummary(results.differential),
    ...(results.problems.length > 0
      ? [
          '## Problems outside the cells',
          ...results.problems.map((problem) => fenced(firstLines(problem))),
        ]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}
