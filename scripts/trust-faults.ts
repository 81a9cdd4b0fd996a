/** `npm run trust:faults`: faults injected into real runs of the suite. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ENGINES } from '../messages/types.ts';
import { enginesOf, runScript, UsageError } from './lib/flags.ts';
import { cleanedUp } from './lib/signals.ts';
import { FAULTS, type Fault } from './trust/faults/faults.ts';
import { CACHE } from './trust/faults/leftovers.ts';
import { figuresOf, headLine, rowLine, type Row } from './trust/faults/report.ts';
import { NotHere, runUnder } from './trust/faults/run.ts';
import { allKept, linesOf, writePart } from './trust/part.ts';

const HELP = `
npm run trust:faults [-- --only browser-killed,disk-full --engine chromium]

Runs three scenarios of the suite again and again, each time with one fault in their middle: a browser
killed, a connection to it cut, an origin closed or hung, the display gone, the disk full, the runner
ended by a signal. The fault falls when a request of the second scenario has arrived, never by time.

What must hold: the fault is named in one line and never taken for a browser's verdict, the other
tests pass, the exit code says failure, and no process, port, display or temporary file is left.
After SIGKILL of runner and workers the next start sweeps what they left, and nothing else.

  --only IDS      comma-separated: ${FAULTS.map(({ id }) => id).join(', ')}
  --engine NAMES  comma-separated; default: all three
  --keep          leaves the records of the runs where they are, and says where

Without --only and --engine the figures are kept for npm run trust -- --report. A fault that this
machine cannot act out is told, and breaks no bound: disk-full needs a mount namespace.

Linux only. Exit code 1 if a bound is not kept; 2 for a mistake in the flags.
`;

function chosen(only: string | undefined): readonly Fault[] {
  if (only === undefined) return FAULTS;
  return only.split(',').map((id) => {
    const fault = FAULTS.find((one) => one.id === id.trim());
    if (!fault)
      throw new UsageError(
        `unknown fault "${id.trim()}"; there are ${FAULTS.map((one) => one.id).join(', ')}`,
      );
    return fault;
  });
}

await runScript(
  'trust:faults',
  HELP,
  {
    only: { type: 'string' },
    engine: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
  async (flags) => {
    const engines = enginesOf(flags.engine);
    const runs = chosen(flags.only).flatMap((fault) =>
      ENGINES.filter((engine) => fault.engines.includes(engine) && engines.includes(engine)).map(
        (engine) => ({ fault, engine }),
      ),
    );
    if (runs.length === 0) throw new UsageError('no such fault in these engines');
    if (process.platform !== 'linux')
      throw new UsageError('what a run leaves behind can be listed on Linux only: run it there');

    const started = performance.now();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cors-faults-'));
    // Short: the paths of sockets below it have little room.
    const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'cf-'));
    const remove = (): void => {
      fs.rmSync(temporary, { recursive: true, force: true });
      if (flags.keep) process.stdout.write(`\nrecords: ${folder}\n`);
      else fs.rmSync(folder, { recursive: true, force: true });
    };
    const rows: Row[] = [];
    await cleanedUp(remove, async () => {
      for (const cache of fs.readdirSync(os.tmpdir()).filter((name) => CACHE.test(name)))
        fs.symlinkSync(path.join(os.tmpdir(), cache), path.join(temporary, cache));
      process.stdout.write(headLine(runs.length));
      for (const { fault, engine } of runs) {
        const records = path.join(folder, `${fault.id}-${engine}`);
        const outcome = await runUnder(fault, engine, records, temporary).catch(
          (error: unknown) => {
            if (error instanceof NotHere) return error.message;
            throw error;
          },
        );
        const row = { fault, engine, outcome };
        rows.push(row);
        process.stdout.write(rowLine(row));
      }
    });
    const figures = figuresOf(rows);
    const seconds = (performance.now() - started) / 1000;
    // A part of the faults must not pass for all of them.
    if (flags.only === undefined && flags.engine === undefined)
      await writePart({ part: 'faults', at: new Date().toISOString(), seconds, figures });
    process.stdout.write(`\n${linesOf({ figures })}`);
    return allKept({ figures }) ? 0 : 1;
  },
);
