/** What a repetition is a repetition of: only runs of the same suite in the same browsers add up. */
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

/** Whether what was found in one state says something about the other. */
export const isSameState = (one: State, other: State): boolean =>
  one.tree === other.tree &&
  one.grep === other.grep &&
  one.engines.join('\n') === other.engines.join('\n');
