/** The report where screens are narrow, scripts off, colours forced, or there is only paper. */
import { expect, type Page } from '@playwright/test';
import { WIDE, test, withPage, withWebKit } from './report-use-fixtures.ts';
import { FIRST, HOSTILE, MARKUP, OPENED, PAGES } from './report-use-site.ts';

/** 1280 px at 400 %: https://www.w3.org/WAI/WCAG22/Understanding/reflow.html */
const NARROW = { width: 320, height: 640 };

/** What reaches beyond the window, but within a scroller of its own; empty where nothing does. */
const overflowing = (document: string): string => `(() => {
  const root = ${document}.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [...root.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1)
    .filter((one) => !one.closest('.scroll') && getComputedStyle(one).position !== 'absolute')
    .map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.slice(0, 40))
    .concat('in all ' + root.scrollWidth)
    .slice(-6);
})()`;

for (const [name, path] of Object.entries(PAGES)) {
  for (const engine of ['chromium', 'firefox'] as const)
    for (const viewport of [NARROW, WIDE])
      test(`${engine}, ${viewport.width} px: nothing of the ${name} is wider than the window`, async ({
        site,
        launch,
      }) => {
        const use = async (page: Page) => {
          expect(await page.evaluate(overflowing('document'))).toEqual([]);
          await page.evaluate(OPENED);
          expect(await page.evaluate(overflowing('document'))).toEqual([]);
        };
        await withPage(await launch(engine), `${site.origin}${path}#hostile`, use, { viewport });
      });

  test(`webkit, 320 px: nothing of the ${name} is wider than the window`, async ({
    site,
    launch,
  }) => {
    await withWebKit(await launch('webkit'), `${site.origin}/narrow${path}`, async (page) => {
      expect(await page.evaluate('frames[0].innerWidth')).toBe(NARROW.width);
      await page.evaluate(OPENED.replace('document', 'frames[0].document'));
      expect(await page.evaluate(overflowing('frames[0].document'))).toEqual([]);
    });
  });
}

test('in WebKit the report is filtered, opened by its address, and closed', async ({
  site,
  launch,
}) => {
  const address = `${site.origin}${PAGES.report}#${FIRST}`;
  await withWebKit(await launch('webkit'), address, async (page) => {
    const open = `document.getElementById('${FIRST}').checkVisibility()`;
    expect(await page.evaluate(open)).toBe(true);
    const link = `document.querySelector('a.t[href="#${FIRST}"]')`;
    await page.evaluate(`${link}.click()`);
    expect(await page.evaluate(open)).toBe(false);
    expect(await page.evaluate(`${link}.getAttribute('aria-expanded')`)).toBe('false');
    const search = 'document.querySelector("[name=q]")';
    await page.evaluate(
      `${search}.value = 'hostile'; ${search}.dispatchEvent(new Event('input', { bubbles: true }))`,
    );
    expect(await page.evaluate('theCount.textContent')).toBe('1 of 3 scenarios shown');
    expect(await page.evaluate('document.images.length')).toBe(0);
  });
});

for (const engine of ['chromium', 'firefox'] as const)
  test(`${engine}: what was observed is shown as text`, async ({ site, launch }) => {
    const launched = await launch(engine);
    for (const path of [`${PAGES.report}#hostile`, PAGES['scenario of the history']])
      await withPage(launched, site.origin + path, async (page) => {
        await page.evaluate(OPENED);
        await expect(page.locator('img, body script:not(:last-child)')).toHaveCount(0);
        const line = page.locator('.con pre', { hasText: MARKUP }).first();
        await expect(line).toBeVisible();
        // Each invisible character by its name, everything else as it came.
        const shown = HOSTILE.replace('\u202E', 'U+202E').replace('\u202C', 'U+202C');
        await expect(line).toHaveText(shown);
        expect(await page.evaluate('document.body.textContent')).not.toMatch(/[\u202C\u202E]/);
      });
  });

