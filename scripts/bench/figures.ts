/** The arithmetic of the bench. Pure. */
import type { ReportedTest } from '../lib/report.ts';

/** One Playwright run as measured. */
export interface Measured {
  /** Milliseconds from start to end of the whole command. */
  readonly wall: number;
  /** Executed tests; a skipped one costs nothing and counts for nothing. */
  readonly tests: readonly ReportedTest[];
}

export interface Spread {
  readonly min: number;
  readonly median: number;
}

/** Least and middle of at least one value; of an even number, the mean of the middle two. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const half = Math.floor(sorted.length / 2);
  const [below = NaN, above = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[half]];
  return { min: sorted[0] ?? NaN, median: (below + above) / 2 };
}

/** Tests per second of wall time. */
export const rateOf = ({ tests, wall }: Measured): number => tests.length / (wall / 1000);

/** Number of executed tests by project. */
export function countsByProject(tests: readonly ReportedTest[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { project } of tests) counts[project] = (counts[project] ?? 0) + 1;
  return counts;
}

/** So many of them, evenly spread: a larger choice is as mixed as a smaller. */
export const spread = <T>(all: readonly T[], count: number): readonly T[] => {
  const many = Math.min(count, all.length);
  const places = Array.from({ length: many }, (_, index) =>
    Math.floor((index * all.length) / many),
  );
  return places.flatMap((place) => all.slice(place, place + 1));
};

/** Of one number of scenarios the walls of its runs, in milliseconds. */
export interface Walls {
  readonly scenarios: number;
  readonly walls: readonly number[];
}

export interface Growth {
  /** Milliseconds for each scenario, start-up included, in the fastest run of either number. */
  readonly few: number;
  readonly many: number;
  /** Milliseconds for each scenario that the larger number has more: without any start-up. */
  readonly each: number;
  readonly ratio: number;
  readonly kept: boolean;
}

/** How the cost of a scenario changes with their number; `most`: the largest ratio that is kept. */
export function growthOf(few: Walls, many: Walls, most: number): Growth {
  const [least, more] = [Math.min(...few.walls), Math.min(...many.walls)];
  const costs = { few: least / few.scenarios, many: more / many.scenarios };
  const ratio = costs.many / costs.few;
  const each = (more - least) / (many.scenarios - few.scenarios);
  // Of no run there is no ratio, and none is kept.
  return { ...costs, each, ratio, kept: ratio <= most };
}

/** The slowest tests of each project, slowest first. */
export function slowestByProject(
  tests: readonly ReportedTest[],
  howMany: number,
): ReadonlyMap<string, readonly ReportedTest[]> {
  return new Map(
    Object.keys(countsByProject(tests)).map((project) => [
      project,
      tests
        .filter((one) => one.project === project)
        .toSorted((one, other) => other.duration - one.duration)
        .slice(0, howMany),
    ]),
  );
}
