import type { OracleCase } from './types.ts';

const HTML = 'https://html.spec.whatwg.org/multipage/browsers.html';

/** Three origins of one site, and two of other sites. */
const WWW = 'http://www.one.test';
const API = 'http://api.one.test';
const PORT = 'http://www.one.test:8080';
const TWO = 'http://two.test';
const SECURE = 'https://www.one.test';

const SAME_ORIGIN: readonly (readonly [a: string, b: string, expected: boolean])[] = [
  [WWW, WWW, true],
  [WWW, API, false],
  [WWW, PORT, false],
  [WWW, SECURE, false],
  ['null', 'null', false],
  ['null', WWW, false],
  [WWW, 'null', false],
];
const SAME_SITE: readonly (readonly [a: string, b: string, expected: boolean])[] = [
  [WWW, WWW, true],
  [WWW, API, true],
  [WWW, PORT, true],
  ['http://one.test', API, true],
  [WWW, TWO, false],
  [WWW, SECURE, false],
  ['http://127.0.0.1:1', 'http://127.0.0.1:2', true],
  ['http://127.0.0.1', 'http://10.0.0.1', false],
  ['http://127.0.0.1', 'http://localhost', false],
  ['http://localhost:1', 'http://localhost:2', true],
  ['http://localhost', 'http://test', false],
  ['http://localhost', 'http://a.localhost', false],
  ['http://[::1]:1', 'http://[::1]:2', true],
  ['http://[::1]', 'http://[::2]', false],
  ['null', 'null', false],
  ['null', WWW, false],
  [WWW, 'null', false],
];
const DOMAINS: readonly (readonly [host: string, expected: string | null])[] = [
  ['one.test', 'one.test'],
  ['a.b.one.test', 'one.test'],
  ['a.one.test.', 'one.test.'],
  ['one.test1', 'one.test1'],
  ['1.test', '1.test'],
  ['1.1a', '1.1a'],
  ['localhost', null],
  ['localhost.', null],
  ['127.0.0.1', null],
  ['10.20.30.40', null],
  ['[::1]', null],
  ['', null],
];

type Taint = 'same-origin' | 'same-site' | 'cross-site';

const TAINTS: readonly (readonly [origin: string, hops: readonly string[], expected: Taint])[] = [
  [WWW, [WWW], 'same-origin'],
  [WWW, [TWO], 'same-origin'],
  [WWW, [], 'same-origin'],
  [WWW, [WWW, TWO], 'same-origin'],
  [WWW, [WWW, API], 'same-origin'],
  [WWW, [TWO, TWO], 'same-origin'],
  [WWW, [WWW, WWW, TWO, TWO], 'same-origin'],
  [WWW, [API, PORT], 'same-site'],
  [WWW, [API, WWW], 'same-site'],
  [WWW, [API, TWO], 'same-site'],
  [WWW, [API, PORT, PORT], 'same-site'],
  [WWW, [API, WWW, WWW], 'same-site'],
  [WWW, [WWW, API, WWW], 'same-site'],
  [WWW, [TWO, `${TWO}:81`], 'same-site'],
  [WWW, [TWO, WWW], 'cross-site'],
  [WWW, [WWW, TWO, WWW], 'cross-site'],
  [WWW, [API, TWO, API], 'cross-site'],
  [WWW, [TWO, 'http://three.test'], 'cross-site'],
  [WWW, [TWO, WWW, WWW, WWW], 'cross-site'],
  [WWW, [SECURE, WWW], 'cross-site'],
  [WWW, [TWO, 'data:,x'], 'cross-site'],
  ['null', [TWO], 'same-origin'],
  ['null', [TWO, TWO], 'same-origin'],
  ['null', [WWW, API], 'same-site'],
  ['null', [TWO, WWW], 'cross-site'],
];

/** A path, so that it is URLs that are redirected to. */
const urlOf = (hop: string, index: number): string =>
  hop.startsWith('data:') ? hop : `${hop}/${index}`;

export const ORIGINS_CASES: readonly OracleCase[] = [
  ...(
    [
      ['http://one.test:8080/a?b#c', 'http://one.test:8080'],
      ['HTTP://ONE.test:80/', 'http://one.test'],
      ['https://u:p@one.test/', 'https://one.test'],
      ['data:,x', 'null'],
    ] as const
  ).map(([url, expected]): OracleCase => ({
    anchor: 'https://url.spec.whatwg.org/#concept-url-origin',
    name: `The origin of ${url} is ${expected}.`,
    run: ({ originOf }) => originOf(url),
    expected,
  })),
  ...SAME_ORIGIN.map(([a, b, expected]): OracleCase => ({
    anchor: `${HTML}#same-origin`,
    name: `${a} and ${b} are ${expected ? '' : 'not '}same origin.`,
    run: ({ isSameOrigin }) => isSameOrigin(a, b),
    expected,
  })),
  ...SAME_SITE.map(([a, b, expected]): OracleCase => ({
    anchor: `${HTML}#same-site`,
    name: `${a} and ${b} are ${expected ? '' : 'not '}same site.`,
    run: ({ isSameSite }) => isSameSite(a, b),
    expected,
  })),
  ...DOMAINS.map(([host, expected]): OracleCase => ({
    anchor: 'https://url.spec.whatwg.org/#host-registrable-domain',
    name: `The registrable domain of "${host}" is ${expected}.`,
    run: ({ registrableDomain }) => registrableDomain(host),
    expected,
  })),
  ...TAINTS.flatMap(([origin, hops, expected]): OracleCase[] => {
    const request = { origin, urlList: hops.map(urlOf) };
    const words = `of a request by ${origin} to ${hops.join(', then ') || 'nothing'}`;
    const serialized = expected === 'same-origin' ? origin : 'null';
    return [
      {
        anchor: 'concept-request-tainted-origin',
        name: `The redirect-taint ${words} is ${expected}.`,
        run: ({ redirectTaint }) => redirectTaint(request),
        expected,
      },
      {
        anchor: 'byte-serializing-a-request-origin',
        name: `The origin ${words} is serialized as ${serialized}.`,
        run: ({ byteSerializeRequestOrigin }) => byteSerializeRequestOrigin(request),
        expected: serialized,
      },
    ];
  }),
];
