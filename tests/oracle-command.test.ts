/** `npm run oracle` tells what its rows do not reach: measured, not assumed. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { ROOT, run } from '../scripts/lib/child.ts';
import { measure } from '../scripts/oracle/coverage.ts';

const PLANTED = {
  'reached.ts': `export const never = (n: number): number => n + 1;
export const half = (n: number): string => (n > 0 ? 'yes' : 'no');
export function whole(n: number): string {
  if (n > 0) return 'yes';
  return 'no';
}
export function half2(n: number): string {
  if (n > 0) {
    return 'yes';
  }
  return 'no';
}
`,
  'forgotten.ts': `export const forgotten = 1;\n`,
  'act.ts': `import { half, half2, whole } from './reached.ts';
half(1);
half2(0);
whole(0);
whole(1);
`,
  'fails.ts': `throw new Error('planted');\n`,
};

/** The room must be in the project, where c8 looks. */
async function plant(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, code] of Object.entries(PLANTED))
    await writeFile(path.join(folder, name), code);
  return path.relative(ROOT, folder).split(path.sep).join('/');
}

test('an arrow never called, a branch not taken and a file not loaded are named', async () => {
  const folder = test.info().outputPath('room');
  const room = await plant(folder);
  const files = await measure(room, path.join(folder, 'act.ts'), [], test.info().outputPath('c8'));
  const missing = Object.fromEntries(
    files.map((file) => [path.posix.basename(file.file), file.missing]),
  );
  expect(missing).toEqual({
    'act.ts': [],
    'fails.ts': ['lines 1', expect.stringMatching(/^branch at 1:/)],
    'forgotten.ts': ['lines 1', expect.stringMatching(/^branch at 1:/)],
    'reached.ts': [
      'lines 9-10',
      expect.stringMatching(/^branch at 2:/),
      expect.stringMatching(/^branch at 8:/),
      expect.stringMatching(/^function at 1:/),
    ],
  });
  const reached = files.find(({ file }) => file.endsWith('/reached.ts'));
  expect(reached?.functions).toEqual({ covered: 3, total: 4 });
});

test('a module that fails is told, not measured', async () => {
  const folder = test.info().outputPath('room');
  const room = await plant(folder);
  await expect(
    measure(room, path.join(folder, 'fails.ts'), [], test.info().outputPath('c8')),
  ).rejects.toThrow(/fails\.ts ended with exit code 1$/);
});

for (const [flag, code] of [
  ['--help', 0],
  ['--rows', 2],
] as const)
  test(`npm run oracle -- ${flag} ends with ${code} and runs nothing`, async () => {
    const script = path.join(ROOT, 'scripts/oracle.ts');
    const args = ['--import', import.meta.resolve('tsx'), script, flag];
    expect(await run(process.execPath, args, { stdio: 'ignore' })).toMatchObject({ code });
  });
