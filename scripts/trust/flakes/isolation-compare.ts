/** What a cell in other company is compared with, and what came of it. Pure. */
import type { Engine } from '../../../messages/types.ts';
import type { Results } from '../../../reports/results.ts';
import { compareCells } from '../../ci/same-cells.ts';
import type { Figure } from '../part.ts';
import { WITNESSED } from './comparable.ts';
import { failureLine, type Outcome } from './outcome.ts';

/** Each so many scenarios one is acted out alone, the first included. */
const SAMPLE_EACH = 25;

/** The scenarios that are acted out alone: each 25th of those that the ordinary run acted out. */
export function sampleOf({ rows }: Pick<Results, 'rows'>): readonly string[] {
  const ran = rows.filter(({ cells }) =>
    cells.some(({ status }) => status !== 'not-run' && status !== 'not-applicable'),
  );
  return ran.filter((_, index) => index % SAMPLE_EACH === 0).map(({ id }) => id);
}

/** Playwright matches project, file, title and tags in one text: the tag, and no longer one. */
export const onlyThis = (id: string): string => `@${id}(?![\\w-])`;

export interface RunInCompany extends Pick<Outcome, 'failures'> {
  readonly results: Results;
  /** The one scenario that it acts out. Absent: all of them. */
  readonly alone?: string;
}

/** What one kind of company came to. */
export interface Compared {
  readonly words: string;
  /** Null: it is the one that the others are compared with. */
  readonly cells: number | null;
  /** A line each. */
  readonly differences: readonly string[];
  /** A line each: tests that did not pass. */
  readonly failures: readonly string[];
}

const failuresOf = (runs: readonly RunInCompany[]): readonly string[] =>
  runs.flatMap(({ failures }) => failures.map(failureLine));

/** The ordinary run itself. */
export const ordinary = (run: RunInCompany): Compared => ({
  words: 'the ordinary run',
  cells: null,
  differences: [],
  failures: failuresOf([run]),
});

/** The runs of one kind held against the ordinary one, cell by cell. */
export function comparedWith(
  whole: Results,
  words: string,
  runs: readonly RunInCompany[],
  engines: readonly Engine[],
): Compared {
  const parts = runs.map(({ results, alone }) => {
    // A cell that cannot exist is known without a run: in the rows of other scenarios as well.
    const its = (all: Results): Results =>
      alone === undefined ? all : { ...all, rows: all.rows.filter(({ id }) => id === alone) };
    return compareCells(its(results), its(whole), engines, {
      aspects: WITNESSED,
      names: [words, 'the ordinary run'],
    });
  });
  return {
    words,
    cells: parts.reduce((sum, { compared }) => sum + compared, 0),
    differences: parts.flatMap(({ differences }) => differences),
    failures: failuresOf(runs),
  };
}

/** A line for each kind of company: what differs, of how many cells. */
export const isolationFigures = (compared: readonly Compared[]): readonly Figure[] =>
  compared.map(({ words, cells, differences, failures }) => ({
    what: `isolation, ${words}`,
    value: [
      ...(cells === null
        ? []
        : [`${differences.length} differences in ${cells.toLocaleString('en-US')} cells`]),
      `${failures.length} tests did not pass`,
    ].join(', '),
    bound: 'none',
    kept: differences.length === 0 && failures.length === 0 && cells !== 0,
  }));
