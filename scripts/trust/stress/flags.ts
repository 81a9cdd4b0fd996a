/** What the person at the keyboard asked of `npm run trust:stress`. */
import type { Engine } from '../../../messages/types.ts';
import { SCENARIOS } from '../../../scenarios/index.ts';
import type { Scenario } from '../../../scenarios/types.ts';
import { tagsOf } from '../../../specs/details.ts';
import { countOf, enginesOf, UsageError, type Flags } from '../../lib/flags.ts';

export const FLAGS = {
  times: { type: 'string' },
  pressed: { type: 'string' },
  engine: { type: 'string' },
  grep: { type: 'string', short: 'g' },
} as const;

export const DEFAULT_TIMES = 3;
export const DEFAULT_PRESSED = 3;

/** More would only take longer: a thread waits for its turn as well among so many. */
const MOST_BUSY = 8;

export interface Asked {
  readonly engines: readonly Engine[];
  readonly scenarios: readonly Scenario[];
  /** How often each play is acted out. */
  readonly times: number;
  /** Busy processes for each core. */
  readonly pressed: number;
}

/** Throws `UsageError` on a value that is none, and on a pattern that no scenario matches. */
export function readAsked({ times, pressed, engine, grep }: Flags<typeof FLAGS>): Asked {
  return {
    engines: enginesOf(engine),
    scenarios: grep === undefined ? SCENARIOS : matching(grep),
    times: times === undefined ? DEFAULT_TIMES : countOf('times', times),
    pressed: pressed === undefined ? DEFAULT_PRESSED : pressedOf(pressed),
  };
}

function pressedOf(value: string): number {
  const pressed = value === '0' ? 0 : countOf('pressed', value);
  if (pressed > MOST_BUSY)
    throw new UsageError(
      `--pressed takes 0 to ${MOST_BUSY} processes for each core, not "${value}"`,
    );
  return pressed;
}

/** As Playwright's own --grep has it: the title, and behind it the tags. */
function matching(pattern: string): readonly Scenario[] {
  let expression: RegExp;
  try {
    expression = new RegExp(pattern, 'i');
  } catch {
    throw new UsageError(`--grep takes a regular expression, not "${pattern}"`);
  }
  const chosen = SCENARIOS.filter((scenario) =>
    expression.test([`${scenario.id}: ${scenario.title}`, ...tagsOf(scenario)].join(' ')),
  );
  if (pattern === '' || chosen.length === 0)
    throw new UsageError(`--grep "${pattern}" matches no scenario`);
  return chosen;
}
