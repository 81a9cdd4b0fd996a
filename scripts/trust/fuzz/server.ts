/** The servers under fuzz, from the outside: starting them, asking about them, ending them. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OriginTable } from '../../../scenarios/origins.ts';
import { ScriptError } from '../../lib/flags.ts';

export type ServerQuestion = 'acts' | 'end-acts' | 'memory' | 'close';

interface Acts {
  readonly about: 'acts';
  /** Token of an act that answers in every way. */
  readonly open: string;
  /** Token of the act that ordinary requests go to. */
  readonly ordinary: string;
  /** Of the ordinary act before, by the suite's own check of the bytes it sent. */
  readonly discrepancies: readonly string[];
}

export interface Memory {
  readonly about: 'memory';
  /** Bytes after full collection, buffers outside the heap included. */
  readonly heap: number;
  /** Bytes that the system holds for the process. */
  readonly rss: number;
  /** Connections, the two that hold the refusing port included. */
  readonly sockets: number;
  readonly acts: number;
}

interface Ready {
  readonly about: 'ready';
  readonly table: OriginTable;
  /** The private key, to look for in answers. */
  readonly secret: string;
  /** Connections before the first request. */
  readonly sockets: number;
}

interface EndedActs {
  readonly about: 'end-acts';
  readonly discrepancies: readonly string[];
}

export type ServerAnswer = Acts | Memory | Ready | EndedActs;

type AnswerTo<About extends ServerAnswer['about']> = Extract<ServerAnswer, { about: About }>;

/** An environment variable of the server that no answer may tell. */
export const ENVIRONMENT_SECRET = 'environment-of-the-server-0d5c9f';

/** Milliseconds that the server has for an answer, and to end. */
const PATIENCE = 60_000;

/**
 * glibc keeps what is freed below something that is not, which looks like a leak: some 30 MB after
 * 100,000 requests, all of which `malloc_trim` gives back. From this size on, what is freed goes back
 * by itself. Ignored by other C libraries. https://man7.org/linux/man-pages/man3/mallopt.3.html
 */
const GIVEN_BACK = { MALLOC_MMAP_THRESHOLD_: '16384', MALLOC_TRIM_THRESHOLD_: '131072' };

export class Server {
  readonly ready: Ready;
  readonly #child: ChildProcess;
  #printed = '';
  #ended: string | null = null;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.ready = ready;
  }

  /** Rejects with one line where the servers do not come up. */
  static async start(): Promise<Server> {
    const child = fork(fileURLToPath(new URL('./server-process.ts', import.meta.url)), [], {
      execArgv: ['--expose-gc', '--import', 'tsx'],
      env: {
        ...process.env,
        FUZZ_SECRET: ENVIRONMENT_SECRET,
        ...GIVEN_BACK,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let printed = '';
    const read = (text: string): void => {
      printed += text;
    };
    child.stdout?.setEncoding('utf8').on('data', read);
    child.stderr?.setEncoding('utf8').on('data', read);
    const ready = await new Promise<Ready>((resolve, reject) => {
      child.once('message', (answer: Ready) => resolve(answer));
      child.once('exit', () =>
        reject(new ScriptError(`the servers did not start: ${printed.trim().split('\n').at(-1)}`)),
      );
    });
    const server = new Server(child, ready);
    server.#printed = printed;
    child.stdout?.off('data', read).on('data', (text: string) => server.#hear(text));
    child.stderr?.off('data', read).on('data', (text: string) => server.#hear(text));
    child.once('exit', (code, signal) => {
      server.#ended = signal ?? `exit code ${code}`;
    });
    // Whatever ends this process ends the servers as well.
    const kill = (): void => void child.kill('SIGKILL');
    process.once('exit', kill);
    child.once('exit', () => process.off('exit', kill));
    return server;
  }

  #hear(text: string): void {
    this.#printed += text;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Everything that the server printed: there is nothing that it should. */
  get printed(): string {
    return this.#printed;
  }

  /** How it ended; null while it runs. */
  get ended(): string | null {
    return this.#ended;
  }

  portOf(name: keyof OriginTable): number {
    return Number(new URL(this.ready.table[name]).port);
  }

  async #ask<About extends ServerAnswer['about']>(
    question: ServerQuestion & About,
  ): Promise<AnswerTo<About>> {
    const child = this.#child;
    if (this.#ended !== null) throw new ScriptError(`the servers ended (${this.#ended})`);
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(PATIENCE)]);
    const ended = async (): Promise<never> => {
      await once(child, 'exit', { signal });
      throw new ScriptError('the servers ended');
    };
    child.send(question);
    const answers = once(child, 'message', { signal });
    const [answer] = (await Promise.race([answers, ended()]).finally(() => over.abort())) as [
      AnswerTo<About>,
    ];
    return answer;
  }

  /** Ends the acts that are open, and opens fresh ones. */
  acts = (): Promise<Acts> => this.#ask('acts');

  endActs = (): Promise<EndedActs> => this.#ask('end-acts');

  /** After full collection. */
  memory = (): Promise<Memory> => this.#ask('memory');

  /** Ends everything; true: the process ended by itself and in order. */
  async close(): Promise<boolean> {
    if (this.#ended !== null) return false;
    const exited = once(this.#child, 'exit', { signal: AbortSignal.timeout(PATIENCE) });
    this.#child.send('close' satisfies ServerQuestion);
    try {
      const [code] = (await exited) as [number | null];
      return code === 0;
    } catch {
      this.#child.kill('SIGKILL');
      return false;
    }
  }
}
