/** The shapes by which the rest of the suite knows the two origins. */
import type { Header, Routes } from '../scenarios/types.ts';
import type { OriginName, OriginTable } from '../scenarios/origins.ts';
import type { RequestHandler } from 'express';

/** The self-signed certificate of one run: made at start-up, kept in memory. */
export interface RunCertificate {
  readonly pem: string;
  readonly keyPem: string;
  /** base64(SHA-256(SubjectPublicKeyInfo)). */
  readonly spkiSha256: string;
}

/** What arrived at an origin, as it arrived. */
export interface Arrival {
  readonly method: string;
  /** The origin it arrived at, as serialized in the origin table (scheme and port of the socket, host of the Host header). */
  readonly at: string;
  /** Path and query, without the token: `/resource?x=1`. */
  readonly path: string;
  /** `1.1`, `2`. */
  readonly httpVersion: string;
  /** Header lines in order, case kept. */
  readonly headers: readonly Header[];
  /** The body, decoded as UTF-8. */
  readonly body: string;
}

/** One request and what became of it, in order of arrival. */
export interface Exchange {
  /** 0-based within the act. */
  readonly order: number;
  readonly arrival: Arrival;
  /**
   * The bytes of the answer's head as they left by the socket: latin1, lines parted by CRLF,
   * without the empty line; null where no byte left.
   */
  readonly sentHead: string | null;
  /** The body as it left, UTF-8. */
  readonly sentBody: string;
  /**
   * `finished`: the answer left whole. `acted`: reset, close or hang, as declared. `aborted`: the
   * client went first. `unknown-route`: no route declared; answered 404. `pending`: none of these
   * yet, which is never so once `settled()` has resolved.
   */
  readonly end: 'finished' | 'acted' | 'aborted' | 'unknown-route' | 'pending';
}

/** One acting-out that the origins are ready for. Its URLs begin with its token. */
export interface Act {
  readonly token: string;
  /** What arrived so far, in order. */
  exchanges(): readonly Exchange[];
  /** Resolves when every request that has arrived has been answered or ended; one that hangs as declared counts as ended. */
  settled(): Promise<void>;
  /**
   * Resolves when `count` requests have arrived whole (or were broken off): for a connection that
   * hangs. Rejects when the act ends before.
   */
  arrived(count: number): Promise<void>;
  /** Where the bytes that left differ from the bytes declared: one sentence each. */
  discrepancies(): readonly string[];
  /** Forgets the act, ends what still hangs. */
  end(): void;
}

export interface Origins {
  readonly table: OriginTable;
  readonly certificate: RunCertificate;
  /** Where the trusted certificate is served, for a browser that trusts by host and port. */
  readonly trustedAt: readonly { readonly host: string; readonly port: number }[];
  /** Makes ready to answer `routes` (placeholders unfilled) under a fresh token. */
  act(routes: Routes): Act;
  /**
   * URL that is answered with status 499 and no CORS header; a fresh one at each call. `origin`:
   * one of the API server's, default `api`; throws for another. From an https page ask for a
   * secure one, or mixed content is what is refused.
   */
  barrierUrl(origin?: OriginName): string;
  /** Aborted, with one line as its reason, when an origin stops listening unasked. */
  readonly lost: AbortSignal;
  close(): Promise<void>;
}

export interface OriginsOptions {
  /** Fixed ports for use by hand; default: free ones. A taken port is one clear error. */
  readonly ports?: Partial<Record<'page' | 'pageSecure' | 'api' | 'apiSecure', number>>;
  /** False: `discrepancies()` finds nothing, for runs that break the answers on purpose. */
  readonly selfCheck?: boolean;
  /**
   * More for the page origin to answer, behind its own documents. Made once, when all origins
   * listen; what it passes on is answered 404.
   */
  readonly pageRoutes?: (origins: Pick<Origins, 'table' | 'act'>) => RequestHandler;
}
