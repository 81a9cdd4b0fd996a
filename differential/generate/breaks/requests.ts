/** What a page asks for otherwise than its server expects. */
import fc from 'fast-check';
import { isToken } from '../../../oracle/bytes.ts';
import { pick, sometimes, weigh } from '../choice.ts';
import {
  setLines,
  valuesOf,
  type Breaking,
  type Draft,
  type DraftStep,
  type Line,
} from '../draft.ts';
import { nearlyForbidden, nearlyInvalid, requestHeaders, wordsOf } from '../headers.ts';
import {
  FORBIDDEN_METHODS,
  NO_METHODS,
  NORMALIZED_METHODS,
  OTHER_METHODS,
  RESPELLED_METHODS,
} from '../methods.ts';

/** The last request, counted from the end: what comes before it makes no difference then. */
const stepOf = ({ steps }: Draft, number: number): DraftStep | undefined =>
  steps[steps.length - 1 - (number % steps.length)];

const anyStep = weigh([3, 0], [1, 1], [1, 2]);

/** Whether the server's list is written to match. */
const permitted = sometimes(50);

const permit = (draft: Draft, header: string, item: string): void => {
  for (const { preflights } of draft.hops) {
    for (const preflight of preflights) {
      setLines(preflight, header, [[...valuesOf(preflight, header), item].join(', ')]);
    }
  }
};

const adding = (lines: fc.Arbitrary<Line[]>): fc.Arbitrary<Breaking> =>
  fc.tuple(lines, permitted, anyStep).map(([added, isPermitted, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined) return null;
    for (const [name, value] of added) {
      step.headers.push([name, value]);
      if (isPermitted && isToken(name)) permit(draft, 'Access-Control-Allow-Headers', name);
    }
    return `${isPermitted ? 'permitted' : 'unexpected'} request header ${wordsOf(added)}`;
  });

export const extraHeader: fc.Arbitrary<Breaking> = adding(requestHeaders);

export const strangeHeader: fc.Arbitrary<Breaking> = adding(
  fc.oneof({ weight: 4, arbitrary: nearlyForbidden }, { weight: 1, arbitrary: nearlyInvalid }),
);

export const anyMethod: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: pick(...NORMALIZED_METHODS) },
  { weight: 5, arbitrary: pick(...RESPELLED_METHODS) },
  { weight: 7, arbitrary: pick(...OTHER_METHODS) },
  { weight: 2, arbitrary: pick(...FORBIDDEN_METHODS) },
  { weight: 1, arbitrary: pick(...NO_METHODS) },
);

/** Another method, which the server may or may not have expected. */
export const otherMethod: fc.Arbitrary<Breaking> = fc
  .tuple(anyMethod, permitted, anyStep)
  .map(([method, isPermitted, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined || step.method === method) return null;
    step.method = method;
    if (isPermitted && isToken(method)) permit(draft, 'Access-Control-Allow-Methods', method);
    return `${isPermitted ? 'permitted' : 'unexpected'} method ${JSON.stringify(method)}`;
  });

const RESPELLINGS: readonly ((method: string) => string)[] = [
  (method) => method.toLowerCase(),
  (method) => method.toUpperCase(),
  (method) => method.slice(0, 1).toUpperCase() + method.slice(1).toLowerCase(),
  (method) => method.slice(0, -1) + method.slice(-1).toLowerCase(),
];

/** The same method in another case: `put` is `PUT`, `patch` is not `PATCH`. */
export const respelledMethod: fc.Arbitrary<Breaking> = fc
  .tuple(pick(...RESPELLINGS), anyStep)
  .map(([respell, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined) return null;
    const method = respell(step.method);
    if (method === step.method) return null;
    step.method = method;
    return `method written ${method}`;
  });

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export const otherCredentials: fc.Arbitrary<Breaking> = fc
  .tuple(weigh<DraftStep['credentials']>([2, 'include'], [1, 'omit'], [1, 'same-origin']), anyStep)
  .map(([credentials, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined || step.credentials === credentials) return null;
    step.credentials = credentials;
    return `credentials ${credentials}`;
  });

/** https://fetch.spec.whatwg.org/#concept-request-mode */
export const otherMode: fc.Arbitrary<Breaking> = fc
  .tuple(weigh<DraftStep['mode']>([2, 'no-cors'], [1, 'same-origin']), anyStep)
  .map(([mode, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined) return null;
    step.mode = mode;
    return `mode ${mode}`;
  });

/** https://fetch.spec.whatwg.org/#concept-request-redirect-mode */
export const otherRedirectMode: fc.Arbitrary<Breaking> = fc
  .tuple(weigh<DraftStep['redirect']>([1, 'manual'], [1, 'error']), anyStep)
  .map(([redirect, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined) return null;
    step.redirect = redirect;
    return `redirect mode ${redirect}`;
  });

/** A fragment stays at home, and a query belongs to the URL. */
export const otherUrl: fc.Arbitrary<Breaking> = fc
  .tuple(pick('#f', '?q=1', '?q=%C3%A9#f', '?'), anyStep)
  .map(([suffix, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined || !/\/\w+\}$/.test(step.url)) return null;
    step.url = step.url.replace(/\}$/, `${suffix}}`);
    return `URL with ${suffix}`;
  });

/** A body gives the request a Content-Type; with GET, fetch throws and XMLHttpRequest drops it. */
export const body: fc.Arbitrary<Breaking> = fc
  .tuple(pick('a', '', '\u00E9'), anyStep)
  .map(([text, number]): Breaking => (draft) => {
    const step = stepOf(draft, number);
    if (step === undefined || step.body === text) return null;
    step.body = text;
    return `body ${JSON.stringify(text)}`;
  });
