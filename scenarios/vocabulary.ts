/** The words scenarios are written in: answers, their headers, and requests on the wire. */
import type { AssetName } from './assets.ts';
import type { ConsoleExpectation, Header, HttpAnswer, WireRequest } from './types.ts';

/** An answer with its header lines, in order. */
export const answer = (status: number, ...headers: readonly Header[]): HttpAnswer => ({
  status,
  headers,
});

/** The whole of a file, for these header lines. */
export const file =
  (asset: AssetName) =>
  (...headers: readonly Header[]): HttpAnswer => ({ status: 200, headers, asset });

// Header lines by their usual short names: ACAO, ACAC, ACAM, ACAH.
export const allowOrigin = (value = '{page}'): Header => ['Access-Control-Allow-Origin', value];
export const allowCredentials = (value = 'true'): Header => [
  'Access-Control-Allow-Credentials',
  value,
];
export const allowMethods = (value: string): Header => ['Access-Control-Allow-Methods', value];
export const allowHeaders = (value: string): Header => ['Access-Control-Allow-Headers', value];
export const location = (url: string): Header => ['Location', url];

/** No engine says a word. */
export const SILENT = {
  chromium: [],
  firefox: [],
  webkit: [],
} as const satisfies ConsoleExpectation;

/** The route that most scenarios ask for. */
export const RESOURCE = '{api:/resource}';

/** A request with an `Origin`, as it arrives. */
export const sent = (method: string, more: Partial<WireRequest> = {}): WireRequest => ({
  method,
  url: RESOURCE,
  origin: '{page}',
  ...more,
});

/** A CORS-preflight request as it arrives; `headers` is the list it asks for, comma-joined. */
export const preflight = (
  method: string,
  headers?: string,
  more: Partial<WireRequest> = {},
): WireRequest => ({
  method: 'OPTIONS',
  url: RESOURCE,
  origin: '{page}',
  accessControlRequestMethod: method,
  ...(headers !== undefined && { accessControlRequestHeaders: headers }),
  ...more,
});
