/** How every report words a drift, so that no two say it differently. */
import type { DriftGroup } from './groups.ts';
import { DRIFT_KINDS, countHard, type BaselineUsed, type ColumnDrift } from './drift.ts';

const NEARNESS: Readonly<Record<BaselineUsed['nearness'], (used: BaselineUsed) => string>> = {
  exact: () => '',
  'other flavour': ({ flavour }) =>
    flavour === 'playwright' ? "of Playwright's build" : 'of the stock build',
  'other platform': ({ platform }) => `of ${platform}`,
  'other platform and flavour': ({ platform, flavour }) =>
    `of ${flavour === 'playwright' ? "Playwright's build" : 'the stock build'} on ${platform}`,
};

/** `Firefox ESR 153.7.0esr`; the version twice where both are known: `153.7.0esr → 154.0`. */
export const versionsWords = ({ name, version, baseline }: ColumnDrift): string =>
  baseline && baseline.version !== version
    ? `${name} ${baseline.version} → ${version}`
    : `${name} ${version}`;

/** What it was compared with, and that it is not the nearest possible; or why with nothing. */
export function baselineWords({ baseline, because }: ColumnDrift): string {
  if (!baseline) return `not compared: ${because ?? 'there is no baseline'}`;
  const other = NEARNESS[baseline.nearness](baseline);
  return `compared with ${baseline.file}${other === '' ? '' : `, the baseline ${other}: there is none of this build here`}`;
}

/** `553 as before, 1 changed, 10 not compared`. */
export function countWords({ baseline, compared, unchanged, notCompared, changes }: ColumnDrift) {
  if (!baseline) return '';
  const gone = changes.filter(({ kind }) => kind === 'gone').length;
  return [
    `${unchanged} as before`,
    compared > unchanged && `${compared - unchanged} changed`,
    gone > 0 && `${gone} gone`,
    notCompared > 0 && `${notCompared} not compared`,
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** `reworded: CORSMissingAllowOrigin2`. */
export const groupWords = ({ kind, id }: DriftGroup): string =>
  `${DRIFT_KINDS[kind].word}${id === undefined ? '' : `: ${id}`}`;

/** `153.7.0esr → 154.0`; of what is new the version alone. */
export const spanWords = ({ from, to }: Pick<DriftGroup, 'from' | 'to'>): string =>
  from === undefined || from === to ? to : `${from} → ${to}`;

/** `2 hard changes, 1 soft change`. */
export function gravityWords(drift: readonly ColumnDrift[]): string {
  const words = (count: number, which: string): string =>
    `${count} ${which} ${count === 1 ? 'change' : 'changes'}`;
  return [words(countHard(drift, true), 'hard'), words(countHard(drift, false), 'soft')].join(', ');
}

/** Whether the two sides are sentences, to be shown one beside the other with what differs. */
export const isAboutText = ({ kind }: DriftGroup): boolean =>
  kind.startsWith('message-') || kind.startsWith('reworded') || kind === 'unidentified';
