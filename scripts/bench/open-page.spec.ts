/** Opens the stage's page, and nothing else. */
import { expect, test } from '../../fixtures/test.ts';

/** Tests by engine, `{"chromium": 80}`, as the conformance run executed them. */
const counts = JSON.parse(process.env['BENCH_TESTS'] ?? '{}') as Readonly<Record<string, number>>;

// Not `repeatEach`: Playwright gives each repetition a worker, and so a browser, of its own.
for (const [engine, count] of Object.entries(counts)) {
  for (let number = 1; number <= count; number += 1) {
    test(`opens the page in ${engine}, ${number}`, async ({ page, origins }) => {
      const response = await page.goto(`${origins.table.page}/stage`);
      expect(response?.ok()).toBe(true);
    });
  }
}
