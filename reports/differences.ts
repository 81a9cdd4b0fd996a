/** Where the engines of one row differ from one another, whatever the Standard says. */
import type { Cell, Row, WireLine } from './results.ts';
import type { MessageCatalogue } from './words.ts';

/** `verdict`; `message`: lines of different MDN reasons; `wire`: other requests arrived. */
export type Difference = 'verdict' | 'message' | 'wire';

/** The header lines a scenario makes claims about; the rest differs by nature (User-Agent). */
const CLAIMED =
  /^(?:origin|access-control-request-method|access-control-request-headers|cookie|authorization):/i;

/** What a scenario claims of a wire: equal texts for equal requests. */
export const wireSignature = (wire: readonly WireLine[]): string =>
  JSON.stringify(
    wire.map(({ request, requestHeaders }) => [
      request,
      ...requestHeaders
        .filter((line) => CLAIMED.test(line))
        .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
        .toSorted(),
    ]),
  );

/**
 * The MDN reason of the first line that has one: the line that names the cause. Firefox closes
 * every failed preflight with a second line of another reason, which says nothing new.
 */
function reasonOf({ engine, refused, messages = [] }: Cell, catalogue: MessageCatalogue) {
  const known = messages.flatMap((id) => catalogue[engine]?.[id]?.reason ?? []);
  // Without a known reason: whether anything was said at all.
  return known[0] ?? (refused && messages.length > 0 ? 'without an MDN reason' : 'silent');
}

/** The differences between the observed cells of a row; cells without an observation say nothing. */
export function differencesOf(row: Row, catalogue: MessageCatalogue): readonly Difference[] {
  const observed = row.cells.filter(({ refused }) => refused !== undefined);
  const vary = (of: (cell: Cell) => string | undefined): boolean =>
    new Set(observed.map(of)).size > 1;
  return (
    [
      ['verdict', vary(({ verdict, refused }) => refused?.sees.at(-1)?.verdict ?? verdict)],
      ['message', vary((cell) => reasonOf(cell, catalogue))],
      ['wire', vary(({ refused }) => wireSignature(refused?.wire ?? []))],
    ] as const
  ).flatMap(([difference, differs]) => (differs ? [difference] : []));
}
