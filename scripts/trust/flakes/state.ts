/** What a repetition is a repetition of: only runs of the same suite in the same releases of browsers add up. */
import { execFileSync } from 'node:child_process';
import { findBuild } from '../../../fixtures/engines/builds.ts';
import type { Engine } from '../../../messages/types.ts';
import { ROOT } from '../../lib/child.ts';
import { treeHash } from '../tree.ts';

export interface State {
  /** See `treeHash`. */
  readonly tree: string;
  /** `git rev-parse`, shortened; empty where that cannot be asked. For the reader alone. */
  readonly commit: string;
  /** `Firefox ESR 153.7.0esr`, in the suite's order. */
  readonly engines: readonly string[];
  /** Only tests whose title or tag matches. Absent: all. */
  readonly grep?: string;
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

/**
 * `Chromium 156.0.8078.79` as `Chromium 156`, `WebKitGTK 2.50.6` as `WebKitGTK 2.50`: WebKitGTK
 * counts its releases in the second part.
 */
const releaseOf = (engine: string): string =>
  /^(WebKit.*? \d+\.\d+|.*? \d+)\./.exec(engine)?.[1] ?? engine;

/**
 * Whether repetitions of the two add up. A series takes hours, and browsers are updated meanwhile:
 * an update within a release is another build for the same claims, and can hide no flake.
 */
export const addsUp = (one: State, other: State): boolean =>
  one.tree === other.tree &&
  one.grep === other.grep &&
  one.engines.map(releaseOf).join('\n') === other.engines.map(releaseOf).join('\n');

/** Whether nothing at all has changed, as between the beginning and the end of one repetition. */
export const isSameState = (one: State, other: State): boolean =>
  one.tree === other.tree &&
  one.grep === other.grep &&
  one.engines.join('\n') === other.engines.join('\n');
