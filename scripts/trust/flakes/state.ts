/** What a repetition is a repetition of: only runs of the same suite in the same browsers add up. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { findBuild } from '../../../fixtures/engines/builds.ts';
import type { Engine } from '../../../messages/types.ts';
import { ROOT } from '../../lib/child.ts';

/** What a conformance run is made of: what lies elsewhere (tests, docs, scripts) decides nothing. */
export const RUN_IS_MADE_OF = [
  ...['differential', 'fixtures', 'messages', 'oracle', 'reports', 'scenarios', 'servers', 'specs'],
  ...['package-lock.json', 'playwright.config.ts', 'tsconfig.json'],
] as const;

/** What runs write, and what is for a reader alone. */
const LEFT_OUT = /^reports\/out(\/|$)|\.md$/;

export interface State {
  /** Of the files of `RUN_IS_MADE_OF`, as they lie there: SHA-256, hexadecimal, shortened. */
  readonly tree: string;
  /** `git rev-parse`, shortened; empty where that cannot be asked. For the reader alone. */
  readonly commit: string;
  /** `Firefox ESR 153.7.0esr`, in the suite's order. */
  readonly engines: readonly string[];
  /** Only tests whose title or tag matches. Absent: all. */
  readonly grep?: string;
}

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

function commitHere(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return '';
  }
}

/** The state of this machine's tree and browsers. Throws `EngineNotFound`, one line. */
export function stateHere(engines: readonly Engine[], grep?: string): State {
  return {
    tree: treeHash(),
    commit: commitHere(),
    engines: engines.map((engine) => {
      const { name, version } = findBuild(engine);
      return `${name} ${version}`;
    }),
    ...(grep !== undefined && { grep }),
  };
}

/** Whether what was found in one state says something about the other. */
export const isSameState = (one: State, other: State): boolean =>
  one.tree === other.tree &&
  one.grep === other.grep &&
  one.engines.join('\n') === other.engines.join('\n');
