/** `npm run trust:flakes`: how often a run fails by chance, and whether tests depend on their company. */
import { runFlakes } from './trust/flakes/command.ts';
import { FLAGS, readAsked } from './trust/flakes/flags.ts';
import { runScript } from './lib/flags.ts';

const HELP = `
npm run trust:flakes [-- --repeat 20 --loaded --delay 5 --engine chromium -g @preflight]
npm run trust:flakes -- --isolation
npm run trust:flakes -- --report

Runs the whole conformance suite in all engines again and again, and says what that proves: how
often a run, and a test, can fail by chance at most. No failure in N runs: at most 3 in N, at 95 %
confidence (the rule of three). With failures: the exact bound of Clopper and Pearson.

Each finished repetition is a line in reports/out/trust/flakes/<kind>.jsonl. The command goes on
where it was stopped; only repetitions of the same files, in the same releases of the browsers, are
counted, and how many builds there were is told. To begin anew, remove the file. Reports of a
repetition with a failure are kept beside it.

  --repeat N       how many there are to be, those of earlier calls included; default 20
  --loaded         with all cores kept busy by something else
  --delay MS       with each packet over loopback so late, in a network namespace (Linux, as root)
  --isolation      the suite in two shuffled orders, with 1 and 4 workers, and each 25th scenario
                   alone: status, verdict, stage, page, wire and console of each cell must be the same
  --report         prints what there is, and runs nothing
  --engine NAMES   comma-separated; default: all three
  -g, --grep TEXT  only the tests whose title or tag matches
  --output DIR     default: reports/out/trust/flakes

Exit code 1 if anything failed or differs, or --report found nothing; 2 for a mistake in the flags,
or a delay that this machine does not allow; 130 when stopped.
`;

await runScript('trust:flakes', HELP, FLAGS, async (flags) => runFlakes(readAsked(flags)));
