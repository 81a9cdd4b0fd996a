/**
 * Origins, by their serialization; an opaque one is `null`.
 * https://html.spec.whatwg.org/multipage/browsers.html#origin
 */

const OPAQUE = 'null';

/** Of a URL, serialized: `http://127.0.0.1:8000`. Throws a `TypeError` on what is no absolute URL. */
export const originOf = (url: string): string => new URL(url).origin;

/**
 * Opaque origins are the same only if identical, which their serialization can't tell; no two of
 * the oracle's are: a URL's opaque origin is new each time, a document's belongs to no URL.
 * https://html.spec.whatwg.org/multipage/browsers.html#same-origin
 */
export const isSameOrigin = (a: string, b: string): boolean => a !== OPAQUE && a === b;

/** https://html.spec.whatwg.org/multipage/browsers.html#same-site */
export function isSameSite(a: string, b: string): boolean {
  if (a === OPAQUE || b === OPAQUE) return false;
  const [one, other] = [new URL(a), new URL(b)];
  if (one.protocol !== other.protocol) return false;
  const domain = registrableDomain(one.hostname);
  // Covers both clauses: an equal host without a registrable domain, and an equal domain.
  return (domain ?? one.hostname) === (registrableDomain(other.hostname) ?? other.hostname);
}

/**
 * Null for an address or a single label. By the Public Suffix List's default rule alone (the last
 * label is the suffix), which is right for the names kept for tests, such as `api.cors.test`, and
 * not for `example.co.uk`. https://url.spec.whatwg.org/#host-registrable-domain
 */
export function registrableDomain(host: string): string | null {
  // What ends in a number is an IPv4 address; a serialized IPv6 address has no dot at all.
  // https://url.spec.whatwg.org/#ends-in-a-number-checker
  if (/\.\d+$/.test(host)) return null;
  return /[^.]+\.[^.]+\.?$/.exec(host)?.[0] ?? null;
}

/** Whose origin is to be told to a server, and where it has been redirected to. */
export interface OriginatedRequest {
  /** Serialized. https://fetch.spec.whatwg.org/#concept-request-origin */
  readonly origin: string;
  /** Absolute; the first one asked for, then those of the redirects. https://fetch.spec.whatwg.org/#concept-request-url-list */
  readonly urlList: readonly string[];
}

/** https://fetch.spec.whatwg.org/#concept-request-tainted-origin */
export function redirectTaint({
  origin,
  urlList,
}: OriginatedRequest): 'same-origin' | 'same-site' | 'cross-site' {
  const origins = urlList.map(originOf);
  let taint: 'same-origin' | 'same-site' = 'same-origin';
  let last: string | null = null;
  for (const next of origins) {
    if (last !== null) {
      if (!isSameSite(next, last) && !isSameSite(origin, last)) return 'cross-site';
      if (!isSameOrigin(next, last) && !isSameOrigin(origin, last)) taint = 'same-site';
    }
    last = next;
  }
  return taint;
}

/** https://fetch.spec.whatwg.org/#byte-serializing-a-request-origin */
export const byteSerializeRequestOrigin = (request: OriginatedRequest): string =>
  redirectTaint(request) === 'same-origin' ? request.origin : OPAQUE;
