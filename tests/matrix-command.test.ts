/** `npm run matrix` as a command: files named and refused, what it writes, exit codes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { readSource } from '../reports/merge/source.ts';
import type { Results } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { resultsOf, saying, testsOf, type Particulars } from './history-fixtures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const scenarios = SCENARIOS.slice(0, 3);
const [first = { id: '' }] = scenarios;

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matrix-command-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function command(...flags: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/matrix.ts', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { out, err, code };
}

const run = (version: string, particulars?: Particulars): Results =>
  resultsOf(testsOf(scenarios, { version }, particulars), scenarios);

async function fileOf(name: string, content: unknown): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const written = async (name: string): Promise<string> =>
  readFile(path.join(folder, 'out', name), 'utf8');

test('two versions become a matrix; every format is written and told', async () => {
  const output = path.join(folder, 'out');
  const { out, err, code } = await command(
    await fileOf('old/results.json', run('150.0')),
    await fileOf(
      'new/results.json',
      run('151.0', (id, engine) => (id === first.id ? saying(engine, 'Reworded.') : {})),
    ),
    `--output=${output}`,
    '--format=html,wptreport,junit,markdown,csv,json',
  );
  expect({ err, code }).toEqual({ err: '', code: 0 });
  expect(out).toContain('2 files read, 0 refused\n');
  expect(out).toContain('6 columns: Chromium 150.0; Chromium 151.0; ');
  expect(out).toContain('3 scenarios, 18 cells run, 1 changed between versions, 0 flakes\n');
  expect(out).toContain('html: wrote ');
  expect((await readdir(output)).toSorted()).toEqual([
    'cells.csv',
    'history.css',
    'index.html',
    'junit.xml',
    'results.json',
    'scenarios',
    'summary.md',
    'wptreport',
  ]);
  expect(await readdir(path.join(output, 'scenarios'))).toHaveLength(3);
  expect(await readdir(path.join(output, 'wptreport'))).toHaveLength(6);
  expect(readSource(await written('results.json')).engines).toHaveLength(6);
});

test('a foreign, a truncated and a future file are refused in one line each; the rest goes on', async () => {
  const whole = run('150.0');
  const files = [
    await fileOf('foreign.json', { name: 'something else' }),
    await fileOf('truncated.json', JSON.stringify(whole).slice(0, 2000)),
    await fileOf('future.json', { ...whole, format: 'cors-conformance/results@2' }),
    path.join(folder, '*.json'),
    path.join(folder, 'absent.json'),
    folder,
    await fileOf('good.json', whole),
  ];
  const { out, err, code } = await command(...files, `--output=${path.join(folder, 'out')}`);
  expect(code).toBe(1);
  const lines = err.trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  for (const [index, words] of [
    'foreign.json: format is missing',
    'truncated.json: it is not JSON',
    'future.json: format must be "cors-conformance/results@1", not "cors-conformance/results@2"',
    '*.json: no shell has made names of this pattern',
    'absent.json: there is no such file',
    ': it is a folder',
  ].entries())
    expect(lines[index]).toContain(words);
  expect(out).toContain('1 file read, 6 refused');
  expect(await written('index.html')).toContain('3 scenarios');
});

test('nothing to read, a mixture or a mistake: one line, exit code 2, nothing written', async () => {
  const on = await fileOf('on.json', run('150.0'));
  const off = await fileOf('off.json', { ...run('150.0'), protection: 'off' });
  const output = `--output=${path.join(folder, 'out')}`;
  for (const [flags, words] of [
    [[await fileOf('bad.json', '{}'), output], 'no file could be read'],
    [[on, off, output], "off.json ran with the browsers' protection off, on.json with it on"],
    [[output], 'name the results.json of at least one run'],
    [[on, output, '--format=html,pdf'], 'unknown format "pdf"'],
    [[on, `--output=${on}`], 'EEXIST'],
    [[on, '--bogus'], "Unknown option '--bogus'"],
  ] as const) {
    const { err, code } = await command(...flags);
    expect(code, words).toBe(2);
    expect(err.trimEnd().split('\n').at(-1), words).toContain(words);
  }
  expect(await readdir(folder)).not.toContain('out');
});

test('pages of scenarios that are gone go, what is not ours stays', async () => {
  const output = path.join(folder, 'out');
  const more = resultsOf(testsOf(SCENARIOS.slice(0, 4)), SCENARIOS.slice(0, 4));
  await command(await fileOf('more.json', more), `--output=${output}`);
  expect(await readdir(path.join(output, 'scenarios'))).toHaveLength(4);
  await writeFile(path.join(output, 'scenarios', 'mine.html'), 'mine');
  await command(await fileOf('less.json', run('150.0')), `--output=${output}`);
  expect((await readdir(path.join(output, 'scenarios'))).toSorted()).toEqual(
    [...scenarios.map(({ id }) => `${id}.html`), 'mine.html'].toSorted(),
  );
});

test('--help says how', async () => {
  const { out, code } = await command('--help');
  expect(code).toBe(0);
  expect(out).toContain('npm run matrix -- FILE…');
});
