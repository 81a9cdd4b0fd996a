/** The matrix of a run without protection, in a folder of its own: the ordinary one stays. */
import path from 'node:path';
import type { FullConfig, Suite } from '@playwright/test/reporter';
import MatrixReporter, { type MatrixReporterOptions } from '../../reports/matrix-reporter.ts';
import { UNPROTECTED_FOLDER } from './folder.ts';

/** A sign of life each so many tests: the run takes minutes. */
const EACH = 25;

export default class UnprotectedMatrix extends MatrixReporter {
  #tests = 0;
  #ended = 0;

  constructor(options: MatrixReporterOptions = {}) {
    super({ ...options, outputFolder: path.join(UNPROTECTED_FOLDER, 'matrix') });
  }

  override printsToStdio(): boolean {
    return true;
  }

  override onBegin(config: FullConfig, suite: Suite): void {
    this.#tests = suite.allTests().length;
    super.onBegin({ ...config, metadata: { ...config.metadata, protection: 'off' } }, suite);
  }

  onTestEnd(): void {
    this.#ended += 1;
    if (this.#ended % EACH === 0 || this.#ended === this.#tests)
      process.stdout.write(`  ${this.#ended} of ${this.#tests} tests\n`);
  }
}
