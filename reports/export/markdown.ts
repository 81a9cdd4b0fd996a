/** The merged results in GitHub's Markdown: the summary of a run, and what changed between versions. */
import { markOf, type HistoryView } from '../history/view.ts';
import { codeSpan, escapeMarkdown, table } from '../markdown-text.ts';
import { renderMarkdown } from '../markdown.ts';

/** GitHub cuts a job summary off at 1 MiB; nobody reads so far. */
const SHOWN = 200;

/** Rows of the table of changes: scenario, version, what changed, since which version. */
function changes({ rows, labels }: HistoryView): readonly (readonly string[])[] {
  return rows.flatMap(({ row, scenario, steps }) =>
    steps.flatMap((step, index) => {
      const marks = markOf(step);
      if (marks.length === 0) return [];
      const since = step.change ? (labels[step.change.before] ?? '') : '';
      return [
        [
          `${codeSpan(row.id)} ${escapeMarkdown(scenario?.title ?? '')}`,
          escapeMarkdown(labels[index] ?? ''),
          marks.join(', '),
          escapeMarkdown(since),
        ],
      ];
    }),
  );
}

/** The whole file. */
export function renderHistoryMarkdown(view: HistoryView): string {
  const changed = changes(view);
  const gone = view.rows.filter(({ scenario }) => scenario === null);
  const more = changed.length - SHOWN;
  return [
    renderMarkdown(
      view.results,
      view.rows.flatMap(({ scenario }) => scenario ?? []),
    ).trimEnd(),
    '## Changes between versions',
    changed.length === 0
      ? 'None.'
      : table(['Scenario', 'Version', 'Changed', 'Since'], changed.slice(0, SHOWN)),
    ...(more > 0 ? [`and ${more} more, in the matrix`] : []),
    ...(gone.length > 0
      ? [`No longer in the catalogue: ${gone.map(({ row }) => codeSpan(row.id)).join(', ')}.`]
      : []),
  ]
    .join('\n\n')
    .concat('\n');
}
