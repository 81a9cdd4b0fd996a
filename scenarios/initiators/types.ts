/** What is known of a way to ask, beside how the page does it (servers/client/actions/). */
import type { Verdict } from '../types.ts';

/** https://html.spec.whatwg.org/multipage/urls-and-fetching.html#cors-settings-attributes */
export type CrossOriginAttribute = 'anonymous' | 'use-credentials';

/** The request that a Standard makes of it: https://fetch.spec.whatwg.org/#concept-request */
export interface StandardRequest {
  readonly mode: Exclude<RequestMode, 'navigate'>;
  readonly credentials: RequestCredentials;
  /** Default GET. */
  readonly method?: string;
  /** Header lines that the feature adds and that matter to CORS. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly redirect?: RequestRedirect;
}

export interface Initiator<S> {
  /** As a person writes it: `<img crossorigin>`. */
  readonly words: string;
  /** How Chromium's CORS lines name the load. */
  readonly kind: string;
  /** Absent where no request of the Fetch Standard's CORS protocol is made. */
  readonly request?: (step: S) => StandardRequest;
  /** The events that tell of each verdict; absent: none are told. */
  readonly events?: Readonly<Record<Verdict, readonly string[]>>;
  /** The page never learns how it ends: only wire and console tell, and when is told by the wire. */
  readonly unseen?: true;
}

/** One entry for each `do` of a family. */
export type Initiators<S extends { readonly do: string }> = {
  readonly [D in S['do']]: Initiator<Extract<S, { readonly do: D }>>;
};

/** https://html.spec.whatwg.org/multipage/urls-and-fetching.html#create-a-potential-cors-request */
export const potentialCorsRequest = (crossorigin?: CrossOriginAttribute): StandardRequest =>
  crossorigin === undefined
    ? { mode: 'no-cors', credentials: 'include' }
    : { mode: 'cors', credentials: crossorigin === 'anonymous' ? 'same-origin' : 'include' };

/** What most elements fire. */
export const LOAD_OR_ERROR = {
  allowed: ['load'],
  opaque: ['load'],
  blocked: ['error'],
} as const;
