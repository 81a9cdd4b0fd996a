/** What processes listen on, as the kernel tells it: no program's word is taken for it. Linux. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One listening TCP socket. */
export interface Listener {
  /** `127.0.0.1`, `::1`, else the kernel's own hexadecimal digits. */
  readonly address: string;
  readonly port: number;
  /** Of its socket: a later listener at the same port has another. */
  readonly inode: string;
}

/** The state of a listening socket (include/net/tcp_states.h). */
const LISTEN = '0A';

const NAMES: Readonly<Record<string, string>> = {
  '0100007F': '127.0.0.1',
  '00000000000000000000000001000000': '::1',
  '0000000000000000FFFF00000100007F': '::ffff:127.0.0.1',
};

/**
 * The listeners in a table as /proc/net/tcp and /proc/net/tcp6 have it.
 * https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html
 */
export const readListeners = (table: string): Listener[] =>
  table.split('\n').flatMap((line) => {
    const fields = line.trim().split(/\s+/);
    const [, local = '', , state] = fields;
    const inode = fields[9];
    if (state !== LISTEN || inode === undefined) return [];
    const [address = '', port = ''] = local.split(':');
    return [{ address: NAMES[address] ?? address, port: Number.parseInt(port, 16), inode }];
  });

/** All listeners of a network namespace; by default, of this process's. */
export const listeners = (folder = '/proc/net'): Listener[] =>
  ['tcp', 'tcp6'].flatMap((name) => {
    try {
      return readListeners(readFileSync(`${folder}/${name}`, 'utf8'));
    } catch {
      return []; // a machine without IPv6, or no Linux
    }
  });

/** Inodes of the sockets that a process has open; null where that is not told. */
export function socketsOf(pid: number): ReadonlySet<string> | null {
  const folder = `/proc/${pid}/fd`;
  try {
    return new Set(
      readdirSync(folder).flatMap((descriptor) => {
        try {
          return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${descriptor}`))?.[1] ?? [];
        } catch {
          return []; // closed meanwhile
        }
      }),
    );
  } catch {
    return null; // gone meanwhile, or no Linux
  }
}

/** The listeners that a process holds; null where that is not told. */
export function listeningOf(pid: number): Listener[] | null {
  const held = socketsOf(pid);
  return held && listeners(`/proc/${pid}/net`).filter(({ inode }) => held.has(inode));
}

export const isLoopback = ({ address }: Pick<Listener, 'address'>): boolean =>
  address.startsWith('127.') || address === '::1' || address === '::ffff:127.0.0.1';
