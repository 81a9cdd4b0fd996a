/** `npm run bench -- --report`: how long a large history takes to write, to open and to filter. */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { findBuild } from '../../fixtures/engines/builds.ts';
import { MESSAGES } from '../../messages/index.ts';
import { historyFiles } from '../../reports/history.ts';
import { historyView } from '../../reports/history-view.ts';
import { merge } from '../../reports/merge.ts';
import type { Results } from '../../reports/results.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { spreadOf } from './figures.ts';
import { repeated, versionsOf } from './history-data.ts';

const SCENARIO_COUNT = 1000;
const VERSIONS = 4;
const TIMES = 5;

/** Milliseconds: beyond these the page is too slow. */
const MOST = { open: 1000, filter: 100 };

/** Page code is text: whoever compiles this file must not touch it. Until the next frame is out. */
const UNTIL_PAINTED = 'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))';

const OPENED = `${UNTIL_PAINTED}.then(() => performance.now())`;

const filtering = (name: string, value: string): string => `(async () => {
  const field = document.getElementById('theField-${name}');
  const begun = performance.now();
  field.value = ${JSON.stringify(value)};
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await ${UNTIL_PAINTED};
  return performance.now() - begun;
})()`;

const FILTERS = [
  ['search for preflight', 'q', 'preflight'],
  ['search for nothing', 'q', ''],
  ['one engine', 'engine', 'firefox'],
  ['all engines', 'engine', ''],
  ['changed', 'change', 'any'],
  ['changed or not', 'change', ''],
] as const;

const line = (title: string, words: string): void =>
  void process.stdout.write(`  ${title.padEnd(24)}${words}\n`);

const milliseconds = (values: readonly number[]): string => {
  const { min, median } = spreadOf(values);
  return `min ${min.toFixed(0)} ms, median ${median.toFixed(0)} ms`;
};

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

/** Writes the history into `folder`; prints its sizes. */
async function write(results: Results, folder: string): Promise<void> {
  const begun = performance.now();
  const large = repeated(results, SCENARIOS, SCENARIO_COUNT);
  const sources = versionsOf(large.results, VERSIONS);
  const merged = merge(
    sources,
    large.scenarios.map(({ id }) => id),
  );
  const mergedAt = performance.now();
  let bytes = 0;
  await mkdir(path.join(folder, 'scenarios'));
  for (const [name, content] of historyFiles(historyView(merged, large.scenarios, MESSAGES))) {
    bytes += Buffer.byteLength(content);
    await writeFile(path.join(folder, name), content);
  }
  const index = await stat(path.join(folder, 'index.html'));
  process.stdout.write(`${merged.rows.length} scenarios, ${merged.engines.length} columns\n`);
  line('merge', `${(mergedAt - begun).toFixed(0)} ms`);
  line('write', `${(performance.now() - mergedAt).toFixed(0)} ms`);
  line('index.html', megabytes(index.size));
  line('all files', megabytes(bytes));
}

/** Opens the page in a page of its own; resolves to milliseconds by what was done. */
async function measure(browser: Browser, address: string): Promise<ReadonlyMap<string, number>> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const figures = new Map<string, number>();
  await page.goto(address);
  figures.set('open', await page.evaluate<number>(OPENED));
  for (const [title, name, value] of FILTERS)
    figures.set(title, await page.evaluate<number>(filtering(name, value)));
  await page.close();
  return figures;
}

/** Prints the figures for a history made from `results`; resolves to the exit code. */
export async function benchReport(results: Results): Promise<number> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cors-conformance-history-'));
  try {
    await write(results, folder);
    const { executablePath, version } = findBuild('chromium');
    const browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const all: ReadonlyMap<string, number>[] = [];
    try {
      for (let time = 0; time < TIMES; time += 1)
        all.push(await measure(browser, pathToFileURL(path.join(folder, 'index.html')).href));
    } finally {
      await browser.close();
    }
    process.stdout.write(`Chromium ${version}, ${TIMES} times\n`);
    let beyond = 0;
    for (const title of ['open', ...FILTERS.map(([name]) => name)]) {
      const values = all.map((figures) => figures.get(title) ?? NaN);
      const most = title === 'open' ? MOST.open : MOST.filter;
      const tooSlow = spreadOf(values).median > most;
      if (tooSlow) beyond += 1;
      line(title, `${milliseconds(values)}${tooSlow ? `, more than ${most} ms` : ''}`);
    }
    return beyond > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
