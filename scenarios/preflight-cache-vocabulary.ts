/** What scenarios about the preflight cache are written with. */
import { CORS_LISTENER } from './departures-vocabulary.ts';
import type { Header, NotApplicable, Scenario, Step, WireRequest } from './types.ts';
import { RESOURCE, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

export const topic = 'PreflightCache';
export const tags = ['@preflight', '@cache'] as const;
export const ok = answer(200, allowOrigin());

/** Seconds. https://fetch.spec.whatwg.org/#http-access-control-max-age */
export const maxAge = (value: string): Header => ['Access-Control-Max-Age', value];
export const kept = maxAge('600');
export const notKept = maxAge('0');

export const put = { do: 'fetch', url: RESOURCE, method: 'PUT' } as const;
export const remove = { do: 'fetch', url: RESOURCE, method: 'DELETE' } as const;
export const trace = (name: string) =>
  ({ do: 'fetch', url: RESOURCE, headers: [[name, '1']] }) as const;

/** An answer to a preflight of the page. */
export const leave = (...lines: readonly Header[]) => answer(204, allowOrigin(), ...lines);

/** A preflight for each of two. */
export const askedTwice = [preflight('PUT'), sent('PUT'), preflight('PUT'), sent('PUT')] as const;

export const wpt = [
  'fetch/api/cors/cors-preflight-cache.any.js',
  'cors/preflight-cache.htm',
] as const;

export const FIREFOX_CACHE = CORS_LISTENER;
export const unreliable: NotApplicable = {
  notApplicable:
    'Firefox uses no preflight cache entry for the first requests of a page, so that it may be asked twice or once',
  url: FIREFOX_CACHE,
};

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly anchor: string;
  readonly requirement: string;
  readonly wpt?: readonly string[];
  readonly steps: readonly [Step, ...Step[]];
  readonly routes: Scenario['routes'];
  readonly wire: readonly WireRequest[];
  readonly engines?: Scenario['engines'];
  readonly cause: string;
}

/** A story whose last request is allowed, by the console that it has. */
export const scenarioOf =
  (console: Scenario['console']) =>
  ({ id, title, anchor, requirement, wpt: tests, engines, ...row }: Row): Scenario => ({
    id,
    title,
    topic,
    tags,
    spec: { anchor, requirement, ...(tests && { wpt: tests }) },
    steps: row.steps,
    routes: row.routes,
    expect: { verdict: 'allowed', stage: 'none', wire: row.wire },
    console,
    ...(engines && { engines }),
    cause: row.cause,
  });
