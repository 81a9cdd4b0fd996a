/** What axe finds in the report's pages, everything opened, light and dark: nothing. */
import { expect, type Page } from '@playwright/test';
import { test, withPage, withWebKit } from './report-use-fixtures.ts';
import { OPENED, PAGES } from './report-use-site.ts';

/** The page with all that can be opened: rows of the matrix, and one row of the history. */
const ADDRESS: Readonly<Record<string, string>> = {
  report: `${PAGES.report}#hostile`,
  history: `${PAGES.history}#hostile`,
  'scenario of the history': PAGES['scenario of the history'],
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

interface Findings {
  readonly violations: readonly Violation[];
  /** Ids of the rules that found nothing wrong. */
  readonly passes: readonly string[];
}

const told = (violations: readonly Violation[]): readonly string[] =>
  violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );

const isDark = 'matchMedia("(prefers-color-scheme: dark)").matches';

/** On a page that has loaded axe: a message as long as axe ends WebKitGTK's inspector. */
async function analyse(page: Page): Promise<readonly string[]> {
  await page.evaluate(OPENED);
  const found = await page.evaluate<string>(
    `axe.run().then(({ violations, passes }) =>
      JSON.stringify({ violations, passes: passes.map(({ id }) => id) }))`,
  );
  const { violations, passes } = JSON.parse(found) as Findings;
  expect(passes).toContain('color-contrast');
  return told(violations);
}

// Many elements, each looked at many times.

for (const colorScheme of ['light', 'dark'] as const)
  for (const [name, address] of Object.entries(ADDRESS))
    test(`axe has nothing to say of the ${name}, ${colorScheme}`, async ({ site, launch }) => {
      const use = async (page: Page) => {
        expect(await page.evaluate(isDark)).toBe(colorScheme === 'dark');
        expect(await analyse(page)).toEqual([]);
      };
      await withPage(await launch('chromium'), `${site.origin}/with-axe${address}`, use, {
        colorScheme,
      });
    });

test('in Firefox axe has nothing to say of the report', async ({ site, launch }) => {
  await withPage(
    await launch('firefox'),
    `${site.origin}/with-axe${ADDRESS['report']}`,
    async (page) => expect(await analyse(page)).toEqual([]),
  );
});

test('in WebKit axe has nothing to say of the report, dark', async ({ site, launch }) => {
  await withWebKit(await launch('webkit'), 'about:blank', async (page) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(`${site.origin}/with-axe${ADDRESS['report']}`);
    expect(await page.evaluate(isDark)).toBe(true);
    expect(await analyse(page)).toEqual([]);
  });
});
