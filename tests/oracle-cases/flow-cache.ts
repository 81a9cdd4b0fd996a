import type { CacheEntry } from '../../oracle/flow-rules.ts';
import {
  ALLOW_CREDENTIALS,
  allowHeaders,
  allowMethods,
  allowOrigin,
  API,
  apiRequest,
  environment,
  location,
  maxAge,
  OTHER,
  outcomes,
  PAGE,
  response,
  storyCase,
  told,
  type Answers,
  type Call,
} from './flow-vocabulary.ts';
import type { Oracle, OracleCase } from './types.ts';

const CACHE = 'concept-cache';
const MATCH = 'concept-cache-match';
const PREFLIGHT = 'cors-preflight-fetch-0';

const PUT: Call = { method: 'PUT' };
const X: Call = { lines: ['X-A: 1'] };
const AUTHORIZATION: Call = { lines: ['Authorization: t'] };
const INCLUDE = { credentials: 'include' } as const;
const LEAVE = [allowOrigin(), ALLOW_CREDENTIALS];
const BOTH = [allowMethods('PUT'), allowHeaders('x-a')];

const answering = (...lines: readonly string[]): Answers => ({
  [`OPTIONS ${API}/a`]: response(204, ...LEAVE, ...lines),
  [`GET ${API}/a`]: response(200, ...LEAVE),
  [`PUT ${API}/a`]: response(200, ...LEAVE),
  [`DELETE ${API}/a`]: response(200, ...LEAVE),
});

/** The methods on the wire of each outcome: `OPTIONS PUT PUT`. */
const wires = (oracle: Oracle, calls: readonly Call[], answers: Answers): readonly string[] =>
  outcomes(oracle, calls, answers).map(({ wire }) => wire.map(({ method }) => method).join(' '));

