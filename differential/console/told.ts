/**
 * What the console's lines of one step are told from, read in the ways that all engines share. How an
 * engine combines, compares and orders is its own file's matter.
 */
import {
  byteLowercase,
  corsUnsafeRequestHeaderNames,
  isByteCaseInsensitiveMatch,
  isCorsSafelistedMethod,
  isOkStatus,
  isRedirectStatus,
  isToken,
  normalizeMethod,
  originOf,
  stripTabOrSpace,
} from '../../oracle/index.ts';
import type {
  CorsCheckClause,
  HeaderList,
  NetworkRequest,
  ServerResponse,
  StepOutcome,
} from '../../oracle/types.ts';
import type { FetchStep, Step, XhrStep } from '../../scenarios/types.ts';

/** One step of a case, acted out as far as a refusal or a response. */
export interface StepTold {
  /** Without placeholders. */
  readonly step: Step;
  readonly outcome: StepOutcome;
  /** The step's own requests, in order. */
  readonly wire: readonly NetworkRequest[];
  /** The serialized origin of the script; `null` for an opaque one. */
  readonly pageOrigin: string;
}

/** The answer that decided a refusal, and the URL it came from. */
export type Decider = NonNullable<StepOutcome['decidedBy']>;

/** A line that must appear. */
export interface ExpectedLine {
  /** An id of messages/. */
  readonly id: string;
  /** Chromium: the code of the issue, without the `k`. */
  readonly code?: string;
  /** What the line must name; absent where the outcome does not tell. */
  readonly url?: string;
  /** The line may be missing: what decides it is no part of what was told. */
  readonly optional?: true;
}

/** A step's request as fetch() and XMLHttpRequest both make it. */
export interface Asking {
  readonly api: 'fetch' | 'xhr';
  readonly url: string;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly withCredentials: boolean;
  readonly followsRedirects: boolean;
  /** By its method or its headers, as they were given. */
  readonly needsPreflight: boolean;
}

const needsPreflight = ({ method = 'GET', headers = [] }: FetchStep | XhrStep): boolean =>
  !isCorsSafelistedMethod(normalizeMethod(method)) ||
  corsUnsafeRequestHeaderNames(headers).length > 0;

/** Null: no page asks, or none that a case can have. */
export function askingOf(step: Step): Asking | null {
  switch (step.do) {
    case 'fetch':
      return {
        api: 'fetch',
        url: step.url,
        mode: step.mode === 'no-cors' || step.mode === 'same-origin' ? step.mode : 'cors',
        withCredentials: step.credentials === 'include',
        followsRedirects: (step.redirect ?? 'follow') === 'follow',
        needsPreflight: needsPreflight(step),
      };
    case 'xhr':
      return {
        api: 'xhr',
        url: step.url,
        mode: 'cors',
        withCredentials: step.withCredentials ?? false,
        followsRedirects: true,
        needsPreflight: needsPreflight(step),
      };
    default:
      return null;
  }
}

/** The values of all lines of that name, in order, as a parser leaves them. */
export const valuesOf = (name: string, headers: HeaderList): readonly string[] =>
  headers
    .filter((header) => isByteCaseInsensitiveMatch(header[0], name))
    .map(([, value]) => stripTabOrSpace(value));

/** The lines joined, empty ones too; null where there is none. */
export function joined(name: string, headers: HeaderList): string | null {
  const values = valuesOf(name, headers);
  return values.length === 0 ? null : values.join(', ');
}

/** What a response's origin and credentials headers are held against. */
export interface CheckedRequest {
  readonly origin: string;
  readonly withCredentials: boolean;
}

/** The request that was refused: the last one. Its own origin header, not the page's: a redirect may have tainted it. */
export const checkedRequest = (told: StepTold, { withCredentials }: Asking): CheckedRequest => ({
  origin: told.wire.at(-1)?.origin ?? told.pageOrigin,
  withCredentials,
});

/** What a redirect's `Location` lines come to. */
export type Location =
  | { readonly is: 'missing' }
  /** Several that differ. */
  | { readonly is: 'several' }
  /** It does not parse. */
  | { readonly is: 'invalid' }
  | { readonly is: 'url'; readonly url: URL };

