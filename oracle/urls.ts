/** What the algorithms ask of a URL. https://url.spec.whatwg.org/ */

/** https://fetch.spec.whatwg.org/#http-scheme */
export const isHttpScheme = ({ protocol }: URL): boolean =>
  protocol === 'http:' || protocol === 'https:';

/** https://url.spec.whatwg.org/#include-credentials */
export const includesCredentials = ({ username, password }: URL): boolean =>
  username !== '' || password !== '';

/** https://url.spec.whatwg.org/#url-serializer-exclude-fragment */
export const excludeFragment = (url: string): string => url.replace(/#.*$/, '');

/** https://fetch.spec.whatwg.org/#bad-port */
const BAD_PORTS = new Set(
  [
    '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111',
    '113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540',
    '548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 6000',
    '6566 6665 6666 6667 6668 6669 6679 6697 10080',
  ].flatMap((row) => row.split(' ')),
);

/** https://fetch.spec.whatwg.org/#block-bad-port */
export const isBlockedDueToBadPort = (url: URL): boolean =>
  isHttpScheme(url) && BAD_PORTS.has(url.port);

/** https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy */
const LOOPBACK = /^(?:127(?:\.\d+){3}|\[::1\]|(?:.*\.)?localhost\.?)$/;

/**
 * Of a URL with a host. Loopback by address or by name, whatever the scheme.
 * https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy
 */
export const isPotentiallyTrustworthy = ({ protocol, hostname }: URL): boolean =>
  ['https:', 'wss:', 'data:', 'about:', 'file:'].includes(protocol) || LOOPBACK.test(hostname);
