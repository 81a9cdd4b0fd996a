/** What `npm run trust:faults` reads from a run, without a run. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { Cell, Results } from '../reports/results.ts';
import { judge } from '../reports/status.ts';
import { FAULTS } from '../scripts/trust/faults/faults.ts';
import {
  findLeftovers,
  isNothing,
  leftoversText,
  sweepFinding,
  type Leftovers,
} from '../scripts/trust/faults/leftovers.ts';
import { readNaming, type Told } from '../scripts/trust/faults/naming.ts';
import { familyOf, readDisplays, readStat } from '../scripts/trust/faults/processes.ts';
import { figuresOf } from '../scripts/trust/faults/report.ts';

const IDS = ['one', 'two', 'three'];

type Given = Pick<Cell, 'status'> & Partial<Cell>;

/** Results of one run with these cells of Chromium, one per scenario. */
const resultsOf = (cells: readonly Given[], incompleteBecause = 'a filter'): Results => ({
  format: 'cors-conformance/results@1',
  startedAt: '2026-01-01T00:00:00.000Z',
  duration: 1,
  complete: false,
  incompleteBecause,
  platform: { os: 'linux', release: '6', arch: 'x64', node: '20.19.0' },
  protection: 'on',
  engines: [{ key: 'chromium', project: 'chromium', engine: 'chromium', name: 'Chromium' }],
  rows: cells.map((cell, index) => ({
    id: IDS[index]!,
    cells: [{ engine: 'chromium', column: 'chromium', duration: 1, ...cell }],
  })),
  otherTests: [],
  problems: [],
});

const told = (change: Partial<Told>): Told => ({
  code: 1,
  signal: null,
  results: null,
  output: '',
  ...change,
});

test.describe('a fault that struck a test', () => {
  const fault = {
    exit: 1,
    telling: { by: 'cell', struck: 1, words: /^The browser is lost\b/ },
  } as const;
  const WELL: Given = { status: 'conforms' };
  const NAMED: Given = { status: 'harness-error', note: 'The browser is lost: killed.' };
  const read = (cells: readonly Given[], change: Partial<Told> = {}) =>
    readNaming(fault, 'chromium', IDS, told({ results: resultsOf(cells), ...change }));

  test('should be named by its cell while the others pass', () => {
    expect(read([WELL, NAMED, WELL])).toEqual({
      named: { text: 'harness-error: The browser is lost: killed.', right: true },
      others: { text: '2 of 2', right: true },
      exit: { text: '1', right: true },
    });
  });

  for (const [what, cell] of [
    ['a verdict on the browser', { status: 'fails', note: 'The browser is lost.' }],
    ['a pass', WELL],
    ['a verdict beside the error', { ...NAMED, verdict: 'blocked' }],
    ['more than one line', { ...NAMED, note: 'The browser is lost\nand its whole output' }],
    ['other words', { ...NAMED, note: 'page.evaluate: something' }],
    ['no cell', undefined],
  ] as const) {
    test(`should not be named by ${what}`, () => {
      const { named } = read(cell ? [WELL, cell, WELL] : [WELL]);
      expect(named.right).toBe(false);
    });
  }

  test('should be seen to have harmed others, and to end with the wrong code', () => {
    expect(read([WELL, NAMED, { status: 'not-run' }]).others).toEqual({
      text: '1 of 2',
      right: false,
    });
    expect(read([WELL, NAMED, WELL], { code: 0 }).exit).toEqual({ text: '0', right: false });
    expect(read([WELL, NAMED, WELL], { code: null, signal: 'SIGSEGV' }).exit.right).toBe(false);
  });
});

test('should want a stopped run to say so, and nothing of the test in its middle', () => {
  const fault = { exit: 130, telling: { by: 'interruption' } } as const;
  const read = (struck: Given, because: string) =>
    readNaming(
      fault,
      'chromium',
      IDS,
      told({
        code: 130,
        results: resultsOf([{ status: 'conforms' }, struck, { status: 'not-run' }], because),
      }),
    );
  const because = 'partial: 1 of 3 cells run; the run was interrupted';
  expect(read({ status: 'not-run', note: 'interrupted' }, because).named).toEqual({
    text: 'the run was interrupted',
    right: true,
  });
  expect(read({ status: 'fails' }, because).named.right).toBe(false);
  expect(read({ status: 'not-run' }, 'partial: 1 of 3 cells run').named.right).toBe(false);
});

test('should want no report of a killed run', () => {
  const fault = { exit: 'SIGKILL', telling: { by: 'signal' } } as const;
  const ended = { code: null, signal: 'SIGKILL' };
  expect(readNaming(fault, 'chromium', IDS, told(ended))).toMatchObject({
    named: { right: true },
    exit: { right: true },
  });
  const withReport = told({ ...ended, results: resultsOf([]) });
  expect(readNaming(fault, 'chromium', IDS, withReport).named.right).toBe(false);
});

test("should want a report that can't be written told in a line, and each test in the list", () => {
  const fault = { exit: 1, telling: { by: 'line', words: /^matrix report: not written/ } } as const;
  const list = IDS.map((id) => `  ✓  1 [chromium] › ${id}: a title @${id} @simple (1s)`).join('\n');
  const line = 'matrix report: not written: ENOSPC';
  expect(readNaming(fault, 'chromium', IDS, told({ output: `${list}\n${line}\n` }))).toMatchObject({
    named: { text: line, right: true },
    others: { text: '3 of 3', right: true },
  });
  const silent = readNaming(fault, 'chromium', IDS, told({ output: list.replace('✓', '✘') }));
  expect(silent).toMatchObject({ named: { right: false }, others: { text: '2 of 3' } });
});

