/** Drift on a terminal. What was observed is hostile: nothing of it reaches the terminal raw. */
import { differenceOf, type Segment } from '../../reports/drift/text.ts';
import { groupsOf, type DriftGroup } from '../../reports/drift/groups.ts';
import type { ColumnDrift } from '../../reports/drift/drift.ts';
import {
  baselineWords,
  countWords,
  groupWords,
  isAboutText,
  spanWords,
  versionsWords,
} from '../../reports/drift/words.ts';
import { visible } from '../../reports/html/escape.ts';
import { styled } from '../lib/flags.ts';

/** More ids than this make a line nobody reads. */
const SHOWN_SCENARIOS = 12;

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

const oneLine = (text: string): string => visible(text).replace(/\s+/g, ' ');

/** The words that differ are set off: by weight on a terminal, by brackets in a file. */
function marked(segments: readonly Segment[], style: 'red' | 'green'): string {
  const bracket = (text: string): string => {
    const shown = styled([style, 'bold'], text);
    return shown === text ? `[${text}]` : shown;
  };
  return segments
    .map(({ text, changed }) =>
      changed && text.trim() !== '' ? bracket(oneLine(text)) : oneLine(text),
    )
    .join('');
}

/** Two texts, one below the other, with what differs in them. */
export function printSides(before: string | undefined, after: string | undefined): void {
  const difference = differenceOf(before ?? '', after ?? '');
  if (before !== undefined) print(`      - ${marked(difference.before, 'red')}`);
  if (after !== undefined) print(`      + ${marked(difference.after, 'green')}`);
}

export const scenariosWords = (ids: readonly string[]): string =>
  ids.length <= SHOWN_SCENARIOS
    ? ids.map(oneLine).join(' ')
    : `${ids.slice(0, SHOWN_SCENARIOS).map(oneLine).join(' ')} and ${ids.length - SHOWN_SCENARIOS} more`;

function printGroup(group: DriftGroup): void {
  const { before, after, scenarios } = group;
  const sides = [before, after].map((side) => oneLine(side ?? '–')).join(' → ');
  const short = isAboutText(group) ? '' : ` (${sides})`;
  const words = `${oneLine(groupWords(group))}${short}, ${spanWords(group)}`;
  print(`  ${group.hard ? styled('red', '✗') : styled('yellow', '·')} ${styled('bold', words)}`);
  if (isAboutText(group)) printSides(before, after);
  print(
    `      ${scenarios.length === 1 ? 'in' : `in ${scenarios.length}:`} ${scenariosWords(scenarios)}`,
  );
}

/** One column: what it was compared with, the counts, every change. */
export function printDrift(drift: ColumnDrift): void {
  const told = [countWords(drift), baselineWords(drift)].filter((part) => part !== '').join('; ');
  print(`${styled('bold', oneLine(versionsWords(drift)))}: ${oneLine(told)}`);
  for (const group of groupsOf(drift.changes)) printGroup(group);
}
