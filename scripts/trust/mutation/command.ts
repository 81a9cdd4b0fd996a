/** What `npm run trust:mutation` does: a process for each engine, all at once, then the score. */
import { fileURLToPath } from 'node:url';
import type { Engine } from '../../../messages/types.ts';
import { SCENARIOS } from '../../../scenarios/index.ts';
import { isNotApplicable } from '../../../scenarios/types.ts';
import { badEnd, run as runChild, Interrupted } from '../../lib/child.ts';
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
  // With --score-only the last run of an engine may have been one of a few scenarios.
  const whole = asked.whole && runs.every(({ complete }) => complete);
  say(detailsOf(runs, score, whole));
  const records = (await Promise.all(asked.engines.map((engine) => readRecords(engine)))).flat();
  const unrun = unrunOf(asked.engines, [...records, ...runs.flatMap(({ failures }) => failures)]);
  const recorded = runRecordedMutants(records);
  for (const survivor of survivorsOf(recorded)) {
    const { engine, scenario, act, what } = survivor;
    say(`survived on the record: ${engine} ${scenario}, ${act}: ${what}`);
  }
  const figures: readonly Figure[] = [
    ...figuresOf(runs, score, whole ? unrun : null),
    ...recordedFigures(recorded),
  ];
  const seconds = asked.scoreOnly
    ? runs.reduce((all, run) => Math.max(all, run.seconds), 0)
    : (performance.now() - startedAt) / 1000;
  // A part of a run is no figure of the whole.
  if (whole) await writePart({ part: 'mutation', at: new Date().toISOString(), seconds, figures });
  say(`${linesOf({ figures })}  ${Math.round(seconds)} s`);
  return allKept({ figures }) ? 0 : 1;
}

/** `firefox some-id` of each scenario that can exist and of which there is nothing. */
function unrunOf(
  engines: readonly Engine[],
  found: readonly { readonly engine: Engine; readonly scenario: string }[],
): readonly string[] {
  const there = new Set(found.map(({ engine, scenario }) => `${engine} ${scenario}`));
  return engines
    .flatMap((engine) =>
      SCENARIOS.filter(({ console }) => !isNotApplicable(console[engine])).map(
        ({ id }) => `${engine} ${id}`,
      ),
    )
    .filter((name) => !there.has(name));
}

/**
 * One process each, all at once: an engine keeps no core busy, as many a mutant is waited for in
 * vain. Throws a `ScriptError` where one did not come to its end.
 */
async function runEngines(engines: readonly Engine[], flags: readonly string[]): Promise<void> {
  const failed: string[] = [];
  const run = async (engine: Engine): Promise<void> => {
    const args = ['--import', import.meta.resolve('tsx'), PROCESS, '--engine', engine, ...flags];
    const bad = badEnd(await runChild(process.execPath, args));
    if (bad !== null) failed.push(`${engine} (${bad})`);
  };
  const ended = await Promise.allSettled(engines.map(run));
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
