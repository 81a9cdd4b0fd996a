/** `npm run bench`: how long the conformance run takes here, and how much of that is the suite. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { benchDifferential } from './bench/differential.ts';
import {
  countsByProject,
  rateOf,
  slowestByProject,
  spreadOf,
  type Measured,
} from './bench/figures.ts';
import { runPlaywright } from './lib/child.ts';
import { countOf, enginesOf, runScript, styled } from './lib/flags.ts';
import { countRun, readReport, testsOf } from './lib/report.ts';

const HELP = `
npm run bench [-- --runs 3 --engine chromium,firefox,webkit]

Measures the conformance run on this machine, and beside it, run by run in turn, the same number
of tests that only open the page, with the same fixtures and as many workers. Prints wall time,
tests per second, the five slowest tests of each engine, and the ratio of the two.

  --runs N        how often; default: 1. With more: least and median
  --engine NAMES  comma-separated; default: all three
  --workers N     default: Playwright's own (half of the cores)
  --grep PATTERN  only the tests whose title or tag matches

Exit code 1 if a test failed: the figures of a red run say little.

npm run bench -- --differential [--cases 5000] [--engine chromium,firefox,webkit]

Measures the differential run's engines instead: cases and requests per second, beside a bare loop
of the same requests in such a page; how the cost of a case changes; the memory of this process.

  --cases N       per engine; default: 5000. From 10,000 on the change of cost is measured
  --seed N        of the generated cases; default: 1

Exit code 1 if a figure is beyond its bound.
`;

/** What one kind of run is made of. */
interface Course {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

async function measure(folder: string, { args, env = {} }: Course) {
  const file = path.join(folder, 'report.json');
  await rm(file, { force: true });
  const { code, duration } = await runPlaywright(
    [...args, '--reporter=json', `--output=${path.join(folder, 'artifacts')}`],
    {
      env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const report = await readReport(file);
  const { failed, because } = countRun(report, code);
  if (!report) throw new Error(`a run ended with exit code ${code} and wrote no report`);
  const tests = testsOf(report).filter(({ outcome }) => outcome !== 'skipped');
  if (tests.length === 0) throw new Error(`a run had no test to measure: ${because ?? 'none ran'}`);
  return { wall: duration, tests, failed, workers: report.config.workers };
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** `12.3 s`, or least and median of several. */
function inWords(values: readonly number[], unit: (value: number) => string): string {
  const { min, median } = spreadOf(values);
  return values.length === 1 ? unit(min) : `min ${unit(min)}, median ${unit(median)}`;
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
        'only open the page',
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

await runScript(
  'bench',
  HELP,
  {
    runs: { type: 'string', default: '1' },
    engine: { type: 'string' },
    workers: { type: 'string' },
    grep: { type: 'string' },
    differential: { type: 'boolean', default: false },
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
  async (flags) => {
    if (flags.differential) {
      const cases = countOf('cases', flags.cases);
      const seed = countOf('seed', flags.seed);
      return benchDifferential(enginesOf(flags.engine), cases, seed);
    }
    const runs = countOf('runs', flags.runs);
    const projects = enginesOf(flags.engine).map((engine) => `--project=${engine}`);
    const workers = flags.workers === undefined ? undefined : countOf('workers', flags.workers);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'cors-conformance-bench-'));
    const [suite, yardstick]: [Measured[], Measured[]] = [[], []];
    let failed = 0;
    let used = 0;
    try {
      for (let run = 1; run <= runs; run += 1) {
        process.stdout.write(`run ${run} of ${runs}: conformance`);
        const one = await measure(folder, {
          args: [
            ...projects,
            ...(workers === undefined ? [] : [`--workers=${workers}`]),
            ...(flags.grep === undefined ? [] : [`--grep=${flags.grep}`]),
          ],
        });
        suite.push(one);
        used = one.workers;
        process.stdout.write(` ${seconds(one.wall)}, opening the page`);
        const other = await measure(folder, {
          args: ['--config=scripts/bench', `--workers=${one.workers}`, ...projects],
          env: { BENCH_TESTS: JSON.stringify(countsByProject(one.tests)) },
        });
        yardstick.push(other);
        process.stdout.write(` ${seconds(other.wall)}\n`);
        failed += one.failed + other.failed;
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    print(suite, yardstick, used);
    if (failed > 0) process.stdout.write(`\n${failed} failed: npm test says which and why\n`);
    return failed > 0 ? 1 : 0;
  },
);
