/** Stacks without the frames of the test runner. */
import { expect, test } from '@playwright/test';
import { dropFramesOfTheRunner, isOfTheRunner } from '../fixtures/stack-frames.ts';

for (const [file, expected] of [
  ['/project/node_modules/playwright/lib/worker/workerProcessEntry.js', true],
  ['C:\\project\\node_modules\\playwright\\lib\\index.js', true],
  ['file:///project/node_modules/playwright/lib/common/index.js', true],
  ['node:internal/process/task_queues', true],
  // What was called is told by the last frame of the library before the caller's.
  ['/project/node_modules/playwright-core/lib/coreBundle.js', false],
  ['/project/specs/scenarios.spec.ts', false],
  ['/playwright/lib/specs/scenarios.spec.ts', false],
  [null, false],
] as const)
  test(`${file ?? 'built-in code'} ${expected ? 'is' : 'is not'} of the runner`, () => {
    expect(isOfTheRunner(file)).toBe(expected);
  });

test('an error keeps its message and the frames of whoever threw it, and loses the rest', () => {
  const before = Error.prepareStackTrace;
  const thrownHere = () => new Error('two\nlines').stack ?? '';
  try {
    expect(thrownHere()).toMatch(/node_modules.playwright.lib/);
    dropFramesOfTheRunner();
    const lines = thrownHere().split('\n');
    expect(lines.slice(0, 2)).toEqual(['Error: two', 'lines']);
    expect(lines[2]).toContain('thrownHere');
    expect(lines[2]).toContain('stack-frames.test.ts');
    expect(lines[3]).toContain('stack-frames.test.ts');
    expect(lines.join('\n')).not.toMatch(/node_modules.playwright.lib|node:internal/);
  } finally {
    Error.prepareStackTrace = before;
  }
});
