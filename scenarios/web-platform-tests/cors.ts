/** `cors/`: what is left of the first CORS tests, most of them by XMLHttpRequest. */
import { type Area, covered, open } from './types.ts';

/** One matrix of values of Access-Control-Allow-Origin, which three files go through. */
const ALLOW_ORIGIN_VALUES = [
  'allow-origin-trailing-slash',
  'allow-origin-with-path',
  'allow-origin-scheme-case',
  'allow-origin-other-scheme',
  'allow-origin-without-port',
  'allow-origin-other-host-name',
  'allow-origin-null-for-a-page',
  'allow-origin-wildcard-subdomain',
  'allow-origin-empty',
  'allow-origin-host-only',
  'allow-origin-quoted',
  'allow-origin-comma-list',
  'allow-origin-space-list',
  'allow-origin-missing',
];

const CLIENT_HINTS = [
  'client-hint-dpr',
  'client-hint-downlink',
  'client-hint-save-data',
  'client-hint-viewport-width',
  'client-hint-width',
];

export const CORS: Area = {
  directory: 'cors/',
  chosen: 'All files but helpers and what was removed over the years.',
  rows: [
    covered('304.htm'),
    covered('access-control-expose-headers-parsing.window.js', 'exposed-by-wildcard-and-no-name'),
    covered('allow-headers.htm', ...ALLOW_ORIGIN_VALUES),
    covered(
      'basic.htm',
      'same-origin-other-path',
      'allow-origin-missing-xhr',
      'allow-origin-missing',
    ),
    covered('client-hint-request-headers-2.tentative.htm', ...CLIENT_HINTS),
    covered('client-hint-request-headers.htm', 'allow-headers-one-of-two', ...CLIENT_HINTS),
    covered('cors-safelisted-request-header.any.js'),
    covered(
      'credentials-flag.htm',
      'default-mode-sends-no-cookie-across-origins',
      'default-mode-keeps-no-cookie-across-origins',
      'allow-credentials-missing-xhr',
      'allow-credentials-false',
      'allow-credentials-upper-case',
      'allow-credentials-one',
    ),
    open(
      'Whether an image of the top-level page is readable in a frame of another origin is not tried.',
      'image-tainting-in-cross-origin-iframe.sub.html',
    ),
    open(
      'Listeners added after send() are not tried; those added before it are.',
      'late-upload-events.htm',
    ),
    covered('origin.htm', ...ALLOW_ORIGIN_VALUES),
    open(
      'The pages that ask are top-level ones; a frame of one origin under two top-level sites is not tried.',
      'preflight-cache-partitioning.sub.window.js',
    ),
    covered('preflight-cache.htm'),
    covered(
      'preflight-failure.htm',
      'preflight-status-200',
      'preflight-status-299',
      'preflight-status-300',
      'preflight-redirect-301',
      'preflight-redirect-302',
      'preflight-status-304',
      'preflight-redirect-307',
      'preflight-redirect-308',
      'preflight-status-400',
      'preflight-status-401',
      'preflight-status-404',
      'preflight-status-500',
      'preflight-status-503',
    ),
    covered('redirect-origin.htm', 'redirect-from-page-to-api', 'redirect-there-and-back'),
    covered('redirect-preflight-2.htm'),
    covered(
      'redirect-preflight.htm',
      'preflight-redirect-301',
      'preflight-names-what-redirect-took',
    ),
    covered('redirect-userinfo.htm', 'redirect-to-password-back-at-the-page'),
    covered('remote-origin.htm', ...ALLOW_ORIGIN_VALUES),
    covered(
      'request-headers.htm',
      'allow-headers-missing',
      'allow-headers-one-of-two',
      'safelisted-accept',
      'safelisted-accept-language',
      'safelisted-content-language',
    ),
    covered('response-headers.htm', 'exposed-by-another-name', 'exposed-several-values'),
    open(
      'A script with crossorigin that is revalidated by a 304 is not tried; fetch() is.',
      'script-304.html',
    ),
    covered('simple-requests-ch.tentative.htm', ...CLIENT_HINTS),
    covered('simple-requests.htm', 'safelisted-accept', 'safelisted-accept-language'),
    covered('status-async.htm'),
    covered('status-preflight.htm'),
    covered('status.htm', 'allow-origin-missing-on-404', 'allow-origin-missing-on-500'),
  ],
};
