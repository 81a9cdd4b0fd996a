/** Departures of Chromium alone. */
import { byteLowercase, matchesOneOf, stripTabOrSpace } from '../../oracle/bytes.ts';
import { containsHeader, getHeader } from '../../oracle/headers.ts';
import type { OriginHeaderRequest } from '../../oracle/flow-rules.ts';
import { isSameOrigin, originOf } from '../../oracle/origins.ts';
import { parseSingleRangeHeaderValue, type Range } from '../../oracle/range.ts';
import type { HeaderList, NetworkRequest } from '../../oracle/types.ts';
import type { Departure } from './types.ts';

const SOURCE = 'https://source.chromium.org/chromium/chromium/src/+/main:';

const isInteger = (value: string): boolean => /^\d+$/.test(value);
const isDecimal = (value: string): boolean => /^\d+(?:\.\d+)?$/.test(value);

/** Client hints of the time before they were named `Sec-CH-…`, and which values of them are plain. */
const CLIENT_HINTS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['device-memory', isDecimal],
  ['dpr', isDecimal],
  ['downlink', isDecimal],
  ['width', isInteger],
  ['viewport-width', isInteger],
  ['rtt', isInteger],
  ['ect', (value) => ['slow-2g', '2g', '3g', '4g'].includes(value)],
  ['save-data', (value) => byteLowercase(value) === 'on'],
  // Chrome adds it by itself, and an author's one is not told from that.
  ['intervention', () => true],
]);

const isPlainClientHint = (name: string, value: string): boolean =>
  value.length <= 128 && CLIENT_HINTS.get(byteLowercase(name))?.(value) === true;

/** Hints that go where a permissions policy lets them: to the page's own origin. */
const isHintByPolicy = (name: string): boolean =>
  CLIENT_HINTS.has(byteLowercase(name)) && !matchesOneOf(name, ['Save-Data', 'Intervention']);

/** The greatest number of 63 bits is kept for "too large to be told". */
const LARGEST_SAFELISTED = 2n ** 63n - 2n;
const LARGEST_PARSED = 2n ** 63n - 1n;

function isRangeTooLarge(value: string): boolean {
  const range = parseSingleRangeHeaderValue(value, false);
  return (
    range !== 'failure' && range.some((number) => number !== null && number > LARGEST_SAFELISTED)
  );
}

/** With these, which compare with what a cache holds, the HTTP cache is passed by. */
const CONDITIONS = [
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
];

const UNIT = /^[\t ]*bytes[\t ]*=(.*)$/is;
const NUMBERS = /^[\t ]*(\+?\d+)?[\t ]*-[\t ]*([+-]?\d+)?[\t ]*$/;

/**
 * One range as the HTTP cache reads it: elements may be empty, numbers have signs, and −1 says that
 * there is none. Null: none, or several.
 */
function rangeOfCache(value: string): Range | null {
  const [, elements = ''] = UNIT.exec(value) ?? [];
  const [element, ...others] = elements.split(',').filter((one) => stripTabOrSpace(one) !== '');
  if (element === undefined || others.length > 0) return null;
  const [matched, first, last] = NUMBERS.exec(element) ?? [];
  if (matched === undefined) return null;
  const start = first === undefined ? null : BigInt(first.replace('+', ''));
  const end = last === undefined ? null : BigInt(last.replace('+', ''));
  if ([start, end].some((number) => number !== null && number > LARGEST_PARSED)) return null;
  if (start === null) return end === null || end <= 0n ? null : [null, end];
  if (end === null || end === -1n) return [start, null];
  return end < start ? null : [start, end];
}

/** What the HTTP cache asks the network for: the range it has read, written anew. */
function rewrittenRange(
  value: string,
  { method, headers }: Pick<NetworkRequest, 'method' | 'headers'>,
): string {
  if (method !== 'GET' || CONDITIONS.some((name) => containsHeader(name, headers))) return value;
  const range = rangeOfCache(value);
  return range === null ? value : `bytes=${range[0] ?? ''}-${range[1] ?? ''}`;
}

