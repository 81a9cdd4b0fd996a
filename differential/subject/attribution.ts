/**
 * Which case a console line belongs to: the one whose token stands in a URL of the line. A batch's
 * lines come mixed, as its cases run side by side.
 *
 * Lines without a URL belong to nobody and are left out:
 * - WebKit's reasons ("Origin … is not allowed by Access-Control-Allow-Origin. Status code: 200",
 *   "Preflight response is not successful. …"). Each has a twin of source network, "Failed to load
 *   resource: …" with the same words, and that one has the URL;
 * - Chromium's deprecation AuthorizationCoveredByWildcard, an issue without a line.
 * A line that Firefox cut (at 1,000 characters) before its URL came is lost in the same way.
 */
import type { ConsoleRecord } from '../../messages/types.ts';

/** Tokens as servers/acting.ts makes them. */
const TOKEN = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/g;

/** The token of the case that a line is about, among those of `known`; null where there is none. */
export function tokenOf(
  record: Pick<ConsoleRecord, 'url' | 'parameters' | 'text'>,
  known: { has(token: string): boolean },
): string | null {
  const places = [record.url, record.parameters['url'], record.text];
  for (const place of places) {
    if (typeof place !== 'string') continue;
    for (const [token] of place.matchAll(TOKEN)) if (known.has(token)) return token;
  }
  return null;
}

/** The lines by token, each list in the console's order. */
export function linesByToken(
  records: readonly ConsoleRecord[],
  tokens: Iterable<string>,
): ReadonlyMap<string, readonly ConsoleRecord[]> {
  const lines = new Map<string, ConsoleRecord[]>(Array.from(tokens, (token) => [token, []]));
  for (const record of records) {
    const token = tokenOf(record, lines);
    if (token !== null) lines.get(token)?.push(record);
  }
  return lines;
}
