/** `xhr/`: what XMLHttpRequest asks of other origins; the rest of the folder is about the API. */
import { type Area, covered, outOfScope } from './types.ts';

export const XHR: Area = {
  directory: 'xhr/',
  chosen: 'The files that ask another origin, or test headers that CORS keeps from script.',
  rows: [
    outOfScope(
      'The shape of the API, no exchange.',
      'XMLHttpRequest-withCredentials.any.js',
      'anonymous-mode-unsupported.htm',
    ),
    covered(
      'access-control-and-redirects-async-same-origin.any.js',
      'redirect-from-page-to-api',
      'redirect-allowed-target-not',
    ),
    covered(
      'access-control-and-redirects-async.any.js',
      'allow-origin-missing-on-redirect',
      'redirect-to-password-within-the-api',
      'redirect-to-unknown-scheme',
      'preflight-redirect-302',
    ),
    covered(
      'access-control-and-redirects.any.js',
      'allow-origin-missing-on-redirect',
      'redirect-to-password-within-the-api',
      'redirect-to-unknown-scheme',
      'synchronous-redirect-refused',
    ),
    covered(
      'access-control-basic-allow-access-control-origin-header-data-url.htm',
      'fetch-in-data-document',
    ),
    covered(
      'access-control-basic-allow-access-control-origin-header.any.js',
      'synchronous-get-refused',
    ),
    covered('access-control-basic-allow-async.any.js', 'allow-origin-missing-xhr'),
    covered(
      [
        'access-control-basic-allow-non-cors-safelisted-method-async.any.js',
        'access-control-preflight-async-method-denied.htm',
      ],
      'companions-of-a-refused-method',
    ),
    covered(
      [
        'access-control-basic-allow-non-cors-safelisted-method.any.js',
        'access-control-preflight-sync-method-denied.htm',
      ],
      'synchronous-put-refused',
    ),
    covered(
      'access-control-basic-allow-preflight-cache-invalidation-by-header.any.js',
      'preflight-cache-not-for-another-header',
    ),
    covered(
      'access-control-basic-allow-preflight-cache-invalidation-by-method.any.js',
      'preflight-cache-not-for-another-method',
    ),
    outOfScope(
      'That an entry runs out is a matter of seconds, and no scenario waits for a clock.',
      'access-control-basic-allow-preflight-cache-timeout.any.js',
    ),
    covered('access-control-basic-allow-preflight-cache.any.js', 'preflight-cache-serves-again'),
    covered('access-control-basic-allow-star.any.js', 'same-origin-credentials-with-wildcard'),
    covered('access-control-basic-allow.any.js', 'synchronous-get-refused'),
    covered(
      'access-control-basic-cors-safelisted-request-headers.htm',
      'safelisted-accept',
      'safelisted-accept-language',
      'safelisted-content-language',
      'types-of-forms',
    ),
    covered(
      'access-control-basic-cors-safelisted-response-headers.htm',
      'safelisted-response-headers',
      'exposed-not-at-all-to-xhr',
    ),
    covered(
      'access-control-basic-denied.htm',
      'allow-origin-missing-xhr',
      'synchronous-get-refused',
    ),
    covered(
      [
        'access-control-basic-get-fail-non-simple.htm',
        'access-control-basic-preflight-denied.htm',
        'access-control-preflight-async-not-supported.htm',
        'access-control-preflight-sync-not-supported.htm',
      ],
      'allow-origin-missing-on-preflight',
      'allow-origin-missing-on-preflight-404',
    ),
    covered(
      [
        'access-control-basic-non-cors-safelisted-content-type.htm',
        'access-control-basic-post-with-non-cors-safelisted-content-type.htm',
      ],
      'content-type-xml',
      'allow-headers-json-body',
    ),
    covered('access-control-basic-post-success-no-content-type.htm', 'upload-without-listener'),
    covered('access-control-expose-headers-on-redirect.html'),
    covered(
      [
        'access-control-preflight-async-header-denied.htm',
        'access-control-preflight-headers-async.htm',
        'access-control-preflight-headers-sync.htm',
        'access-control-preflight-sync-header-denied.htm',
      ],
      'allow-headers-missing',
    ),
    covered(
      [
        'access-control-preflight-credential-async.htm',
        'access-control-preflight-credential-sync.htm',
        'open-user-password-non-same-origin.htm',
      ],
      'password-in-the-url-across-origins',
      'remembered-password-and-preflight',
    ),
    covered('access-control-preflight-request-allow-headers-returns-star.any.js'),
    covered(
      'access-control-preflight-request-header-lowercase.htm',
      'allow-headers-missing',
      'request-header-named-twice',
    ),
    covered('access-control-preflight-request-header-sorted.htm', 'allow-headers-one-of-two'),
    covered('access-control-preflight-request-header-returns-origin.any.js'),
    covered('access-control-preflight-request-headers-origin.htm', 'allow-headers-missing'),
    covered('access-control-preflight-request-invalid-status-301.htm', 'preflight-redirect-301'),
    covered('access-control-preflight-request-invalid-status-400.htm', 'preflight-status-400'),
    covered(
      'access-control-preflight-request-invalid-status-501.htm',
      'preflight-status-500',
      'preflight-status-503',
    ),
    covered(
      'access-control-preflight-request-must-not-contain-cookie.htm',
      'preflight-carries-no-cookie',
    ),
    outOfScope(
      'It repeats one refusal ten times, to see that the browser stands it.',
      'access-control-recursive-failed-request.htm',
    ),
    covered(
      ['access-control-response-with-body-sync.htm', 'access-control-response-with-body.htm'],
      'preflight-status-200',
    ),
    covered('access-control-response-with-exposed-headers.htm', 'exposed-not-at-all-to-xhr'),
    covered(
      [
        'access-control-sandboxed-iframe-allow-origin-null.htm',
        'access-control-sandboxed-iframe-allow.htm',
        'access-control-sandboxed-iframe-denied-without-wildcard.htm',
        'access-control-sandboxed-iframe-denied.htm',
      ],
      'allow-origin-for-a-sandboxed-frame',
      'redirect-of-an-opaque-origin',
    ),
    covered('allow-lists-starting-with-comma.htm'),
    covered('cors-expose-star.sub.any.js', 'exposed-by-wildcard'),
    covered('cors-upload.any.js'),
    covered(
      ['event-error-order.sub.html', 'event-error.sub.any.js'],
      'allow-origin-missing-xhr',
      'companions-of-a-missing-header',
    ),
    covered('event-upload-progress-crossorigin.any.js', 'upload-without-listener'),
    covered(
      ['getallresponseheaders-cookies.htm', 'getresponseheader-cookies-and-more.htm'],
      'same-origin-response-shows-all',
    ),
    outOfScope(
      'What the URL of a worker’s request is relative to decides, within one origin.',
      'open-url-redirected-sharedworker-origin.htm',
      'open-url-redirected-worker-origin.htm',
      'open-url-worker-origin.htm',
    ),
    covered('preserve-ua-header-on-redirect.htm'),
    covered('responseurl.html', 'response-url-behind-redirect'),
    covered('security-consideration.sub.html'),
    outOfScope(
      'A page’s document.domain needs two hosts below one registrable domain.',
      'send-after-setting-document-domain.htm',
    ),
    covered('send-authentication-basic-cors-not-enabled.htm'),
    covered('send-authentication-basic-cors.htm'),
    covered(
      [
        'send-authentication-cors-basic-setrequestheader.htm',
        'send-authentication-cors-setrequestheader-no-cred.htm',
      ],
      'allow-headers-authorization',
    ),
    covered('send-conditional-cors.htm'),
    covered('send-non-same-origin.htm', 'scheme-unknown-xhr', 'synchronous-get-refused'),
    covered(
      'send-redirect-to-cors.htm',
      'redirect-from-page-to-api',
      'redirect-301-of-post',
      'redirect-302-of-post',
      'redirect-307-of-post',
      'redirect-308-of-post',
      'redirect-brings-a-preflight',
    ),
    covered('send-redirect-to-non-cors.htm', 'redirect-from-page-to-api'),
    covered(
      'setrequestheader-header-forbidden.htm',
      'xhr-sets-origin',
      'xhr-sets-access-control-request-method',
    ),
    covered('timeout-cors-async.htm', 'timeout'),
    covered(
      'xhr-authorization-redirect.any.js',
      'authorization-within-the-page',
      'authorization-from-page-to-api-by-xhr',
      'authorization-comes-back',
    ),
  ],
};
