import type { OracleCase } from './types.ts';
import {
  API,
  allowed,
  allowMethods,
  allowOrigin,
  asked,
  environment,
  location,
  OK,
  OTHER,
  outcomes,
  PAGE,
  response,
  sent,
  storyCase,
  told,
  type Call,
} from './flow-vocabulary.ts';
import { thrownBy } from './vocabulary.ts';

const MAIN = 'concept-main-fetch';
const TRUST = 'https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy';
const MIXED = 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch';
const SECURE = 'https://page.test';
const plain = response(200);

/** The table of https://fetch.spec.whatwg.org/#bad-port , first column. */
const BAD_PORTS = [
  ...[0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95],
  ...[101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179],
  ...[
    389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
  ],
  ...[989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000],
  ...[6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080],
];
const TRUSTWORTHY: readonly (readonly [url: string, expected: boolean])[] = [
  ['https://one.test/', true],
  ['wss://one.test/', true],
  ['data:,x', true],
  ['about:blank', true],
  ['file:///x', true],
  ['http://127.0.0.1:1/', true],
  ['http://127.255.0.9/', true],
  ['http://[::1]/', true],
  ['http://localhost/', true],
  ['http://localhost./', true],
  ['http://a.b.localhost/', true],
  ['http://.localhost/', true],
  ['http://one.test/', false],
  ['http://127.one.test/', false],
  ['http://128.0.0.1/', false],
  ['http://[::2]/', false],
  ['http://notlocalhost/', false],
  ['http://localhost.test/', false],
  ['ftp://one.test/', false],
  ['ws://one.test/', false],
];

const refusedCall = (name: string, call: Call, stage: string): OracleCase =>
  storyCase({ anchor: MAIN, name, calls: call, expected: [`blocked ${stage}`] });

