/** `npm run differential` without a browser: flags, files, progress, reports, exit codes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { FAMILIES, type Subject } from '../differential/types.ts';
import type { Engine } from '../messages/types.ts';
import type { EngineRun } from '../reports/differential-results.ts';
import { readDifferential } from '../reports/read-differential.ts';
import { replayAll, runCases, type Machinery } from '../scripts/differential/command.ts';
import { DEFAULT_OUTPUT, readAsked } from '../scripts/differential/flags.ts';
import { Progress, type ProgressState } from '../scripts/differential/progress.ts';
import { readReplay } from '../scripts/differential/replay.ts';
import { runReport } from '../scripts/differential/report.ts';
import { UsageError } from '../scripts/lib/flags.ts';
import { departure, engineRun, exchange, finding } from './differential-fixtures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'differential-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A stream that keeps what was written. */
function recorder(more: { isTTY?: boolean; columns?: number } = {}) {
  const written: string[] = [];
  return {
    ...more,
    write: (text: string) => written.push(text) > 0,
    all: () => written.join(''),
  };
}

const node = (...args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function command(...flags: readonly string[]) {
  const child = node('scripts/differential.ts', ...flags);
  if (!child.stdout || !child.stderr) throw new Error('the child has no pipes');
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

test.describe('flags', () => {
  test('without any: 2000 cases, a fixed seed, everything', () => {
    expect(readAsked({})).toEqual({
      engines: ['chromium', 'firefox', 'webkit'],
      cases: 2000,
      seed: 1,
      families: FAMILIES,
      output: DEFAULT_OUTPUT,
    });
  });

  test('families and engines are taken once, families in their own order', () => {
    expect(
      readAsked({ only: 'cache, preflight,cache', engine: 'webkit,webkit', seed: '-5' }),
    ).toMatchObject({ engines: ['webkit'], families: ['preflight', 'cache'], seed: -5 });
  });

  for (const [flags, words] of [
    [{ cases: '0' }, /^--cases takes a whole number of at least 1, not "0"$/],
    [{ cases: 'many' }, /^--cases takes .* not "many"$/],
    [{ seed: '1.5' }, /^--seed takes a whole number of 32 bits, not "1.5"$/],
    [{ seed: '2147483648' }, /^--seed takes /],
    [{ engine: 'safari' }, /^unknown engine "safari"; there are chromium, /],
    [{ only: 'preflight,dance' }, /^unknown family "dance"; there are simple, /],
    [{ output: '' }, /^--output takes the name of a file/],
    [{ replay: '' }, /^--replay takes the name of a file/],
    [{ replay: 'a.json', seed: '1' }, /^--seed has no meaning beside --replay/],
    [{ replay: 'a.json', output: 'b.json' }, /^--output has no meaning beside --replay/],
  ] as const) {
    test(`refused: ${JSON.stringify(flags)}`, () => {
      expect(() => readAsked(flags)).toThrow(UsageError);
      expect(() => readAsked(flags)).toThrow(words);
    });
  }

  test('a mistake is one line and exit code 2; help names every flag and exit code', async () => {
    const [mistake, missing, help] = await Promise.all([
      command('--case', '3'),
      command('--replay', path.join(folder, 'none.json')),
      command('--help'),
    ]);
    expect(mistake).toMatchObject({ code: 2, out: '' });
    expect(mistake.err).toMatch(/^differential: [^\n]*--case[^\n]*--help\)\n$/);
    expect(missing).toMatchObject({ code: 2, out: '' });
    expect(missing.err).toMatch(/^differential: \S+none\.json: there is no such file\n$/);
    expect(help).toMatchObject({ code: 0, err: '' });
    for (const word of ['--cases', '--seed', '--engine', '--only', '--replay', '--output', '130'])
      expect(help.out).toContain(word);
    expect(Math.max(...help.out.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  });
});

test.describe('progress', () => {
  const state = (done: number, more: Partial<ProgressState> = {}): ProgressState => ({
    phase: 'running',
    done,
    total: 100,
    explained: 4,
    unexplained: 1,
    killed: 1,
    ...more,
  });

  test('off a terminal: a line each tenth or ten seconds or phase, and no control character', () => {
    const stream = recorder();
    let now = 0;
    const progress = new Progress(stream, 'WebKit', () => now);
    for (const [at, done, phase] of [
      [0, 0, 'running'],
      [1000, 5, 'running'],
      [2000, 20, 'running'],
      [3000, 25, 'running'],
      [12_500, 26, 'running'],
      [13_000, 26, 'shrinking'],
    ] as const) {
      now = at;
      progress.update(state(done, { phase }));
    }
    progress.end();
    // oxlint-disable-next-line no-control-regex -- the very characters that must not be there
    expect(stream.all()).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
    expect(stream.all().trim().split('\n')).toEqual([
      'WebKit: running, 0/100, 2 unexplained, 4 explained',
      'WebKit: running, 20/100, 10.0/s, 2 unexplained, 4 explained, 8 s left',
      expect.stringMatching(/^WebKit: running, 26\/100, 2\.1\/s, .* 36 s left$/),
      'WebKit: shrinking, 26/100, 2 unexplained, 4 explained',
    ]);
  });

  test('on a terminal: one line, drawn over, never as wide as to wrap, taken away at the end', () => {
    const stream = recorder({ isTTY: true, columns: 40 });
    const progress = new Progress(stream, 'WebKit', () => 0);
    progress.update(state(50));
    progress.update(state(100));
    progress.end();
    expect(stream.all()).not.toContain('\n');
    const drawn = stream.all().split('\r').slice(1);
    expect(drawn).toHaveLength(3);
    expect(drawn[0]).toContain('██████████░░░░░░░░░░');
    for (const line of drawn) expect(line.replace('\u001B[K', '').length).toBeLessThan(40);
    expect(drawn[2]).toBe('\u001B[K');
  });
});

test('the report of an engine tells counts, departures, transcripts and how to replay', () => {
  const run = engineRun('firefox', {
    explained: [
      departure('wide-star', {
        count: 4,
        missed: 2,
        missedIn: { ...finding('a').found, family: 'headers', index: 7 },
      }),
    ],
    unexplained: [finding('verdict \u001B[31m'), finding('verdict \u001B[31m')],
    killed: [finding('killed', { count: 1, differences: [], because: 'It crashed.' })],
  });
  const report = runReport(run, 'out');
  // 100 cases, 90 conform, 3 show the one key, 1 was killed.
  expect(report).toMatch(/explained +6\n +unexplained +3\n +killed +1\n/);
  expect(report).toMatch(/: 100 cases in 8 s, 12\.5 cases\/s\n/);
  expect(report).toMatch(/wide-star +deviation +4 +2 +What wide-star does\.\n +https:\/\/bugs/);
  expect(report).toContain('--replay out/firefox-missed-wide-star.json --engine firefox');
  expect(report).toContain('finding 2 of 3: verdict [U+001B][31m');
  expect(report).toContain('→ PUT {api:/resource}');
  expect(report).toMatch(/page, step 1 verdict\n +expected {2}blocked\n +observed {2}allowed\n/);
  expect(report).toContain('npm run differential -- --replay out/firefox-3.json --engine firefox');
  expect(report).toContain('It crashed.');
  expect(report).not.toContain('\u001B');
});

test.describe('the command', () => {
  /** Stands in for browsers alone: which engine gives which run, or fails. */
  function machinery(runs: Partial<Record<Engine, EngineRun | Error>>) {
    const closed: Engine[] = [];
    const fake: Machinery = {
      open: async (engine) => {
        const subject: Subject = {
          engine,
          version: '1',
          run: async () => [],
          close: async () => void closed.push(engine),
        };
        return { subject, name: engine };
      },
      run: async ({ subject }) => {
        const run = runs[subject.engine];
        if (run === undefined || run instanceof Error) throw run ?? new Error('no such run');
        return run;
      },
      replay: async ({ exchanges }) =>
        exchanges.map((one) => ({
          case: one,
          judgement: { kind: 'killed', because: 'It died.' },
        })),
    };
    return { fake, closed };
  }

  const ask = (...engines: Engine[]) => ({
    engines,
    cases: 100,
    seed: 7,
    families: FAMILIES,
    output: path.join(folder, 'new', 'differential.json'),
  });

  async function act(
    runs: Parameters<typeof machinery>[0],
    engines: Engine[] = Object.keys(runs) as Engine[],
    signal: AbortSignal = new AbortController().signal,
  ) {
    const { fake, closed } = machinery(runs);
    const [out, err] = [recorder(), recorder()];
    const code = await runCases(ask(...engines), { machinery: fake, signal, out, err });
    return { code, closed, out: out.all(), err: err.all() };
  }

  for (const [title, run, code] of [
    ['all conform', engineRun('webkit'), 0],
    ['departures that show', engineRun('webkit', { explained: [departure('a')] }), 0],
    ['a finding', engineRun('webkit', { unexplained: [finding('a')] }), 1],
    ['a killed case', engineRun('webkit', { killed: [finding('a')] }), 1],
    ['a departure missed', engineRun('webkit', { explained: [departure('a', { missed: 1 })] }), 1],
    ['too few cases', engineRun('webkit', { interrupted: true }), 2],
    ['a failing harness', new Error('no display\nat x'), 2],
  ] as const) {
    test(`exit code ${code}: ${title}`, async () => {
      const done = await act({ webkit: run });
      expect(done.code).toBe(code);
      expect(done.closed).toEqual(['webkit']);
      expect(done.err === '').toBe(code !== 2);
    });
  }

  test('interrupted: what ran is told and written, and no engine is begun', async () => {
    const controller = new AbortController();
    const { fake, closed } = machinery({ chromium: engineRun('chromium', { interrupted: true }) });
    const run: Machinery['run'] = async (options) => {
      controller.abort();
      return fake.run(options);
    };
    const [out, err] = [recorder(), recorder()];
    const asked = ask('chromium', 'firefox');
    const surroundings = { machinery: { ...fake, run }, signal: controller.signal, out, err };
    expect(await runCases(asked, surroundings)).toBe(130);
    expect(closed).toEqual(['chromium']);
    expect(out.all()).toContain('interrupted');
    expect(readDifferential(await readFile(asked.output, 'utf8')).engines).toHaveLength(1);
  });

  test('an engine that fails keeps no other from running', async () => {
    const done = await act({
      chromium: new Error('no display\nat x'),
      webkit: engineRun('webkit'),
    });
    expect(done.err).toBe('Chromium: no display\n');
    expect(done.out).toContain('webkit product');
    expect(done.closed).toEqual(['chromium', 'webkit']);
  });

  test('the files are read back as they were, findings of an earlier run are gone', async () => {
    const run = engineRun('webkit', { unexplained: [finding('a'), finding('b')] });
    await act({ webkit: run });
    const out = path.join(folder, 'new');
    expect((await readdir(out)).toSorted()).toEqual([
      'differential.json',
      'webkit-1.json',
      'webkit-2.json',
    ]);
    const written = readDifferential(await readFile(path.join(out, 'differential.json'), 'utf8'));
    expect(written).toMatchObject({ seed: 7, cases: 100, families: FAMILIES, engines: [run] });
    const [replayable] = await readReplay(path.join(out, 'webkit-2.json'));
    expect(replayable?.case).toEqual({ family: 'preflight', ...exchange() });

    await writeFile(path.join(out, 'firefox-1.json'), '{"somebody": "else"}');
    await act({ webkit: engineRun('webkit', { unexplained: [finding('a')] }) });
    expect((await readdir(out)).toSorted()).toEqual([
      'differential.json',
      'firefox-1.json',
      'webkit-1.json',
    ]);
  });

  test('a run in which nothing ran leaves the results of the one before', async () => {
    await act({ webkit: engineRun('webkit') });
    await act({ webkit: new Error('no display') });
    const file = path.join(folder, 'new', 'differential.json');
    expect(readDifferential(await readFile(file, 'utf8')).engines).toHaveLength(1);
  });

  test('a place that cannot be written is told before anything runs', async () => {
    await writeFile(path.join(folder, 'new'), '');
    await expect(act({ webkit: engineRun('webkit') })).rejects.toThrow(
      /^--output .*(?:EEXIST|ENOTDIR)/,
    );
  });

  test('a replay tells each exchange in each engine', async () => {
    const [out, err] = [recorder(), recorder()];
    const { fake, closed } = machinery({});
    const given = [{ title: 'a title', case: { family: 'preflight', ...exchange() } }] as const;
    const surroundings = {
      machinery: fake,
      signal: new AbortController().signal,
      out,
      err,
    };
    expect(await replayAll(given, ['chromium', 'webkit'], surroundings)).toBe(1);
    expect(closed).toEqual(['chromium', 'webkit']);
    for (const engine of closed) expect(out.all()).toContain(`${engine} 1, a title\n`);
    expect(out.all().match(/→ PUT \{api:\/resource\}/g)).toHaveLength(2);
    expect(out.all()).toContain('killed: It died.');
  });
});

test('the first Ctrl-C asks, its echo is nothing, a later one ends', async () => {
  const child = node(
    '--input-type=module',
    '--eval',
    `import { stopSignal } from './scripts/differential/stop.ts';
     stopSignal((line) => console.log(line));
     process.on('SIGUSR2', () => console.log('alive'));
     setInterval(() => {}, 1e6);
     console.log('ready');`,
  );
  const ended = once(child, 'close') as Promise<[number | null]>;
  const seen: string[] = [];
  let asking: NodeJS.Timeout | undefined;
  for await (const chunk of child.stdout ?? []) {
    for (const line of String(chunk).trim().split('\n')) {
      seen.push(line);
      if (line === 'ready') child.kill('SIGINT');
      if (line.startsWith('stopping')) {
        child.kill('SIGINT');
        child.kill('SIGUSR2');
      }
      // Only the clock tells a second Ctrl-C from the first one's echo, so it goes on asking.
      if (line === 'alive') asking = setInterval(() => child.kill('SIGINT'), 100);
    }
  }
  clearInterval(asking);
  expect(await ended).toEqual([130, null]);
  expect(seen).toEqual(['ready', expect.stringMatching(/^stopping after the batch/), 'alive']);
});
