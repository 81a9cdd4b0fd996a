/** The history in a browser: permalinks, filters, no script, narrow screens, hostile texts. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { MESSAGES } from '../messages/index.ts';
import { renderJunit } from '../reports/export/junit.ts';
import { historyFiles } from '../reports/history/history.ts';
import { historyView, type HistoryView } from '../reports/history/view.ts';
import { merge } from '../reports/merge/merge.ts';
import { observation, scenario } from './reports-fixtures.ts';
import { resultsOf, sourceOf, testsOf, type Particulars } from './history-fixtures.ts';

const executablePath = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
  )
  .find((file) => existsSync(file));

test.skip(!executablePath, 'needs a Chromium on PATH');

const HOSTILE = '<img src=x onerror="document.title=\'broken\'"></script>\u202Etxt.exe';

const scenarios = [
  scenario('one'),
  scenario('two', { title: 'About <b>cookies</b>' }),
  scenario('three', { topic: 'Login' }),
];

const changes: Particulars = (id, engine) =>
  id === 'two' && engine === 'firefox'
    ? { refused: observation('firefox', HOSTILE, HOSTILE) }
    : id === 'three' && engine === 'chromium'
      ? { verdict: 'opaque', fails: `${HOSTILE} ]]> \u0000\uFFFE` }
      : {};

let folder = '';
let browser: Browser;
let address = '';
let view: HistoryView;

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'history-page-'));
  const version = (name: string, particulars?: Particulars) =>
    sourceOf(name, resultsOf(testsOf(scenarios, { version: name }, particulars), scenarios));
  const merged = merge(
    [version('150.0'), version('151.0', changes)],
    scenarios.map(({ id }) => id),
  );
  await mkdir(path.join(folder, 'scenarios'));
  view = historyView(merged, scenarios, MESSAGES);
  for (const [name, content] of historyFiles(view))
    await writeFile(path.join(folder, name), content);
  address = pathToFileURL(path.join(folder, 'index.html')).href;
  browser = await chromium.launch({
    executablePath: `${executablePath}`,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
});

test.afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Opens the page, runs `use`, and expects that nothing broke the policy or threw. */
async function withPage(
  query: string,
  use: (page: Page) => Promise<void>,
  options: Parameters<Browser['newPage']>[0] = {},
) {
  const page = await browser.newPage({ viewport: { width: 1300, height: 900 }, ...options });
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${address}${query}`);
  await use(page);
  expect(await page.title()).toContain('CORS conformance history');
  await page.close();
  expect(complaints).toEqual([]);
}

const shown = (page: Page) => page.locator('tr.r:visible a.t');

test('a view is an address: set by hand, opened elsewhere, left and come back to', async () => {
  await withPage('', async (page) => {
    await expect(shown(page)).toHaveCount(3);
    await page.getByLabel('Versions changed').selectOption('any');
    await expect(shown(page)).toHaveCount(2);
    await page.getByLabel('Engine', { exact: true }).selectOption('firefox');
    await expect(shown(page)).toHaveCount(1);
    await expect(page.getByRole('columnheader', { name: 'WebKit' })).toHaveCount(0);
    await page.getByRole('link', { name: 'Show the cells of two whole' }).click();
    await expect(page.locator('tr#two')).toHaveClass(/open/);
    const permalink = page.url();
    expect(permalink).toContain('?engine=firefox&change=any#two');

    await page.goBack();
    await expect(page.locator('tr#two')).not.toHaveClass(/open/);
    await page.goBack();
    await expect(shown(page)).toHaveCount(2);
    await expect(page.getByLabel('Engine', { exact: true })).toHaveValue('');
    await page.goBack();
    await expect(shown(page)).toHaveCount(3);

    await page.goto('about:blank');
    await page.goto(permalink);
    await expect(shown(page)).toHaveCount(1);
    await expect(page.locator('tr#two')).toHaveClass(/open/);
    await expect(page.getByRole('status')).toHaveText('1 of 3 scenarios shown');
  });
});

test('each filter narrows; letters of one search are one step back', async () => {
  await withPage('', async (page) => {
    await page.getByLabel('Search').pressSequentially('txt.exe');
    await expect(shown(page)).toHaveCount(1);
    expect(page.url()).toContain('q=txt.exe');
    await page.goBack();
    await expect(shown(page)).toHaveCount(3);
    await expect(page.getByLabel('Search')).toHaveValue('');
  });
  await withPage('?topic=Login', (page) => expect(shown(page)).toHaveCount(1));
  await withPage('?change=verdict', (page) =>
    expect(shown(page)).toHaveText(['The title of three']),
  );
  await withPage('?change=wording', (page) =>
    expect(shown(page)).toHaveText(['About <b>cookies</b>']),
  );
  await withPage('?change=wire', (page) => expect(shown(page)).toHaveCount(0));
  await withPage('?status=fails', (page) => expect(shown(page)).toHaveText(['The title of three']));
  await withPage('?status=conforms&engine=webkit-150.0', (page) =>
    expect(shown(page)).toHaveCount(3),
  );
  await withPage('?differ=verdict', (page) => expect(shown(page)).toHaveCount(0));
  await withPage('?engine=bogus&topic=bogus#%', (page) => expect(shown(page)).toHaveCount(3));
});

test('a deep link shows its row even past a filter', async () => {
  await withPage('?q=nothing#two', async (page) => {
    await expect(page.locator('tr#two')).toBeInViewport();
    await expect(page.locator('tr#two')).toHaveClass(/open/);
  });
});

test('a mark leads to both texts on the page of the scenario, styled, and back to the row', async () => {
  await withPage('', async (page) => {
    await page.locator('tr#two').getByRole('link', { name: 'wording' }).click();
    await expect(page).toHaveURL(/scenarios\/two\.html#firefox-151\.0$/);
    const change = page.locator('[id="firefox-151.0"] .news');
    await expect(change).toContainText('since Firefox 150.0');
    const [before, after] = [change.locator('pre').first(), change.locator('pre').last()];
    await expect(before).toHaveText('A line.');
    await expect(before.locator('del').first()).toContainText('A');
    await expect(after).toContainText('<img src=x onerror=');
    await expect(after).toContainText('U+202E');
    // The style sheet beside the page was loaded, from disk.
    await expect(before.locator('del').first()).toHaveCSS('text-decoration-line', 'line-through');
    await expect(change).toHaveCSS('border-top-left-radius', '6px');
    await page.getByRole('link', { name: 'All scenarios' }).click();
    await expect(page.locator('tr#two')).toHaveClass(/open/);
  });
});

test('without script the matrix is there, a fragment opens its row, links lead on', async () => {
  await withPage(
    '#two',
    async (page) => {
      await expect(page.getByLabel('Search')).toBeHidden();
      await expect(page.locator('tr#two small').nth(1)).toHaveCSS('white-space', /normal|collapse/);
      await page.getByRole('link', { name: 'About' }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('About <b>cookies</b>');
    },
    { javaScriptEnabled: false },
  );
});

test('a screen of 320 pixels needs no sideways scrolling, dark or light', async () => {
  for (const colorScheme of ['dark', 'light'] as const)
    await withPage(
      '#two',
      async (page) => {
        const overflow = () => page.evaluate('document.documentElement.scrollWidth');
        expect(await overflow()).toBeLessThanOrEqual(320);
        await expect(page.getByRole('table', { name: /Scenarios by/ })).toBeVisible();
        await page.getByRole('link', { name: 'About' }).click();
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await overflow()).toBeLessThanOrEqual(320);
      },
      { viewport: { width: 320, height: 640 }, colorScheme },
    );
});

test("a browser's own parser takes the JUnit file, whatever was said", async () => {
  const page = await browser.newPage();
  const names = await page.evaluate<readonly string[]>(
    `[...new DOMParser().parseFromString(${JSON.stringify(renderJunit(view))}, 'application/xml')
      .querySelectorAll('testsuite, parsererror')].map((element) => element.getAttribute('name'))`,
  );
  expect(names).toEqual(view.labels);
  await page.close();
});