interface Row {
  readonly anchor?: string;
  readonly name: string;
  readonly calls: readonly Call[];
  readonly answers: Answers;
  readonly expected: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: 'What was allowed may be remembered, or not.',
    calls: [PUT, PUT],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    name: 'A forgotten entry comes back with the next answer.',
    calls: [PUT, PUT, PUT],
    answers: answering(...BOTH),
    expected: [
      'OPTIONS PUT PUT PUT',
      'OPTIONS PUT PUT OPTIONS PUT',
      'OPTIONS PUT OPTIONS PUT PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT',
    ],
  },
  {
    name: 'A method that is not remembered asks.',
    calls: [PUT, { method: 'DELETE' }],
    answers: answering(allowMethods('PUT')),
    expected: ['OPTIONS PUT OPTIONS'],
  },
  {
    name: 'A method that was listed is remembered, though it was not asked for.',
    calls: [PUT, { method: 'DELETE' }],
    answers: answering(allowMethods('PUT, DELETE')),
    expected: ['OPTIONS PUT DELETE', 'OPTIONS PUT OPTIONS DELETE'],
  },
  {
    name: 'The wildcard is remembered as one.',
    calls: [PUT, { method: 'DELETE' }],
    answers: answering(allowMethods('*')),
    expected: ['OPTIONS PUT DELETE', 'OPTIONS PUT OPTIONS DELETE'],
  },
  {
    name: 'A header that is remembered.',
    calls: [X, { lines: ['x-A: 2'] }],
    answers: answering(...BOTH),
    expected: ['OPTIONS GET GET', 'OPTIONS GET OPTIONS GET'],
  },
  {
    name: 'A header that is not.',
    calls: [X, { lines: ['X-B: 1'] }],
    answers: answering(...BOTH),
    expected: ['OPTIONS GET OPTIONS'],
  },
  {
    name: 'One that is and one that is not.',
    calls: [X, { lines: ['X-A: 1', 'X-B: 1'] }],
    answers: answering(...BOTH),
    expected: ['OPTIONS GET OPTIONS'],
  },
  {
    name: 'The header is remembered, the method is not.',
    calls: [X, { ...X, method: 'PUT' }],
    answers: answering(allowHeaders('x-a')),
    expected: ['OPTIONS GET OPTIONS'],
  },
  {
    name: 'Method and header may be forgotten one by one.',
    calls: [{ ...X, ...PUT }, { ...X, ...PUT }, X],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, ...BOTH),
        response(204, ...LEAVE, allowMethods('PUT'), allowHeaders('*')),
      ],
    },
    expected: [
      'OPTIONS PUT PUT GET',
      'OPTIONS PUT PUT OPTIONS GET',
      'OPTIONS PUT OPTIONS PUT GET',
      'OPTIONS PUT OPTIONS PUT OPTIONS GET',
    ],
  },
  {
    name: 'What is forgotten stays forgotten, where no answer brings it back.',
    calls: [{ ...X, ...PUT }, { ...X, ...PUT }, PUT],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, ...BOTH),
        response(204, ...LEAVE, allowHeaders('x-a')),
      ],
    },
    // The second preflight fails for want of the method, and with it all entries are gone.
    expected: ['OPTIONS PUT PUT PUT', 'OPTIONS PUT PUT OPTIONS', 'OPTIONS PUT OPTIONS OPTIONS'],
  },
  {
    name: 'The header wildcard is remembered for any header but Authorization.',
    calls: [X, { lines: ['X-B: 1'] }, AUTHORIZATION],
    answers: answering(allowHeaders('*')),
    expected: ['OPTIONS GET GET OPTIONS', 'OPTIONS GET OPTIONS GET OPTIONS'],
  },
  {
    name: 'Authorization is remembered where it was listed.',
    calls: [AUTHORIZATION, AUTHORIZATION],
    answers: answering(allowHeaders('authorization')),
    expected: ['OPTIONS GET GET', 'OPTIONS GET OPTIONS GET'],
  },
  {
    anchor: MATCH,
    name: 'What was allowed without credentials is not allowed with them.',
    calls: [PUT, { ...PUT, ...INCLUDE }],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'What was allowed with credentials is allowed without.',
    calls: [{ ...PUT, ...INCLUDE }, PUT],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'What was allowed with credentials is allowed with them again.',
    calls: [
      { ...PUT, ...INCLUDE },
      { ...PUT, ...INCLUDE },
    ],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'Credentials omitted are credentials not included.',
    calls: [{ ...PUT, credentials: 'omit' }, PUT],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'Another URL asks for itself.',
    calls: [PUT, { ...PUT, url: `${API}/a?b` }],
    answers: { ...answering(...BOTH), [`OPTIONS ${API}/a?b`]: response(500) },
    expected: ['OPTIONS PUT OPTIONS'],
  },
  {
    anchor: MATCH,
    name: 'By the letter, another fragment is another URL.',
    calls: [PUT, { ...PUT, url: `${API}/a#b` }],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'Another origin asks for itself.',
    calls: [PUT, { ...PUT, origin: 'http://page.test:81' }],
    answers: {
      ...answering(...BOTH),
      [`OPTIONS ${API}/a`]: [response(204, ...LEAVE, ...BOTH), response(204, allowOrigin('*'))],
    },
    expected: ['OPTIONS PUT OPTIONS'],
  },
  {
    anchor: MATCH,
    name: 'Two opaque origins are told apart by the site that they are on.',
    calls: [
      { ...PUT, origin: 'null', topLevelOrigin: PAGE },
      { ...PUT, origin: 'null', topLevelOrigin: OTHER },
    ],
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin('*'), ...BOTH),
      [`PUT ${API}/a`]: response(200, allowOrigin('*')),
    },
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'Two opaque origins on two ports of one site are not.',
    calls: [
      { ...PUT, origin: 'null', topLevelOrigin: PAGE },
      { ...PUT, origin: 'null', topLevelOrigin: `${PAGE}:81` },
    ],
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin('*'), ...BOTH),
      [`PUT ${API}/a`]: response(200, allowOrigin('*')),
    },
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'An address with colons is a site, too.',
    calls: [
      { ...PUT, origin: 'null', topLevelOrigin: 'http://[::1]:81' },
      { ...PUT, origin: 'null', topLevelOrigin: 'http://[::2]:81' },
    ],
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin('*'), ...BOTH),
      [`PUT ${API}/a`]: response(200, allowOrigin('*')),
    },
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Nothing said, it is remembered for five seconds.',
    calls: [PUT, { ...PUT, at: 4 }],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: '… and not for more.',
    calls: [PUT, { ...PUT, at: 5 }],
    answers: answering(...BOTH),
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Seconds that were named.',
    calls: [
      { ...PUT, at: 100 },
      { ...PUT, at: 159 },
    ],
    answers: answering(...BOTH, maxAge('60')),
    expected: ['OPTIONS PUT PUT', 'OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Seconds that were named, and have passed.',
    calls: [
      { ...PUT, at: 100 },
      { ...PUT, at: 160 },
    ],
    answers: answering(...BOTH, maxAge('60')),
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Zero seconds are none.',
    calls: [PUT, PUT],
    answers: answering(...BOTH, maxAge('0')),
    expected: ['OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Headers, too, are remembered for the seconds that were named.',
    calls: [X, X],
    answers: answering(...BOTH, maxAge('0')),
    expected: ['OPTIONS GET OPTIONS GET'],
  },
  {
    anchor: PREFLIGHT,
    name: 'Below zero is no number of seconds: five.',
    calls: [PUT, { ...PUT, at: 4 }, { ...PUT, at: 5 }],
    answers: answering(...BOTH, maxAge('-1')),
    expected: [
      'OPTIONS PUT PUT OPTIONS PUT',
      'OPTIONS PUT OPTIONS PUT PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT',
    ],
  },
  {
    anchor: PREFLIGHT,
    name: 'A later answer changes the seconds of a method that is there, from when it was stored.',
    calls: [PUT, { ...PUT, ...X, at: 3 }, { ...PUT, at: 6 }, { ...PUT, at: 8 }],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, allowMethods('PUT')),
        response(204, ...LEAVE, ...BOTH, maxAge('8')),
        response(204, ...LEAVE, allowMethods('PUT')),
      ],
    },
    expected: [
      'OPTIONS PUT OPTIONS PUT PUT OPTIONS PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT OPTIONS PUT',
    ],
  },
  {
    anchor: PREFLIGHT,
    name: '… and of a header that is there.',
    calls: [X, { ...PUT, ...X, at: 3 }, { ...X, at: 6 }],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, allowHeaders('x-a')),
        response(204, ...LEAVE, ...BOTH, maxAge('8')),
      ],
    },
    expected: ['OPTIONS GET OPTIONS PUT GET', 'OPTIONS GET OPTIONS PUT OPTIONS GET'],
  },
  {
    anchor: PREFLIGHT,
    name: '… to none at all.',
    calls: [PUT, { ...PUT, ...X }, PUT],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, allowMethods('PUT')),
        response(204, ...LEAVE, ...BOTH, maxAge('0')),
      ],
    },
    expected: ['OPTIONS PUT OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'A preflight that fails clears what is there for its URL.',
    calls: [{ ...PUT, ...INCLUDE }, X, PUT],
    answers: answering(allowMethods('PUT')),
    expected: ['OPTIONS PUT OPTIONS OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'So does an answer that is refused.',
    calls: [PUT, PUT, PUT],
    answers: {
      ...answering(...BOTH),
      [`PUT ${API}/a`]: [response(200, ...LEAVE), response(200), response(200, ...LEAVE)],
    },
    expected: ['OPTIONS PUT PUT OPTIONS PUT', 'OPTIONS PUT OPTIONS PUT OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'What is there for another URL stays.',
    calls: [PUT, { ...PUT, url: `${API}/b` }, PUT],
    answers: { ...answering(...BOTH), [`OPTIONS ${API}/b`]: response(500) },
    expected: ['OPTIONS PUT OPTIONS PUT', 'OPTIONS PUT OPTIONS OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'What is there for another origin stays.',
    calls: [PUT, { ...PUT, origin: `${PAGE}:81` }, PUT],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [
        response(204, ...LEAVE, ...BOTH),
        response(500),
        response(204, ...LEAVE, ...BOTH),
      ],
    },
    expected: ['OPTIONS PUT OPTIONS PUT', 'OPTIONS PUT OPTIONS OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'What is there for another site stays.',
    calls: [
      { ...PUT, origin: 'null', topLevelOrigin: PAGE },
      { ...PUT, origin: 'null', topLevelOrigin: OTHER },
      { ...PUT, origin: 'null', topLevelOrigin: PAGE },
    ],
    answers: {
      [`PUT ${API}/a`]: response(200, allowOrigin('*')),
      [`OPTIONS ${API}/a`]: [
        response(204, allowOrigin('*'), ...BOTH),
        response(500),
        response(204, allowOrigin('*'), ...BOTH),
      ],
    },
    expected: ['OPTIONS PUT OPTIONS PUT', 'OPTIONS PUT OPTIONS OPTIONS PUT'],
  },
  {
    anchor: 'concept-cache-clear',
    name: 'A request without a preflight clears nothing, though it fails.',
    calls: [PUT, {}, PUT],
    answers: { ...answering(...BOTH), [`GET ${API}/a`]: response(200) },
    expected: ['OPTIONS PUT GET PUT', 'OPTIONS PUT GET OPTIONS PUT'],
  },
  {
    anchor: MATCH,
    name: 'A redirected request finds what is there for its current URL and its tainted origin.',
    calls: [
      { ...PUT, url: `${OTHER}/b` },
      { ...PUT, url: `${OTHER}/b` },
    ],
    answers: {
      [`OPTIONS ${OTHER}/b`]: response(204, allowOrigin(), ...BOTH),
      [`PUT ${OTHER}/b`]: response(307, allowOrigin(), location(`${API}/a`)),
      [`OPTIONS ${API}/a`]: response(204, allowOrigin('null'), ...BOTH),
      [`PUT ${API}/a`]: response(200, allowOrigin('null')),
    },
    expected: [
      'OPTIONS PUT OPTIONS PUT PUT PUT',
      'OPTIONS PUT OPTIONS PUT PUT OPTIONS PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT PUT',
      'OPTIONS PUT OPTIONS PUT OPTIONS PUT OPTIONS PUT',
    ],
  },
];

const AGES: readonly (readonly [values: readonly string[] | null | 'failure', seconds: number])[] =
  [
    [null, 5],
    ['failure', 5],
    [['0'], 0],
    [['007'], 7],
    [['86400'], 86_400],
  ];

const ENTRY: CacheEntry = {
  key: PAGE,
  serializedOrigin: PAGE,
  url: `${API}/a`,
  credentials: false,
  maxAge: 5,
  storedAt: 0,
  method: 'PUT',
  headerName: null,
};
const HEADER_ENTRY: CacheEntry = { ...ENTRY, method: null, headerName: 'X-A' };

export const FLOW_CACHE_CASES: readonly OracleCase[] = [
  ...ROWS.map(({ anchor = CACHE, name, calls, answers, expected }): OracleCase => ({
    anchor,
    name,
    run: (oracle) => wires(oracle, calls, answers),
    expected,
  })),
  ...AGES.map(([values, seconds]): OracleCase => ({
    anchor: PREFLIGHT,
    name: `${JSON.stringify(values)} is ${seconds} seconds.`,
    run: ({ STANDARD }) => STANDARD.preflightMaxAge(values),
    expected: seconds,
  })),
  {
    anchor: PREFLIGHT,
    name: 'No limit is imposed.',
    run: ({ STANDARD }) => STANDARD.maxAgeLimit(),
    expected: Infinity,
  },
  {
    anchor: PREFLIGHT,
    name: 'A limit is imposed by a rule.',
    run: (oracle) =>
      outcomes(
        oracle,
        [PUT, { ...PUT, at: 9 }, { ...PUT, at: 10 }],
        answering(...BOTH, maxAge('60')),
        oracle.rulesWith({ maxAgeLimit: () => 10 }),
      ).map(({ wire }) => wire.length),
    expected: [5, 5, 6],
  },
  ...(
    [
      [{}, true],
      [{ key: OTHER }, false],
      [{ serializedOrigin: 'null' }, false],
      [{ url: `${API}/b` }, false],
      [{ credentials: true }, false],
    ] as const
  ).map(([other, expected]): OracleCase => ({
    anchor: MATCH,
    name: `An entry ${expected ? 'serves' : 'does not serve'} where ${JSON.stringify(other)} differs.`,
    run: ({ STANDARD }) => STANDARD.isCacheEntryMatch(ENTRY, { ...ENTRY, ...other }),
    expected,
  })),
  {
    anchor: MATCH,
    name: 'An entry for credentials serves with and without.',
    run: ({ STANDARD }) =>
      [true, false].map((credentials) =>
        STANDARD.isCacheEntryMatch({ ...ENTRY, credentials: true }, { ...ENTRY, credentials }),
      ),
    expected: [true, true],
  },
  {
    anchor: 'concept-cache-match-method',
    name: 'A method serves itself, the wildcard serves all, a header serves none.',
    run: ({ STANDARD }) =>
      [ENTRY, { ...ENTRY, method: '*' }, HEADER_ENTRY].map((entry) =>
        ['PUT', 'put', 'DELETE'].map((method) => STANDARD.isMethodCacheEntryMatch(entry, method)),
      ),
    expected: [
      [true, false, false],
      [true, true, true],
      [false, false, false],
    ],
  },
  {
    anchor: 'concept-cache-match-header',
    name: 'A header serves itself in any case, the wildcard all but Authorization, a method none.',
    run: ({ STANDARD }) =>
      [HEADER_ENTRY, { ...HEADER_ENTRY, headerName: '*' }, ENTRY].map((entry) =>
        ['x-a', 'x-b', 'authorization'].map((name) =>
          STANDARD.isHeaderNameCacheEntryMatch(entry, name, STANDARD),
        ),
      ),
    expected: [
      [true, false, false],
      [true, true, false],
      [false, false, false],
    ],
  },
  storyCase({
    anchor: CACHE,
    name: 'What came of a request may depend on what was forgotten.',
    calls: [X, X],
    answers: {
      ...answering(),
      [`OPTIONS ${API}/a`]: [response(204, ...LEAVE, allowHeaders('x-a')), response(204, ...LEAVE)],
    },
    expected: [
      `OPTIONS ${API}/a from ${PAGE} asks GET asks x-a`,
      `GET ${API}/a from ${PAGE} {X-A: 1}`,
      `GET ${API}/a from ${PAGE} {X-A: 1}`,
      `allowed cors 200 ${API}/a`,
      `allowed cors 200 ${API}/a`,
      'or',
      `OPTIONS ${API}/a from ${PAGE} asks GET asks x-a`,
      `GET ${API}/a from ${PAGE} {X-A: 1}`,
      `OPTIONS ${API}/a from ${PAGE} asks GET asks x-a`,
      `allowed cors 200 ${API}/a`,
      `blocked preflight-header [x-a] by 204 ${API}/a`,
    ],
  }),
  {
    anchor: 'use-cors-preflight-flag',
    name: 'A preflight by the flag alone is remembered by the method of its request.',
    run: (oracle) => {
      const cache = oracle.createPreflightCache();
      const rules = oracle.STANDARD;
      const asks = [response(204, ...LEAVE), response(204, ...LEAVE, allowMethods('POST'))].map(
        (answer) => {
          const request = oracle.requestOfFetch(apiRequest({}), environment({}), rules);
          if (request === 'failure') return request;
          const steps = oracle.mainFetch({
            request: { ...request, useCorsPreflight: true },
            cache,
            rules,
            redirectedBy: null,
            past: {
              headers: request.headers,
              preflighted: false,
              originHeader: null,
              redirect: null,
            },
            mainFetch: oracle.mainFetch,
          });
          const kinds: unknown[] = [];
          let next = steps.next();
          while (!next.done && kinds.length < 3) {
            kinds.push(next.value.kind === 'choice' ? next.value : next.value.kind);
            if (next.value.kind === 'request') break;
            next = steps.next(next.value.kind === 'choice' ? 0 : answer);
          }
          return kinds;
        },
      );
      return [asks, cache.entries.map(({ method, headerName }) => [method, headerName])];
    },
    expected: [
      [
        ['preflight', 'request'],
        [{ kind: 'choice', about: 'preflight-cache-entry', options: 2 }, 'request'],
      ],
      [['GET', null]],
    ],
  },
  {
    anchor: CACHE,
    name: 'Each way through the choices is gone once.',
    run: (oracle) => {
      let explorations = 0;
      const put = { environment: environment({}), request: apiRequest(PUT) };
      oracle.outcomesOf({
        requests: [put, put, put],
        answerer: () => {
          explorations += 1;
          return () => response(204, ...LEAVE, ...BOTH);
        },
      });
      return explorations;
    },
    expected: 4,
  },
  {
    anchor: CACHE,
    name: 'A story of which so much may come that nobody could list it is refused.',
    run: (oracle) =>
      [3, 4].map((mostWays) => {
        const put = { environment: environment({}), request: apiRequest(PUT) };
        const story = {
          requests: [put, put, put],
          answerer: () => () => response(204, ...LEAVE, ...BOTH),
        };
        try {
          return oracle.outcomesOf(story, oracle.STANDARD, mostWays).length;
        } catch (error) {
          return String(error);
        }
      }),
    expected: ['RangeError: The story has more than 3 ways; tell a shorter one.', 4],
  },
  {
    anchor: 'concept-cache-create-entry',
    name: 'The entries of one answer.',
    run: (oracle) => {
      const cache = oracle.createPreflightCache();
      cache.now = 7;
      const environmentOf = { environment: environment({}), request: apiRequest({ ...PUT, ...X }) };
      const steps = oracle.fetching(environmentOf, cache, oracle.STANDARD);
      steps.next();
      steps.next(response(204, ...LEAVE, ...BOTH, maxAge('60')));
      return cache.entries;
    },
    expected: [
      { ...ENTRY, maxAge: 60, storedAt: 7 },
      { ...ENTRY, maxAge: 60, storedAt: 7, method: null, headerName: 'x-a' },
    ],
  },
  {
    anchor: CACHE,
    name: 'Stories share nothing.',
    run: (oracle) => [1, 2].map(() => told(outcomes(oracle, [PUT], answering(...BOTH))).length),
    expected: [3, 3],
  },
];
