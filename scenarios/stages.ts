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
    words: "a redirect's connection failed",
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
    words: 'the connection failed',
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
  none: {
    words: 'nothing refused it',
    url: `${FETCH}#http-cors-protocol`,
    policy: false,
  },
};
