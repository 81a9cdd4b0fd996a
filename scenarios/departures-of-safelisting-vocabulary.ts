/** What scenarios about safelisted request headers are written with. */
import { CHROMIUM_SOURCE, FIREFOX_SOURCE, departs } from './departures-vocabulary.ts';
import { allowHeaders, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

export const CORS_CC = `${CHROMIUM_SOURCE}services/network/public/cpp/cors/cors.cc`;
export const CONTENT_UTILS = `${FIREFOX_SOURCE}dom/base/nsContentUtils.cpp`;

const ok = answer(200, allowOrigin());
/** Allows the origin, and no header. */
export const unlisted = {
  'OPTIONS /resource': answer(204, allowOrigin()),
  'GET /resource': ok,
} as const;
export const listing = (names: string) =>
  ({
    'OPTIONS /resource': answer(204, allowOrigin(), allowHeaders(names)),
    'GET /resource': ok,
  }) as const;

/** What each engine says of a header that is not allowed. */
export const said = (header: string) => ({
  chromium: [['kHeaderDisallowedByPreflightResponse', { header: header.toLowerCase() }]] as const,
  firefox: [
    ['CORSMissingAllowHeaderFromPreflight2', { header: header.toLowerCase() }],
    'CORSDidNotSucceed2',
  ] as const,
  webkit: [['HeaderNotAllowed', { header }]] as const,
});

/** No preflight, where the Standard demands one. */
export const unasked = (because: string, url: string) =>
  departs(because, url, { verdict: 'allowed', stage: 'none', wire: [sent('GET')] });

/** A preflight, where the Standard needs none: one that is refused, or of a cure, allowed. */
export const asked = (name: string, because: string, url: string) => ({
  refused: departs(because, url, {
    verdict: 'blocked',
    stage: 'preflight-header',
    wire: [preflight('GET', name)],
  }),
  cured: departs(because, url, { wire: [preflight('GET', name), sent('GET')] }),
});

export const cause = {
  unsafe: 'The page sets a header that is not safelisted; the server does not expect a preflight.',
  safe: 'The page sets a safelisted header; the server does not expect a preflight.',
};

export const listIt = (name: string) =>
  `List ${name} in Access-Control-Allow-Headers; then it is allowed whoever asks first.`;
