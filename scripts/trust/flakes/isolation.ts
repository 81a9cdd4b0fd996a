/** The same cells in other company: in another order, with other workers, and each alone. */
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { readResults } from '../../../reports/read-results.ts';
import type { Results } from '../../../reports/results.ts';
import { durationWords } from '../../../reports/words.ts';
import { ScriptError } from '../../lib/flags.ts';
import {
  comparedWith,
  onlyThis,
  ordinary,
  sampleOf,
  type Compared,
  type RunInCompany,
} from './isolation-compare.ts';
import { addToLog, FLAKES_FOLDER, logFile, readLog, type Repetition } from './log.ts';
import { runOnce, type Course } from './one-run.ts';
import { isSameState, type State } from './state.ts';
import { withoutTrace } from './under-way.ts';

const COMPANIES: readonly {
  /** Names the files. */
  readonly name: string;
  readonly words: string;
  readonly changed: Pick<Course, 'shuffle' | 'workers'>;
}[] = [
  { name: 'order-1', words: 'shuffled by seed 1', changed: { shuffle: 1 } },
  { name: 'order-2', words: 'shuffled by seed 2', changed: { shuffle: 2 } },
  { name: 'one-worker', words: 'one worker', changed: { workers: 1 } },
  { name: 'four-workers', words: 'four workers', changed: { workers: 4 } },
];

export interface Isolation {
  readonly course: Course;
  /** Asked for before and after each run. */
  readonly state: () => State;
  /** Default: reports/out/trust/flakes/isolation. */
  readonly folder?: string;
}

interface IsolatedRun extends Repetition {
  readonly results: Results;
}

const say = (text: string): void => void process.stdout.write(text);

const folderOf = ({ folder = path.join(FLAKES_FOLDER, 'isolation') }: Isolation): string => folder;

/** Of one state: a run of other files or other browsers is kept beside it. */
function resultsFile(isolation: Isolation, name: string): string {
  const { tree, engines, grep = '' } = isolation.state();
  const key = createHash('sha256')
    .update([tree, ...engines, grep].join('\n'))
    .digest('hex');
  return path.join(folderOf(isolation), `${name}-${key.slice(0, 12)}.json`);
}

/** A run that is there already, of this state; null where there is none. */
async function keptRun(isolation: Isolation, name: string): Promise<IsolatedRun | null> {
  const { counted } = await readLog(logFile(name, folderOf(isolation)), isolation.state());
  const last = counted.at(-1);
  if (!last) return null;
  try {
    return { ...last, results: readResults(await readFile(resultsFile(isolation, name), 'utf8')) };
  } catch {
    // Taken away by hand, or of an older format: as if it were not there.
    return null;
  }
}

async function newRun(isolation: Isolation, name: string, course: Course): Promise<IsolatedRun> {
  const underWay = path.join(folderOf(isolation), 'under-way');
  const state = isolation.state();
  const load = os.loadavg()[0] ?? 0;
  return withoutTrace(underWay, async () => {
    const { seconds, tests, failures, results } = await runOnce(underWay, course);
    if (!isSameState(state, isolation.state()))
      throw new ScriptError('the suite or a browser changed during a run; start again');
    const one = { ...state, at: new Date().toISOString(), seconds, load, tests, failures };
    await copyFile(path.join(underWay, 'matrix/results.json'), resultsFile(isolation, name));
    await addToLog(logFile(name, folderOf(isolation)), one);
    return { ...one, results };
  });
}

/** Where a run comes from; null: it is not to be had. */
type Source = (name: string, words: string, course: Course) => Promise<IsolatedRun | null>;

/** All kinds of company, in order; null as soon as one run is not to be had. */
async function compareAll(course: Course, source: Source): Promise<readonly Compared[] | null> {
  const whole = await source('ordinary', 'the ordinary run', course);
  if (!whole) return null;
  const all: Compared[] = [ordinary(whole)];
  for (const { name, words, changed } of COMPANIES) {
    const run = await source(name, words, { ...course, ...changed });
    if (!run) return null;
    all.push(comparedWith(whole.results, words, [run], course.engines));
  }
  const alone: RunInCompany[] = [];
  const ids = sampleOf(whole.results);
  for (const [index, id] of ids.entries()) {
    const words = `alone, ${index + 1} of ${ids.length}: ${id}`;
    const run = await source(`alone-${id}`, words, { ...course, grep: onlyThis(id) });
    if (!run) return null;
    alone.push({ ...run, alone: id });
  }
  return [...all, comparedWith(whole.results, 'each alone', alone, course.engines)];
}

/**
 * Does all runs that are not there already, and compares them with the ordinary one. Rejects with
 * `Interrupted` when stopped, and with one line when a run executed nothing.
 */
export async function runIsolation(isolation: Isolation): Promise<readonly Compared[]> {
  const all = await compareAll(isolation.course, async (name, words, course) => {
    const kept = await keptRun(isolation, name);
    if (!kept) say(`${words}: running\n`);
    const run = kept ?? (await newRun(isolation, name, course));
    const { tests, seconds, failures } = run;
    const ended = failures.length === 0 ? 'all passed' : `${failures.length} did not pass`;
    const there = kept ? ' (was there already)' : '';
    say(`${words}: ${tests} tests in ${durationWords(seconds * 1000)}, ${ended}${there}\n`);
    return run;
  });
  return all ?? [];
}

/** The comparisons, of what there is; null unless all of it is there. */
export const readIsolation = (isolation: Isolation): Promise<readonly Compared[] | null> =>
  compareAll(isolation.course, (name) => keptRun(isolation, name));
