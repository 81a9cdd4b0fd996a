/** Text made safe for GitHub's Markdown. */
import { visible } from './html/escape.ts';

/**
 * Text as plain text of one line: no markup, no mention (`@`), no reference (`#1`), no link made
 * of an address. Entities, because GitHub expands mentions after backslashes are gone.
 */
export const escapeMarkdown = (text: string): string =>
  visible(text)
    .replace(/\s+/g, ' ')
    .replace(/[&<>`\\*_[\]#!|~@$]|:(?=\/)|(?<=www)\./gi, (mark) => `&#${mark.charCodeAt(0)};`);

const longestRun = (text: string): number =>
  Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** Text as a code span; also inside a table's cell, where a bar would end the cell. */
export function codeSpan(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  // A bar has no escape that holds both in and out of a table's code span.
  if (line === '' || line.includes('|')) return `<code>${escapeMarkdown(line)}</code>`;
  const fence = '`'.repeat(longestRun(line) + 1);
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Text as a fenced block that no line of it can end. */
export function fenced(text: string): string {
  const shown = visible(text);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return `${fence}text\n${shown}\n${fence}`;
}

/** A table whose first column is words and whose others are figures; cells are Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, index) => (index ? '--:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
