/** Asks one request, which is allowed, in the worker's kept page, and nothing else. */
import { expect, test } from '../../fixtures/test.ts';

/** Tests by engine, `{"chromium": 80}`, as the conformance run executed them. */
const counts = JSON.parse(process.env['BENCH_TESTS'] ?? '{}') as Readonly<Record<string, number>>;

// Not `repeatEach`: Playwright gives each repetition a worker, and so a browser, of its own.
for (const [engine, count] of Object.entries(counts)) {
  for (let number = 1; number <= count; number += 1) {
    test(`asks one request in ${engine}, ${number}`, async ({ page, origins }) => {
      const { table } = origins;
      if (page.url() !== `${table.page}/stage`) await page.goto(`${table.page}/stage`);
      const act = origins.act({
        'GET /resource': { status: 200, headers: [['Access-Control-Allow-Origin', table.page]] },
      });
      const url = JSON.stringify(`${table.api}/${act.token}/resource`);
      const type = await page.evaluate(`fetch(${url}).then(({ type }) => type)`);
      act.end();
      expect(type).toBe('cors');
    });
  }
}
