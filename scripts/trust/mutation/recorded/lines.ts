/** Mutants of the console's lines, expected and printed. Pure. */
import type { Claim } from '../../../../fixtures/judge/claim.ts';
import type { MessageParameters } from '../../../../messages/types.ts';
import { findMessage } from '../../../../messages/index.ts';
import { nearestMessage, templateIn } from './nearest.ts';
import type { Control, RecordedMutant, RecordedOperator } from './types.ts';

type Line = Claim['lines'][number];

export function lineMutants({ build, claim, acted }: Control): readonly RecordedMutant[] {
  const { lines } = claim;
  const of = (
    operator: RecordedOperator,
    what: string,
    changed: readonly Line[],
  ): RecordedMutant => ({ operator, what, claim: { ...claim, lines: changed } });
  const expected = lines.flatMap((line, index) => {
    const [id] = line;
    const named = `line ${index + 1}, ${id}`;
    const instead = neighbourOf(build, line);
    const next = lines[index + 1];
    return [
      of('line-neighbour', `${named}: ${instead[0]} in its place`, lines.with(index, instead)),
      of('line-dropped', `without ${named}`, lines.toSpliced(index, 1)),
      of('line-doubled', `${named} twice`, lines.toSpliced(index, 0, line)),
      ...(next
        ? [
            of(
              'lines-exchanged',
              `${named} behind the next, ${next[0]}`,
              lines.toSpliced(index, 2, next, line),
            ),
          ]
        : []),
    ];
  });
  const groups = new Set<string | null>(
    lines.map(([id]) => findMessage(build.engine, id)?.group ?? null),
  );
  const unprinted = acted.records.flatMap((record, index): RecordedMutant[] =>
    // Lines of other groups are not what the claim is about.
    record.group === 'cors' || groups.has(record.group)
      ? [
          {
            operator: 'line-unprinted',
            what: `${record.id ?? record.text} not printed, ${index + 1} of ${acted.records.length}`,
            claim,
            acted: { ...acted, records: acted.records.toSpliced(index, 1) },
          },
        ]
      : [],
  );
  return [...expected, ...unprinted];
}

/** The nearest other message of the engine, as a line of a claim that can be printed. */
export function neighbourOf(build: Control['build'], [id, own]: Line): Line {
  const nearest = nearestMessage(build.engine, id, build.version);
  return [nearest, fittingFor(build, nearest, own)];
}

/** What the harness fills in by itself: the holes that a claim need not name. */
const FILLED = new Set(['url', 'origin', 'pageUrl', 'kind']);

/** Holes of URLs take nothing else; all others take digits. */
const anyFor = (hole: string): string => (/url/i.test(hole) ? 'http://other.invalid/' : '200');

/** Of a line's parameters those that another message has room for, and something for its other holes. */
function fittingFor(
  { engine, version }: Control['build'],
  id: string,
  own: MessageParameters,
): MessageParameters {
  const { holes, passages } = templateIn(engine, id, version);
  const on = Object.keys(passages).filter((name) => own[name] === true);
  const needed = [...holes, ...on.flatMap((name) => passages[name] ?? [])];
  return Object.fromEntries([
    ...on.map((name) => [name, true] as const),
    ...needed.flatMap((hole) => {
      const value = typeof own[hole] === 'string' ? own[hole] : undefined;
      if (value === undefined && FILLED.has(hole) && holes.includes(hole)) return [];
      return [[hole, value ?? anyFor(hole)] as const];
    }),
  ]);
}
