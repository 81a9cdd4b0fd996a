/**
 * What a scenario is: one object that claims what a browser does with one exchange (or one short
 * story of exchanges), and what mends it. Pure data; strings carry placeholders (placeholders.ts).
 * Reading order is the story's order.
 */
import type { ExceptionId } from '../messages/exceptions.ts';
import type { MessageId } from '../messages/index.ts';
import type { MdnReason } from '../messages/mdn.ts';
import type { Engine } from '../messages/types.ts';
import type { OriginName } from './origins.ts';
import type { AssetName } from './assets.ts';
import type { Header, Step } from './steps.ts';

export type * from './steps.ts';

/** Where the script runs. */
export interface PageSetting {
  /** Default `page`. */
  readonly at?: OriginName;
  /** Default `window`. */
  readonly realm?: Realm;
  /**
   * For `controlled-frame`: what its service worker answers to requests for `/resource`, an
   * expression in terms of `event`. Absent: it leaves them alone.
   */
  readonly serviceWorker?: string;
}

/** A kind of global object, with an origin by its own rules: servers/client/realms.js makes each. */
export type Realm =
  | 'window'
  | 'frame'
  | 'sandboxed-frame'
  | 'sandboxed-frame-same-origin'
  | 'data-document'
  | 'srcdoc-document'
  | 'blob-document'
  | 'blank-document'
  | 'dedicated-worker'
  | 'blob-worker'
  | 'data-worker'
  | 'shared-worker'
  | 'data-shared-worker'
  | 'service-worker'
  | 'controlled-frame'
  | 'file';

/** What the browser must be launched with, beyond the ordinary. */
export interface LaunchSetting {
  readonly preferences?: Readonly<Record<string, string | number | boolean>>;
  /** Names that are not loopback to the browser, and yet lead there. */
  readonly loopbackNames?: readonly string[];
  /** Folder name under `fixtures/extensions/`. */
  readonly extension?: string;
  /**
   * Origins that the browser is to take for public ones: `api`, which has the barrier, where the
   * page is one. Those of other ports stay loopback.
   */
  readonly publicOrigins?: readonly OriginName[];
  /** What the user says when a public page asks for a local address; absent: nobody is there. */
  readonly localNetwork?: 'granted' | 'denied';
}

/** What an origin answers, or does to the connection instead. */
export type Answer = HttpAnswer | RawAnswer | WebSocketAnswer | ConnectionAct | AppAnswer;

export interface HttpAnswer {
  readonly status: number;
  /** Sent as they stand, in this order, repeats and odd case included. */
  readonly headers: readonly Header[];
  /** Default: a short text (empty for 204, 304 and HEAD). */
  readonly body?: string;
  /** A file as the body, with its `Content-Type` unless another one is declared. */
  readonly asset?: AssetName;
}

/** Bytes that an HTTP library would refuse to write, latin1; the connection closes after them. */
export interface RawAnswer {
  readonly raw: string;
}

/** The handshake of a WebSocket is accepted (101); one text message follows, and a clean close. */
export interface WebSocketAnswer {
  readonly webSocket: 'accepted';
  readonly message: string;
  /** Behind those of the handshake. */
  readonly headers?: readonly Header[];
}

/** `reset`: TCP RST. `close`: FIN without a byte. `hang`: no byte until the test is over. */
export interface ConnectionAct {
  readonly connection: 'reset' | 'close' | 'hang';
}

/** An Express application of `servers/apps/`, mounted at this route, with its options as data. */
export interface AppAnswer {
  readonly app: 'login';
  /** Options for the real `cors` middleware; null: the middleware is not used at all. */
  readonly cors: Readonly<Record<string, unknown>> | null;
  /** Attributes of the session cookie. */
  readonly cookie?: Readonly<Record<string, unknown>>;
}

/**
 * Answers by `METHOD /path`; a list answers the first, second, … request, the last one repeats.
 * `ALL /path` answers every method (an app takes every path below it, too).
 */
export type Routes = Readonly<Record<`${string} /${string}`, Answer | readonly Answer[]>>;

/** One acting-out: who asks what, from where, and what is answered. */
export interface Play {
  readonly page?: PageSetting;
  readonly launch?: LaunchSetting;
  readonly steps: readonly [Step, ...Step[]];
  readonly routes: Routes;
  /**
   * A context of its own: where something stays that is limited neither to the path of one
   * acting-out nor to a name that only it uses. A story that moves to another site gets one anyway.
   */
  readonly freshContext?: true;
}

export type Verdict = 'allowed' | 'blocked' | 'opaque';

/** The one clause of the one algorithm that decides. Anchors: see stages.ts. */
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
  | 'resource-policy'
  | 'content-policy'
  | 'opaque-response-blocking'
  | 'local-network'
  | 'integrity'
  | 'integrity-unreadable'
  | 'response-type'
  | 'module-type'
  | 'module-status'
  | 'switched-off'
  | 'origin-header'
  | 'keepalive-limit'
  | 'handshake'
  | 'api'
  | 'service-worker'
  | 'none';

/**
 * One request as it must arrive. Of Origin, Cookie, Authorization and the two headers that a
 * preflight asks by, what is not given here must not have been sent; others are judged in `headers`.
 */
export interface WireRequest {
  readonly method: string;
  /** `{api:/resource}` */
  readonly url: string;
  readonly origin?: string;
  readonly accessControlRequestMethod?: string;
  readonly accessControlRequestHeaders?: string;
  readonly cookie?: string;
  readonly authorization?: string;
  /**
   * Other headers that this request is about: the value that arrives; null: what arrives, if
   * anything, is not what the author gave.
   */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** The body as it arrives, where the request is about that; empty: none. */
  readonly body?: string;
}

