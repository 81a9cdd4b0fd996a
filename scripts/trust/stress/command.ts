/** `npm run trust:stress`: one engine after the other, beside busy processes; then the figures. */
import os from 'node:os';
import { findBuild } from '../../../fixtures/engines/builds.ts';
import type { Engine } from '../../../messages/types.ts';
import { durationWords } from '../../../reports/words.ts';
import { isNotApplicable } from '../../../scenarios/types.ts';
import { stopSignal } from '../../differential/stop.ts';
import { INTERRUPTED } from '../../lib/signals.ts';
import { keepBusy } from '../flakes/conditions.ts';
import { proofWords } from '../flakes/bounds.ts';
import { allKept, linesOf, type Figure } from '../part.ts';
import type { Asked } from './flags.ts';
import { stressEngine, type Stressed } from './run-engine.ts';

/** Milliseconds between two lines of progress. */
const TELL_EVERY = 15_000;

const grouped = (count: number): string => count.toLocaleString('en-US');

/** Resolves to the exit code: 0 only if each play came out as claimed each time. */
export async function runStress(asked: Asked): Promise<number> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const signal = stopSignal(() => say('stopping; the browser is being ended'));
  const cores = os.availableParallelism();
  const spinning = asked.pressed > 0 ? keepBusy(asked.pressed * cores) : null;
  const beside = spinning
    ? `beside ${spinning.pids.length} busy processes on ${cores} cores`
    : 'on a machine left alone';
  const figures: Figure[] = [];
  try {
    for (const engine of asked.engines) {
      if (signal.aborted) break;
      const stressed = await stressOne(engine, asked, signal, say);
      figures.push(...figuresOf(engine, stressed, beside));
    }
  } finally {
    await spinning?.end();
  }
  say(`\n${linesOf({ figures }).trimEnd()}`);
  if (signal.aborted) return INTERRUPTED;
  return allKept({ figures }) ? 0 : 1;
}

async function stressOne(
  engine: Engine,
  { scenarios: all, times }: Asked,
  signal: AbortSignal,
  say: (line: string) => void,
): Promise<Stressed> {
  const build = findBuild(engine);
  const scenarios = all.filter(({ console }) => !isNotApplicable(console[engine]));
  const total = scenarios.length;
  say(`${build.name} ${build.version}: ${total} scenarios, each play ${times} times`);
  const startedAt = performance.now();
  let toldAt = startedAt;
  return stressEngine({
    build,
    scenarios,
    times,
    signal,
    onProgress(done, acts) {
      const now = performance.now();
      if (now - toldAt < TELL_EVERY) return;
      toldAt = now;
      const left = durationWords(((now - startedAt) / done) * (total - done));
      say(`${engine}: ${done}/${total} scenarios, ${grouped(acts)} acts, ${left} left`);
    },
    onWrong: ({ scenario, act, because }) => say(`${engine} ${scenario}, ${act}: ${because}`),
  });
}

/** How many came out wrong, which, and what that proves. */
export function figuresOf(engine: Engine, { acts, wrong }: Stressed, beside: string): Figure[] {
  const count = wrong.reduce((all, { times }) => all + times, 0);
  const which = wrong.map(({ scenario, act, times }) => `${scenario} ${act} ${times}`).join(', ');
  return [
    {
      what: `wrong in ${engine}`,
      value: `${count} of ${grouped(acts)} acts ${beside}${which && `: ${which}`}`,
      bound: 'none',
      kept: count === 0 && acts > 0,
    },
    ...(acts > 0
      ? [{ what: `proves of ${engine}`, value: proofWords(count, acts, 'acts'), kept: true }]
      : []),
  ];
}
