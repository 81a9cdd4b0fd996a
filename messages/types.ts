/**
 * The vocabulary of `messages/`: what an engine can say about CORS, and in which words.
 * This room imports nothing from the others.
 */
import type { MdnReason } from './mdn.ts';

/** The three engines, by the names Playwright gives them. */
export const ENGINES = ['chromium', 'firefox', 'webkit'] as const;
export type Engine = (typeof ENGINES)[number];

/**
 * - `cors`: the line is the engine's verdict on a CORS rule; every test asserts these exactly.
 * - `companion`: a line that follows a refusal and adds no verdict ("Failed to load resource").
 * - `related`: a line of a neighbouring rule (mixed content, CORP, ORB) that people take for CORS.
 */
export type MessageGroup = 'cors' | 'companion' | 'related';

export type MessageLevel = 'error' | 'warning' | 'info';

/**
 * One wording of a message. `template` is the whole text with holes:
 * `{name}` is a run-time value; `{name?literal text with {holes}}` is a passage that is there
 * only when the parameter `name` is given (its value is `true`).
 */
export interface Wording {
  readonly template: string;
  /** Oldest engine version in which this wording was seen or read, as `major[.minor[.patch]]`. */
  readonly since: string;
  /** Newest engine version that still used it; absent while it is in use. */
  readonly until?: string;
}

/** Whether web content can make the engine print the line. */
export type Reach =
  | { readonly from: 'web' }
  /** Only with the named preference, flag or extension. */
  | { readonly from: 'launch'; readonly needs: string }
  | { readonly from: 'nowhere'; readonly because: string };

export interface MessageEntry {
  readonly group: MessageGroup;
  readonly level: MessageLevel;
  /**
   * Newest first; several of one version are alternatives, worded by situation.
   * The only place in the project where an engine's words are written.
   */
  readonly wordings: readonly [Wording, ...Wording[]];
  /** The MDN page that explains the refusal behind this line, where there is one. */
  readonly reason?: MdnReason;
  /** What makes the engine print it, in our words. */
  readonly trigger: string;
  /** File in the engine's own repository. */
  readonly source: string;
  readonly reach: Reach;
}

/** Values of a wording's holes; `true` switches an optional passage on. */
export type MessageParameters = Readonly<Record<string, string | true>>;

/** A text read back: which message it is, and the values of its holes. */
export interface ParsedMessage<Id extends string = string> {
  readonly id: Id;
  readonly parameters: MessageParameters;
  readonly wording: Wording;
}

/**
 * One line of a console, the same shape from every engine.
 * `id` is null when neither the structured channel nor a template knows the line.
 */
export interface ConsoleRecord {
  readonly engine: Engine;
  readonly id: string | null;
  readonly group: MessageGroup | null;
  readonly parameters: MessageParameters;
  /** The whole text as the console shows it. */
  readonly text: string;
  readonly level: MessageLevel;
  /** The URL the line is about, where the engine says so outside the text. */
  readonly url?: string;
  /**
   * `recorded`: the text is, whole, a wording of `messages/`.
   * `unrecorded`: identity is known from the structured channel, the words are new.
   * `unidentified`: neither.
   */
  readonly wording: 'recorded' | 'unrecorded' | 'unidentified';
  /** Identity as the engine's structured channel gives it: `corsError`, category. */
  readonly code?: string;
  /** Address of the engine's own explanation, as observed (Firefox: the MDN page). */
  readonly help?: string;
  /** The channel it came by, for the attachment. */
  readonly channel: string;
}
