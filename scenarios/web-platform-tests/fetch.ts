/** `fetch/api/cors/`, `fetch/api/credentials/` and `fetch/api/redirect/`: the tests of fetch(). */
import { type Area, covered, outOfScope } from './types.ts';

const REFERRER = 'Referrer policy decides here, which CORS does not touch.';
const KEEPALIVE =
  'It is about keepalive across the unloading of a page, and this suite’s pages stay.';
const ALL = 'All files but helpers.';

export const FETCH_CORS: Area = {
  directory: 'fetch/api/cors/',
  chosen: ALL,
  rows: [
    covered(
      'cors-basic.any.js',
      'allow-origin-missing',
      'allow-origin-missing-cross-site',
      'same-origin-other-path',
      'no-cors-is-opaque',
      'redirect-to-https',
    ),
    covered('cors-cookies-redirect.any.js', 'redirect-out-of-the-origin-leaves-the-cookie'),
    covered('cors-cookies.any.js', 'with-credentials-is-include-xhr'),
    covered(
      'cors-expose-star.sub.any.js',
      'exposed-by-wildcard',
      'exposed-by-wildcard-with-credentials',
    ),
    covered(
      'cors-filtering.sub.any.js',
      'safelisted-response-headers',
      'exposed-not-at-all',
      'exposed-by-another-name',
      'exposed-set-cookie',
      'opaque-response-shows-nothing',
    ),
    outOfScope(KEEPALIVE, 'cors-keepalive.any.js'),
    covered(
      'cors-multiple-origins.sub.any.js',
      'allow-origin-comma-list',
      'allow-origin-space-list',
      'allow-origin-twice-the-same',
      'allow-origin-twice-wildcard',
      'allow-origin-origin-and-wildcard',
    ),
    covered('cors-no-preflight.any.js', 'types-of-forms', 'safelisted-accept', 'safelisted-range'),
    covered(
      'cors-origin.any.js',
      'allow-origin-other-port',
      'allow-origin-other-scheme',
      'allow-origin-other-host-name',
      'allow-origin-null-for-a-page',
      'allow-origin-mismatch-on-preflight',
    ),
    covered('cors-preflight-cache.any.js'),
    covered(
      'cors-preflight-not-cors-safelisted.any.js',
      'accept-of-129-bytes',
      'accept-with-unsafe-byte',
      'accept-language-with-underscore',
      'content-language-with-slash',
      'content-type-xml',
      'range-from-the-end',
      'range-of-two-parts',
    ),
    covered(
      'cors-preflight-redirect.any.js',
      'preflight-redirect-301',
      'preflight-redirect-302',
      'preflight-redirect-307',
      'preflight-redirect-308',
    ),
    outOfScope(REFERRER, 'cors-preflight-referrer.any.js'),
    covered(
      'cors-preflight-response-validation.any.js',
      'allow-headers-spaces-for-commas',
      'allow-methods-spaces-for-commas',
    ),
    covered(
      'cors-preflight-star.any.js',
      'allow-methods-wildcard-with-credentials',
      'allow-headers-wildcard-with-credentials',
      'allow-methods-lower-case-list',
      'preflight-cache-keeps-the-wildcard',
      'wildcard-and-authorization',
    ),
    covered(
      'cors-preflight-status.any.js',
      'preflight-status-401',
      'preflight-status-403',
      'preflight-status-404',
      'preflight-status-405',
      'preflight-status-500',
    ),
    covered(
      'cors-preflight.any.js',
      'allow-methods-missing',
      'allow-headers-missing',
      'allow-headers-one-of-two',
      'request-header-named-twice',
    ),
    covered(
      'cors-redirect-credentials.any.js',
      'redirect-to-password-within-the-api',
      'redirect-to-password-back-at-the-page',
      'location-with-credentials-preflighted',
      'password-in-redirect-of-the-page',
    ),
    covered('cors-redirect-preflight.any.js'),
    covered(
      'cors-redirect.any.js',
      'redirect-between-foreign-origins',
      'redirect-between-foreign-origins-null',
      'redirect-back-to-page',
    ),
    covered('data-url-iframe.html', 'credentials-in-data-document'),
    covered('data-url-shared-worker.html'),
    covered('data-url-worker.html'),
    covered(
      'sandboxed-iframe.html',
      'allow-origin-for-a-sandboxed-frame',
      'fetch-in-sandboxed-frame-same-origin',
    ),
  ],
};

export const FETCH_CREDENTIALS: Area = {
  directory: 'fetch/api/credentials/',
  chosen: ALL,
  rows: [
    covered('authentication-basic.any.js'),
    covered(
      'authentication-redirection.any.js',
      'authorization-within-the-page',
      'authorization-to-another-origin',
      'authorization-comes-back',
    ),
    covered('cookies.any.js'),
  ],
};

export const FETCH_REDIRECT: Area = {
  directory: 'fetch/api/redirect/',
  chosen: ALL,
  rows: [
    covered('redirect-back-to-original-origin.any.js'),
    covered('redirect-count.any.js', 'redirect-loop'),
    covered('redirect-empty-location.any.js'),
    outOfScope(KEEPALIVE, 'redirect-keepalive.any.js', 'redirect-keepalive.https.any.js'),
    outOfScope(
      'How the bytes of a Location become a URL is a matter of the URL Standard.',
      'redirect-location-escape.tentative.any.js',
    ),
    covered('redirect-location.any.js', 'redirect-error-without-location'),
    covered('redirect-method.any.js', 'redirect-303-of-post'),
    covered('redirect-mode.any.js'),
    covered('redirect-origin.any.js', 'origin-of-a-redirected-post'),
    outOfScope(REFERRER, 'redirect-referrer-override.any.js', 'redirect-referrer.any.js'),
    covered('redirect-schemes.any.js', 'redirect-from-page-to-unknown-scheme'),
    covered('redirect-to-dataurl.any.js'),
    outOfScope('It tests an upload stream over HTTP/2.', 'redirect-upload.h2.any.js'),
  ],
};
