/** Child processes of the scripts: run one after another, and never left behind. */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { ScriptError } from './flags.ts';
import { ECHO, INTERRUPTED, SIGNALS } from './signals.ts';

/** The project's root, where every command runs. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Interrupted by a signal: nothing more is to be started. */
export class Interrupted extends ScriptError {
  override readonly exitCode = INTERRUPTED;
}

/** How a child ended. `signal` is set, and `code` null, when a signal ended it. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Milliseconds from start to end. */
  readonly duration: number;
}

/** `exit code 1`, `SIGKILL`; null: it ended well. */
export const badEnd = ({ code, signal }: Pick<Ended, 'code' | 'signal'>): string | null =>
  code === 0 ? null : (signal ?? `exit code ${code}`);

export interface RunOptions {
  /** Beside the script's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdio?: StdioOptions;
}

/**
 * Runs a command to its end. The child leads a process group of its own, so that one signal,
 * passed on once, reaches everything it started; a second Ctrl-C kills the group. Rejects with
 * `Interrupted` when this process was sent a signal meanwhile, and with a one-line error when the
 * command could not be started.
 */
export async function run(
  command: string,
  args: readonly string[],
  { env = {}, stdio = 'inherit' }: RunOptions = {},
): Promise<Ended> {
  const startedAt = performance.now();
  const ownGroup = process.platform !== 'win32';
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio,
    detached: ownGroup,
  });
  let asked: { readonly signal: NodeJS.Signals; readonly at: number } | undefined;
  const passOn = (signal: NodeJS.Signals): void => {
    if (asked && performance.now() - asked.at < ECHO) return;
    signalAll(child, ownGroup, asked ? 'SIGKILL' : signal);
    asked = { signal, at: performance.now() };
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  // The last resort: whatever ends this process ends the child as well.
  const onExit = (): void => signalAll(child, ownGroup, 'SIGKILL');
  process.on('exit', onExit);
  try {
    const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>(
      (resolve, reject) => {
        child.once('error', (error) =>
          reject(new Error(`could not start ${command}: ${error.message}`)),
        );
        child.once('close', (...how) => resolve(how));
      },
    );
    if (asked) throw new Interrupted(`stopped by ${asked.signal}`);
    return { code, signal, duration: performance.now() - startedAt };
  } finally {
    for (const signal of SIGNALS) process.off(signal, passOn);
    process.off('exit', onExit);
  }
}

function signalAll(
  { pid, exitCode, signalCode }: ChildProcess,
  group: boolean,
  signal: NodeJS.Signals,
) {
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(group ? -pid : pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** `npm run <script>`, with the npm that runs this script where there is one. */
export function runNpm(script: string, options?: RunOptions): Promise<Ended> {
  const npm = process.env['npm_execpath'];
  const args = ['run', '--silent', script];
  return npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args], options)
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}

/** `playwright test <args>`, with the Node that runs this script: the command and its arguments. */
export function playwrightCommand(args: readonly string[]): readonly [string, ...string[]] {
  const cli = createRequire(import.meta.url).resolve('@playwright/test/cli');
  return [process.execPath, cli, 'test', ...args];
}

/** Runs `playwright test <args>`. */
export function runPlaywright(args: readonly string[], options?: RunOptions): Promise<Ended> {
  const [command, ...rest] = playwrightCommand(args);
  return run(command, rest, options);
}
