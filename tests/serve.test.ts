/** `npm run serve` as its users meet it: a child process, its pages, and a browser that acts out. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { chromium, expect, test as base, type Page } from '@playwright/test';
import { findBuild } from '../fixtures/engines/builds.ts';
import { byTopic } from '../reports/words.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { OPEN_LIMIT } from '../servers/hand/open-acts.ts';
import { exchangeRaw, requestText } from './raw-client.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

const start = (...flags: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--import', 'tsx', 'scripts/serve.ts', ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs to its end. */
async function runToEnd(...flags: readonly string[]): Promise<Ended> {
  const child = start(...flags);
  if (!child.stdout || !child.stderr) throw new Error('the child has no pipes');
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, out, err };
}

interface Served {
  readonly child: ChildProcess;
  /** All that was printed. */
  readonly block: string;
  /** Of the page over http, no slash at its end. */
  readonly page: string;
  readonly ports: readonly number[];
}

/** Starts on free ports; resolves when the block is printed. */
async function serve(...flags: readonly string[]): Promise<Served> {
  const child = start('--port', '0', ...flags);
  let block = '';
  for await (const chunk of child.stdout ?? []) {
    block += String(chunk);
    if (/untrusted \d+\n/.test(block)) break;
  }
  const page = /open\s+(http:\S+)\//.exec(block)?.[1] ?? '';
  const ports = [...block.slice(block.indexOf('ports')).matchAll(/\d{4,5}/g)].map(([port]) =>
    Number(port),
  );
  return { child, block, page, ports };
}

async function stop({ child }: Served, signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
  const closed = once(child, 'close') as Promise<[number | null]>;
  child.kill(signal);
  const [code] = await closed;
  return code;
}

const test = base.extend<{ engine: Page }, { served: Served }>({
  served: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the destructuring.
    async ({}, use) => {
      const served = await serve();
      await use(served);
      await stop(served);
    },
    { scope: 'worker' },
  ],
  /** A page of the Chromium that the suite drives. */
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the destructuring.
  engine: async ({}, use) => {
    const { executablePath } = findBuild('chromium');
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    await use(await browser.newPage());
    await browser.close();
  },
});

const HTML = { headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } };

const post = (url: string, body: unknown) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

test('prints one short block: the address, how to stop, the ports', ({ served }) => {
  expect(served.block.trim().split('\n').length).toBeLessThan(9);
  expect(served.block).toContain(`open   ${served.page}/\n`);
  expect(served.block).toContain('stop   Ctrl-C\n');
  expect(served.ports).toHaveLength(7);
});

test('the list holds every scenario', async ({ served }) => {
  const page = await (await fetch(`${served.page}/`, HTML)).text();
  for (const { id } of SCENARIOS) expect(page).toContain(`href="/scenario/${id}"`);
});

test('every scenario has a page', async ({ served }) => {
  for (const { id, topic } of SCENARIOS) {
    const answer = await fetch(`${served.page}/scenario/${id}`, HTML);
    expect(answer.status, id).toBe(200);
    const page = await answer.text();
    expect(page, id).toContain(`data-scenario="${id}"`);
    expect(page, id).not.toContain('[object Object]');
    if (topic.startsWith('CORS')) expect(page, id).toContain(`/CORS/Errors/${topic}"`);
  }
});

test('/scenarios.json lists id, title, topic and url of each', async ({ served }) => {
  const list: unknown = await (await fetch(`${served.page}/scenarios.json`)).json();
  expect(list).toEqual(
    byTopic(SCENARIOS).flatMap(({ scenarios }) =>
      scenarios.map(({ id, title, topic }) => ({
        id,
        title,
        topic,
        url: `${served.page}/scenario/${id}`,
      })),
    ),
  );
});

