/** The CORS-preflight cache. https://fetch.spec.whatwg.org/#cors-preflight-cache */
import { currentUrl, originated, type Request } from './request.ts';
import type { CacheEntry, CacheLookup } from './flow-rules.ts';
import type { Rules } from './rules.ts';

/** https://fetch.spec.whatwg.org/#concept-cache */
export interface PreflightCache {
  entries: CacheEntry[];
  /** Seconds since the story began. */
  now: number;
}

export const createPreflightCache = (): PreflightCache => ({ entries: [], now: 0 });

/**
 * The site of the environment. Hosts stand for their registrable domains: the origins that ask are
 * IP addresses and `localhost`, which have none, so that their site is scheme and host.
 * https://fetch.spec.whatwg.org/#request-determine-the-network-partition-key
 */
const determineNetworkPartitionKey = ({ client }: Request): string =>
  (client.topLevelOrigin ?? client.origin).replace(/:\d+$/, '');

/** What entries are compared with. */
const lookupFor = (request: Request, rules: Rules): CacheLookup => ({
  key: determineNetworkPartitionKey(request),
  serializedOrigin: rules.preflightOrigin(originated(request), rules),
  url: currentUrl(request),
  credentials: request.credentials === 'include',
});

/** Entries must be gone when their seconds have passed, so those of 0 seconds never serve. */
const isStored = ({ storedAt, maxAge }: CacheEntry, { now }: PreflightCache): boolean =>
  now < storedAt + maxAge;

/** The entries for which there is a cache entry match. https://fetch.spec.whatwg.org/#concept-cache-match */
export function cacheEntryMatches(
  cache: PreflightCache,
  request: Request,
  rules: Rules,
): readonly CacheEntry[] {
  const lookup = lookupFor(request, rules);
  return cache.entries.filter(
    (entry) => isStored(entry, cache) && rules.isCacheEntryMatch(entry, lookup),
  );
}

/** The entries for which there is a method cache entry match. https://fetch.spec.whatwg.org/#concept-cache-match-method */
export function methodCacheEntryMatches(
  cache: PreflightCache,
  method: string,
  request: Request,
  rules: Rules,
): readonly CacheEntry[] {
  return cacheEntryMatches(cache, request, rules).filter((entry) =>
    rules.isMethodCacheEntryMatch(entry, method),
  );
}

/** The entries for which there is a header-name cache entry match. https://fetch.spec.whatwg.org/#concept-cache-match-header */
export function headerNameCacheEntryMatches(
  cache: PreflightCache,
  headerName: string,
  request: Request,
  rules: Rules,
): readonly CacheEntry[] {
  return cacheEntryMatches(cache, request, rules).filter((entry) =>
    rules.isHeaderNameCacheEntryMatch(entry, headerName, rules),
  );
}

/** https://fetch.spec.whatwg.org/#concept-cache-create-entry */
export function createCacheEntry(
  cache: PreflightCache,
  request: Request,
  rules: Rules,
  entry: Pick<CacheEntry, 'maxAge' | 'method' | 'headerName'>,
): void {
  cache.entries.push({ ...lookupFor(request, rules), ...entry, storedAt: cache.now });
}

/** Whatever the credentials. https://fetch.spec.whatwg.org/#concept-cache-clear */
export function clearCacheEntries(cache: PreflightCache, request: Request, rules: Rules): void {
  const { key, serializedOrigin, url } = lookupFor(request, rules);
  cache.entries = cache.entries.filter(
    (entry) =>
      entry.key !== key || entry.serializedOrigin !== serializedOrigin || entry.url !== url,
  );
}

/** Entries may be removed before their time. https://fetch.spec.whatwg.org/#cors-preflight-cache */
export function forgetCacheEntries(cache: PreflightCache, gone: readonly CacheEntry[]): void {
  cache.entries = cache.entries.filter((entry) => !gone.includes(entry));
}
