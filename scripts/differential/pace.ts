/** How a run's cost and memory change with its length, in words. */
import type { EngineRun, PacePoint } from '../../reports/differential-results.ts';

const MEBIBYTE = 2 ** 20;

/** Milliseconds a case, between two points. */
const costBetween = (from: PacePoint, to: PacePoint): number =>
  (to.ms - from.ms) / (to.cases - from.cases);

/**
 * Lines such as `cost a case  8.1 ms at 1,250, 8.3 ms over the last tenth: 1.02 x`; none for a run
 * too short to tell.
 */
export function paceLines({ pace = [] }: EngineRun): readonly (readonly [string, string])[] {
  const [first, second] = pace;
  const last = pace.at(-1);
  const late = last && pace.findLast(({ cases }) => cases <= last.cases * 0.9);
  if (!first || !second || !last || !late || late.cases <= second.cases) return [];
  const [early, end] = [costBetween(first, second), costBetween(late, last)];
  const cost =
    `${early.toFixed(2)} ms at ${thousands(second.cases)}, ` +
    `${end.toFixed(2)} ms at ${thousands(last.cases)}: ${(end / early).toFixed(2)} x`;
  return [['cost a case', cost], ...memoryLine(pace)];
}

/** Where the run was long enough: from 20,000 cases on, caches are as full as they get. */
const FULL_FROM = 20_000;

function memoryLine(pace: readonly PacePoint[]): readonly (readonly [string, string])[] {
  const weighed = pace.filter(({ cases, rss }) => cases >= FULL_FROM && rss !== undefined);
  const [first] = weighed;
  const last = weighed.at(-1);
  if (!first || !last || first === last) return [];
  return [['memory', ['heap', 'rss'].map((what) => growth(what, first, last)).join('; ')]];
}

function growth(what: string, first: PacePoint, last: PacePoint): string {
  const of = (point: PacePoint): number => (what === 'heap' ? point.heap : point.rss) ?? NaN;
  const mebibytes = (point: PacePoint): string => `${Math.round(of(point) / MEBIBYTE)} MiB`;
  return (
    `${what} ${mebibytes(first)} after ${thousands(first.cases)}, ` +
    `${mebibytes(last)} after ${thousands(last.cases)}: ${(of(last) / of(first)).toFixed(2)} x`
  );
}

const thousands = (count: number): string => count.toLocaleString('en-US');
