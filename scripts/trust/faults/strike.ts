/**
 * Run by `inject.mjs` while the worker stands still: writes down what the run has running and holds
 * open at this moment, then does what has to come from outside. Its argument is the worker's pid.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runRoot } from '../../../fixtures/engines/processes.ts';
import { PLAN_VARIABLE, STRUCK_FILE } from './names.mjs';
import type { Plan, Struck } from './plan.ts';
import {
  displaysOf,
  familyOf,
  listenersOf,
  runningProcesses,
  type RunningProcess,
} from './processes.ts';

const plan = JSON.parse(fs.readFileSync(process.env[PLAN_VARIABLE]!, 'utf8')) as Plan;
const worker = Number(process.argv[2]);
const all = runningProcesses();
const runner = all.find(({ pid }) => pid === worker)!.parent;
const family = familyOf(all, runner).filter(({ pid }) => pid !== process.pid);

const pids = family.map(({ pid }) => pid);
const struck: Struck = {
  processes: family,
  ports: listenersOf(pids),
  displays: displaysOf(pids),
};
fs.writeFileSync(path.join(plan.folder, STRUCK_FILE), JSON.stringify(struck));

const { outside } = plan;
if (outside && 'kill' in outside) {
  const victims = outside.kill === 'browser' ? recorded(worker) : displayServers(family);
  if (victims.length === 0) throw new Error(`no ${outside.kill} runs: nothing to kill`);
  for (const pid of victims) process.kill(pid, 'SIGKILL');
} else if (outside?.to === 'runner') {
  process.kill(runner, outside.signal);
} else if (outside) {
  // Their group, and this process with it: the last thing that it does.
  process.kill(-runner, outside.signal);
}

/** The browsers that the worker's owner folder records; a display is recorded for SIGTERM. */
function recorded(owner: number): number[] {
  const root = runRoot(os.tmpdir());
  return fs
    .readdirSync(root)
    .filter((name) => name.startsWith(`${owner}-`))
    .flatMap((name) => fs.readdirSync(path.join(root, name)))
    .flatMap((name) => /^child\.(\d+)\.\w+\.SIGKILL$/.exec(name)?.[1] ?? [])
    .map(Number);
}

function displayServers(processes: readonly RunningProcess[]): number[] {
  return processes.filter(({ name }) => name === 'Xvfb').map(({ pid }) => pid);
}
