/** How accepted wordings come to stand in front of those in the engines' tables. Pure. */
import type { CHROMIUM_MESSAGES } from './chromium.ts';
import type { FIREFOX_MESSAGES } from './firefox.ts';
import type { Engine, MessageEntry, Wording } from './types.ts';
import { compareVersions } from './version-order.ts';
import { RECORDED_VERSIONS } from './versions.ts';
import type { WEBKIT_MESSAGES } from './webkit.ts';

/** When it ends follows from what was laid in front of it. */
export type NewerWording = Omit<Wording, 'until'>;

/** Newest first. */
type Layers<Id extends string> = Readonly<
  Partial<Record<Id, readonly [NewerWording, ...NewerWording[]]>>
>;

/** An unknown id is a type error. */
export interface NewerWordings {
  readonly chromium: Layers<keyof typeof CHROMIUM_MESSAGES>;
  readonly firefox: Layers<keyof typeof FIREFOX_MESSAGES>;
  readonly webkit: Layers<keyof typeof WEBKIT_MESSAGES>;
}

/** The newest recorded version before `since`, which is the newest one known to have used it. */
function endOf(engine: Engine, wording: Wording, since: string): string {
  return RECORDED_VERSIONS[engine]
    .filter((version) => compareVersions(version, since) < 0)
    .reduce(
      (newest, version) => (compareVersions(version, newest) > 0 ? version : newest),
      wording.since,
    );
}

/** `newer` in front; what is older and still in use gets its end. */
function inFront(engine: Engine, newer: NewerWording, wordings: readonly Wording[]): Wording[] {
  const ended = wordings.map((wording) =>
    wording.until === undefined && compareVersions(wording.since, newer.since) < 0
      ? { ...wording, until: endOf(engine, wording, newer.since) }
      : wording,
  );
  return [newer, ...ended];
}

const reworded = (
  engine: Engine,
  entry: MessageEntry,
  layers: readonly NewerWording[],
): MessageEntry => ({
  ...entry,
  wordings: layers.reduceRight<readonly Wording[]>(
    (wordings, newer) => inFront(engine, newer, wordings),
    entry.wordings,
  ) as MessageEntry['wordings'],
});

/**
 * A message that quotes another (`outer/inner`) says the inner one's words whole. Where these have
 * newer ones, so has the quoting message; null where the words are not found in it.
 */
function quotedAgain(
  quoting: MessageEntry,
  inner: MessageEntry,
  newer: NewerWording,
): NewerWording | null {
  const [{ template }] = quoting.wordings;
  const [{ template: words }] = inner.wordings;
  return template.includes(words)
    ? { ...newer, template: template.replace(words, () => newer.template) }
    : null;
}

/**
 * The table with its newer wordings. Of wordings of one version both stay in use: they are
 * alternatives.
 */
export function layered<T extends Readonly<Record<string, MessageEntry>>>(
  engine: Engine,
  table: T,
  newer: Layers<string>,
): T {
  const ids = Object.keys(newer);
  if (ids.length === 0) return table;
  const entries = Object.entries(table).map(([id, entry]) => {
    const own = newer[id] ?? [];
    const quoted = ids
      .filter((inner) => id.endsWith(`/${inner}`) && table[inner])
      .flatMap((inner) =>
        (newer[inner] ?? []).flatMap((one) => quotedAgain(entry, table[inner]!, one) ?? []),
      )
      .filter(({ since }) => !own.some((one) => one.since === since));
    const layers = [...own, ...quoted].toSorted((a, b) => compareVersions(b.since, a.since));
    return [id, layers.length === 0 ? entry : reworded(engine, entry, layers)];
  });
  return Object.fromEntries(entries) as T;
}

/**
 * Which of an entry's wordings a version uses: the index of the newest that is not newer than the
 * version; of a version older than them all, the oldest one's. Unlike 0, it is right in a stable
 * build after a beta's words were accepted.
 */
export function wordingIndexIn({ wordings }: MessageEntry, version: string): number {
  const index = wordings.findIndex(({ since }) => compareVersions(since, version) <= 0);
  if (index >= 0) return index;
  const oldest = wordings.at(-1)?.since;
  return wordings.findIndex(({ since }) => since === oldest);
}
