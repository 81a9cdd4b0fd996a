/** Mutants in which another engine's expectations are taken for this one's. Pure. */
import { claimOf, curedClaimOf, type Claim } from '../../../../fixtures/judge/claim.ts';
import { ENGINES, type Engine } from '../../../../messages/types.ts';
import { RECORDED_VERSIONS } from '../../../../messages/versions.ts';
import { isNotApplicable, type Scenario } from '../../../../scenarios/types.ts';
import type { ActName } from '../types.ts';
import type { Control, RecordedMutant } from './types.ts';

/** What a scenario claims of one act; null where it has no such act. */
export function claimFor(scenario: Scenario, act: ActName, engine: Engine): Claim | null {
  if (act === 'refused') return claimOf(scenario, engine);
  return scenario.cure ? curedClaimOf(scenario, scenario.cure, engine) : null;
}

/** None of an engine in which the scenario cannot exist: nothing is expected there. */
export function otherEngineMutants(
  scenario: Scenario,
  { act, build, claim }: Control,
): readonly RecordedMutant[] {
  return ENGINES.filter(
    (engine) => engine !== build.engine && !isNotApplicable(scenario.console[engine]),
  ).flatMap((engine): RecordedMutant[] => {
    const other = claimFor(scenario, act, engine);
    if (!other) return [];
    return [
      {
        operator: 'other-lines',
        what: `${engine}’s lines`,
        // Its ids, and its exceptions, mean nothing to another engine's tables.
        claim: { ...claim, lines: other.lines, expect: other.expect },
        judgedAs: { engine, version: newest(engine) },
      },
      {
        operator: 'other-note',
        what: `what is expected of ${engine}`,
        claim: { ...claim, expect: other.expect },
      },
    ];
  });
}

const newest = (engine: Engine): string => RECORDED_VERSIONS[engine].at(-1) ?? '';
