/**
 * The yardstick of `npm run bench`: as many tests as the conformance run executed, with the same
 * fixtures, that do nothing but ask one allowed request in the kept page.
 */
import os from 'node:os';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { ENGINES } from '../../messages/types.ts';

export default defineConfig({
  testDir: '.',
  outputDir: path.join(os.tmpdir(), 'cors-conformance-bench-artifacts'),
  fullyParallel: true,
  retries: 0,
  timeout: 300_000,
  reporter: 'json',
  projects: ENGINES.map((engine) => ({
    name: engine,
    use: { browserName: engine },
    grep: new RegExp(` in ${engine},`),
  })),
});
