/**
 * Processor time that a virtual machine asked for and its host gave to others. A run that took long
 * beside much of it says little about the suite.
 * https://man7.org/linux/man-pages/man5/proc_stat.5.html
 */
import { readFile } from 'node:fs/promises';

export interface ProcessorTime {
  /** Of all cores, idle time included; in the system's ticks. */
  readonly all: number;
  readonly stolen: number;
}

/** The times in the text of /proc/stat; null where there are none. */
export function processorTimeIn(text: string): ProcessorTime | null {
  const fields = /^cpu +(\d[\d ]*)$/m.exec(text)?.[1]?.trim().split(/ +/).map(Number);
  // user, nice, system, idle, iowait, irq, softirq, steal; time of guests is in the first two.
  const [stolen] = fields?.slice(7, 8) ?? [];
  if (!fields || stolen === undefined) return null;
  return { all: fields.slice(0, 8).reduce((sum, one) => sum + one, 0), stolen };
}

/** Since this machine started; null where nothing tells it, as outside of Linux. */
export async function processorTime(): Promise<ProcessorTime | null> {
  try {
    return processorTimeIn(await readFile('/proc/stat', 'utf8'));
  } catch {
    return null;
  }
}

/** What was stolen of the cores' time in between, from 0 to 1; null where nothing tells it. */
export function stolenShare(
  before: ProcessorTime | null,
  after: ProcessorTime | null,
): number | null {
  if (!before || !after || after.all <= before.all) return null;
  return (after.stolen - before.stolen) / (after.all - before.all);
}

/** `12 % of its processor time stolen`; nothing where it is less than one in a hundred. */
export const stolenWords = (share: number | null | undefined): string =>
  share !== null && share !== undefined && share >= 0.01
    ? `${Math.round(share * 100)} % of its processor time stolen`
    : '';
