/** `npm run oracle`: the oracle against its own table, and how much of the oracle the table reaches. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { standardUrl } from '../scenarios/types.ts';
import { runScript, styled } from './lib/flags.ts';
import { measure, type FileCoverage, type Share } from './oracle/coverage.ts';
import type { SubjectResult } from './oracle/table.ts';

const HELP = `
npm run oracle

Holds oracle/, the Fetch Standard's CORS protocol as functions, against its own table: rows of
what an algorithm must give, each with its anchor (tests/oracle-cases/). No browser is needed.
Prints for each subject how many rows passed and failed, and for each file of oracle/ how many of
its statements, branches and functions the rows went through, measured by V8.

Exit code 0 only if every row passed and nothing of oracle/ was left out.
`;

const TABLE = fileURLToPath(new URL('oracle/table.ts', import.meta.url));
/** Emptied by every run. */
const FOLDER = fileURLToPath(new URL('../reports/out/oracle/', import.meta.url));
const KINDS = ['statements', 'branches', 'functions'] as const;

/** Rows of cells, the first column left, the others right. */
function print(title: string, table: readonly (readonly string[])[]): void {
  const widths = (table[0] ?? []).map((_, at) =>
    Math.max(...table.map((cells) => cells[at]?.length ?? 0)),
  );
  const lines = table.map((cells) =>
    cells.map((cell, at) => (at ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))),
  );
  process.stdout.write(
    `${styled('bold', title)}\n${lines.map((cells) => `  ${cells.join('  ')}\n`).join('')}\n`,
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

function printRows(subjects: readonly SubjectResult[]): void {
  const counts = subjects.map(
    ({ subject, rows, failed }) => [subject, rows, rows - failed.length, failed.length] as const,
  );
  const all = [1, 2, 3].map((at) => sum(counts.map((cells) => Number(cells[at]))));
  const table = [['subject', 'rows', 'passed', 'failed'], ...counts, ['all', ...all]];
  print(
    'Rows',
    table.map((cells) => cells.map(String)),
  );
  for (const { subject, failed } of subjects)
    for (const { anchor, name, expected, got } of failed)
      process.stdout.write(
        `${styled('red', `${subject}: ${name}`)}\n  ${standardUrl(anchor)}\n  expected ${expected}\n  got      ${got}\n\n`,
      );
}

/** Rounded down: only all of it is 100 %. */
const percent = ({ covered, total }: Share): string =>
  `${total === 0 ? 100 : Math.floor((covered / total) * 1000) / 10} %`;

const told = (share: Share): string =>
  `${share.covered}/${share.total}  ${percent(share).padStart(6)}`;

function printCoverage(files: readonly FileCoverage[]): void {
  const all = KINDS.map((kind) => ({
    covered: sum(files.map((file) => file[kind].covered)),
    total: sum(files.map((file) => file[kind].total)),
  }));
  print('Coverage of oracle/', [
    ['file', ...KINDS],
    ...files.map((file) => [
      path.posix.basename(file.file),
      ...KINDS.map((kind) => told(file[kind])),
    ]),
    ['all', ...all.map(told)],
  ]);
  for (const { file, missing } of files)
    if (missing.length > 0)
      process.stdout.write(`${styled('red', `${file} not reached`)}: ${missing.join('; ')}\n`);
}

await runScript('oracle', HELP, {}, async () => {
  const file = path.join(FOLDER, 'rows.json');
  const files = await measure('oracle', TABLE, [file], FOLDER);
  const subjects = JSON.parse(await readFile(file, 'utf8')) as readonly SubjectResult[];
  printRows(subjects);
  printCoverage(files);
  const passed = subjects.every(({ rows, failed }) => rows > 0 && failed.length === 0);
  return passed && files.every(({ missing }) => missing.length === 0) ? 0 : 1;
});
