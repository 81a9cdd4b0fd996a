/** What scenarios about beacons are written with. */
import type {
  ConsoleExpectation,
  ConsoleLine,
  Header,
  HttpAnswer,
  Routes,
  Scenario,
  Stage,
  WireRequest,
} from './types.ts';
import {
  RESOURCE,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';
import type { BeaconStep } from './initiators/streams.ts';

export const topic = 'Beacons';
export const anchor = 'https://w3c.github.io/beacon/#sec-processing-model';
const PREFLIGHT_FAILURE = ['beacon/beacon-preflight-failure.sub.window.js'];

/** Of a type that is not safelisted, so a preflight comes first. */
export const JSON_BEACON: BeaconStep = {
  do: 'beacon',
  url: RESOURCE,
  body: '{"left":true}',
  type: 'application/json',
};
export const ASKED = preflight('POST', 'content-type');
export const SENT = sent('POST');
export const MOVED = '{api:/moved}';
export const WITH_PASSWORD = 'http://user:secret@{api.host}/{token}/moved';

export const shared: readonly Header[] = [allowOrigin(), allowCredentials()];
export const passed = answer(204, ...shared, allowHeaders('Content-Type'));
export const stored = answer(200, ...shared);
/** All that the page is told, however it ends. */
export const queued = { queued: true } as const;

/** Parameters of a line. */
type Parameters = Readonly<Record<string, string>>;

/** What WebKit can say of a beacon: the refusal, then what quotes it. */
type Quoted =
  | 'OriginNotAllowed'
  | 'MoreThanOneOrigin'
  | 'WildcardWithCredentials'
  | 'CredentialsNotTrue'
  | 'PreflightNotSuccessful'
  | 'HeaderNotAllowed'
  | 'AllowMethodsInvalid'
  | 'AllowHeadersInvalid'
  | 'RedirectFailedCheck/OriginNotAllowed'
  | 'RedirectFailedCheck/MoreThanOneOrigin'
  | 'RedirectFailedCheck/WildcardWithCredentials'
  | 'RedirectFailedCheck/CredentialsNotTrue'
  | 'RedirectNonCorsScheme'
  | 'RedirectHasCredentials'
  | 'TooManyRedirects'
  | 'FTPDisabled'
  | 'RedirectNotHttp'
  | 'CSPRedirect'
  | `ServiceWorker/${'opaque' | 'error' | 'rejected' | 'opaqueRedirect'}`;

/** `failing` is of the companion alone, which names the URL where the load ended. */
export const webkit = (
  id: Quoted,
  parameters: Parameters = {},
  failing: Parameters = {},
): readonly ConsoleLine<'webkit'>[] => [
  [id, parameters],
  [`CompanionBeacon/${id}`, { ...parameters, ...failing }],
  [`FailedToLoad/${id}`, parameters],
];

export const failed = ['failed-to-load', { error: 'ERR_FAILED' }] as const;

export interface Refusal {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly stage: Stage;
  readonly answer: HttpAnswer;
  readonly console: ConsoleExpectation;
  readonly engines?: Scenario['engines'];
  readonly cause: string;
  readonly words: string;
}

export const refused = (
  { id, title, requirement, stage, console, engines, cause, words }: Refusal,
  routes: Routes,
  wire: readonly WireRequest[],
): Scenario => ({
  id: `beacon-${id}`,
  title,
  topic,
  tags: ['@beacon', '@preflight', '@credentials'],
  spec: { anchor, requirement, wpt: PREFLIGHT_FAILURE },
  steps: [JSON_BEACON],
  routes,
  expect: { verdict: 'blocked', stage, wire, sees: [{ verdict: 'blocked', told: queued }] },
  console,
  ...(engines && { engines }),
  cause,
  cure: {
    words,
    routes: { 'OPTIONS /resource': passed, 'POST /resource': stored },
    wire: [ASKED, SENT],
    sees: [{ verdict: 'allowed', told: queued }],
  },
});

export const TWO_ORIGINS = '{page}, {foreign}';

export const times = (count: number, request: WireRequest): WireRequest[] =>
  Array.from({ length: count }, () => request);
