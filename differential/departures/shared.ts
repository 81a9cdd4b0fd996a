/** Departures that more than one engine shows. */
import { byteLowercase } from '../../oracle/bytes.ts';
import { combineHeader } from '../../oracle/headers.ts';
import type { Header, HeaderList, ServerResponse } from '../../oracle/types.ts';
import type { Departure } from './types.ts';

const hasLocation = ({ headers }: ServerResponse): boolean =>
  headers.some(([name, value]) => byteLowercase(name) === 'location' && value !== '');

const combined = (list: HeaderList, header: Header): HeaderList => combineHeader(header, list);

/** Behind a last value that is empty: its comma counts towards the 128 bytes, its space does not. */
const trimmed = ([name, value]: Header): Header => [name, value.replace(/ $/, '')];

export const SHARED_DEPARTURES: readonly Departure[] = [
  {
    id: 'wildcard-covers-authorization',
    engines: { chromium: '156', firefox: '153', webkit: '2.50' },
    kind: 'deviation',
    words: '`Access-Control-Allow-Headers: *` covers `Authorization`, too.',
    bug: 'https://github.com/whatwg/fetch/issues/1919',
    scenarios: ['wildcard-and-authorization'],
    depart: () => ({ isCorsNonWildcardRequestHeaderName: () => false }),
  },
  {
    id: 'preflight-cache-outlives-refusal',
    engines: { chromium: '156', webkit: '2.50' },
    kind: 'deviation',
    words: 'When a request is refused, what the preflight cache holds for its URL stays there.',
    bug: 'https://source.chromium.org/chromium/chromium/src/+/main:services/network/cors/preflight_cache.cc',
    scenarios: ['preflight-cache-behind-refusal'],
    // A preflight that is refused leaves nothing behind: its request found no entry that served.
    depart: () => ({ isCacheClearedOnNetworkError: (stage) => stage.startsWith('preflight-') }),
  },
  {
    id: 'repeated-request-headers-count-as-one',
    engines: { chromium: '156', webkit: '2.50' },
    kind: 'deviation',
    words:
      'Request headers given twice are joined before their values are looked at: together they may need a preflight.',
    bug: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/platform/loader/fetch/resource_request.cc',
    scenarios: ['request-header-given-twice', 'request-header-given-twice-at-its-limit'],
    depart: (_rules, engine) => ({
      requestHeaderList: (headers) =>
        headers
          .reduce(combined, [])
          .map((header) => (engine === 'chromium' ? trimmed(header) : header)),
    }),
  },
  {
    id: 'redirect-mode-error-needs-location',
    engines: { chromium: '156', webkit: '2.50' },
    kind: 'deviation',
    words:
      'With redirect mode "error" a redirect status is no error where `Location` is missing or empty.',
    bug: 'https://source.chromium.org/chromium/chromium/src/+/main:net/http/http_response_headers.cc',
    scenarios: ['redirect-error-without-location'],
    depart: ({ isRedirect }) => ({
      isRedirect: (response, rules, redirectMode) =>
        isRedirect(response, rules, redirectMode) &&
        (redirectMode !== 'error' || hasLocation(response)),
    }),
  },
];
