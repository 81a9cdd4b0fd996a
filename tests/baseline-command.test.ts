/** `npm run baseline` as a child process: what it prints, and its exit codes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { RECORDED_VERSIONS } from '../messages/versions.ts';
import { baselineFile, baselineText, readBaseline } from '../reports/baseline/baseline.ts';
import {
  addMessage,
  baselinesOf,
  cellIn,
  flipVerdict,
  loseMessage,
  recordedRun,
  rewordFirefox,
  rewordWebKit,
  withEras,
  type MutableResults,
} from './baseline-fixtures.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const ONE = 'allow-origin-missing';

let folder = '';
let baselines = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baseline-'));
  baselines = path.join(folder, 'baselines');
  await mkdir(baselines);
  for (const { baseline } of baselinesOf(recordedRun()))
    await writeFile(path.join(baselines, baselineFile(baseline)), baselineText(baseline));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function node(cwd: string, ...args: readonly string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

/** Writes the recorded run with a planted change; returns the file. */
async function planted(plant: (results: MutableResults) => void): Promise<string> {
  const results = recordedRun();
  plant(results);
  const file = path.join(folder, 'results.json');
  await writeFile(file, JSON.stringify(results));
  return file;
}

const command = (file: string, ...flags: readonly string[]) =>
  node(ROOT, 'scripts/baseline.ts', '--results', file, '--baselines', baselines, ...flags);

const CODES: readonly (readonly [
  what: string,
  plant: (results: MutableResults) => void,
  code: number,
  told: RegExp,
])[] = [
  ['nothing', () => {}, 0, /0 hard changes, 0 soft changes/],
  ['a verdict', flipVerdict, 1, /✗ verdict changed \(blocked → allowed\), 2\.50\.6\n\s+in allow-/],
  ['a message lost', loseMessage, 1, /✗ message lost: CORSDidNotSucceed2/],
  ['a message added', addMessage, 1, /✗ message added: CORSDidNotSucceed2/],
  [
    'a scenario gone',
    (results) => void (results.rows = results.rows.filter(({ id }) => id !== ONE)),
    1,
    /✗ scenario gone \(conforms → –\)/,
  ],
  [
    'new words of WebKit',
    rewordWebKit,
    1,
    /✗ reworded \(not recorded\): OriginNotAllowed, 2\.50\.6 → 2\.52\.0\n.*- Origin.*\[is\].*\n.*\+ Origin.*\[may\]/,
  ],
  [
    'new words of Firefox',
    rewordFirefox,
    0,
    /· reworded: CORSMissingAllowOrigin2, 153\.7\.0esr → 154\.0\n.*\[missing\].*\n.*\[is absent\]/,
  ],
];
for (const [what, plant, code, words] of CODES)
  test(`exit code ${code}: ${what}`, async () => {
    const ended = await command(await planted(plant));
    expect(ended.err).toBe('');
    expect(ended.out).toMatch(words);
    expect(ended.code).toBe(code);
  });

test('--strict: soft drift is 3, hard drift stays 1; a new scenario is soft', async () => {
  expect(await command(await planted(rewordFirefox), '--strict')).toMatchObject({ code: 3 });
  expect(await command(await planted(rewordWebKit), '--strict')).toMatchObject({ code: 1 });
  const file = path.join(baselines, 'chromium-linux.json');
  const without = withEras(readBaseline(await readFile(file, 'utf8')), ONE, []);
  await writeFile(file, baselineText(without));
  const same = await planted(() => {});
  const ended = await command(same, '--strict', '--engine', 'chromium');
  expect(ended.out).toMatch(/· scenario new \(– → conforms\)/);
  expect(ended.out).not.toContain('Firefox');
  expect(ended.code).toBe(3);
  expect(await command(same)).toMatchObject({ code: 0 });
});

test('bad input is one line and exit code 2', async () => {
  const same = await planted(() => {});
  const oneLine = async (words: RegExp, file: string, ...flags: readonly string[]) => {
    const { code, err, out } = await command(file, ...flags);
    expect(err).toMatch(words);
    expect(err.trimEnd()).not.toContain('\n');
    expect([code, out]).toEqual([2, '']);
  };
  await oneLine(/none\.json: there is no such file; run npx playwright test/, 'none.json');
  await oneLine(/--partial belongs to --update/, same, '--partial');
  const off = await planted((results) => void (results.protection = 'off'));
  await oneLine(/results\.json: it was run with protection off/, off, '--update');
  await writeFile(path.join(baselines, 'webkit-linux.json'), '{');
  await oneLine(/webkit-linux\.json: it is no baseline: it is not JSON/, same);
});

