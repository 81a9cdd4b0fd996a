/** Departures of WebKit alone: WebCore, the network process, and libsoup beneath them. */
import { byteLowercase } from '../../oracle/bytes.ts';
import { getHeader } from '../../oracle/headers.ts';
import { isSameOrigin, originOf } from '../../oracle/origins.ts';
import type { Redirect } from '../../oracle/flow-rules.ts';
import type { Header, HeaderList } from '../../oracle/types.ts';
import { includesCredentials } from '../../oracle/urls.ts';
import type { Departure } from './types.ts';

const SOURCE = 'https://github.com/WebKit/WebKit/blob/main/Source';

/** What `parseRange` takes, of values without whitespace: any case, a plus before either number. */
const RANGE = /^bytes=\+?(\d+)-(?:\+?(\d+))?$/i;
const isUint64 = (number: bigint): boolean => number < 2n ** 64n;

function isRangeOfWebkit(value: string): boolean {
  const [, first, last] = RANGE.exec(value) ?? [];
  if (first === undefined) return false;
  const start = BigInt(first);
  if (last === undefined) return isUint64(start);
  return isUint64(start) && isUint64(BigInt(last)) && start <= BigInt(last);
}

/** A sequence of UTF-8 without surrogates and without longer forms than needed, or one byte of none. */
const UTF8 =
  /[\0-\x7F]|[\xC2-\xDF][\x80-\xBF]|\xE0[\xA0-\xBF][\x80-\xBF]|[\xE1-\xEC\xEE\xEF][\x80-\xBF]{2}|\xED[\x80-\x9F][\x80-\xBF]|\xF0[\x90-\xBF][\x80-\xBF]{2}|[\xF1-\xF3][\x80-\xBF]{3}|\xF4[\x80-\x8F][\x80-\xBF]{2}|([^])/g;
/** U+FFFD in UTF-8, as an isomorphic string. */
const REPLACEMENT = '\xEF\xBF\xBD';

/** What `g_utf8_make_valid` makes of bytes. */
const madeValid = (value: string): string =>
  value.replace(UTF8, (sequence, stray: string | undefined) =>
    stray === undefined ? sequence : REPLACEMENT,
  );

const utf8Encoded = (value: string): string => Buffer.from(value, 'utf8').toString('latin1');

const NEVER_REDIRECTS = [300, 304, 305, 306];
const hasLocation = (headers: HeaderList): boolean => (getHeader('Location', headers) ?? '') !== '';

/** Whether one of the URLs is of another origin. */
const hasLeft = (origin: string, urls: readonly string[]): boolean =>
  urls.some((url) => !isSameOrigin(origin, originOf(url)));

const isFirstWithin = (origin: string, urlList: readonly string[]): boolean =>
  isSameOrigin(origin, originOf(urlList[0] ?? ''));

/** Whether a redirect stays at the origin of the page. */
const isWithin = ({ clientOrigin, fromOrigin, toOrigin }: Redirect): boolean =>
  isSameOrigin(clientOrigin, fromOrigin) && isSameOrigin(clientOrigin, toOrigin);

const isUserAgent = ([name]: Header): boolean => byteLowercase(name) === 'user-agent';

