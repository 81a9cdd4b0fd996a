/**
 * The rules that stand apart only because an engine decides there otherwise: each is asked, and what
 * it says counts.
 */
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
} from './flow-vocabulary.ts';
import type { OracleCase } from './types.ts';

const REDIRECT = 'concept-http-redirect-fetch';

/** No colon: it is an unsafe byte. */
const hostOf = (origin: string): string => new URL(origin).host;

const allowedPreflight = response(
  200,
  allowOrigin(),
  allowMethods('PUT'),
  allowHeaders('X-A'),
  maxAge('60'),
);

export const FLOW_DEPARTURE_RULES_CASES: readonly OracleCase[] = [
  {
    anchor: 'dom-request',
    name: 'The headers that are looked at are those of the request, not of its object.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ lines: ['X-A: 1', 'X-A: 2'] }],
          { [`OPTIONS ${API}/a`]: OK },
          oracle.rulesWith({ requestHeaderList: (headers) => [...headers, ['X-B', '3']] }),
        ),
      )[0],
    expected: asked('GET', 'x-a,x-b'),
  },
  {
    anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
    name: 'How the charset of an author’s type is replaced is a rule.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ api: 'xhr', url: `${PAGE}/a`, method: 'POST', body: 'b', lines: ['content-type: a'] }],
          { [`POST ${PAGE}/a`]: response(200) },
          oracle.rulesWith({ withCharsetUtf8: (contentType) => `${contentType}/c` }),
        ),
      )[0],
    expected: `POST ${PAGE}/a from ${PAGE} with credentials {content-type: a/c} "b"`,
  },
  {
    anchor: 'concept-http-network-fetch',
    name: 'A value is sent as the rule says, which knows the method and all headers.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ url: `${PAGE}/a`, method: 'PUT', lines: ['X-A: 1', 'X-B: 2', 'X-A: 3'] }],
          { [`PUT ${PAGE}/a`]: response(200) },
          oracle.rulesWith({
            sentHeaderValue: (name, value, { method, headers }) =>
              [method, name, value, headers.length].join(),
          }),
        ),
      )[0],
    expected: `PUT ${PAGE}/a from ${PAGE} with credentials {X-A: PUT,X-A,1, 3,2} {X-B: PUT,X-B,2,2}`,
  },
  ...(
    [
      ['after its preflight', response(403), 'cors-check'],
      ['on the way there', response(302, allowOrigin(), location('data:,')), 'redirect-scheme'],
    ] as const
  ).map(([when, answer, stage]): OracleCase => ({
    anchor: 'concept-main-fetch',
    name: `Whether the cache is cleared is asked with the stage: of a request refused ${when}.`,
    run: (oracle) => {
      const stages: string[] = [];
      const names: string[] = [];
      const calls = { method: 'PUT', lines: ['X-A: 1'] };
      const [outcome] = outcomes(
        oracle,
        [calls, calls],
        { [`OPTIONS ${API}/a`]: allowedPreflight, [`PUT ${API}/a`]: answer },
        oracle.rulesWith({
          isCacheClearedOnNetworkError: (at, headers) => {
            names.push(...headers.map(([name]) => name));
            return stages.push(at) === 0;
          },
        }),
      );
      return [
        ...new Set(stages),
        ...new Set(names),
        ...(outcome?.wire.map(({ method }) => method) ?? []),
      ];
    },
    expected: [stage, 'X-A', 'OPTIONS', 'PUT', 'PUT'],
  })),
  {
    anchor: 'concept-http-fetch',
    name: 'A redirect that is not followed may be refused, by its response.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ redirect: 'manual' }],
          { [`GET ${API}/a`]: response(302, allowOrigin()) },
          oracle.rulesWith({
            isManualRedirectRefused: ({ url, response: { status } }) =>
              url === `${API}/a` && status === 302,
          }),
        ),
      ),
    expected: [sent(), `blocked redirect-location by 302 ${API}/a`],
  },
  {
    anchor: REDIRECT,
    name: 'What remains of the headers may depend on whose request it is.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ lines: ['Accept: a'] }],
          {
            [`GET ${API}/a`]: response(302, allowOrigin(), location('/b')),
            [`GET ${API}/b`]: OK,
          },
          oracle.rulesWith({
            redirectedHeaders: (_headers, { clientOrigin, fromOrigin, toOrigin }) => [
              ['Accept', [clientOrigin, fromOrigin, toOrigin].map(hostOf).join(' ')],
            ],
          }),
        ),
      )[1],
    expected: sent('GET', `${API}/b`, `{Accept: page.test api.test api.test}`),
  },
  {
    anchor: 'concept-http-network-fetch',
    name: 'How headers of one name are made one is the rule’s to say.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ url: `${PAGE}/a`, lines: ['X-A: 1', 'X-A: 2'] }],
          {
            [`GET ${PAGE}/a`]: response(307, location('/b')),
            [`GET ${PAGE}/b`]: response(200),
          },
          oracle.rulesWith({
            sentHeaderList: (headers, { body, isRedirected }) =>
              body === null && isRedirected ? headers.slice(-1) : headers.slice(0, 1),
          }),
        ),
      ).slice(0, 2),
    expected: [
      `GET ${PAGE}/a with credentials {X-A: 1}`,
      `GET ${PAGE}/b with credentials {X-A: 2}`,
    ],
  },
  {
    anchor: 'concept-cors-check',
    name: 'The check may look at the lines that came, whatever the header list has made of them.',
    run: (oracle) =>
      ([true, false] as const).map(
        (raw) =>
          told(
            outcomes(
              oracle,
              [{}],
              { [`GET ${API}/a`]: response(200, allowOrigin(), allowOrigin()) },
              oracle.rulesWith({
                receivedHeaderList: (lines) => lines.slice(0, 1),
                checkedHeaders: ({ headers, lines = [] }) => (raw ? lines : headers),
              }),
            ),
          )[1],
      ),
    expected: [`blocked cors-check (other-origin) by 200 ${API}/a`, `allowed cors 200 ${API}/a`],
  },
  {
    anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-responseurl',
    name: 'A URL is told of a refusal where the rule knows one, by API, tainting and current URL.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ api: 'xhr' }, { url: `${PAGE}/a` }],
        {
          [`GET ${API}/a`]: response(200),
          [`GET ${PAGE}/a`]: response(302, location('/b')),
          [`GET ${PAGE}/b`]: response(302, location('data:,')),
        },
        oracle.rulesWith({ refusalUrl: (refusal) => Object.values(refusal).join(' ') }),
      )[0]?.steps.map(({ toldUrl }) => toldUrl),
    expected: [`xhr cors ${API}/a`, `fetch basic ${PAGE}/b`],
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'A preflight goes out, is checked and kept with the origin that the rule gives it.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ method: 'PUT' }],
          {
            [`OPTIONS ${API}/a`]: response(200, allowOrigin('null'), allowMethods('PUT')),
            [`PUT ${API}/a`]: OK,
          },
          oracle.rulesWith({ preflightOrigin: () => 'null' }),
        ),
      ),
    expected: [`OPTIONS ${API}/a from null asks PUT`, sent('PUT'), `allowed cors 200 ${API}/a`],
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'The check of a preflight may be spared, by origin and URLs.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ method: 'PUT' }],
          {
            [`OPTIONS ${API}/a`]: response(200, allowMethods('PUT')),
            [`PUT ${API}/a`]: OK,
          },
          oracle.rulesWith({
            preflightCheck: ({ origin, urlList }) =>
              origin === PAGE && urlList.join() === `${API}/a`
                ? { ok: true }
                : { ok: false, clause: 'no-allow-origin' },
          }),
        ),
      ).at(-1),
    expected: `allowed cors 200 ${API}/a`,
  },
  {
    anchor: 'concept-main-fetch',
    name: 'A preflight may be repeated behind a redirect, unless the cache has an entry of the URL.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ method: 'PUT' }, { method: 'PUT' }],
          {
            [`OPTIONS ${API}/a`]: allowedPreflight,
            [`PUT ${API}/a`]: response(303, allowOrigin(), location('/b')),
            [`OPTIONS ${API}/b`]: allowedPreflight,
            [`GET ${API}/b`]: OK,
          },
          oracle.rulesWith({
            isPreflightRepeated: ({ preflighted }, _rules, isCached) => preflighted && !isCached(),
          }),
        ).slice(0, 1),
      ).map((line) => line.replace(/ from .*/, '')),
    expected: [
      `OPTIONS ${API}/a`,
      `PUT ${API}/a`,
      `OPTIONS ${API}/b`,
      `GET ${API}/b`,
      `PUT ${API}/a`,
      `GET ${API}/b`,
      `allowed cors 200 ${API}/b redirected`,
      `allowed cors 200 ${API}/b redirected`,
    ],
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'A preflight may be about other headers: those before any redirect, and as the author gave them.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [
            {
              api: 'xhr',
              method: 'POST',
              lines: ['X-A: 1', 'Content-Type: text/plain;charset=x'],
              body: 'a',
            },
          ],
          { [`OPTIONS ${API}/a`]: response(403) },
          oracle.rulesWith({
            preflightedHeaders: (headers, past, first) => [
              ...headers.map(([, value]): [string, string] => ['Accept', value]),
              ['X-Past', String(past.headers.length)],
              ...first.headers.map(([name, value]): [string, string] => [
                `${name}.${value.replace(/.*=/, '')}`,
                first.method,
              ]),
            ],
          }),
        ),
      )[0],
    expected: asked('POST', 'content-type.x,x-a.1,x-past'),
  },
  {
    anchor: REDIRECT,
    name: 'What remains of the headers may depend on what the request began with.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ url: `${PAGE}/a`, method: 'POST', lines: ['Content-Type: text/css', 'X-A: 1'] }],
          {
            [`POST ${PAGE}/a`]: response(303, location('/b')),
            [`GET ${PAGE}/b`]: response(307, location('/c')),
            [`GET ${PAGE}/c`]: response(200),
          },
          oracle.rulesWith({
            redirectedHeaders: (headers, { status, method }, first) =>
              status === 303
                ? headers.slice(1)
                : [...first.headers, ['X-B', `${method} ${first.method}`]],
          }),
        ),
      ).slice(1, 3),
    expected: [
      `GET ${PAGE}/b with credentials {X-A: 1}`,
      `GET ${PAGE}/c with credentials {Content-Type: text/css} {X-A: 1} {X-B: GET POST}`,
    ],
  },
  {
    anchor: REDIRECT,
    name: 'A followed redirect may be looked at again: after the next preflight, before the request.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ method: 'PUT', credentials: 'omit' }],
          {
            [`OPTIONS ${API}/a`]: allowedPreflight,
            [`PUT ${API}/a`]: response(307, allowOrigin(), location('/b')),
            [`OPTIONS ${API}/b`]: allowedPreflight,
          },
          oracle.rulesWith({
            redirectRecheck: ({ origin, urlList, mode, credentials, tainting }, headers) =>
              [origin, urlList.at(-1), mode, credentials, tainting, headers.length].join(' ') ===
              `${PAGE} ${API}/b cors omit cors 2`
                ? { stage: 'redirect-cors-check', clause: 'no-allow-credentials' }
                : null,
          }),
        ),
      ).slice(2),
    expected: [
      `OPTIONS ${API}/b from ${PAGE} asks PUT`,
      `blocked redirect-cors-check (no-allow-credentials) by 307 ${API}/a`,
    ],
  },
  ...(['fetch', 'xhr'] as const).map((api): OracleCase => ({
    anchor: REDIRECT,
    name: `Whether a redirect to credentials is refused may depend on the initiator type: ${api}.`,
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ api, url: `${PAGE}/a` }],
          {
            [`GET ${PAGE}/a`]: response(302, location('http://u@page.test/b')),
            [`GET ${PAGE}/b`]: response(200),
          },
          oracle.rulesWith({
            isLocationWithCredentialsRefused: ({ initiatorType }) => initiatorType === 'fetch',
          }),
        ),
      )[1],
    expected:
      api === 'fetch'
        ? `blocked redirect-credentials by 302 ${PAGE}/a`
        : `GET ${PAGE}/b with credentials`,
  })),
  {
    anchor: 'append-a-request-origin-header',
    name: 'The Origin header may depend on the client, its credentials and the first method.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ url: `${PAGE}/a`, method: 'POST', credentials: 'omit' }],
        {
          [`POST ${PAGE}/a`]: response(302, location('/b')),
          [`GET ${PAGE}/b`]: response(200),
        },
        oracle.rulesWith({
          requestOriginHeader: ({ client, credentials, first, method }) =>
            [client.origin, credentials, first.method, method].join(' '),
        }),
      )[0]?.wire.map(({ origin }) => origin),
    expected: [`${PAGE} omit POST POST`, `${PAGE} omit POST GET`],
  },
  {
    anchor: 'append-a-request-origin-header',
    name: 'The Origin header may be that of the request before a redirect; there is none before the first.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ url: `${PAGE}/a`, method: 'POST' }],
        {
          [`POST ${PAGE}/a`]: response(302, location('/b')),
          [`GET ${PAGE}/b`]: response(302, location('/c')),
          [`GET ${PAGE}/c`]: response(200),
        },
        oracle.rulesWith({
          requestOriginHeader: ({ previousOriginHeader }) => `${previousOriginHeader}+`,
        }),
      )[0]?.wire.map(({ origin }) => origin),
    expected: ['null+', 'null++', 'null+++'],
  },
  {
    anchor: 'concept-http-network-or-cache-fetch',
    name: 'Credentials may go along by mode, tainting and all URLs.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ url: `${PAGE}/a`, mode: 'no-cors' }],
        {
          [`GET ${PAGE}/a`]: response(302, location(`${API}/b`)),
          [`GET ${API}/b`]: response(200),
        },
        oracle.rulesWith({
          includesCredentials: ({ origin, urlList, mode, credentials, tainting }) =>
            [origin, ...urlList, mode, credentials, tainting].join(' ') ===
            `${PAGE} ${PAGE}/a ${API}/b no-cors same-origin opaque`,
        }),
      )[0]?.wire.map(({ includeCredentials }) => includeCredentials),
    expected: [false, true],
  },
  ...(
    [
      ['/b', false],
      [`${PAGE}/b`, true],
    ] as const
  ).map(([target, isToOtherOrigin]): OracleCase => ({
    anchor: REDIRECT,
    name: `Whether the method becomes GET may depend on the origin redirected to: ${target}.`,
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ method: 'POST', lines: ['Content-Language: en'] }],
          {
            [`POST ${API}/a`]: response(307, allowOrigin(), location(target)),
            [`POST ${API}/b`]: OK,
            [`GET ${PAGE}/b`]: OK,
          },
          oracle.rulesWith({ isMethodChangedToGet: (_status, _method, other) => other }),
        ),
      )[1],
    expected: isToOtherOrigin
      ? `GET ${PAGE}/b from null`
      : sent('POST', `${API}/b`, '{Content-Language: en}'),
  })),
  {
    anchor: 'concept-http-fetch',
    name: 'What is a redirect may depend on the redirect mode.',
    run: (oracle) =>
      (['follow', 'error', 'manual'] as const).map(
        (redirect) =>
          told(
            outcomes(
              oracle,
              [{ redirect }],
              { [`GET ${API}/a`]: response(302, allowOrigin()) },
              oracle.rulesWith({ isRedirect: (_response, _rules, mode) => mode === 'manual' }),
            ),
          )[1],
      ),
    expected: [
      `allowed cors 302 ${API}/a`,
      `allowed cors 302 ${API}/a`,
      `opaque opaqueredirect 0 ${API}/a`,
    ],
  },
  ...(
    [
      ['a method', { method: 'DELETE' }, 'preflight-method', 'DELETE'],
      ['a header', { lines: ['X-B: 1'] }, 'preflight-header [x-b]', 'GET'],
    ] as const
  ).map(([what, first, stage, method]): OracleCase => ({
    anchor: 'cors-preflight-fetch-0',
    name: `The cache may be filled by a preflight response that does not list ${what}.`,
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [first, { method: 'PUT', lines: ['X-A: 1'] }],
          { [`OPTIONS ${API}/a`]: allowedPreflight, [`PUT ${API}/a`]: OK },
          oracle.rulesWith({
            isCacheFilledByRefusal: () => true,
            isCacheClearedOnNetworkError: () => false,
          }),
        ).slice(0, 1),
      ),
    expected: [
      what === 'a method' ? asked(method) : asked(method, 'x-b'),
      sent('PUT', `${API}/a`, '{X-A: 1}'),
      `blocked ${stage} by 200 ${API}/a`,
      `allowed cors 200 ${API}/a`,
    ],
  })),
  {
    anchor: 'concept-response-cors-exposed-header-name-list',
    name: 'What is exposed may depend on credentials and API.',
    run: (oracle) =>
      outcomes(
        oracle,
        [{ credentials: 'omit' }, { api: 'xhr' }],
        { [`GET ${API}/a`]: response(200, allowOrigin(), 'X-Fetch: 1', 'X-XMLHttpRequest: 2') },
        oracle.rulesWith({
          corsExposedHeaderNames: ({ credentials, initiatorType }) =>
            credentials === 'omit' || initiatorType !== 'fetch' ? [`X-${initiatorType}`] : [],
        }),
      )[0]?.steps.map(({ response: seen }) => seen?.headers),
    expected: [[['x-fetch', '1']], [['x-xmlhttprequest', '2']]],
  },
];