test('an unknown scenario is 404 in a sentence, and the server goes on', async ({ served }) => {
  const sentence = `There is no scenario "nope": ${served.page}/ lists all ${SCENARIOS.length}.`;
  const plain = await fetch(`${served.page}/scenario/nope`);
  expect(plain.status).toBe(404);
  expect(plain.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(await plain.text()).toBe(`${sentence}\n`);
  const html = await fetch(`${served.page}/scenario/nope`, HTML);
  expect(html.status).toBe(404);
  expect(html.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await html.text()).toContain('<a href="/">All scenarios</a>');
  expect((await fetch(`${served.page}/`)).status).toBe(200);
});

test('what a request says is escaped', async ({ served }) => {
  const evil = '<img src=x onerror=alert(1)>';
  const address = `${served.page}/scenario/${encodeURIComponent(evil)}`;
  const page = await (await fetch(address, HTML)).text();
  expect(page).toContain('&lt;img src=x');
  expect(page).not.toContain(evil);
  const acts = await post(`${served.page}/scenario/allow-origin-missing/acts`, { act: 'refused' });
  const { token } = (await acts.json()) as { token: string };
  const seen = [{ verdict: 'blocked', error: { name: evil, message: evil }, body: evil }];
  const result = await (await post(`${served.page}/acts/${token}/end`, { seen })).text();
  expect(result).toContain('&lt;img src=x');
  expect(result).not.toContain(evil);
});

test('policies: strict to read, silent about what may be asked where it is acted out', async ({
  served,
}) => {
  const list = await fetch(`${served.page}/`);
  expect(list.headers.get('content-security-policy')).toContain("default-src 'none'");
  const acting = await fetch(`${served.page}/scenario/allow-origin-missing`);
  const policy = acting.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/default-src|connect-src|upgrade-insecure/);
  expect(acting.headers.get('referrer-policy')).toBeNull();
});

test.describe('asked wrongly', () => {
  const ACTS = '/scenario/allow-origin-missing/acts';
  const WRONG: readonly (readonly [path: string, body: unknown, status: number, why: RegExp])[] = [
    [ACTS, '{', 400, /^This request cannot be answered/],
    [ACTS, {}, 400, /^"act" must name what to act out: refused or cured/],
    ['/scenario/asked-by-a-server/acts', { act: 'cured' }, 400, /^"act" must name .*: refused\./],
    ['/scenario/nope/acts', { act: 'refused' }, 404, /^There is no scenario "nope"/],
    [
      '/scenario/mixed-content/acts',
      { act: 'refused' },
      409,
      /^This cannot be acted out from here/,
    ],
    ['/acts/0123/end', { seen: [] }, 410, /^This act has ended/],
    ['/acts/0123/other', {}, 404, /^There is no POST \/acts\/0123\/other here/],
  ];
  for (const [path, body, status, why] of WRONG) {
    test(`POST ${path} ${JSON.stringify(body)}: ${status}`, async ({ served }) => {
      const answer = await post(`${served.page}${path}`, body);
      expect(answer.status).toBe(status);
      expect(await answer.text()).toMatch(why);
    });
  }

  test('bad encoding, no JSON, another host', async ({ served }) => {
    const encoding = await fetch(`${served.page}/scenario/%ff`);
    expect(encoding.status).toBe(400);
    expect(await encoding.text()).toMatch(/^This request cannot be answered/);
    const form = await fetch(`${served.page}${ACTS}`, { method: 'POST', body: 'act=refused' });
    expect(form.status).toBe(415);
    const port = Number(new URL(served.page).port);
    const host = `rebound.example:${port}`;
    const moved = await exchangeRaw({ port }, requestText('GET', '/scenario/x', { host }));
    expect(moved.text).toContain(`\r\nLocation: ${served.page}/scenario/x\r\n`);
    const refused = await exchangeRaw({ port }, requestText('POST', ACTS, { host }));
    expect(refused.text).toMatch(/^HTTP\/1\.1 421 /);
  });

  test('what is no sight is not taken for one', async ({ served }) => {
    const acts = await post(`${served.page}${ACTS}`, { act: 'refused' });
    const { token } = (await acts.json()) as { token: string };
    for (const seen of [undefined, [], ['blocked'], [{ verdict: 'maybe' }], [{}, {}]]) {
      const answer = await post(`${served.page}/acts/${token}/end`, { seen });
      expect(answer.status).toBe(400);
    }
    const right = await post(`${served.page}/acts/${token}/end`, {
      seen: [{ verdict: 'blocked' }],
    });
    expect(right.status).toBe(200);
    expect((await post(`${served.page}/acts/${token}/end`, {})).status).toBe(410);
  });
});

