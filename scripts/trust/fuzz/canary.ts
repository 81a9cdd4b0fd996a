/** Files that nobody serves, with a text that stands nowhere else. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { TRUST_FOLDER } from '../part.ts';
import type { Secret } from './properties.ts';

/** One with the ending that the page origin serves, one with another. */
const NAMES = ['canary.js', 'canary.txt'] as const;

/** Plants them; `remove` takes them away again. */
export async function plantCanaries(): Promise<{ secret: Secret; remove(): Promise<void> }> {
  const text = `canary-${randomBytes(12).toString('hex')}`;
  await mkdir(TRUST_FOLDER, { recursive: true });
  const files = NAMES.map((name) => path.join(TRUST_FOLDER, name));
  for (const file of files) await writeFile(file, `${text}\n`);
  return {
    secret: { of: 'a planted file', text },
    async remove() {
      for (const file of files) await rm(file, { force: true });
    },
  };
}
