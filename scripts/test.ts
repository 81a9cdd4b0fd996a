/**
 * `npm test`: everything, in order, and on after a failing step, so that one run shows every
 * failure. Ends with the line of counts.
 */
import path from 'node:path';
import { ROOT, runNpm, runPlaywright } from './lib/child.ts';
import { runScript, styled } from './lib/flags.ts';
import { countRun, failuresOf, forgetReport, readReport, type Counts } from './lib/report.ts';

/** Failed tests of a step that are named again at the end. */
const NAMED = 20;

const HELP = `
npm test: lint, format, types, the harness's own tests, the conformance run.

Goes on after a failing step. Names the failed tests of both Playwright runs once more at the end,
with the lines that differ, the first ${NAMED} of a run; what lint, format and types found stands above.
Ends with "N passed, N failed", summed over the tests of both runs and one for each of the first three steps;
"N skipped" are cells that are not applicable in an engine. Exit code 1 if anything failed, or if a
run executed no test.
`;

interface Outcome extends Counts {
  readonly because?: string;
  /** Each test that failed, as `failuresOf` tells it. */
  readonly failures?: readonly string[];
}

interface Step {
  readonly name: string;
  act(): Promise<Outcome>;
}

/** A step that is one check: the npm script of that name. */
const check = (name: string, script: string): Step => ({
  name,
  act: async () => {
    const { code } = await runNpm(script);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  },
});

/** A step that is a Playwright run, counted by its JSON report. */
const suite = (name: string, report: string, args: readonly string[]): Step => ({
  name,
  act: async () => {
    const file = path.join(ROOT, 'reports/out', report);
    await forgetReport(file);
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file };
    const { code } = await runPlaywright(args, { env });
    const read = await readReport(file);
    return { ...countRun(read, code), ...(read && { failures: failuresOf(read) }) };
  },
});

const STEPS: readonly Step[] = [
  check('lint', 'lint'),
  check('format', 'format:check'),
  check('types', 'types'),
  suite('harness tests', 'harness/results.json', ['--config=tests']),
  suite('conformance', 'json/results.json', ['--add-reporter=json']),
];

const inWords = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

function named(step: string, failures: readonly string[]): string[] {
  const more = failures.length - NAMED;
  return [
    ...failures.slice(0, NAMED).map((line) => `${step}: ${line}`),
    ...(more > 0 ? [`${step}: and ${more} more`] : []),
  ];
}

async function main(): Promise<number> {
  const lines: string[] = [];
  const failed: string[] = [];
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, act } of STEPS) {
    process.stdout.write(`\n${styled('bold', `# ${name}`)}\n`);
    const startedAt = performance.now();
    const outcome = await act();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    const why = outcome.because === undefined ? '' : `: ${outcome.because}`;
    const line = `${name.padEnd(14)} ${seconds.padStart(6)} s  ${inWords(outcome)}${why}`;
    lines.push(styled(outcome.failed > 0 ? 'red' : 'green', line));
    failed.push(...named(name, outcome.failures ?? []));
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
  }
  // The first error is far up by now, and a log is often kept by its end alone.
  if (failed.length > 0)
    process.stdout.write(`\n${styled('bold', '# failed')}\n${failed.join('\n')}\n`);
  process.stdout.write(`\n${lines.join('\n')}\n\n${inWords(total)}\n`);
  return total.failed > 0 ? 1 : 0;
}

await runScript('test', HELP, {}, main);
