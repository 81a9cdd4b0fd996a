/**
 * `npm run setup` as a command: which Node it takes, and that a build which cannot start is not
 * "already there". Each engine is named by its variable, so nothing is installed; npm is one that
 * fails.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'setup-command-'));
});
test.afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** An executable of this name that does this. */
async function program(name: string, script: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return file;
}

/** `node`: the version that Node claims to be. */
async function setup(env: Readonly<Record<string, string>>, node?: string) {
  const npm = path.join(folder, 'npm.js');
  await writeFile(npm, 'process.exit(1);\n');
  const claimed = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });`;
  const preload = node === undefined ? [] : ['--import', `data:text/javascript,${claimed}`];
  const child = spawn(process.execPath, [...preload, 'scripts/setup.mjs'], {
    cwd: ROOT,
    env: { ...process.env, npm_execpath: npm, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    readText(child.stdout),
    readText(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { out, err, code };
}

/** Engines that are nowhere: an error each, and the end. */
const nowhere = (): Record<string, string> => ({
  CORS_CHROMIUM: path.join(folder, 'no-chromium'),
  CORS_FIREFOX: path.join(folder, 'no-firefox'),
  CORS_WEBKIT: path.join(folder, 'no-webkit'),
});

test('package.json asks for the versions of Node that setup takes', async () => {
  const manifest = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
    engines: { node: string };
  };
  expect(manifest.engines.node).toBe('^20.19.0 || ^22.13.0 || >=24');
});

for (const version of ['18.20.8', '20.18.3', '21.7.3', '22.12.0', '23.11.1']) {
  test(`Node ${version} is refused in one line, before anything is done`, async () => {
    const { out, err, code } = await setup(nowhere(), version);
    expect({ out, err, code }).toEqual({
      out: '',
      err: `Node ${version} does not fit the locked packages: install Node 20 from 20.19 on, 22 from 22.13 on, or 24 or newer.\n`,
      code: 1,
    });
  });
}

for (const version of ['20.19.0', '22.13.0', '24.0.0', '25.1.0']) {
  test(`Node ${version} is taken`, async () => {
    const { out, err } = await setup(nowhere(), version);
    expect(out).toContain('Packages: ');
    expect(err).not.toContain('does not fit');
  });
}

test("Playwright's WebKit that lacks libraries is not taken for one that is there", async () => {
  const env = {
    CORS_CHROMIUM: await program('chromium', 'echo Chromium 156.0.8078.79'),
    CORS_FIREFOX: await program('firefox', 'echo Mozilla Firefox 153.7.0esr'),
    CORS_WEBKIT: await program(
      'pw_run.sh',
      'echo "MiniBrowser: error while loading shared libraries: libgtk-4.so.1: missing" >&2; exit 127',
    ),
  };
  const { out, err, code } = await setup(env);
  expect(out).toContain('chromium: already there.\nfirefox: already there.\n');
  expect(out).not.toContain('webkit: already there.');
  expect(err.trim()).toBe(
    'webkit is not ready: error while loading shared libraries: libgtk-4.so.1: missing.',
  );
  expect(code).toBe(1);
});
