/** What the page's part reports; shared by perform.js and by those who read it. */

/** What Resource Timing tells of one load; times only as "there" or "zeroed". */
export interface TimingSeen {
  readonly responseStatus: number;
  readonly transferSize: number;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
  readonly nextHopProtocol: string;
  readonly requestStart: boolean;
  readonly responseStart: boolean;
}

/** What script could see of one step. */
export interface Seen {
  readonly verdict: 'allowed' | 'blocked' | 'opaque';
  /** The exception, where there was one. */
  readonly error?: { readonly name: string; readonly message: string };
  /** https://fetch.spec.whatwg.org/#concept-response-type */
  readonly type?: ResponseType;
  readonly status?: number;
  readonly statusText?: string;
  readonly responseUrl?: string;
  /** The headers that the step reads: value, or null where script sees none. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string;
  /** XMLHttpRequest events, in order. */
  readonly events?: readonly string[];
  readonly timing?: readonly TimingSeen[];
}
