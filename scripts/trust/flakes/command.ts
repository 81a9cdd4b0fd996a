/** `npm run trust:flakes`: a series, the isolation, or what there is of both; then the figures. */
import { mkdir, readdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { styled } from '../../lib/flags.ts';
import { allKept, linesOf, writePart, type Figure } from '../part.ts';
import { checkDelay, delayed, keepBusy } from './conditions.ts';
import { figuresOf, flakeLines, kindWords, secondsOf, type Shown } from './figures.ts';
import { kindOf, type Asked } from './flags.ts';
import { readIsolation, runIsolation, type Isolation } from './isolation.ts';
import { isolationFigures, type Compared } from './isolation-compare.ts';
import { FLAKES_FOLDER, logFile, readLog } from './log.ts';
import { isPart, type Course } from './one-run.ts';
import { runSeries } from './series.ts';
import { stateHere, type State } from './state.ts';

const say = (text: string): void => void process.stdout.write(text);

/** How many differences are printed of each kind of company. */
const SHOWN = 20;

/** The kinds of which there is a file, the ordinary one first. */
async function kindsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  const kinds = names.filter((name) => name.endsWith('.jsonl')).map((name) => name.slice(0, -6));
  return kinds.toSorted((one, other) =>
    one === 'idle' ? -1 : other === 'idle' ? 1 : one.localeCompare(other),
  );
}

async function shownIn(folder: string, state: State): Promise<readonly Shown[]> {
  const all: Shown[] = [];
  for (const kind of await kindsIn(folder)) {
    const { counted, others } = await readLog(logFile(kind, folder), state);
    if (others > 0)
      say(`${kindWords(kind)}: ${others} repetitions of another state are not counted\n`);
    all.push({ kind, repetitions: counted });
  }
  return all;
}

function tellFlakes(shown: readonly Shown[]): void {
  for (const one of shown) {
    const lines = flakeLines(one);
    if (lines.length === 0) continue;
    say(`\n${styled('bold', `Did not pass, ${kindWords(one.kind)}`)}\n`);
    for (const line of lines) say(`  ${line}\n`);
  }
}

function tellDifferences(compared: readonly Compared[]): void {
  for (const { words, differences, failures } of compared) {
    const lines = [...failures, ...differences];
    if (lines.length === 0) continue;
    say(`\n${styled('bold', `Not the same, ${words}`)}\n`);
    for (const line of lines.slice(0, SHOWN)) say(`  ${line}\n`);
    if (lines.length > SHOWN) say(`  and ${lines.length - SHOWN} more\n`);
  }
}

/**
 * Prints all that is known of this state, and writes the part's report of it where it is the whole
 * suite in all engines, in its own place. Resolves to the figures.
 */
async function conclude(
  asked: Asked,
  state: State,
  isolation: Isolation,
): Promise<readonly Figure[]> {
  const { course, folder } = asked;
  const shown = await shownIn(folder, state);
  const compared = (await readIsolation(isolation)) ?? [];
  tellFlakes(shown);
  tellDifferences(compared);
  const figures = [...shown.flatMap(figuresOf), ...isolationFigures(compared)];
  if (figures.length === 0) say('there is no repetition of this state of the suite\n');
  else say(`\n${linesOf({ figures })}`);
  if (figures.length > 0 && !isPart(course) && folder === FLAKES_FOLDER)
    await writePart({
      part: 'flakes',
      at: new Date().toISOString(),
      seconds: Math.round(shown.reduce((sum, one) => sum + secondsOf(one), 0)),
      figures,
    });
  return figures;
}

async function actSeries(asked: Asked, state: () => State): Promise<void> {
  const { course, delay, folder, loaded, repeat } = asked;
  if (delay > 0) checkDelay(delay);
  const within: Course['within'] = (command) => delayed(delay, command);
  const spinning = loaded ? keepBusy(os.availableParallelism()) : null;
  try {
    await runSeries({
      kind: kindOf(asked),
      course: { ...course, ...(delay > 0 && { within }) },
      repeat,
      state,
      folder,
    });
  } finally {
    await spinning?.end();
  }
}

/** Resolves to the exit code: 0 only if there are figures and every bound is kept. */
export async function runFlakes(asked: Asked): Promise<number> {
  const { act, course, folder } = asked;
  await mkdir(folder, { recursive: true });
  const state = (): State => stateHere(course.engines, course.grep);
  const isolation: Isolation = { course, state, folder: path.join(folder, 'isolation') };
  try {
    if (act === 'series') await actSeries(asked, state);
    if (act === 'isolation') await runIsolation(isolation);
  } catch (error) {
    // What there is until then counts: else the figures of an earlier series would stand.
    await conclude(asked, state(), isolation);
    throw error;
  }
  return allKept({ figures: await conclude(asked, state(), isolation) }) ? 0 : 1;
}
