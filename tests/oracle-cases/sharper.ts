/**
 * Rows that planted faults asked for: what the rows by subject passed over, because it shows only
 * with unlikely input, with an exchanged rule, or in the objects behind a story.
 */
import type { PreflightCache } from '../../oracle/preflight-cache.ts';
import type { Choice, Past } from '../../oracle/request.ts';
import type { Rules } from '../../oracle/rules.ts';
import type { NetworkRequest, ServerAnswer } from '../../oracle/types.ts';
import {
  allowHeaders,
  allowMethods,
  allowOrigin,
  API,
  apiRequest,
  environment,
  location,
  maxAge,
  OK,
  PAGE,
  response,
  type Call,
} from './flow-vocabulary.ts';
import type { Oracle, OracleCase } from './types.ts';

/** The first column of https://fetch.spec.whatwg.org/#port-blocking */
const BAD_PORTS = [
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95],
  ...[101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179],
  ...[389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601],
  ...[636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
  ...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
];

/** A URL as far as its port is looked at: to parse 65,536 of them would take long. */
const atPort = (port: number): URL => ({ protocol: 'http:', port: String(port) }) as URL;

interface Told {
  readonly asked: readonly (NetworkRequest | Choice)[];
  readonly result: unknown;
}

/** Runs an algorithm to its end; choices are answered with 0, requests in order. */
function driven(
  algorithm: Generator<NetworkRequest | Choice, unknown, ServerAnswer | number>,
  answers: readonly ServerAnswer[],
): Told {
  const asked: (NetworkRequest | Choice)[] = [];
  let answered = 0;
  let next = algorithm.next();
  while (!next.done) {
    asked.push(next.value);
    const answer = next.value.kind === 'choice' ? 0 : answers[answered++];
    if (answer === undefined) throw new Error('More was asked than is declared.');
    next = algorithm.next(answer);
  }
  return { asked, result: next.value };
}

/** One call, told with this cache and with some rules exchanged. */
const fetched = (
  oracle: Oracle,
  call: Call,
  answers: readonly ServerAnswer[],
  { cache = oracle.createPreflightCache(), ...exchanged }: Partial<Rules> & Cached = {},
): Told =>
  driven(
    oracle.fetching(
      { environment: environment(call), request: apiRequest(call) },
      cache,
      oracle.rulesWith(exchanged),
    ),
    answers,
  );

interface Cached {
  readonly cache?: PreflightCache;
}

/** A `GET` by main fetch, whose response is not yet filtered. */
function unfiltered(oracle: Oracle, answer: ServerAnswer): unknown {
  const { mainFetch, STANDARD: rules } = oracle;
  const request = oracle.requestOfFetch(apiRequest({}), environment({}), rules);
  if (request === 'failure') return request;
  const past: Past = {
    headers: request.headers,
    preflighted: false,
    originHeader: null,
    redirect: null,
  };
  const cache = oracle.createPreflightCache();
  const params = { request, rules, cache, redirectedBy: null, past, mainFetch };
  return driven(mainFetch(params), [answer]).result;
}

const REMEMBERED = response(
  200,
  allowOrigin(),
  allowMethods('PUT'),
  allowHeaders('x-a'),
  maxAge('60'),
);
const PUT_WITH_HEADER: Call = { method: 'PUT', lines: ['X-A: 1'] };

/** How often a story is told for all its outcomes. */
function explorations(oracle: Oracle, calls: readonly Call[]): number {
  let count = 0;
  oracle.outcomesOf({
    requests: calls.map((call) => ({ environment: environment(call), request: apiRequest(call) })),
    answerer: () => {
      count += 1;
      return ({ kind }) => (kind === 'preflight' ? REMEMBERED : OK);
    },
  });
  return count;
}

const CHARSETS: readonly (readonly [given: string, expected: string, why: string])[] = [
  ['a/b;c;charset=x', 'a/b;charset=UTF-8', 'a parameter without a value ends at the semicolon'],
  ['a/b;="c;d=e";charset=x', 'a/b;charset=UTF-8', 'the value of no name is skipped as a whole'],
  ['a/b;c="";charset=x', 'a/b;c="";charset=UTF-8', 'a quoted value may be empty'],
  ['a/b;c=d e;charset=x', 'a/b;c="d e";charset=UTF-8', 'white space within a value stays'],
  ...['\t', '\n', '\r', ' ', ' \t\r\n '].map(
    (space) =>
      [
        `a/b;c=d${space};charset=x`,
        'a/b;c=d;charset=UTF-8',
        `${JSON.stringify(space)} behind a value goes`,
      ] as const,
  ),
];

