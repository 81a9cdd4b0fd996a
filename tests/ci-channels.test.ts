/** Which build a channel is, and how a stock Firefox is fetched: from an archive on loopback. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ENGINES } from '../messages/types.ts';
import { CHANNELS, sourceOf, SYSTEMS } from '../scripts/ci/channels.ts';
import {
  checksumOf,
  fetchFirefox,
  newestVersion,
  releaseFile,
} from '../scripts/ci/firefox-archive.ts';

test.describe('the table', () => {
  test('the pinned builds are Playwright’s, on every system', () => {
    for (const system of SYSTEMS)
      for (const engine of ENGINES)
        expect(sourceOf(engine, 'pinned', system, {})).toMatchObject({
          by: 'playwright',
          words: expect.arrayContaining([engine]),
        });
  });

  test('Chrome is named by its own executable, never by a launcher', () => {
    const env = { PROGRAMFILES: 'C:\\Program Files' };
    const places = SYSTEMS.flatMap((system) =>
      (['stable', 'beta'] as const).flatMap((channel) => {
        const source = sourceOf('chromium', channel, system, env);
        return source.by === 'playwright' ? source.places : [];
      }),
    );
    expect(places).toEqual([
      '/opt/google/chrome/chrome',
      '/opt/google/chrome-beta/chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Google Chrome Beta.app/Contents/MacOS/Google Chrome Beta',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Google\\Chrome Beta\\Application\\chrome.exe',
    ]);
  });

  test('a cell that cannot be had says why', () => {
    const nobodys = SYSTEMS.flatMap((system) =>
      ENGINES.flatMap((engine) =>
        CHANNELS.flatMap((channel) => {
          const source = sourceOf(engine, channel, system, {});
          return source.by === 'nobody' ? [[`${engine} ${channel} ${system}`, source.because]] : [];
        }),
      ),
    );
    expect(nobodys.map(([cell]) => cell)).toEqual([
      'webkit beta ubuntu',
      'webkit stable macos',
      'webkit beta macos',
      'webkit stable windows',
      'webkit beta windows',
    ]);
    for (const [, because = ''] of nobodys) expect(because.length).toBeGreaterThan(30);
  });
});

test('a release’s file for each system, as the archive names it', () => {
  const files = SYSTEMS.map((system) => releaseFile('158.0b3', system, 'x64').file);
  expect(files).toEqual([
    'linux-x86_64/en-US/firefox-158.0b3.tar.xz',
    'mac/en-US/Firefox 158.0b3.dmg',
    'win64/en-US/Firefox Setup 158.0b3.exe',
  ]);
  expect(releaseFile('158.0', 'ubuntu', 'arm64').file).toMatch(/^linux-aarch64\//);
});

test('the checksum of one file among many', () => {
  const [a, b] = ['a', 'b'].map((digit) => digit.repeat(128));
  const list = `${a}  mac/en-US/Firefox 158.0.dmg\n${b} *win64/en-US/x.exe\n`;
  expect(checksumOf(list, 'mac/en-US/Firefox 158.0.dmg')).toBe(a);
  expect(checksumOf(list, 'win64/en-US/x.exe')).toBe(b);
  expect(checksumOf(list, 'en-US/x.exe')).toBeNull();
});

test.describe('a Firefox is fetched', () => {
  test.skip(process.platform !== 'linux', 'its archive is unpacked by tar and xz: tar(1)');

  let folder = '';
  let server: Server;
  let origin = '';
  let asked: string[] = [];
  /** By path; what is not there is a 404. */
  let served: Record<string, string | Buffer> = {};

  test.beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'ci-channels-'));
    asked = [];
    server = createServer(({ url = '' }, response) => {
      asked.push(url);
      const body = served[url];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

    await mkdir(path.join(folder, 'made/firefox'), { recursive: true });
    const browser = path.join(folder, 'made/firefox/firefox');
    await writeFile(browser, '#!/bin/sh\necho Mozilla Firefox 158.0\n');
    await chmod(browser, 0o755);
    const packed = path.join(folder, 'made.tar.xz');
    execFileSync('tar', ['-cJf', packed, '-C', path.join(folder, 'made'), 'firefox']);
    const archive = await readFile(packed);
    const file = 'linux-x86_64/en-US/firefox-158.0b3.tar.xz';
    const sum = createHash('sha512').update(archive).digest('hex');
    served = {
      '/versions.json': '{"BETA":"158.0b3"}',
      '/releases/158.0b3/SHA512SUMS': `${sum}  ${file}\n`,
      [`/releases/158.0b3/${file}`]: archive,
    };
  });

  test.afterEach(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  const archive = () => ({ details: `${origin}/versions.json`, releases: `${origin}/releases` });
  const fetched = () =>
    fetchFirefox({
      version: 'BETA',
      folder: path.join(folder, 'browsers'),
      system: 'ubuntu',
      arch: 'x64',
      archive: archive(),
      say: () => {},
    });

  test('unpacked, executable, and not fetched twice', async () => {
    const { version, path: executable } = await fetched();
    expect(version).toBe('158.0b3');
    expect(execFileSync(executable, { encoding: 'utf8' })).toBe('Mozilla Firefox 158.0\n');
    expect(await readdir(path.join(folder, 'browsers'))).toEqual(['firefox-158.0b3']);
    const before = asked.length;
    expect((await fetched()).path).toBe(executable);
    expect(asked.slice(before)).toEqual(['/versions.json']);
  });

  test('another checksum: refused in one line, nothing is left', async () => {
    served['/releases/158.0b3/linux-x86_64/en-US/firefox-158.0b3.tar.xz'] = 'something else';
    await expect(fetched()).rejects.toThrow(/^Firefox 158\.0b3 came with the checksum [^\n]+$/);
    expect(await readdir(path.join(folder, 'browsers'))).toEqual([]);
  });

  test('an archive without the file, or that cannot be reached: one line', async () => {
    served['/releases/158.0b3/SHA512SUMS'] = '';
    await expect(fetched()).rejects.toThrow(/\/158\.0b3 has no linux-x86_64\/en-US\/firefox/);
    delete served['/releases/158.0b3/SHA512SUMS'];
    await expect(fetched()).rejects.toThrow(/SHA512SUMS answered 404$/);
    const nowhere = { ...archive(), details: 'http://versions.invalid/' };
    await expect(newestVersion('BETA', nowhere)).rejects.toThrow(/cannot be reached: [^\n]+$/);
  });

  test('a version that is none never becomes a path', async () => {
    for (const version of ['../../etc', '158.0/..', '', '158']) {
      served['/versions.json'] = JSON.stringify({ BETA: version });
      await expect(newestVersion('BETA', archive())).rejects.toThrow(/names no version of Firefox/);
    }
    served['/versions.json'] = '<html>';
    await expect(newestVersion('BETA', archive())).rejects.toThrow(/names no version of Firefox/);
  });
});
