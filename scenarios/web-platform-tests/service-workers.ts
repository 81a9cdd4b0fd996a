/** `service-workers/`: what a worker asks and answers across origins. */
import { type Area, covered, open, outOfScope } from './types.ts';

export const SERVICE_WORKER_TESTS: Area = {
  directory: 'service-workers/',
  chosen:
    'The files that name another origin, CORS, credentials, redirects or what they do to an answer.',
  rows: [
    outOfScope(
      'The Cache API keeps and gives back; it decides nothing of CORS.',
      'cache-storage/cache-add.https.any.js',
      'cache-storage/credentials.https.html',
      'cache-storage/cross-partition.https.tentative.html',
    ),
    outOfScope(
      'Which pages a worker controls or sees decides, and no answer of another origin.',
      'service-worker/clients-get-cross-origin.https.html',
      'service-worker/data-iframe.html',
      'service-worker/local-url-inherit-controller.https.html',
      'service-worker/sandboxed-iframe-fetch-event.https.html',
    ),
    outOfScope(
      'It reads what FetchEvent says of the request, not an exchange.',
      'service-worker/fetch-request-resources.https.html',
      'service-worker/fetch-request-xhr.https.html',
    ),
    outOfScope(
      'It follows a navigation, which is not under CORS.',
      'service-worker/navigation-redirect.https.html',
      'service-worker/partitioned-cookies.tentative.https.html',
      'service-worker/same-site-cookies.https.html',
    ),
    outOfScope(
      'Referrer policy decides here, which CORS does not touch.',
      'service-worker/fetch-event-referrer-policy.https.html',
    ),
    outOfScope(
      'When a registration is updated decides, not what the worker may load.',
      'service-worker/update-bytecheck-cors-import.https.html',
      'service-worker/update-module-request-mode.https.html',
    ),
    covered('service-worker/credentials.https.html'),
    covered('service-worker/fetch-canvas-tainting-image-cache.https.html'),
    covered('service-worker/fetch-canvas-tainting-video-cache.https.html'),
    covered('service-worker/webvtt-cross-origin.https.html'),
    covered('service-worker/fetch-audio-tainting.https.html'),
    covered('service-worker/fetch-canvas-tainting-double-write.https.html'),
    open(
      'No video is answered in parts of two origins by a service worker.',
      'service-worker/fetch-canvas-tainting-video-with-range-request.https.html',
    ),
    covered('service-worker/fetch-canvas-tainting-image.https.html'),
    covered('service-worker/fetch-canvas-tainting-video.https.html'),
    covered('service-worker/fetch-request-css-cross-origin.https.html'),
    covered('service-worker/opaque-script.https.html'),
    covered('service-worker/fetch-frame-resource.https.html'),
    outOfScope(
      'Which of two service workers is asked decides, within one origin.',
      'service-worker/worker-interception-redirect.https.html',
    ),
    covered('service-worker/fetch-cors-exposed-header-names.https.html'),
    covered('service-worker/fetch-header-visibility.https.html'),
    covered(
      'service-worker/fetch-cors-xhr.https.html',
      'service-worker-leaves-alone',
      'service-worker-answers-opaque',
    ),
    covered('service-worker/fetch-csp.https.html'),
    covered('service-worker/service-worker-csp-connect.https.html'),
    covered(
      [
        'service-worker/fetch-error.https.html',
        'service-worker/fetch-event-network-error.https.html',
      ],
      'service-worker-answers-error',
      'service-worker-answers-rejected',
    ),
    covered('service-worker/fetch-event-redirect.https.html', 'service-worker-answers-redirected'),
    covered('service-worker/fetch-event-respond-with-custom-response.https.html'),
    covered('service-worker/fetch-event-within-sw.https.html'),
    covered('service-worker/fetch-event.https.html'),
    covered('service-worker/fetch-mixed-content-to-inscope.https.html'),
    covered('service-worker/fetch-mixed-content-to-outscope.https.html'),
    covered('service-worker/fetch-request-fallback.https.html'),
    covered('service-worker/fetch-request-redirect.https.html'),
    covered(
      'service-worker/fetch-response-taint.https.html',
      'service-worker-answers-cors-for-same-origin',
    ),
    covered(
      'service-worker/import-scripts-cross-origin.https.html',
      'service-worker-imports-of-another-origin',
    ),
    covered('service-worker/import-scripts-redirect.https.html'),
    covered('service-worker/opaque-response-preloaded.https.html'),
    covered('service-worker/redirected-response.https.html'),
    outOfScope(
      'Whether the script of the worker parses and runs decides.',
      'service-worker/registration-script.https.html',
    ),
    covered(
      'service-worker/registration-security-error.https.html',
      'service-worker-script-redirected',
      'service-worker-script-of-another-origin',
    ),
    covered('service-worker/resource-timing-cross-origin.https.html'),
    covered('service-worker/resource-timing.sub.https.html'),
    covered('service-worker/xhr-response-url.https.html'),
  ],
};