export const SHARPER_CASES: readonly OracleCase[] = [
  {
    anchor: 'block-bad-port',
    name: 'Of all ports, these are bad.',
    run: ({ isBlockedDueToBadPort }) =>
      Array.from({ length: 65_536 }, (_, port) => port).filter((port) =>
        isBlockedDueToBadPort(atPort(port)),
      ),
    expected: BAD_PORTS,
  },
  {
    anchor: 'https://url.spec.whatwg.org/#url-serializer-exclude-fragment',
    name: 'An empty fragment is excluded, and so is a long one.',
    run: ({ excludeFragment }) =>
      ['', 'a', 'abc', '#a#'].map((fragment) => excludeFragment(`${API}/a#${fragment}`)),
    expected: Array.from({ length: 4 }, () => `${API}/a`),
  },
  {
    anchor: 'https://url.spec.whatwg.org/#host-registrable-domain',
    name: 'A dot alone before a suffix makes no registrable domain.',
    run: ({ registrableDomain }) => registrableDomain('.test'),
    expected: null,
  },
  {
    anchor: 'https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy',
    name: 'Loopback needs all of its digits; a name before localhost may be empty.',
    run: ({ isPotentiallyTrustworthy }) =>
      ['http://127.../', 'http://.localhost/'].map((url) => isPotentiallyTrustworthy(new URL(url))),
    expected: [false, true],
  },
  {
    anchor: 'header-value-get-decode-and-split',
    name: 'An empty quoted string is closed at once.',
    run: ({ getDecodeAndSplit }) => getDecodeAndSplit('"",a'),
    expected: ['""', 'a'],
  },
  {
    anchor: 'extract-header-list-values',
    name: 'The values of several lines stay in the order of the lines.',
    run: ({ extractHeaderListValues }) =>
      extractHeaderListValues('Access-Control-Allow-Methods', [
        ['Access-Control-Allow-Methods', 'B, A'],
        ['Access-Control-Allow-Methods', 'D, C'],
      ]),
    expected: ['B', 'A', 'D', 'C'],
  },
  {
    anchor: 'concept-headers-append',
    name: 'no-cors: what only privileged code may set is gone with the next change.',
    run: ({ appendToHeaders, STANDARD }) =>
      appendToHeaders(['Accept', 'a'], [['Range', 'bytes=0-']], 'request-no-cors', STANDARD),
    expected: [['Accept', 'a']],
  },
  {
    anchor: 'append-a-request-origin-header',
    name: 'A downgrade is one from the client to the current URL, whatever the first one was.',
    run: ({ STANDARD }) =>
      STANDARD.requestOriginHeader(
        {
          origin: 'https://page.test',
          method: 'POST',
          mode: 'no-cors',
          tainting: 'opaque',
          urlList: ['https://page.test/', 'http://page.test/'],
          credentials: 'same-origin',
          client: environment({ origin: 'https://page.test' }),
          first: { method: 'POST', headers: [] },
          previousOriginHeader: null,
        },
        STANDARD,
      ),
    expected: 'null',
  },
  ...CHARSETS.map(([given, expected, why]): OracleCase => ({
    anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
    name: `Another charset is replaced; ${why}.`,
    run: ({ withCharsetUtf8 }) => withCharsetUtf8(given),
    expected,
  })),
  {
    anchor: 'https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send',
    name: 'The charset is replaced in a Content-Type of any case.',
    run: ({ requestOfXhr, STANDARD }) => {
      const call: Call = {
        api: 'xhr',
        method: 'POST',
        body: 'b',
        lines: ['CONTENT-Type: a/b;charset=x'],
      };
      const request = requestOfXhr(apiRequest(call), environment(call), STANDARD);
      return request === 'failure' ? request : request.headers;
    },
    expected: [['CONTENT-Type', 'a/b;charset=UTF-8']],
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'A refusal told by an exchanged rule has no clause where the check held.',
    run: (oracle) => {
      const preflightRefusal = () => 'preflight-cors-check' as const;
      return fetched(oracle, { method: 'PUT' }, [REMEMBERED], { preflightRefusal }).result;
    },
    expected: {
      verdict: 'blocked',
      stage: 'preflight-cors-check',
      decidedBy: { url: `${API}/a`, response: REMEMBERED },
    },
  },
  {
    anchor: 'concept-cache-create-entry',
    name: 'A preflight leaves one entry for each method, then one for each header name.',
    run: (oracle) => {
      const cache = oracle.createPreflightCache();
      fetched(oracle, PUT_WITH_HEADER, [REMEMBERED, OK], { cache });
      return cache.entries;
    },
    expected: [
      { method: 'PUT', headerName: null },
      { method: null, headerName: 'x-a' },
    ].map((entry) => ({
      key: PAGE,
      serializedOrigin: PAGE,
      url: `${API}/a`,
      credentials: false,
      maxAge: 60,
      storedAt: 0,
      ...entry,
    })),
  },
  {
    anchor: 'cors-preflight-fetch-0',
    name: 'The preflight is this request and no other.',
    run: (oracle) => fetched(oracle, PUT_WITH_HEADER, [REMEMBERED, OK]).asked[0],
    expected: {
      kind: 'preflight',
      method: 'OPTIONS',
      url: `${API}/a`,
      origin: PAGE,
      accessControlRequestMethod: 'PUT',
      accessControlRequestHeaders: 'x-a',
      includeCredentials: false,
      headers: [],
      body: null,
    },
  },
  {
    anchor: 'concept-cache',
    name: 'Of what is remembered it is asked once for the header and once for the method.',
    run: (oracle) => {
      const cache = oracle.createPreflightCache();
      fetched(oracle, PUT_WITH_HEADER, [REMEMBERED, OK], { cache });
      const { asked } = fetched(oracle, PUT_WITH_HEADER, [OK], { cache });
      return asked.filter(({ kind }) => kind === 'choice');
    },
    expected: [1, 2].map(() => ({ kind: 'choice', about: 'preflight-cache-entry', options: 2 })),
  },
  {
    anchor: 'concept-cache',
    name: 'Every way through two choices is taken, and taken once.',
    run: (oracle) => explorations(oracle, [PUT_WITH_HEADER, PUT_WITH_HEADER]),
    expected: 4,
  },
  {
    anchor: 'request-determine-the-network-partition-key',
    name: 'The port is left out, and no group of an IPv6 address.',
    run: (oracle) => {
      const call: Call = { method: 'PUT', origin: 'null', topLevelOrigin: 'http://[::1]:8000' };
      const remembered = response(200, allowOrigin('null'), allowMethods('PUT'), maxAge('60'));
      const cache = oracle.createPreflightCache();
      fetched(oracle, call, [remembered, remembered], { cache });
      return cache.entries.map(({ key }) => key);
    },
    expected: ['http://[::1]'],
  },
  {
    anchor: 'concept-http-fetch',
    name: 'What is no redirect is not yet filtered.',
    run: (oracle) => unfiltered(oracle, OK),
    expected: { type: 'default', url: `${API}/a`, response: OK },
  },
  {
    anchor: 'concept-http-redirect-fetch',
    name: 'A redirect without Location is not yet filtered.',
    run: (oracle) => unfiltered(oracle, response(302, allowOrigin())),
    expected: { type: 'default', url: `${API}/a`, response: response(302, allowOrigin()) },
  },
  {
    anchor: 'concept-response-location-url',
    name: 'Where an exchanged rule finds an empty list, the location is empty: the URL itself.',
    run: (oracle) =>
      oracle
        .locationUrl({ url: `${API}/a`, response: response(302, location('/b')) }, '', {
          ...oracle.rulesWith({ extractHeaderListValues: () => [] }),
        })
        ?.toString(),
    expected: `${API}/a`,
  },
  {
    anchor: 'concept-http-network-or-cache-fetch',
    name: 'Only what was answered is sent again, whichever statuses an exchanged rule names.',
    run: (oracle) =>
      fetched(oracle, {}, [{ failure: 'connection' }], { isSentAgain: () => true }).result,
    expected: { verdict: 'blocked', stage: 'network' },
  },
  {
    anchor: 'scheme-fetch',
    name: 'https goes on to HTTP fetch from its own origin, too.',
    run: (oracle) => {
      const call: Call = { origin: 'https://page.test', url: 'https://page.test/a' };
      return fetched(oracle, call, [response(200)]).result;
    },
    expected: {
      verdict: 'allowed',
      stage: 'none',
      response: {
        type: 'basic',
        status: 200,
        statusText: 'words of 200',
        url: 'https://page.test/a',
        redirected: false,
        headers: [],
      },
    },
  },
  {
    anchor: 'fetch-method',
    name: 'What goes over the wire says for which request of the story.',
    run: (oracle) =>
      oracle
        .outcomesOf({
          requests: [{}, {}].map((call) => ({
            environment: environment(call),
            request: apiRequest(call),
          })),
          answerer: () => () => OK,
        })
        .map(({ wire }) => wire.map(({ step }) => step)),
    expected: [[0, 1]],
  },
];
