/** The two things that `npm run differential` does, with all that they need given to them. */
import os from 'node:os';
import path from 'node:path';
import type { replay, runDifferential } from '../../differential/run.ts';
import type { Subject } from '../../differential/types.ts';
import type { Engine } from '../../messages/types.ts';
import { isClean } from '../../reports/differential-findings.ts';
import { DIFFERENTIAL_FORMAT, type EngineRun } from '../../reports/differential-results.ts';
import { ENGINE_NAMES } from '../../reports/words.ts';
import type { AskedRun } from './flags.ts';
import { prepareOutput, writeResults } from './files.ts';
import { Progress, type ProgressStream } from './progress.ts';
import { isAccountedFor, replayReport, type ToReplay } from './replay.ts';
import { conclusion, runReport } from './report.ts';
import { INTERRUPTED } from '../lib/signals.ts';

export interface Machinery {
  /**
   * Rejects where there is no such engine. `name`: the product's. `onDeath` is called with a line
   * when something died, for which no case is to blame, and was started again.
   */
  open(
    engine: Engine,
    onDeath: (because: string) => void,
  ): Promise<{ readonly subject: Subject; readonly name: string }>;
  readonly run: typeof runDifferential;
  readonly replay: typeof replay;
}

export interface Surroundings {
  readonly machinery: Machinery;
  /** Aborted: end after the batch in hand. */
  readonly signal: AbortSignal;
  /** For the report. */
  readonly out: ProgressStream;
  /** For progress, and for what went wrong. */
  readonly err: ProgressStream;
}

const CLEAN = 0;
const FOUND = 1;
/** The harness failed: nothing is said about an engine. */
const FAILED = 2;

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';

/**
 * Runs `act` with each engine in turn, and ends each. An engine that fails is told in one line and
 * does not keep the others from running. @returns Whether one failed.
 */
async function withEngines(
  engines: readonly Engine[],
  { machinery, signal, err }: Surroundings,
  act: (subject: Subject, name: string, progress: Progress) => Promise<void>,
): Promise<boolean> {
  let failed = false;
  for (const engine of engines) {
    if (signal.aborted) break;
    const progress = new Progress(err, ENGINE_NAMES[engine]);
    let subject: Subject | undefined;
    try {
      const opened = await machinery.open(engine, (because) =>
        progress.note(`started again: ${because}`),
      );
      ({ subject } = opened);
      await act(subject, opened.name, progress);
    } catch (error) {
      failed = true;
      progress.note(firstLine(error));
    } finally {
      await subject?.close().catch((error: unknown) => {
        failed = true;
        progress.note(`did not close: ${firstLine(error)}`);
      });
    }
  }
  return failed;
}

const exitCodeOf = (signal: AbortSignal, failed: boolean, clean: boolean): number => {
  if (signal.aborted) return INTERRUPTED;
  if (failed) return FAILED;
  return clean ? CLEAN : FOUND;
};

/** Generates and compares; prints and writes each engine's part as soon as it is there. */
export async function runCases(asked: AskedRun, surroundings: Surroundings): Promise<number> {
  const { engines, cases, seed, families, output } = asked;
  const { machinery, signal, out } = surroundings;
  const startedAt = new Date().toISOString();
  const platform = `${os.platform()} ${os.release()} ${os.arch()}`;
  const near = path.relative(process.cwd(), output);
  const shown = near.startsWith('..') ? output : near;
  await prepareOutput(output);
  out.write(
    `${cases} cases in each of ${engines.join(', ')}, seed ${seed}, families ${families.join(', ')}\n\n`,
  );
  const runs: EngineRun[] = [];
  const write = () =>
    writeResults(
      { format: DIFFERENTIAL_FORMAT, startedAt, platform, seed, cases, families, engines: runs },
      output,
    );
  const failed = await withEngines(engines, surroundings, async (subject, name, progress) => {
    let run: EngineRun;
    try {
      run = await machinery.run({
        subject,
        name,
        cases,
        seed,
        families,
        signal,
        onProgress: (state) => progress.update(state),
      });
    } finally {
      progress.end();
    }
    runs.push(run);
    out.write(runReport(run, path.dirname(shown)));
    // At once: an end in the middle of the next engine must not lose this one.
    await write();
    if (run.interrupted && !signal.aborted)
      throw new Error(`only ${run.cases} of ${cases} cases ran, and nobody stopped the run`);
  });
  const clean = runs.every(isClean);
  const stopped = signal.aborted ? 'interrupted; ' : '';
  const told = runs.length > 0 ? `${conclusion(runs)}; ${shown}` : 'no case ran';
  out.write(`${stopped}${told}\n`);
  return exitCodeOf(signal, failed, clean);
}

/** Acts exchanges out again, one by one, and tells each in full as soon as it is over. */
export async function replayAll(
  exchanges: readonly ToReplay[],
  engines: readonly Engine[],
  surroundings: Surroundings,
): Promise<number> {
  const { machinery, signal, out } = surroundings;
  let clean = true;
  const failed = await withEngines(engines, surroundings, async (subject, name) => {
    for (const { title, case: exchange } of exchanges) {
      if (signal.aborted) return;
      for (const replayed of await machinery.replay({ subject, exchanges: [exchange] })) {
        if (!isAccountedFor(replayed)) clean = false;
        out.write(replayReport(title, `${name} ${subject.version}`, replayed));
      }
    }
  });
  return exitCodeOf(signal, failed, clean);
}
