/** Made-up results of several versions, as the reporter would have collected them. */
import { ENGINES, type Engine } from '../messages/types.ts';
import { collect } from '../reports/collect.ts';
import { readSource, type Source } from '../reports/merge/source.ts';
import type { EngineUsed, Evidence, Results } from '../reports/results.ts';
import type { RunRecord, TestRecord } from '../reports/run.ts';
import type { Scenario } from '../scenarios/types.ts';
import { attempt, build, evidence, observation, record, runOf } from './reports-fixtures.ts';

/** What is particular to one cell. */
export type Particulars = (id: string, engine: Engine) => Partial<Evidence> & { fails?: string };

export const testOf = (
  id: string,
  engine: Engine,
  used: Partial<EngineUsed> = {},
  { fails, ...more }: ReturnType<Particulars> = {},
): TestRecord => {
  const handed = evidence(id, engine, { build: build(engine, used), ...more });
  return record(id, engine, [
    fails === undefined
      ? attempt('passed', handed)
      : attempt('failed', handed, `${fails}\n\nexpect(received).toBe(expected)`),
  ]);
};

/** Every scenario in every engine, all of one version. */
export const testsOf = (
  scenarios: readonly Scenario[],
  used: Partial<EngineUsed> = {},
  particulars: Particulars = () => ({}),
): readonly TestRecord[] =>
  scenarios.flatMap(({ id }) =>
    ENGINES.map((engine) => testOf(id, engine, used, particulars(id, engine))),
  );

/** Results as they are read from a file again. */
export const resultsOf = (
  tests: readonly TestRecord[],
  scenarios: readonly Scenario[],
  more: Partial<RunRecord> = {},
): Results => readSource(JSON.stringify(collect(runOf(tests, more), scenarios)));

export const sourceOf = (name: string, results: Results): Source => ({ name, results });

/** The refusal as usual, with the console's line in other words. */
export const saying = (engine: Engine, words: string): Partial<Evidence> => ({
  refused: observation(engine, words),
});
