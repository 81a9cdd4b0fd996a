/** A 304 and the stored answer that it updates, CORS headers included. */
import { NOT_PREDICTED, WITHOUT_CACHE } from './http-cache.ts';
import type { Header, Scenario } from './types.ts';
import { RESOURCE, allowOrigin, answer, sent } from './vocabulary.ts';

const topic = 'HttpCache';
const silent = { chromium: [], firefox: [], webkit: [] } as const;

const ASK: Header = ['Cache-Control', 'no-cache'];
const TAG: Header = ['ETag', '"v1"'];

const asksAgain = sent('GET', { headers: { 'If-None-Match': '"v1"' } });

interface Revalidation {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  /** Who asks first, and thus for whom the stored answer is. */
  readonly first: 'page' | 'neighbour';
  /** The header of the 304; null: none. */
  readonly allows: string | null;
  readonly cause: string;
}

const REVALIDATIONS: readonly Revalidation[] = [
  {
    id: 'not-modified-without-header',
    title: 'A 304 without Access-Control-Allow-Origin leaves the stored one as it is',
    requirement: 'The CORS check is of the stored answer, updated by the 304.',
    first: 'page',
    allows: null,
    cause: 'Servers leave headers out of a 304 that they have sent before.',
  },
  {
    id: 'not-modified-for-this-origin',
    title: 'A 304 that names this origin replaces the stored one of another origin',
    requirement: 'The headers of a 304 update those of the stored answer.',
    first: 'neighbour',
    allows: '{page}',
    cause: 'Two pages share a cache and a server that echoes the Origin.',
  },
  {
    id: 'not-modified-for-another-origin',
    title: 'A 304 that names another origin takes the stored permission away',
    requirement: 'The headers of a 304 update those of the stored answer.',
    first: 'page',
    allows: '{foreign}',
    cause: 'A cache on the server’s side answers 304 with the headers of whoever asked last.',
  },
];

const neverConditional = {
  notApplicable:
    'A private session keeps no HTTP cache, so that nothing is there to be revalidated.',
  url: WITHOUT_CACHE,
};

export const HTTP_CACHE_REVALIDATION: readonly Scenario[] = REVALIDATIONS.map(
  ({ id, title, requirement, first, allows, cause }) => {
    const refused = allows === '{foreign}';
    const routes = (header: string | null) => ({
      'GET /resource': [
        answer(200, ASK, TAG, allowOrigin(`{${first}}`)),
        answer(304, ...(header === null ? [] : [allowOrigin(header)])),
      ],
    });
    const wire = [sent('GET', { origin: `{${first}}` }), asksAgain];
    const seen = { verdict: 'allowed', status: 200, body: 'ok\n' } as const;
    return {
      id,
      title,
      topic,
      tags: ['@cache', '@status'],
      spec: {
        anchor: 'concept-http-network-or-cache-fetch',
        requirement,
        wpt: ['cors/304.htm', 'fetch/http-cache/304-update.any.js'],
        notPredicted: NOT_PREDICTED,
      },
      steps: [
        { do: 'fetch', url: RESOURCE, ...(first !== 'page' && { from: first }) },
        { do: 'fetch', url: RESOURCE },
      ],
      routes: routes(allows),
      expect: {
        verdict: refused ? 'blocked' : 'allowed',
        stage: refused ? 'cors-check' : 'none',
        wire,
        sees: [{ verdict: 'allowed', status: 200 }, refused ? { verdict: 'blocked' } : seen],
      },
      console: refused
        ? {
            chromium: [['kAllowOriginMismatch', { value: '{foreign}' }]],
            firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{foreign}' }]],
            webkit: neverConditional,
          }
        : { ...silent, webkit: neverConditional },
      cause,
      ...(refused && {
        cure: {
          words: 'Send the header of this request with the 304, or none.',
          routes: routes('{page}'),
          wire,
          sees: [{ verdict: 'allowed', status: 200 }, seen],
          notPredicted: NOT_PREDICTED,
        },
      }),
    } satisfies Scenario;
  },
);
