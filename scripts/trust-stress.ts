/** `npm run trust:stress`: the tight loop, for races that whole runs hardly ever meet. */
import { runScript } from './lib/flags.ts';
import { DEFAULT_PRESSED, DEFAULT_TIMES, FLAGS, readAsked } from './trust/stress/flags.ts';

const HELP = `
npm run trust:stress [-- --times 3 --pressed 3 --engine NAMES -g PATTERN]

Acts out each play (a scenario as it stands, and with its cure, by turns) again and again in kept
pages, with no test runner in between and busy processes beside it, and holds each act against its
claims. Threads that wait for their turn in the middle of what they do are what races need: one that
came in 3 of 10 acts of such a loop had not shown in twenty whole runs. Prints what came out wrong,
how often, and what none in so many acts proves (the rule of three). Writes nothing.

  --times N         how often each play is acted out; default ${DEFAULT_TIMES}
  --pressed N       busy processes for each core, 0 to 8; default ${DEFAULT_PRESSED}
  --engine NAMES    comma-separated, one after the other; default: all three
  -g, --grep PATTERN
                    only scenarios whose title or tag matches

Exit code 1 if anything came out wrong, 2 for a mistake in the flags, 130 when stopped.
`;

await runScript('trust:stress', HELP, FLAGS, async (flags) => {
  const asked = readAsked(flags);
  // Loaded late: neither help nor a mistake in the flags should wait for it.
  const { runStress } = await import('./trust/stress/command.ts');
  return runStress(asked);
});

// A browser that stood still and could not be closed would hold this process open; with its owner it
// ends.
process.exit();
