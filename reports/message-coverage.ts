/**
 * Which of the messages that an engine can print were printed in a run, and by which scenarios.
 * Counted is what the consoles said, not what was expected of them.
 */
import { ENGINES, type Engine, type MessageEntry } from '../messages/types.ts';
import type { Cell, Results } from './results.ts';
import type { MessageCatalogue } from './words.ts';

/** One message of one engine. */
export interface CoveredMessage {
  readonly id: string;
  readonly entry: MessageEntry;
  /** Whether web content, or a launch that the suite can make, gets the engine to print it. */
  readonly reachable: boolean;
  /** Ids of the scenarios in which it was printed, the refused part or the cure, in their order. */
  readonly scenarios: readonly string[];
}

export interface MessageCoverage {
  readonly engine: Engine;
  /** Every message of the engine, in the order of `messages/`. */
  readonly messages: readonly CoveredMessage[];
  readonly reachable: number;
  /** Of those reachable. */
  readonly printed: number;
  /** Whether any test of the engine ran: else nothing can be said. */
  readonly ran: boolean;
}

const isReachable = ({ reach }: MessageEntry): boolean => reach.from !== 'nowhere';

const idsIn = ({ refused, cured }: Cell): readonly (string | null)[] =>
  [refused, cured].flatMap((observation) => observation?.console.map(({ id }) => id) ?? []);

/** What was printed where, for one engine: all of its columns together. */
function printedBy(results: Results, engine: Engine): ReadonlyMap<string, readonly string[]> {
  const scenarios = new Map<string, string[]>();
  for (const row of results.rows) {
    const ids = new Set(row.cells.filter((cell) => cell.engine === engine).flatMap(idsIn));
    for (const id of ids)
      if (id !== null) scenarios.set(id, [...(scenarios.get(id) ?? []), row.id]);
  }
  return scenarios;
}

/** The coverage of each engine, by what `results` observed. */
export function messageCoverage(
  results: Results,
  catalogue: MessageCatalogue,
): readonly MessageCoverage[] {
  return ENGINES.map((engine) => {
    const printed = printedBy(results, engine);
    const messages = Object.entries(catalogue[engine] ?? {}).map(([id, entry]) => ({
      id,
      entry,
      reachable: isReachable(entry),
      scenarios: printed.get(id) ?? [],
    }));
    const reachable = messages.filter((message) => message.reachable);
    return {
      engine,
      messages,
      reachable: reachable.length,
      printed: reachable.filter(({ scenarios }) => scenarios.length > 0).length,
      ran: results.rows.some(({ cells }) =>
        cells.some((cell) => cell.engine === engine && cell.refused !== undefined),
      ),
    };
  });
}

/** Reachable messages that nothing printed. */
export const unprinted = ({ messages }: MessageCoverage): readonly CoveredMessage[] =>
  messages.filter(({ reachable, scenarios }) => reachable && scenarios.length === 0);

/** Messages that were printed though `messages/` says that nothing reaches them. */
export const wronglyUnreachable = ({ messages }: MessageCoverage): readonly CoveredMessage[] =>
  messages.filter(({ reachable, scenarios }) => !reachable && scenarios.length > 0);

/** Lines said to be printed by a scenario in which they were not: their ids. */
export const misnamed = (
  { messages }: MessageCoverage,
  said: Readonly<Record<string, { readonly printedBy: string }>>,
): readonly string[] =>
  Object.entries(said)
    .filter(
      ([id, { printedBy }]) =>
        !messages.some((message) => message.id === id && message.scenarios.includes(printedBy)),
    )
    .map(([id]) => id);

/** Why a message is printed only so, or never; null for one that any page can get printed. */
export function reachWords({ reach }: MessageEntry): string | null {
  if (reach.from === 'web') return null;
  return reach.from === 'launch' ? `needs ${reach.needs}` : `unreachable: ${reach.because}`;
}
