/** What a page asks for, before anything is broken. */
import fc from 'fast-check';
import { pick, sometimes, weigh } from './choice.ts';
import { urlAt, type DraftStep, type Line, type Place } from './draft.ts';

export interface RequestParts {
  readonly method?: fc.Arbitrary<string>;
  readonly headers?: fc.Arbitrary<Line[]>;
  readonly credentials?: fc.Arbitrary<DraftStep['credentials']>;
}

export const NO_HEADERS: fc.Arbitrary<Line[]> = fc.constant([]);

/** Mostly without: then `*` counts, and no other header is needed. */
export const fewCredentials = weigh<DraftStep['credentials']>(
  [7, 'same-origin'],
  [3, 'include'],
  [1, 'omit'],
);

export const manyCredentials = weigh<DraftStep['credentials']>(
  [2, 'same-origin'],
  [8, 'include'],
  [1, 'omit'],
);

/** Where the API is: same site or not makes no difference to CORS. */
export const apiPlace = weigh<Place>([3, 'api'], [1, 'apiCrossSite']);

/** A request to `/a` of the place that is filled in by `asking`. */
export const request = ({
  method = fc.constant('GET'),
  headers = NO_HEADERS,
  credentials = fewCredentials,
}: RequestParts): fc.Arbitrary<DraftStep> =>
  fc
    .tuple(
      weigh<DraftStep['api']>([7, 'fetch'], [3, 'xhr']),
      method,
      headers,
      credentials,
      pick(true, false),
    )
    .map(([api, name, lines, mode, withBody]) => ({
      api,
      url: '',
      method: name,
      headers: lines,
      body: withBody && /^(?:POST|PUT|PATCH)$/i.test(name) ? 'a' : null,
      mode: 'cors',
      credentials: mode,
      redirect: 'follow',
    }));

/** The same request, sent to a place. */
export const asking = (step: DraftStep, place: Place): DraftStep => ({
  ...step,
  url: urlAt(place, '/a'),
});

/** A frame costs a document, so there are few. */
export const inFrame = sometimes(5);
