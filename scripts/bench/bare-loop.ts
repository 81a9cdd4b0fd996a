/** The yardstick of the differential bench: the same requests in such a page, and nothing else. */
import { batchPageOf, type BatchPage } from '../../differential/subject/batch-page.ts';
import { prepare } from '../../differential/subject/batch.ts';
import { ownPages } from '../../differential/subject/page-source.ts';
import { BATCHES } from '../../differential/subject.ts';
import type { GeneratedCase } from '../../differential/types.ts';
import type { EngineBuild } from '../../fixtures/engines/types.ts';
import { expandAll } from '../../scenarios/placeholders.ts';
import type { Origins } from '../../servers/types.ts';

/** Steps by XMLHttpRequest are fetched, too, and all from the window. */
const SCRIPT = `globalThis.bareLoop = async ({ cases, concurrency }) => {
  performance.clearResourceTimings();
  let next = 0;
  const ask = async ({ url, method, headers, body, mode, redirect, credentials, withCredentials }) => {
    try {
      const response = await fetch(url, {
        method, headers, body, mode, redirect,
        credentials: withCredentials ? 'include' : credentials,
      });
      await response.text();
    } catch {}
  };
  const lane = async () => {
    while (next < cases.length) for (const step of cases[next++]) await ask(step);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return '';
}; ''`;

export interface BareLoop {
  run(
    cases: readonly GeneratedCase[],
  ): Promise<{ readonly requests: number; readonly milliseconds: number }>;
  close(): Promise<void>;
}

/** A browser of its own, as a subject's is. */
export async function openBareLoop(build: EngineBuild, origins: Origins): Promise<BareLoop> {
  const source = ownPages(build, origins);
  const page = await batchPageOf(build, await source.open(), { ownsBrowser: true });
  await prepare(page, origins);
  await page.evaluate(SCRIPT);
  const { batchSize, concurrency } = BATCHES[build.engine];
  return {
    async run(cases) {
      let requests = 0;
      const started = performance.now();
      for (let from = 0; from < cases.length; from += batchSize)
        requests += await runBatch(page, origins, cases.slice(from, from + batchSize), concurrency);
      const milliseconds = performance.now() - started;
      // Not timed: the lines that nobody reads would only pile up.
      const barrierUrl = origins.barrierUrl();
      await page.evaluate(`fetch(${JSON.stringify(barrierUrl)}).then(() => '', () => '')`);
      await page.console.recordsUntil(barrierUrl);
      return { requests, milliseconds };
    },
    async close() {
      await page.close();
      await source.restart();
    },
  };
}

async function runBatch(
  page: BatchPage,
  origins: Origins,
  cases: readonly GeneratedCase[],
  concurrency: number,
): Promise<number> {
  const acts = cases.map(({ play }) => origins.act(play.routes));
  try {
    const steps = cases.map(({ play }, index) =>
      expandAll(play.steps, { origins: origins.table, token: acts[index]!.token }),
    );
    await page.evaluate(`bareLoop(${JSON.stringify({ cases: steps, concurrency })})`);
    return acts.reduce((sum, act) => sum + act.exchanges().length, 0);
  } finally {
    for (const act of acts) act.end();
  }
}
