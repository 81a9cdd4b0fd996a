/** The flags of `npm run trust:mutation`, checked: shared by the command and its engines' processes. */
import type { Engine } from '../../../messages/types.ts';
import { SCENARIOS } from '../../../scenarios/index.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { enginesOf, UsageError, type Flags } from '../../lib/flags.ts';
import { OPERATORS, type OperatorName } from './types.ts';

export const FLAGS = {
  engine: { type: 'string' },
  scenario: { type: 'string', multiple: true },
  operator: { type: 'string' },
  quick: { type: 'boolean' },
  'score-only': { type: 'boolean' },
} as const;

/** Every tenth scenario is the quick sample. */
export const QUICK_STEP = 10;

export interface Asked {
  readonly engines: readonly Engine[];
  readonly scenarios: readonly Scenario[];
  readonly operators: readonly OperatorName[];
  /** Every mutant of every scenario, in the engines that were asked for. */
  readonly complete: boolean;
  /** All of it was asked for: the rules can be held against it. */
  readonly whole: boolean;
  readonly scoreOnly: boolean;
}

/** Throws `UsageError` on a name that is none. */
export function readAsked(flags: Flags<typeof FLAGS>): Asked {
  const { engine, scenario, operator, quick = false } = flags;
  if (quick && scenario) throw new UsageError('--quick and --scenario: give one of them');
  const complete = !scenario && !operator && !quick;
  return {
    engines: enginesOf(engine),
    scenarios: scenario ? named(scenario) : quick ? sample() : SCENARIOS,
    operators: operatorsOf(operator),
    complete,
    whole: complete && !engine,
    scoreOnly: flags['score-only'] ?? false,
  };
}

const sample = (): readonly Scenario[] => SCENARIOS.filter((_, index) => index % QUICK_STEP === 0);

function named(lists: readonly string[]): readonly Scenario[] {
  const ids = lists.flatMap((list) => list.split(',').map((id) => id.trim()));
  for (const id of ids) {
    if (!SCENARIOS.some((scenario) => scenario.id === id))
      throw new UsageError(`unknown scenario "${id}"; npx playwright test --list names them all`);
  }
  return SCENARIOS.filter(({ id }) => ids.includes(id));
}

function operatorsOf(list: string | undefined): readonly OperatorName[] {
  if (list === undefined) return OPERATORS;
  return list.split(',').map((name) => {
    const operator = OPERATORS.find((one) => one === name.trim());
    if (!operator)
      throw new UsageError(`unknown operator "${name.trim()}"; there are ${OPERATORS.join(', ')}`);
    return operator;
  });
}
