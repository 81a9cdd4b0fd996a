/** One run of the suite under a fault, and what it came to. */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { identifyProcess, openOwner, runRoot } from '../../../fixtures/engines/processes.ts';
import type { Engine } from '../../../messages/types.ts';
import { readResults } from '../../../reports/read-results.ts';
import type { Results } from '../../../reports/results.ts';
import { playwrightCommand, run } from '../../lib/child.ts';
import { SCENARIOS_OF_A_RUN, type Fault } from './faults.ts';
import {
  isNothing,
  leftoversText,
  settledLeftovers,
  sweepFinding,
  type Search,
} from './leftovers.ts';
import { PLAN_VARIABLE, STRUCK_FILE } from './names.mjs';
import { readNaming, type Finding, type Naming } from './naming.ts';
import type { Plan, Struck } from './plan.ts';

export interface Outcome extends Naming {
  readonly left: Finding;
  /** Milliseconds. */
  readonly duration: number;
}

/** Where the machine cannot act a fault out: why. */
export class NotHere extends Error {}

/**
 * How long, in milliseconds, a worker whose runner was killed may take to tidy up: Playwright ends it
 * after 30 s by force. Any other run has tidied up when it ends; the kernel needs a moment for the rest.
 */
const PATIENCE = { afterRunner: 40_000, otherwise: 5_000 } as const;

const INJECTION = pathToFileURL(path.join(import.meta.dirname, 'inject.mjs')).href;

/** Runs the suite in `engine` under `fault`; records go to `folder`, which must not exist yet. */
export async function runUnder(
  fault: Fault,
  engine: Engine,
  folder: string,
  temporary: string,
): Promise<Outcome> {
  fs.mkdirSync(folder, { recursive: true });
  const planFile = path.join(folder, 'plan.json');
  fs.writeFileSync(planFile, JSON.stringify({ ...fault.plan, folder } satisfies Plan));
  const bystander = fault.nextStartSweeps ? startBystander(temporary) : undefined;
  try {
    const reports = path.join(folder, 'reports');
    const started = performance.now();
    const ended = await suite(engine, SCENARIOS_OF_A_RUN, folder, {
      temporary,
      reports,
      ...(fault.timeout !== undefined && { timeout: fault.timeout }),
      ...(fault.roomForReports !== undefined && { room: fault.roomForReports }),
      env: {
        [PLAN_VARIABLE]: planFile,
        NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import ${INJECTION}`.trim(),
      },
    });
    const struck = readStruck(folder);
    const search: Search = {
      temporary,
      mark: `${PLAN_VARIABLE}=${planFile}`,
      struck,
      ...(bystander && { bystander: path.basename(bystander.folder) }),
    };
    const left = bystander
      ? await leftAfterNextStart(engine, folder, search, bystander)
      : await leftAfter(search, fault.telling.by === 'signal');
    const naming = readNaming(fault, engine, SCENARIOS_OF_A_RUN, ended);
    return {
      ...(struck ? naming : { ...naming, named: NEVER_STRUCK }),
      left,
      duration: performance.now() - started,
    };
  } finally {
    bystander?.end();
  }
}

const NEVER_STRUCK: Finding = { text: 'the moment of the harm never came', right: false };

function readStruck(folder: string): Struck | null {
  const file = path.join(folder, STRUCK_FILE);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Struck) : null;
}

async function leftAfter(search: Search, runnerKilled: boolean): Promise<Finding> {
  const started = Date.now();
  const left = await settledLeftovers(
    search,
    runnerKilled ? PATIENCE.afterRunner : PATIENCE.otherwise,
  );
  const seconds = Math.round((Date.now() - started) / 1000);
  const when = isNothing(left) && seconds > 0 ? ` after ${seconds} s` : '';
  return { text: leftoversText(left) + when, right: isNothing(left) };
}

/** What is left is the next run's to end and remove; who still runs must not notice. */
async function leftAfterNextStart(
  engine: Engine,
  folder: string,
  search: Search,
  bystander: Bystander,
): Promise<Finding> {
  const before = await settledLeftovers(search, 0);
  const ended = await suite(engine, SCENARIOS_OF_A_RUN.slice(0, 1), path.join(folder, 'next'), {
    temporary: search.temporary,
    reports: path.join(folder, 'next', 'reports'),
  });
  const after = await leftAfter(search, false);
  return sweepFinding({ before, ended, bystanderIsThere: bystander.isThere(), after });
}

interface Bystander {
  readonly folder: string;
  isThere(): boolean;
  end(): void;
}

/** Another owner with a process and a folder: this process. */
function startBystander(temporary: string): Bystander {
  const owner = openOwner(runRoot(temporary));
  const { child } = owner.spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)']);
  const identity = child.pid === undefined ? null : identifyProcess(child.pid);
  const profile = owner.temporaryFolder('bystander');
  const end = (): void => owner.end();
  process.once('exit', end);
  return {
    folder: owner.folder,
    isThere: () =>
      identity !== null &&
      identifyProcess(identity.pid)?.startedAt === identity.startedAt &&
      fs.existsSync(profile),
    end() {
      process.off('exit', end);
      owner.end();
    },
  };
}

interface SuiteOptions {
  readonly temporary: string;
  readonly reports: string;
  readonly timeout?: number;
  readonly room?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The suite as it stands, with these scenarios of one engine, in one worker. */
async function suite(
  engine: Engine,
  scenarios: readonly string[],
  folder: string,
  { temporary, reports, timeout, room, env = {} }: SuiteOptions,
) {
  fs.mkdirSync(reports, { recursive: true });
  const plain = playwrightCommand([
    `--project=${engine}`,
    '--workers=1',
    `--grep=@(?:${scenarios.join('|')})(?: |$)`,
    ...(timeout === undefined ? [] : [`--timeout=${timeout}`]),
  ]);
  const [command, ...args] = room === undefined ? plain : await inSmallRoom(plain, reports, room);
  const outputFile = path.join(folder, 'output.txt');
  const output = fs.openSync(outputFile, 'w');
  try {
    const { code, signal } = await run(command, args, {
      // No display of the user's: the suite's own is what can be killed.
      env: { ...env, TMPDIR: temporary, CORS_REPORTS: reports, DISPLAY: '', CORS_PROTECTION: '' },
      stdio: ['ignore', output, output],
    });
    return {
      code,
      signal,
      results: readReport(path.join(reports, 'matrix/results.json')),
      output: fs.readFileSync(outputFile, 'utf8'),
    };
  } finally {
    fs.closeSync(output);
  }
}

function readReport(file: string): Results | null {
  try {
    return readResults(fs.readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A mount namespace in which `folder` is a file system of its own, of this size. Throws `NotHere`. */
async function inSmallRoom(
  command: readonly [string, ...string[]],
  folder: string,
  size: string,
): Promise<readonly [string, ...string[]]> {
  const asRoot = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const script = `mount -t tmpfs -o size=${size} tmpfs "$1" && shift && exec "$@"`;
  const inRoom = (own: readonly string[]): [string, ...string[]] => [
    'unshare',
    ...asRoot,
    ...['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', folder, ...own],
  ];
  const [probe, ...args] = inRoom(['true']);
  await promisify(execFile)(probe, args).catch((error: unknown) => {
    throw new NotHere('this machine allows no mount namespace', { cause: error });
  });
  return inRoom(command);
}
