/** How long the conformance run takes, beside as many tests that ask one request each. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Engine } from '../../messages/types.ts';
import { runPlaywright } from '../lib/child.ts';
import { styled } from '../lib/flags.ts';
import { processorTime, stolenShare, stolenWords } from '../lib/stolen-time.ts';
import { countRun, readReport, testsOf } from '../lib/report.ts';
import { countsByProject, rateOf, slowestByProject, spreadOf, type Measured } from './figures.ts';

/** What one kind of run is made of. */
interface Course {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** One run by Playwright, timed as a whole. Rejects when it wrote no report or had no test. */
export async function measure(folder: string, { args, env = {} }: Course) {
  const file = path.join(folder, 'report.json');
  await rm(file, { force: true });
  const before = await processorTime();
  const { code, duration } = await runPlaywright(
    [...args, '--reporter=json', `--output=${path.join(folder, 'artifacts')}`],
    {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const stolen = stolenShare(before, await processorTime());
  const report = await readReport(file);
  const { failed, because } = countRun(report, code);
  if (!report) throw new Error(`a run ended with exit code ${code} and wrote no report`);
  const tests = testsOf(report).filter(({ outcome }) => outcome !== 'skipped');
  if (tests.length === 0) throw new Error(`a run had no test to measure: ${because ?? 'none ran'}`);
  return { wall: duration, stolen, tests, failed, workers: report.config.workers };
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Its seconds, and what its machine's host took of them. */
function timeWords({ wall, stolen }: { wall: number; stolen: number | null }): string {
  const beside = stolenWords(stolen);
  return seconds(wall) + (beside && ` (${beside})`);
}

/** With a folder that is gone afterwards. */
export async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cors-conformance-bench-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `12.3 s`, or least and median of several. */
function inWords(values: readonly number[], unit: (value: number) => string): string {
  const { min, median } = spreadOf(values);
  return values.length === 1 ? unit(min) : `min ${unit(min)}, median ${unit(median)}`;
}

export interface ConformanceFlags {
  readonly engines: readonly Engine[];
  readonly runs: number;
  readonly workers?: number;
  readonly grep?: string;
}

/** Measures, prints, and returns the exit code: 1 if a test failed. */
export async function benchConformance(flags: ConformanceFlags): Promise<number> {
  const { runs, grep } = flags;
  const projects = flags.engines.map((engine) => `--project=${engine}`);
  const [suite, yardstick]: [Measured[], Measured[]] = [[], []];
  let failed = 0;
  let used = 0;
  await withFolder(async (folder) => {
    for (let run = 1; run <= runs; run += 1) {
      process.stdout.write(`run ${run} of ${runs}: conformance`);
      const one = await measure(folder, {
        args: [
          ...projects,
          ...(flags.workers === undefined ? [] : [`--workers=${flags.workers}`]),
          ...(grep === undefined ? [] : [`--grep=${grep}`]),
        ],
      });
      suite.push(one);
      used = one.workers;
      process.stdout.write(` ${timeWords(one)}, one request each`);
      const other = await measure(folder, {
        args: ['--config=scripts/bench', `--workers=${one.workers}`, ...projects],
        env: { BENCH_TESTS: JSON.stringify(countsByProject(one.tests)) },
      });
      yardstick.push(other);
      process.stdout.write(` ${timeWords(other)}\n`);
      failed += one.failed + other.failed;
    }
  });
  print(suite, yardstick, used);
  if (failed > 0) process.stdout.write(`\n${failed} failed: npm test says which and why\n`);
  return failed > 0 ? 1 : 0;
}

function print(suite: readonly Measured[], yardstick: readonly Measured[], workers: number): void {
  const line = (title: string, text: string): string => `  ${title.padEnd(22)}${text}\n`;
  const rate = (value: number): string => `${value.toFixed(1)} tests/s`;
  const ratio = (value: number): string => `${value.toFixed(2)} x`;
  const fastest = suite.reduce((best, one) => (one.wall < best.wall ? one : best));
  const counts = Object.entries(countsByProject(fastest.tests));
  const of = counts.map(([project, count]) => `${project} ${count}`).join(', ');
  const ratios = suite.map(({ wall }, index) => wall / (yardstick[index]?.wall ?? NaN));

  process.stdout.write(
    `\n${styled('bold', `${fastest.tests.length} tests`)} (${of}), ${workers} workers, ` +
      `${os.availableParallelism()} cores, ${suite.length} run${suite.length > 1 ? 's' : ''}\n` +
      line(
        'conformance run',
        inWords(
          suite.map(({ wall }) => wall),
          seconds,
        ),
      ) +
      line('', inWords(suite.map(rateOf), rate)) +
      line(
        'one request each',
        inWords(
          yardstick.map(({ wall }) => wall),
          seconds,
        ),
      ) +
      line('', inWords(yardstick.map(rateOf), rate)) +
      line('ratio', inWords(ratios, ratio)),
  );
  for (const [project, tests] of slowestByProject(fastest.tests, 5)) {
    process.stdout.write(`\nslowest in ${project}\n`);
    for (const { duration, title } of tests)
      process.stdout.write(`  ${seconds(duration).padStart(7)}  ${title}\n`);
  }
}
