/** Request methods, by what the Standard does with them. */

/** Normalized: what is written in any case is sent in upper case. */
export const NORMALIZED_METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'] as const;

/** Written otherwise, and sent as one of the above. */
export const RESPELLED_METHODS = [
  'put',
  'Put',
  'get',
  'gEt',
  'post',
  'Post',
  'head',
  'Head',
  'delete',
  'Delete',
  'options',
  'Options',
] as const;

/** Sent as they are written: https://fetch.spec.whatwg.org/#concept-method-normalize */
export const OTHER_METHODS = [
  'PATCH',
  'patch',
  'Patch',
  'X',
  'x',
  'QUERY',
  'query',
  'CHICKEN',
  'PROPFIND',
  'M-SEARCH',
  'GETS',
  'PUTS',
  "!#$%&'*+-.^_`|~",
  'TRACES',
  'CONNEC',
] as const;

/** https://fetch.spec.whatwg.org/#forbidden-method */
export const FORBIDDEN_METHODS = [
  'TRACE',
  'trace',
  'TrAcE',
  'TRACK',
  'track',
  'Track',
  'CONNECT',
  'connect',
  'Connect',
] as const;

/** No token: both APIs throw. */
export const NO_METHODS = ['', 'P UT', 'PUT ', ' PUT', 'PUT,GET', 'P\u00DCT'] as const;
