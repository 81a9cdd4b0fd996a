/** What a fuzz run proves: each bound by itself can break it. */
import { expect, test } from '@playwright/test';
import { figuresOf } from '../scripts/trust/fuzz/figures.ts';
import type { FuzzResult } from '../scripts/trust/fuzz/run.ts';
import { emptyTally } from '../scripts/trust/fuzz/tally.ts';

/** From so many requests on memory has a bound. */
const ENOUGH = 100_000;
const MEGABYTE = 1024 * 1024;

const memory = (heap: number, rss: number) => ({
  ...({ about: 'memory', sockets: 2, acts: 16 } as const),
  ...{ heap: heap * MEGABYTE, rss: rss * MEGABYTE },
});
const tallyOf = (cases: number, answers = cases) => ({ ...emptyTally(), cases, answers });

const GOOD: FuzzResult = {
  tally: tallyOf(ENOUGH),
  failures: 0,
  wrong: [],
  tellsAddresses: true,
  printed: '',
  crashed: null,
  slow: 3,
  early: memory(10, 100),
  late: memory(12, 120),
  sockets: { before: 2, after: 2 },
  actsLeft: 16,
  endedInOrder: true,
  seconds: 1,
};

/** The bounds that are not kept. */
const broken = (change: Partial<FuzzResult>, requests = ENOUGH): readonly string[] =>
  figuresOf({ ...GOOD, ...change }, { requests, seed: 1 })
    .filter(({ kept }) => !kept)
    .map(({ what, value }) => `${what}: ${value}`);

test('a good run keeps every bound, and each that can break has one', () => {
  expect(broken({})).toEqual([]);
  const figures = figuresOf(GOOD, { requests: ENOUGH, seed: 7 });
  expect(figures.filter(({ bound }) => bound === undefined).map(({ what }) => what)).toEqual([
    'what came back',
    'slow connections held meanwhile',
  ]);
  expect(figures[0]).toMatchObject({ value: '100000, seed 7', bound: '100000' });
});

const ROWS: readonly (readonly [title: string, Partial<FuzzResult>, figure: string])[] = [
  [
    'fewer requests than were asked for',
    { tally: tallyOf(ENOUGH - 1) },
    'hostile requests sent: 99999, seed 1',
  ],
  ['no answer at all', { tally: tallyOf(ENOUGH, 0) }, 'what came back: 0 answers'],
  ['a broken property', { failures: 1 }, 'requests that broke a property: 1'],
  [
    'an ordinary request answered wrongly',
    { wrong: ['it was 500'] },
    'ordinary requests answered wrongly, addresses beyond loopback: 1',
  ],
  ['a crash', { crashed: 'SIGSEGV' }, 'crashes and unhandled errors: SIGSEGV'],
  ['a line that was printed', { printed: 'Error: no\n' }, 'lines that the servers printed: 1'],
  ['an empty line', { printed: '\n' }, 'lines that the servers printed: 1'],
  [
    'more heap',
    { late: memory(12.1, 120) },
    'memory: heap and buffers: 10.0 MB after a fifth, 12.1 MB at the end: 1.21 times',
  ],
  [
    'more memory',
    { late: memory(12, 121) },
    'memory: resident: 100.0 MB after a fifth, 121.0 MB at the end: 1.21 times',
  ],
  ['a socket that stays', { sockets: { before: 2, after: 3 } }, 'sockets left: 1'],
  ['sockets that nobody counted', { sockets: null }, 'sockets left: not measured'],
  ['an act that stays', { actsLeft: 17 }, 'acts left: 17 by hand'],
  ['acts that nobody counted', { actsLeft: null }, 'acts left: not measured'],
  ['servers that do not end', { endedInOrder: false }, 'the servers, asked to close: did not end'],
];
for (const [title, change, figure] of ROWS)
  test(`${title} breaks its bound alone`, () => {
    expect(broken(change)).toEqual([expect.stringContaining(figure)]);
  });

test('memory that was not measured breaks both of its bounds, however few the requests', () => {
  for (const change of [{ early: null }, { late: null }])
    for (const requests of [ENOUGH, 10])
      expect(broken({ ...change, tally: tallyOf(requests) }, requests)).toEqual([
        'memory: heap and buffers: not measured',
        'memory: resident: not measured',
      ]);
});

test('below so many requests growth is told, and has no bound', () => {
  const fewer = { tally: tallyOf(ENOUGH - 1), late: memory(30, 300) };
  expect(broken(fewer, ENOUGH - 1)).toEqual([]);
  expect(broken({ ...fewer, tally: tallyOf(ENOUGH) })).toHaveLength(2);
});

test('where the system tells no addresses, that is said', () => {
  const [, , , figure] = figuresOf({ ...GOOD, tellsAddresses: false }, { requests: 1, seed: 1 });
  expect(figure?.value).toBe('0; the addresses are not told here');
});
