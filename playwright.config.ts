import { defineConfig } from '@playwright/test';
import { ENGINES } from './messages/types.ts';

/** Two runs at once need a folder each: `CORS_REPORTS` names another one. */
const folder = process.env['CORS_REPORTS'] || 'reports/out';
const out = (kind: string): string => `${folder}/${kind}`;

export default defineConfig({
  testDir: './specs',
  outputDir: out('artifacts'),
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  // A flake is a defect of the suite: nothing is tried twice.
  retries: 0,
  // The engines are what takes time; one worker per core keeps them busy.
  workers: '100%',
  // Generous, and never part of a passing path.
  timeout: 60_000,
  reporter: [
    ['list'],
    ['html', { outputFolder: out('playwright'), open: 'never' }],
    ['junit', { outputFile: `${out('junit')}/results.xml` }],
    ['./reports/matrix-reporter.ts', { outputFolder: out('matrix') }],
  ],
  projects: ENGINES.flatMap((engine) => {
    const use = { browserName: engine };
    const found = `finding ${engine}`;
    return [
      { name: found, testDir: './fixtures/engines', testMatch: 'engine.setup.ts', use },
      { name: engine, dependencies: [found], use },
    ];
  }),
});
