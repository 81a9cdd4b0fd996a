/**
 * Placeholders in a scenario's strings, and back. A scenario never holds a port or a run's token:
 * - `{api}` is an origin's serialization: `http://127.0.0.1:40001`
 * - `{api:/resource}` is the URL of a route at that origin: `http://127.0.0.1:40001/<token>/resource`
 * - `{api.host}`, `{api.hostname}`, `{api.port}` are parts of the origin.
 * - `{token}` is the run's token where it stands by itself, which is so in observed texts only.
 */
import { ORIGINS, type OriginName, type OriginTable } from './origins.ts';

/** What placeholders are filled with: this run's ports, this acting-out's token. */
export interface Bindings {
  readonly origins: OriginTable;
  /** Unguessable and unique to one acting-out, so that no two share a URL. */
  readonly token: string;
}

const PLACEHOLDER = /\{(?<name>[a-zA-Z]+)(?:\.(?<part>host|hostname|port)|:(?<path>\/[^{}]*))?\}/g;

const isOriginName = (name: string): name is OriginName => Object.hasOwn(ORIGINS, name);

const escapeForRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The files of the page's own folder belong to no acting-out: their URLs carry no token. */
const rootOf = (name: string, origin: string, token: string): string =>
  name === 'file' ? origin : `${origin}/${token}`;

/** Fills every placeholder. Throws one line on a name that is no origin. */
export function expand(text: string, { origins, token }: Bindings): string {
  return text.replace(PLACEHOLDER, (whole, ...rest) => {
    const { name, part, path } = rest.at(-1) as { name: string; part?: keyof URL; path?: string };
    if (whole === '{token}') return token;
    if (!isOriginName(name)) {
      throw new Error(
        `Unknown placeholder ${whole}: write one of the origins ${Object.keys(ORIGINS).join(', ')}.`,
      );
    }
    const origin = origins[name];
    if (path !== undefined) return rootOf(name, origin, token) + path;
    if (part !== undefined) return String(new URL(origin)[part]);
    return origin;
  });
}

/** Fills every string of a piece of scenario data. */
export function expandAll<T>(data: T, bindings: Bindings): T {
  if (typeof data === 'string') return expand(data, bindings) as T;
  if (Array.isArray(data)) return data.map((item: unknown) => expandAll(item, bindings)) as T;
  if (typeof data === 'object' && data !== null) {
    return Object.fromEntries(
      Object.entries(data).map(([key, value]) => [key, expandAll(value as unknown, bindings)]),
    ) as T;
  }
  return data;
}

/** A path in prose: the last character is no punctuation of the sentence around it. */
const PATH = /\/(?:[^\s'"‘’“”`<>(),{}…]*[^\s'"‘’“”`<>(),{}….:;!?])?/.source;

/** Behind an origin or a host: it does not go on with more digits, a port or a longer name. */
const NO_MORE = /(?![\w-]|:\d|\.\w)/.source;

/** Before a host: it is no end of a longer one. */
const NOT_WITHIN = /(?<![\w.-])/.source;

/** What stands for what in the texts of one acting-out. */
interface Contraction {
  readonly pattern: RegExp;
  /** Name of an origin by what a placeholder of that origin is expanded to. */
  readonly roots: ReadonlyMap<string, string>;
  readonly origins: ReadonlyMap<string, string>;
  readonly hosts: ReadonlyMap<string, string>;
}

const contractions = new WeakMap<Bindings, Contraction>();

function contractionOf(bindings: Bindings): Contraction {
  const known = contractions.get(bindings);
  if (known) return known;
  const { token } = bindings;
  const entries = Object.entries(bindings.origins);
  const roots = new Map(entries.map(([name, origin]) => [rootOf(name, origin, token), name]));
  const origins = new Map(entries.map(([name, origin]) => [origin, name]));
  const hosts = new Map(
    entries
      .map(([name, origin]) => [new URL(origin).host, name] as const)
      // Without a port it is any program's `localhost`.
      .filter(([host]) => host.includes(':')),
  );
  const oneOf = (texts: ReadonlyMap<string, string>) =>
    [...texts.keys()].map(escapeForRegExp).join('|');
  const alternatives = [
    `(?<root>${oneOf(roots)})(?<path>${PATH})`,
    `(?<origin>${oneOf(origins)})${NO_MORE}`,
    ...(hosts.size > 0 ? [`${NOT_WITHIN}(?<host>${oneOf(hosts)})${NO_MORE}`] : []),
    `(?<token>${escapeForRegExp(token)})`,
  ];
  const contraction = { pattern: new RegExp(alternatives.join('|'), 'g'), roots, origins, hosts };
  contractions.set(bindings, contraction);
  return contraction;
}

/**
 * The way back: an observed text with this run's ports and token replaced, fit for a record.
 * `expand` makes the same text of it again, if the text held no braces of its own.
 */
export function contract(text: string, bindings: Bindings): string {
  const { pattern, roots, origins, hosts } = contractionOf(bindings);
  return text.replace(pattern, (...all) => {
    const { root, path, origin, host } = all.at(-1) as Record<string, string | undefined>;
    if (root !== undefined) return `{${roots.get(root)}:${path}}`;
    if (origin !== undefined) return `{${origins.get(origin)}}`;
    return host === undefined ? '{token}' : `{${hosts.get(host)}.host}`;
  });
}
