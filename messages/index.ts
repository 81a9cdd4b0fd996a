/**
 * The room's front door: all messages of all engines, printed and read back.
 */
import { CHROMIUM_MESSAGES, CHROMIUM_SHARED_CODES } from './chromium.ts';
import { FIREFOX_MESSAGES } from './firefox.ts';
import { NEWER_WORDINGS } from './newer-wordings.ts';
import { compileTemplate, type Template } from './template.ts';
import type { Engine, MessageEntry, MessageParameters, ParsedMessage, Wording } from './types.ts';
import { WEBKIT_MESSAGES } from './webkit.ts';
import { layered } from './wording-layers.ts';

export const MESSAGES = {
  chromium: layered('chromium', CHROMIUM_MESSAGES, NEWER_WORDINGS.chromium),
  firefox: layered('firefox', FIREFOX_MESSAGES, NEWER_WORDINGS.firefox),
  webkit: layered('webkit', WEBKIT_MESSAGES, NEWER_WORDINGS.webkit),
} as const satisfies Record<Engine, Record<string, MessageEntry>>;

/** The ids of one engine's messages; of any engine's, when the engine is left open. */
export type MessageId<E extends Engine = Engine> = E extends Engine
  ? keyof (typeof MESSAGES)[E] & string
  : never;

/** The entry of an id, or null when the engine has no such message. */
export function findMessage(engine: Engine, id: string): MessageEntry | null {
  const table: Readonly<Record<string, MessageEntry>> = MESSAGES[engine];
  return Object.hasOwn(table, id) ? (table[id] ?? null) : null;
}

interface Candidate {
  readonly id: string;
  readonly wording: Wording;
  readonly template: Template;
}

const compiled = new Map<Engine, readonly Candidate[]>();

function candidatesOf(engine: Engine): readonly Candidate[] {
  const known = compiled.get(engine);
  if (known) return known;
  const candidates = Object.entries<MessageEntry>(MESSAGES[engine]).flatMap(([id, { wordings }]) =>
    wordings.map((wording) => ({ id, wording, template: compileTemplate(wording.template) })),
  );
  compiled.set(engine, candidates);
  return candidates;
}

/**
 * The compiled wordings of one message, in the entry's order.
 * @throws {Error} one line, when the engine has no such message.
 */
export function templatesOf(engine: Engine, id: string): readonly Template[] {
  const own = candidatesOf(engine).filter((candidate) => candidate.id === id);
  if (own.length === 0) {
    throw new Error(`${engine} has no message "${id}"; the ids are in messages/${engine}.ts`);
  }
  return own.map(({ template }) => template);
}

/**
 * The whole text of a message, as the engine's console shows it.
 *
 * @param wordingIndex Which of the entry's wordings: 0, the default, is the newest.
 * @throws {Error} one line naming engine, id and what is wrong: an unknown id or wording, a
 *   parameter that is missing, unknown or of the wrong type.
 */
export function printMessage<E extends Engine>(
  engine: E,
  id: MessageId<E>,
  parameters: MessageParameters,
  wordingIndex = 0,
): string {
  const templates = templatesOf(engine, id);
  const template = templates[wordingIndex];
  if (!template) {
    throw new Error(
      `${engine} message "${id}": no wording ${wordingIndex}; it has 0 to ${templates.length - 1}`,
    );
  }
  try {
    return template.print(parameters);
  } catch (error) {
    throw new Error(`${engine} message "${id}": ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Reads a console text back: which message it is, whole, and the values of its holes. Null when no
 * wording of the engine matches.
 *
 * Holes are wide, so two wordings can match one text ("Cannot load {url} …" reads "Cannot load
 * image http://… " as well). The one that accounts for more of the text by its own words wins; of
 * equals, the one that stands first in the engine's table.
 */
export function parseMessage<E extends Engine>(
  engine: E,
  text: string,
): ParsedMessage<MessageId<E>> | null {
  let best: { candidate: Candidate; parameters: MessageParameters; literals: number } | null = null;
  for (const candidate of candidatesOf(engine)) {
    const reading = candidate.template.parse(text);
    if (reading === null || (best !== null && reading.literalCharacters <= best.literals)) continue;
    best = { candidate, parameters: reading.parameters, literals: reading.literalCharacters };
  }
  if (best === null) return null;
  const { candidate, parameters } = best;
  return { id: candidate.id as MessageId<E>, parameters, wording: candidate.wording };
}

/**
 * The messages behind a code of the engine's structured channel, the regular one first; empty for
 * an unknown code.
 * - Chromium: `corsErrorStatus.corsError` of the DevTools protocol. Three codes have, or share
 *   their code with, a line of fetch() itself; there the text decides.
 * - Firefox: the category of the page error, which for CORS lines is the id.
 * - WebKit has no codes.
 */
export function messageIdsForCode<E extends Engine>(
  engine: E,
  code: string,
): readonly MessageId<E>[] {
  const isCors = (id: string): boolean => findMessage(engine, id)?.group === 'cors';
  const regular: Record<Engine, readonly string[]> = {
    chromium: [`k${code}`].filter(isCors),
    firefox: [code].filter(isCors),
    webkit: [],
  };
  const shared =
    engine === 'chromium' && Object.hasOwn(CHROMIUM_SHARED_CODES, code)
      ? (CHROMIUM_SHARED_CODES[code] ?? [])
      : [];
  return [...regular[engine], ...shared] as unknown as MessageId<E>[];
}

/** The regular message behind a code, or null; see {@link messageIdsForCode}. */
export function messageIdForCode<E extends Engine>(engine: E, code: string): MessageId<E> | null {
  return messageIdsForCode(engine, code)[0] ?? null;
}

/** The code under which the engine's structured channel names a message, or null. */
export function codeForMessageId<E extends Engine>(engine: E, id: MessageId<E>): string | null {
  if (engine === 'chromium') {
    const shared = Object.entries(CHROMIUM_SHARED_CODES).find(([, ids]) =>
      (ids as readonly string[]).includes(id),
    );
    if (shared) return shared[0];
  }
  if (engine === 'webkit' || findMessage(engine, id)?.group !== 'cors') return null;
  return engine === 'chromium' ? id.slice(1) : id;
}
