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
  // Never part of a passing path. A minute was once met by right tests, where the machine gave this
  // one a fifth of its time.
  timeout: 300_000,
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
