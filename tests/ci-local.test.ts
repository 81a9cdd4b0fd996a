/** `npm run ci:local`: its plan is the workflows', and its shards say what a whole run says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { readResults } from '../reports/read-results.ts';
import { RESULTS_FORMAT, type Cell, type Results } from '../reports/results.ts';
import { fileNameOf, keptOf } from '../scripts/ci/kept-results.ts';
import {
  COURSE,
  localPlan,
  NOT_HERE,
  readWorkflowFile,
  type Wishes,
} from '../scripts/ci/local-plan.ts';
import { compareCells } from '../scripts/ci/same-cells.ts';
import { evaluated, readWorkflow } from '../scripts/ci/workflow.ts';
import { ROOT, runPlaywright } from '../scripts/lib/child.ts';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ci-local-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

// --- The plan ------------------------------------------------------------------------------------

const WISHES: Wishes = { engines: ['chromium', 'webkit'], shards: 2, output: 'there' };

test.describe('the plan', () => {
  test('is every script of the workflows’ jobs but those that are named', () => {
    const ids = COURSE.flatMap(({ file, job }) =>
      (readWorkflowFile(file).jobs[job]?.steps ?? [])
        .filter(({ run }) => run !== undefined)
        .map(({ id }) => id),
    );
    expect([...new Set(ids)]).toEqual([
      ...['install', 'browser', 'shard', 'merge', 'summary'],
      ...['baseline', 'earlier', 'keep', 'matrix'],
    ]);
    expect(localPlan(WISHES).map(({ name }) => name)).toEqual([
      ...['chromium, shard 1 of 2', 'chromium, shard 2 of 2'],
      ...['webkit, shard 1 of 2', 'webkit, shard 2 of 2'],
      ...['merge', 'summary', 'baseline', 'keep', 'matrix'],
    ]);
    for (const id of Object.keys(NOT_HERE)) expect(ids).toContain(id);
  });

  test('has the workflow’s own commands, its shards and its environment', () => {
    const { grep, ...wishes }: Wishes = { ...WISHES, grep: '@preflight', shards: 4 };
    const step = localPlan({ ...wishes, ...(grep !== undefined && { grep }) })[1];
    const written = readWorkflowFile('engines.yml').jobs['engine']?.steps?.find(
      ({ id }) => id === 'shard',
    );
    expect(step?.script).toBe(written?.run);
    expect(step?.env).toMatchObject({
      ENGINE: 'chromium',
      SHARD: '2',
      SHARDS: '4',
      GREP: '@preflight',
      CORS_REPORTS: 'there',
      BLOB: expect.stringMatching(/-chromium-local-2$/),
    });
    const { shards, ...rest } = WISHES;
    const count = Number(readWorkflowFile('engines.yml').env?.['SHARDS']);
    expect(shards).toBeDefined();
    expect(localPlan(rest).filter(({ name }) => name.startsWith('webkit'))).toHaveLength(count);
  });

  test('goes on after a failure where CI does', () => {
    const goesOn = Object.fromEntries(
      localPlan(WISHES).map(({ name, afterFailure }) => [name, afterFailure]),
    );
    expect(goesOn).toMatchObject({ merge: false, summary: true, keep: true, matrix: true });
  });

  test('refuses what it cannot know, in one line', () => {
    const workflow = (step: string) =>
      readWorkflow(`jobs:\n  engine:\n    steps:\n      - ${step}\n`, 'x.yml');
    for (const [step, words] of [
      ['run: echo', /engines\.yml, job engine: a step has no id: echo$/],
      ['{ id: a, run: echo, env: { A: "${{ secrets.A }}" } }', /step a, A: .*no value here$/],
    ] as const)
      expect(() => localPlan(WISHES, () => workflow(step))).toThrow(words);
    expect(() => readWorkflow('jobs: [', 'x.yml')).toThrow(/^x\.yml is no YAML: [^\n]+$/);
    expect(() => readWorkflow('on: push', 'x.yml')).toThrow(/^x\.yml has no jobs$/);
    expect(
      evaluated(
        '${{ matrix.os }}-${{matrix.shard}}',
        { 'matrix.os': 'o', 'matrix.shard': '1' },
        '',
      ),
    ).toBe('o-1');
  });
});

// --- What is compared, what is kept ----------------------------------------------------------------

const cell = (more: Partial<Cell> = {}): Cell => ({
  engine: 'chromium',
  column: 'chromium',
  status: 'conforms',
  duration: 1,
  verdict: 'blocked',
  stage: 'cors-check',
  messages: ['kMissingAllowOriginHeader'],
  ...more,
});

const results = (cells: readonly Cell[], more: Partial<Results> = {}): Results => ({
  format: RESULTS_FORMAT,
  startedAt: '2026-11-22T03:17:00.000Z',
  duration: 1,
  complete: true,
  platform: { os: 'linux', release: '6.1.0', arch: 'x64', node: '20.19.0' },
  protection: 'on',
  engines: [
    {
      key: 'chromium',
      project: 'chromium',
      engine: 'chromium',
      name: 'Chromium',
      version: '156.0',
    },
  ],
  rows: cells.map((one, index) => ({ id: `case-${index + 1}`, cells: [one] })),
  otherTests: [],
  problems: [],
  ...more,
});

test.describe('cell by cell', () => {
  const whole = results([cell(), cell()]);

  test('times do not count', () => {
    expect(compareCells(results([cell({ duration: 7 }), cell()]), whole, ['chromium'])).toEqual({
      compared: 2,
      differences: [],
    });
  });

  for (const [name, changed] of [
    ['status', { status: 'fails' }],
    ['verdict', { verdict: 'allowed' }],
    ['stage', { stage: 'network' }],
    ['messages', { messages: [] }],
  ] as const) {
    test(`another ${name} is told`, () => {
      const { differences } = compareCells(results([cell(), cell(changed)]), whole, ['chromium']);
      expect(differences).toEqual([
        expect.stringMatching(
          new RegExp(`^case-2 in chromium Chromium 156.0 : ${name} .*, in the whole run `),
        ),
      ]);
    });
  }

  test('cells that exist in neither are not counted', () => {
    const none = cell({ status: 'not-applicable' });
    expect(compareCells(results([none]), results([none]), ['chromium']).compared).toBe(0);
    const { differences } = compareCells(results([cell()]), results([none]), ['chromium']);
    expect(differences).toHaveLength(1);
  });

  test('a cell that only one of them ran is told; another engine’s is not', () => {
    const part = results([cell(), cell({ status: 'not-run' })]);
    expect(compareCells(part, whole, ['chromium']).differences).toEqual([
      'case-2 in chromium Chromium 156.0 : only the whole run ran it',
    ]);
    expect(compareCells(part, whole, ['firefox'])).toEqual({ compared: 0, differences: [] });
  });
});

test.describe('the kept nights', () => {
  const night = (day: number, version: string) => {
    const startedAt = `2026-11-${String(day).padStart(2, '0')}T03:17:00.000Z`;
    const [engine] = results([]).engines;
    const one = results([], { startedAt, engines: engine ? [{ ...engine, version }] : [] });
    return { name: fileNameOf(one), results: one };
  };
  const days = (files: readonly { readonly results: Results }[]): readonly number[] =>
    files.map((file) => Number(file.results.startedAt.slice(8, 10)));

  test('a night whose builds ran again later is dropped, a build that did not is kept', () => {
    const nights = [night(1, '155'), night(2, '156'), night(3, '156'), night(4, '156')];
    expect(days(keptOf(nights))).toEqual([4, 1]);
  });

  test('the newest is kept whatever it is, and no more than the bound', () => {
    const nights = Array.from({ length: 9 }, (_, index) => night(index + 1, `${index}`));
    expect(days(keptOf(nights, 3))).toEqual([9, 8, 7]);
    expect(fileNameOf(night(9, '1').results)).toBe('2026-11-09T03-17-00.000Z.json');
  });
});

// --- The command ---------------------------------------------------------------------------------

function start(env: Record<string, string>, ...flags: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...flags], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess) {
  if (!child.stdout || !child.stderr) throw new Error('the child has no pipes');
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

test.describe('the commands', () => {
  // Real runs of Playwright, several processes deep.
  test.describe.configure({ timeout: 600_000 });

  /** Quick ones, refused and allowed; spread over both shards. */
  const GREP =
    '@(allow-origin-missing|preflight-status-20[16]|unassigned-redirect-status|content-type-with-comma|response-header-beyond-ascii)(?![a-z-])';

  /** An earlier run's results, as this command leaves them; the path of the file. */
  async function plantEarlier(output: string): Promise<string> {
    const one = results([cell()], { startedAt: '2020-01-01T00:00:00.000Z' });
    const file = path.join(output, 'results', fileNameOf(one));
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify(one));
    return file;
  }

  test('six scenarios in two shards, merged, equal one whole run', async () => {
    const whole = path.join(folder, 'whole');
    const env = { CORS_REPORTS: whole };
    const args = ['--project=chromium', `--grep=${GREP}`, `--output=${whole}/artifacts`];
    const log = await open(path.join(folder, 'whole.log'), 'w');
    const { code } = await runPlaywright(args, { env, stdio: ['ignore', log.fd, log.fd] });
    await log.close();
    expect(code, await readFile(path.join(folder, 'whole.log'), 'utf8')).toBe(0);
    const file = path.join(whole, 'matrix/results.json');

    const output = path.join(folder, 'ci');
    const earlier = await plantEarlier(output);
    const flags = ['--engine', 'chromium', '--shards', '2', '-g', GREP];
    const run = await ended(
      start({}, 'scripts/ci-local.ts', ...flags, '--output', output, '--against', file),
    );
    expect(run.out).toMatch(/^1 of 7 {2}chromium, shard 1 of 2 +\d+\.\d s {2}ok$/m);
    expect(run.out).toMatch(/^6 cells compared with .*, 0 differences$/m);
    expect(run).toMatchObject({ code: 0, err: '' });

    const merged = readResults(await readFile(path.join(output, 'matrix/results.json'), 'utf8'));
    const ran = merged.rows.flatMap(({ cells }) => cells.filter((one) => one.verdict));
    expect(ran).toHaveLength(6);
    // Both shards had a part, and nothing was told to be the whole.
    for (const shard of [1, 2])
      expect(readdirSync(path.join(output, 'blob'))).toContainEqual(
        expect.stringMatching(new RegExp(`-chromium-local-${shard}\\.zip$`)),
      );
    expect(existsSync(path.join(output, 'history/index.html'))).toBe(true);
    expect(await readFile(path.join(output, 'summary.md'), 'utf8')).toContain('Chromium');
    expect(existsSync(earlier)).toBe(false);
  });

  test('a failing step is named, what CI would still do is done: exit code 1', async () => {
    const output = path.join(folder, 'ci');
    const earlier = await plantEarlier(output);
    const flags = [
      '--engine',
      'chromium',
      '--shards',
      '1',
      '-g',
      GREP,
      '--output',
      output,
      '--keep',
    ];
    const nowhere = path.join(folder, 'no-browser');
    const run = await ended(start({ CORS_CHROMIUM: nowhere }, 'scripts/ci-local.ts', ...flags));
    expect(run.code).toBe(1);
    expect(run.out).toMatch(/^1 of 6 {2}chromium, shard 1 of 1 .* failed, exit code 1$/m);
    expect(run.out).toContain(`CORS_CHROMIUM names ${nowhere}`);
    // The report is not given up because an engine is red.
    expect(run.out).toMatch(/^2 of 6 {2}merge .* ok$/m);
    expect(run.out).toMatch(/^3 of 6 {2}summary .* ok$/m);
    expect(run.out).toMatch(/^6 of 6 {2}matrix /m);
    expect(run.out).toMatch(/^failed: chromium, shard 1 of 1/m);
    // --keep: a build that did not run again stays in the history.
    expect(readdirSync(path.dirname(earlier))).toContain(path.basename(earlier));
  });

  test('stopped by Ctrl-C: exit code 130, and nothing is left running', async () => {
    test.skip(process.platform !== 'linux', 'processes are looked up in /proc: proc(5)');
    const output = path.join(folder, 'ci');
    const child = start({}, 'scripts/ci-local.ts', '--engine', 'chromium', '--output', output);
    const all = ended(child);
    const mine = (): string[] =>
      readdirSync('/proc').filter((name) => {
        try {
          const environment = readFileSync(`/proc/${name}/environ`, 'latin1');
          return environment.includes(path.basename(folder));
        } catch {
          return false; // no process, or one that just ended
        }
      });
    await expect.poll(() => mine().length).toBeGreaterThan(1);
    child.kill('SIGINT');
    expect(await all).toMatchObject({ code: 130, err: expect.stringMatching(/SIGINT/) });
    // A process that was killed is listed until its parent has looked at it.
    await expect.poll(mine).toEqual([]);
  });

  test('bad input: one line, exit code 2', async () => {
    const foreign = path.join(folder, 'foreign.json');
    await writeFile(foreign, '{"format":"other"}');
    for (const [flags, words] of [
      [['--shards', '0'], /--shards takes a whole number/],
      [['--engine', 'safari'], /unknown engine "safari"/],
      [['--against', path.join(folder, 'none.json')], /none\.json: there is no such file/],
      [['--against', foreign], /foreign\.json: .*format/],
      [['--output', ''], /--output takes the name of a folder/],
    ] as const) {
      const { code, out, err } = await ended(start({}, 'scripts/ci-local.ts', ...flags));
      expect(err).toMatch(words);
      expect(err.trim()).not.toContain('\n');
      expect({ code, out }).toEqual({ code: 2, out: '' });
    }
  });

  test('ci:keep adds a night, drops a spent one and says so', async () => {
    const add = path.join(folder, 'results.json');
    const kept = path.join(folder, 'kept');
    const keep = () => ended(start({}, 'scripts/ci-keep.ts', '--add', add, '--folder', kept));
    await writeFile(add, JSON.stringify(results([], { startedAt: '2026-11-21T03:17:00.000Z' })));
    expect(await keep()).toMatchObject({ code: 0, err: '' });
    const others = ['package.json', 'notes.json', 'results.json'];
    for (const name of others) await writeFile(path.join(kept, name), '{');
    await mkdir(path.join(kept, 'folder.json'));
    const older = '{ "format": "cors-conformance/results@0" }';
    await writeFile(path.join(kept, 'older.json'), older);
    await writeFile(path.join(kept, 'cut.json'), `${JSON.stringify(results([])).slice(0, 99)}`);
    await writeFile(add, JSON.stringify(results([])));
    const { code, out } = await keep();
    expect(code).toBe(0);
    for (const name of others) expect(out).toMatch(new RegExp(`^${name} left alone: `, 'm'));
    expect(out).toMatch(/^folder\.json left alone: EISDIR/m);
    for (const name of ['older', 'cut'])
      expect(out).toMatch(new RegExp(`^${name}.json removed: `, 'm'));
    expect(out).toMatch(/^2026-11-21T03-17-00\.000Z\.json removed: its builds ran again later/m);
    expect(readdirSync(kept).toSorted()).toEqual(
      ['2026-11-22T03-17-00.000Z.json', 'folder.json', ...others].toSorted(),
    );
    await writeFile(add, '{');
    expect(await keep()).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^ci:keep: .*\n$/),
    });
  });
});
