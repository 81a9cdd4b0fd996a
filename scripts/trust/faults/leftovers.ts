/** What a run has left behind: processes, ports, temporary files, displays. */
import fs from 'node:fs';
import path from 'node:path';
import { displayMade } from '../../../fixtures/engines/display.ts';
import { runRoot } from '../../../fixtures/engines/processes.ts';
import { badEnd, type Ended } from '../../lib/child.ts';
import { listeners } from '../sockets.ts';
import type { Finding } from './naming.ts';
import type { Struck } from './plan.ts';
import { isMarked, runningProcesses, type RunningProcess } from './processes.ts';

export interface Leftovers {
  readonly processes: readonly RunningProcess[];
  readonly ports: readonly number[];
  /** Paths, relative to the run's temporary folder. */
  readonly files: readonly string[];
  /** `:7`, whose socket is still there. */
  readonly displays: readonly string[];
}

export interface Search {
  /** The temporary folder that the run had to itself. */
  readonly temporary: string;
  /** `NAME=value`, in the environment of everything that the run started. */
  readonly mark: string;
  /** Null: the run never came to the moment of the harm. */
  readonly struck: Struck | null;
  /** An owner that has nothing to do with the run: the name of its folder. */
  readonly bystander?: string;
}

/** Caches of compiled sources, by Playwright and by tsx: they are for the next run. */
export const CACHE = /^(?:playwright-transform-cache|tsx)-/;

/** What there is now. */
export function findLeftovers({ temporary, mark, struck, bystander }: Search): Leftovers {
  const known = new Set(struck?.processes.map(({ pid, startedAt }) => `${pid} ${startedAt}`));
  const inodes = new Set(struck?.ports.map(({ inode }) => inode));
  const root = path.basename(runRoot(temporary));
  const owners = namesIn(path.join(temporary, root)).filter((name) => name !== bystander);
  return {
    processes: runningProcesses().filter(
      ({ pid, startedAt }) => known.has(`${pid} ${startedAt}`) || isMarked(pid, mark),
    ),
    // One port may have a socket in each address family.
    ports: [
      ...new Set(listeners().flatMap(({ port, inode }) => (inodes.has(inode) ? [port] : []))),
    ],
    files: [
      ...namesIn(temporary).filter((name) => name !== root && !CACHE.test(name)),
      ...owners.map((name) => path.join(root, name)),
    ],
    displays: (struck?.displays ?? []).flatMap(({ number, made }) =>
      made !== null && displayMade(number) === made ? [`:${number}`] : [],
    ),
  };
}

const namesIn = (folder: string): string[] => (fs.existsSync(folder) ? fs.readdirSync(folder) : []);

/** `2 processes (chromium, Xvfb), port 4711, cors-conformance-0/12-3-4`; `nothing`. */
export function leftoversText({ processes, ports, files, displays }: Leftovers): string {
  const names = [...new Set(processes.map(({ name }) => name))].join(', ');
  const parts = [
    ...(processes.length > 0
      ? [`${processes.length} ${processes.length === 1 ? 'process' : 'processes'} (${names})`]
      : []),
    ...ports.map((port) => `port ${port}`),
    ...displays.map((display) => `display ${display}`),
    ...files,
  ];
  return parts.join(', ') || 'nothing';
}

export const isNothing = (leftovers: Leftovers): boolean =>
  Object.values(leftovers).every((list: readonly unknown[]) => list.length === 0);

/** The run after one that could not tidy up. */
export interface NextStart {
  /** What there was before it. */
  readonly before: Leftovers;
  readonly ended: Pick<Ended, 'code' | 'signal'>;
  /** Whether the process and the folder of a bystander are still there. */
  readonly bystanderIsThere: boolean;
  /** What there was after it. */
  readonly after: Finding;
}

/** Whether the next start swept what was left, and nothing else. Where nothing was, it shows nothing. */
export function sweepFinding({ before, ended, bystanderIsThere, after }: NextStart): Finding {
  const bad = badEnd(ended);
  const problems = [
    ...(isNothing(before) ? ['nothing was left for the next start to sweep'] : []),
    ...(bad === null ? [] : [`the next run ended with ${bad}`]),
    ...(bystanderIsThere ? [] : ['a bystander was swept']),
    ...(after.right ? [] : [`after the next start: ${after.text}`]),
  ];
  return {
    text: problems.join('; ') || `${after.text}; swept at the next start: ${leftoversText(before)}`,
    right: problems.length === 0,
  };
}

/** Between two looks, in milliseconds. Nothing announces the end of somebody else's process. */
const LOOK_AGAIN = 50;

/** What is left when nothing is any more, or when `patience` (milliseconds) has passed. */
export async function settledLeftovers(search: Search, patience: number): Promise<Leftovers> {
  const deadline = Date.now() + patience;
  for (;;) {
    const left = findLeftovers(search);
    if (isNothing(left) || Date.now() >= deadline) return left;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}
