/** `npm run matrix`: the results of many runs as one matrix, with a history for each scenario. */
import path from 'node:path';
import { MESSAGES } from '../messages/index.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../reports/export/export.ts';
import { historyView, type HistoryView } from '../reports/history/view.ts';
import { NotMergeable, merge } from '../reports/merge/merge.ts';
import type { Source } from '../reports/merge/source.ts';
import type { Results } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { ROOT } from './lib/child.ts';
import { UsageError, runScript, styled } from './lib/flags.ts';
import { readFiles } from './matrix/read.ts';
import { writeExport } from './matrix/write.ts';

const DEFAULT_OUTPUT = 'reports/out/history';

const HELP = `
npm run matrix -- FILE… [--output FOLDER] [--format html,wptreport,junit,markdown,csv,json]

Merges the results of many runs (reports/out/matrix/results.json of each: shards, engines, versions,
platforms) into one matrix with a column for each build, its versions side by side and what changed
between them marked; and a page with the history of each scenario.

Shards and repeated runs of one build fill one column. Where two runs of one build disagree, the
graver result is shown, and the disagreement is told as a flake.

  --output FOLDER  default ${DEFAULT_OUTPUT}
  --format LIST    comma-separated; default: html
    html           index.html, and scenarios/ID.html
    wptreport      wptreport/COLUMN.json, the format of wpt.fyi, one run of one browser each
    junit          junit.xml, a suite for each column
    markdown       summary.md, for the summary of a CI job
    csv            cells.csv, a line for each cell
    json           results.json, the merged results: they can be merged again

Exit code 0 if every file was read; 1 if some were refused, each in one line, and the rest merged;
2 if none could be read, protection is on in some and off in others, or for a mistake in the flags.
`;

/** A sign of life each so many files. */
const FILES_EACH = 200;
const READ_EACH = 5;

const print = (text: string): void => void process.stdout.write(`${text}\n`);

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

function formatsOf(list: string): readonly ExportFormat[] {
  const formats = list.split(',').map((name) => {
    const format = EXPORT_FORMATS.find((one) => one === name.trim());
    if (!format)
      throw new UsageError(
        `unknown format "${name.trim()}"; there are ${EXPORT_FORMATS.join(', ')}`,
      );
    return format;
  });
  return [...new Set(formats)];
}

function merged(sources: readonly Source[]): Results {
  try {
    return merge(
      sources,
      SCENARIOS.map(({ id }) => id),
    );
  } catch (error) {
    if (error instanceof NotMergeable) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function printCounts({ columns, labels, rows, results }: HistoryView): void {
  const cells = rows.flatMap(({ row }) => row.cells);
  const ran = cells.filter(({ status }) => status !== 'not-run' && status !== 'not-applicable');
  const changed = rows.filter(({ steps }) => steps.some(({ change }) => change !== null)).length;
  const flakes = results.problems.filter((problem) => problem.startsWith('flake: '));
  print(`${plural(columns.length, 'column')}: ${labels.join('; ')}`);
  print(
    `${plural(rows.length, 'scenario')}, ${plural(ran.length, 'cell')} run, ${changed} changed between versions, ${plural(flakes.length, 'flake')}`,
  );
  if (results.incompleteBecause !== undefined) print(styled('yellow', results.incompleteBecause));
  for (const flake of flakes) print(styled('yellow', flake));
}

async function write(view: HistoryView, formats: readonly ExportFormat[], output: string) {
  const folder = path.resolve(ROOT, output);
  for (const format of formats) {
    const names = await writeExport(format, view, folder, (count) => {
      if (count % FILES_EACH === 0) print(`  ${format}: ${count} files written`);
    }).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`--output ${output}: ${error.message}`, { cause: error });
    });
    const [first = ''] = names;
    const more = names.length > 1 ? ` and ${plural(names.length - 1, 'more file')}` : '';
    print(
      first === ''
        ? `${format}: nothing ran, nothing to write`
        : `${format}: wrote ${output.replace(/[\\/]+$/, '')}/${first}${more}`,
    );
  }
}

await runScript(
  'matrix',
  HELP,
  {
    output: { type: 'string', default: DEFAULT_OUTPUT },
    format: { type: 'string', default: 'html' },
  },
  async ({ output, format }, files) => {
    const formats = formatsOf(format);
    if (files.length === 0)
      throw new UsageError('name the results.json of at least one run: npm run matrix -- FILE…');
    const { sources, refused } = await readFiles(files, (done, of) => {
      if (of > READ_EACH && (done % READ_EACH === 0 || done === of))
        print(`  ${done} of ${of} files read`);
    });
    for (const { file, because } of refused)
      process.stderr.write(`matrix: refused ${file}: ${because}\n`);
    if (sources.length === 0) throw new UsageError('no file could be read, so nothing is written');
    const view = historyView(merged(sources), SCENARIOS, MESSAGES);
    print(`${plural(sources.length, 'file')} read, ${refused.length} refused`);
    printCounts(view);
    await write(view, formats, output);
    return refused.length > 0 ? 1 : 0;
  },
  { files: true },
);
