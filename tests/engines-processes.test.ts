/** What ends, and when: processes and folders that must not outlive the run that owns them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { identifyProcess, openOwner, sweep } from '../fixtures/engines/processes.ts';

test.describe('owned processes', () => {
  test.skip(process.platform !== 'linux', 'elsewhere marks cannot be read, only records');

  let root: string;
  test.beforeEach(() => {
    root = fs.mkdtempSync(path.join(os.tmpdir(), 'cors-owners-'));
  });
  test.afterEach(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });

  const IDLE = ['-e', 'setInterval(() => {}, 1000)'];
  const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));
  const PROCESSES = fileURLToPath(new URL('../fixtures/engines/processes.ts', import.meta.url));

  test('what is written into a removed folder goes with the next one that is removed', () => {
    const owner = openOwner(root);
    const [first, second] = [owner.temporaryFolder('profile'), owner.temporaryFolder('profile')];
    owner.removeFolder(first);
    // The helper of a browser that was killed.
    fs.mkdirSync(path.join(first, 'Default'), { recursive: true });
    owner.removeFolder(second);
    expect([first, second].filter((folder) => fs.existsSync(folder))).toEqual([]);
    owner.end();
  });

  /** Another node process with children of three kinds: spawned, recorded, and only marked. */
  async function otherOwner(): Promise<{
    owner: ChildProcess;
    folder: string;
    children: { spawned: number; recorded: number; marked: number };
  }> {
    const script = `
      import { spawn } from 'node:child_process';
      import { openOwner } from ${JSON.stringify(PROCESSES)};
      const owner = openOwner(${JSON.stringify(root)});
      const idle = ${JSON.stringify(IDLE)};
      const free = (env) =>
        spawn(process.execPath, idle, { env, stdio: 'ignore', detached: true }).pid;
      owner.temporaryFolder('profile');
      const spawned = owner.spawn(process.execPath, idle).child.pid;
      const recorded = free(process.env);
      owner.record(recorded);
      const marked = free(owner.environment());
      console.log(JSON.stringify({ folder: owner.folder, children: { spawned, recorded, marked } }));
      setInterval(() => {}, 1000);
    `;
    const owner = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', script],
      { cwd: REPOSITORY, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = (await once(owner.stdout!, 'data')) as [Buffer];
    return { owner, ...JSON.parse(output.toString()) };
  }

  const gone = (pid: number) => expect.poll(() => identifyProcess(pid)).toBeNull();

  test('should leave nothing when their owner ends them', async () => {
    const owner = openOwner(root);
    const { child, exited } = owner.spawn(process.execPath, IDLE);
    owner.temporaryFolder('profile');
    expect(identifyProcess(child.pid!)).not.toBeNull();
    owner.end();
    expect((await exited).signal).toBe('SIGKILL');
    expect(fs.readdirSync(root)).toEqual([]);
  });

  test('should forget a child that ended, and end one on demand', async () => {
    const owner = openOwner(root);
    const running = owner.spawn(process.execPath, IDLE, { endWith: 'SIGTERM' });
    expect(fs.readdirSync(owner.folder)).toHaveLength(1);
    await running.end();
    expect((await running.exited).signal).toBe('SIGTERM');
    await expect.poll(() => fs.readdirSync(owner.folder)).toEqual([]);
    owner.end();
  });

  test('should be swept when their owner was killed, and only then', async () => {
    const { owner, folder, children } = await otherOwner();
    expect(sweep(root)).toEqual({ ended: [], removed: [] });
    for (const pid of Object.values(children)) expect(identifyProcess(pid)).not.toBeNull();

    const living = openOwner(root);
    const bystander = living.spawn(process.execPath, IDLE);
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const { ended, removed } = sweep(root);
    expect(ended).toEqual(expect.arrayContaining([children.recorded, children.marked]));
    expect(removed).toEqual([folder]);
    for (const pid of Object.values(children)) await gone(pid);
    expect(identifyProcess(bystander.child.pid!)).not.toBeNull();
    living.end();
    await bystander.exited;
  });

  test('should not be killed when a recorded pid belongs to a later process', async () => {
    const bystander = spawn(process.execPath, IDLE, { stdio: 'ignore' });
    const left = path.join(root, `999999999-1-${namespaceOf(openOwner(root).folder)}`);
    fs.mkdirSync(left);
    fs.writeFileSync(path.join(left, `child.${bystander.pid}.1.SIGKILL`), '');
    expect(sweep(root)).toEqual({ ended: [], removed: [left] });
    expect(identifyProcess(bystander.pid!)).not.toBeNull();
    bystander.kill();
  });

  const namespaceOf = (folder: string): string => folder.split('-').at(-1)!;

  test("should start without the user's proxies and with their owner's mark", () => {
    const owner = openOwner(root);
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    const environment = owner.environment({ EXTRA: 'x', HOME: undefined });
    delete process.env['http_proxy'];
    expect(environment).toMatchObject({ EXTRA: 'x', CORS_CONFORMANCE_OWNER: owner.folder });
    expect(environment).not.toHaveProperty('http_proxy');
    expect(environment).not.toHaveProperty('HOME');
    owner.end();
  });

  test('should give Playwright a folder of their owner to make profiles in', async () => {
    const owner = openOwner(root);
    const before = os.tmpdir();
    await owner.launching(async () => expect(os.tmpdir()).toBe(owner.folder));
    expect(os.tmpdir()).toBe(before);
    owner.end();
  });
});
