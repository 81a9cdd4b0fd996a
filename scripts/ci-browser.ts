/** `npm run ci:browser`: installs the build of a channel, as CI does. */
import { appendFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import path from 'node:path';
import { ENVIRONMENT_VARIABLE } from '../fixtures/engines/builds.ts';
import type { Engine } from '../messages/types.ts';
import { CHANNELS, sourceOf, systemOf, type Channel } from './ci/channels.ts';
import { fetchFirefox } from './ci/firefox-archive.ts';
import { ROOT, run } from './lib/child.ts';
import { enginesOf, runScript, ScriptError, UsageError } from './lib/flags.ts';

const HELP = `
npm run ci:browser -- --engine firefox --channel beta [--env FILE --folder DIR]

Installs the build of a channel and tells the variable that makes the suite use it.
  pinned  what this version of Playwright downloads; nothing needs to be set for it
  stable  Chrome, Firefox, and on Linux the distribution's WebKitGTK (by apt-get, through sudo)
  beta    Chrome Beta, Firefox Beta; WebKit has none that can be driven

  --engine NAME   chromium, firefox or webkit
  --channel NAME  pinned, stable or beta
  --env FILE      appends NAME=path to this file, as GitHub's $GITHUB_ENV wants it
  --folder DIR    where Firefox is unpacked; default: node_modules/.cache/cors-conformance

Chrome and the packages are installed for the whole machine. Exit code 2 for a cell that does not
exist, 1 where the installation failed.
`;

function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(program: string, args: readonly string[]): Promise<void> {
  const { code } = await run(program, args);
  if (code !== 0)
    throw new ScriptError(
      `${[path.basename(program), ...args].join(' ')} ended with exit code ${code}`,
    );
}

const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');

/** The executable that the variable must name; null where the suite finds the build itself. */
async function fetchBuild(
  engine: Engine,
  channel: Channel,
  folder: string,
): Promise<string | null> {
  const system = systemOf(process.platform);
  const source = sourceOf(engine, channel, system);
  switch (source.by) {
    case 'nobody':
      throw new UsageError(`there is no ${channel} ${engine} on ${system}: ${source.because}`);
    case 'playwright': {
      await install(process.execPath, [playwright, 'install', ...source.words]);
      if (!source.places) return null;
      const found = source.places.find(isExecutable);
      if (found === undefined)
        throw new ScriptError(
          `${source.words.at(-1)} was installed, but is not at ${source.places.join(' or ')}`,
        );
      return found;
    }
    case 'mozilla': {
      // The libraries it needs; a person's machine is not asked for a password.
      if (system === 'ubuntu' && process.env['CI'])
        await install(process.execPath, [playwright, 'install-deps', 'firefox']);
      const say = (line: string): void => void process.stdout.write(`${line}\n`);
      const { arch } = process;
      return (await fetchFirefox({ version: source.version, folder, system, arch, say })).path;
    }
    case 'apt': {
      const sudo = process.getuid?.() === 0 ? [] : ['sudo'];
      for (const words of [
        ['update'],
        ['install', '-y', '--no-install-recommends', ...source.packages],
      ]) {
        const [program = '', ...args] = [...sudo, 'apt-get', ...words];
        await install(program, args);
      }
      return null;
    }
  }
}

await runScript(
  'ci:browser',
  HELP,
  {
    engine: { type: 'string' },
    channel: { type: 'string' },
    env: { type: 'string' },
    folder: { type: 'string' },
  },
  async ({ engine: name, channel: wanted, env, folder }) => {
    const [engine, ...others] = name === undefined ? [] : enginesOf(name);
    if (!engine || others.length > 0) throw new UsageError('--engine takes one engine');
    const channel = CHANNELS.find((one) => one === wanted);
    if (!channel) throw new UsageError(`--channel takes one of ${CHANNELS.join(', ')}`);
    const cache = folder ?? path.join(ROOT, 'node_modules/.cache/cors-conformance');
    const executable = await fetchBuild(engine, channel, path.resolve(cache));
    if (executable === null) {
      process.stdout.write(`${engine}, ${channel}: installed; nothing needs to be set\n`);
      return 0;
    }
    const line = `${ENVIRONMENT_VARIABLE[engine]}=${executable}`;
    process.stdout.write(`${line}\n`);
    if (env !== undefined) await appendFile(env, `${line}\n`);
    return 0;
  },
);
