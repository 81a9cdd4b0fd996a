/** Mutants of the requests that a claim says arrive. Pure. */
import type { WireRequest } from '../../../../scenarios/types.ts';
import { altered } from './altered.ts';
import type { Control, RecordedMutant, RecordedOperator } from './types.ts';

/** The request headers that a claim speaks of even where it does not name them: they are not sent. */
const WITNESSED = [
  'origin',
  'accessControlRequestMethod',
  'accessControlRequestHeaders',
  'cookie',
  'authorization',
] as const satisfies readonly (keyof WireRequest)[];

export function wireMutants({ claim }: Control): readonly RecordedMutant[] {
  const { wire } = claim.expect;
  const of = (
    operator: RecordedOperator,
    what: string,
    changed: readonly WireRequest[],
  ): RecordedMutant => ({
    operator,
    what,
    claim: { ...claim, expect: { ...claim.expect, wire: changed } },
  });
  const [step] = claim.play.steps;
  const another = wire.at(-1) ?? { method: 'GET', url: step.url };
  return [
    of('request-added', `${another.method} ${another.url} once more`, [...wire, another]),
    ...wire.flatMap((request, index) => {
      const named = `request ${index + 1}, ${request.method} ${request.url}`;
      const next = wire[index + 1];
      const changed = (operator: RecordedOperator, what: string, by: Partial<WireRequest>) =>
        of(operator, `${named}: ${what}`, wire.with(index, { ...request, ...by }));
      return [
        of('request-dropped', `without ${named}`, wire.toSpliced(index, 1)),
        ...(next
          ? [
              of(
                'requests-exchanged',
                `${named} behind the next`,
                wire.toSpliced(index, 2, next, request),
              ),
            ]
          : []),
        changed('request-changed', 'another method', { method: altered(request.method) }),
        changed('request-changed', 'another URL', { url: altered(request.url) }),
        ...WITNESSED.flatMap((header) => {
          const value = request[header];
          if (value === undefined)
            return [changed('request-header-added', `with ${header}`, { [header]: 'x' })];
          const { [header]: _, ...without } = request;
          return [
            changed('request-header-changed', `another ${header}`, { [header]: altered(value) }),
            of('request-header-dropped', `${named}: no ${header}`, wire.with(index, without)),
          ];
        }),
        // One that is no longer named is not claimed: that is no mutant.
        ...Object.entries(request.headers ?? {}).map(([name, value]) =>
          changed('request-header-changed', `another ${name}`, {
            headers: { ...request.headers, [name]: altered(value) },
          }),
        ),
      ];
    }),
  ];
}
