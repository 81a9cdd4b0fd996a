/** Chromium without its protection: a worker's barrier would print nothing, so the page asks. */
import { expect, test } from '@playwright/test';
import { BrowserPool } from '../fixtures/browser-pool.ts';
import { findBuild } from '../fixtures/engines/builds.ts';
import { Stage } from '../fixtures/stage.ts';
import type { Realm } from '../scenarios/types.ts';
import { RESOURCE, answer } from '../scenarios/vocabulary.ts';
import { startOrigins } from '../servers/index.ts';

const WORKERS: readonly Realm[] = [
  'dedicated-worker',
  'blob-worker',
  'data-worker',
  'shared-worker',
  'service-worker',
  'controlled-frame',
];

test('an acting-out in a worker of any kind comes to its end', async () => {
  const origins = await startOrigins();
  const pool = new BrowserPool(findBuild('chromium'), origins, 'off');
  try {
    const stage = new Stage(pool, origins);
    for (const realm of WORKERS) {
      const acted = await stage.act({
        page: { realm },
        steps: [{ do: 'fetch', url: RESOURCE }],
        routes: { 'GET /resource': answer(200) },
      });
      // Nothing protects it: no header is asked for.
      expect(acted.seen[0]?.verdict, realm).toBe('allowed');
    }
  } finally {
    await pool.close();
    await origins.close();
  }
});
