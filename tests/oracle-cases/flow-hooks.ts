/**
 * What the exchangeable rules are handed, and that the Standard's own ones stay as they are where
 * another is exchanged: told by rules that are asked where the Standard's would not show it.
 */
import type { SentRequest } from '../../oracle/network-rules.ts';
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  API,
  asked,
  location,
  maxAge,
  OK,
  outcomes,
  PAGE,
  response,
  sent,
  told,
  type Call,
} from './flow-vocabulary.ts';
import type { OracleCase } from './types.ts';

/** Leaves one entry in the cache, which is not about the header. */
const putAllowed = response(200, allowOrigin(), allowMethods('PUT'), maxAge('60'));

const refusals: readonly (readonly [what: string, call: Call, stage: string, asks: string[]])[] = [
  ['the method', { method: 'DELETE' }, 'preflight-method', ['DELETE']],
  ['a header', { method: 'PUT', lines: ['X-A: 1'] }, 'preflight-header [x-a]', ['PUT', 'x-a']],
];

export const FLOW_HOOKS_CASES: readonly OracleCase[] = [
  {
    anchor: 'concept-main-fetch',
    name: 'Back at the page’s own origin the request is one of CORS still: with a preflight.',
    run: (oracle) =>
      told(
        outcomes(oracle, [{ method: 'PUT' }], {
          [`OPTIONS ${API}/a`]: putAllowed,
          [`PUT ${API}/a`]: response(307, allowOrigin(), location(`${PAGE}/b`)),
          [`OPTIONS ${PAGE}/b`]: response(200, allowOrigin('null'), allowMethods('PUT')),
          [`PUT ${PAGE}/b`]: response(200, allowOrigin('null')),
        }),
      ),
    expected: [
      asked('PUT'),
      sent('PUT'),
      `OPTIONS ${PAGE}/b from null asks PUT`,
      `PUT ${PAGE}/b from null`,
      `allowed cors 200 ${PAGE}/b redirected`,
    ],
  },
  ...refusals.map(([what, call, stage, asks]): OracleCase => ({
    anchor: 'cors-preflight-fetch-0',
    name: `Where nothing is cleared, a preflight that refuses ${what} has left nothing all the same.`,
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [call, { method: 'PUT' }],
          { [`OPTIONS ${API}/a`]: putAllowed, [`PUT ${API}/a`]: OK },
          oracle.rulesWith({ isCacheClearedOnNetworkError: () => false }),
        ),
      ),
    expected: [
      asked(...asks),
      asked('PUT'),
      sent('PUT'),
      `blocked ${stage} by 200 ${API}/a`,
      `allowed cors 200 ${API}/a`,
    ],
  })),
  ...([true, false] as const).map((isFilled): OracleCase => ({
    anchor: 'cors-preflight-fetch-0',
    name: `A max-age of 0 ends what an earlier preflight has left: ${isFilled ? 'so' : 'unless it leaves the cache alone'}.`,
    run: (oracle) => {
      const handed: number[] = [];
      // The first outcome: nothing was forgotten.
      const [outcome] = outcomes(
        oracle,
        [{ method: 'PUT' }, { lines: ['X-A: 1'] }, { method: 'PUT' }],
        {
          [`OPTIONS ${API}/a`]: [
            putAllowed,
            response(200, allowOrigin(), allowMethods('PUT'), allowHeaders('X-A'), maxAge('0')),
          ],
          [`PUT ${API}/a`]: OK,
          [`GET ${API}/a`]: OK,
        },
        oracle.rulesWith({
          isCacheFilled: (seconds) => {
            handed.push(seconds);
            return isFilled || seconds > 0;
          },
        }),
      );
      const said = told(outcome === undefined ? [] : [outcome]);
      return [said.filter((line) => line.startsWith('OPTIONS')), handed.slice(0, 2)];
    },
    expected: [
      [asked('PUT'), asked('GET', 'x-a'), ...(isFilled ? [asked('PUT')] : [])],
      // Of PUT and of GET, for each way to tell the story.
      [60, 0],
    ],
  })),
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'What a preflight is about may depend on the last redirect, and before the first on none.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{}],
          {
            [`OPTIONS ${API}/a`]: response(200, allowOrigin(), allowHeaders('*')),
            [`GET ${API}/a`]: response(302, allowOrigin(), location('/b')),
            [`OPTIONS ${API}/b`]: response(200, allowOrigin(), allowHeaders('*')),
            [`GET ${API}/b`]: response(307, allowOrigin(), location(`${PAGE}/c`)),
            [`OPTIONS ${PAGE}/c`]: response(403),
          },
          oracle.rulesWith({
            preflightedHeaders: (_headers, { redirect }) =>
              redirect === null
                ? [['X-First', '']]
                : Object.entries(redirect).map(([key, value]) => [
                    `${key}.${String(value).replace(/^http:../, '')}`,
                    '',
                  ]),
          }),
        ),
      ).flatMap((line) => /^OPTIONS .* asks (\S+)$/.exec(line)?.[1] ?? []),
    expected: [
      'x-first',
      'clientorigin.page.test,fromorigin.api.test,method.get,mode.cors,status.302,toorigin.api.test',
      'clientorigin.page.test,fromorigin.api.test,method.get,mode.cors,status.307,toorigin.page.test',
    ],
  },
  {
    anchor: 'concept-main-fetch',
    name: 'Whether a preflight is repeated is asked with whether there was one, from the first request on.',
    run: (oracle) => {
      const handed: unknown[] = [];
      outcomes(
        oracle,
        [{}, { method: 'PUT' }],
        {
          [`GET ${API}/a`]: OK,
          [`OPTIONS ${API}/a`]: putAllowed,
          [`PUT ${API}/a`]: response(303, allowOrigin(), location('/b')),
          [`GET ${API}/b`]: OK,
        },
        oracle.rulesWith({
          isPreflightRepeated: ({ preflighted }) => {
            handed.push(preflighted);
            return false;
          },
        }),
      );
      return handed;
    },
    expected: [false, true],
  },
  {
    anchor: 'concept-main-fetch',
    name: 'One entry is enough for a preflight not to be repeated, an entry of another URL is not.',
    run: (oracle) =>
      ['/a', '/b'].map((to) =>
        told(
          outcomes(
            oracle,
            [{ method: 'PUT' }],
            {
              [`OPTIONS ${API}/a`]: putAllowed,
              [`PUT ${API}/a`]: response(303, allowOrigin(), location(to)),
              [`GET ${API}/a`]: OK,
              [`OPTIONS ${API}/b`]: OK,
              [`GET ${API}/b`]: OK,
            },
            oracle.rulesWith({
              isPreflightRepeated: ({ preflighted }, _rules, isCached) =>
                preflighted && !isCached(),
            }),
          ),
        ).slice(2, -1),
      ),
    expected: [
      [sent('GET', `${API}/a`)],
      [`OPTIONS ${API}/b from ${PAGE} asks GET`, sent('GET', `${API}/b`)],
    ],
  },
  {
    anchor: 'append-a-request-origin-header',
    name: 'That a request before a redirect had no Origin header is told apart from one that said null.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ url: `${PAGE}/a` }],
        {
          [`GET ${PAGE}/a`]: response(302, location('/b')),
          [`GET ${PAGE}/b`]: response(302, location('/c')),
          [`GET ${PAGE}/c`]: response(200),
        },
        oracle.rulesWith({
          requestOriginHeader: ({ previousOriginHeader, urlList }) =>
            urlList.length === 1 ? previousOriginHeader : (previousOriginHeader ?? 'null'),
        }),
      )[0]?.wire.map(({ origin }) => origin),
    expected: [null, 'null', 'null'],
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'Headers of a preflight are made one and sent like others, for OPTIONS without a body, redirected by nobody.',
    run: (oracle) => {
      const handed: SentRequest[] = [];
      const [first] = told(
        outcomes(
          oracle,
          [{ method: 'PUT', body: 'b', lines: ['X-A: 1', 'X-A: 2'] }],
          { [`OPTIONS ${API}/a`]: response(403) },
          oracle.rulesWith({
            preflightHeaderList: (headers) => headers.filter(([name]) => name === 'X-A'),
            sentHeaderList: (headers, request) => {
              handed.push(request);
              return headers.slice(1);
            },
            sentHeaderValue: (_name, value, { method }) => `${value} by ${method}`,
          }),
        ),
      );
      return [first, handed];
    },
    expected: [`${asked('PUT', 'x-a')} {X-A: 2 by OPTIONS}`, [{ body: null, isRedirected: false }]],
  },
  ...(['connection', 'certificate'] as const).map((failure): OracleCase => ({
    anchor: 'concept-response-header-list',
    name: `No lines are received where nothing was answered: ${failure}.`,
    run: (oracle) => {
      let lists = 0;
      const [line] = told(
        outcomes(
          oracle,
          [{}],
          { [`GET ${API}/a`]: { failure } },
          oracle.rulesWith({
            receivedHeaderList: (lines) => {
              lists += 1;
              return lines;
            },
          }),
        ),
      ).slice(1);
      return [line, lists];
    },
    expected: [`blocked ${failure === 'connection' ? 'network' : failure}`, 0],
  })),
];
