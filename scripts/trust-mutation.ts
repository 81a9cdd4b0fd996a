/** `npm run trust:mutation`: servers that answer wrongly on purpose, and whether each scenario sees it. */
import { runScript } from './lib/flags.ts';
import { FLAGS, QUICK_STEP, readAsked } from './trust/mutation/flags.ts';
import { OPERATORS } from './trust/mutation/types.ts';

const HELP = `
npm run trust:mutation [-- --engine NAMES --scenario IDS --operator NAMES --quick]
npm run trust:mutation -- --score-only

Acts out each scenario in each engine as it stands, then with its server, or its page, wrong in one
place, and holds what happened against the scenario's own claims. Each mutant must be caught by page,
wire or console. Those from which nothing follows are left out by rules, each with its reason
(scripts/trust/mutation/equivalent.ts); a rule that explains nothing, or that a caught mutant
refutes, fails. Then the claims are mutated, and held against what was recorded.

  --engine NAMES    comma-separated; default: all three, at once
  --scenario IDS    comma-separated, may be repeated; default: all
  --operator NAMES  comma-separated; default: all. There are
                    ${OPERATORS.join(', ')}
  --quick           every ${QUICK_STEP}th scenario
  --score-only      no browser: scores what the last run left

Writes to reports/out/trust:
  mutation/ENGINE.json   what became of each mutant, of each engine that ran to its end
  records/ENGINE.jsonl   what was seen there of each scenario as it stands
  mutation.json          the figures that npm run trust -- --report prints; only of the whole: all
                         engines, scenarios and operators
--score-only reads the first two and writes none of them; it writes the third only if the runs that
they are of were whole. Ctrl-C ends the browsers.

Exit code
  0    every mutant was caught or is equivalent by rule, every scenario held as it stands
  1    not so
  2    a mistake in the flags
  130  interrupted
`;

await runScript('trust:mutation', HELP, FLAGS, async (flags) => {
  const asked = readAsked(flags);
  const { engine: _, 'score-only': __, ...others } = flags;
  const handedOn = Object.entries(others).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === true ? [`--${name}`] : [`--${name}`, String(one)])),
  );
  // Loaded late: neither help nor a mistake in the flags should wait for it.
  const { runMutation } = await import('./trust/mutation/command.ts');
  return runMutation(asked, handedOn, (line) => process.stdout.write(`${line}\n`));
});
