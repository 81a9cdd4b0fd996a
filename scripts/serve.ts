/** `npm run serve`: both origins for use by hand, with a page that acts out any scenario. */
import { createHandRoutes } from '../servers/hand/index.ts';
import { startOrigins, type Origins, type OriginsOptions } from '../servers/index.ts';
import { isBadPort } from '../servers/ports.ts';
import { ScriptError, UsageError, runScript, styled } from './lib/flags.ts';
import { SIGNALS } from './lib/signals.ts';
import { extensionShelf, handBook } from './serve/handbook.ts';

const DEFAULT_PORT = 8780;

const HELP = `
npm run serve [-- --port N --secure-port N --api-port N --api-secure-port N]

Starts both origins on loopback and prints the address of a page that lists the scenarios. It acts
out any of them in whatever browser opened it. Ctrl-C ends it.

  --port N             the page over http; default ${DEFAULT_PORT}
  --secure-port N      the page over https
  --api-port N         the API over http
  --api-secure-port N  the API over https

0, and the default but for --port, is any free port. https comes with a certificate made at start-up,
which no browser trusts until it is told to.
`;

type PortName = keyof NonNullable<OriginsOptions['ports']>;

const FLAGS = {
  page: 'port',
  pageSecure: 'secure-port',
  api: 'api-port',
  apiSecure: 'api-secure-port',
} as const satisfies Record<PortName, string>;

type PortFlags = { readonly [flag in (typeof FLAGS)[PortName]]?: string | undefined };

const names = Object.keys(FLAGS) as PortName[];

/** The ports asked for by name. Throws `UsageError` on what is no port, and on one asked for twice. */
function portsOf(flags: PortFlags): Partial<Record<PortName, number>> {
  const ports: Partial<Record<PortName, number>> = {};
  for (const name of names) {
    const flag = FLAGS[name];
    const value = flags[flag] ?? (name === 'page' ? String(DEFAULT_PORT) : '0');
    const port = Number(value);
    if (!/^\d{1,5}$/.test(value) || port > 65_535) {
      throw new UsageError(`--${flag} takes a whole number from 0 to 65535, not "${value}"`);
    }
    if (port === 0) continue;
    if (isBadPort(port)) {
      throw new UsageError(`--${flag} ${port}: browsers never connect to this port; give another`);
    }
    const twin = names.find((other) => ports[other] === port);
    if (twin) throw new UsageError(`--${FLAGS[twin]} and --${flag} are both ${port}; give two`);
    ports[name] = port;
  }
  return ports;
}

/** The origins' own error, told in the words of the flags. */
function inFlags(error: unknown): ScriptError {
  const { message } = error as Error;
  return new ScriptError(
    message.replace(/asked for as `(\w+)`/, (whole, name: PortName) =>
      name in FLAGS ? `asked for as --${FLAGS[name]}` : whole,
    ),
    { cause: error },
  );
}

/** Resolves at the first Ctrl-C, or whatever else asks to end; npm and tsx pass on copies. */
const askedToStop = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve());
  });

function block({ table }: Origins): string {
  const port = (origin: string) => new URL(origin).port;
  const { page, pageSecure, neighbour, api, apiSecure, apiFresh, apiUntrusted } = table;
  return `
  ${styled('bold', 'CORS conformance, by hand')}

  open   ${styled('bold', `${page}/`)}
         ${pageSecure}/ for the scenarios of an https page; the browser will warn
  stop   Ctrl-C
  ports  page ${port(page)}, https ${port(pageSecure)}, neighbour ${port(neighbour)}
         API ${port(api)}, https ${port(apiSecure)}, without keep-alive ${port(apiFresh)}, untrusted ${port(apiUntrusted)}

`;
}

await runScript(
  'serve',
  HELP,
  {
    port: { type: 'string' },
    'secure-port': { type: 'string' },
    'api-port': { type: 'string' },
    'api-secure-port': { type: 'string' },
  },
  async (flags) => {
    const ports = portsOf(flags);
    const stopped = askedToStop();
    const extensions = extensionShelf();
    const book = handBook((name, engine) => extensions.folderOf(name, engine));
    let origins: Origins;
    try {
      origins = await startOrigins({ ports, pageRoutes: (given) => createHandRoutes(given, book) });
    } catch (error) {
      throw inFlags(error);
    }
    process.stdout.write(block(origins));
    await stopped;
    await origins.close();
    extensions.remove();
    return 0;
  },
);
