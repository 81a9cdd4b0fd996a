/** Console lines before and after, in pairs. Pure. */
import type { ConsoleRecord } from '../../messages/types.ts';
import { similarity } from '../drift/text.ts';

/** A line and what became of it. Null: it was not there. */
export interface TextPair {
  readonly before: { readonly id: string; readonly text: string } | null;
  readonly after: { readonly id: string; readonly text: string } | null;
}

type Line = NonNullable<TextPair['before']>;

const lineOf = ({ id, text }: ConsoleRecord): Line => ({ id: id ?? 'unidentified', text });

/** From this likeness on a line that came is taken for one that went, in new words. */
const ALIKE = 0.5;

function takeFirst<T>(items: T[], which: (item: T) => boolean): T | null {
  const index = items.findIndex(which);
  return index < 0 ? null : (items.splice(index, 1)[0] ?? null);
}

/**
 * The lines that differ, in pairs: those of one id, then those of like words (an engine that names
 * its lines by nothing but their words has a new one as `unidentified`), then what is left, alone.
 */
export function pairTexts(
  before: readonly ConsoleRecord[],
  after: readonly ConsoleRecord[],
): readonly TextPair[] {
  const come = after.map(lineOf);
  // Lines that stayed are no news, wherever they stand.
  const gone = before
    .map(lineOf)
    .filter((line) => !takeFirst(come, ({ id, text }) => id === line.id && text === line.text));
  const byId = gone.map((line) => ({
    before: line,
    after: takeFirst(come, ({ id }) => id === line.id),
  }));
  const pairs = byId.map((pair) => ({
    ...pair,
    after: pair.after ?? takeFirst(come, ({ text }) => similarity(pair.before.text, text) >= ALIKE),
  }));
  return [...pairs, ...come.map((line) => ({ before: null, after: line }))];
}
