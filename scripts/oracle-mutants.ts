/** `npm run oracle:mutants`: faults planted in the oracle, one at a time, and who catches them. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CannotRun } from './differential/flags.ts';
import { stopSignal } from './differential/stop.ts';
import { ROOT } from './lib/child.ts';
import { ScriptError, UsageError, countOf, enginesOf, runScript, styled } from './lib/flags.ts';
import { INTERRUPTED } from './lib/signals.ts';
import { EQUIVALENTS } from './oracle-mutants/equivalent.ts';
import { asJson, complaints, listed, rulesTable } from './oracle-mutants/report.ts';
import { readOracle, runMutants, type RunOptions, type Sources } from './oracle-mutants/run.ts';
import { isClean, scoreOf } from './oracle-mutants/score.ts';

const DEFAULT_CASES = 1500;
const DEFAULT_SEED = 1;

const HELP = `
npm run oracle:mutants [-- --engine NAME --cases N --seed S --only FILES --table-only --list]

Plants faults in oracle/, the Fetch Standard's CORS protocol as functions, one at a time: a condition
inverted, an operand, a statement or a member of a list dropped, a boundary moved, a constant or a
pattern changed. Each must be caught by the oracle's own table (tests/oracle-cases/) or, if not
there, by what a real engine did with generated exchanges, recorded once.

  --engine NAME  whose exchanges; default: chromium
  --cases N      exchanges recorded; default: ${DEFAULT_CASES}
  --seed S       the same seed gives the same exchanges; default: ${DEFAULT_SEED}
  --only FILES   comma-separated, of oracle/: plants in these alone
  --table-only   asks no engine; no browser is needed
  --list         prints every mutant and who caught it

Prints for each rule how many mutants there are and who caught them, every survivor in full, and the
score. Mutants that cannot change any result are listed with the reason in
scripts/oracle-mutants/equivalent.ts. Writes reports/out/oracle-mutants.json. Ctrl-C ends it with what
was judged so far.

Exit code
  0    every mutant that is not listed as equivalent was caught, and the list is right
  1    one survived, or one that is listed is gone or was caught
  2    a mistake in the flags, or the oracle fails without a fault, or the harness itself failed
  130  interrupted
`;

const OUTPUT = path.join(ROOT, 'reports/out/oracle-mutants.json');

function filesOf(list: string | undefined, sources: Sources): readonly string[] {
  const files = Object.keys(sources);
  if (list === undefined) return files;
  return list.split(',').map((name) => {
    const file = path.basename(name.trim());
    if (!files.includes(file))
      throw new UsageError(`no file "${name.trim()}" in oracle/; there are ${files.join(', ')}`);
    return file;
  });
}

function engineOf(name: string | undefined) {
  const [engine = 'chromium', ...others] = enginesOf(name ?? 'chromium');
  if (others.length > 0) throw new UsageError('--engine takes one engine here');
  return engine;
}

/** A line that is redrawn on a terminal; elsewhere one for each tenth. */
function progressLine(): RunOptions['onProgress'] {
  const { stderr } = process;
  let told = '';
  return (phase, done, total) => {
    const words = { table: 'by table', recording: 'recording exchanges', engine: 'by engine' }[
      phase
    ];
    if (stderr.isTTY) {
      stderr.write(`\r${words} ${done}/${total}\u001B[K${done === total ? '\r\u001B[K' : ''}`);
      return;
    }
    const tenth = `${phase} ${Math.floor((done / total) * 10)}`;
    if (tenth === told) return;
    told = tenth;
    stderr.write(`oracle:mutants: ${words} ${done}/${total}\n`);
  };
}

await runScript(
  'oracle:mutants',
  HELP,
  {
    engine: { type: 'string' },
    cases: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    'table-only': { type: 'boolean' },
    list: { type: 'boolean' },
  },
  async (flags) => {
    const sources = await readOracle();
    const files = filesOf(flags.only, sources);
    const engine = {
      engine: engineOf(flags.engine),
      cases: flags.cases === undefined ? DEFAULT_CASES : countOf('cases', flags.cases),
      seed: flags.seed === undefined ? DEFAULT_SEED : countOf('seed', flags.seed),
    };
    const asked = flags['table-only'] ? null : engine;
    const startedAt = new Date().toISOString();
    const signal = stopSignal(() =>
      process.stderr.write('\nstopping; what was judged follows; Ctrl-C again ends at once\n'),
    );
    try {
      const { mutants, judged } = await runMutants({
        sources,
        files,
        engine: asked,
        signal,
        onProgress: progressLine(),
      });
      const inQuestion = EQUIVALENTS.filter(({ file }) => files.includes(file));
      const score = scoreOf(mutants, judged, inQuestion);
      const out = (text: string): void => void process.stdout.write(text);
      if (flags.list) for (const one of judged) out(listed(one, score));
      out(`\n${rulesTable(score.rules)}${complaints(score)}\n`);
      if (judged.length < mutants.length)
        out(`interrupted: ${judged.length} of ${mutants.length} mutants judged\n`);
      out(
        styled(
          isClean(score) ? 'green' : 'red',
          `${score.caught} of ${score.counting} non-equivalent mutants caught`,
        ),
      );
      out(`, ${score.equivalents.length} equivalent\n`);
      const run = {
        startedAt,
        engine: asked && { name: asked.engine, cases: asked.cases, seed: asked.seed },
        interrupted: signal.aborted,
      };
      await mkdir(path.dirname(OUTPUT), { recursive: true });
      await writeFile(OUTPUT, asJson(run, judged, score));
      if (signal.aborted) return INTERRUPTED;
      return isClean(score) && score.counting > 0 ? 0 : 1;
    } catch (error) {
      if (error instanceof ScriptError) throw error;
      throw new CannotRun((error as Error).message, { cause: error });
    }
  },
);
