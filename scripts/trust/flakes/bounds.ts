/** What a number of runs proves about how often a run fails by chance. Pure. */

/** The share of series in which the bound holds. */
const CONFIDENCE = 0.95;

/**
 * The rule of three: the upper bound at 95 % where none of `runs` failed. An approximation of
 * `1 - 0.05 ** (1 / runs)` from above. B. D. Jovanovic, P. S. Levy, A Look at the Rule of Three:
 * https://www.rti.org/publication/look-rule-three
 */
export const ruleOfThree = (runs: number): number => Math.min(1, 3 / runs);

/**
 * The logarithm of P(X <= failures) for a binomial X. From the largest term down, as the smallest
 * underflow; each term is the one before by a ratio.
 */
function logCumulative(failures: number, runs: number, rate: number): number {
  const odds = Math.log(rate) - Math.log1p(-rate);
  let log = runs * Math.log1p(-rate);
  const logs = [log];
  for (let k = 1; k <= failures; k += 1) {
    log += Math.log((runs - k + 1) / k) + odds;
    logs.push(log);
  }
  const largest = Math.max(...logs);
  return largest + Math.log(logs.reduce((sum, one) => sum + Math.exp(one - largest), 0));
}

/** Halvings of an interval of length 1: more than a double can tell apart. */
const HALVINGS = 200;

/**
 * The exact upper bound of Clopper and Pearson, one-sided: the rate at which so few failures, or
 * fewer, would come with a probability of `1 - confidence`. The upper end of a two-sided interval at
 * 95 % is that of a one-sided one at 97.5 %. Throws a `RangeError` on counts that are none.
 * https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats._result_classes.BinomTestResult.proportion_ci.html
 */
export function exactUpperBound(failures: number, runs: number, confidence = CONFIDENCE): number {
  if (!Number.isInteger(failures) || !Number.isInteger(runs) || failures < 0 || failures > runs)
    throw new RangeError(`no count of failures: ${failures} of ${runs}`);
  if (failures === runs) return 1;
  const limit = Math.log(1 - confidence);
  let [low, high] = [failures / runs, 1];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const rate = (low + high) / 2;
    if (rate === low || rate === high) break;
    if (logCumulative(failures, runs, rate) > limit) low = rate;
    else high = rate;
  }
  return high;
}

/** The bound that is told: the rule of three where nothing failed, else the exact one. */
export const upperBound = (failures: number, runs: number): number =>
  failures === 0 ? ruleOfThree(runs) : exactUpperBound(failures, runs);

const grouped = (value: number): string => value.toLocaleString('en-US');

/**
 * A rate as a person says it: `15 in 100`, or `1 in 12,186`. Rounded to the side of the larger
 * rate, so that no more is claimed than was shown.
 */
export function rateWords(rate: number): string {
  // A hundredth of a percent, for what the division leaves behind the point.
  if (rate > 0.01) return `${Math.ceil(rate * 100 - 1e-9)} in 100`;
  return `1 in ${grouped(Math.floor(1 / rate + 1e-9))}`;
}

/** How the bound came about: `3/20`, or `exact, 1 of 20`. */
const reckoning = (failures: number, runs: number): string =>
  failures === 0 ? `3/${grouped(runs)}` : `exact, ${failures} of ${grouped(runs)}`;

/**
 * What so many failures in so many `runs` prove, in one sentence. `things` are what was done: `runs
 * of the suite`.
 */
export function proofWords(failures: number, runs: number, things: string): string {
  const how = `${CONFIDENCE * 100} % confidence (${reckoning(failures, runs)})`;
  const bound = upperBound(failures, runs);
  if (bound >= 1) return `nothing yet, at ${how}`;
  return `at most ${rateWords(bound)} ${things} fail by chance, at ${how}`;
}
