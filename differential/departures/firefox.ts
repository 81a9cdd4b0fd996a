/** Departures of Firefox alone. */
import { byteLowercase, isToken, matchesOneOf, stripTabOrSpace } from '../../oracle/bytes.ts';
import type { OriginHeaderRequest } from '../../oracle/flow-rules.ts';
import { isSameOrigin, originOf } from '../../oracle/origins.ts';
import { parseSingleRangeHeaderValue } from '../../oracle/range.ts';
import { isCorsUnsafeRequestHeaderByte } from '../../oracle/request-headers.ts';
import type { Header, HeaderList } from '../../oracle/types.ts';
import type { Departure } from './types.ts';

const SOURCE = 'https://searchfox.org/mozilla-central/source';

/** https://searchfox.org/mozilla-central/source/netwerk/protocol/http/nsHttpHeaderArray.h */
const SINGLETONS = [
  'Authorization',
  'Content-Disposition',
  'Content-Length',
  'Content-Type',
  'From',
  'Host',
  'If-Modified-Since',
  'If-Unmodified-Since',
  'Location',
  'Max-Forwards',
  'Proxy-Authorization',
  'Referer',
  'Sec-GPC',
  'Strict-Transport-Security',
  'User-Agent',
];

/** Between lines of these stands a line feed, with which no script gets to see the value. */
const LINE_FED = ['Proxy-Authenticate', 'Set-Cookie', 'WWW-Authenticate'];

/** The lines of each name made into one by `merge`, which is handed what there is so far. */
function merged(
  headers: HeaderList,
  merge: (name: string, before: string, value: string) => string,
): HeaderList {
  const list = new Map<string, Header>();
  for (const [name, value] of headers) {
    const key = byteLowercase(name);
    const before = list.get(key);
    list.set(key, before ? [before[0], merge(name, before[1], value)] : [name, value]);
  }
  return [...list.values()];
}

/** As `nsHttpHeaderArray::MergeHeader` does it. */
function mergedLines(name: string, before: string, value: string): string {
  // An empty line of that one has a meaning.
  if (matchesOneOf(name, ['X-Frame-Options'])) return `${before}, ${value}`.trimEnd();
  if (before === '') return value;
  // Without a space, and with every empty line behind one that is not.
  if (matchesOneOf(name, ['Content-Type'])) return `${before},${value}`;
  if (value === '' || matchesOneOf(name, SINGLETONS)) return before;
  return `${before}, ${value}`;
}

/** Cookies that the page has are withheld from its sandboxed frame. */
function isStorageAccessInactive({ credentials, client, urlList }: OriginHeaderRequest): boolean {
  const { topLevelOrigin } = client;
  const [first = ''] = urlList;
  return (
    credentials === 'include' &&
    topLevelOrigin !== undefined &&
    new URL(first).hostname === new URL(topLevelOrigin).hostname &&
    urlList.every((url) => isSameOrigin(originOf(url), originOf(first)))
  );
}

const LONGEST_VALUE = 128;

/** The end of the last parameter must be that of the value; a single semicolon is no parameter. */
const isSingleMediaType = (value: string): boolean => !value.includes(',') && !/;.*;$/.test(value);

/** Only the bytes are looked at there: `text/plain a;b` is `text/plain`. */
const withoutRestOfType = (value: string): string =>
  value.replace(/^([^\t ;]+)[\t ]+([^;]*);/, (whole, type: string, rest: string) =>
    rest.split('').some(isCorsUnsafeRequestHeaderByte) ? whole : `${type};`,
  );

const LARGEST = 2n ** 64n - 1n;

const isBeyond64Bits = (value: string): boolean => {
  const range = parseSingleRangeHeaderValue(value, false);
  return range !== 'failure' && range.some((position) => position !== null && position > LARGEST);
};