test('--update refuses what must not become a memory, and says what to do', async () => {
  const before = await readFile(path.join(baselines, 'firefox-linux.json'), 'utf8');
  const file = await planted((results) => {
    addMessage(results);
    cellIn(results, 'firefox', 'preflight-status-404').status = 'not-run';
    rewordFirefox(results);
  });
  const refused = await command(file, '--update');
  expect(refused.err).toMatch(
    /Firefox ESR has cells 1 not run, 1 failing, so nothing was written; /,
  );
  expect(refused.code).toBe(2);
  expect(await readFile(path.join(baselines, 'firefox-linux.json'), 'utf8')).toBe(before);

  const partial = await command(file, '--update', '--partial');
  expect(partial.err).toBe('');
  expect(partial.out).toMatch(/· reworded: CORSMissingAllowOrigin2/);
  expect(partial.out).toContain('kept as remembered: 1 not run, 1 failing');
  expect(partial.code).toBe(0);
  const { scenarios } = readBaseline(
    await readFile(path.join(baselines, 'firefox-linux.json'), 'utf8'),
  );
  expect(scenarios[ONE]).toHaveLength(1);
  expect(scenarios['image-crossorigin-refused']?.map(({ since }) => since)).toEqual([
    '154.0',
    '153.7.0esr',
  ]);
});

test('--update, then the comparison: nothing; no draft is left behind', async () => {
  const file = await planted(rewordFirefox);
  expect(await command(file, '--update')).toMatchObject({ code: 0, err: '' });
  const ended = await command(file, '--strict');
  expect(ended.out).toContain('0 hard changes, 0 soft changes');
  expect(ended.code).toBe(0);
  expect(await readdir(baselines)).toEqual([
    'chromium-linux.json',
    'firefox-linux.json',
    'webkit-linux.json',
  ]);
  // A folder that does not exist yet is made.
  baselines = path.join(folder, 'first', 'time');
  const first = await command(file, '--update', '--engine', 'webkit');
  expect(first.out).toContain('9 scenarios, remembered for the first time');
  expect(await readdir(baselines)).toEqual(['webkit-linux.json']);
});

/** A copy of what the command reads and writes, so that the project's own words stay as they are. */
async function copyOfProject(): Promise<string> {
  const copy = path.join(folder, 'project');
  for (const room of [
    'messages',
    'scenarios',
    'reports',
    'scripts',
    'package.json',
    '.prettierrc.json',
  ])
    await cp(path.join(ROOT, room), path.join(copy, room), {
      recursive: true,
      filter: (source) => source !== path.join(ROOT, 'reports', 'out'),
    });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  return copy;
}

test('--accept-wordings shows, waits for --yes, and then the words are recorded', async () => {
  const copy = await copyOfProject();
  const file = await planted((results) => {
    rewordFirefox(results);
    rewordWebKit(results);
  });
  const accept = (...flags: readonly string[]) =>
    node(copy, 'scripts/baseline.ts', '--results', file, '--baselines', baselines, ...flags);
  const wordings = path.join(copy, 'messages', 'newer-wordings.ts');
  const before = await readFile(wordings, 'utf8');

  const shown = await accept('--accept-wordings');
  expect(shown.err).toBe('');
  expect(shown.out).toMatch(
    /firefox CORSMissingAllowOrigin2, since 154\.0\n.*\[missing\].*\n.*\[is absent\]/,
  );
  expect(shown.out).toMatch(
    /nothing was written; --yes writes 4 into messages\/newer-wordings\.ts/,
  );
  expect(shown.code).toBe(1);
  expect(await readFile(wordings, 'utf8')).toBe(before);

  const written = await accept('--accept-wordings', '--yes');
  expect(written.out).toContain('written: 4 into messages/newer-wordings.ts');
  expect(written.code).toBe(0);
  const again = await accept('--accept-wordings');
  expect(again.out).toContain('no new wording: every line was in recorded words');
  expect(again.code).toBe(0);

  await writeFile(
    path.join(copy, 'read.mts'),
    `import { parseMessage } from './messages/index.ts';
     const texts = [
       ['firefox', 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://a.test/. (Reason: CORS header ‘Access-Control-Allow-Origin’ is absent). Status code: 200.'],
       ['firefox', 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at http://a.test/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.'],
       ['webkit', 'Origin http://a.test may not read this, says Access-Control-Allow-Origin. Status code: 200'],
       ['webkit', 'Failed to load resource: Origin http://a.test may not read this, says Access-Control-Allow-Origin. Status code: 200'],
     ];
     console.log(JSON.stringify(texts.map(([engine, text]) => {
       const { id, wording: { since, until } } = parseMessage(engine, text);
       return [id, since, until ?? 'now'];
     })));`,
  );
  const read = await node(copy, 'read.mts');
  expect(read.err).toBe('');
  expect(JSON.parse(read.out)).toEqual([
    ['CORSMissingAllowOrigin2', '154.0', 'now'],
    ['CORSMissingAllowOrigin2', '153.7', RECORDED_VERSIONS.firefox.at(-1)],
    ['OriginNotAllowed', '2.52.0', 'now'],
    ['FailedToLoad/OriginNotAllowed', '2.52.0', 'now'],
  ]);
});
