/** The rules that keep the rooms apart and the browsers as they are: each one shown to bite. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { ROOMS, wrongArrow } from '../scripts/lint/rooms.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OXLINT = path.join(ROOT, 'node_modules/oxlint/bin/oxlint');

interface Finding {
  readonly filename: string;
  /** `project(room-arrows)`; a syntax error has none. */
  readonly code?: string;
  readonly message: string;
}

/** Lints a folder by its own `.oxlintrc.json`; rejects when oxlint itself did not run. */
async function lint(folder: string): Promise<readonly Finding[]> {
  const printed = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [OXLINT, '--format', 'json'],
      { cwd: folder, maxBuffer: 1e8 },
      (error, stdout, stderr) => {
        // Exit code 1 says that something was found; any other, that nothing was linted.
        if (error && error.code !== 1) reject(new Error(`oxlint did not run: ${stderr || stdout}`));
        else resolve(stdout);
      },
    );
  });
  try {
    return (JSON.parse(printed) as { diagnostics: Finding[] }).diagnostics;
  } catch {
    throw new Error(`oxlint printed no report: ${printed.slice(0, 500)}`);
  }
}

interface Plant {
  readonly file: string;
  readonly code: string;
  /** What oxlint must say of it, and a piece of the message; null: nothing. */
  readonly finds: readonly [rule: string, words: RegExp] | null;
}

const ARROW = 'project(room-arrows)';
const BENT = 'project(browser-as-it-is)';
const SLEEP = 'project(no-sleep)';
const TIMER = 'project(no-timers)';
const PAGE = `import type { Page } from '@playwright/test';\n`;
const TEST = `import { test, expect } from '../fixtures/test.ts';\n`;

const onPage = (statement: string) =>
  `${PAGE}export async function go(page: Page) {\n  ${statement}\n}\n`;
const inTest = (statement: string) =>
  `${TEST}test('it', async ({ page }) => {\n  await expect(page).toHaveTitle('x');\n  ${statement}\n});\n`;

const PLANTS: readonly Plant[] = [
  // Arrows the wrong way.
  ...(
    [
      ['messages', '../scenarios/types.ts'],
      ['messages', 'node:fs'],
      ['oracle', '../messages/types.ts'],
      ['scenarios', '../fixtures/test.ts'],
      ['scenarios', '../servers/types.ts'],
      ['scenarios', 'express'],
      ['servers', '../scenarios/index.ts'],
      ['servers', '../fixtures/test.ts'],
      ['servers', '../messages/chromium.ts'],
      ['fixtures', '../specs/details.ts'],
      ['fixtures', '../reports/collect.ts'],
      ['specs', '../servers/types.ts'],
      ['specs', '../reports/results.ts'],
      ['reports', '../fixtures/test.ts'],
      ['reports', '../scripts/lint/rooms.mjs'],
    ] as const
  ).map(([room, imported], index): Plant => ({
    file: `${room}/wrong-way-${index}.ts`,
    code: `export * from '${imported}';\n`,
    finds: [ARROW, new RegExp(`${room}/ .*must not import`)],
  })),
  {
    file: 'specs/deep/wrong-way.ts',
    code: `export const later = () => import('../../servers/types.ts');\n`,
    finds: [ARROW, /specs\/ must not import servers\/types\.ts/],
  },
  {
    file: 'reports/wrong-type.ts',
    code: `export type Far = import('../servers/types.ts').Act;\n`,
    finds: [ARROW, /reports\/ must not import servers\/types\.ts/],
  },
  // Arrows the right way.
  ...(
    [
      ['scenarios', '../messages/types.ts'],
      ['servers', '../scenarios/types.ts'],
      ['fixtures', '../reports/results.ts'],
      ['specs', '../fixtures/test.ts'],
      ['reports', '../scenarios/types.ts'],
      ['scripts', '../reports/results.ts'],
      ['tests', '../servers/types.ts'],
    ] as const
  ).map(([room, imported], index): Plant => ({
    file: `${room}/right-way-${index}.ts`,
    code: `export * from '${imported}';\n`,
    finds: null,
  })),
  // The browser as people have it.
  {
    file: 'specs/route.ts',
    code: onPage(`await page.route('**', (route) => route.continue());`),
    finds: [BENT, /route\(\) is not to be used here/],
  },
  {
    file: 'fixtures/context-route.ts',
    code: onPage(`await page.context().route('**', (route) => route.abort());`),
    finds: [BENT, /route\(\) is not to be used here/],
  },
  {
    file: 'fixtures/har.ts',
    code: onPage(`await page.routeFromHAR('answers.har');`),
    finds: [BENT, /routeFromHAR\(\) is not to be used here/],
  },
  {
    file: 'fixtures/set-headers.ts',
    code: onPage(`await page.setExtraHTTPHeaders({ 'x-test': '1' });`),
    finds: [BENT, /setExtraHTTPHeaders\(\) is not to be used here/],
  },
  {
    file: 'fixtures/headers.ts',
    code: `export const use = { extraHTTPHeaders: { 'x-test': '1' } };\n`,
    finds: [BENT, /extraHTTPHeaders is not to be used here/],
  },
  {
    file: 'scenarios/credentials.ts',
    code: `export const use = { httpCredentials: { username: 'a', password: 'b' } };\n`,
    finds: [BENT, /httpCredentials is not to be used here/],
  },
  // Nothing is tried twice.
  {
    file: 'specs/again.ts',
    code: `export const options = { retries: 2 };\n`,
    finds: ['project(no-retries)', /retries stays 0/],
  },
  {
    file: 'playwright.config.ts',
    code: `export default { retries: process.env['CI'] ? 2 : 0 };\n`,
    finds: ['project(no-retries)', /retries stays 0/],
  },
  // Nothing sleeps.
  {
    file: 'fixtures/sleep.ts',
    code: onPage(`await page.waitForTimeout(100);`),
    finds: [SLEEP, /waitForTimeout\(\) is not to be used here/],
  },
  {
    file: 'specs/promise-sleep.ts',
    code: `export const sleep = () => new Promise((resolve) => setTimeout(resolve, 100));\n`,
    finds: [TIMER, /Timers are not to be used here/],
  },
  {
    file: 'specs/global-sleep.ts',
    code: `export const later = (act: () => void) => globalThis.setInterval(act, 100);\n`,
    finds: [TIMER, /Timers are not to be used here/],
  },
  {
    file: 'specs/timers.ts',
    code: `export { setTimeout as sleep } from 'node:timers/promises';\n`,
    finds: [TIMER, /Timers are not to be used here/],
  },
  {
    file: 'specs/longer.ts',
    code: `${TEST}export const longer = () => test.setTimeout(1);\nexport { expect };\n`,
    finds: null,
  },
  // Playwright's own traps, and promises that nobody waits for.
  {
    file: 'specs/floating.ts',
    code: onPage(`page.goto('about:blank');`),
    finds: ['typescript(no-floating-promises)', /must be awaited/],
  },
  {
    file: 'specs/missing-await.spec.ts',
    code: inTest(`void expect(page).toHaveURL('y');`),
    finds: ['playwright-js(missing-playwright-await)', /must be awaited or returned/],
  },
  {
    file: 'specs/wait.spec.ts',
    code: inTest(`await page.waitForTimeout(1);`),
    finds: ['playwright-js(no-wait-for-timeout)', /waitForTimeout/],
  },
  {
    file: 'specs/only.spec.ts',
    code: `${TEST}test.only('it', () => {\n  expect(1).toBe(1);\n});\n`,
    finds: ['playwright-js(no-focused-test)', /focused test/],
  },
  {
    file: 'specs/tags.spec.ts',
    code: `${TEST}test('it', { tag: 'untagged' }, () => {\n  expect(1).toBe(1);\n});\n`,
    finds: ['playwright-js(valid-test-tags)', /[Tt]ag/],
  },
];

