/** The page origin serves its few documents and scripts, and nothing else. */
import { readFileSync } from 'node:fs';
import { clientScripts } from '../servers/client-scripts.ts';
import { request } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from './origins-fixture.ts';

/** Asks for a path as it stands: `fetch` would resolve dots away. */
const get = (url: string, path: string) =>
  new Promise<{ status: number; type: string; cache: string; body: string }>((resolve, reject) => {
    const asked = request(url, { path, agent: false }, (answer) => {
      readText(answer).then(
        (body) =>
          resolve({
            status: answer.statusCode ?? 0,
            type: answer.headers['content-type'] ?? '',
            cache: answer.headers['cache-control'] ?? '',
            body,
          }),
        reject,
      );
    });
    asked.on('error', reject).end();
  });

const fileOf = (name: string): string =>
  readFileSync(new URL(`../servers/client/${name}`, import.meta.url), 'utf8');

const SERVED = [
  { path: '/stage', type: 'text/html; charset=utf-8', holds: fileOf('actions/neighbours.js') },
  { path: '/stage', type: 'text/html; charset=utf-8', holds: '<link rel="icon" href="data:,">' },
  { path: '/frame', type: 'text/html; charset=utf-8', holds: fileOf('realms.js') },
  { path: '/batch', type: 'text/html; charset=utf-8', holds: fileOf('batch.js') },
  {
    path: '/client/worker.js',
    type: 'text/javascript; charset=utf-8',
    holds: fileOf('perform.js'),
  },
  { path: '/vendor/axios.js', type: 'text/javascript; charset=utf-8', holds: 'axios' },
] as const;

for (const { path, type, holds } of SERVED) {
  test(`${path} holds ${JSON.stringify(holds.slice(0, 200))}`, async ({ origins }) => {
    const answer = await get(origins.table.page, path);
    expect(answer).toMatchObject({ status: 200, type, cache: 'no-store' });
    expect(answer.body).toContain(holds);
  });
}

test("/client/ serves the page's scripts as they stand", async ({ origins }) => {
  const answer = await get(origins.table.page, '/client/perform.js');
  expect(answer).toEqual({
    status: 200,
    type: 'text/javascript; charset=utf-8',
    cache: 'no-store',
    body: fileOf('perform.js'),
  });
});

for (const path of [
  '/',
  '/favicon.ico',
  '/client',
  '/client/',
  '/client/none.js',
  '/client/seen.ts',
  '/client/seen%2ets',
  '/client/../index.ts',
  '/client/../page-origin.ts/x.js',
  '/client/..%2fpage-origin.ts',
  '/client/..%2f..%2fscripts%2flint%2fplugin.js',
  '/client/..%5c..%5cx.js',
  '/client/%2e%2e/%2e%2e/node_modules/axios/dist/axios.min.js',
  '/client//etc/passwd',
  '/client/../../node_modules/axios/dist/axios.min.js',
  '/vendor/../stage.js',
  '/vendor/axios.js/../../package.json',
]) {
  test(`${path} is not served`, async ({ origins }) => {
    const answer = await get(origins.table.page, path);
    expect(answer.status).toBe(404);
    expect(answer.body).toMatch(/^The page origin has no GET \/[^\n]*\.\n$/);
  });
}

test('the page opened from disk has the same scripts, in the same order', () => {
  const sources = [...fileOf('stage.html').matchAll(/ src="([^"]+)"/g)].map(
    ([, source]) => `/client/${source}`,
  );
  expect(sources).toEqual(clientScripts());
});