test('without script every detail is plain HTML, and fragments open it', async ({
  site,
  launch,
}) => {
  const options = { javaScriptEnabled: false };
  const chromium = await launch('chromium');
  await withPage(
    chromium,
    site.origin + PAGES.report,
    async (page) => {
      await expect(page.locator('[hidden]')).toHaveCount(1);
      await expect(page.getByRole('search', { includeHidden: true })).toBeHidden();
      const details = page.locator('details:not([open])');
      // Clicked in order, each is the first that is closed; nested ones come into sight on the way.
      for (let left = await details.count(); left > 0; left -= 1)
        await details.first().locator('> summary').click();
      await expect(details).toHaveCount(0);
      await expect(page.getByRole('heading', { name: 'Observed', exact: true })).toHaveCount(3);
      await expect(page.getByText('kWildcardOriginNotAllowed')).toBeVisible();
    },
    options,
  );
  await withPage(
    chromium,
    site.origin + PAGES.report,
    async (page) => {
      await expect(page.locator(`#${FIRST}`)).toBeHidden();
      await page.getByRole('link', { name: `The title of ${FIRST}` }).click();
      await expect(page.locator(`#${FIRST}`)).toBeVisible();
    },
    options,
  );
  await withPage(
    chromium,
    site.origin + PAGES.history,
    async (page) => {
      await page.getByRole('link', { name: 'The title of login' }).click();
      await expect(
        page.getByRole('heading', { name: 'Observed', exact: true }).first(),
      ).toBeVisible();
    },
    options,
  );
});

const style = (selector: string, property: string, pseudo = ''): string =>
  `getComputedStyle(document.querySelector('${selector}'), '${pseudo}').${property}`;

test('where colours are forced, a pressed filter, a changed cell and the focus are still seen', async ({
  site,
  launch,
}) => {
  const options = { forcedColors: 'active' } as const;
  const chromium = await launch('chromium');
  await withPage(
    chromium,
    `${site.origin}${PAGES.report}?status=fails`,
    async (page) => {
      const background = (pressed: boolean) =>
        page.evaluate<string>(style(`[aria-pressed="${pressed}"]`, 'backgroundColor'));
      expect(await background(true)).not.toBe(await background(false));
      await page.keyboard.press('Tab');
      expect(await page.evaluate(style(':focus', 'outlineStyle'))).toBe('solid');
      // The words say what the tint of a cell does.
      await expect(page.getByRole('cell', { name: /^fails/ })).toBeVisible();
    },
    options,
  );
  await withPage(
    chromium,
    site.origin + PAGES.history,
    async (page) => expect(await page.evaluate(style('.ch', 'outlineStyle'))).toBe('solid'),
    options,
  );
});

test('with reduced motion nothing moves', async ({ site, launch }) => {
  await withPage(
    await launch('chromium'),
    site.origin + PAGES.report,
    async (page) => {
      expect(await page.evaluate(style('html', 'scrollBehavior'))).toBe('auto');
      expect(await page.evaluate(style('.t', 'transitionDuration', '::before'))).toMatch(/^0s/);
      expect(await page.evaluate('document.getAnimations().length')).toBe(0);
    },
    { reducedMotion: 'reduce' },
  );
});

for (const [name, path] of Object.entries(PAGES))
  test(`on paper the ${name} is light, without what can be pressed, and no wider than a page`, async ({
    site,
    launch,
  }) => {
    const use = async (page: Page) => {
      const light = await page.evaluate(style('html', 'backgroundColor'));
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      expect(await page.evaluate(style('html', 'backgroundColor'))).toBe(light);
      for (const selector of ['#theFilters', '.contents', '.skip', '.copy'])
        for (const one of await page.locator(selector).all()) await expect(one).toBeHidden();
      expect(await page.evaluate(overflowing('document'))).toEqual([]);
    };
    // A4 between margins of 1 cm, at 96 px to the inch.
    const viewport = { width: 718, height: 1046 };
    const address = `${site.origin}${path}#hostile`;
    await withPage(await launch('chromium'), address, use, { viewport, colorScheme: 'light' });
  });
