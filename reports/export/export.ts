/** The formats in which merged results can be had, and the files of each. */
import { renderCsv } from './csv.ts';
import { renderJunit } from './junit.ts';
import { renderHistoryMarkdown } from './markdown.ts';
import { wptReports } from './wptreport.ts';
import { historyFiles } from '../history/history.ts';
import type { HistoryView } from '../history/view.ts';

/** A name within the output folder, with `/`, and its content. */
export type ExportedFile = readonly [name: string, content: string];

/** Each gives its files one after another, so that never all are in memory. */
export const EXPORTS = {
  html: historyFiles,
  wptreport: (view) =>
    [...wptReports(view)].map(
      ([key, report]) => [`wptreport/${key}.json`, `${JSON.stringify(report)}\n`] as const,
    ),
  junit: (view) => [['junit.xml', renderJunit(view)]],
  markdown: (view) => [['summary.md', renderHistoryMarkdown(view)]],
  csv: (view) => [['cells.csv', renderCsv(view)]],
  json: ({ results }) => [['results.json', `${JSON.stringify(results)}\n`]],
} as const satisfies Record<string, (view: HistoryView) => Iterable<ExportedFile>>;

export type ExportFormat = keyof typeof EXPORTS;

export const EXPORT_FORMATS = Object.keys(EXPORTS) as readonly ExportFormat[];
