/** The page in a browser: filters, permalinks and deep links, by keyboard and on a narrow screen. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { MESSAGES } from '../messages/index.ts';
import { ENGINES } from '../messages/types.ts';
import { writeMatrix } from '../reports/write-matrix.ts';
import { attempt, evidence, passed, record, runOf, scenario } from './reports-fixtures.ts';

const executablePath = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .flatMap((folder) =>
    ['chromium', 'chromium-browser', 'google-chrome'].map((name) => path.join(folder, name)),
  )
  .find((file) => existsSync(file));

test.skip(!executablePath, 'needs a Chromium on PATH');

const scenarios = [
  scenario('one'),
  scenario('two', { title: 'About <b>cookies</b>' }),
  scenario('three', { topic: 'Login' }),
];

let folder = '';
let browser: Browser;
let address = '';

test.beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'matrix-page-'));
  const tests = [
    ...ENGINES.map((engine) => passed('one', engine)),
    ...ENGINES.map((engine) => passed('three', engine)),
    record('two', 'firefox', [
      attempt('failed', evidence('two', 'firefox'), 'Not so.\n\nexpect(received).toBe(expected)'),
    ]),
  ];
  await writeMatrix(runOf(tests), { scenarios, messages: MESSAGES }, folder);
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
  const page = await browser.newPage(options);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${address}${query}`);
  await use(page);
  await page.close();
  expect(complaints).toEqual([]);
}

const shown = (page: Page) => page.locator('tr.r:visible a.t');

test('each filter narrows the rows, and the address brings the view back', async () => {
  await withPage('', async (page) => {
    await expect(shown(page)).toHaveCount(3);
    await page.getByLabel('Search').fill('cookies');
    await expect(shown(page)).toHaveText(['About <b>cookies</b>']);
    expect(page.url()).toContain('?q=cookies');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(shown(page)).toHaveCount(3);
    expect(page.url()).toBe(address);

    await page.getByRole('button', { name: /fails/ }).click();
    await expect(shown(page)).toHaveCount(1);
    await page.getByLabel('Engine', { exact: true }).selectOption('Chromium');
    await expect(shown(page)).toHaveCount(0);
    await page.getByLabel('Engine', { exact: true }).selectOption('Firefox');
    await expect(page.getByRole('columnheader', { name: 'Chromium' })).toHaveCount(0);
    const permalink = page.url();
    await page.goto('about:blank');
    await page.goto(permalink);
    await expect(shown(page)).toHaveCount(1);
    await expect(page.getByRole('status')).toHaveText('1 of 3 scenarios shown');
  });
  await withPage('?topic=Login', (page) => expect(shown(page)).toHaveCount(1));
  await withPage('?differ=any', (page) => expect(shown(page)).toHaveCount(0));
});

test('a deep link opens its row, even past a filter; Enter closes and opens it', async () => {
  await withPage('?q=nothing#two', async (page) => {
    const link = page.getByRole('link', { name: 'About' });
    await expect(link).toHaveAttribute('aria-expanded', 'true');
    await expect(page.getByText('Not so.')).toBeVisible();
    await expect(link).toBeInViewport();
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Not so.')).toBeHidden();
    expect(page.url()).not.toContain('#');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Not so.')).toBeVisible();
    expect(page.url()).toContain('#two');
  });
});

test('without script everything is there, and details open it', async () => {
  await withPage(
    '',
    async (page) => {
      await expect(page.getByLabel('Search')).toBeHidden();
      await page.getByText('Evidence, cause and cure').nth(1).click();
      await expect(page.getByText('Not so.')).toBeVisible();
    },
    { javaScriptEnabled: false },
  );
});

test('a screen of 320 pixels needs no sideways scrolling and keeps the table a table', async () => {
  await withPage(
    '#two',
    async (page) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width).toBeLessThanOrEqual(320);
      await expect(page.getByRole('table', { name: /Scenarios by/ })).toBeVisible();
      await expect(page.getByRole('rowheader', { name: /About/ })).toBeVisible();
    },
    { viewport: { width: 320, height: 640 } },
  );
});
