/** What a script made for a while is gone however it ends: by itself, by an error, by Ctrl-C. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import { ROOT } from '../scripts/lib/child.ts';
import { cleanedUp, SIGNALS } from '../scripts/lib/signals.ts';
import { withCanaries } from '../scripts/trust/fuzz/canary.ts';

/** Runs a module's text; at its first line of output sends the signal to it. */
async function stopped(code: string, signal: NodeJS.Signals) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', code],
    {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  child.stdout.once('data', () => child.kill(signal));
  const [err, [exitCode, by]] = await Promise.all([
    readText(child.stderr),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ]);
  return { code: exitCode, by, err };
}

/** Stands there until it is ended. */
const FOR_EVER = `new Promise(() => setInterval(() => {}, 1e6))`;

test('what is to be gone is, after the work and after an error', async () => {
  const heard = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));
  const before = heard();
  const done: string[] = [];
  const clean = (): void => void done.push('cleaned');
  expect(await cleanedUp(clean, async () => done.push('worked'))).toBe(1);
  expect(done).toEqual(['worked', 'cleaned']);
  const failing = cleanedUp(clean, () => Promise.reject(new Error('no luck')));
  await expect(failing).rejects.toThrow('no luck');
  expect(done).toEqual(['worked', 'cleaned', 'cleaned']);
  expect(heard()).toEqual(before);
});

for (const signal of SIGNALS)
  test(`${signal}: everything is cleaned up, and the exit code says so`, async () => {
    test.skip(process.platform === 'win32', 'no signal can be sent there');
    const folder = test.info().outputPath('made');
    await mkdir(folder, { recursive: true });
    for (const name of ['one', 'other']) await writeFile(path.join(folder, name), '');
    const gone = (name: string): string =>
      `() => rmSync(${JSON.stringify(path.join(folder, name))})`;
    const { code, err } = await stopped(
      `import { rmSync } from 'node:fs';
       import { cleanedUp } from './scripts/lib/signals.ts';
       await cleanedUp(${gone('one')}, () => cleanedUp(${gone('other')}, () => {
         console.log('ready');
         return ${FOR_EVER};
       }));`,
      signal,
    );
    expect({ code, err }).toEqual({ code: 130, err: `stopped by ${signal}\n` });
    expect(readdirSync(folder)).toEqual([]);
  });

test('a child under way ends first, in order; then what is to be gone is', async () => {
  test.skip(process.platform === 'win32', 'no signal can be sent there');
  const file = test.info().outputPath('file');
  await writeFile(file, '');
  const inner = `
    process.once('SIGINT', () => { console.error('in order'); process.exit(0); });
    setInterval(() => {}, 1e6);
    console.log('ready');`;
  const { code, err } = await stopped(
    `import { rmSync, existsSync } from 'node:fs';
     import { run } from './scripts/lib/child.ts';
     import { cleanedUp } from './scripts/lib/signals.ts';
     const file = ${JSON.stringify(file)};
     await cleanedUp(() => rmSync(file), () => run(process.execPath, ['-e', ${JSON.stringify(inner)}]))
       .catch(({ message, exitCode }) => {
         console.error(\`\${message} \${existsSync(file)}\`);
         process.exitCode = exitCode;
       });`,
    'SIGINT',
  );
  expect({ code, err }).toEqual({ code: 130, err: 'in order\nstopped by SIGINT false\n' });
});

test('the files that the fuzz plants are gone after it, and after Ctrl-C', async () => {
  const folder = test.info().outputPath('planted');
  await withCanaries(async ({ text }) => {
    expect(text).toMatch(/^canary-\w{24}$/);
    expect(readdirSync(folder)).toEqual(['canary.js', 'canary.txt']);
  }, folder);
  expect(readdirSync(folder)).toEqual([]);
  test.skip(process.platform === 'win32', 'no signal can be sent there');
  const { code } = await stopped(
    `import { withCanaries } from './scripts/trust/fuzz/canary.ts';
     await withCanaries(() => { console.log('ready'); return ${FOR_EVER}; }, ${JSON.stringify(folder)});`,
    'SIGINT',
  );
  expect(code).toBe(130);
  expect(existsSync(folder) && readdirSync(folder)).toEqual([]);
});

test('a series that is stopped between two runs leaves no folder of the one before', async () => {
  test.skip(process.platform === 'win32', 'no signal can be sent there');
  const folder = test.info().outputPath('idle-under-way');
  await mkdir(path.join(folder, 'matrix'), { recursive: true });
  await writeFile(path.join(folder, 'matrix/results.json'), '{}');
  const { code, err } = await stopped(
    `import { withoutTrace } from './scripts/trust/flakes/under-way.ts';
     await withoutTrace(${JSON.stringify(folder)}, () => { console.log('ready'); return ${FOR_EVER}; });`,
    'SIGINT',
  );
  expect({ code, err }).toEqual({ code: 130, err: 'stopped by SIGINT\n' });
  expect(existsSync(folder)).toBe(false);
});
