// @ts-check
/**
 * Loaded into the processes of a run by `NODE_OPTIONS=--import`, so that the suite under the fault
 * is the suite as it stands: nothing in it knows of faults. It waits for the plan's request to reach
 * an origin, and then, once in a run, does the harm. While `strike.ts` does what has to come from
 * outside, this process stands still: so the fault falls exactly there, on every machine.
 */
import { spawnSync } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { mkdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLAN_VARIABLE, STRUCK_FILE } from './names.mjs';

/** @typedef {import('./plan.ts').Plan} Plan */
/** @typedef {import('./plan.ts').Struck} Struck */

const file = process.env[PLAN_VARIABLE];
/** Only the workers have origins and browsers. */
if (file && process.env['TEST_WORKER_INDEX'] !== undefined)
  arm(JSON.parse(readFileSync(file, 'utf8')));

/** @param {Plan} plan */
function arm(plan) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  /** @type {import('node:net').Socket[]} */
  const sockets = [];
  /** @type {import('node:net').Server[]} */
  const servers = [];
  // https://nodejs.org/api/diagnostics_channel.html#built-in-channels
  subscribe('child_process', (message) => {
    children.push(
      /** @type {{ process: import('node:child_process').ChildProcess }} */ (message).process,
    );
  });
  subscribe('net.client.socket', (message) => {
    sockets.push(/** @type {{ socket: import('node:net').Socket }} */ (message).socket);
  });
  const { listen } = net.Server.prototype;
  /** @this {import('node:net').Server} @param {any[]} all */
  net.Server.prototype.listen = function (...all) {
    servers.push(this);
    return listen.apply(this, /** @type {any} */ (all));
  };

  const moment = new RegExp(plan.moment.path);
  /** @type {Set<string>} */
  const seen = new Set();
  subscribe('http.server.request.start', (message) => {
    const { request, server } =
      /** @type {{ request: import('node:http').IncomingMessage, server: import('node:http').Server }} */ (
        message
      );
    const match = moment.exec(request.url ?? '');
    if (!match) return;
    seen.add(match[1] ?? `${seen.size}`);
    if (seen.size < plan.moment.number || !first(plan.folder)) return;
    const strike = fileURLToPath(new URL('strike.ts', import.meta.url));
    const { NODE_OPTIONS: _, ...env } = process.env;
    const { status } = spawnSync(process.execPath, ['--import', 'tsx', strike, `${process.pid}`], {
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (status !== 0) throw new Error('the fault could not be injected');
    const own = new Set(servers.map(portOf));
    const { ports } = /** @type {Struck} */ (
      JSON.parse(readFileSync(join(plan.folder, STRUCK_FILE), 'utf8'))
    );
    const browsers = new Set(ports.flatMap(({ port }) => (own.has(port) ? [] : [port])));
    doInside(plan, {
      children,
      sockets: sockets.filter(
        ({ remotePort }) => remotePort === undefined || browsers.has(remotePort),
      ),
      servers: servers.filter((one) => portOf(one) === portOf(server)),
    });
  });
}

/** Whether this is the first time in the run: the worker that follows must be left in peace. @param {string} folder */
function first(folder) {
  try {
    mkdirSync(join(folder, 'struck'));
    return true;
  } catch {
    return false;
  }
}

/** @param {import('node:net').Server} server */
function portOf(server) {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/**
 * @param {Plan} plan
 * @param {{ children: import('node:child_process').ChildProcess[], sockets: import('node:net').Socket[], servers: import('node:net').Server[] }} here
 */
function doInside({ inside }, { children, sockets, servers }) {
  if (inside === undefined) return;
  const harmed = HARM[inside]({ children, sockets, servers });
  if (harmed === 0) throw new Error(`nothing to harm: ${inside}`);
}

/** @type {Readonly<Record<import('./plan.ts').Inside, (here: Parameters<typeof doInside>[1]) => number>>} */
const HARM = {
  'cut pipe': ({ children }) => {
    // Beyond standard input, output and error: what Playwright speaks to Chromium by.
    const pipes = children.flatMap(({ stdio }) => stdio?.slice(3) ?? []);
    for (const pipe of pipes) pipe?.destroy();
    return pipes.length;
  },
  'cut TCP': ({ sockets }) => cut(sockets.filter(({ remotePort }) => remotePort !== undefined)),
  'cut Unix socket': ({ sockets }) =>
    cut(sockets.filter(({ remotePort, destroyed }) => remotePort === undefined && !destroyed)),
  'close origin': ({ servers }) => {
    for (const server of servers) {
      server.close();
      /** @type {import('node:http').Server} */ (server).closeAllConnections();
    }
    return servers.length;
  },
  'hang origin': ({ servers }) => {
    for (const server of servers) server.removeAllListeners('request');
    return servers.length;
  },
};

/** @param {readonly import('node:net').Socket[]} sockets */
function cut(sockets) {
  for (const socket of sockets) socket.destroy();
  return sockets.length;
}
