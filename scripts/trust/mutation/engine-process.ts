/**
 * The process of one engine: `engine-process.ts --engine NAME` with the flags of the command.
 * Progress goes to stderr, what it came to into files.
 */
import { findBuild } from '../../../fixtures/engines/builds.ts';
import { isNotApplicable } from '../../../scenarios/types.ts';
import { durationWords } from '../../../reports/words.ts';
import { stopSignal } from '../../differential/stop.ts';
import { runScript } from '../../lib/flags.ts';
import { INTERRUPTED } from '../../lib/signals.ts';
import { FLAGS, readAsked } from './flags.ts';
import { writeRecords } from './records.ts';
import { runEngine } from './run-engine.ts';
import { writeOutcomes } from './store.ts';

/** Milliseconds between two lines of progress. */
const TELL_EVERY = 15_000;

await runScript('trust:mutation', 'One engine of npm run trust:mutation.', FLAGS, async (flags) => {
  const { engines, scenarios, operators, complete } = readAsked(flags);
  for (const engine of engines) {
    const say = (line: string): void => void process.stderr.write(`${engine}: ${line}\n`);
    const signal = stopSignal(() => say('stopping; its browsers are being ended'));
    const build = findBuild(engine);
    const total = scenarios.filter(({ console }) => !isNotApplicable(console[engine])).length;
    say(`${build.name} ${build.version}, ${total} scenarios`);
    const startedAt = performance.now();
    let toldAt = startedAt;
    const run = await runEngine({
      build,
      scenarios,
      operators: new Set(operators),
      complete,
      signal,
      onProgress(done, mutants, survivors) {
        const now = performance.now();
        if (now - toldAt < TELL_EVERY) return;
        toldAt = now;
        const left = durationWords(((now - startedAt) / done) * (total - done));
        say(`${done}/${total} scenarios, ${mutants} mutants, ${survivors} uncaught, ${left} left`);
      },
    });
    if (signal.aborted) return INTERRUPTED;
    const { records, ...outcomes } = run;
    await writeRecords(engine, records);
    await writeOutcomes(outcomes);
    say(`${outcomes.outcomes.length} mutants in ${durationWords(outcomes.seconds * 1000)}`);
  }
  return 0;
});

// A browser that stood still and could not be closed would hold this process open; with its owner it
// ends.
process.exit();
