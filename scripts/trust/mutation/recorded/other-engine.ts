/** Mutants in which another engine's expectations are taken for this one's. Pure. */
import { ENGINES, type Engine } from '../../../../messages/types.ts';
import { RECORDED_VERSIONS } from '../../../../messages/versions.ts';
import { isNotApplicable, type Scenario } from '../../../../scenarios/types.ts';
import { claimFor } from '../../../lib/claim-for.ts';
import type { Control, RecordedMutant } from './types.ts';

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
