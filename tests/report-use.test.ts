/** The report by keyboard alone, and as a screen reader is told of it. */
import { expect, type Page } from '@playwright/test';
import { WIDE, test, withPage } from './report-use-fixtures.ts';
import { FIRST, PAGES } from './report-use-site.ts';

/**
 * Where the focus is, as `name`; with a complaint where it is not seen: no outline, outside of the
 * window, or under what stays in place. `end` behind the last stop.
 */
const STOP = `(() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return 'end';
  const label = one.labels?.[0]?.textContent;
  const name = (one.ariaLabel ?? label ?? one.textContent).replace(/\\s+/g, ' ').replace(/: \\d.*/, '').trim().slice(0, 40);
  const { outlineStyle, outlineWidth } = getComputedStyle(one);
  if (outlineStyle === 'none' || parseFloat(outlineWidth) < 2) return name + ' (no outline)';
  const { left, top, width, height } = one.getClientRects()[0];
  const x = left + Math.min(width / 2, 20), y = top + Math.min(height / 2, 8);
  const there = document.elementFromPoint(x, y);
  if (!there || !(one.contains(there) || there.contains(one))) return name + ' (covered)';
  return name;
})()`;

async function stops(page: Page): Promise<readonly string[]> {
  const names: string[] = [];
  while (names.length < 80) {
    await page.keyboard.press('Tab');
    const name = await page.evaluate<string>(STOP);
    if (name === 'end') return names;
    names.push(name);
  }
  throw new Error(`no end of the stops: ${names.join(', ')}`);
}

const REPORT_STOPS = [
  'Skip to the matrix',
  'What changed',
  'What do you see?',
  'Matrix',
  'Messages',
  'Generated exchanges',
  'How to read this',
  '1 problem outside the cells',
  'Beyond the catalogue',
  '✓ 4 conforms',
  '≈ 1 known deviation',
  '✗ 1 fails',
  '! 1 harness error',
  '– 1 not applicable',
  '○ 1 not run',
  'Engines of this run',
  'firefox product 150.0 → 150.1 1 as befor',
  'hostile',
  'allow-origin-missing-on-500',
  'It works, but every server error is repo',
  'Search',
  'Reason or topic',
  'Engine',
  'Engines differ',
  'Clear',
  'CORSMissingAllowOrigin',
  'The title of allow-origin-missing-on-500',
  'Observed <img src=x onerror="document.ti',
  'The title of login',
  'Chromium',
  'Firefox',
  'WebKit',
  'Differential runs',
  'Copy: npm run differential -- --replay w',
  'webkit-1.json',
  'Known departures',
  'https://bugs.example/7',
  'A small exchange that shows it',
  'What the cases were',
  'Names of the origins',
  'Header lines left out of the transcripts',
  '1 other tests of this run',
];

const focused = (page: Page) => page.locator(':focus');

