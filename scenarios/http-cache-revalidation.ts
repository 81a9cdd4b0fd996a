/** A 304 and the stored answer that it updates, CORS headers included. */
import { NOT_PREDICTED, WITHOUT_CACHE } from './http-cache.ts';
import { SCRIPT, heard, script } from './script-words.ts';
import type { Header, Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

const topic = 'HttpCache';

const ASK: Header = ['Cache-Control', 'no-cache'];
const TAG: Header = ['ETag', '"v1"'];

const asksAgain = sent('GET', { headers: { 'If-None-Match': '"v1"' } });

const SCRIPT_STEP = { do: 'script', url: SCRIPT, crossorigin: 'anonymous' } as const;
const HEARD = { verdict: 'allowed', told: heard(SCRIPT) } as const;

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

const revalidated: readonly Scenario[] = REVALIDATIONS.map(
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
        : { ...SILENT, webkit: neverConditional },
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

/** An element asks as a script does, and its cache on the way is the same. */
const scriptNotModified: Scenario = {
  id: 'script-not-modified',
  title: 'A script with crossorigin runs again after a 304 that does not repeat the header',
  topic,
  tags: ['@cache', '@status', '@script'],
  spec: {
    anchor: 'concept-http-network-or-cache-fetch',
    requirement: 'The CORS check is of the stored answer, updated by the 304.',
    wpt: ['cors/script-304.html'],
    notPredicted: NOT_PREDICTED,
  },
  steps: [SCRIPT_STEP, SCRIPT_STEP],
  routes: { 'GET /code.js': [script(ASK, TAG, allowOrigin()), answer(304)] },
  expect: {
    verdict: 'allowed',
    stage: 'none',
    wire: [
      sent('GET', { url: SCRIPT }),
      sent('GET', { url: SCRIPT, headers: { 'If-None-Match': '"v1"' } }),
    ],
    sees: [HEARD, HEARD],
  },
  console: { ...SILENT, webkit: neverConditional },
  cause: 'A server sends its header with files, and leaves it out where there is nothing new.',
};

export const HTTP_CACHE_REVALIDATION: readonly Scenario[] = [...revalidated, scriptNotModified];
