/**
 * Scripts cannot see the reason. For every refusal the error, the XMLHttpRequest's events and the
 * timing entries are, within one engine, those of a missing Access-Control-Allow-Origin: only the
 * console tells refusals apart. https://fetch.spec.whatwg.org/#concept-network-error
 */
import { SCENARIOS } from '../scenarios/index.ts';
import { isNotApplicable } from '../scenarios/types.ts';
import type { FetchStep, Scenario, Stage, XhrStep } from '../scenarios/types.ts';
import { claimOf } from '../fixtures/judge/claim.ts';
import type { Seen } from '../fixtures/stage.ts';
import { expect, test } from '../fixtures/test.ts';
import type { Engine } from '../messages/types.ts';

/** What all others are compared with. */
const MEASURE = 'allow-origin-missing';

/** Where an engine tells more. Each one is a fact that was seen, and what it means. */
interface Exception {
  readonly engine: Engine;
  readonly action?: Action;
  readonly ids: readonly string[];
  readonly because: string;
  readonly url: string;
  readonly told: (usual: Seen) => Seen;
}

type Action = 'fetch' | 'XMLHttpRequest';

const withoutTiming = {
  ids: ['scheme-ftp'],
  because: 'Nothing was fetched, so nothing was timed; the page knows the scheme of its own URL.',
  url: 'https://w3c.github.io/resource-timing/#sec-performanceresourcetiming',
  told: (usual: Seen): Seen => ({ ...usual, timing: [] }),
};

const EXCEPTIONS: readonly Exception[] = [
  { engine: 'chromium', ...withoutTiming },
  { engine: 'firefox', ...withoutTiming },
  {
    engine: 'chromium',
    action: 'XMLHttpRequest',
    ids: ['scheme-ftp'],
    because: 'Chromium refuses ftp: before the request has begun.',
    url: 'https://chromestatus.com/feature/6246151319715840',
    told: (usual) => ({ ...usual, events: ['error', 'loadend'], timing: [] }),
  },
  {
    engine: 'firefox',
    ids: [
      'redirect-loop',
      'redirect-to-unknown-scheme',
      'redirect-to-ftp',
      'redirect-to-blocked-port',
      'redirect-to-password-within-the-api',
    ],
    because: 'Firefox leaves the status of the last redirect that passed in the timing entry.',
    url: 'https://w3c.github.io/resource-timing/#dom-performanceresourcetiming-responsestatus',
    told: (usual) => ({
      ...usual,
      timing: (usual.timing ?? []).map((entry) => ({ ...entry, responseStatus: 302 })),
    }),
  },
];

/** A fetch as XMLHttpRequest makes it, too, and nowhere of the page's own origin, which tells more. */
const asksElsewhere = ({ url, redirect, mode, extraOptions }: FetchStep): boolean =>
  !url.startsWith('{page') &&
  redirect === undefined &&
  mode === undefined &&
  extraOptions === undefined;

/**
 * What the caller got wrong is told to the caller: a method that is no method, an integrity that the
 * bytes do not have.
 */
const TOLD_TO_THE_CALLER: readonly Stage[] = ['api', 'integrity', 'integrity-unreadable'];

/** Firefox fires no event at an XMLHttpRequest that is redirected to a blocked port: it never ends. */
const neverEnds = (id: string, engine: Engine, action: Action): boolean =>
  id === 'redirect-to-blocked-port' && engine === 'firefox' && action === 'XMLHttpRequest';

/** Refusals of one fetch, in a page of the ordinary launch: comparable with one another. */
const comparable = (scenario: Scenario, engine: Engine): boolean =>
  claimOf(scenario, engine).expect.verdict === 'blocked' &&
  !TOLD_TO_THE_CALLER.includes(scenario.expect.stage) &&
  !isNotApplicable(scenario.console[engine]) &&
  scenario.steps.length === 1 &&
  scenario.steps[0].do === 'fetch' &&
  asksElsewhere(scenario.steps[0]) &&
  scenario.page === undefined &&
  scenario.launch === undefined &&
  !scenario.freshContext;

/** One scenario for each reason and stage: what script is told of the rest, their own tests say. */
const representatives = (scenarios: readonly Scenario[]): Scenario[] => [
  ...new Map(
    scenarios.toReversed().map((one) => [`${one.topic} ${one.expect.stage}`, one]),
  ).values(),
];

/** The same request made by XMLHttpRequest. */
const byXhr = ({ do: _do, credentials, ...step }: FetchStep): XhrStep => ({
  ...step,
  do: 'xhr',
  ...(credentials === 'include' && { withCredentials: true }),
});

const ACTIONS: Readonly<Record<Action, (step: FetchStep) => FetchStep | XhrStep>> = {
  fetch: (step) => step,
  XMLHttpRequest: byXhr,
};

for (const action of ['fetch', 'XMLHttpRequest'] as const) {
  test(
    `script-cannot-see: ${action} tells every refusal in the same words`,
    { tag: ['@script-cannot-see'] },
    async ({ build: { engine }, stage }) => {
      const refusals = representatives(SCENARIOS.filter((each) => comparable(each, engine)));
      expect(refusals.length).toBeGreaterThan(15);
      const told: Record<string, Seen | undefined> = {};
      for (const { id, routes, steps } of refusals) {
        if (neverEnds(id, engine, action)) continue;
        const step = ACTIONS[action](steps[0] as FetchStep);
        const { seen } = await stage.act({ routes, steps: [step] });
        told[id] = seen[0];
      }

      const usual = told[MEASURE];
      expect(usual?.verdict).toBe('blocked');
      const exceptions = EXCEPTIONS.filter(
        (exception) => exception.engine === engine && (exception.action ?? action) === action,
      );
      const expected = Object.fromEntries(
        Object.keys(told).map((id) => {
          const exception = exceptions.findLast(({ ids }) => ids.includes(id));
          return [id, usual && exception ? exception.told(usual) : usual];
        }),
      );
      expect(told).toEqual(expected);
      for (const { ids, because, url } of exceptions) {
        const description = `${ids.join(', ')}: ${because} ${url}`;
        test.info().annotations.push({ type: 'tells more', description });
      }
    },
  );
}
