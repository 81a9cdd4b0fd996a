/** The harness's own tests: no browser is launched for them, but by those that say so. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

const out = (name: string): string =>
  fileURLToPath(new URL(`../reports/out/harness/${name}`, import.meta.url));

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: out('artifacts'),
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  // As in the conformance run; and a page may take its time where the machine does.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: [['list'], ['json', { outputFile: out('results.json') }]],
});
