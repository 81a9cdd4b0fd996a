/**
 * What people meet and ask about, each as a story that runs: what they see, why it happens, what
 * mends it, and the scenarios that act it out. The first scenario of each is the one to show.
 */

export interface Situation {
  /** Stable kebab slug, for deep links. */
  readonly id: string;
  /** What a person says who meets it. */
  readonly title: string;
  /** What is there to be seen: by the script, on the network panel, in the console. */
  readonly sees: string;
  readonly why: string;
  readonly cure: string;
  /** Ids of the catalogue; the one that shows it best comes first. */
  readonly scenarios: readonly [string, ...string[]];
}

export const SITUATIONS: readonly Situation[] = [
  {
    id: 'error-answer-without-the-headers',
    title: 'It works, but every server error is reported as a CORS error',
    sees: 'A missing Access-Control-Allow-Origin, though other answers of the same route have it. The script sees neither status nor body; only Firefox puts the status in its line.',
    why: 'The middleware adds the headers to answers that the application finished. An exception, a proxy’s 413 or an authentication layer answers without it.',
    cure: 'Add the headers outermost, before anything that can fail, and for every status (nginx: `always`).',
    scenarios: [
      'allow-origin-missing-on-500',
      'allow-origin-missing-on-404',
      'status-401-without-leave',
      'status-413-without-leave',
      'error-answer-readable',
    ],
  },
  {
    id: 'wildcard-and-credentials',
    title: 'I allow everybody, and with cookies it still fails',
    sees: 'A line that the wildcard must not be used when credentials mode is "include".',
    why: '`*` never covers requests with credentials: not as the origin, not as methods, headers or exposed headers.',
    cure: 'Answer with the very origin that asked, with Access-Control-Allow-Credentials: true and Vary: Origin.',
    scenarios: [
      'wildcard-with-credentials',
      'wildcard-with-credentials-on-preflight',
      'allow-methods-wildcard-with-credentials',
      'allow-headers-wildcard-with-credentials',
      'login-wildcard-with-credentials-axios',
    ],
  },
  {
    id: 'authentication-before-cors',
    title: 'The preflight gets 401 or 403',
    sees: 'The OPTIONS request is refused, and the request itself is never sent.',
    why: 'A preflight carries neither cookies nor Authorization, so an authentication layer that comes first turns it away.',
    cure: 'Let OPTIONS through before authentication, or put CORS in front of it.',
    scenarios: [
      'preflight-status-401',
      'preflight-status-403',
      'allow-origin-missing-on-preflight',
    ],
  },
  {
    id: 'options-not-answered',
    title: 'GET works, sending JSON does not',
    sees: 'OPTIONS is answered 404 or 405; there is no POST on the wire.',
    why: 'Content-Type: application/json needs a preflight, and no route answers OPTIONS.',
    cure: 'Answer OPTIONS on that route with a 2xx status and the three allow headers.',
    scenarios: ['preflight-status-405', 'preflight-status-404', 'allow-headers-json-body'],
  },
  {
    id: 'header-not-listed',
    title: 'It broke when a library began to send one more header',
    sees: 'The request header is named in the console; the preflight passed before.',
    why: 'Tracing and client libraries add headers (baggage, sentry-trace, X-Requested-With). Each must be listed, in the right spelling.',
    cure: 'List it in Access-Control-Allow-Headers, or do not send it to that origin.',
    scenarios: [
      'allow-headers-one-of-two',
      'allow-headers-missing',
      'allow-headers-typo',
      'allow-headers-authorization',
    ],
  },
  {
    id: 'header-sent-twice',
    title: 'The header is there, and the console says it has several values',
    sees: '`*, *` or `https://site, *` in the line.',
    why: 'The application sets the header, and a proxy in front of it does so again.',
    cure: 'Set it in one place.',
    scenarios: [
      'allow-origin-origin-and-wildcard',
      'allow-origin-twice-the-same',
      'allow-origin-comma-list',
      'allow-origin-twice-on-preflight',
    ],
  },
  {
    id: 'nearly-the-origin',
    title: 'I allow exactly this origin, and it does not match',
    sees: 'Two texts that look alike: a slash at the end, another scheme, another port, a capital letter.',
    why: 'Origins are compared byte by byte.',
    cure: 'Send what the request’s Origin header says, if it is one of yours.',
    scenarios: [
      'allow-origin-trailing-slash',
      'allow-origin-scheme-case',
      'allow-origin-other-scheme',
      'allow-origin-other-port',
      'allow-origin-wildcard-subdomain',
    ],
  },
  {
    id: 'preflight-redirected',
    title: 'The address redirects, and only in the browser it fails',
    sees: 'OPTIONS is answered 301, 307 or 308: from http to https, or to the path with a slash.',
    why: 'A preflight may not be redirected; and a redirect of the request itself needs the header, too.',
    cure: 'Ask for the final address.',
    scenarios: [
      'preflight-redirect-308',
      'preflight-redirect-301',
      'allow-origin-missing-on-redirect',
      'redirect-brings-a-preflight',
    ],
  },
  {
    id: 'cached-without-cors',
    title: 'It fails only after the page has shown the image',
    sees: 'The same URL works in a fresh window. In the network panel the failing answer comes from the cache.',
    why: 'The image’s request had no Origin, so its answer had no CORS header, and was kept without Vary: Origin.',
    cure: 'Send Vary: Origin with every answer of that URL, allowed or not; or give images crossorigin, too.',
    scenarios: [
      'image-then-fetch',
      'cached-for-another-origin',
      'cached-refusal',
      'image-then-fetch-reload',
    ],
  },
  {
    id: 'response-header-not-to-be-read',
    title: 'The header is in the network panel, and my script gets null',
    sees: 'response.headers.get() gives null; nothing is refused.',
    why: 'Of a cross-origin answer script reads seven safelisted headers only.',
    cure: 'List the header in Access-Control-Expose-Headers; with credentials by name, as the wildcard does not count.',
    scenarios: [
      'exposed-not-at-all',
      'exposed-not-at-all-to-xhr',
      'exposed-by-wildcard-with-credentials',
      'exposed-set-cookie',
    ],
  },
  {
    id: 'cookies-not-sent',
    title: 'I am logged in, and the API does not know me',
    sees: 'No CORS line at all, and a 401: the request went out without its cookie.',
    why: 'Cross-origin requests carry cookies only if asked to; and then SameSite and the browser’s rules on third parties have their say.',
    cure: 'credentials: "include" (withCredentials), SameSite=None; Secure, or an API on the same site.',
    scenarios: [
      'login-client-without-credentials-axios',
      'default-mode-sends-no-cookie-across-origins',
      'cookie-lax-of-another-site',
      'cookie-none-without-secure',
      'cookie-none-of-another-site',
    ],
  },
  {
    id: 'no-cors-as-a-cure',
    title: 'With mode "no-cors" the error is gone, and so is the data',
    sees: 'Status 0, an empty body, type "opaque", and a silent console.',
    why: 'no-cors asks for leave to know nothing of the answer.',
    cure: 'Leave the mode alone; have the server allow the origin, or ask through your own server.',
    scenarios: ['no-cors-is-opaque', 'no-cors-put', 'opaque-response-shows-nothing'],
  },
  {
    id: 'local-network-access',
    title: 'A public page may not ask localhost any more',
    sees: 'A CORS line about the address space, though the headers are right.',
    why: 'Browsers ask for a permission before a public page may reach the local network or this machine.',
    cure: 'Serve the page over https and ask the user; or serve it from the same network.',
    scenarios: [
      'public-page-without-permission',
      'public-page-without-secure-context',
      'public-page-with-permission-and-no-leave',
    ],
  },
  {
    id: 'authorization-and-the-wildcard',
    title: 'Authorization works with Access-Control-Allow-Headers: *, for now',
    sees: 'A warning that Authorization will have to be named.',
    why: 'By the Standard `*` does not cover Authorization; no engine has followed yet.',
    cure: 'Name Authorization in the list.',
    scenarios: ['wildcard-and-authorization', 'allow-headers-authorization'],
  },
  {
    id: 'origin-null',
    title: 'The request says Origin: null',
    sees: 'The server does not know the origin "null"; the line says that it does not match.',
    why: 'Sandboxed frames, data: documents and pages from disk have opaque origins; and a redirect from one foreign origin to another hides the page’s.',
    cure: 'Give the frame allow-same-origin, serve the page over HTTP, or ask for the final address. Allowing "null" allows every such page.',
    scenarios: [
      'allow-origin-for-a-sandboxed-frame',
      'fetch-in-data-document',
      'redirect-between-foreign-origins',
      'scheme-file-from-file-page',
    ],
  },
  {
    id: 'authorization-and-redirects',
    title: 'My API redirects to a storage service, which refuses the request',
    sees: 'The storage service gets an Authorization header, or misses one, and answers an error without CORS headers.',
    why: 'By the Standard Authorization is dropped when a redirect leaves the origin.',
    cure: 'Give the client the storage URL in the body, and let it ask anew without Authorization.',
    scenarios: [
      'authorization-to-another-origin',
      'authorization-within-the-api',
      'redirect-brings-a-preflight',
      'authorization-comes-back',
    ],
  },
  {
    id: 'service-worker-answers-opaque',
    title: 'It fails only with the service worker',
    sees: 'A network error; a line about an opaque response in some engines.',
    why: 'The worker fetched and kept the answer in mode no-cors, and gives it to a request of mode cors.',
    cure: 'Fetch it in mode cors in the worker, and keep only such answers for those who read them.',
    scenarios: ['service-worker-answers-opaque', 'service-worker-passes-on-refused'],
  },
  {
    id: 'tainted-canvas',
    title: 'The image is drawn, and toDataURL throws',
    sees: 'A SecurityError about a tainted canvas; the image itself shows.',
    why: 'An image of another origin may be shown without CORS, not read.',
    cure: 'Set crossorigin before src, and have the server allow the origin.',
    scenarios: [
      'canvas-to-data-url',
      'canvas-get-image-data',
      'canvas-to-blob',
      'image-crossorigin-refused',
    ],
  },
  {
    id: 'preflight-answers-are-kept',
    title: 'I changed the server’s configuration, and the browser does not notice',
    sees: 'No OPTIONS request, or one for every request.',
    why: 'Preflight answers are kept for Access-Control-Max-Age seconds, five without the header; not by the HTTP cache, and by URL, origin and credentials.',
    cure: 'Keep the age short while things change; a larger one saves round trips later.',
    scenarios: [
      'preflight-cache-serves-again',
      'preflight-cache-by-default',
      'preflight-cache-age-zero',
      'preflight-cache-behind-refusal',
    ],
  },
  {
    id: 'not-cors-at-all',
    title: 'The console says CORS, and the server never saw a request',
    sees: 'Firefox: "CORS request did not succeed". Elsewhere a network error without a CORS line.',
    why: 'The connection failed: nobody listens, the name or the certificate is wrong, a secure page asks http.',
    cure: 'Open the address in a tab; no CORS header helps.',
    scenarios: ['connection-refused', 'host-unknown', 'certificate-untrusted', 'mixed-content'],
  },
  {
    id: 'works-in-one-browser-only',
    title: 'It works in one browser and fails in another',
    sees: 'The same request: allowed here, refused there.',
    why: 'Engines depart from the Standard in places; each such place is a scenario here, with the engine’s version.',
    cure: 'Answer so that all of them pass: name headers instead of relying on what needs no preflight.',
    scenarios: [
      'client-hint-save-data',
      'request-header-given-twice',
      'accept-beyond-ascii',
      'range-beyond-64-bits',
      'location-with-credentials-preflighted',
    ],
  },
];