/** `emptyIsMissing`: a line without a value is no line. */
export function locationOf(
  { url, response }: NonNullable<StepOutcome['decidedBy']>,
  { emptyIsMissing }: { readonly emptyIsMissing: boolean },
): Location {
  const values = new Set(
    valuesOf('Location', response.headers).filter((value) => !emptyIsMissing || value !== ''),
  );
  const [value] = values;
  if (value === undefined) return { is: 'missing' };
  if (values.size > 1) return { is: 'several' };
  if (!URL.canParse(value, url)) return { is: 'invalid' };
  return { is: 'url', url: new URL(value, url) };
}

export const isRedirect = ({ status }: ServerResponse, location: Location): boolean =>
  isRedirectStatus(status) && location.is !== 'missing';

export const hasUserinfo = ({ username, password }: URL): boolean =>
  username !== '' || password !== '';

/** Whether the step has asked any origin that is not the page's. */
export const hasBeenCrossOrigin = ({ wire, pageOrigin }: StepTold, asking: Asking): boolean =>
  [asking.url, ...wire.map(({ url }) => url)].some((url) => originOf(url) !== pageOrigin);

/** Whether a failure without an answer is that of a preflight: one that failed is not always on the wire. */
export const failedAsPreflight = (
  { wire, outcome }: StepTold,
  { needsPreflight }: Asking,
): boolean =>
  outcome.stage === 'preflight-network' || wire.at(-1)?.kind === 'preflight' || needsPreflight;

/**
 * The URL of a preflight that failed without an answer. Undefined after a redirect whose target was
 * never reached: nothing tells it.
 */
export const failedPreflightUrl = ({ wire }: StepTold, asking: Asking): string | undefined => {
  const last = wire.at(-1);
  if (last === undefined) return asking.url;
  return last.kind === 'preflight' ? last.url : undefined;
};

/** Why an engine refuses what a preflight answers, where its status and its origin are in order. */
export type ListRefusal = 'methods-syntax' | 'headers-syntax' | 'method' | 'header';

/** In which order an engine looks at them. */
export type ListOrder = readonly ListRefusal[];

/**
 * What an engine refuses first in the two lists; null: nothing. Elements are parted by commas and may
 * be empty in all three engines.
 */
export function listRefusal(
  order: ListOrder,
  preflight: NetworkRequest,
  headers: HeaderList,
  withCredentials: boolean,
): ListRefusal | null {
  const elements = (name: string): readonly string[] =>
    valuesOf(name, headers)
      .flatMap((value) => value.split(',').map(stripTabOrSpace))
      .filter((element) => element !== '');
  const methods = elements('Access-Control-Allow-Methods');
  const names = elements('Access-Control-Allow-Headers').map(byteLowercase);
  const hasWildcard = (list: readonly string[]): boolean => !withCredentials && list.includes('*');
  const method = preflight.accessControlRequestMethod ?? '';
  const asked = preflight.accessControlRequestHeaders?.split(',') ?? [];
  const refuses: Readonly<Record<ListRefusal, () => boolean>> = {
    'methods-syntax': () => !methods.every(isToken),
    'headers-syntax': () => !names.every(isToken),
    method: () => !['GET', 'HEAD', 'POST', ...methods].includes(method) && !hasWildcard(methods),
    // The wildcard covers Authorization as well: https://github.com/whatwg/fetch/issues/1919
    header: () => !hasWildcard(names) && asked.some((name) => !names.includes(name)),
  };
  return order.find((refusal) => refuses[refusal]()) ?? null;
}

export const isSuccessful = ({ status }: ServerResponse): boolean => isOkStatus(status);

/** The stages of the two lists, as the Standard names them. */
export const LIST_STAGES: Readonly<Partial<Record<StepOutcome['stage'], ListRefusal>>> = {
  'preflight-methods-syntax': 'methods-syntax',
  'preflight-headers-syntax': 'headers-syntax',
  'preflight-method': 'method',
  'preflight-header': 'header',
};

/** Where an engine's own check finds nothing, its line must be that of the step that failed. */
export const clauseOf = ({ clause }: StepOutcome): CorsCheckClause => clause ?? 'other-origin';
