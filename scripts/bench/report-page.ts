/** `npm run bench -- --report`: how long a large history takes to write, to open and to filter. */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser } from '@playwright/test';
import { findBuild } from '../../fixtures/engines/builds.ts';
import { MESSAGES } from '../../messages/index.ts';
import { historyFiles } from '../../reports/history/history.ts';
import { historyView } from '../../reports/history/view.ts';
import { merge } from '../../reports/merge/merge.ts';
import type { Results } from '../../reports/results.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { UsageError } from '../lib/flags.ts';
import { readFiles } from '../matrix/read.ts';
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

/** Milliseconds of one thing done: by the clock, and of the page's main thread alone. */
interface Figure {
  readonly wall: number;
  readonly thread: number;
}

/** Opens the page in a page of its own; resolves to what was done, and how long it took. */
async function measure(browser: Browser, address: string): Promise<ReadonlyMap<string, Figure>> {
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const threadTime = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? NaN);
  };
  const figures = new Map<string, Figure>();
  const timed = async (title: string, act: () => Promise<number>): Promise<void> => {
    const before = await threadTime();
    const wall = await act();
    figures.set(title, { wall, thread: (await threadTime()) - before });
  };
  await timed('open', async () => {
    await page.goto(address);
    return page.evaluate<number>(OPENED);
  });
  for (const [title, name, value] of FILTERS)
    await timed(title, () => page.evaluate<number>(filtering(name, value)));
  await page.close();
  return figures;
}

/** Prints the figures for a history made from the run in `file`; resolves to the exit code. */
export async function benchReport(file: string): Promise<number> {
  const { sources, refused } = await readFiles([file]);
  const [source] = sources;
  if (!source)
    throw new UsageError(`${file}: ${refused[0]?.because}; run npx playwright test first`);
  const folder = await mkdtemp(path.join(os.tmpdir(), 'cors-conformance-history-'));
  try {
    await write(source.results, folder);
    const { executablePath, version } = findBuild('chromium');
    const browser = await chromium.launch({
      executablePath,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    const all: ReadonlyMap<string, Figure>[] = [];
    try {
      for (let time = 0; time < TIMES; time += 1)
        all.push(await measure(browser, pathToFileURL(path.join(folder, 'index.html')).href));
    } finally {
      await browser.close();
    }
    process.stdout.write(`Chromium ${version}, ${TIMES} times\n`);
    let beyond = 0;
    for (const title of ['open', ...FILTERS.map(([name]) => name)]) {
      const figures = all.flatMap((one) => one.get(title) ?? []);
      const walls = figures.map(({ wall }) => wall);
      const thread = spreadOf(figures.map((figure) => figure.thread)).median;
      const most = title === 'open' ? MOST.open : MOST.filter;
      const tooSlow = spreadOf(walls).median > most;
      if (tooSlow) beyond += 1;
      line(
        title,
        `${milliseconds(walls)}, its main thread ${thread.toFixed(0)} ms${tooSlow ? `: more than ${most} ms` : ''}`,
      );
    }
    return beyond > 0 ? 1 : 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
