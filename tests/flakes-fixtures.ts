/** Runs of a suite of two scenarios, for the tests of repetitions. */
import { collect } from '../reports/collect.ts';
import type { Results } from '../reports/results.ts';
import type { TestRecord } from '../reports/run.ts';
import { passed, runOf, scenario } from './reports-fixtures.ts';

export const CATALOGUE = [scenario('one'), scenario('two')];
export const collected = (tests: readonly TestRecord[], errors: readonly string[] = []): Results =>
  collect(runOf(tests, { errors }), CATALOGUE);

/** Both scenarios in all engines, but for what is given instead. */
export function wholeRun(...instead: readonly TestRecord[]): TestRecord[] {
  const all = (['chromium', 'firefox', 'webkit'] as const).flatMap((engine) => [
    passed('one', engine),
    passed('two', engine),
  ]);
  const key = ({ project, titles }: TestRecord): string => `${project} ${titles.join()}`;
  const replaced = new Map(instead.map((one) => [key(one), one]));
  return [
    ...all.map((one) => replaced.get(key(one)) ?? one),
    ...instead.filter((one) => !all.some((other) => key(other) === key(one))),
  ];
}
