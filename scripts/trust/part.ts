/** What each part of `npm run trust` leaves behind: its figures, and whether each bound was kept. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../../reports/write-whole.ts';
import {
  boolean,
  checked,
  count,
  listOf,
  objectOf,
  oneOf,
  optional,
  string,
} from '../../reports/shape.ts';
import { ROOT } from '../lib/child.ts';
import { styled } from '../lib/flags.ts';
import { treeHash } from './tree.ts';

/** The parts, in the order in which `npm run trust` runs them. */
export const PARTS = ['mutation', 'protection', 'faults', 'fuzz', 'supply', 'flakes'] as const;

export type PartName = (typeof PARTS)[number];

/** One line of a part's report. */
export interface Figure {
  /** What was measured, as a person reads it. */
  readonly what: string;
  readonly value: string;
  /** What it must be, where it must be something. */
  readonly bound?: string;
  /** False: the bound was not kept. */
  readonly kept: boolean;
}

/** Something of which there must be none. `value`: how it is told, where the number is not all. */
export const none = (what: string, count: number, value = String(count)): Figure => ({
  what,
  value,
  bound: '0',
  kept: count === 0,
});

export interface PartReport {
  readonly part: PartName;
  /** When it ended, ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  /** Of the files that decide a run, as they were then: see `treeHash`. */
  readonly tree: string;
  readonly figures: readonly Figure[];
}

/** Everything that `npm run trust` and its parts write. */
export const TRUST_FOLDER = path.join(ROOT, 'reports/out/trust');

const fileOf = (part: PartName): string => path.join(TRUST_FOLDER, `${part}.json`);

const REPORT = objectOf<PartReport>({
  part: oneOf(PARTS),
  at: string,
  seconds: count,
  tree: string,
  figures: listOf(
    objectOf<Figure>({ what: string, value: string, bound: optional(string), kept: boolean }),
  ),
});

/** Writes a part's report, as one of the files that are there now, for `npm run trust` to read. */
export async function writePart(report: Omit<PartReport, 'tree'>): Promise<void> {
  await mkdir(TRUST_FOLDER, { recursive: true });
  const whole: PartReport = { ...report, tree: treeHash() };
  await writeWhole(fileOf(report.part), `${JSON.stringify(whole, null, 2)}\n`);
}

/** A part's last report; null where it has never ended, or its file is none. */
export async function readPart(part: PartName): Promise<PartReport | null> {
  try {
    return checked<PartReport>(JSON.parse(await readFile(fileOf(part), 'utf8')), REPORT);
  } catch {
    return null;
  }
}

export const allKept = ({ figures }: Pick<PartReport, 'figures'>): boolean =>
  figures.length > 0 && figures.every(({ kept }) => kept);

/** The figures as lines: what, value, bound; red where the bound was not kept. */
export function linesOf({ figures }: Pick<PartReport, 'figures'>): string {
  const width = Math.max(0, ...figures.map(({ what }) => what.length));
  return figures
    .map(({ what, value, bound, kept }) => {
      const line = `  ${what.padEnd(width)}  ${value}${bound === undefined ? '' : ` (${bound})`}`;
      return `${kept ? line : styled('red', `${line}  NOT KEPT`)}\n`;
    })
    .join('');
}
