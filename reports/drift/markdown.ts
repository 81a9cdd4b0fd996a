/** The part of `summary.md` about drift. */
import { differenceOf, type Segment } from './text.ts';
import { groupsOf, type DriftGroup } from './groups.ts';
import type { ColumnDrift } from './drift.ts';
import {
  baselineWords,
  countWords,
  gravityWords,
  groupWords,
  isAboutText,
  spanWords,
  versionsWords,
} from './words.ts';
import { codeSpan, escapeMarkdown } from '../markdown-text.ts';

/** The full report has them all. */
const SHOWN_GROUPS = 30;
const SHOWN_SCENARIOS = 10;

const cell = (segments: readonly Segment[]): string =>
  segments
    .map(({ text, changed }) => {
      const escaped = escapeMarkdown(text);
      return changed && escaped.trim() !== '' ? `<b>${escaped}</b>` : escaped;
    })
    .join('');

/** A table of one row: the only way to have two texts side by side there. */
function sides({ before, after }: DriftGroup): string {
  const difference = differenceOf(before ?? '', after ?? '');
  const [was, is] = [
    [before, difference.before],
    [after, difference.after],
  ] as const;
  const shown = ([text, segments]: typeof was): string =>
    text === undefined ? '(nothing)' : cell(segments);
  return `| before | now |\n| --- | --- |\n| ${shown(was)} | ${shown(is)} |`;
}

const scenarios = (ids: readonly string[]): string =>
  [
    ...ids.slice(0, SHOWN_SCENARIOS).map(codeSpan),
    ...(ids.length > SHOWN_SCENARIOS ? [`and ${ids.length - SHOWN_SCENARIOS} more`] : []),
  ].join(', ');

function paragraphs(group: DriftGroup): string[] {
  const mark = group.hard ? '✗' : '·';
  const short =
    isAboutText(group) || (group.before === undefined && group.after === undefined)
      ? ''
      : ` (${[group.before, group.after].map((side) => (side === undefined ? '–' : escapeMarkdown(side))).join(' → ')})`;
  return [
    `${mark} **${escapeMarkdown(groupWords(group))}**${short}, ${escapeMarkdown(spanWords(group))}: ${scenarios(group.scenarios)}`,
    ...(isAboutText(group) ? [sides(group)] : []),
  ];
}

function column(one: ColumnDrift): string[] {
  const groups = groupsOf(one.changes);
  return [
    `**${escapeMarkdown(versionsWords(one))}** ${escapeMarkdown([countWords(one), baselineWords(one)].filter((part) => part !== '').join('; '))}.`,
    ...groups.slice(0, SHOWN_GROUPS).flatMap(paragraphs),
    ...(groups.length > SHOWN_GROUPS
      ? [`and ${groups.length - SHOWN_GROUPS} more, in the full report`]
      : []),
  ];
}

/** Paragraphs; none where the run was not compared. */
export const driftSummary = (drift: readonly ColumnDrift[] | undefined): string[] =>
  !drift || drift.length === 0
    ? []
    : [`## What changed: ${gravityWords(drift)}`, ...drift.flatMap(column)];
