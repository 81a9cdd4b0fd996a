/**
 * Playwright reporter that writes the matrix: `reporter: [['./reports/matrix-reporter.ts']]`.
 * What it knows of builds and cells it takes from what the tests handed in, so it works on merged
 * blob reports as well.
 */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FullConfig, FullResult, Reporter, Suite, TestError } from '@playwright/test/reporter';
import { MESSAGES } from '../messages/index.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { readBaselines } from './baseline/files.ts';
import { DIFFERENTIAL_FOLDER } from './differential-findings.ts';
import { runRecord, type RunRecord } from './run.ts';
import { writeMatrix } from './write-matrix.ts';

export interface MatrixReporterOptions {
  /** Default `reports/out/matrix`. Relative paths start at the configuration's folder. */
  readonly outputFolder?: string;
  /** Given by Playwright: the configuration's folder, and `list` when nothing is run. */
  readonly configDir?: string;
  readonly _mode?: string;
}

const DEFAULT_FOLDER = fileURLToPath(new URL('out/matrix', import.meta.url));

/** Beside the folder of the matrix: a run with an output folder of its own has one of its own. */
const DIFFERENTIAL_FILE = `${path.basename(DIFFERENTIAL_FOLDER)}/differential.json`;

/** What `npm run differential` left, where it ran. */
async function differentialFile(
  folder: string,
): Promise<NonNullable<RunRecord['differential']> | undefined> {
  const file = path.join(path.dirname(folder), DIFFERENTIAL_FILE);
  try {
    return { name: path.relative('.', file), text: await readFile(file, 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** How the tests ended, for whoever gets no report. */
const ENDED: Readonly<Record<FullResult['status'], string>> = {
  passed: 'passed',
  failed: 'failed',
  timedout: 'ran out of time',
  interrupted: 'were interrupted',
};

export default class MatrixReporter implements Reporter {
  readonly #folder: string;
  readonly #listing: boolean;
  readonly #errors: TestError[] = [];
  #run: { config: FullConfig; suite: Suite } | undefined;

  constructor({ outputFolder, configDir = '.', _mode }: MatrixReporterOptions = {}) {
    this.#folder = outputFolder ? path.resolve(configDir, outputFolder) : DEFAULT_FOLDER;
    this.#listing = _mode === 'list';
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#run = { config, suite };
    // Playwright knows SIGINT alone. Who stops a container or a job sends this one: what has run
    // until then is told all the same, and the run says that it was interrupted.
    process.once('SIGTERM', () => process.emit('SIGINT', 'SIGINT'));
  }

  onError(error: TestError): void {
    this.#errors.push(error);
  }

  /** Makes the run fail when the report could not be written: no report must not look like a good one. */
  async onEnd(result: FullResult): Promise<{ status: 'failed' } | undefined> {
    if (!this.#run || this.#listing) return undefined;
    try {
      const platform = {
        os: os.platform(),
        release: os.release(),
        arch: os.arch(),
        node: process.versions.node,
      };
      const { config, suite } = this.#run;
      // What the tests hand in counts more; this is for a run in which none came that far.
      const protection = process.env['CORS_PROTECTION'] === 'off' ? 'off' : 'on';
      const differential = await differentialFile(this.#folder);
      const { baselines, problems } = await readBaselines();
      const record = runRecord(config, suite, result, this.#errors, platform);
      const run = {
        ...record,
        errors: [...record.errors, ...problems],
        protection,
        ...(differential && { differential }),
      } as const;
      await writeMatrix(run, { scenarios: SCENARIOS, messages: MESSAGES, baselines }, this.#folder);
      return undefined;
    } catch (error) {
      const [line] = String(error instanceof Error ? error.message : error).split('\n');
      process.stderr.write(
        `matrix report: not written: ${line}; the tests ${ENDED[result.status]}, the run counts as failed\n`,
      );
      return { status: 'failed' };
    }
  }
}
