/**
 * A stock Firefox from Mozilla's archive: newest of a channel, checked against the archive's own
 * checksums, unpacked into a folder. How each system's file is unpacked is as in Puppeteer's
 * https://github.com/puppeteer/puppeteer/blob/main/packages/browsers/src/fileUtil.ts
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run } from '../lib/child.ts';
import { ScriptError } from '../lib/flags.ts';
import type { System } from './channels.ts';

export interface Archive {
  /** `{ "LATEST_FIREFOX_VERSION": "157.0.1", … }` */
  readonly details: string;
  /** Holds a folder for each version. */
  readonly releases: string;
}

export const MOZILLA: Archive = {
  details: 'https://product-details.mozilla.org/1.0/firefox_versions.json',
  releases: 'https://archive.mozilla.org/pub/firefox/releases',
};

/** Bounds against hanging, in milliseconds; far beyond what a slow line takes. */
const ASKING = 60_000;
const DOWNLOAD = 15 * 60_000;

/** The file within a version's folder, as the checksums name it; and the browser, unpacked. */
export function releaseFile(version: string, system: System, arch: string) {
  switch (system) {
    case 'ubuntu':
      return {
        file: `linux-${arch === 'arm64' ? 'aarch64' : 'x86_64'}/en-US/firefox-${version}.tar.xz`,
        executable: 'firefox/firefox',
      };
    case 'macos':
      return {
        file: `mac/en-US/Firefox ${version}.dmg`,
        executable: 'Firefox.app/Contents/MacOS/firefox',
      };
    case 'windows':
      return {
        file: `win64${arch === 'arm64' ? '-aarch64' : ''}/en-US/Firefox Setup ${version}.exe`,
        executable: 'core/firefox.exe',
      };
  }
}

async function get(url: string, milliseconds: number): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new ScriptError(`${url} cannot be reached: ${why}`, { cause: error });
  }
  if (!response.ok) throw new ScriptError(`${url} answered ${response.status}`);
  return response;
}

/** The version that is newest in a channel. Throws one line where the answer does not tell it. */
export async function newestVersion(key: string, { details }: Archive = MOZILLA): Promise<string> {
  const text = await (await get(details, ASKING)).text();
  let version: unknown;
  try {
    version = (JSON.parse(text) as Record<string, unknown> | null)?.[key];
  } catch {
    // Told below.
  }
  // It becomes part of a path.
  if (typeof version !== 'string' || !/^\d+(?:\.\d+)+(?:b\d+)?$/.test(version))
    throw new ScriptError(`${details} names no version of Firefox as ${key}`);
  return version;
}

/** The SHA-512 of a file by a list of `<hash>  <file>` lines; null where it has none. */
export const checksumOf = (list: string, file: string): string | null =>
  list
    .split('\n')
    .map((line) => /^([0-9a-f]{128})\s+\*?(.+?)\s*$/.exec(line))
    .find((match) => match?.[2] === file)?.[1] ?? null;

async function sha512(file: string): Promise<string> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function command(words: readonly [string, ...string[]], env = {}): Promise<void> {
  const [program, ...args] = words;
  const { code } = await run(program, args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  if (code !== 0) throw new ScriptError(`${program} ended with exit code ${code}`);
}

async function unpack(file: string, folder: string, system: System): Promise<void> {
  if (system === 'ubuntu') return command(['tar', '-xJf', file, '-C', folder]);
  // The installer only unpacks, and must not ask to be an administrator for it.
  if (system === 'windows')
    return command([file, `/ExtractDir=${folder}`], { __COMPAT_LAYER: 'RunAsInvoker' });
  const volume = `${folder}.volume`;
  await command(['hdiutil', 'attach', '-nobrowse', '-noautoopen', '-mountpoint', volume, file]);
  try {
    await command(['cp', '-R', `${volume}/Firefox.app`, folder]);
  } finally {
    await command(['hdiutil', 'detach', '-quiet', volume]);
  }
}

export interface Wanted {
  /** A key of the archive's product details. */
  readonly version: string;
  /** Each version gets a folder in it; one that is there already is used again. */
  readonly folder: string;
  readonly system: System;
  readonly arch: string;
  readonly archive?: Archive;
  say(line: string): void;
}

/**
 * Fetches the newest Firefox of a channel. Resolves to its version and the path of its executable.
 * Rejects with one line when the archive cannot be reached, or gives a file of another checksum.
 */
export async function fetchFirefox(wanted: Wanted): Promise<{ version: string; path: string }> {
  const { folder, system, arch, archive = MOZILLA, say } = wanted;
  const version = await newestVersion(wanted.version, archive);
  const { file, executable } = releaseFile(version, system, arch);
  const home = path.join(folder, `firefox-${version}`);
  const found = { version, path: path.join(home, executable) };
  if (await exists(found.path)) return found;

  const release = `${archive.releases}/${version}`;
  const sums = await (await get(`${release}/SHA512SUMS`, ASKING)).text();
  const promised = checksumOf(sums, file);
  if (promised === null) throw new ScriptError(`${release} has no ${file}`);

  const draft = `${home}.${process.pid}.draft`;
  await mkdir(draft, { recursive: true });
  const download = path.join(`${draft}.${path.posix.basename(file).split('.').at(-1)}`);
  try {
    say(`fetching Firefox ${version}`);
    const { body } = await get(`${release}/${encodeURI(file)}`, DOWNLOAD);
    if (!body) throw new ScriptError(`${release}/${file} is empty`);
    await pipeline(body, createWriteStream(download));
    const came = await sha512(download);
    if (came !== promised)
      throw new ScriptError(
        `Firefox ${version} came with the checksum ${came}, not ${promised}: nothing was unpacked`,
      );
    say('unpacking it');
    await unpack(download, draft, system);
    if (!(await exists(path.join(draft, executable))))
      throw new ScriptError(`${file} holds no ${executable}`);
    await rm(home, { recursive: true, force: true });
    await rename(draft, home);
  } finally {
    await rm(draft, { recursive: true, force: true });
    await rm(download, { force: true });
  }
  return found;
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