export const FIREFOX_DEPARTURES: readonly Departure[] = [
  {
    id: 'empty-repeated-lines-are-dropped',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'Response lines of one name are made one: empty ones are dropped, of some names only the first line stays, of Content-Type the space behind the comma goes.',
    bug: `${SOURCE}/netwerk/protocol/http/nsHttpHeaderArray.h`,
    scenarios: ['allow-credentials-and-an-empty-line'],
    depart: () => ({
      receivedHeaderList: (lines) => {
        const isRepeated = (name: string): boolean =>
          lines.filter(([other]) => matchesOneOf(name, [other])).length > 1;
        return merged(
          lines.filter(([name]) => !(matchesOneOf(name, LINE_FED) && isRepeated(name))),
          mergedLines,
        );
      },
      // Two lines of exactly this spelling are refused, whatever they say.
      checkedHeaders: ({ headers, lines = headers }) =>
        lines.filter(([name]) => name === 'Access-Control-Allow-Origin').length > 1
          ? lines
          : headers,
    }),
  },
  {
    id: 'repeated-request-header-loses-values',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'fetch: an empty value of a request header takes the place of those before it, and is replaced by the next; of Content-Type, Authorization and some others always only the last value is sent, but with a body the first Content-Type.',
    bug: `${SOURCE}/dom/fetch/FetchDriver.cpp`,
    scenarios: ['authorization-given-twice'],
    depart: () => ({
      // XMLHttpRequest has combined them before.
      sentHeaderList: (headers, { body, isRedirected }) =>
        merged(headers, (name, before, value) =>
          body !== null && !isRedirected && matchesOneOf(name, ['Content-Type'])
            ? before
            : value === '' || before === '' || matchesOneOf(name, SINGLETONS)
              ? value
              : `${before}, ${value}`,
        ),
    }),
  },
  {
    id: 'bytes-above-ascii-are-unsafe',
    engines: { firefox: '153' },
    kind: 'deviation',
    words: 'A byte above 0x7F in `Accept` or `Content-Type` needs a preflight.',
    bug: `${SOURCE}/dom/base/nsContentUtils.cpp`,
    scenarios: ['accept-beyond-ascii'],
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        isCorsSafelistedRequestHeader(name, value) && !/[\x80-\xFF]/.test(value),
    }),
  },
  {
    id: 'content-type-is-parsed-otherwise',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'A Content-Type with a comma, or with a semicolon behind its last parameter, needs a preflight; what stands between the type and its first semicolon does not matter.',
    bug: `${SOURCE}/netwerk/base/nsURLHelper.cpp`,
    scenarios: [
      'content-type-with-more-than-a-type',
      'content-type-ends-in-semicolon',
      'content-type-with-comma',
    ],
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        matchesOneOf(name, ['Content-Type'])
          ? isSingleMediaType(value) &&
            isCorsSafelistedRequestHeader(name, withoutRestOfType(value)) &&
            value.length <= LONGEST_VALUE
          : isCorsSafelistedRequestHeader(name, value),
    }),
  },
  {
    id: 'large-ranges-are-not-safelisted',
    engines: { firefox: '153' },
    kind: 'deviation',
    words: 'A `Range` with a number beyond 64 bits needs a preflight.',
    bug: `${SOURCE}/dom/base/nsContentUtils.cpp`,
    scenarios: ['range-beyond-64-bits'],
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        isCorsSafelistedRequestHeader(name, value) &&
        !(matchesOneOf(name, ['Range']) && isBeyond64Bits(value)),
    }),
  },
  {
    id: 'request-headers-lists-repeated-names',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'fetch: `Access-Control-Request-Headers` lists a name once for each unsafe value that the author gave, not once.',
    bug: `${SOURCE}/dom/fetch/InternalHeaders.cpp`,
    scenarios: ['request-header-named-twice', 'authorization-given-twice'],
    depart: (rules) => ({
      corsUnsafeRequestHeaderNames: (headers) => {
        const unsafe = headers
          .filter(([name, value]) => !rules.isCorsSafelistedRequestHeader(name, value))
          .map(([name]) => byteLowercase(name));
        const others = rules
          .corsUnsafeRequestHeaderNames(headers)
          .filter((name) => !unsafe.includes(name));
        return [...unsafe, ...others].toSorted();
      },
    }),
  },
  {
    id: 'safelisted-values-are-not-summed',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'Safelisted request headers need no preflight, even with more than 1,024 bytes together.',
    bug: `${SOURCE}/dom/fetch/InternalHeaders.cpp`,
    scenarios: ['safelisted-values-beyond-1024-bytes'],
    depart: (rules) => ({
      corsUnsafeRequestHeaderNames: (headers) =>
        rules.corsUnsafeRequestHeaderNames(
          headers.filter(([name, value]) => !rules.isCorsSafelistedRequestHeader(name, value)),
        ),
    }),
  },
  {
    id: 'preflight-of-tainted-origin-names-the-page',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'After a redirect between foreign origins the preflight is sent and checked with the origin of the page, the request behind it with `null`; a preflight to the page itself is not checked at all.',
    bug: `${SOURCE}/netwerk/protocol/http/nsCORSListenerProxy.cpp`,
    scenarios: ['tainted-preflight', 'preflight-to-the-page-itself'],
    depart: ({ preflightCheck }) => ({
      preflightOrigin: ({ origin }) => origin,
      preflightCheck: (request, response, rules) =>
        isSameOrigin(request.origin, originOf(request.urlList.at(-1) ?? ''))
          ? { ok: true }
          : preflightCheck(request, response, rules),
    }),
  },
  {
    id: 'type-is-judged-before-its-charset-is-set',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'XMLHttpRequest: a Content-Type that is unsafe as the author gave it needs a preflight, even where setting its charset makes it a safe one.',
    bug: `${SOURCE}/dom/xhr/XMLHttpRequestMainThread.cpp`,
    scenarios: ['xhr-charset-makes-type-safe', 'xhr-charset-in-quotes'],
    depart: (rules) => ({
      preflightedHeaders: (headers, past, first) =>
        rules.preflightedHeaders(headers, past, first).map((header) => {
          const isAsGiven = first.headers.some(([, value]) => value === header[1]);
          if (isAsGiven || !matchesOneOf('Content-Type', [header[0]])) return header;
          const given = first.headers.find(([name]) => matchesOneOf('Content-Type', [name]));
          return given && !rules.isCorsSafelistedRequestHeader(...given) ? given : header;
        }),
    }),
  },
  {
    id: 'redirects-are-preflighted-again',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'A redirected request whose headers needed a preflight at first, or that has had one, makes one at every later URL, and names the headers it began with, less those that this very redirect takes away.',
    bug: `${SOURCE}/netwerk/protocol/http/nsCORSListenerProxy.cpp`,
    scenarios: ['redirected-put-becomes-get'],
    depart: (rules) => ({
      preflightedHeaders: (headers, past, first) => {
        const { headers: begunWith, redirect } = past;
        const left = redirect
          ? rules.redirectedHeaders(begunWith, redirect, { ...redirect, headers: begunWith }, rules)
          : headers;
        return rules.preflightedHeaders(left, past, first);
      },
      isPreflightRepeated: (past, all, isCached) =>
        (past.preflighted || all.corsUnsafeRequestHeaderNames(past.headers).length > 0) &&
        !isCached(),
    }),
  },
  {
    id: 'second-redirect-restores-headers',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'What one redirect took from the request the next one gives back: `Authorization` goes to the other origin after all, Content-Type goes with a GET.',
    bug: `${SOURCE}/dom/fetch/FetchDriver.cpp`,
    scenarios: ['authorization-comes-back', 'content-type-comes-back'],
    depart: ({ redirectedHeaders }) => ({
      redirectedHeaders: (_headers, redirect, first, rules) =>
        redirectedHeaders(first.headers, { ...redirect, method: first.method }, first, rules),
    }),
  },
  {
    id: 'wildcard-exposes-despite-bad-name',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'fetch: a `*` in `Access-Control-Expose-Headers` exposes all, even with what is no header name behind it.',
    bug: `${SOURCE}/dom/fetch/InternalHeaders.cpp`,
    scenarios: ['exposed-by-wildcard-and-no-name'],
    depart: (rules) => ({
      corsExposedHeaderNames: (request, headers, all) => {
        const elements = (all.getHeader('Access-Control-Expose-Headers', headers) ?? '')
          .split(',')
          .map(stripTabOrSpace)
          .filter((element) => element !== '');
        const bad = elements.findIndex((element) => !isToken(element));
        const isExposed = elements.slice(0, Math.max(bad, 0)).includes('*');
        return isExposed && request.credentials !== 'include' && request.initiatorType === 'fetch'
          ? headers.map(([name]) => byteLowercase(name))
          : rules.corsExposedHeaderNames(request, headers, all);
      },
    }),
  },
  {
    id: 'cache-entries-of-one-credentials-mode',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'What a preflight of a request with credentials has left in the cache does not serve one without, which leaves entries of its own beside them.',
    bug: `${SOURCE}/netwerk/protocol/http/nsCORSListenerProxy.cpp`,
    scenarios: [],
    depart: ({ isCacheEntryMatch }) => ({
      isCacheEntryMatch: (entry, lookup) =>
        isCacheEntryMatch(entry, lookup) && entry.credentials === lookup.credentials,
    }),
  },
  {
    id: 'max-age-of-0-leaves-cache-alone',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'A preflight response with `Access-Control-Max-Age: 0` does not end what an earlier one has left in the cache.',
    bug: `${SOURCE}/netwerk/protocol/http/nsCORSListenerProxy.cpp`,
    scenarios: [],
    depart: ({ isCacheFilled }) => ({
      isCacheFilled: (maxAge) => isCacheFilled(maxAge) && maxAge > 0,
    }),
  },
  {
    id: 'inactive-storage-access-sends-origin',
    engines: { firefox: '153' },
    kind: 'habit',
    words:
      'A mode no-cors request with credentials from an opaque origin to the host of the top-level page, to which storage access is inactive, has an `Origin` even with GET, until it is redirected to another origin.',
    bug: 'https://privacycg.github.io/storage-access-headers/',
    scenarios: ['origin-without-storage-access'],
    depart: ({ requestOriginHeader }) => ({
      requestOriginHeader: (request, rules) =>
        requestOriginHeader(request, rules) ??
        (isStorageAccessInactive(request) ? rules.byteSerializeRequestOrigin(request) : null),
    }),
  },
  {
    id: 'refused-redirect-tells-response-url',
    engines: { firefox: '153' },
    kind: 'deviation',
    words:
      'After a refused redirect of a same-origin URL, `responseURL` of an XMLHttpRequest tells that URL.',
    bug: `${SOURCE}/dom/xhr/XMLHttpRequestMainThread.cpp`,
    scenarios: ['response-url-of-a-refused-redirect'],
    depart: () => ({
      refusalUrl: ({ api, tainting, url }) =>
        api === 'xhr' && tainting === 'basic' ? url.replace(/#.*$/, '') : null,
    }),
  },
];
