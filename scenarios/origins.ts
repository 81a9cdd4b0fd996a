/**
 * The origins a scenario may name. Two hosts, so that same-site and cross-site both exist:
 * `127.0.0.1` and `localhost` are different sites; two ports of one host are the same site.
 * Ports are free ones, chosen at start-up; a scenario writes the name, never a port.
 */
export interface OriginDescription {
  /** Which server answers there: the page origin, the API origin, or none. */
  readonly server: 'page' | 'neighbour' | 'api' | 'fresh' | 'untrusted' | 'none';
  readonly scheme: 'http' | 'https' | 'file';
  readonly host: string;
  readonly words: string;
}

export const ORIGINS = {
  page: {
    server: 'page',
    scheme: 'http',
    host: '127.0.0.1',
    words: 'the page that asks',
  },
  pageSecure: {
    server: 'page',
    scheme: 'https',
    host: '127.0.0.1',
    words: 'the page that asks, over https',
  },
  /** Cookies know no ports: what the page's host may see, its neighbour may send along. */
  neighbour: {
    server: 'neighbour',
    scheme: 'http',
    host: '127.0.0.1',
    words: 'another page origin of the same site: same host, other port',
  },
  /** Resolved as `apiNamed` is; http by a name that is not loopback makes no secure context. */
  pageNamed: {
    server: 'page',
    scheme: 'http',
    host: 'page.cors.test',
    words: 'the page by a name that is not loopback: no secure context',
  },
  foreign: {
    server: 'page',
    scheme: 'http',
    host: 'localhost',
    words: 'a page of a foreign site',
  },
  api: {
    server: 'api',
    scheme: 'http',
    host: '127.0.0.1',
    words: 'the API: same site as the page, another port, so another origin',
  },
  apiCrossSite: {
    server: 'api',
    scheme: 'http',
    host: 'localhost',
    words: 'the API by another host name: another site',
  },
  apiSecure: {
    server: 'api',
    scheme: 'https',
    host: '127.0.0.1',
    words: 'the API over https',
  },
  apiSecureCrossSite: {
    server: 'api',
    scheme: 'https',
    host: 'localhost',
    words: 'the API over https, another site',
  },
  /** Whether a broken connection is tried again depends on whether it was used before. */
  apiFresh: {
    server: 'fresh',
    scheme: 'http',
    host: '127.0.0.1',
    words: 'the API without keep-alive: each request on a connection of its own',
  },
  apiUntrusted: {
    server: 'untrusted',
    scheme: 'https',
    host: '127.0.0.1',
    words: 'the API behind a certificate that no browser trusts',
  },
  /** Resolved to 127.0.0.1 by a launch that names it; its name is not loopback to the browser. */
  apiNamed: {
    server: 'api',
    scheme: 'http',
    host: 'api.cors.test',
    words: 'the API by a name that is not loopback',
  },
  apiRefusing: {
    server: 'none',
    scheme: 'http',
    host: '127.0.0.1',
    words: 'a port that refuses connections',
  },
  /** https://www.rfc-editor.org/rfc/rfc6761#section-6.4 : `.invalid` never resolves. */
  apiUnknownHost: {
    server: 'none',
    scheme: 'http',
    host: 'cors-conformance.invalid',
    words: 'a host that does not exist',
  },
  /** The folder of the page's own files, read from disk; `{file:/data.json}` takes no token. */
  file: {
    server: 'none',
    scheme: 'file',
    host: '',
    words: 'a file on disk',
  },
} as const satisfies Record<string, OriginDescription>;

export type OriginName = keyof typeof ORIGINS;

/** Each origin's serialization, with the ports of one run: `http://127.0.0.1:40001`. */
export type OriginTable = Readonly<Record<OriginName, string>>;
