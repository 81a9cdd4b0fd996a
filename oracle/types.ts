/**
 * The shapes of the Fetch Standard that the oracle computes with. Strings that stand for bytes are
 * isomorphic strings: one character per byte (https://infra.spec.whatwg.org/#isomorphic-string).
 */

/** https://fetch.spec.whatwg.org/#concept-header */
export type Header = readonly [name: string, value: string];

/** https://fetch.spec.whatwg.org/#concept-header-list */
export type HeaderList = readonly Header[];

/** What a page asks for, by the API it asks with. */
export interface ApiRequest {
  /** https://fetch.spec.whatwg.org/#fetch-method or https://xhr.spec.whatwg.org/ */
  readonly api: 'fetch' | 'xhr';
  /** Absolute. */
  readonly url: string;
  readonly method: string;
  /** As the author gave them, in order. */
  readonly headers: HeaderList;
  readonly body: string | null;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'omit' | 'same-origin' | 'include';
  readonly redirect: 'follow' | 'error' | 'manual';
  /** An XMLHttpRequest has listeners on its `upload`. */
  readonly uploadListener?: true;
  /**
   * An option of the call whose value WebIDL refuses, so that nothing else of it matters.
   * https://webidl.spec.whatwg.org/#js-enumeration
   */
  readonly refusedOption?: string;
}

/** Who asks. */
export interface Environment {
  /** The serialized origin of the script: `http://127.0.0.1:8000`, or `null` for an opaque one. */
  readonly origin: string;
  /**
   * Whether it prohibits mixed content: the document was delivered over TLS.
   * https://w3c.github.io/webappsec-mixed-content/#categorize-settings-object
   */
  readonly prohibitsMixedContent: boolean;
  /**
   * Where the script's page stands, serialized, if its own origin is another: an opaque one.
   * https://html.spec.whatwg.org/multipage/webappapis.html#concept-environment-top-level-origin
   */
  readonly topLevelOrigin?: string;
}

/** What a server (or its connection) does with a request. */
export type ServerAnswer = ServerResponse | NetworkFailure;

export interface ServerResponse {
  readonly status: number;
  readonly statusText: string;
  /** As they left, repeats included; every line, those the server software adds as well. */
  readonly headers: HeaderList;
  /** Where `headers` has become another list on its way to the algorithms: the lines that came. */
  readonly lines?: HeaderList;
  /** As it left, before decoding. */
  readonly body: string;
}

/** No response: https://fetch.spec.whatwg.org/#concept-network-error */
export interface NetworkFailure {
  readonly failure: 'connection' | 'certificate';
  /** No connection was had: nothing of the request went over the network. */
  readonly unsent?: true;
}

/** A request as it goes over the network: what the wire must show. */
export interface NetworkRequest {
  readonly kind: 'preflight' | 'request';
  readonly method: string;
  /** Serialized, without fragment. */
  readonly url: string;
  /** The `Origin` header; null: there is none. */
  readonly origin: string | null;
  readonly accessControlRequestMethod: string | null;
  readonly accessControlRequestHeaders: string | null;
  /** https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch step "includeCredentials". */
  readonly includeCredentials: boolean;
  /** The author's headers that go along (none with a preflight), names as given, combined by name. */
  readonly headers: HeaderList;
  readonly body: string | null;
}

export type Verdict = 'allowed' | 'blocked' | 'opaque';

/** The one clause of the one algorithm that decides; `none`: nothing refused. */
export type Stage =
  | 'cors-check'
  | 'preflight-cors-check'
  | 'preflight-status'
  | 'preflight-redirect'
  | 'preflight-methods-syntax'
  | 'preflight-headers-syntax'
  | 'preflight-method'
  | 'preflight-header'
  | 'preflight-network'
  | 'redirect-cors-check'
  | 'redirect-scheme'
  | 'redirect-credentials'
  | 'redirect-mode'
  | 'redirect-count'
  | 'redirect-location'
  | 'redirect-network'
  | 'scheme'
  | 'mode'
  | 'network'
  | 'certificate'
  | 'mixed-content'
  | 'api'
  | 'none';

/** Which step of the CORS check failed. https://fetch.spec.whatwg.org/#concept-cors-check */
export type CorsCheckClause = 'no-allow-origin' | 'other-origin' | 'no-allow-credentials';

export type CorsCheckResult =
  { readonly ok: true } | { readonly ok: false; readonly clause: CorsCheckClause };

/** What the script of one step sees. */
export interface StepOutcome {
  readonly verdict: Verdict;
  readonly stage: Stage;
  /** With the stages `…cors-check`: the step of the check. */
  readonly clause?: CorsCheckClause;
  /** With `preflight-header`: the header names not allowed, byte-lowercased, sorted. */
  readonly refusedHeaders?: readonly string[];
  /**
   * The answer that decided a refusal and the URL it came from: whose headers were checked, or who
   * redirected. Absent where nothing was answered.
   */
  readonly decidedBy?: { readonly url: string; readonly response: ServerResponse };
  /** What `responseURL` tells of a refused request: by the Standard nothing. */
  readonly toldUrl?: string;
  /** Absent where blocked. https://fetch.spec.whatwg.org/#concept-response-type */
  readonly response?: SeenResponse;
}

/** A response as script may read it. */
export interface SeenResponse {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  readonly status: number;
  readonly statusText: string;
  /** `response.url` / `responseURL`: without fragment; empty where opaque. */
  readonly url: string;
  readonly redirected: boolean;
  /** Sorted and combined, names in lower case: what iterating a `Headers` object gives. */
  readonly headers: HeaderList;
}

/** One outcome that the Standard allows for a story of requests. */
export interface Outcome {
  /** One per request of the story. */
  readonly steps: readonly StepOutcome[];
  /** Every request that goes over the network, in order; `step` says for which request. */
  readonly wire: readonly (NetworkRequest & { readonly step: number })[];
}
