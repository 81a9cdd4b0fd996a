/** What is done to the machine while a series runs: all cores kept busy, or loopback made slow. */
import { spawnSync } from 'node:child_process';
import { processOwner } from '../../../fixtures/engines/processes.ts';
import { UsageError } from '../../lib/flags.ts';

/** A command and its arguments. */
export type Command = readonly [string, ...string[]];

/** Ends by itself when nobody is left to end it. */
const SPIN = `
const parent = process.ppid;
while (process.ppid === parent) for (const start = Date.now(); Date.now() - start < 100; );`;

/** So many busy processes, until `end` is called or this process ends, however. */
export function keepBusy(processes: number): {
  readonly pids: readonly number[];
  end(): Promise<void>;
} {
  // Signals belong to whoever runs the children (lib/child.ts); the exit of the process is enough.
  const owner = processOwner({ signals: 'left' });
  const spinning = Array.from({ length: processes }, () =>
    owner.spawn(process.execPath, ['-e', SPIN]),
  );
  return {
    pids: spinning.flatMap(({ child }) => child.pid ?? []),
    async end() {
      await Promise.all(spinning.map((one) => one.end()));
    },
  };
}

/** More packets than the suite ever has under way: none is to be lost, only late. */
const MOST_PACKETS = 100_000;

/**
 * $0: milliseconds. Loopback is down in a new namespace; up, it has 127.0.0.1 and ::1. A machine with
 * loopback alone is offline, and Chromium says so instead of looking a name up: so there is another
 * link, which leads nowhere. No name server is there to say that a host is unknown: so names are
 * looked up in /etc/hosts alone, which says it at once. See nsswitch.conf(5).
 */
const SETTING_UP = `
ip link set lo up &&
ip link add cors0 type veth peer name cors1 &&
ip addr add 192.0.2.1/24 dev cors0 && ip link set cors0 up && ip link set cors1 up &&
ip route add default dev cors0 &&
names=$(mktemp) && { sed '/^hosts:/d' /etc/nsswitch.conf; echo 'hosts: files'; } >"$names" &&
mount --bind "$names" /etc/nsswitch.conf && rm "$names" &&
{ [ "$0" = 0 ] || tc qdisc add dev lo root netem delay "$0ms" limit ${MOST_PACKETS}; } &&
exec "$@"`;

/**
 * The command in a network namespace of its own, where each packet over loopback comes so many
 * milliseconds late, in both directions (0: as ever): unshare(1), ip-link(8), tc-netem(8). The
 * namespace ends with its last process.
 */
export const delayed = (milliseconds: number, command: Command): Command => [
  'unshare',
  ...['--net', '--mount', 'sh', '-c', SETTING_UP, String(milliseconds)],
  ...command,
];

/** Throws `UsageError`, one line, where this machine does not allow a delayed loopback. */
export function checkDelay(milliseconds: number): void {
  const [command, ...args] = delayed(milliseconds, ['true']);
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.message ?? stderr.split('\n').find((line) => line.trim() !== '');
  throw new UsageError(
    `--delay needs a network namespace of its own with netem, which this machine does not allow: ${why ?? `exit code ${status}`}`,
  );
}
