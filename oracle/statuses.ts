/** Statuses. https://fetch.spec.whatwg.org/#statuses */

/** https://fetch.spec.whatwg.org/#null-body-status */
export const isNullBodyStatus = (status: number): boolean =>
  [101, 103, 204, 205, 304].includes(status);

/** https://fetch.spec.whatwg.org/#ok-status */
export const isOkStatus = (status: number): boolean => status >= 200 && status <= 299;

/** https://fetch.spec.whatwg.org/#redirect-status */
export const isRedirectStatus = (status: number): boolean =>
  [301, 302, 303, 307, 308].includes(status);
