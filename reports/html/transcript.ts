/**
 * The wire as text to read. A browser sends ten header lines with every request that say nothing
 * about CORS; these are told once per engine, and a transcript shows what is particular to it.
 */
import type { Observation, Results, WireLine } from '../results.ts';

/** Never left out of a transcript, however common. */
const TELLING =
  /^(?:origin|access-control-[\w-]+|cookie|set-cookie|authorization|www-authenticate|location|vary|cross-origin-[\w-]+|timing-allow-origin|x-[\w-]+):/i;

/** Lines of the connection, not of the answer; left out of every answer. */
const OF_THE_CONNECTION = /^(?:date|connection|keep-alive|transfer-encoding|content-length):/i;

/** Of one column: the lines that most of its requests carry alike. */
export interface OrdinaryLines {
  readonly preflights: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
}

const isPreflight = ({ request }: WireLine): boolean => request.startsWith('OPTIONS ');

function common(wire: readonly WireLine[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { requestHeaders } of wire)
    for (const line of requestHeaders) counts.set(line, (counts.get(line) ?? 0) + 1);
  return new Set(
    [...counts]
      .filter(([line, count]) => count > wire.length / 2 && !TELLING.test(line))
      .map(([line]) => line),
  );
}

/** Finds each column's ordinary lines, by column key. */
export function ordinaryLines(results: Results): ReadonlyMap<string, OrdinaryLines> {
  const wires = new Map<string, WireLine[]>(results.engines.map(({ key }) => [key, []]));
  for (const { cells } of results.rows)
    for (const { column, refused, cured } of cells)
      wires.get(column)?.push(...(refused?.wire ?? []), ...(cured?.wire ?? []));
  return new Map(
    [...wires].map(([key, wire]) => [
      key,
      {
        preflights: common(wire.filter(isPreflight)),
        requests: common(wire.filter((line) => !isPreflight(line))),
      },
    ]),
  );
}

const block = (head: string, lines: readonly string[]): string =>
  [head, ...lines.map((line) => `    ${line}`)].join('\n');

/** `→` the request as it arrived, `←` the answer as it left, without the ordinary lines. */
export const transcript = (
  wire: Observation['wire'],
  ordinary: OrdinaryLines | undefined,
): string =>
  wire
    .map((line) => {
      const left = isPreflight(line) ? ordinary?.preflights : ordinary?.requests;
      return [
        block(
          `→ ${line.request}`,
          line.requestHeaders.filter((header) => !left?.has(header)),
        ),
        block(
          `← ${line.answer}`,
          line.answerHeaders.filter((header) => !OF_THE_CONNECTION.test(header)),
        ),
      ].join('\n');
    })
    .join('\n\n');
