/**
 * What a page can do to ask. Requests by script are here; what elements, style sheets, workers and
 * documents ask for is in initiators/, each family with what the Standards say of it.
 */
import type { DocumentStep } from './initiators/documents.ts';
import type { ImageStep } from './initiators/images.ts';
import type { MediaStep } from './initiators/media.ts';
import type { NeighbourStep } from './initiators/neighbours.ts';
import type { ScriptStep } from './initiators/scripts.ts';
import type { StreamStep } from './initiators/streams.ts';
import type { StyleStep } from './initiators/styles.ts';
import type { OriginName } from './origins.ts';

/** A header line. Lists of these keep order, case and repetition. */
export type Header = readonly [name: string, value: string];

/** One request the page makes. `do` names an action of the page's registry. */
export type Step = FetchStep | XhrStep | AxiosStep | ExtensionStep | ServerStep | LoadStep;

/** What asks without being a call of fetch, of XMLHttpRequest or of what is built on them. */
export type LoadStep =
  ImageStep | ScriptStep | StyleStep | MediaStep | StreamStep | DocumentStep | NeighbourStep;

export interface RequestStep {
  /** The page origin this step is made from; default: the play's page. */
  readonly from?: OriginName;
  /** `{api:/resource}`, or any literal URL (`ftp://…`). */
  readonly url: string;
  /** Default GET. */
  readonly method?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
  /** Response headers the script tries to read. */
  readonly read?: readonly string[];
  /** The script lists all response headers that it may read. */
  readonly readAll?: true;
}

/** https://fetch.spec.whatwg.org/#fetch-method */
export interface FetchStep extends RequestStep {
  readonly do: 'fetch';
  readonly mode?: RequestMode;
  readonly credentials?: RequestCredentials;
  readonly redirect?: RequestRedirect;
  /** Given to `fetch` as they stand: misspelled options, for the cases that are about them. */
  readonly extraOptions?: Readonly<Record<string, unknown>>;
}

/** https://xhr.spec.whatwg.org/ */
export interface XhrStep extends RequestStep {
  readonly do: 'xhr';
  readonly withCredentials?: boolean;
  /** Milliseconds; the `timeout` attribute. */
  readonly timeout?: number;
  /** Default true: https://xhr.spec.whatwg.org/#the-open()-method */
  readonly async?: false;
  /**
   * Listens on `upload` as well; its events are told as `upload.load` and so on. `late`: only once
   * send() has returned.
   */
  readonly uploadListener?: true | 'late';
  /** A FormData with these fields as the body. */
  readonly form?: readonly (readonly [name: string, value: string])[];
  /** Events tell how many bytes of how many: `load 3/3`. */
  readonly amounts?: true;
}

/** axios in the page, as a client of the login story uses it. */
export interface AxiosStep extends RequestStep {
  readonly do: 'axios';
  readonly withCredentials?: boolean;
  readonly extraOptions?: Readonly<Record<string, unknown>>;
}

/** A request made by the content script of the extension that the launch loaded. */
export interface ExtensionStep extends RequestStep {
  readonly do: 'extension-fetch';
}

/** The same request made by a server (Node), where no CORS applies. */
export interface ServerStep extends RequestStep {
  readonly do: 'server-fetch';
}
