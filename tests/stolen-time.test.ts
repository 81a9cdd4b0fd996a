/** Processor time that the host of a virtual machine keeps for others. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  processorTime,
  processorTimeIn,
  stolenShare,
  stolenWords,
} from '../scripts/lib/stolen-time.ts';

test('the line of all cores is read, guests not counted twice', () => {
  const text = 'cpu  100 10 30 400 5 1 4 50 99 9\ncpu0 50 5 15 200 2 0 2 25 49 4\n';
  expect(processorTimeIn(text)).toEqual({ all: 600, stolen: 50 });
});

for (const [what, text] of [
  ['nothing', ''],
  ['a core alone', 'cpu0 1 2 3 4 5 6 7 8\n'],
  ['a kernel without steal', 'cpu  1 2 3 4 5 6 7\n'],
] as const)
  test(`no time is told by ${what}`, () => {
    expect(processorTimeIn(text)).toBeNull();
  });

test('the share is that of the time in between', () => {
  const before = { all: 1000, stolen: 10 };
  expect(stolenShare(before, { all: 1200, stolen: 90 })).toBe(0.4);
  expect(stolenShare(before, before)).toBeNull();
  expect(stolenShare(null, before)).toBeNull();
});

test('less than one in a hundred is not worth a word', () => {
  expect(stolenWords(0.413)).toBe('41 % of its processor time stolen');
  expect(stolenWords(0.004)).toBe('');
  expect(stolenWords(null)).toBe('');
  expect(stolenWords(undefined)).toBe('');
});

test('this machine tells it where it has /proc/stat', async () => {
  test.skip(process.platform !== 'linux', 'only Linux has /proc/stat');
  const earlier = processorTimeIn(readFileSync('/proc/stat', 'utf8'));
  const now = await processorTime();
  expect(now?.all).toBeGreaterThanOrEqual(earlier?.all ?? Infinity);
});
