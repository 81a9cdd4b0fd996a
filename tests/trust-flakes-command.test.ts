/** `npm run trust:flakes` as a person starts it: real runs, resumed, stopped, and with a browser that fails. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { identifyProcess } from '../fixtures/engines/processes.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { playwrightCommand, ROOT } from '../scripts/lib/child.ts';
import { checkDelay, delayed, keepBusy } from '../scripts/trust/flakes/conditions.ts';
import { runSeries } from '../scripts/trust/flakes/series.ts';
import type { State } from '../scripts/trust/flakes/state.ts';

// Real runs of Playwright, several processes deep.
test.describe.configure({ timeout: 600_000 });

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trust-flakes-command-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

const start = (env: Record<string, string>, command: string, ...args: readonly string[]) =>
  spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

const flakes = (env: Record<string, string>, ...flags: readonly string[]): ChildProcess =>
  start(env, process.execPath, '--import', 'tsx', 'scripts/trust-flakes.ts', ...flags);

async function ended(child: ChildProcess) {
  if (!child.stdout || !child.stderr) throw new Error('the child has no pipes');
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

/** One quick scenario in one engine. */
const SAMPLE = ['--engine', 'chromium', '--grep', '@allow-origin-missing(?![a-z-])'];

const linesOf = async (file: string): Promise<readonly string[]> =>
  (await readFile(file, 'utf8')).trimEnd().split('\n');

test('a series goes on where it was, and the report says what there is', async () => {
  const log = path.join(folder, 'idle.jsonl');
  const sample = [...SAMPLE, '--output', folder];
  const first = await ended(flakes({}, ...sample, '--repeat', '1'));
  expect(first.out).toMatch(/^repetition 1 of 1: 2 tests in .*, no flake$/m);
  expect(first).toMatchObject({ code: 0, err: '' });

  // Of another state of the suite: not counted.
  const [line = ''] = await linesOf(log);
  await appendFile(log, `${JSON.stringify({ ...JSON.parse(line), tree: 'another' })}\n`);
  const second = await ended(flakes({}, ...sample, '--repeat', '2'));
  expect(second.out).toMatch(/^1 repetitions are there already: /m);
  expect(second.out).toMatch(/^1 of another state of the suite are not counted$/m);
  expect(second.out).not.toContain('repetition 1 of 2');
  expect(second.out).toMatch(/^repetition 2 of 2: 2 tests in .*, no flake$/m);
  expect(await linesOf(log)).toHaveLength(3);

  const report = await ended(flakes({}, ...sample, '--report'));
  expect(report).toMatchObject({ code: 0, err: '' });
  expect(report.out).toMatch(
    /^ +flakes, idle machine +0 in 2 runs of the suite, 4 tests, .* \(none\)$/m,
  );
  expect(report.out).toMatch(
    /at most 75 in 100 tests fail by chance, at 95 % confidence \(3\/4\)$/m,
  );
  // Nothing is left of the runs but the log, and the place of the isolation was never made.
  expect(readdirSync(folder)).toEqual(['idle.jsonl']);

  const other = await ended(flakes({}, '--report', '--output', folder));
  expect(other.code).toBe(1);
  expect(other.out).toMatch(/^there is no repetition of this state of the suite$/m);
});

test('a browser that does not start is counted, told, and its reports are kept', async () => {
  const browser = path.join(folder, 'chromium');
  await writeFile(
    browser,
    '#!/bin/sh\n[ "$1" = --version ] && echo "Chromium 1.2.3.4" && exit\necho "no luck" >&2; exit 1\n',
  );
  await chmod(browser, 0o755);
  const output = path.join(folder, 'out');
  const run = await ended(
    flakes({ CORS_CHROMIUM: browser }, ...SAMPLE, '--repeat', '1', '--loaded', '--output', output),
  );
  expect(run.code).toBe(1);
  expect(run.out).toMatch(/^repetition 1 of 1: 2 tests in .*, 1 did not pass$/m);
  expect(run.out).toMatch(/^ {2}allow-origin-missing in chromium harness error: /m);
  expect(run.out).toMatch(/^ {2}1 of 1 {2}allow-origin-missing in chromium harness error: /m);
  expect(run.out).toMatch(/^ +flakes, all cores busy +1 in 1 runs .* \(none\) {2}NOT KEPT$/m);
  const kept = readdirSync(output).find((name) => name.startsWith('loaded-failed-'));
  expect(existsSync(path.join(output, kept ?? '', 'playwright/index.html'))).toBe(true);
});

