/**
 * Mutants that need no browser: claims changed in one place, held against what the engines were seen
 * to do (`reports/out/trust/records/<engine>.jsonl`).
 *
 *   runRecordedMutants(records: readonly ControlRecord[], scenarios?: readonly Scenario[]): RecordedRun
 *   survivorsOf(run: RecordedRun): readonly RecordedOutcome[]
 *   recordedFigures(run: RecordedRun): readonly Figure[]       (figures.ts)
 *
 * A pure function of the records; seconds for all of them. Witness by witness: a mutant counts as
 * caught only where every witness whose expectation it changes contradicts by itself.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Claim } from '../../../../fixtures/judge/claim.ts';
import type { ComparableLine } from '../../../../fixtures/judge/console.ts';
import {
  contradicting,
  judge,
  type Judgement,
  type Witness,
} from '../../../../fixtures/judge/index.ts';
import type { Acted } from '../../../../fixtures/stage.ts';
import { findMessage } from '../../../../messages/index.ts';
import type { Engine } from '../../../../messages/types.ts';
import { SCENARIOS } from '../../../../scenarios/index.ts';
import { isNotApplicable, type Scenario } from '../../../../scenarios/types.ts';
import { claimFor } from '../../../lib/claim-for.ts';
import { complaintOf } from '../judged.ts';
import type { ControlRecord, RecordedActed } from '../types.ts';
import { lineMutants } from './lines.ts';
import { otherEngineMutants } from './other-engine.ts';
import { sightMutants } from './sights.ts';
import {
  RECORDED_OPERATORS,
  type Control,
  type RecordedMutant,
  type RecordedOutcome,
  type RecordedRun,
} from './types.ts';
import { wireMutants } from './wire.ts';

/**
 * Makes every mutant of every record and judges it. Throws nothing: what goes wrong is a failure.
 * `scenarios`: the catalogue that the records are of.
 */
export function runRecordedMutants(
  records: readonly ControlRecord[],
  scenarios: readonly Scenario[] = SCENARIOS,
): RecordedRun {
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const run: Writable<RecordedRun> = { controls: 0, failures: [], outcomes: [], same: [] };
  for (const record of records) addTo(run, byId.get(record.scenario), record);
  return run;
}

function addTo(
  run: Writable<RecordedRun>,
  scenario: Scenario | undefined,
  { scenario: id, act, engine, version, acted }: ControlRecord,
): void {
  const name = { scenario: id, act, engine };
  const fail = (because: string): void => void run.failures.push({ ...name, because });
  const claim = scenario && claimFor(scenario, act, engine);
  if (!claim || isNotApplicable(scenario.console[engine])) {
    fail('the catalogue has no such acting-out: record it again');
    return;
  }
  const control: Control = { act, build: { engine, version }, claim, acted };
  const own = judged(control.build, claim, acted);
  if (own instanceof Error) {
    fail(own.message);
    return;
  }
  const because = complaintOf(own);
  if (because !== null) {
    fail(because);
    return;
  }
  run.controls += 1;
  for (const mutant of mutantsOf(scenario, control)) {
    const { operator, what } = mutant;
    const fate = fateOf(control, own, mutant);
    if (fate.owners.length === 0) run.same.push({ ...name, operator, what });
    else run.outcomes.push({ ...name, operator, ...NO_ANSWER, what, ...fate });
  }
}

/** No answer of a server is what such a mutant changes. */
const NO_ANSWER = { route: null, answer: 0, header: null } as const;

type Writable<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

/** Those that a witness should have caught and did not, whoever else did. */
export const survivorsOf = ({ outcomes }: Pick<RecordedRun, 'outcomes'>) =>
  outcomes.filter(isSurvivor);

export const isSurvivor = ({ owners, caughtBy }: RecordedOutcome): boolean =>
  !owners.every((owner) => caughtBy.includes(owner));

const mutantsOf = (scenario: Scenario, control: Control): readonly RecordedMutant[] => [
  ...lineMutants(control),
  ...wireMutants(control),
  ...sightMutants(control),
  ...otherEngineMutants(scenario, control),
];

/** The judgement, or why the claim cannot be put into this engine's words. */
function judged(build: Control['build'], claim: Claim, acted: RecordedActed): Judgement | Error {
  try {
    const whole: Acted = { ...acted, rawEvents: [] };
    return judge(build, claim, whole);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

type Fate = Pick<RecordedOutcome, 'owners' | 'caughtBy' | 'because'>;

function fateOf({ build, acted }: Control, own: Judgement, mutant: RecordedMutant): Fate {
  const { judgedAs = build } = mutant;
  const its = judged(judgedAs, mutant.claim, mutant.acted ?? acted);
  const witnesses: readonly Witness[] = RECORDED_OPERATORS[mutant.operator];
  if (its instanceof Error) {
    const because = its.message;
    // An exception that another engine throws has no words in this one: the test fails at its sight.
    // Any other mutant must be one that can be judged.
    return mutant.operator === 'other-note'
      ? { owners: ['page'], caughtBy: ['page'], because }
      : { owners: witnesses, caughtBy: [], because };
  }
  const owners = witnesses.filter((witness) =>
    mutant.acted
      ? !isDeepStrictEqual(own[witness].observed, its[witness].observed)
      : witness === 'console'
        ? !claimsNoMore(linesIn(own), linesIn(its), build.engine, {
            engine: judgedAs.engine,
            claim: mutant.claim,
          })
        : !isDeepStrictEqual(own[witness].expected, its[witness].expected),
  );
  return { owners, caughtBy: contradicting(its) };
}

const linesIn = ({ console: { expected } }: Judgement): readonly ComparableLine[] =>
  (expected as { readonly lines: readonly ComparableLine[] }).lines;

/**
 * Whether a claim's lines are the original's, as far as it speaks of their groups. Of the groups
 * beside `cors` a claim speaks only where it names a line of theirs (fixtures/judge/console.ts): one
 * that is silent of them claims less, nothing wrong.
 */
function claimsNoMore(
  own: readonly ComparableLine[],
  its: readonly ComparableLine[],
  engine: Engine,
  mutant: { readonly engine: Engine; readonly claim: Claim },
): boolean {
  const groups = new Set<string | undefined>([
    'cors',
    ...mutant.claim.lines.map(([id]) => findMessage(mutant.engine, id)?.group),
  ]);
  const spoken = own.filter(({ id }) => id === null || groups.has(findMessage(engine, id)?.group));
  return isDeepStrictEqual(its, spoken);
}