export const FLOW_MAIN_FETCH_CASES: readonly OracleCase[] = [
  storyCase({
    anchor: MAIN,
    name: 'What the page’s own origin answers is not looked at, and readable.',
    calls: { url: `${PAGE}/a` },
    answers: { [`GET ${PAGE}/a`]: plain },
    expected: [`GET ${PAGE}/a with credentials`, `allowed basic 200 ${PAGE}/a`],
  }),
  storyCase({
    anchor: MAIN,
    name: 'Within the origin any method and header goes without a preflight.',
    calls: { url: `${PAGE}/a`, method: 'PUT', lines: ['X-A: 1'] },
    answers: { [`PUT ${PAGE}/a`]: plain },
    expected: [
      `PUT ${PAGE}/a from ${PAGE} with credentials {X-A: 1}`,
      `allowed basic 200 ${PAGE}/a`,
    ],
  }),
  storyCase({
    anchor: MAIN,
    name: 'Another origin is asked in cors mode, and its answer is checked.',
    calls: {},
    answers: { [`GET ${API}/a`]: OK },
    expected: [sent(), allowed()],
  }),
  storyCase({
    anchor: 'concept-http-fetch',
    name: 'An answer without leave is refused, and told.',
    calls: {},
    answers: { [`GET ${API}/a`]: plain },
    expected: [sent(), `blocked cors-check (no-allow-origin) by 200 ${API}/a`],
  }),
  storyCase({
    anchor: 'concept-http-fetch',
    name: 'The check knows the credentials mode.',
    calls: { credentials: 'include' },
    answers: { [`GET ${API}/a`]: OK },
    expected: [
      sent('GET', `${API}/a`, 'with credentials'),
      `blocked cors-check (no-allow-credentials) by 200 ${API}/a`,
    ],
  }),
  storyCase({
    anchor: 'concept-http-fetch',
    name: 'An error’s status is no refusal.',
    calls: {},
    answers: { [`GET ${API}/a`]: response(500, allowOrigin()) },
    expected: [sent(), `allowed cors 500 ${API}/a`],
  }),
  storyCase({
    anchor: MAIN,
    name: 'An opaque origin is no URL’s own.',
    calls: { origin: 'null' },
    answers: { [`GET ${API}/a`]: response(200, allowOrigin('null')) },
    expected: [`GET ${API}/a from null`, allowed()],
  }),
  refusedCall('In same-origin mode another origin is not asked.', { mode: 'same-origin' }, 'mode'),
  storyCase({
    anchor: MAIN,
    name: 'In same-origin mode the own origin is asked.',
    calls: { mode: 'same-origin', url: `${PAGE}/a` },
    answers: { [`GET ${PAGE}/a`]: plain },
    expected: [`GET ${PAGE}/a with credentials`, `allowed basic 200 ${PAGE}/a`],
  }),
  storyCase({
    anchor: MAIN,
    name: 'In no-cors mode another origin’s answer is opaque, whatever it allows.',
    calls: { mode: 'no-cors', url: `${API}/a#f` },
    answers: { [`GET ${API}/a`]: OK },
    expected: [`GET ${API}/a`, 'opaque opaque 0 no URL'],
  }),
  storyCase({
    anchor: MAIN,
    name: 'In no-cors mode the own origin’s answer is readable.',
    calls: { mode: 'no-cors', url: `${PAGE}/a`, redirect: 'error' },
    answers: { [`GET ${PAGE}/a`]: plain },
    expected: [`GET ${PAGE}/a with credentials`, `allowed basic 200 ${PAGE}/a`],
  }),
  ...(['error', 'manual'] as const).map((redirect) =>
    refusedCall(
      `In no-cors mode another origin is not asked with redirect mode ${redirect}.`,
      { mode: 'no-cors', redirect },
      'mode',
    ),
  ),
  ...['ftp://api.test/a', 'myapp:a', 'file:///a', 'about:blank', 'blob:http://api.test/a'].map(
    (url) => refusedCall(`In cors mode ${url} is not fetched.`, { url }, 'scheme'),
  ),
  ...['ftp://api.test/a', 'myapp:a', 'file:///a'].map((url) =>
    refusedCall(
      `In no-cors mode ${url} is fetched, to no avail.`,
      { url, mode: 'no-cors' },
      'scheme',
    ),
  ),
  refusedCall(
    'A mode that allows no other origin is refused before the scheme.',
    { url: 'ftp://api.test/a', mode: 'same-origin' },
    'mode',
  ),
  ...(
    [
      ['about:', { url: 'about:blank', mode: 'no-cors' }],
      ['blob:', { url: `blob:${PAGE}/a` }],
      ['data:', { url: 'data:,x' }],
    ] as const
  ).map(([scheme, call]): OracleCase => ({
    anchor: 'concept-scheme-fetch',
    name: `${scheme} is answered without a server, which is said.`,
    run: (oracle) => thrownBy(() => outcomes(oracle, [call], {})),
    expected: `${scheme} is answered without a server, which is not predicted: ask an http or https URL.`,
  })),
  storyCase({
    anchor: MAIN,
    name: 'A method that is not safelisted needs a preflight.',
    calls: { method: 'PUT' },
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin(), allowMethods('PUT')),
      [`PUT ${API}/a`]: OK,
    },
    expected: [asked('PUT'), sent('PUT'), allowed()],
  }),
  storyCase({
    anchor: MAIN,
    name: 'A header that is not safelisted needs a preflight.',
    calls: { lines: ['X-A: 1'] },
    answers: { [`OPTIONS ${API}/a`]: response(204) },
    expected: [
      asked('GET', 'x-a'),
      `blocked preflight-cors-check (no-allow-origin) by 204 ${API}/a`,
    ],
  }),
  storyCase({
    anchor: MAIN,
    name: 'In no-cors mode there is no preflight.',
    calls: { mode: 'no-cors', method: 'POST', body: 'x' },
    answers: { [`POST ${API}/a`]: plain },
    expected: [
      `POST ${API}/a from ${PAGE} {Content-Type: text/plain;charset=UTF-8} "x"`,
      'opaque opaque 0 no URL',
    ],
  }),
  refusedCall('A call that the API refuses asks nobody.', { method: 'TRACE' }, 'api'),
  refusedCall('XMLHttpRequest refuses, too.', { api: 'xhr', method: 'TRACE' }, 'api'),
  storyCase({
    anchor: MAIN,
    name: 'What comes from XMLHttpRequest is fetched as well.',
    calls: { api: 'xhr', body: 'x' },
    answers: { [`GET ${API}/a`]: OK },
    expected: [sent(), allowed()],
  }),
  {
    anchor: 'https://xhr.spec.whatwg.org/#upload-listener-flag',
    name: 'With the use-CORS-preflight flag even GET has a preflight.',
    run: (oracle) => {
      const request = oracle.requestOfFetch(
        { ...simple, url: `${API}/a` },
        environment({}),
        oracle.STANDARD,
      );
      if (request === 'failure') return request;
      const steps = oracle.mainFetch({
        request: { ...request, useCorsPreflight: true },
        cache: oracle.createPreflightCache(),
        rules: oracle.STANDARD,
        redirectedBy: null,
        past: { headers: request.headers, preflighted: false, originHeader: null, redirect: null },
        mainFetch: oracle.mainFetch,
      });
      const first = steps.next().value;
      const second = steps.next(response(204, allowOrigin())).value;
      return [first, second].map((one) => 'method' in one && one.method);
    },
    expected: ['OPTIONS', 'GET'],
  },
  // Ports
  refusedCall('A bad port is not asked.', { url: 'http://api.test:22/' }, 'network'),
  {
    anchor: 'bad-port',
    name: 'These ports are bad, and no others.',
    run: ({ isBlockedDueToBadPort }) => {
      const url = new URL('http://one.test/');
      return Array.from({ length: 65_536 }, (_, port) => port).filter((port) => {
        url.port = `${port}`;
        return isBlockedDueToBadPort(url);
      });
    },
    expected: BAD_PORTS,
  },
  ...(
    [
      ['https://one.test:22/', true],
      ['ftp://one.test:22/', false],
      ['http://one.test/', false],
    ] as const
  ).map(([url, expected]): OracleCase => ({
    anchor: 'block-bad-port',
    name: `${url} is ${expected ? '' : 'not '}blocked for its port.`,
    run: ({ isBlockedDueToBadPort }) => isBlockedDueToBadPort(new URL(url)),
    expected,
  })),
  storyCase({
    anchor: 'block-bad-port',
    name: 'A redirect to a bad port is not followed.',
    calls: {},
    answers: { [`GET ${API}/a`]: response(302, allowOrigin(), location(`${API}:22/`)) },
    expected: [sent(), 'blocked redirect-network'],
  }),
  ...(
    [
      ['http://one.test/#', 'http://one.test/'],
      ['http://one.test/#a', 'http://one.test/'],
      ['http://one.test/#ab#c', 'http://one.test/'],
      ['http://one.test/?a', 'http://one.test/?a'],
    ] as const
  ).map(([url, expected]): OracleCase => ({
    anchor: 'https://url.spec.whatwg.org/#url-serializer-exclude-fragment',
    name: `${url} without its fragment is ${expected}.`,
    run: ({ excludeFragment }) => excludeFragment(url),
    expected,
  })),
  // Mixed content
  ...TRUSTWORTHY.map(([url, expected]): OracleCase => ({
    anchor: TRUST,
    name: `${url} is ${expected ? '' : 'not '}potentially trustworthy.`,
    run: ({ isPotentiallyTrustworthy }) => isPotentiallyTrustworthy(new URL(url)),
    expected,
  })),
  storyCase({
    anchor: MIXED,
    name: 'A secure page does not ask over http.',
    calls: { origin: SECURE, secure: true },
    expected: ['blocked mixed-content'],
  }),
  storyCase({
    anchor: MIXED,
    name: 'A secure page asks over https.',
    calls: { origin: SECURE, secure: true, url: 'https://api.test/a' },
    answers: { 'GET https://api.test/a': response(200, allowOrigin('*')) },
    expected: [`GET https://api.test/a from ${SECURE}`, 'allowed cors 200 https://api.test/a'],
  }),
  storyCase({
    anchor: MAIN,
    name: 'A secure page asks its own origin.',
    calls: { origin: SECURE, secure: true, url: `${SECURE}/a` },
    answers: { [`GET ${SECURE}/a`]: plain },
    expected: [`GET ${SECURE}/a with credentials`, `allowed basic 200 ${SECURE}/a`],
  }),
  storyCase({
    anchor: MIXED,
    name: 'A secure page asks http on loopback.',
    calls: { origin: SECURE, secure: true, url: 'http://127.0.0.1/' },
    answers: { 'GET http://127.0.0.1/': response(200, allowOrigin('*')) },
    expected: [`GET http://127.0.0.1/ from ${SECURE}`, 'allowed cors 200 http://127.0.0.1/'],
  }),
  storyCase({
    anchor: MIXED,
    name: 'A secure page is not redirected to http; the redirect is told.',
    calls: { origin: SECURE, secure: true, url: 'https://api.test/a' },
    answers: { 'GET https://api.test/a': response(302, allowOrigin('*'), location(`${OTHER}/`)) },
    expected: [
      `GET https://api.test/a from ${SECURE}`,
      'blocked mixed-content by 302 https://api.test/a',
    ],
  }),
  {
    anchor: MAIN,
    name: 'Mixed content is refused before the mode is looked at.',
    run: (oracle) =>
      told(outcomes(oracle, [{ origin: SECURE, secure: true, mode: 'same-origin' }], {})),
    expected: ['blocked mixed-content'],
  },
  // Connections
  storyCase({
    anchor: 'concept-http-network-fetch',
    name: 'A connection that fails is a network error.',
    calls: {},
    answers: { [`GET ${API}/a`]: { failure: 'connection' } },
    expected: [sent(), 'blocked network'],
  }),
  storyCase({
    anchor: 'concept-http-network-fetch',
    name: 'What was never sent is not on the wire.',
    calls: {},
    answers: { [`GET ${API}/a`]: { failure: 'certificate', unsent: true } },
    expected: ['blocked certificate'],
  }),
  storyCase({
    anchor: 'concept-http-network-fetch',
    name: 'A preflight’s connection fails.',
    calls: { method: 'PUT' },
    answers: { [`OPTIONS ${API}/a`]: { failure: 'connection' } },
    expected: [asked('PUT'), 'blocked preflight-network'],
  }),
  storyCase({
    anchor: 'concept-http-network-fetch',
    name: 'A preflight meets a certificate.',
    calls: { method: 'PUT' },
    answers: { [`OPTIONS ${API}/a`]: { failure: 'certificate' } },
    expected: [asked('PUT'), 'blocked certificate'],
  }),
  storyCase({
    anchor: 'concept-http-network-fetch',
    name: 'A connection fails after a redirect.',
    calls: {},
    answers: {
      [`GET ${API}/a`]: response(302, allowOrigin(), location(`${API}/b`)),
      [`GET ${API}/b`]: { failure: 'connection' },
    },
    expected: [sent(), sent('GET', `${API}/b`), 'blocked redirect-network'],
  }),
];

const simple = {
  api: 'fetch',
  method: 'GET',
  headers: [],
  body: null,
  mode: 'cors',
  credentials: 'same-origin',
  redirect: 'follow',
} as const;
