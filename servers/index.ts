/**
 * The two origins of a run. `startOrigins` is the one entrance; a page origin serves the scripts
 * that ask, an API origin acts out what a scenario declares, and both record the wire.
 */
import type { RequestHandler } from 'express';
import { ORIGINS, type OriginName, type OriginTable } from '../scenarios/origins.ts';
import { Acts } from './acting.ts';
import { BARRIER_PATH, createApiOrigin } from './api-origin.ts';
import { makeCertificate } from './certificate.ts';
import { listenOnLoopback, type ListenOptions } from './listen.ts';
import { createPageOrigin } from './page-origin.ts';
import { holdRefusingPort } from './ports.ts';
import type { Origins, OriginsOptions } from './types.ts';

export type * from './types.ts';

/** The port of each kind of listener in one run. */
interface Ports {
  readonly page: { readonly http: number; readonly https: number };
  readonly api: { readonly http: number; readonly https: number };
  readonly neighbour: number;
  readonly fresh: number;
  readonly untrusted: number;
  readonly refusing: number;
}

/**
 * Starts both origins on loopback. Rejects with one line of text where a port cannot be had;
 * nothing is left listening then.
 */
export async function startOrigins(options: OriginsOptions = {}): Promise<Origins> {
  const { ports: fixed = {}, selfCheck = true, pageRoutes } = options;
  const running: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(one: T): T => {
    running.push(one);
    return one;
  };
  const stop = async () => {
    await Promise.all(running.map((one) => one.close()));
  };
  const lost = new AbortController();
  const listen = (options: ListenOptions) =>
    listenOnLoopback({
      ...options,
      onLost: () => lost.abort(`The origin \`${options.name}\` has stopped listening.`),
    });
  // Requests reach the acts by closure: the table needs the ports, the ports need handlers.
  let acts: Acts | undefined;
  let routes: RequestHandler | undefined;
  try {
    const [certificate, untrusted] = await Promise.all([makeCertificate(), makeCertificate()]);
    const late = {
      answer: (...all: Parameters<Acts['answer']>) => acts?.answer(...all) ?? false,
    };
    const page = createPageOrigin(late, (request, response, next) => {
      if (routes) void routes(request, response, next);
      else next();
    });
    const api = createApiOrigin(late);
    // One after the other, so that at the first failure it is known what to stop.
    const pageHttp = keep(await listen({ name: 'page', handler: page, port: fixed.page }));
    const pageHttps = keep(
      await listen({
        name: 'pageSecure',
        handler: page,
        certificate,
        port: fixed.pageSecure,
      }),
    );
    const apiHttp = keep(await listen({ name: 'api', handler: api, port: fixed.api }));
    const apiHttps = keep(
      await listen({
        name: 'apiSecure',
        handler: api,
        certificate,
        port: fixed.apiSecure,
      }),
    );
    const apiUntrusted = keep(
      await listen({ name: 'apiUntrusted', handler: api, certificate: untrusted }),
    );
    const neighbour = keep(await listen({ name: 'neighbour', handler: page }));
    const fresh = keep(
      await listen({ name: 'apiFresh', handler: api, oneRequestPerConnection: true }),
    );
    const refusing = keep(await holdRefusingPort());
    const table = originTable({
      page: { http: pageHttp.port, https: pageHttps.port },
      api: { http: apiHttp.port, https: apiHttps.port },
      neighbour: neighbour.port,
      fresh: fresh.port,
      untrusted: apiUntrusted.port,
      refusing: refusing.port,
    });
    const ready = new Acts(table, { selfCheck });
    acts = ready;
    let barriers = 0;
    const origins: Origins = {
      table,
      certificate,
      trustedAt: [pageHttps, apiHttps].flatMap(({ port }) =>
        ['127.0.0.1', 'localhost'].map((host) => ({ host, port })),
      ),
      act: (routes) => ready.open(routes),
      lost: lost.signal,
      barrierUrl(origin = 'api') {
        if (ORIGINS[origin].server !== 'api') {
          throw new Error(`No barrier stands at \`${origin}\`: name an origin of the API server.`);
        }
        barriers += 1;
        return `${table[origin]}${BARRIER_PATH}${barriers}`;
      },
      async close() {
        ready.endAll();
        await stop();
      },
    };
    routes = pageRoutes?.(origins);
    return origins;
  } catch (error) {
    await stop();
    throw error;
  }
}

/** As a URL without a slash at its end, like an origin. */
const CLIENT_FOLDER = new URL('./client', import.meta.url).href;

function originTable(ports: Ports): OriginTable {
  const portOf = (name: OriginName): number => {
    const { server, scheme } = ORIGINS[name];
    if (scheme !== 'file' && (server === 'page' || server === 'api')) return ports[server][scheme];
    if (server === 'neighbour' || server === 'fresh' || server === 'untrusted')
      return ports[server];
    return name === 'apiRefusing' ? ports.refusing : ports.api.http;
  };
  const entries = (Object.keys(ORIGINS) as OriginName[]).map((name) => {
    const { scheme, host } = ORIGINS[name];
    if (scheme === 'file') return [name, CLIENT_FOLDER] as const;
    return [name, new URL(`${scheme}://${host}:${portOf(name)}`).origin] as const;
  });
  return Object.fromEntries(entries) as OriginTable;
}