test('of many open acts the oldest ends', async ({ served }) => {
  const openOne = async (): Promise<string> => {
    const acts = await post(`${served.page}/scenario/timeout/acts`, { act: 'refused' });
    return ((await acts.json()) as { token: string }).token;
  };
  const first = await openOne();
  const second = await openOne();
  for (let more = 2; more <= OPEN_LIMIT; more += 1) await openOne();
  const endOf = (token: string) =>
    post(`${served.page}/acts/${token}/end`, { seen: [{ verdict: 'blocked' }] });
  expect((await endOf(first)).status).toBe(410);
  expect((await endOf(second)).status).toBe(200);
});

test('the server acts out what a server asks', async ({ served }) => {
  const acts = await post(`${served.page}/scenario/asked-by-a-server/acts`, { act: 'refused' });
  const { token } = (await acts.json()) as { token: string };
  const seen: unknown = await (
    await post(`${served.page}/acts/${token}/server-run`, { run: 0 })
  ).json();
  expect(seen).toMatchObject([{ verdict: 'allowed', status: 200, body: 'ok\n' }]);
  const result = await (await post(`${served.page}/acts/${token}/end`, { seen })).text();
  expect(result).toContain(`/${token}/resource`);
});

test.describe('the command', () => {
  test('a taken port is one line that says what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, out, err } = await runToEnd('--port', '0', '--api-port', String(port));
    other.close();
    expect(err).toBe(
      `serve: Port ${port} on 127.0.0.1, asked for as --api-port, is taken: give another port, or end the program that listens there.\n`,
    );
    expect(out).toBe('');
    expect(code).toBe(1);
  });

  test('--help names every flag', async () => {
    const { code, out } = await runToEnd('--help');
    for (const flag of ['--port', '--secure-port', '--api-port', '--api-secure-port']) {
      expect(out).toContain(`${flag} N`);
    }
    expect(code).toBe(0);
  });

  for (const [flags, why] of [
    [['--prot', '1'], /^serve: .*--prot.*\n$/],
    [['--port', 'http'], /^serve: --port takes a whole number from 0 to 65535, not "http" .*\n$/],
    [['--port', '70000'], /^serve: --port takes .*\n$/],
    [['--port', '6000'], /^serve: --port 6000: browsers never connect to this port.*\n$/],
    [['--port', '8790', '--api-port', '8790'], /^serve: --port and --api-port are both 8790.*\n$/],
  ] as const) {
    test(`${flags.join(' ')}: one line, exit code 2`, async () => {
      const { code, out, err } = await runToEnd(...flags);
      expect(err).toMatch(why);
      expect(out).toBe('');
      expect(code).toBe(2);
    });
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`${signal} ends it at once, whatever is open, and leaves nothing`, async () => {
      const own = await serve();
      const extension = await fetch(`${own.page}/scenario/extension-without-permission`, HTML);
      const folder = /(\S+cors-conformance-serve-\w+)/.exec(await extension.text())?.[1] ?? '';
      const shelf = folder.slice(folder.lastIndexOf('>') + 1);
      expect(existsSync(shelf)).toBe(true);
      const acts = await post(`${own.page}/scenario/timeout/acts`, { act: 'refused' });
      const { runs } = (await acts.json()) as { runs: { steps: { url: string }[] }[] };
      const hanging = fetch(runs[0]?.steps[0]?.url ?? '').catch((error: Error) => error.name);
      expect(await stop(own, signal)).toBe(0);
      expect(await hanging).toBe('TypeError');
      for (const port of own.ports) {
        expect((await exchangeRaw({ port }, '')).error).toBe('ECONNREFUSED');
      }
      expect(existsSync(shelf)).toBe(false);
    });
  }
});

