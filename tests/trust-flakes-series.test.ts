/** A series and an isolation whose runs die whole, by a command that stands in for Playwright. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT } from '../scripts/lib/child.ts';
import type { Command } from '../scripts/trust/flakes/conditions.ts';
import { runIsolation } from '../scripts/trust/flakes/isolation.ts';
import { logFile, readLog } from '../scripts/trust/flakes/log.ts';
import { runSeries } from '../scripts/trust/flakes/series.ts';
import type { State } from '../scripts/trust/flakes/state.ts';
import { collected, wholeRun } from './flakes-fixtures.ts';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trust-flakes-series-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

/** A run like `CORS_REPORTS` asks for, the first `well` times; then one that dies with a word. */
async function dyingAfter(well: number, dying = ''): Promise<(command: Command) => Command> {
  const [results, calls, script] = ['results.json', 'calls', 'run.cjs'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string];
  await writeFile(results, JSON.stringify(collected(wholeRun())));
  await writeFile(
    script,
    `const fs = require('node:fs');
     const number = fs.existsSync(${JSON.stringify(calls)}) ? fs.readFileSync(${JSON.stringify(calls)}).length : 0;
     fs.appendFileSync(${JSON.stringify(calls)}, '.');
     const matrix = process.env.CORS_REPORTS + '/matrix';
     fs.mkdirSync(matrix, { recursive: true });
     if (number < ${well}) fs.copyFileSync(${JSON.stringify(results)}, matrix + '/results.json');
     else {
       ${dying}
       console.error('Error: the runner is out of luck');
       process.exitCode = 3;
     }`,
  );
  return () => [process.execPath, script];
}

const state = (): State => ({ tree: 'abc', commit: '', engines: ['x'] });
const COURSE = { engines: ['chromium', 'firefox', 'webkit'] } as const;

const series = async (repeat: number, within: (command: Command) => Command): Promise<void> =>
  runSeries({ kind: 'idle', course: { ...COURSE, within }, repeat, state, folder });

const DIED = 'a run executed no test (exit code 3): Error: the runner is out of luck';

test('a repetition that dies whole is one with a failure, and what it left is kept', async () => {
  await series(3, await dyingAfter(1));
  const { counted } = await readLog(logFile('idle', folder), state());
  expect(counted.map(({ tests, failures }) => ({ tests, failures }))).toEqual([
    { tests: 6, failures: [] },
    { tests: 0, failures: [{ test: '', kind: 'outside the tests', error: DIED }] },
    { tests: 0, failures: [{ test: '', kind: 'outside the tests', error: DIED }] },
  ]);
  const kept = readdirSync(folder).filter((name) => name.startsWith('idle-failed-'));
  expect(kept).toHaveLength(2);
  for (const name of kept)
    expect(await readFile(path.join(folder, name, 'log.txt'), 'utf8')).toContain('out of luck');
  expect(existsSync(path.join(folder, 'idle-under-way'))).toBe(false);
});

test('results that cannot be read are such a failure, too', async () => {
  await series(2, await dyingAfter(1, `fs.writeFileSync(matrix + '/results.json', '{');`));
  const { counted } = await readLog(logFile('idle', folder), state());
  expect(counted[1]?.failures[0]?.error).toMatch(/^a run left results that cannot be read: /);
});

/** The log that an error names. */
const logIn = (error: unknown): string =>
  path.resolve(ROOT, /\(all of it: (.*)\)$/.exec((error as Error).message)?.[1] ?? 'none');

test('the first one that dies whole ends the series, is not counted, and leaves its log', async () => {
  const within = await dyingAfter(0);
  const error: unknown = await series(3, within).catch((one: unknown) => one);
  expect((error as Error).message).toContain(DIED);
  expect(await readFile(logIn(error), 'utf8')).toContain('out of luck');
  expect(existsSync(logFile('idle', folder))).toBe(false);
});

test('what died whole in an earlier call counts with it: a series goes on', async () => {
  await series(1, await dyingAfter(1));
  await series(2, await dyingAfter(0));
  const { counted } = await readLog(logFile('idle', folder), state());
  expect(counted.map(({ failures }) => failures.length)).toEqual([0, 1]);
});

test('a run of the isolation that dies whole leaves its log', async () => {
  const within = await dyingAfter(1);
  const isolation = {
    course: { ...COURSE, within },
    state,
    folder: path.join(folder, 'isolation'),
  };
  const error: unknown = await runIsolation(isolation).catch((one: unknown) => one);
  expect((error as Error).message).toContain(DIED);
  expect(await readFile(logIn(error), 'utf8')).toContain('out of luck');
  // The one before is there.
  expect(existsSync(logFile('ordinary', isolation.folder))).toBe(true);
});