/** Scheme and host: of addresses and of `localhost` that is the site. */
const siteOf = (url: string): string => originOf(url).replace(/:\d+$/, '');

/** Found out for the first URL; what was found stays for those behind redirects. */
const isStorageAccessInactive = ({
  origin,
  credentials,
  client,
  first,
  urlList: [url = ''],
}: OriginHeaderRequest): boolean =>
  origin === 'null' &&
  credentials === 'include' &&
  ['GET', 'HEAD'].includes(first.method) &&
  client.topLevelOrigin !== undefined &&
  siteOf(url) === siteOf(client.topLevelOrigin);

/**
 * A name behind a space, a control character or a semicolon, and its value, with or without quotes;
 * where another character stands in the place of `=`, that one is passed over, too.
 */
const CHARSET = /(?<=[\0-\x20;])charset[\0-\x20]*(?:=[\0-\x20"']*([^\0-\x20"';]*)|[^])/gi;

/** No parser of MIME types: an empty value ends it, and so does a charset in front of everything. */
function withCharsetsReplaced(contentType: string): string {
  let isEnded = /^charset/i.test(contentType);
  return contentType.replace(CHARSET, (found, charset?: string) => {
    isEnded ||= charset === '';
    return isEnded || charset === undefined
      ? found
      : `${found.slice(0, found.length - charset.length)}UTF-8`;
  });
}

const isConditional = (headers: HeaderList): boolean =>
  headers.some(([name]) => matchesOneOf(name, CONDITIONS));

export const CHROMIUM_DEPARTURES: readonly Departure[] = [
  {
    id: 'client-hints-are-safelisted',
    engines: { chromium: '156' },
    kind: 'deviation',
    words: 'Client hints with plain values need no preflight.',
    bug: `${SOURCE}services/network/public/cpp/cors/cors.cc`,
    scenarios: ['dpr', 'downlink', 'save-data', 'viewport-width', 'width'].map(
      (name) => `client-hint-${name}`,
    ),
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        isCorsSafelistedRequestHeader(name, value) || isPlainClientHint(name, value),
    }),
  },
  {
    id: 'client-hints-are-deleted-on-redirect',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'A redirect to another origin than the page’s takes the client hints away, except `Save-Data`.',
    bug: `${SOURCE}third_party/blink/common/client_hints/client_hints.cc`,
    scenarios: ['client-hint-behind-redirect'],
    depart: ({ redirectedHeaders }) => ({
      redirectedHeaders: (headers, redirect, ...more) => {
        const left = redirectedHeaders(headers, redirect, ...more);
        return isSameOrigin(redirect.clientOrigin, redirect.toOrigin)
          ? left
          : left.filter(([name]) => !isHintByPolicy(name));
      },
    }),
  },
  {
    id: 'fetch-refuses-credentials-in-location',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'A redirect to a URL with credentials is refused to `fetch()`, even within the page’s origin and without CORS; not to XMLHttpRequest.',
    bug: `${SOURCE}third_party/blink/renderer/core/loader/frame_fetch_context.cc`,
    scenarios: ['password-in-redirect-of-the-page'],
    depart: ({ isLocationWithCredentialsRefused }) => ({
      isLocationWithCredentialsRefused: (redirect) =>
        redirect.initiatorType === 'fetch' || isLocationWithCredentialsRefused(redirect),
    }),
  },
  {
    id: 'no-cors-redirect-hides-origin',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'In mode "no-cors" the `Origin` header becomes `null` with the first redirect to another origin, the one away from the page’s included.',
    bug: `${SOURCE}net/url_request/redirect_util.cc`,
    scenarios: ['origin-of-a-redirected-no-cors-post'],
    depart: ({ requestOriginHeader }) => ({
      requestOriginHeader: (request, rules) => {
        const header = requestOriginHeader(request, rules);
        const { mode, urlList } = request;
        const [first = '', ...redirected] = urlList.map(originOf);
        return header !== null && mode === 'no-cors' && redirected.some((one) => one !== first)
          ? 'null'
          : header;
      },
    }),
  },
  {
    id: 'origin-of-inactive-storage-access',
    engines: { chromium: '156' },
    // https://privacycg.github.io/storage-access-headers extends the Fetch Standard.
    kind: 'habit',
    words:
      'GET and HEAD in mode "no-cors" with credentials carry `Origin` where the site’s cookies could be had but are not: from a sandboxed frame to the site of its page.',
    bug: 'https://privacycg.github.io/storage-access-headers',
    scenarios: ['origin-without-storage-access'],
    depart: ({ requestOriginHeader }) => ({
      requestOriginHeader: (request, rules) =>
        requestOriginHeader(request, rules) ??
        (isStorageAccessInactive(request) ? rules.byteSerializeRequestOrigin(request) : null),
    }),
  },
  {
    id: 'manual-redirect-needs-valid-location',
    engines: { chromium: '156' },
    kind: 'deviation',
    words: 'With redirect mode "manual", too, a `Location` that is no URL is an error.',
    bug: `${SOURCE}net/url_request/url_request_job.cc`,
    scenarios: ['redirect-manual-to-no-url'],
    depart: () => ({
      isManualRedirectRefused: ({ url, response }) => {
        const location = getHeader('Location', response.headers);
        return location !== null && !URL.canParse(location, url);
      },
    }),
  },
  {
    id: 'user-agent-is-forbidden',
    engines: { chromium: '156' },
    kind: 'deviation',
    words: 'A `User-Agent` that the author sets is left out, without a word.',
    bug: 'https://issues.chromium.org/issues/40450316',
    scenarios: ['user-agent-of-the-author'],
    depart: ({ isForbiddenRequestHeader }) => ({
      isForbiddenRequestHeader: (name, value) =>
        matchesOneOf(name, ['User-Agent']) || isForbiddenRequestHeader(name, value),
    }),
  },
  {
    id: 'range-beyond-63-bits-is-unsafe',
    engines: { chromium: '156' },
    kind: 'deviation',
    words: 'A `Range` with a number of 2^63 − 1 or more needs a preflight.',
    bug: `${SOURCE}services/network/public/cpp/cors/cors.cc`,
    scenarios: ['range-of-63-bits', 'range-beyond-64-bits'],
    depart: ({ isCorsSafelistedRequestHeader }) => ({
      isCorsSafelistedRequestHeader: (name, value) =>
        isCorsSafelistedRequestHeader(name, value) &&
        !(matchesOneOf(name, ['Range']) && isRangeTooLarge(value)),
    }),
  },
  {
    id: 'range-is-rewritten',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'GET sends a single `Range` as its HTTP cache has understood it: `Bytes=00-` leaves as `bytes=0-`.',
    bug: `${SOURCE}net/http/partial_data.cc`,
    scenarios: ['range-written-anew'],
    depart: ({ sentHeaderValue }) => ({
      sentHeaderValue: (name, value, request) => {
        const sent = sentHeaderValue(name, value, request);
        return matchesOneOf(name, ['Range']) ? rewrittenRange(sent, request) : sent;
      },
    }),
  },
  {
    id: 'xhr-charset-replaced-in-place',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'XMLHttpRequest replaces every charset of a Content-Type where it stands, `utf-8` by `UTF-8` included, instead of writing the type anew.',
    bug: 'https://crbug.com/743311',
    scenarios: ['xhr-charset-in-quotes'],
    depart: () => ({ withCharsetUtf8: withCharsetsReplaced }),
  },
  {
    id: 'conditional-requests-pass-preflight-cache-by',
    engines: { chromium: '156' },
    kind: 'deviation',
    words:
      'A request with `If-None-Match` or another condition passes the preflight cache by: where its preflight fails, what the cache holds for its URL stays there.',
    bug: `${SOURCE}services/network/cors/preflight_controller.cc`,
    scenarios: [],
    depart: ({ isCacheClearedOnNetworkError }) => ({
      isCacheClearedOnNetworkError: (stage, headers) =>
        isCacheClearedOnNetworkError(stage, headers) && !isConditional(headers),
    }),
  },
];
