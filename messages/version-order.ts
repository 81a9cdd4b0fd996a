/**
 * Which of two engine versions is the older: `153.7.0esr`, `154.0b3`, `2.50.6`, `156.0.8078.79`.
 * Numbers count by value, missing ones as 0. A version with `a` or `b` (Firefox's nightly and beta)
 * is older than the same one without; `esr` makes no difference.
 */

interface Parts {
  readonly numbers: readonly number[];
  /** 0 nightly, 1 beta, 2 released. */
  readonly ripeness: number;
  /** Of a beta: the 3 of `b3`. */
  readonly round: number;
}

function partsOf(version: string): Parts {
  const [numbers = ''] = /^[\d.]*/.exec(version) ?? [];
  const [, letter, round = '0'] = /^([ab])(\d*)/.exec(version.slice(numbers.length)) ?? [];
  return {
    numbers: numbers
      .split('.')
      .filter((part) => part !== '')
      .map(Number),
    ripeness: letter === 'a' ? 0 : letter === 'b' ? 1 : 2,
    round: Number(round),
  };
}

/** Negative where `one` is the older, positive where it is the newer, 0 where they are the same. */
export function compareVersions(one: string, other: string): number {
  const [a, b] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < Math.max(a.numbers.length, b.numbers.length); at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.ripeness - b.ripeness || a.round - b.round;
}