export const WEBKIT_DEPARTURES: readonly Departure[] = [
  {
    id: 'header-values-are-sent-as-utf-8',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words: 'A character above U+007F of an author’s header value is sent as two bytes, in UTF-8.',
    bug: `${SOURCE}/WebCore/platform/network/soup/ResourceRequestSoup.cpp`,
    scenarios: ['accept-beyond-ascii'],
    depart: () => ({ sentHeaderValue: (_name, value) => utf8Encoded(value) }),
  },
  {
    id: 'response-headers-are-made-utf-8',
    engines: { webkit: '2.50' },
    kind: 'habit',
    words:
      'Each byte of a response header value that is no part of UTF-8 is replaced by the three bytes of U+FFFD.',
    bug: 'https://gitlab.gnome.org/GNOME/libsoup/-/blob/master/libsoup/soup-message-headers.c',
    scenarios: ['response-header-beyond-ascii'],
    depart: () => ({
      receivedHeaderList: (lines) => lines.map(([name, value]) => [name, madeValid(value)]),
    }),
  },
  {
    id: 'range-parsed-leniently',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      '`Range` needs no preflight where the unit is in another case or a number has a plus, and needs one where a number takes more than 64 bits.',
    bug: `${SOURCE}/WebCore/platform/network/HTTPParsers.cpp`,
    scenarios: ['range-with-plus', 'range-beyond-64-bits'],
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        byteLowercase(name) === 'range'
          ? value.length <= 128 && isRangeOfWebkit(value)
          : isCorsSafelistedRequestHeader(name, value),
    }),
  },
  {
    id: 'preflight-carries-user-agent',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words: 'A `User-Agent` that the author set goes along with the preflight, too.',
    bug: 'https://bugs.webkit.org/show_bug.cgi?id=186254',
    scenarios: ['user-agent-of-the-author'],
    depart: () => ({
      preflightHeaderList: (headers) =>
        headers.filter(([name]) => byteLowercase(name) === 'user-agent'),
    }),
  },
  {
    id: 'redirect-rechecked-with-credentials',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'With credentials mode "same-origin" and a first URL of the page’s origin, a later redirect by another origin is refused, after the next preflight, unless its answer allows credentials.',
    bug: 'https://bugs.webkit.org/show_bug.cgi?id=276364',
    scenarios: ['credentials-asked-of-a-foreign-redirect'],
    depart: ({ redirectRecheck }) => ({
      // The web process checks again, by the credentials that the first URL was sent with.
      redirectRecheck: (request, headers, rules) => {
        const { origin, urlList, mode, credentials } = request;
        const before = urlList.slice(0, -1);
        const isConcerned =
          mode === 'cors' &&
          credentials === 'same-origin' &&
          isFirstWithin(origin, urlList) &&
          hasLeft(origin, before);
        if (!isConcerned) return redirectRecheck(request, headers, rules);
        const serializedOrigin = rules.byteSerializeRequestOrigin({ origin, urlList: before });
        const check = rules.corsCheck({ serializedOrigin, credentials: 'include' }, headers);
        return check.ok ? null : { stage: 'redirect-cors-check', clause: check.clause };
      },
    }),
  },
  {
    id: 'location-credentials-refused-after-preflight',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'The first redirect to another origin, if to a URL with credentials, is refused only after the preflight to that URL.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoadChecker.cpp`,
    scenarios: ['location-with-credentials-preflighted'],
    depart: ({ isLocationWithCredentialsRefused, redirectRecheck }) => ({
      // The network process looks where a foreign origin redirects, the web process always.
      isLocationWithCredentialsRefused: (redirect) =>
        redirect.tainting !== 'basic' && isLocationWithCredentialsRefused(redirect),
      redirectRecheck: (request, headers, rules) => {
        const { origin, urlList, mode } = request;
        const url = new URL(urlList.at(-1) ?? '');
        return mode === 'cors' && includesCredentials(url) && !isSameOrigin(origin, url.origin)
          ? { stage: 'redirect-credentials' }
          : redirectRecheck(request, headers, rules);
      },
    }),
  },
  {
    id: 'delete-becomes-get-across-origins',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'A redirect of DELETE to another origin, whatever its status, is followed by GET; Content-Type and Content-Language stay where the Standard would not have changed the method.',
    bug: `${SOURCE}/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp`,
    scenarios: ['delete-redirected-to-another-origin'],
    depart: ({ isMethodChangedToGet, redirectedHeaders }) => ({
      isMethodChangedToGet: (status, method, isToOtherOrigin) =>
        isMethodChangedToGet(status, method, isToOtherOrigin) ||
        (method === 'DELETE' && isToOtherOrigin),
      redirectedHeaders: (headers, redirect, first, rules) =>
        redirectedHeaders(headers, redirect, first, { ...rules, isMethodChangedToGet }),
    }),
  },
  {
    id: 'origin-kept-on-redirect-to-get',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'A request that becomes GET by a redirect within one origin keeps the `Origin` header that its method had brought.',
    bug: `${SOURCE}/WebCore/loader/FrameLoader.cpp`,
    scenarios: ['origin-of-a-redirected-post', 'content-type-comes-back'],
    depart: ({ requestOriginHeader }) => ({
      requestOriginHeader: (request, rules) => {
        const [from, to] = request.urlList.slice(-2);
        return (
          requestOriginHeader(request, rules) ??
          (from !== undefined && to !== undefined && originOf(from) === originOf(to)
            ? request.previousOriginHeader
            : null)
        );
      },
    }),
  },
  {
    id: 'no-cors-redirect-keeps-credentials',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'In mode "no-cors" with credentials mode "same-origin", cookies go along to other origins when the first URL was of the page’s origin.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoadChecker.cpp`,
    scenarios: ['no-cors-redirect-with-cookies'],
    depart: ({ includesCredentials }) => ({
      includesCredentials: (request) =>
        includesCredentials(request) ||
        (request.mode === 'no-cors' &&
          request.credentials === 'same-origin' &&
          isFirstWithin(request.origin, request.urlList)),
    }),
  },
  {
    id: 'preflight-names-first-headers',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'Preflights behind a redirect are about the headers that the request began with, those included that the redirect has taken away.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoadChecker.cpp`,
    scenarios: ['preflight-names-what-redirect-took', 'authorization-comes-back'],
    depart: ({ preflightedHeaders }) => ({
      preflightedHeaders: (_headers, past, first) => preflightedHeaders(past.headers, past, first),
    }),
  },
  {
    id: 'preflight-repeated-on-redirect',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'Behind the redirect of a preflighted request there is a preflight again, even where the request has become a GET without unsafe headers, unless the cache has any entry of the URL.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoadChecker.cpp`,
    scenarios: ['redirected-put-becomes-get'],
    depart: () => ({
      isPreflightRepeated: ({ preflighted }, _rules, isCached) => preflighted && !isCached(),
    }),
  },
  {
    id: 'refused-preflight-fills-cache',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'A preflight response that does not list the method or a header fills the cache all the same, for later requests that it does allow.',
    bug: `${SOURCE}/WebCore/loader/CrossOriginAccessControl.cpp`,
    scenarios: ['refused-preflight-is-kept'],
    depart: ({ isCacheClearedOnNetworkError }) => ({
      isCacheFilledByRefusal: () => true,
      // What has just been filled is not cleared.
      isCacheClearedOnNetworkError: (stage, headers) =>
        stage !== 'preflight-method' &&
        stage !== 'preflight-header' &&
        isCacheClearedOnNetworkError(stage, headers),
    }),
  },
  {
    id: 'unassigned-3xx-followed',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'Any status from 300 to 399 makes a redirect where there is a `Location`, except 300, 304, 305 and 306.',
    bug: `${SOURCE}/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp`,
    scenarios: ['unassigned-redirect-status'],
    depart: ({ isRedirect }) => ({
      isRedirect: (response, rules, redirectMode) =>
        isRedirect(response, rules, redirectMode) ||
        (response.status >= 300 &&
          response.status <= 399 &&
          !NEVER_REDIRECTS.includes(response.status) &&
          hasLocation(response.headers)),
    }),
  },
  {
    id: 'location-lines-joined',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'Several lines of `Location` are one URL, joined with commas; an empty one is refused instead of leading to the same URL.',
    bug: `${SOURCE}/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp`,
    scenarios: ['two-locations', 'empty-location'],
    depart: ({ extractHeaderListValues }) => ({
      extractHeaderListValues: (name, headers) => {
        if (byteLowercase(name) !== 'location') return extractHeaderListValues(name, headers);
        const value = getHeader(name, headers);
        return value === null ? null : value === '' ? 'failure' : [value];
      },
    }),
  },
  {
    id: 'later-redirect-restores-body-headers',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'Content-Type and Content-Language, taken away when a redirect made the request a GET, come back, in mode cors, with the next redirect to or from another origin.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoadChecker.cpp`,
    scenarios: ['content-type-comes-back'],
    depart: ({ redirectedHeaders }) => ({
      redirectedHeaders: (headers, redirect, first, rules) => {
        const before =
          isWithin(redirect) || redirect.mode !== 'cors'
            ? headers
            : first.headers.filter(
                (header) => headers.includes(header) || rules.isRequestBodyHeaderName(header[0]),
              );
        return redirectedHeaders(before, redirect, first, rules);
      },
    }),
  },
  {
    id: 'redirect-to-ftp-is-refused-unfollowed',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words: 'A redirect to an ftp: URL is an error with redirect mode "manual", too.',
    bug: `${SOURCE}/WebKit/NetworkProcess/NetworkLoad.cpp`,
    scenarios: [],
    depart: ({ isManualRedirectRefused }) => ({
      isManualRedirectRefused: (answered) =>
        isManualRedirectRefused(answered) ||
        /^ftp:/i.test(getHeader('Location', answered.response.headers) ?? ''),
    }),
  },
  {
    id: 'redirect-within-origin-takes-user-agent',
    engines: { webkit: '2.50' },
    kind: 'deviation',
    words:
      'A `User-Agent` that the author set is replaced by the browser’s own behind a redirect within the page’s origin; a redirect to another origin brings it back.',
    bug: `${SOURCE}/WebCore/loader/FrameLoader.cpp`,
    scenarios: [],
    depart: ({ redirectedHeaders }) => ({
      redirectedHeaders: (headers, redirect, first, rules) => {
        const before = isWithin(redirect)
          ? headers.filter((header) => !isUserAgent(header))
          : first.headers.filter((header) => headers.includes(header) || isUserAgent(header));
        return redirectedHeaders(before, redirect, first, rules);
      },
    }),
  },
];
