/** What a mutation run comes to. Pure. */
import type { Equivalent } from './equivalent.ts';
import type { Judged, Mutant } from './types.ts';

export interface RuleCounts {
  readonly file: string;
  readonly rule: string;
  readonly anchor: string | null;
  readonly mutants: number;
  readonly byTable: number;
  readonly byEngine: number;
  readonly equivalent: number;
  readonly survived: number;
}

export interface Score {
  /** In the order of the files. */
  readonly rules: readonly RuleCounts[];
  /** Neither caught nor listed. */
  readonly survivors: readonly Mutant[];
  /** Survived, and listed as equivalent. */
  readonly equivalents: readonly { readonly mutant: Mutant; readonly because: string }[];
  /** Listed, and there is no such mutant. */
  readonly stale: readonly Equivalent[];
  /** Listed, and caught all the same. */
  readonly caughtAfterAll: readonly { readonly entry: Equivalent; readonly judged: Judged }[];
  readonly caught: number;
  /** Judged, the equivalent ones left out. */
  readonly counting: number;
}

const isListedAs = (mutant: Mutant, entry: Equivalent): boolean =>
  mutant.file === entry.file &&
  mutant.kind === entry.kind &&
  mutant.original === entry.original &&
  mutant.mutated === entry.mutated &&
  (entry.rule === undefined || entry.rule === mutant.rule) &&
  (entry.context === undefined || entry.context === mutant.context);

/** `mutants`: all there are, those included that were not judged. */
export function scoreOf(
  mutants: readonly Mutant[],
  judged: readonly Judged[],
  equivalents: readonly Equivalent[],
): Score {
  const entryOf = (mutant: Mutant): Equivalent | undefined =>
    equivalents.find((entry) => isListedAs(mutant, entry));
  const survived = judged.filter(({ verdict }) => verdict.by === null);
  const caught = judged.filter(({ verdict }) => verdict.by !== null);
  const survivors = survived.map(({ mutant }) => mutant).filter((mutant) => !entryOf(mutant));
  return {
    rules: countsOf(judged, entryOf),
    survivors,
    equivalents: survived.flatMap(({ mutant }) => {
      const entry = entryOf(mutant);
      return entry ? [{ mutant, because: entry.because }] : [];
    }),
    stale: equivalents.filter((entry) => !mutants.some((mutant) => isListedAs(mutant, entry))),
    caughtAfterAll: caught.flatMap((one) => {
      const entry = entryOf(one.mutant);
      return entry ? [{ entry, judged: one }] : [];
    }),
    caught: caught.length,
    counting: caught.length + survivors.length,
  };
}

function countsOf(
  judged: readonly Judged[],
  entryOf: (mutant: Mutant) => Equivalent | undefined,
): readonly RuleCounts[] {
  const byRule = new Map<string, Judged[]>();
  for (const one of judged) {
    const key = `${one.mutant.file} ${one.mutant.rule}`;
    byRule.set(key, [...(byRule.get(key) ?? []), one]);
  }
  return [...byRule.values()].flatMap((ones) => {
    const [first] = ones;
    if (!first) return [];
    const { file, rule, anchor } = first.mutant;
    const by = (who: 'table' | 'engine' | null): number =>
      ones.filter(({ verdict }) => verdict.by === who).length;
    const equivalent = ones.filter(
      ({ mutant, verdict }) => verdict.by === null && entryOf(mutant),
    ).length;
    return {
      file,
      rule,
      anchor,
      mutants: ones.length,
      byTable: by('table'),
      byEngine: by('engine'),
      equivalent,
      survived: by(null) - equivalent,
    };
  });
}

/** Nothing is left over, and the list of equivalents says what is so. */
export const isClean = ({ survivors, stale, caughtAfterAll }: Score): boolean =>
  survivors.length === 0 && stale.length === 0 && caughtAfterAll.length === 0;
