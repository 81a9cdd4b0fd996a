/** `npm run differential`: generated exchanges, real engines, and the Fetch Standard as the judge. */
import { FAMILIES } from '../differential/types.ts';
import { replayAll, runCases, type Surroundings } from './differential/command.ts';
import { CannotRun, DEFAULT_CASES, DEFAULT_SEED, FLAGS, readAsked } from './differential/flags.ts';
import { readReplay } from './differential/replay.ts';
import { stopSignal } from './differential/stop.ts';
import { ScriptError, runScript } from './lib/flags.ts';

const HELP = `
npm run differential [-- --cases N --seed S --engine chromium,firefox,webkit --only FAMILIES]
npm run differential -- --replay FILE [--engine NAMES]

Generates CORS exchanges, has each engine act them out, one engine after another, and compares
verdict, wire, headers that script can read and console with what the algorithms of the Fetch
Standard give. What differs is explained by a known departure of the engine, or shrunk to the
smallest exchange that still shows it.

  --cases N       for each engine; default: ${DEFAULT_CASES}
  --seed S        the same seed gives the same cases; default: ${DEFAULT_SEED}
  --engine NAMES  comma-separated; default: all three
  --only NAMES    comma-separated families of cases; default: all. There are
                  ${FAMILIES.slice(0, 5).join(', ')},
                  ${FAMILIES.slice(5).join(', ')}
  --output FILE   default: reports/out/differential/differential.json
  --replay FILE   acts out one exchange, or every finding of a differential.json, and prints all
                  that page, wire and console showed, and the judgement

Prints how far it is on stderr, and for each engine on stdout: cases and rate; how many conform,
are explained, unexplained, or killed the page; the known departures, with the cases that each
explains and those in which it should have shown and did not; and each finding as a transcript,
with what was expected, what was observed, and the command that acts it out again. Writes the same
as JSON, and beside it each finding as a file to replay, ENGINE-1.json and on; the next matrix
report shows what is where the default output is.
Ctrl-C ends it after the batch in hand, with the report of what ran; a second one ends it at once.

Exit code
  0    nothing unexplained, nothing killed, no known departure missed
  1    there is something to look at
  2    a mistake in the flags or in a file, or the harness itself failed
  130  interrupted, whatever was found until then
`;

/** Loaded late: neither help nor a mistake in the flags should wait for browsers and generators. */
async function machinery(): Promise<Surroundings['machinery']> {
  const [{ findBuild }, { openSubject }, { replay, runDifferential }] = await Promise.all([
    import('../fixtures/engines/builds.ts'),
    import('../differential/subject.ts'),
    import('../differential/run.ts'),
  ]);
  return {
    run: runDifferential,
    replay,
    async open(engine, onUnexplainedDeath) {
      const build = findBuild(engine);
      // Not given the signal, which would break off the batch in hand and lose the report.
      return { subject: await openSubject({ build, onUnexplainedDeath }), name: build.name };
    },
  };
}

await runScript('differential', HELP, FLAGS, async (flags) => {
  const asked = readAsked(flags);
  try {
    const exchanges = 'replay' in asked ? await readReplay(asked.replay) : [];
    const surroundings: Surroundings = {
      machinery: await machinery(),
      signal: stopSignal((line) => process.stderr.write(`\n${line}\n`)),
      out: process.stdout,
      err: process.stderr,
    };
    return 'replay' in asked
      ? await replayAll(exchanges, asked.engines, surroundings)
      : await runCases(asked, surroundings);
  } catch (error) {
    // 1 says that an engine did something; what failed here is the harness.
    if (error instanceof ScriptError) throw error;
    throw new CannotRun((error as Error).message, { cause: error });
  }
});
