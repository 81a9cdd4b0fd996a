/** The correct exchanges that families begin with. */
import fc from 'fast-check';
import type { Family } from '../types.ts';
import { addLines, expose, responseLines } from './breaks/responses.ts';
import { pick, sometimes, weigh } from './choice.ts';
import {
  copyOfDraft,
  correct,
  type Draft,
  type DraftStep,
  type Line,
  type Place,
  type Wish,
} from './draft.ts';
import { nearlySafelisted, plainUnsafe, requestHeaders } from './headers.ts';
import { apiPlace, asking, fewCredentials, inFrame, NO_HEADERS, request } from './requests.ts';

/** One request to one URL. */
export const single = (
  family: Family,
  step: fc.Arbitrary<DraftStep>,
  frame: fc.Arbitrary<boolean> = inFrame,
): fc.Arbitrary<Draft> =>
  fc.tuple(frame, apiPlace, sometimes(35), step).map(([isFrame, place, wildcard, one]) =>
    correct({
      ...ALONE,
      family,
      frame: isFrame,
      steps: [asking(one, place)],
      places: [place],
      wildcard,
    }),
  );

const ALONE: Pick<Wish, 'statuses' | 'maxAge'> = { statuses: [], maxAge: null };

export const safelistedMethod = weigh([5, 'GET'], [3, 'POST'], [1, 'HEAD']);
const unsafeMethod = weigh(
  [4, 'PUT'],
  [3, 'DELETE'],
  [3, 'PATCH'],
  [1, 'OPTIONS'],
  [1, 'put'],
  [1, 'X'],
);

export const simpleHeaders: fc.Arbitrary<Line[]> = fc.oneof(
  { weight: 3, arbitrary: NO_HEADERS },
  {
    weight: 1,
    arbitrary: pick<Line[]>(
      [['Accept', 'a']],
      [['Content-Type', 'text/plain']],
      [['Range', 'bytes=0-']],
    ),
  },
);

/** Something that makes a preflight: the method, a header, or both. */
export const preflighted = (credentials: fc.Arbitrary<DraftStep['credentials']>) =>
  fc.oneof(
    { weight: 3, arbitrary: request({ method: unsafeMethod, credentials }) },
    {
      weight: 2,
      arbitrary: request({ method: safelistedMethod, headers: plainUnsafe, credentials }),
    },
    { weight: 2, arbitrary: request({ method: unsafeMethod, headers: plainUnsafe, credentials }) },
  );

/** One, two or three redirects; a way that begins at the page is not preflighted there. */
export const redirected: fc.Arbitrary<Draft> = fc
  .tuple(
    inFrame,
    sometimes(40),
    weigh<Place>([4, 'api'], [2, 'page'], [2, 'apiCrossSite']),
    // Fewer long ways: each hop is a request, or two.
    weigh([6, 1], [3, 2], [1, 3]),
    fc.array(
      fc.tuple(
        weigh<Place>([3, 'api'], [3, 'apiCrossSite'], [2, 'page']),
        weigh([3, 302], [3, 301], [2, 303], [3, 307], [2, 308]),
      ),
      { minLength: 3, maxLength: 3 },
    ),
    fc.oneof(
      { weight: 5, arbitrary: request({}) },
      { weight: 3, arbitrary: request({ method: fc.constant('POST') }) },
      { weight: 1, arbitrary: request({ method: unsafeMethod }) },
      { weight: 1, arbitrary: request({ headers: nearlySafelisted }) },
      { weight: 2, arbitrary: request({ headers: plainUnsafe }) },
    ),
  )
  .map(([frame, wildcard, first, count, hops, step]) => {
    const way = hops.slice(0, count);
    return correct({
      family: 'redirect',
      frame,
      steps: [asking(step, first)],
      places: [first, ...way.map(([place]) => place)],
      statuses: way.map(([, status]) => status),
      wildcard,
      maxAge: null,
    });
  });

/** How a later request differs from the first one, as far as a cache entry is concerned. */
const VARIATIONS: readonly (readonly [weight: number, vary: (first: DraftStep) => DraftStep])[] = [
  [4, (first) => first],
  [2, (first) => ({ ...first, method: 'DELETE', body: null })],
  [1, (first) => ({ ...first, method: 'PATCH' })],
  [1, (first) => ({ ...first, method: first.method.toLowerCase() })],
  [2, (first) => ({ ...first, headers: [...first.headers, ['X-Z', '1']] })],
  [1, (first) => ({ ...first, headers: [['X-Y', '1']] })],
  [2, (first) => ({ ...first, headers: first.headers.slice(0, -1) })],
  [
    1,
    (first) => ({
      ...first,
      headers: first.headers.map(([name, value]) => [name.toLowerCase(), `${value}0`]),
    }),
  ],
  [1, (first) => ({ ...first, headers: [['Authorization', 'Bearer a']] })],
  [1, (first) => ({ ...first, method: 'GET', headers: [], body: null })],
  [1, (first) => ({ ...first, method: 'GET', body: null })],
  [
    3,
    (first) => ({
      ...first,
      credentials: first.credentials === 'include' ? 'same-origin' : 'include',
    }),
  ],
  [1, (first) => ({ ...first, credentials: 'omit', api: 'fetch' })],
  [1, (first) => ({ ...first, url: first.url.replace(/\}$/, '?q=1}') })],
  [1, (first) => ({ ...first, url: '{apiCrossSite:/a}' })],
  [1, (first) => ({ ...first, api: first.api === 'xhr' ? 'fetch' : 'xhr' })],
];

/** Two to four requests to the same URL. */
export const repeated: fc.Arbitrary<Draft> = fc
  .tuple(
    sometimes(2),
    sometimes(35),
    preflighted(fewCredentials),
    weigh([8, 1], [2, 2], [1, 3]),
    fc.array(weigh(...VARIATIONS), { minLength: 3, maxLength: 3 }),
    weigh([5, '600'], [2, null], [1, '5'], [1, '0']),
  )
  .map(([frame, wildcard, step, count, variations, age]) => {
    const first = asking(step, 'api');
    return correct({
      ...ALONE,
      family: 'cache',
      frame,
      steps: [first, ...variations.slice(0, count).map((vary) => vary(first))],
      places: ['api'],
      wildcard,
      maxAge: age,
    });
  });

export const answered: fc.Arbitrary<Draft> = fc
  .tuple(single('exposed', request({ method: weigh([6, 'GET'], [1, 'HEAD']) })), responseLines)
  .map(([plain, lines]) => {
    const draft = copyOfDraft(plain);
    for (const { answers } of draft.hops) {
      for (const answer of answers) {
        addLines(answer, lines);
        expose(answer);
      }
    }
    return draft;
  });

export const twoHeaders: fc.Arbitrary<Line[]> = fc
  .tuple(requestHeaders, fc.option(requestHeaders, { freq: 2, nil: [] as Line[] }))
  .map(([one, another]) => [...one, ...another]);
