/** One run of the conformance suite in a folder of its own. */
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { readResults } from '../../../reports/read-results.ts';
import type { Results } from '../../../reports/results.ts';
import type { Engine } from '../../../messages/types.ts';
import { ENGINES } from '../../../messages/types.ts';
import { badEnd, playwrightCommand, ROOT, run } from '../../lib/child.ts';
import { ScriptError } from '../../lib/flags.ts';
import { readReport } from '../../lib/report.ts';
import type { Command } from './conditions.ts';
import { outcomeOf, outsideTheTests, type Outcome } from './outcome.ts';

export interface Course {
  readonly engines: readonly Engine[];
  /** Only tests whose title or tag matches. */
  readonly grep?: string;
  /** Default: as configured, one a core. */
  readonly workers?: number;
  /** The seed of another order. */
  readonly shuffle?: number;
  /** Puts the run's command into surroundings of its own. */
  readonly within?: (command: Command) => Command;
}

export interface Ran extends Outcome {
  readonly seconds: number;
  readonly results: Results;
}

/** A run that executed nothing, or left no results: it died whole. */
export class DiedWhole extends ScriptError {
  /** Without the place of its log. */
  readonly because: string;
  readonly seconds: number;

  constructor(because: string, log: string, seconds: number, options?: ErrorOptions) {
    super(`${because} (all of it: ${path.relative(ROOT, log)})`, options);
    this.because = because;
    this.seconds = seconds;
  }
}

/** Whatever else changes a run: a series is made of ordinary ones. */
const ORDINARY = { CORS_PROTECTION: '', CORS_FAILURES: '', CORS_WORDING: '' };

export const isPart = ({ engines, grep }: Pick<Course, 'engines' | 'grep'>): boolean =>
  grep !== undefined || ENGINES.some((engine) => !engines.includes(engine));

async function lastLine(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  return lines.find((line) => /^\s*Error: /.test(line))?.trim() ?? lines.at(-1)?.trim() ?? '';
}

/**
 * Runs Playwright once and judges it by its `results.json`. The folder is emptied first; the run's
 * reports, and `log.txt` with what it printed, are in it then. Throws `DiedWhole`, one line, on a
 * run that executed nothing, and `Interrupted` when stopped.
 */
export async function runOnce(folder: string, course: Course): Promise<Ran> {
  const { engines, grep, workers, shuffle, within = (command) => command } = course;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const json = path.join(folder, 'json/results.json');
  const [command, ...args] = within(
    playwrightCommand([
      ...(engines.length < ENGINES.length ? engines.map((engine) => `--project=${engine}`) : []),
      ...(grep === undefined ? [] : [`--grep=${grep}`]),
      ...(workers === undefined ? [] : [`--workers=${workers}`]),
      ...['--add-reporter=json', `--output=${path.join(folder, 'artifacts')}`],
    ]),
  );
  const log = path.join(folder, 'log.txt');
  const descriptor = openSync(log, 'w');
  const env = {
    ...ORDINARY,
    CORS_REPORTS: folder,
    CORS_SHUFFLE: shuffle === undefined ? '' : String(shuffle),
    PLAYWRIGHT_JSON_OUTPUT_FILE: json,
    FORCE_COLOR: '0',
  };
  try {
    const ended = await run(command, args, {
      env,
      stdio: ['ignore', descriptor, descriptor],
    });
    const seconds = ended.duration / 1000;
    const results = await resultsIn(folder).catch((error: Error) => {
      const because = `a run left results that cannot be read: ${error.message}`;
      throw new DiedWhole(because, log, seconds, { cause: error });
    });
    const outcome = results && outcomeOf(results, await readReport(json), isPart(course));
    const bad = badEnd(ended);
    if (!outcome || outcome.tests === 0) {
      const because = `a run executed no test (${bad ?? 'exit code 0'}): ${await lastLine(log)}`;
      throw new DiedWhole(because, log, seconds);
    }
    const { tests, failures } = outcome;
    // A run that ended badly with nothing to show for it is no good run.
    const unexplained = bad !== null && failures.length === 0 ? [outsideTheTests(bad)] : [];
    return { tests, failures: [...failures, ...unexplained], seconds, results };
  } finally {
    closeSync(descriptor);
  }
}

async function resultsIn(folder: string): Promise<Results | null> {
  const file = path.join(folder, 'matrix/results.json');
  try {
    return readResults(await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
