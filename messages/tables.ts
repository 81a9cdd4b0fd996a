/**
 * How the engine files write their tables: a row says only what is particular to its message.
 */
import type { MdnReason } from './mdn.ts';
import type { MessageEntry, MessageGroup, MessageLevel, Reach, Wording } from './types.ts';

export interface MessageRow {
  /** The template; several when one version words the same message by situation. */
  readonly text: string | readonly [string, ...string[]];
  readonly trigger: string;
  readonly source: string;
  readonly reason?: MdnReason;
  /** Left out: `error`. */
  readonly level?: MessageLevel;
  /** Left out: web content can provoke it. */
  readonly reach?: Reach;
}

export const FROM_WEB: Reach = { from: 'web' };
export const fromLaunch = (needs: string): Reach => ({ from: 'launch', needs });
export const fromNowhere = (because: string): Reach => ({ from: 'nowhere', because });

/** Versions in which the wordings of a table were seen or read. */
export type Span = Pick<Wording, 'since' | 'until'>;

/** Turns one row into an entry of `group`, worded as in the versions of `span`. */
export function entry(group: MessageGroup, span: Span, row: MessageRow): MessageEntry {
  const { text, level = 'error', reach = FROM_WEB, ...rest } = row;
  const worded = (template: string): Wording => ({ template, ...span });
  const [first, ...others] = typeof text === 'string' ? [text] : text;
  return { group, level, reach, ...rest, wordings: [worded(first), ...others.map(worded)] };
}

/** The values of a table made anew, its keys kept. */
export function mapTable<K extends string, A, B>(
  table: Readonly<Record<K, A>>,
  make: (value: A, key: K) => B,
): Record<K, B> {
  const entries = Object.entries<A>(table).map(([key, value]) => [key, make(value, key as K)]);
  return Object.fromEntries(entries) as Record<K, B>;
}

/** The same table with `prefix` before every key. */
export function prefixKeys<P extends string, K extends string, V>(
  prefix: P,
  table: Readonly<Record<K, V>>,
): Record<`${P}${K}`, V> {
  const entries = Object.entries<V>(table).map(([key, value]) => [`${prefix}${key}`, value]);
  return Object.fromEntries(entries) as Record<`${P}${K}`, V>;
}
