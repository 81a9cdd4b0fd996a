import { defineConfig } from '@playwright/test';
import { ENGINES } from './messages/types.ts';

const out = (kind: string): string => `reports/out/${kind}`;

export default defineConfig({
  testDir: './specs',
  outputDir: out('artifacts'),
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // A flake is a defect of the suite: nothing is tried twice.
  retries: 0,
  // Generous, and never part of a passing path.
  timeout: 60_000,
  reporter: [
    ['list'],
    ['html', { outputFolder: out('playwright'), open: 'never' }],
    ['junit', { outputFile: `${out('junit')}/results.xml` }],
    ['./reports/matrix-reporter.ts'],
  ],
  projects: ENGINES.map((engine) => ({ name: engine, use: { browserName: engine } })),
});
