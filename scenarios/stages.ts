/** Where in the Fetch Standard each stage stands, and what it is called in a report. */
import type { Stage } from './types.ts';

const FETCH = 'https://fetch.spec.whatwg.org/';

export interface StageDescription {
  readonly words: string;
  readonly url: string;
  /** Decided by the browser's CORS policy, so that switching the protection off undoes it. */
  readonly policy: boolean;
}

export const STAGES: Readonly<Record<Stage, StageDescription>> = {
  'cors-check': {
    words: 'the CORS check of the response',
    url: `${FETCH}#concept-cors-check`,
    policy: true,
  },
  'preflight-cors-check': {
    words: "the CORS check of the preflight's response",
    url: `${FETCH}#cors-preflight-fetch-0`,
    policy: true,
  },
  'preflight-status': {
    words: "the preflight's status is not an ok status",
    url: `${FETCH}#ok-status`,
    policy: true,
  },
  'preflight-redirect': {
    words: 'the preflight was answered with a redirect: it is not followed, and no ok status',
    url: `${FETCH}#cors-preflight-fetch-0`,
    policy: true,
  },
  'preflight-methods-syntax': {
    words: 'Access-Control-Allow-Methods could not be parsed',
    url: `${FETCH}#http-access-control-allow-methods`,
    policy: true,
  },
  'preflight-headers-syntax': {
    words: 'Access-Control-Allow-Headers could not be parsed',
    url: `${FETCH}#http-access-control-allow-headers`,
    policy: true,
  },
  'preflight-method': {
    words: 'the method is not among the allowed ones',
    url: `${FETCH}#cors-preflight-fetch-0`,
    policy: true,
  },
  'preflight-header': {
    words: 'a request header is not among the allowed ones',
    url: `${FETCH}#cors-preflight-fetch-0`,
    policy: true,
  },
  'preflight-network': {
    words: "the preflight's connection failed",
    url: `${FETCH}#cors-preflight-fetch-0`,
    policy: false,
  },
  'redirect-cors-check': {
    words: 'the CORS check of a redirect',
    url: `${FETCH}#http-fetch`,
    policy: true,
  },
  'redirect-scheme': {
    words: 'a redirect to a scheme that is not HTTP(S)',
    url: `${FETCH}#http-redirect-fetch`,
    policy: false,
  },
  'redirect-credentials': {
    words: 'a redirect to a URL with credentials',
    url: `${FETCH}#http-redirect-fetch`,
    policy: true,
  },
  'redirect-mode': {
    words: 'a redirect in redirect mode "error"',
    url: `${FETCH}#concept-http-fetch`,
    policy: false,
  },
  'redirect-count': {
    words: 'a redirect after twenty redirects',
    url: `${FETCH}#http-redirect-fetch`,
    policy: false,
  },
  'redirect-location': {
    words: 'a redirect whose Location can’t be used: no URL, several, or one that is banned',
    url: `${FETCH}#http-redirect-fetch`,
    policy: false,
  },
  'redirect-network': {
    words: "a redirect's connection failed, or its port is a bad one",
    url: `${FETCH}#http-network-fetch`,
    policy: false,
  },
  scheme: {
    words: 'the scheme is not HTTP(S)',
    url: `${FETCH}#main-fetch`,
    policy: false,
  },
  mode: {
    words: 'the request mode does not allow another origin',
    url: `${FETCH}#main-fetch`,
    policy: true,
  },
  network: {
    words: 'the connection failed, or its port is a bad one',
    url: `${FETCH}#http-network-fetch`,
    policy: false,
  },
  certificate: {
    words: 'the certificate is not trusted',
    url: `${FETCH}#http-network-fetch`,
    policy: false,
  },
  'mixed-content': {
    words: 'a secure page asked an insecure URL',
    url: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
    policy: false,
  },
  'resource-policy': {
    words: 'the Cross-Origin-Resource-Policy check',
    url: `${FETCH}#cross-origin-resource-policy-check`,
    policy: false,
  },
  'content-policy': {
    words: "the page's Content Security Policy",
    url: 'https://w3c.github.io/webappsec-csp/#should-block-request',
    policy: false,
  },
  'opaque-response-blocking': {
    words: 'opaque-response blocking, which is proposed for the Standard',
    url: 'https://github.com/whatwg/fetch/pull/1442',
    // Chromium's is switched off together with CORS.
    policy: true,
  },
  integrity: {
    words: 'the bytes are not those that the integrity metadata names',
    url: `${FETCH}#concept-main-fetch`,
    policy: false,
  },
  'integrity-unreadable': {
    words: 'integrity metadata are given for a response that may not be read',
    url: `${FETCH}#concept-main-fetch`,
    policy: true,
  },
  'response-type': {
    words: 'the response has a type or a status that is of no use here',
    url: 'https://html.spec.whatwg.org/multipage/links.html#link-type-stylesheet',
    policy: false,
  },
  'module-type': {
    words: 'a module has the MIME type of something else',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    policy: false,
  },
  'module-status': {
    words: 'the status of a module is not ok',
    url: 'https://html.spec.whatwg.org/multipage/webappapis.html#fetch-a-single-module-script',
    policy: false,
  },
  'local-network': {
    words: 'a public page may ask for a local address only with the user’s permission',
    url: 'https://wicg.github.io/local-network-access/#local-network-access-check',
    policy: false,
  },
  'switched-off': {
    words: 'a preference of the browser switched CORS off',
    url: 'https://searchfox.org/mozilla-central/search?q=content.cors.disable',
    policy: false,
  },
  'origin-header': {
    words: 'the requester has no one origin that could be named',
    url: `${FETCH}#append-a-request-origin-header`,
    policy: true,
  },
  'keepalive-limit': {
    words: 'more than 64 KiB would be under way with keepalive',
    url: `${FETCH}#concept-http-network-or-cache-fetch`,
    policy: false,
  },
  handshake: {
    words: 'the handshake of a WebSocket was not answered with 101',
    url: 'https://websockets.spec.whatwg.org/#concept-websocket-establish',
    policy: false,
  },
  'service-worker': {
    words: "a service worker's answer is none that the request may have",
    url: `${FETCH}#http-fetch`,
    policy: false,
  },
  api: {
    words: 'the API makes no such request: it throws',
    url: `${FETCH}#dom-request`,
    policy: false,
  },
  none: {
    words: 'nothing refused it',
    url: `${FETCH}#http-cors-protocol`,
    policy: false,
  },
};
