/** What a run has running and holds open, by the kernel's own lists (Linux). */
import fs from 'node:fs';
import { displayMade } from '../../../fixtures/engines/display.ts';
import { identifyProcess, type ProcessIdentity } from '../../../fixtures/engines/processes.ts';
import { listeners, socketsOf, type Listener } from '../sockets.ts';

export interface RunningProcess extends ProcessIdentity {
  readonly parent: number;
  /** As the kernel calls it, at most 15 characters: `chromium`. */
  readonly name: string;
}

/** `pid (name) state parent …`; the name may contain spaces and parentheses. */
const STAT = /^(\d+) \(([\s\S]*)\) \S (\d+) /;

/** A line of /proc/<pid>/stat (proc_pid_stat(5)) as far as it is needed; null for anything else. */
export function readStat(stat: string): Omit<RunningProcess, 'startedAt'> | null {
  const [, pid, name, parent] = STAT.exec(stat) ?? [];
  return pid === undefined || name === undefined
    ? null
    : { pid: Number(pid), name, parent: Number(parent) };
}

/** Every process of this machine that runs, zombies left out. */
export const runningProcesses = (): RunningProcess[] =>
  fs.readdirSync('/proc').flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      const read = readStat(fs.readFileSync(`/proc/${entry}/stat`, 'latin1'));
      const identity = identifyProcess(Number(entry));
      return read && identity ? [{ ...read, ...identity }] : [];
    } catch {
      return []; // gone meanwhile
    }
  });

/** `top` and whatever it has started, as far as the parents in between still run. */
export function familyOf<P extends { readonly pid: number; readonly parent: number }>(
  all: readonly P[],
  top: number,
): P[] {
  const family = new Set([top]);
  for (let size = 0; size < family.size;) {
    size = family.size;
    for (const { pid, parent } of all) if (family.has(parent)) family.add(pid);
  }
  return all.filter(({ pid }) => family.has(pid));
}

/** Whether a process was started with this line, `NAME=value`, in its environment. */
export function isMarked(pid: number, mark: string): boolean {
  try {
    return fs.readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
  } catch {
    return false; // somebody else's, or gone
  }
}

/** The listeners that one of these processes holds. */
export function listenersOf(pids: readonly number[]): Listener[] {
  const held = heldBy(pids);
  return listeners().filter(({ inode }) => held.has(inode));
}

/** Inodes of the sockets that these processes have open. */
const heldBy = (pids: readonly number[]): ReadonlySet<string> =>
  new Set(pids.flatMap((pid) => [...(socketsOf(pid) ?? [])]));

export interface Display {
  /** `7`, of display `:7`. */
  readonly number: string;
  /** When its socket was made, in milliseconds since 1970. */
  readonly made: number | null;
}

/** Inode and number of the displays in a table as /proc/net/unix has it (proc_net(5)). */
export const readDisplays = (table: string): { inode: string; number: string }[] =>
  table.split('\n').flatMap((line) => {
    const [, inode, number] = /\s(\d+) \/tmp\/\.X11-unix\/X(\d+)$/.exec(line) ?? [];
    return inode === undefined || number === undefined ? [] : [{ inode, number }];
  });

/** The displays that one of these processes serves. */
export function displaysOf(pids: readonly number[]): Display[] {
  const held = heldBy(pids);
  const all = readDisplays(fs.readFileSync('/proc/net/unix', 'utf8'));
  const numbers = new Set(all.flatMap(({ inode, number }) => (held.has(inode) ? [number] : [])));
  return [...numbers].map((number) => ({ number, made: displayMade(number) }));
}
