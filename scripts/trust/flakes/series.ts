/** The same run again and again, until there are as many as were asked for. */
import { rename } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { durationWords } from '../../../reports/words.ts';
import { Interrupted, ROOT } from '../../lib/child.ts';
import { ScriptError, styled } from '../../lib/flags.ts';
import { processorTime, stolenShare, stolenWords } from '../../lib/stolen-time.ts';
import { addToLog, FLAKES_FOLDER, logFile, readLog, type Repetition } from './log.ts';
import { DiedWhole, runOnce, type Course } from './one-run.ts';
import { failureLine, outsideTheTests } from './outcome.ts';
import { isSameState, type State } from './state.ts';
import { withoutTrace } from './under-way.ts';

export interface Series {
  /** Names the file: `idle`, `loaded`, `delay-5`. */
  readonly kind: string;
  readonly course: Course;
  /** How many repetitions there are to be, those of earlier calls included. */
  readonly repeat: number;
  /** Asked for before and after each repetition: a tree that changes under a run proves nothing. */
  readonly state: () => State;
  /** Default: reports/out/trust/flakes. */
  readonly folder?: string;
}

const say = (text: string): void => void process.stdout.write(text);

/** How many failures of one repetition are told at once; the rest is in its reports. */
const SHOWN = 10;

function tell(number: number, repeat: number, one: Repetition, left: number): void {
  const { tests, failures, seconds, stolen } = one;
  const beside = stolenWords(stolen);
  const ended =
    failures.length === 0
      ? styled('green', 'no flake')
      : styled('red', `${failures.length} did not pass`);
  say(
    `repetition ${number} of ${repeat}: ${tests} tests in ${durationWords(seconds * 1000)}${beside && ` (${beside})`}, ${ended}` +
      `${left > 0 ? `; ${durationWords(left * 1000)} left` : ''}\n`,
  );
  for (const failure of failures.slice(0, SHOWN)) say(`  ${failureLine(failure)}\n`);
  if (failures.length > SHOWN) say(`  and ${failures.length - SHOWN} more\n`);
}

/** Above this share of its cores a machine is doing something else. */
const IDLE = 0.25;

/**
 * Goes on until there are `repeat` repetitions of this state. Each is kept at once; the one under
 * way when this is stopped is not. Reports of a repetition with a failure stay, in a folder of the
 * time at which it ended. A repetition that died whole is one with a failure, but the first: a run
 * that never was is no flake. What it left stays where its message says, until the next call.
 */
export async function runSeries(series: Series): Promise<void> {
  const { kind, course, repeat, folder = FLAKES_FOLDER } = series;
  const file = logFile(kind, folder);
  const state = series.state();
  const { counted, others } = await readLog(file, state);
  if (counted.length > 0)
    say(`${counted.length} repetitions are there already: ${path.relative(ROOT, file)}\n`);
  if (others > 0) say(`${others} of another state of the suite are not counted\n`);
  const done = [...counted];
  const underWay = path.join(folder, `${kind}-under-way`);
  const all = async (): Promise<void> => {
    for (let number = done.length + 1; number <= repeat; number += 1) {
      const load = os.loadavg()[0] ?? 0;
      if (number === 1 && kind === 'idle' && load > IDLE * os.availableParallelism())
        say(`${styled('yellow', 'this machine is not idle')}: its load is ${load.toFixed(2)}\n`);
      say(`repetition ${number} of ${repeat} is running\n`);
      const before = await processorTime();
      const { seconds, tests, failures } = await runOnce(underWay, course).catch(
        (error: unknown) => {
          if (error instanceof DiedWhole && done.length > 0) return died(error);
          throw error;
        },
      );
      const stolen = stolenShare(before, await processorTime());
      if (!isSameState(state, series.state()))
        throw new ScriptError(
          'the suite or a browser changed during a repetition, which is not counted; start again',
        );
      const at = new Date().toISOString();
      const one: Repetition = {
        ...state,
        at,
        seconds,
        load,
        ...(stolen !== null && { stolen }),
        tests,
        failures,
      };
      await addToLog(file, one);
      done.push(one);
      if (failures.length > 0) await keep(underWay, path.join(folder, `${kind}-failed`), at);
      tell(number, repeat, one, meanSeconds(done) * (repeat - number));
    }
  };
  try {
    await withoutTrace(underWay, all);
  } catch (error) {
    if (error instanceof Interrupted)
      say(`\n${done.length} of ${repeat} repetitions are kept; the same command goes on there\n`);
    throw error;
  }
}

const died = ({
  because,
  seconds,
}: DiedWhole): Pick<Repetition, 'seconds' | 'tests' | 'failures'> => ({
  seconds,
  tests: 0,
  failures: [outsideTheTests(because)],
});

const meanSeconds = (done: readonly Repetition[]): number =>
  done.reduce((sum, { seconds }) => sum + seconds, 0) / done.length;

/** What a repetition with a failure left: its reports are what a flake is found by. */
async function keep(from: string, prefix: string, at: string): Promise<void> {
  const to = `${prefix}-${at.replaceAll(':', '-')}`;
  await rename(from, to);
  say(`  its reports: ${path.relative(ROOT, to)}\n`);
}
