/** What `npm run trust:mutation` does: a process for each engine, two at a time, then the score. */
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../../messages/types.ts';
import { SCENARIOS } from '../../../scenarios/index.ts';
import { run as runChild, Interrupted } from '../../lib/child.ts';
import { ScriptError } from '../../lib/flags.ts';
import { allKept, linesOf, writePart, type Figure } from '../part.ts';
import { EQUIVALENTS } from './equivalent.ts';
import { figuresOf } from './figures.ts';
import type { Asked } from './flags.ts';
import { readRecords } from './records.ts';
import { recordedFigures } from './recorded/figures.ts';
import { runRecordedMutants, survivorsOf } from './recorded/index.ts';
import { nameOf, scoreOf, type Score } from './score.ts';
import { readOutcomes } from './store.ts';
import type { EngineOutcomes } from './types.ts';

/** Each engine keeps a core busy. */
const AT_ONCE = 2;

const PROCESS = fileURLToPath(new URL('engine-process.ts', import.meta.url));

/** Survivors that are printed; all of them stand in the files. */
const PRINTED = 200;

/** `flags`: handed on to the processes, without those of the command's own. @returns Exit code. */
export async function runMutation(
  asked: Asked,
  flags: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const startedAt = performance.now();
  if (!asked.scoreOnly) await runEngines(asked.engines, flags);
  const runs = await Promise.all(asked.engines.map((engine) => readOutcomes(engine)));
  const score = scoreOf(
    runs.flatMap(({ outcomes }) => outcomes),
    SCENARIOS,
    EQUIVALENTS,
  );
  say(detailsOf(runs, score, asked.whole));
  const records = (await Promise.all(asked.engines.map((engine) => readRecords(engine)))).flat();
  const recorded = runRecordedMutants(records);
  for (const survivor of survivorsOf(recorded)) {
    const { engine, scenario, act, what } = survivor;
    say(`survived on the record: ${engine} ${scenario}, ${act}: ${what}`);
  }
  const figures: readonly Figure[] = [
    ...figuresOf(runs, score, asked),
    ...recordedFigures(recorded),
  ];
  const seconds = asked.scoreOnly
    ? runs.reduce((all, run) => Math.max(all, run.seconds), 0)
    : (performance.now() - startedAt) / 1000;
  // A part of a run is no figure of the whole.
  if (asked.whole)
    await writePart({ part: 'mutation', at: new Date().toISOString(), seconds, figures });
  say(`${linesOf({ figures })}  ${Math.round(seconds)} s`);
  return allKept({ figures }) ? 0 : 1;
}

/** One process each. Throws a `ScriptError` where one did not come to its end. */
async function runEngines(engines: readonly Engine[], flags: readonly string[]): Promise<void> {
  const waiting = [...engines];
  const failed: string[] = [];
  const work = async (): Promise<void> => {
    for (let engine = waiting.shift(); engine; engine = waiting.shift()) {
      const args = ['--import', import.meta.resolve('tsx'), PROCESS, '--engine', engine, ...flags];
      const { code, signal } = await runChild(process.execPath, args);
      if (code !== 0) failed.push(`${engine} (${signal ?? `exit code ${code}`})`);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const end of ended) {
    if (end.status === 'fulfilled') continue;
    if (end.reason instanceof Interrupted) throw end.reason;
    throw new ScriptError(String(end.reason));
  }
  if (failed.length > 0) throw new ScriptError(`no result of ${failed.join(', ')}: see above`);
}

/** Everything that somebody has to look at, one line each. */
function detailsOf(runs: readonly EngineOutcomes[], score: Score, whole: boolean): string {
  const failures = runs.flatMap((one) => one.failures);
  const lines = [
    ...failures.map(
      ({ engine, scenario, act, because }) =>
        `control failed: ${engine} ${scenario}, ${act}: ${because}`,
    ),
    ...score.survivors.slice(0, PRINTED).map((outcome) => `survived: ${nameOf(outcome)}`),
    ...(score.survivors.length > PRINTED
      ? [`… and ${score.survivors.length - PRINTED} more survivors`]
      : []),
    ...score.refuted
      .slice(0, PRINTED)
      .map(({ rule, outcome }) => `rule ${rule} is too wide: caught was ${nameOf(outcome)}`),
    ...(whole ? score.stale.map((rule) => `rule ${rule} explains nothing`) : []),
    'equivalent, by rule:',
    ...Object.entries(score.equivalent)
      .filter(([, count]) => count > 0)
      .map(([rule, count]) => `  ${rule}  ${count}`),
  ];
  return lines.join('\n');
}
