/** The finished repetitions of a kind: a line each in a file, so that a series can be interrupted. */
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ENGINES } from '../../../messages/types.ts';
import {
  checked,
  count,
  listOf,
  Misshapen,
  objectOf,
  oneOf,
  optional,
  parseJson,
  string,
} from '../../../reports/shape.ts';
import { ROOT } from '../../lib/child.ts';
import { UsageError } from '../../lib/flags.ts';
import { TRUST_FOLDER } from '../part.ts';
import { FAILURE_KINDS, type Failure, type Outcome } from './outcome.ts';
import { addsUp, type State } from './state.ts';

export const FLAKES_FOLDER = path.join(TRUST_FOLDER, 'flakes');

export interface Repetition extends State, Outcome {
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** How long it took. */
  readonly seconds: number;
  /** The machine's load average over a minute, just before. */
  readonly load: number;
  /** The share of the cores' time, 0 to 1, that the host of this machine gave to others, if told. */
  readonly stolen?: number;
}

const REPETITION = objectOf<Repetition>({
  tree: string,
  commit: string,
  engines: listOf(string, 1),
  grep: optional(string),
  at: string,
  seconds: count,
  load: count,
  stolen: optional(count),
  tests: count,
  failures: listOf(
    objectOf<Failure>({
      test: string,
      engine: optional(oneOf(ENGINES)),
      kind: oneOf(FAILURE_KINDS),
      error: string,
    }),
  ),
});

/** The file of a kind: `idle`, `loaded`, `delay-5` … */
export const logFile = (kind: string, folder = FLAKES_FOLDER): string =>
  path.join(folder, `${kind}.jsonl`);

async function linesIn(file: string): Promise<readonly string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function repetitionIn(line: string, file: string, number: number): Repetition {
  try {
    return checked<Repetition>(parseJson(line), REPETITION);
  } catch (error) {
    if (!(error instanceof Misshapen)) throw error;
    const place = `${path.relative(ROOT, file)}, line ${number}`;
    throw new UsageError(`${place}: ${error.message}; remove the line`, { cause: error });
  }
}

/**
 * The repetitions of a file, those that add up with this state and how many do not. None where there
 * is no file. Throws `UsageError`, one line, on a line that is none.
 */
export async function readLog(
  file: string,
  state: State,
): Promise<{ readonly counted: readonly Repetition[]; readonly others: number }> {
  const lines = await linesIn(file);
  const all = lines.map((line, index) => repetitionIn(line, file, index + 1));
  const counted = all.filter((one) => addsUp(one, state));
  return { counted, others: all.length - counted.length };
}

/** Adds a finished repetition. */
export async function addToLog(file: string, repetition: Repetition): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await appendFile(file, `${JSON.stringify(repetition)}\n`);
}
