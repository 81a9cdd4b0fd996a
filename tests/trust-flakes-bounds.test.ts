/** `npm run trust:flakes`: what a number of runs proves. */
import { expect, test } from '@playwright/test';
import {
  exactUpperBound,
  proofWords,
  rateWords,
  ruleOfThree,
  upperBound,
} from '../scripts/trust/flakes/bounds.ts';

/** By the quantile of the beta distribution: `scipy.stats.beta.ppf(confidence, k + 1, n - k)`. */
const KNOWN = [
  [1, 10, 0.95, 0.39416330243650466],
  [1, 10, 0.975, 0.4450161170281954],
  [1, 20, 0.95, 0.2161061642068473],
  [2, 20, 0.95, 0.28261852488586087],
  [5, 20, 0.95, 0.4555824040017489],
  [19, 20, 0.95, 0.9974386212234697],
  [1, 36_560, 0.95, 0.0001297489505370348],
  [40, 36_560, 0.95, 0.0014239817598328116],
  [600, 36_560, 0.95, 0.01754692296566302],
] as const;

test.describe('the exact bound of Clopper and Pearson', () => {
  test('is the one of the handbooks: 7 of 50, two-sided at 95 %', () => {
    // https://docs.scipy.org/doc/scipy/reference/generated/scipy.stats._result_classes.BinomTestResult.proportion_ci.html
    expect(exactUpperBound(7, 50, 0.975)).toBeCloseTo(0.26739600249700846, 12);
  });

  for (const [failures, runs, confidence, bound] of KNOWN)
    test(`${failures} of ${runs} at ${confidence}`, () => {
      expect(exactUpperBound(failures, runs, confidence) / bound).toBeCloseTo(1, 9);
    });

  test('with no failure it is what one can reckon by hand', () => {
    for (const runs of [1, 5, 20, 36_560])
      expect(exactUpperBound(0, runs)).toBeCloseTo(1 - 0.05 ** (1 / runs), 12);
  });

  test('all failed: nothing is excluded', () => {
    expect(exactUpperBound(3, 3)).toBe(1);
    expect(exactUpperBound(0, 0)).toBe(1);
  });

  test('what is no count is refused', () => {
    for (const [failures, runs] of [
      [2, 1],
      [-1, 3],
      [0.5, 3],
    ] as const)
      expect(() => exactUpperBound(failures, runs)).toThrow(RangeError);
  });
});

test('the rule of three never claims more than the exact bound', () => {
  for (const runs of [1, 2, 3, 10, 20, 100, 36_560]) {
    expect(ruleOfThree(runs)).toBeGreaterThanOrEqual(exactUpperBound(0, runs));
    expect(upperBound(0, runs)).toBe(ruleOfThree(runs));
  }
  expect(ruleOfThree(100)).toBeCloseTo(exactUpperBound(0, 100), 3);
  expect(upperBound(1, 20)).toBe(exactUpperBound(1, 20));
});

test.describe('in words', () => {
  for (const [rate, words] of [
    [0.15, '15 in 100'],
    [0.1391, '14 in 100'],
    [0.03, '3 in 100'],
    [0.01, '1 in 100'],
    [3 / 36_560, '1 in 12,186'],
  ] as const)
    test(`${rate} is ${words}`, () => {
      expect(rateWords(rate)).toBe(words);
    });

  test('the sentence says rate, confidence and how it came about', () => {
    expect(proofWords(0, 20, 'runs of the suite')).toBe(
      'at most 15 in 100 runs of the suite fail by chance, at 95 % confidence (3/20)',
    );
    expect(proofWords(1, 20, 'runs of the suite')).toBe(
      'at most 22 in 100 runs of the suite fail by chance, at 95 % confidence (exact, 1 of 20)',
    );
    expect(proofWords(0, 3, 'runs')).toBe('nothing yet, at 95 % confidence (3/3)');
  });
});