test.describe('in a browser', () => {
  /** Presses a button and waits for what came of it. */
  async function actOut(page: Page, act: 'refused' | 'cured') {
    await page.locator(`button[data-act=${act}]`).click();
    await expect(page.locator(`[data-status=${act}]`)).toContainText('Acted out');
    return page.locator(`[data-result=${act}]`);
  }

  test('a refusal and its cure are acted out and shown, and the console says so', async ({
    served,
    engine,
  }) => {
    const printed: string[] = [];
    engine.on('console', (message) => printed.push(message.text()));
    await engine.setViewportSize({ width: 360, height: 800 });
    await engine.goto(`${served.page}/?q=on-preflight+missing`);
    await expect(engine.locator('#theCount')).toContainText(` of ${SCENARIOS.length} scenarios`);
    await engine.locator('a[href="/scenario/allow-origin-missing-on-preflight"]').click();

    const refused = await actOut(engine, 'refused');
    await expect(refused.locator('.sees')).toContainText('blocked');
    await expect(refused.locator('.half').nth(1)).toContainText('→ OPTIONS ');
    await expect(refused.locator('.judged')).toContainText('As it must be in Chromium');
    const line = await refused.locator('.line').first().textContent();
    expect(printed.filter((text) => text.includes('CORS policy'))).toEqual([line]);

    const cured = await actOut(engine, 'cured');
    await expect(cured.locator('.sees')).toContainText('allowed');
    await expect(cured.locator('.half').nth(1)).toContainText('→ PUT ');
    await expect(cured.locator('.judged')).toContainText('As it must be in Chromium');
    await expect(cured).toContainText('Silent: no line about CORS.');
    expect(printed.filter((text) => /Content.Security.Policy/i.test(text))).toEqual([]);
    const width = await engine.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBe(360);
  });

  for (const [id, why] of [
    ['redirect-301-of-post', 'headers and bodies that are claimed are looked at'],
    ['beacon-preflight-status', 'a beacon is awaited, and its verdict nobody sees'],
  ] as const)
    test(`${id}: ${why}`, async ({ served, engine }) => {
      await engine.goto(`${served.page}/scenario/${id}`);
      const result = await actOut(engine, 'refused');
      await expect(result.locator('.judged')).toContainText('As it must be in Chromium');
    });

  test('another origin’s part is played by a hidden frame', async ({ served, engine }) => {
    await engine.goto(`${served.page}/scenario/login-origin-true-read-by-a-neighbour`);
    const result = await actOut(engine, 'refused');
    await expect(result.locator('.judged')).toContainText('As it must be in Chromium');
    await expect(result.locator('.half').nth(1)).toContainText('Cookie: session=alice');
    const paths = (await engine.context().cookies()).map(({ path }) => path);
    expect(paths).toEqual([expect.stringMatching(/^\/[0-9a-f]{24}\/app$/)]);
  });

  test('without the extension a person is told to load it', async ({ served, engine }) => {
    await engine.clock.install();
    await engine.goto(`${served.page}/scenario/extension-without-permission`);
    const asked = engine.evaluate(
      () => new Promise<void>((resolve) => addEventListener('message', () => resolve())),
    );
    await engine.locator('button[data-act=refused]').click();
    await asked;
    await engine.clock.fastForward('01:00');
    await expect(engine.locator('[data-status=refused]')).toContainText(
      'No extension answers: load it',
    );
  });
});