/** What a step's script sees. Absent fields follow from the verdict and the answer. */
export interface Sight {
  readonly verdict: Verdict;
  readonly type?: ResponseType;
  readonly status?: number;
  /** Of the headers in the step's `read`: the value, or null where script must not see it. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** All headers that script may read, where the step has `readAll`. */
  readonly allHeaders?: readonly Header[];
  readonly body?: string;
  /** XMLHttpRequest's `responseURL`. */
  readonly responseUrl?: string;
  /** Events of the request or element, in order, where they are not the usual ones. */
  readonly events?: readonly string[];
  /** What else script learns, by the names that the action gives it: all of it, where given. */
  readonly told?: Readonly<Record<string, Told>>;
  /** What Resource Timing tells of the load, in one entry: the fields that are named. */
  readonly timing?: Partial<TimingSight>;
}

/** Of https://w3c.github.io/resource-timing/#sec-performanceresourcetiming ; times: there or zero. */
export interface TimingSight {
  readonly responseStatus: number;
  readonly transferSize: number;
  readonly encodedBodySize: number;
  readonly decodedBodySize: number;
  readonly nextHopProtocol: string;
  readonly requestStart: boolean;
  readonly responseStart: boolean;
}

/** A value that script reads, or the exception that it meets there: see messages/exceptions.ts. */
export type Told = string | number | boolean | null | { readonly throws: ExceptionId };

export interface Expectation {
  /** The verdict of the last step. */
  readonly verdict: Verdict;
  readonly stage: Stage;
  /** Every request that reaches an origin, in order. */
  readonly wire: readonly WireRequest[];
  /** One per step, where the last step's verdict does not say it all. */
  readonly sees?: readonly Sight[];
}

/** A line by id; holes not given are filled from the last step (`url`, `origin`, `kind`). */
export type ConsoleLine<E extends Engine> =
  MessageId<E> | readonly [id: MessageId<E>, parameters: Readonly<Record<string, string | true>>];

/** A cell that cannot exist in an engine: shown as such, with the reason. */
export interface NotApplicable {
  readonly notApplicable: string;
  readonly url: string;
}

/** For each engine the ordered list of its lines, repeats included; an engine can't be left out. */
export type ConsoleExpectation = {
  readonly [E in Engine]: readonly ConsoleLine<E>[] | NotApplicable;
};

/** Where one engine does something else than the scenario's `expect`. */
export interface EngineNote {
  /** `deviation`: against the Standard. `habit`: the Standard leaves it open. */
  readonly kind: 'deviation' | 'habit';
  readonly because: string;
  /** The bug, or the source that shows the habit. */
  readonly url: string;
  /** What this engine does instead. */
  readonly expect: Partial<Expectation>;
}

export interface Cure extends Partial<Play> {
  /** What to change, in a sentence or two. */
  readonly words: string;
  readonly wire: readonly WireRequest[];
  readonly sees?: readonly Sight[];
  /**
   * What an engine prints all the same, none of it of group `cors`: looked for where the refusal
   * claims a line of its group. Absent: nothing.
   */
  readonly console?: { readonly [E in Engine]?: readonly ConsoleLine<E>[] };
  /** As `spec.notPredicted`, of the cure. */
  readonly notPredicted?: string;
  /** Engines whose wire differs after the cure, too. */
  readonly engines?: Partial<Record<Engine, EngineNote>>;
}

export interface Scenario extends Play {
  /** Stable kebab slug: the deep link, the tag, the key of every record. */
  readonly id: string;
  /** A sentence. */
  readonly title: string;
  /** MDN reason, or the topic of a scenario that is not about one. */
  readonly topic: MdnReason | Topic;
  readonly tags?: readonly `@${string}`[];
  readonly spec: {
    /** Anchor in the Fetch Standard, or a whole URL where another standard decides. */
    readonly anchor: string;
    /** The requirement in our words. */
    readonly requirement: string;
    readonly wpt?: readonly string[];
    /** Why the oracle has no say in it: what decides is none of the Fetch Standard's CORS protocol. */
    readonly notPredicted?: string;
  };
  readonly expect: Expectation;
  readonly console: ConsoleExpectation;
  readonly cause: string;
  /** Absent only where nothing is refused. */
  readonly cure?: Cure;
  readonly engines?: Partial<Record<Engine, EngineNote>>;
}

/** Topics beside MDN's reasons. */
export type Topic =
  | 'Login'
  | 'NotUnderCORS'
  | 'Warnings'
  | 'Images'
  | 'Scripts'
  | 'StylesAndFonts'
  | 'Media'
  | 'Streams'
  | 'Beacons'
  | 'Workers'
  | 'ServiceWorkers'
  | 'Documents'
  | 'Credentials'
  | 'Redirects'
  | 'PreflightCache'
  | 'HttpCache'
  | 'ResponseHeaders'
  | 'Statuses'
  | 'Safelisting'
  | 'NeighbouringRules'
  | 'LocalNetworkAccess'
  | 'Departures';

export const isNotApplicable = (value: unknown): value is NotApplicable =>
  typeof value === 'object' && value !== null && 'notApplicable' in value;

/** An anchor of the Fetch Standard, or the whole URL that a scenario gives in its place. */
export const standardUrl = (anchor: string): string =>
  anchor.startsWith('https://') ? anchor : `https://fetch.spec.whatwg.org/#${anchor}`;
