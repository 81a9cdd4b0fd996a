/** What a process listens on, as the kernel tells it: no program's word is taken for it. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One listening TCP socket. */
export interface Listening {
  /** `127.0.0.1`, `::1`, else the kernel's own hexadecimal digits. */
  readonly address: string;
  readonly port: number;
}

/** State LISTEN; https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html */
const LISTEN = '0A';

const NAMES: Readonly<Record<string, string>> = {
  '0100007F': '127.0.0.1',
  '00000000000000000000000001000000': '::1',
  '0000000000000000FFFF00000100007F': '::ffff:127.0.0.1',
};

/** One table: `sl local_address rem_address st … inode`. The inodes alone are looked for. */
export function listeningIn(table: string, inodes: ReadonlySet<string>): Listening[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state !== LISTEN || !inodes.has(inode)) return [];
      const [address = '', port = ''] = local.split(':');
      return [{ address: NAMES[address] ?? address, port: Number.parseInt(port, 16) }];
    });
}

function inodesOf(pid: number): Set<string> {
  const folder = `/proc/${pid}/fd`;
  const inodes = new Set<string>();
  for (const fd of readdirSync(folder)) {
    try {
      const inode = /^socket:\[(\d+)\]$/.exec(readlinkSync(`${folder}/${fd}`))?.[1];
      if (inode !== undefined) inodes.add(inode);
    } catch {
      // Closed meanwhile.
    }
  }
  return inodes;
}

/** Every listening TCP socket of a process; null where the system has no such tables. */
export function listeningOf(pid: number): Listening[] | null {
  try {
    const inodes = inodesOf(pid);
    return ['tcp', 'tcp6'].flatMap((name) => {
      try {
        return listeningIn(readFileSync(`/proc/${pid}/net/${name}`, 'utf8'), inodes);
      } catch {
        return [];
      }
    });
  } catch {
    return null;
  }
}

export const isLoopback = ({ address }: Listening): boolean =>
  address.startsWith('127.') || address === '::1' || address === '::ffff:127.0.0.1';