/** Modules that the plants import, so that the type-aware rules see a real type. */
const STAND_INS: Readonly<Record<string, string>> = {
  'fixtures/test.ts': `export { expect, test } from '@playwright/test';\n`,
  'specs/details.ts': 'export const details = 1;\n',
  'messages/types.ts': 'export const types = 1;\n',
  'messages/chromium.ts': 'export const chromium = 1;\n',
  'scenarios/types.ts': 'export const types = 2;\n',
  'scenarios/index.ts': 'export const index = 2;\n',
  'servers/types.ts': 'export interface Act {\n  readonly token: string;\n}\n',
  'reports/results.ts': 'export const results = 3;\n',
  'reports/collect.ts': 'export const collect = 3;\n',
};

test.describe('what is forbidden is reported', () => {
  let folder = '';
  let findings: readonly Finding[] = [];

  test.beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'cors-conformance-lint-'));
    for (const name of ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'scripts/lint'])
      await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const planted = PLANTS.map(({ file, code }): [string, string] => [file, code]);
    for (const [file, code] of [...planted, ...Object.entries(STAND_INS)]) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), code);
    }
    findings = await lint(folder);
  });

  test.afterAll(() => rm(folder, { recursive: true, force: true }));

  test.describe.configure({ mode: 'default' });

  for (const { file, code, finds } of PLANTS) {
    const [line] = code.split('\n').filter((one) => !one.startsWith('import'));
    test(`${file}: ${line}`, () => {
      const said = findings.filter(({ filename }) => filename.split(path.sep).join('/') === file);
      if (finds === null) expect(said).toEqual([]);
      else {
        const [rule, words] = finds;
        const messages = said.filter((one) => one.code === rule).map(({ message }) => message);
        expect(messages, `found instead: ${JSON.stringify(said)}`).toContainEqual(
          expect.stringMatching(words),
        );
      }
    });
  }
});

test('nothing that the project forbids stands in the project itself', async () => {
  // All files, with types: tens of seconds on a machine that does something else as well.
  test.setTimeout(600_000);
  // What the other rules find is told, and counted, by `npm run lint`.
  const findings = (await lint(ROOT)).filter(({ code }) => code?.startsWith('project('));
  expect(findings.map(({ filename, message }) => `${filename}: ${message}`)).toEqual([]);
});

test('every folder with code is a room with rules, and the arrows make no circle', async () => {
  const entries = await readdir(ROOT, { withFileTypes: true });
  const folders = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .filter((name) => !['node_modules', 'docs', 'coverage', 'test-results'].includes(name));
  expect(Object.keys(ROOMS)).toEqual(expect.arrayContaining(folders));

  // Only the shape of the results is shared by those who write them and those who show them.
  const shared = ['fixtures>reports'];
  const arrows = new Map(
    Object.entries(ROOMS).map(([room, { doors = {} }]) => [
      room,
      Object.keys(doors).filter((to) => !shared.includes(`${room}>${to}`)),
    ]),
  );
  const visit = (room: string, way: readonly string[]): void => {
    expect(way, `${[...way, room].join(' > ')} is a circle`).not.toContain(room);
    for (const next of arrows.get(room) ?? []) visit(next, [...way, room]);
  };
  for (const room of arrows.keys()) visit(room, []);
});

test('an arrow within a room, from a root file or to a package is nobody else’s concern', () => {
  expect(wrongArrow('fixtures/engines/webkit.ts', 'fixtures/stage.ts')).toBeNull();
  expect(wrongArrow('playwright.config.ts', 'messages/types.ts')).toBeNull();
  expect(wrongArrow('servers/index.ts', 'express')).toBeNull();
});
