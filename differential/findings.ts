/**
 * Findings of a run, gathered while it runs: a few cases of each kind are kept to be shrunk at the
 * end, the others are counted. What is kept does not grow with the number of cases.
 */
import type {
  DifferenceTold,
  Exchange,
  FoundExchange,
  Finding,
} from '../reports/differential-results.ts';
import { contract, type Bindings } from '../scenarios/placeholders.ts';
import type { GeneratedValue } from './generate/index.ts';
import type { Difference, GeneratedCase } from './types.ts';

/** Cases of one kind that are shrunk: one kind may hide more than one cause. */
const KEPT_PER_KIND = 4;

export interface Candidate {
  readonly index: number;
  readonly value: GeneratedValue;
}

/** What a case showed, without what is particular to it: numbers, URLs, values. */
export function kindOf(differences: readonly Difference[]): string {
  const lines = differences.map(({ witness, at, expected, observed }) => {
    const where = at.replace(/^(?:step|request|line) \d+ ?/, '');
    const what =
      witness === 'console' || TOLD_WHOLE.has(where)
        ? `${withoutUrls(expected)} → ${withoutUrls(observed)}`
        : `${presence(expected)} → ${presence(observed)}`;
    return `${witness} ${where} ${what}`;
  });
  return [...new Set(lines)].toSorted().join('; ');
}

/** Of these there are only a few values, and which of them it is makes the kind. */
const TOLD_WHOLE: ReadonlySet<string> = new Set([
  'verdict',
  'type',
  'redirected',
  'status',
  'credentials',
]);

const withoutUrls = (told: string): string => told.replace(/\bhttps?:\/\/\S+/g, '…');

const presence = (told: string): string =>
  told === '(none)' || told === 'not sent' ? 'absent' : 'present';

/** Kinds of findings, each with its first few cases. */
export class Findings {
  readonly #kinds = new Map<string, { count: number; kept: Candidate[] }>();

  add(kind: string, candidate: Candidate): void {
    const known = this.#kinds.get(kind);
    if (known === undefined) this.#kinds.set(kind, { count: 1, kept: [candidate] });
    else {
      known.count += 1;
      if (known.kept.length < KEPT_PER_KIND) known.kept.push(candidate);
    }
  }

  /** Cases counted. */
  get count(): number {
    return [...this.#kinds.values()].reduce((sum, { count }) => sum + count, 0);
  }

  /** One case of each kind, then the second ones, and so on. */
  *toShrink(): Iterable<{ kind: string; count: number; candidate: Candidate }> {
    for (let round = 0; round < KEPT_PER_KIND; round += 1) {
      for (const [kind, { count, kept }] of this.#kinds) {
        const candidate = kept[round];
        if (candidate) yield { kind, count, candidate };
      }
    }
  }
}

export const exchangeOf = ({ play, breaks }: GeneratedCase): Exchange => ({ play, breaks });

export const foundExchangeOf = ({ index, value }: Candidate): FoundExchange => ({
  ...exchangeOf(value.case),
  family: value.case.family,
  index,
});

/** With placeholders, so that two runs tell the same of the same exchange. */
export const toldOf = (
  differences: readonly Difference[],
  bindings: Bindings,
): readonly DifferenceTold[] =>
  differences.map(({ witness, at, expected, observed }) => ({
    witness,
    at,
    expected: contract(expected, bindings),
    observed: contract(observed, bindings),
  }));

/** Findings whose shrunk exchanges show the same in the same way are one. */
export function grouped(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding>();
  for (const finding of findings) {
    const cause = JSON.stringify([finding.key, finding.shrunk.play]);
    const known = groups.get(cause);
    groups.set(
      cause,
      known === undefined
        ? finding
        : {
            ...known,
            count: Math.max(known.count, finding.count),
            tried: known.tried + finding.tried,
          },
    );
  }
  return [...groups.values()];
}