for (const engine of ['chromium', 'firefox'] as const) {
  test.describe(engine, () => {
    test('Tab stops at every control in the order of the page, and is seen there', async ({
      site,
      launch,
    }) => {
      await withPage(await launch(engine), site.origin + PAGES.report, async (page) => {
        expect(await stops(page)).toEqual(REPORT_STOPS);
      });
    });

    test('the stops of the history', async ({ site, launch }) => {
      await withPage(await launch(engine), site.origin + PAGES.history, async (page) => {
        const found = await stops(page);
        expect(found.filter((name) => / \((?:covered|no outline)\)$/.test(name))).toEqual([]);
        expect(found.slice(0, 3)).toEqual(['Skip to the matrix', 'Matrix', 'How to read this']);
        for (const name of ['Search', 'Versions changed', 'Show the cells of hostile whole'])
          expect(found).toContain(name);
      });
    });

    test('a row is found, opened, read and left by keyboard', async ({ site, launch }) => {
      await withPage(await launch(engine), site.origin + PAGES.report, async (page) => {
        const { keyboard } = page;
        const shown = page.locator('tr.r:visible');
        await keyboard.press('Tab');
        await keyboard.press('Enter');
        await expect(page).toHaveURL(/#theMatrixHead$/);
        await keyboard.press('Tab');
        await expect(focused(page)).toHaveAttribute('name', 'q');
        await keyboard.type('no such words');
        await expect(shown).toHaveCount(0);
        await expect(page.getByRole('status')).toHaveText('0 of 3 scenarios shown');
        await keyboard.press('Escape');
        await expect(shown).toHaveCount(3);
        await expect(focused(page)).toHaveValue('');
        await keyboard.type('hostile');
        await expect(shown).toHaveCount(1);

        await page.getByRole('button', { name: 'Clear' }).focus();
        await keyboard.press('Enter');
        await expect(shown).toHaveCount(3);
        const row = page.getByRole('link', { name: `The title of ${FIRST}` });
        for (const key of ['Tab', 'Tab']) await keyboard.press(key);
        await expect(row).toBeFocused();
        await keyboard.press('Enter');
        await expect(row).toHaveAttribute('aria-expanded', 'true');
        await expect(row).toBeFocused();
        await keyboard.press('Tab');
        await expect(focused(page)).toHaveText('Read it');
        await keyboard.press('Escape');
        await expect(row).toBeFocused();
        await expect(row).toHaveAttribute('aria-expanded', 'false');
        expect(new URL(page.url()).hash).toBe('');
      });
    });

    test('statuses, folds and a row of the history by keyboard', async ({ site, launch }) => {
      await withPage(await launch(engine), site.origin + PAGES.report, async (page) => {
        const fails = page.getByRole('button', { name: /fails/ });
        await fails.focus();
        await page.keyboard.press('Space');
        await expect(fails).toHaveAttribute('aria-pressed', 'true');
        await expect(page.locator('tr.r:visible')).toHaveCount(1);
        await page.locator('.situation summary').focus();
        await page.keyboard.press('Enter');
        await expect(page.locator('.situation dt', { hasText: 'You see' })).toBeVisible();
      });
      await withPage(await launch(engine), site.origin + PAGES.history, async (page) => {
        const opener = page.getByRole('link', { name: 'Show the cells of hostile whole' });
        await opener.focus();
        await page.keyboard.press('Enter');
        await expect(opener).toHaveAttribute('aria-expanded', 'true');
        await page.keyboard.press('Escape');
        await expect(opener).toHaveAttribute('aria-expanded', 'false');
        await expect(opener).toBeFocused();
      });
    });

    test('what a screen reader is told of the report', async ({ site, launch }) => {
      await withPage(
        await launch(engine),
        `${site.origin}${PAGES.report}#${FIRST}`,
        async (page) => {
          await expect(page.locator('body')).toMatchAriaSnapshot(`
          - link "Skip to the matrix"
          - banner:
            - heading "CORS conformance" [level=1]
            - navigation "On this page":
              - list:
                - listitem:
                  - link "What changed"
                - listitem:
                  - link "What do you see?"
                - listitem:
                  - link "Matrix"
                - listitem:
                  - link "Messages"
                - listitem:
                  - link "Generated exchanges"
                - listitem:
                  - link "How to read this"
            - list "Show only these statuses":
              - listitem:
                - button /\\d conforms/
            - region "Engines of this run":
              - table:
                - rowgroup:
                  - row:
                    - columnheader "Engine"
          - main:
            - region /What changed/
            - region "What do you see?"
            - heading "Matrix" [level=2]
            - search "Filter the matrix"
            - status: 3 scenarios
            - table
            - region "Messages"
            - region /Beyond the catalogue/
          - contentinfo:
            - region "How to read this"
        `);
          await expect(page.getByRole('search')).toMatchAriaSnapshot(`
          - search "Filter the matrix":
            - paragraph:
              - searchbox "Search"
            - paragraph:
              - combobox "Reason or topic"
            - paragraph:
              - combobox "Engine"
            - paragraph:
              - combobox "Engines differ"
            - button "Clear"
        `);
          const table = page.getByRole('table', { name: /Scenarios by MDN reason or topic/ });
          await expect(table).toMatchAriaSnapshot(`
          - table "Scenarios by MDN reason or topic, and what each engine did":
            - caption
            - rowgroup:
              - row:
                - columnheader "Scenario"
                - columnheader "Chromium 150.1"
                - columnheader "Firefox 150.1"
                - columnheader "WebKit 150.1"
            - rowgroup:
              - row:
                - rowheader /MDN/:
                  - heading "CORSMissingAllowOrigin" [level=3]
                - cell "1 of 2 conform"
              - row:
                - rowheader /The title of ${FIRST}/:
                  - link "The title of ${FIRST}" [expanded]
                - cell "conforms kMissingAllowOriginHeader"
                - cell "conforms CORSMissingAllowOrigin2"
                - cell "conforms OriginNotAllowed"
              - row:
                - cell:
                  - group:
                    - heading "Observed" [level=4]
                    - heading "What the script saw" [level=5]
                    - heading "What reached the wire" [level=5]
                    - heading "What the console said" [level=5]
                    - heading "By engine, and to run it again" [level=4]
        `);
          await expect(table.getByRole('cell', { name: /^fails/ })).toHaveCount(1);
          await expect(
            page.getByRole('button', { name: /^Copy: npx playwright test/ }),
          ).toHaveCount(3);
        },
      );
    });
  });
}

test('a narrow table keeps its heads for those who listen', async ({ site, launch }) => {
  const use = async (page: Page) => {
    await expect(page.getByRole('columnheader', { name: 'Firefox 150.1' })).toHaveCount(1);
  };
  const viewport = { ...WIDE, width: 320 };
  await withPage(await launch('chromium'), site.origin + PAGES.report, use, { viewport });
});
