/** Counts of what came of the cases. */
import type { Outcome } from './wire.ts';

export interface Tally {
  cases: number;
  answers: number;
  /** Answers by the first digit of their status. */
  readonly classes: Record<string, number>;
  /** Connections that ended without an answer: by a close, by a reset or a TLS alert. */
  closed: number;
  broken: number;
}

export const emptyTally = (): Tally => ({
  cases: 0,
  answers: 0,
  classes: {},
  closed: 0,
  broken: 0,
});

export function count(tally: Tally, { reading: { answers }, error }: Outcome): void {
  tally.cases += 1;
  tally.answers += answers.length;
  for (const { status } of answers) {
    const name = `${Math.floor(status / 100)}xx`;
    tally.classes[name] = (tally.classes[name] ?? 0) + 1;
  }
  if (answers.length > 0) return;
  if (error === null) tally.closed += 1;
  else tally.broken += 1;
}

export const tallyWords = ({ answers, classes, closed, broken }: Tally): string => {
  const byClass = Object.entries(classes)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, number]) => `${name} ${number}`);
  return `${answers} answers (${byClass.join(', ')}), ${closed} closed and ${broken} broken off without one`;
};
