/** Files that nobody serves, with a text that stands nowhere else. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cleanedUp } from '../../lib/signals.ts';
import { TRUST_FOLDER } from '../part.ts';
import type { Secret } from './properties.ts';

/** One with the ending that the page origin serves, one with another. */
const NAMES = ['canary.js', 'canary.txt'] as const;

/** Plants them, and takes them away again, also where a signal ends this process. */
export async function withCanaries<T>(
  use: (planted: Secret) => Promise<T>,
  folder = TRUST_FOLDER,
): Promise<T> {
  const text = `canary-${randomBytes(12).toString('hex')}`;
  const files = NAMES.map((name) => path.join(folder, name));
  const remove = (): void => {
    for (const file of files) rmSync(file, { force: true });
  };
  await mkdir(folder, { recursive: true });
  return cleanedUp(remove, async () => {
    for (const file of files) await writeFile(file, `${text}\n`);
    return use({ of: 'a planted file', text });
  });
}
