/** From a play to what the Standard allows to come of it. Pure: no origin runs, no browser. */
import { outcomesOf, type StoryRequest } from '../oracle/outcomes.ts';
import type { Rules } from '../oracle/rules.ts';
import { STANDARD } from '../oracle/standard.ts';
import type { ApiRequest, Environment, HeaderList, Outcome } from '../oracle/types.ts';
import { expandAll, type Bindings } from '../scenarios/placeholders.ts';
import { OPAQUE_REALMS } from '../scenarios/realms.ts';
import { initiatorOf } from '../scenarios/initiators/index.ts';
import type {
  AxiosStep,
  FetchStep,
  Header,
  LoadStep,
  Play,
  Step,
  XhrStep,
} from '../scenarios/types.ts';
import { answerersFor } from './answering.ts';

/**
 * Every outcome that the Standard (or `rules`, the Standard with exchanges) allows, each once; the
 * first is what an engine does that makes no use of its liberties. Throws one line of text for a
 * step that is no page's own, and for answers that only running origins know.
 */
export function predict(
  play: Play,
  bindings: Bindings,
  rules: Rules = STANDARD,
): readonly Outcome[] {
  return predictorOf(play, bindings)(rules);
}

/** The same for one play under several rules: what does not depend on them is worked out once. */
export function predictorOf(play: Play, bindings: Bindings): (rules: Rules) => readonly Outcome[] {
  const story = { requests: storyOf(play, bindings), answerer: answerersFor(play, bindings) };
  return (rules) => outcomesOf(story, rules);
}

/** The requests of a play, and who makes them. Throws one line for a step of no page's own. */
export function storyOf(play: Play, bindings: Bindings): readonly StoryRequest[] {
  return expandAll(play.steps, bindings).map((step) => ({
    environment: environmentOf(play, step, bindings),
    request: apiRequestOf(step),
  }));
}

/** The origin of the script, or `null` where the realm has an opaque one. */
function environmentOf({ page }: Play, step: Step, { origins }: Bindings): Environment {
  const standing = origins[step.from ?? page?.at ?? 'page'];
  // https://fetch.spec.whatwg.org/#concept-scheme-fetch leaves file: to the browser.
  if (page?.realm === 'file') return { origin: 'null', prohibitsMixedContent: false };
  const prohibitsMixedContent = standing.startsWith('https:');
  return OPAQUE_REALMS.has(page?.realm)
    ? { origin: 'null', topLevelOrigin: standing, prohibitsMixedContent }
    : { origin: standing, prohibitsMixedContent };
}

function apiRequestOf(step: Step): ApiRequest {
  switch (step.do) {
    case 'fetch':
      return fetchRequestOf(step);
    case 'xhr':
      return xhrRequestOf(step, step.headers ?? [], step.body);
    case 'axios':
      return axiosRequestOf(step);
    default:
      return loadRequestOf(step);
  }
}

/** The fetch that an element or a feature makes of its own accord, by its Standard. */
function loadRequestOf(step: Exclude<Step, FetchStep | XhrStep | AxiosStep>): ApiRequest {
  const asked = initiatorOf(step)?.request?.(step as LoadStep);
  if (asked === undefined) {
    throw new Error(`The step "${step.do}" is no page's own request: it is not predicted.`);
  }
  const { method = 'GET', headers = [], body = null, redirect = 'follow' } = asked;
  const { mode, credentials } = asked;
  return { api: 'fetch', url: step.url, method, headers, body, mode, credentials, redirect };
}

const common = ({ url, method = 'GET', headers = [], body }: FetchStep) => ({
  url,
  method,
  headers,
  body: body ?? null,
});

/** Options whose values are enumerations. https://fetch.spec.whatwg.org/#requestinit */
const ENUMERATIONS: Readonly<Record<string, readonly string[]>> = {
  mode: ['navigate', 'same-origin', 'no-cors', 'cors'],
  credentials: ['omit', 'same-origin', 'include'],
  redirect: ['follow', 'error', 'manual'],
  cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache', 'only-if-cached'],
  referrerPolicy: [
    '',
    'no-referrer',
    'no-referrer-when-downgrade',
    'same-origin',
    'origin',
    'strict-origin',
    'origin-when-cross-origin',
    'strict-origin-when-cross-origin',
    'unsafe-url',
  ],
  duplex: ['half'],
  priority: ['high', 'low', 'auto'],
};

function fetchRequestOf(step: FetchStep): ApiRequest {
  const { mode = 'cors', credentials = 'same-origin', redirect = 'follow' } = step;
  const { extraOptions = {} } = step;
  const given: Record<string, unknown> = { mode, credentials, redirect, ...extraOptions };
  const asked = { api: 'fetch', ...common(step), ...memberOf(given) } as ApiRequest;
  const refusedOption = Object.keys(given).find((name) => isRefused(name, given[name]));
  return refusedOption === undefined ? asked : { ...asked, refusedOption };
}

const isRefused = (name: string, value: unknown): boolean =>
  value !== undefined &&
  ((Object.hasOwn(ENUMERATIONS, name) &&
    !(ENUMERATIONS[name] as readonly unknown[]).includes(value)) ||
    // A value of the enumeration, and refused all the same: https://fetch.spec.whatwg.org/#dom-request
    (name === 'mode' && value === 'navigate') ||
    (name === 'window' && value !== null));

/** The options that a request of the oracle has; what WebIDL's dictionary does not know is dropped. */
function memberOf(given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const notPredicted = NOT_PREDICTED.find((name) => given[name] !== undefined);
  if (notPredicted !== undefined) {
    throw new Error(`fetch's option "${notPredicted}" is not predicted: leave it out.`);
  }
  return Object.fromEntries(
    PREDICTED.filter((name) => given[name] !== undefined).map((name) => [name, given[name]]),
  );
}

const PREDICTED = ['mode', 'credentials', 'redirect', 'method', 'body'] as const;

/** What changes a request in ways that the oracle does not follow. */
const NOT_PREDICTED = ['headers', 'integrity', 'referrer', 'referrerPolicy', 'signal'] as const;

function xhrRequestOf(
  { url, method = 'GET', withCredentials = false, ...step }: XhrStep | AxiosStep,
  headers: HeaderList,
  body: string | undefined,
): ApiRequest {
  return {
    api: 'xhr',
    url,
    method,
    headers,
    body: body ?? null,
    mode: 'cors',
    credentials: withCredentials ? 'include' : 'same-origin',
    redirect: 'follow',
    ...('uploadListener' in step && step.uploadListener === true && { uploadListener: true }),
  };
}

/**
 * The XMLHttpRequest that axios makes: methods in upper case, a default `Accept`, a form type for
 * bodies without a type, and no type where there is no body.
 * https://axios-http.com/docs/config_defaults
 */
function axiosRequestOf(step: AxiosStep): ApiRequest {
  const method = (step.method ?? 'GET').toUpperCase();
  const named = new Map<string, Header>([['accept', ['Accept', AXIOS_ACCEPT]]]);
  if (['POST', 'PUT', 'PATCH'].includes(method)) {
    named.set('content-type', ['Content-Type', 'application/x-www-form-urlencoded']);
  }
  for (const header of step.headers ?? []) named.set(header[0].toLowerCase(), header);
  if (step.body === undefined) named.delete('content-type');
  return xhrRequestOf({ ...step, method }, [...named.values()], step.body);
}

const AXIOS_ACCEPT = 'application/json, text/plain, */*';
