/** The files that decide a conformance run, as one value: figures of other files prove nothing of them. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../lib/child.ts';

/** What a conformance run is made of: what lies elsewhere (tests, docs, scripts) decides nothing. */
const RUN_IS_MADE_OF = [
  ...['differential', 'fixtures', 'messages', 'oracle', 'reports', 'scenarios', 'servers', 'specs'],
  ...['package-lock.json', 'playwright.config.ts', 'tsconfig.json'],
] as const;

/** What runs write, and what is for a reader alone. */
const LEFT_OUT = /^reports\/out(\/|$)|\.md$/;

function filesBelow(root: string, name: string): readonly string[] {
  if (LEFT_OUT.test(name)) return [];
  const file = path.join(root, name);
  if (!existsSync(file)) return [];
  if (!statSync(file).isDirectory()) return [name];
  return readdirSync(file)
    .toSorted()
    .flatMap((entry) => filesBelow(root, `${name}/${entry}`));
}

/** One value for the content and the names of all files that decide a run. */
export function treeHash(root: string = ROOT): string {
  const hash = createHash('sha256');
  for (const name of RUN_IS_MADE_OF.flatMap((entry) => filesBelow(root, entry)))
    hash.update(`${name}\0`).update(
      createHash('sha256')
        .update(readFileSync(path.join(root, name)))
        .digest(),
    );
  return hash.digest('hex').slice(0, 16);
}