test('should tell a test that hung by what it waited for', () => {
  const attempt = {
    status: 'timedOut',
    duration: 60_000,
    errors: ['Test timeout of 60000ms exceeded.'],
    evidence: [],
  } as const;
  const evidence = {
    id: 'one',
    build: {
      engine: 'chromium',
      name: 'Chromium',
      version: '1',
      from: 'system',
      flavour: 'stock',
    },
  } as const;
  expect(judge([attempt], evidence, null)).toEqual({
    status: 'harness-error',
    note: 'timed out: Test timeout of 60000ms exceeded.',
  });
  const waiting = { ...evidence, harnessError: 'timed out, waiting for the page' };
  expect(judge([attempt], waiting, null)).toEqual({
    status: 'harness-error',
    note: 'timed out, waiting for the page',
  });
});

test('should count as kept only what was right in every run', () => {
  const [fault] = FAULTS;
  const right = { text: '', right: true };
  const outcome = { named: right, exit: right, others: right, left: right, duration: 1 };
  const row = { fault: fault!, engine: 'chromium', outcome } as const;
  expect(figuresOf([row]).every(({ kept }) => kept)).toBe(true);
  const wrong = { ...row, outcome: { ...outcome, left: { text: 'port 1', right: false } } };
  expect(figuresOf([row, wrong]).filter(({ kept }) => !kept)).toEqual([
    { what: 'runs that left nothing behind', value: '1 of 2', bound: 'all', kept: false },
  ]);
  expect(figuresOf([{ ...row, outcome: 'no namespace' }]).some(({ kept }) => !kept)).toBe(true);
});

test.describe('what the kernel lists', () => {
  test('should be read with any name of a process', () => {
    expect(readStat('12 (a) (b c) S 7 12 12 0 -1')).toEqual({
      pid: 12,
      name: 'a) (b c',
      parent: 7,
    });
    expect(readStat('')).toBeNull();
  });

  test('should give a family with its grandchildren, in whatever order', () => {
    const all = [
      { pid: 4, parent: 3 },
      { pid: 3, parent: 2 },
      { pid: 2, parent: 1 },
      { pid: 9, parent: 1 },
    ];
    expect(familyOf(all, 2).map(({ pid }) => pid)).toEqual([4, 3, 2]);
  });
});

test('should give the displays of a table of Unix sockets', () => {
  const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 4711 /tmp/.X11-unix/X7
0000000000000000: 00000002 00000000 00010000 0001 01 4712 @/tmp/.X11-unix/X8
0000000000000000: 00000003 00000000 00000000 0001 03 4713
`;
  expect(readDisplays(table)).toEqual([{ inode: '4711', number: '7' }]);
});

test.describe('what a run left', () => {
  test.skip(process.platform !== 'linux', 'read from /proc');

  test('should be told in words', () => {
    const nothing: Leftovers = { processes: [], ports: [], files: [], displays: [] };
    expect(leftoversText(nothing)).toBe('nothing');
    expect(isNothing(nothing)).toBe(true);
    const one = { pid: 1, startedAt: '1', parent: 0, name: 'chromium' };
    const left = { processes: [one, one], ports: [80], files: ['a/b'], displays: [':7'] };
    expect(leftoversText(left)).toBe('2 processes (chromium), port 80, display :7, a/b');
    expect(isNothing(left)).toBe(false);
  });

  test('should be swept by the next start, and only that: else it says why not', () => {
    const nothing: Leftovers = { processes: [], ports: [], files: [], displays: [] };
    const swept = {
      before: { ...nothing, files: ['cors-conformance-0/1-1-1'] },
      ended: { code: 0, signal: null },
      bystanderIsThere: true,
      after: { text: 'nothing', right: true },
    } as const;
    expect(sweepFinding(swept)).toEqual({
      text: 'nothing; swept at the next start: cors-conformance-0/1-1-1',
      right: true,
    });
    for (const [change, text] of [
      [{ before: nothing }, 'nothing was left for the next start to sweep'],
      [{ ended: { code: 1, signal: null } }, 'the next run ended with exit code 1'],
      [{ ended: { code: null, signal: 'SIGKILL' } }, 'the next run ended with SIGKILL'],
      [{ bystanderIsThere: false }, 'a bystander was swept'],
      [{ after: { text: 'port 80', right: false } }, 'after the next start: port 80'],
    ] as const)
      expect(sweepFinding({ ...swept, ...change })).toEqual({ text, right: false });
  });

  test('should be every file but the caches, and every owner but the bystander', () => {
    const temporary = test.info().outputPath('tmp');
    const root = `cors-conformance-${process.getuid?.()}`;
    for (const name of [`${root}/1-1-1`, `${root}/2-2-2`, 'tsx-0', 'playwright-transform-cache-0'])
      fs.mkdirSync(path.join(temporary, name), { recursive: true });
    fs.writeFileSync(path.join(temporary, 'stray'), '');
    const search = { temporary, mark: 'NO=SUCH', struck: null, bystander: '2-2-2' };
    expect(findLeftovers(search)).toEqual({
      processes: [],
      ports: [],
      files: ['stray', `${root}/1-1-1`],
      displays: [],
    });
  });
});
