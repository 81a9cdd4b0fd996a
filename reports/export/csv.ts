/** A line for each cell, for spreadsheets and databases: RFC 4180, with a head. */
import { markOf, type HistoryRow, type HistoryView } from '../history/view.ts';
import { visible } from '../html/escape.ts';
import type { Cell, EngineColumn } from '../results.ts';

/**
 * What a spreadsheet would take for a formula. Header values and console texts are anybody's:
 * https://asvs.emil.hemdal.se/1.2.10 (OWASP ASVS 1.2.10). Also behind blanks, and in full width,
 * as spreadsheets may drop the ones and fold the other.
 */
const FORMULA = /^\s*[=+\-@\t＝＋－＠]|^[\t\n]/;

/** One field: what is not seen is named, a formula becomes text by a quotation mark in front. */
export function csvField(value: string): string {
  const shown = visible(value);
  const text = FORMULA.test(shown) ? `'${shown}` : shown;
  return /[",\n']/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

interface Place {
  readonly shown: HistoryRow;
  readonly cell: Cell;
  readonly column: EngineColumn;
  readonly index: number;
}

const lines = ({ refused }: Cell): string =>
  (refused?.console ?? [])
    .filter(({ id, group }) => group === 'cors' || id === null)
    .map(({ text }) => text.trimEnd())
    .join('\n');

/** Head and content of each column of the table. */
const FIELDS: readonly (readonly [head: string, of: (place: Place) => string | undefined])[] = [
  ['scenario', ({ shown }) => shown.row.id],
  ['topic', ({ shown }) => shown.scenario?.topic ?? 'gone'],
  ['title', ({ shown }) => shown.scenario?.title],
  ['engine', ({ column }) => column.engine],
  ['product', ({ column }) => column.name],
  ['version', ({ column }) => column.version],
  ['platform', ({ column }) => column.platform],
  ['flavour', ({ column }) => column.flavour],
  ['from', ({ column }) => column.from],
  ['run at', ({ column }) => column.ranAt],
  ['status', ({ cell }) => (cell.absent ? 'not in its catalogue' : cell.status)],
  ['verdict', ({ cell }) => cell.verdict],
  ['stage', ({ cell }) => cell.stage],
  ['messages', ({ cell }) => cell.messages?.join(' ')],
  ['console', ({ cell }) => lines(cell)],
  ['note', ({ cell }) => cell.note],
  ['url', ({ cell }) => cell.url],
  ['milliseconds', ({ cell }) => String(Math.round(cell.duration))],
  ['changed', ({ shown, index }) => shown.steps[index] && markOf(shown.steps[index]).join(' ')],
];

const record = (fields: readonly string[]): string => `${fields.map(csvField).join(',')}\r\n`;

/** The whole file. */
export const renderCsv = ({ rows, columns }: HistoryView): string =>
  [
    record(FIELDS.map(([head]) => head)),
    ...rows.flatMap((shown) =>
      columns.flatMap((column, index) => {
        const cell = shown.row.cells[index];
        return cell
          ? [record(FIELDS.map(([, of]) => of({ shown, cell, column, index }) ?? ''))]
          : [];
      }),
    ),
  ].join('');
