/** What the person at the keyboard asked of `npm run differential`. */
import path from 'node:path';
import { FAMILIES, type Family } from '../../differential/types.ts';
import type { Engine } from '../../messages/types.ts';
import { DIFFERENTIAL_FOLDER } from '../../reports/differential-findings.ts';
import { ROOT } from '../lib/child.ts';
import { ScriptError, UsageError, countOf, enginesOf, type Flags } from '../lib/flags.ts';

/** A file that is none, or a harness that failed: told in one line, exit code 2. */
export class CannotRun extends ScriptError {
  override readonly exitCode = 2;
}

export const FLAGS = {
  cases: { type: 'string' },
  seed: { type: 'string' },
  engine: { type: 'string' },
  only: { type: 'string' },
  replay: { type: 'string' },
  output: { type: 'string' },
} as const;

export const DEFAULT_CASES = 2000;
export const DEFAULT_SEED = 1;
export const DEFAULT_OUTPUT = path.join(ROOT, DIFFERENTIAL_FOLDER, 'differential.json');

export interface AskedRun {
  readonly engines: readonly Engine[];
  /** Per engine. */
  readonly cases: number;
  readonly seed: number;
  readonly families: readonly Family[];
  /** Absolute. */
  readonly output: string;
}

export interface AskedReplay {
  readonly engines: readonly Engine[];
  /** As given. */
  readonly replay: string;
}

/** fast-check's seeds are integers of 32 bits. */
function seedOf(value: string): number {
  const seed = Number(value);
  if (!/^-?\d{1,10}$/.test(value) || (seed | 0) !== seed)
    throw new UsageError(`--seed takes a whole number of 32 bits, not "${value}"`);
  return seed;
}

/** In the order of `FAMILIES`, each once: the same families give the same cases. */
function familiesOf(list: string | undefined): readonly Family[] {
  if (list === undefined) return FAMILIES;
  const names = list.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FAMILIES.some((family) => family === name));
  if (unknown !== undefined)
    throw new UsageError(`unknown family "${unknown}"; there are ${FAMILIES.join(', ')}`);
  return FAMILIES.filter((family) => names.includes(family));
}

/** Throws `UsageError` on a value that is none, and on flags that contradict each other. */
export function readAsked(flags: Flags<typeof FLAGS>): AskedRun | AskedReplay {
  const engines = enginesOf(flags.engine);
  const { replay } = flags;
  if (replay === undefined)
    return {
      engines,
      cases: flags.cases === undefined ? DEFAULT_CASES : countOf('cases', flags.cases),
      seed: flags.seed === undefined ? DEFAULT_SEED : seedOf(flags.seed),
      families: familiesOf(flags.only),
      output: flags.output === undefined ? DEFAULT_OUTPUT : fileOf('output', flags.output),
    };
  const idle = (['cases', 'seed', 'only', 'output'] as const).find(
    (name) => flags[name] !== undefined,
  );
  if (idle) throw new UsageError(`--${idle} has no meaning beside --replay: leave one of them out`);
  fileOf('replay', replay);
  return { engines, replay };
}

function fileOf(flag: string, value: string): string {
  if (value === '') throw new UsageError(`--${flag} takes the name of a file, not nothing`);
  return path.resolve(value);
}