test('a run that executes nothing ends the series, in one line', async () => {
  const run = await ended(
    flakes({}, '--engine', 'chromium', '-g', 'no such test', '--repeat', '3', '--output', folder),
  );
  expect(run.err).toMatch(
    /^trust:flakes: a run executed no test \(exit code 1\): .*No tests found.*\n$/,
  );
  expect(run.code).toBe(1);
  expect(existsSync(path.join(folder, 'idle.jsonl'))).toBe(false);
});

test('a tree that changes under a run: it is not counted', async () => {
  let number = 0;
  const state = (): State => ({ tree: `${(number += 1)}`, commit: '', engines: ['x'] });
  const course = { engines: ['chromium'], grep: '@allow-origin-missing(?![a-z-])' } as const;
  await expect(runSeries({ kind: 'idle', course, repeat: 1, state, folder })).rejects.toThrow(
    /^the suite or a browser changed during a repetition/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

/** Processes that name this test's folder in their command line or environment; each child does. */
const mine = (): readonly string[] =>
  readdirSync('/proc').filter((name) => {
    try {
      return ['environ', 'cmdline'].some((file) =>
        readFileSync(`/proc/${name}/${file}`, 'latin1').includes(path.basename(folder)),
      );
    } catch {
      return false; // no process, or one that just ended
    }
  });

test('stopped by Ctrl-C: exit code 130, the repetition is not counted, nothing is left', async () => {
  test.skip(process.platform !== 'linux', 'processes are looked up in /proc: proc(5)');
  const child = flakes(
    { MARK: folder },
    '--engine',
    'chromium',
    '--loaded',
    '--repeat',
    '2',
    '--output',
    folder,
  );
  const all = ended(child);
  await expect
    .poll(() => existsSync(path.join(folder, 'loaded-under-way/log.txt')) && mine().length > 3, {
      timeout: 300_000,
    })
    .toBe(true);
  child.kill('SIGINT');
  const { code, out, err } = await all;
  expect(err).toMatch(/^trust:flakes: stopped by SIGINT\n$/);
  expect(out).toMatch(/^0 of 2 repetitions are kept; the same command goes on there$/m);
  expect(code).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
  // A killed browser's processes may take a moment to be gone.
  await expect.poll(mine).toEqual([]);
});

/** Of a core, in user mode: the 14th field of /proc/<pid>/stat; the second is in parentheses. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[11]);
}

test('cores are kept busy until that is ended', async () => {
  test.skip(process.platform !== 'linux', 'processes are looked up in /proc: proc(5)');
  const busy = keepBusy(2);
  expect(busy.pids).toHaveLength(2);
  for (const pid of busy.pids) {
    // A process that only is there uses no time.
    const before = ticksOf(pid);
    await expect.poll(() => ticksOf(pid)).toBeGreaterThan(before + 10);
  }
  await busy.end();
  for (const pid of busy.pids) expect(identifyProcess(pid)).toBeNull();
});

test('a delay: the command goes into a namespace whole, or one line says why not', async () => {
  expect(delayed(5, ['node', 'cli', 'a b'])).toEqual([
    ...['unshare', '--net', '--mount', 'sh', '-c', expect.stringContaining('delay "$0ms"')],
    ...['5', 'node', 'cli', 'a b'],
  ]);
  let refusal = '';
  try {
    checkDelay(5);
  } catch (error) {
    refusal = (error as Error).message;
  }
  test.skip(
    refusal === '',
    'this machine allows it: npm run trust:flakes -- --delay 5 shows the rest',
  );
  expect(refusal).toMatch(/^--delay needs a network namespace [^\n]*$/);
  const run = await ended(flakes({}, ...SAMPLE, '--delay', '5', '--output', folder));
  expect(run.code).toBe(2);
  expect(run.err).toMatch(/^trust:flakes: --delay needs a network namespace [^\n]*\n$/);
});

/** Asks what the suite needs of a network: both loopbacks, and a host that nobody knows. */
const ASKING = `
const net = require('node:net');
const reach = (host) => new Promise((resolve) => {
  const server = net.createServer().listen(0, host, () => {
    const socket = net.connect(server.address().port, host, () => {
      resolve(host);
      socket.destroy();
      server.close();
    });
  }).on('error', ({ code }) => resolve(code));
});
const name = new Promise((resolve) =>
  require('node:dns').lookup('cors-conformance.invalid', ({ code }) => resolve(code)));
Promise.all([reach('127.0.0.1'), reach('::1'), name]).then((all) => console.log(all.join(' ')));
`;

test('in the namespace both loopbacks answer, and an unknown host is unknown at once', async () => {
  test.skip(process.platform !== 'linux', 'namespaces are of Linux: namespaces(7)');
  const [free, ...freely] = delayed(0, ['true']);
  const allowed = (await ended(start({}, free, ...freely))).code === 0;
  test.skip(!allowed, 'this machine allows no network namespace: unshare(1)');
  const [command, ...args] = delayed(0, [process.execPath, '-e', ASKING]);
  expect(await ended(start({}, command, ...args))).toEqual({
    code: 0,
    out: '127.0.0.1 ::1 ENOTFOUND\n',
    err: '',
  });
});

test('bad input: one line, exit code 2', async () => {
  for (const [flags, words] of [
    [['--repeat', '0'], /--repeat takes a whole number/],
    [['--isolation', '--loaded'], /--loaded has no meaning beside --isolation/],
    [['--nonsense'], /nonsense/],
  ] as const) {
    const { code, out, err } = await ended(flakes({}, ...flags));
    expect(err).toMatch(words);
    expect(err.trim()).not.toContain('\n');
    expect({ code, out }).toEqual({ code: 2, out: '' });
  }
});

test.describe('CORS_SHUFFLE', () => {
  /** Ids in the order in which Playwright would run them. */
  async function listed(shuffle: string) {
    const args = ['--list', '--project=chromium', '--no-deps', 'specs/scenarios.spec.ts'];
    const [command, ...rest] = playwrightCommand(args);
    const { code, out, err } = await ended(start({ CORS_SHUFFLE: shuffle }, command, ...rest));
    const ids = [...out.matchAll(/ › ([a-z0-9-]+): /g)].map(([, id]) => id);
    return { code, ids, out: out + err };
  }

  test('declares every scenario once, in another order; without it the catalogue’s', async () => {
    const [ordinary, one, again, other] = [
      ...[await listed(''), await listed('1'), await listed('1'), await listed('2')],
    ].map(({ ids }) => ids);
    const catalogue = SCENARIOS.map(({ id }) => id);
    const special = SCENARIOS.filter(({ launch }) => launch).map(({ id }) => id);
    const rest = catalogue.filter((id) => !special.includes(id));
    expect(ordinary).toEqual([...special, ...rest]);
    for (const order of [one, other]) expect(order?.toSorted()).toEqual(catalogue.toSorted());
    expect(again).toEqual(one);
    expect(one).not.toEqual(ordinary);
    expect(one).not.toEqual(other);
  });

  test('a seed that is none is told in one line', async () => {
    const { code, out } = await listed('soon');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Error: CORS_SHUFFLE takes a whole number from 0 to 4294967295, not "soon"$/m,
    );
  });
});
