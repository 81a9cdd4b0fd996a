/** `npm run ci:local`: what CI does, on this machine. */
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { coverage } from '../reports/completeness.ts';
import type { Results } from '../reports/results.ts';
import { localPlan, NOT_HERE, type PlannedStep } from './ci/local-plan.ts';
import { compareCells } from './ci/same-cells.ts';
import { ROOT, run } from './lib/child.ts';
import { countOf, enginesOf, runScript, styled, UsageError } from './lib/flags.ts';
import { readResultsFile } from './lib/results-file.ts';

const HELP = `
npm run ci:local [-- --shards 4 --engine chromium,firefox -g @preflight]

Does what CI does, on this machine and with its browsers: each engine in shards, the shards merged
to one report, the report compared with the baselines, and the matrix of all results. The commands
are read from .github/workflows, so this and CI cannot differ. Goes on after a failing step where
CI would.

  --shards N       how many for each engine; default: as in the workflow
  --engine NAMES   comma-separated; default: all three
  -g, --grep TEXT  only the tests whose title or tag matches
  --output DIR     default: reports/out/ci. What an earlier run of this command left is removed
  --keep           keeps the earlier runs' results: each build of theirs is a column of the matrix
  --against FILE   compares with the results.json of a whole run, cell by cell, times aside

In DIR: matrix/, playwright/ and junit/ as always, blob/, results/, history/ (the matrix of all
results), summary.md (GitHub's job summary), log/ (what each step printed).

Not done here: ${Object.keys(NOT_HERE).join(', ')}.
Exit code 1 if a step failed or a cell differs; 2 for a mistake in the flags; 130 when stopped.
`;

/** What this command leaves in its folder. */
const LEFT = ['artifacts', 'blob', 'history', 'junit', 'log', 'matrix', 'playwright', 'summary.md'];
const RESULTS = 'results';

/** Lines of a failing step's output that are shown at once; the rest is in its log. */
const SHOWN = 12;

const say = (text: string): void => void process.stdout.write(text);

async function act(step: PlannedStep, log: string): Promise<number | null> {
  const descriptor = openSync(log, 'w');
  try {
    const { code } = await run(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.script],
      {
        env: step.env,
        stdio: ['ignore', descriptor, descriptor],
      },
    );
    return code;
  } finally {
    closeSync(descriptor);
  }
}

async function lastLines(file: string): Promise<string> {
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n').slice(-SHOWN);
  return lines.map((line) => `    ${line}\n`).join('');
}

/** Runs the steps in order. Resolves to the names of those that failed. */
async function actAll(plan: readonly PlannedStep[], logs: string): Promise<readonly string[]> {
  const failed: string[] = [];
  const groups = new Set<string>();
  const width = Math.max(...plan.map(({ name }) => name.length));
  for (const [index, step] of plan.entries()) {
    const number = String(index + 1).padStart(String(plan.length).length);
    say(`${number} of ${plan.length}  ${step.name.padEnd(width)}  `);
    if (groups.has(step.group) && !step.afterFailure) {
      say(`${styled('yellow', 'not run')}: an earlier step of its job failed\n`);
      continue;
    }
    const log = path.join(logs, `${number.trim()}-${step.name.replace(/\W+/g, '-')}.log`);
    const startedAt = performance.now();
    const code = await act(step, log);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
    if (code === 0) {
      say(`${seconds} s  ${styled('green', 'ok')}\n`);
      continue;
    }
    failed.push(step.name);
    groups.add(step.group);
    say(`${seconds} s  ${styled('red', `failed, exit code ${code}`)}\n`);
    say(`${await lastLines(log)}    (all of it: ${path.relative(ROOT, log)})\n`);
  }
  return failed;
}

/** Tells what the merged report holds. Resolves to whether it differs from the whole run. */
async function conclude(
  folder: string,
  engines: readonly string[],
  whole: Results | null,
  against = '',
): Promise<boolean> {
  let merged: Results;
  try {
    merged = (await readResultsFile(path.join(folder, 'matrix/results.json'), '')).results;
  } catch (error) {
    say(`${styled('red', 'there is no merged report')}: ${(error as Error).message}\n`);
    return true;
  }
  const { run: count, of } = coverage(merged.rows);
  const matrix = path.relative(ROOT, path.join(folder, 'history/index.html'));
  say(`${count} of ${of} cells run; the matrix: ${matrix}\n`);
  if (!whole) return false;
  const { compared, differences } = compareCells(merged, whole, engines);
  for (const line of differences) say(`${styled('red', 'differs')}  ${line}\n`);
  say(`${compared} cells compared with ${against}, ${differences.length} differences\n`);
  return differences.length > 0 || compared === 0;
}

await runScript(
  'ci:local',
  HELP,
  {
    shards: { type: 'string' },
    engine: { type: 'string' },
    grep: { type: 'string', short: 'g' },
    output: { type: 'string' },
    keep: { type: 'boolean', default: false },
    against: { type: 'string' },
  },
  async ({ shards, engine, grep, output = 'reports/out/ci', keep, against }) => {
    const engines = enginesOf(engine);
    if (output === '') throw new UsageError('--output takes the name of a folder');
    const whole = against === undefined ? null : (await readResultsFile(against)).results;
    const folder = path.resolve(ROOT, output);
    const plan = localPlan({
      engines,
      ...(shards !== undefined && { shards: countOf('shards', shards) }),
      ...(grep !== undefined && { grep }),
      // Relative, and with slashes, wherever it can be: bash on Windows reads it too.
      output: path.relative(ROOT, folder).split(path.sep).join('/') || '.',
    });
    for (const name of keep ? LEFT : [...LEFT, RESULTS])
      await rm(path.join(folder, name), { recursive: true, force: true });
    const logs = path.join(folder, 'log');
    await mkdir(logs, { recursive: true });

    const failed = await actAll(plan, logs);
    say('\n');
    const differ = await conclude(folder, engines, whole, against);
    if (failed.length > 0) say(styled('red', `failed: ${failed.join('; ')}\n`));
    return failed.length > 0 || differ ? 1 : 0;
  },
);
