import type { ServerAnswer } from '../../oracle/types.ts';
import {
  allowed,
  ALLOW_CREDENTIALS,
  allowHeaders,
  allowMethods,
  allowOrigin,
  API,
  asked,
  location,
  OK,
  OTHER,
  outcomes,
  PAGE,
  response,
  sent,
  storyCase,
  told,
  type Answers,
  type Call,
} from './flow-vocabulary.ts';
import type { OracleCase } from './types.ts';

const REDIRECT = 'concept-http-redirect-fetch';
const HTTP = 'concept-http-fetch';
const STATUSES = [301, 302, 303, 307, 308];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'];
const ORIGIN_KINDS = {
  initiatorType: 'fetch',
  mode: 'cors',
  tainting: 'basic',
  origin: PAGE,
} as const;

/** Within the page's own origin, so that neither check nor preflight is in the way. */
const methodRows = STATUSES.flatMap((status) =>
  METHODS.map((method): OracleCase => {
    const changes =
      status === 303 ? !['GET', 'HEAD'].includes(method) : status < 303 && method === 'POST';
    const becomes = changes ? 'GET' : method;
    const hasBody = !['GET', 'HEAD'].includes(method);
    const from = hasBody ? ` from ${PAGE}` : '';
    const lines =
      '{X-A: 1} {Content-Type: a/b} {content-encoding: c} {Content-Language: d} {Content-Location: e}';
    return storyCase({
      anchor: REDIRECT,
      name: `${method} redirected by ${status} becomes ${becomes}, and ${changes ? 'loses' : 'keeps'} its body.`,
      calls: {
        url: `${PAGE}/a`,
        method,
        lines: [
          'X-A: 1',
          'Content-Type: a/b',
          'content-encoding: c',
          'Content-Language: d',
          'Content-Location: e',
        ],
        ...(hasBody && { body: 'x' }),
      },
      answers: {
        [`${method} ${PAGE}/a`]: response(status, location('/b')),
        [`${becomes} ${PAGE}/b`]: response(200),
      },
      expected: [
        `${method} ${PAGE}/a${from} with credentials ${lines}${hasBody ? ' "x"' : ''}`,
        changes
          ? `GET ${PAGE}/b with credentials {X-A: 1}`
          : `${method} ${PAGE}/b${from} with credentials ${lines}${hasBody ? ' "x"' : ''}`,
        `allowed basic 200 ${PAGE}/b redirected`,
      ],
    });
  }),
);

const noRedirect = [300, 304, 305, 306, 309, 399].map((status) =>
  storyCase({
    anchor: 'redirect-status',
    name: `${status} is no redirect, though it has a Location.`,
    calls: { redirect: 'error' },
    answers: { [`GET ${API}/a`]: response(status, allowOrigin(), location(`${API}/b`)) },
    expected: [sent(), `allowed cors ${status} ${API}/a`],
  }),
);

/** The answers of a chain: each URL redirects to the next one, the last one answers. */
const chain = (urls: readonly string[], ...lines: readonly string[]): Answers =>
  Object.fromEntries(
    urls.map((url, index): [string, ServerAnswer] => {
      const next = urls[index + 1];
      return [
        `GET ${url}`,
        next === undefined ? response(200, ...lines) : response(302, ...lines, location(next)),
      ];
    }),
  );

interface Hop {
  readonly name: string;
  readonly urls: readonly string[];
  /** The Origin that each is told, or null for none. */
  readonly origins: readonly (string | null)[];
  readonly type?: 'basic' | 'cors';
}

const HOPS: readonly Hop[] = [
  {
    name: 'from the page’s own origin to another one',
    urls: [`${PAGE}/a`, `${API}/b`],
    origins: [null, PAGE],
  },
  {
    name: 'within another origin',
    urls: [`${API}/a`, `${API}/b`, `${API}/c`],
    origins: [PAGE, PAGE, PAGE],
  },
  {
    name: 'from another origin to a third one, and on within it',
    urls: [`${API}/a`, `${OTHER}/b`, `${OTHER}/c`],
    origins: [PAGE, 'null', 'null'],
  },
  {
    name: 'to another port of one site',
    urls: [`${API}/a`, `${API}:81/b`],
    origins: [PAGE, 'null'],
  },
  {
    name: 'there and back to the page’s own origin',
    urls: [`${API}/a`, `${PAGE}/b`, `${PAGE}/c`],
    origins: [PAGE, 'null', 'null'],
  },
  {
    name: 'from the own origin there and back',
    urls: [`${PAGE}/a`, `${API}/b`, `${PAGE}/c`],
    origins: [null, PAGE, 'null'],
  },
];

const hopRows = HOPS.map(({ name, urls, origins }) =>
  storyCase({
    anchor: 'serializing-a-request-origin',
    name: `What is told as origin ${name}.`,
    calls: { url: urls[0] ?? '' },
    answers: chain(urls, allowOrigin('*')),
    expected: [
      ...urls.map((url, index) =>
        origins[index] === null
          ? `GET ${url} with credentials`
          : `GET ${url} from ${origins[index]}`,
      ),
      `allowed cors 200 ${urls.at(-1)} redirected`,
    ],
  }),
);

const loop = (redirects: number): Answers => ({
  [`GET ${API}/a`]: [
    ...Array.from({ length: redirects }, () => response(302, allowOrigin(), location(`${API}/a`))),
    OK,
  ],
});

const goneTo = (url: string): Answers => ({
  [`GET ${API}/a`]: response(302, allowOrigin(), location(url)),
});

const refusedTo = (name: string, url: string, stage: string): OracleCase =>
  storyCase({
    anchor: REDIRECT,
    name,
    calls: {},
    answers: goneTo(url),
    expected: [sent(), `blocked ${stage} by 302 ${API}/a`],
  });

/** `http://user:password@host/`, from where, and whether it is refused. */
const credentialRows = (
  [
    ['a user', 'http://u@api.test/b', true],
    ['a password', 'http://:p@api.test/b', true],
    ['both, at the page’s own origin', 'http://u:p@page.test/b', true],
    ['neither', 'http://@api.test/b', false],
  ] as const
).map(([what, url, isRefused]) =>
  storyCase({
    anchor: REDIRECT,
    name: `A cross-origin redirect to a URL with ${what}.`,
    calls: {},
    answers: { ...goneTo(url), [`GET ${API}/b`]: OK },
    expected: isRefused
      ? [sent(), `blocked redirect-credentials by 302 ${API}/a`]
      : [sent(), sent('GET', `${API}/b`), `${allowed(`${API}/b`)} redirected`],
  }),
);

const AUTHORIZED = ['Authorization: t', 'X-A: 1'];
const LEAVE = [allowOrigin('*'), allowHeaders('authorization, x-a')];

const authorizationRow = (name: string, to: string, line: string, origin: string): OracleCase =>
  storyCase({
    anchor: REDIRECT,
    name,
    calls: { lines: AUTHORIZED },
    answers: {
      [`OPTIONS ${API}/a`]: response(204, ...LEAVE),
      [`GET ${API}/a`]: response(302, ...LEAVE, location(to)),
      [`OPTIONS ${to}`]: response(204, ...LEAVE),
      [`GET ${to}`]: response(200, ...LEAVE),
    },
    expected: [
      asked('GET', 'authorization,x-a'),
      sent('GET', `${API}/a`, '{Authorization: t} {X-A: 1}'),
      `OPTIONS ${to} from ${origin} asks GET asks ${line.includes('Authorization') ? 'authorization,' : ''}x-a`,
      `GET ${to} from ${origin} ${line}`,
      `${allowed(to)} redirected`,
    ],
  });

const modeRows = STATUSES.flatMap((status) =>
  [[location(`${API}/b`)], []].flatMap((lines): readonly OracleCase[] => {
    const answers = { [`GET ${API}/a`]: response(status, allowOrigin(), ...lines) };
    const words = `${status} ${lines.length > 0 ? 'with' : 'without'} a Location`;
    return [
      storyCase({
        anchor: HTTP,
        name: `Redirect mode error refuses ${words}.`,
        calls: { redirect: 'error' },
        answers,
        expected: [sent(), `blocked redirect-mode by ${status} ${API}/a`],
      }),
      storyCase({
        anchor: HTTP,
        name: `Redirect mode manual keeps ${words} opaque.`,
        calls: { redirect: 'manual', url: `${API}/a#f` },
        answers,
        expected: [sent(), `opaque opaqueredirect 0 ${API}/a`],
      }),
    ];
  }),
);

const checkRow = (
  name: string,
  status: number,
  lines: readonly string[],
  stage: string,
  call: Call = {},
) =>
  storyCase({
    anchor: HTTP,
    name,
    calls: call,
    answers: { [`GET ${API}/a`]: response(status, ...lines) },
    expected: [sent(), `blocked ${stage} (no-allow-origin) by ${status} ${API}/a`],
  });

const LOCATIONS: readonly (readonly [
  name: string,
  lines: readonly string[],
  url: string | null,
])[] = [
  ['none', ['X: y'], null],
  ['an absolute one', [location('https://one.test/b')], 'https://one.test/b#old'],
  ['a relative one', [location('c?d')], 'http://api.test/x/c?d#old'],
  ['a host alone', [location('//one.test')], 'http://one.test/#old'],
  ['its own fragment', [location('b#new')], 'http://api.test/x/b#new'],
  ['an empty fragment', [location('b#')], 'http://api.test/x/b#'],
  ['an empty one', ['Location: '], 'http://api.test/x/a#old'],
];

export const FLOW_REDIRECT_CASES: readonly OracleCase[] = [
  ...methodRows,
  ...noRedirect,
  ...hopRows,
  ...credentialRows,
  ...modeRows,
  ...LOCATIONS.map(([name, lines, url]): OracleCase => ({
    anchor: 'concept-response-location-url',
    name: `The location URL of ${name}.`,
    run: ({ locationUrl, STANDARD }) => {
      const found = locationUrl(
        { url: `${API}/x/a`, response: response(302, ...lines) },
        '#old',
        STANDARD,
      );
      return found instanceof URL ? found.href : found;
    },
    expected: url,
  })),
  ...(
    [
      ['one that is no URL', ['Location: http://']],
      ['two', [location('/b'), location('/b')]],
    ] as const
  ).map(([name, lines]): OracleCase => ({
    anchor: 'concept-response-location-url',
    name: `The location URL of ${name} is a failure.`,
    run: ({ locationUrl, STANDARD }) =>
      locationUrl({ url: `${API}/x/a`, response: response(302, ...lines) }, '', STANDARD),
    expected: 'failure',
  })),
  storyCase({
    anchor: REDIRECT,
    name: 'Twenty redirects are followed.',
    calls: {},
    answers: loop(20),
    expected: [...Array.from({ length: 21 }, () => sent()), `${allowed()} redirected`],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'The twenty-first is not.',
    calls: {},
    answers: loop(21),
    expected: [
      ...Array.from({ length: 21 }, () => sent()),
      `blocked redirect-count by 302 ${API}/a`,
    ],
  }),
  {
    anchor: REDIRECT,
    name: 'How many is a rule.',
    run: (oracle) =>
      told(outcomes(oracle, [{}], loop(3), oracle.rulesWith({ redirectLimit: () => 2 }))).length,
    expected: 4,
  },
  storyCase({
    anchor: REDIRECT,
    name: 'A redirect without a Location is an answer.',
    calls: {},
    answers: { [`GET ${API}/a`]: response(302, allowOrigin()) },
    expected: [sent(), `allowed cors 302 ${API}/a`],
  }),
  refusedTo('A Location that is no URL is refused.', 'http://', 'redirect-location'),
  refusedTo('Another scheme is refused.', 'myapp://x', 'redirect-scheme'),
  refusedTo('data: is refused.', 'data:,x', 'redirect-scheme'),
  storyCase({
    anchor: REDIRECT,
    name: 'Another scheme is refused before the count.',
    calls: {},
    answers: {
      [`GET ${API}/a`]: [
        ...Array.from({ length: 20 }, () => response(302, allowOrigin(), location('/a'))),
        response(302, allowOrigin(), location('x:y')),
      ],
    },
    expected: [
      ...Array.from({ length: 21 }, () => sent()),
      `blocked redirect-scheme by 302 ${API}/a`,
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'The count is looked at before credentials in the URL.',
    calls: {},
    answers: {
      [`GET ${API}/a`]: [
        ...Array.from({ length: 20 }, () => response(302, allowOrigin(), location('/a'))),
        response(302, allowOrigin(), location('http://u@api.test/')),
      ],
    },
    expected: [
      ...Array.from({ length: 21 }, () => sent()),
      `blocked redirect-count by 302 ${API}/a`,
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'Within the page’s origin a URL may have credentials, which the wire’s has not.',
    calls: { url: `${PAGE}/a` },
    answers: {
      [`GET ${PAGE}/a`]: response(302, location('http://u:p@page.test/b')),
      [`GET ${PAGE}/b`]: response(200),
    },
    expected: [
      `GET ${PAGE}/a with credentials`,
      `GET ${PAGE}/b with credentials`,
      'allowed basic 200 http://u:p@page.test/b redirected',
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'Out of the page’s origin it may not.',
    calls: { url: `${PAGE}/a` },
    answers: { [`GET ${PAGE}/a`]: response(302, location('http://u:p@api.test/b')) },
    expected: [`GET ${PAGE}/a with credentials`, `blocked redirect-credentials by 302 ${PAGE}/a`],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'In no-cors mode it may, anywhere.',
    calls: { url: `${PAGE}/a`, mode: 'no-cors' },
    answers: {
      [`GET ${PAGE}/a`]: response(302, location('http://u:p@api.test/b')),
      [`GET ${API}/b`]: response(302, location('http://u:p@page.test/c')),
      [`GET ${PAGE}/c`]: response(200),
    },
    expected: [
      `GET ${PAGE}/a with credentials`,
      `GET ${API}/b`,
      `GET ${PAGE}/c`,
      'opaque opaque 0 no URL',
    ],
  }),
  ...(
    [
      [{ ...ORIGIN_KINDS, locationOrigin: PAGE }, false],
      [{ ...ORIGIN_KINDS, locationOrigin: API }, true],
      [{ ...ORIGIN_KINDS, origin: 'null', locationOrigin: 'null' }, true],
      [{ ...ORIGIN_KINDS, mode: 'same-origin', locationOrigin: API }, false],
      [{ ...ORIGIN_KINDS, mode: 'no-cors', locationOrigin: API }, false],
      [{ ...ORIGIN_KINDS, mode: 'no-cors', tainting: 'opaque', locationOrigin: API }, false],
      [{ ...ORIGIN_KINDS, tainting: 'cors', locationOrigin: PAGE }, true],
    ] as const
  ).map(([redirect, expected]): OracleCase => ({
    anchor: REDIRECT,
    name: `Mode ${redirect.mode}, tainting ${redirect.tainting}, ${redirect.origin} to ${redirect.locationOrigin} with credentials is ${expected ? '' : 'not '}refused.`,
    run: ({ STANDARD }) => STANDARD.isLocationWithCredentialsRefused(redirect),
    expected,
  })),
  authorizationRow(
    'Authorization goes along within the origin.',
    `${API}/b`,
    '{Authorization: t} {X-A: 1}',
    PAGE,
  ),
  authorizationRow(
    'Authorization is dropped across origins, others go along.',
    `${OTHER}/b`,
    '{X-A: 1}',
    'null',
  ),
  authorizationRow('Another port is another origin.', `${API}:81/b`, '{X-A: 1}', 'null'),
  ...(
    [
      ['authorization', PAGE, API, true],
      ['AUTHORIZATION', PAGE, API, true],
      ['Authorization', PAGE, PAGE, false],
      ['X-Authorization', PAGE, API, false],
    ] as const
  ).map(([name, from, to, expected]): OracleCase => ({
    anchor: REDIRECT,
    name: `${name} is ${expected ? 'deleted' : 'kept'} from ${from} to ${to}.`,
    run: ({ STANDARD }) => STANDARD.isHeaderDeletedOnRedirect(name, from, to),
    expected,
  })),
  storyCase({
    anchor: REDIRECT,
    name: 'Authorization alone: once it is dropped nothing needs a preflight.',
    calls: { lines: ['Authorization: t'] },
    answers: {
      [`OPTIONS ${API}/a`]: response(204, ...LEAVE),
      [`GET ${API}/a`]: response(302, ...LEAVE, location(`${OTHER}/b`)),
      [`GET ${OTHER}/b`]: response(200, allowOrigin('null')),
    },
    expected: [
      asked('GET', 'authorization'),
      sent('GET', `${API}/a`, '{Authorization: t}'),
      `GET ${OTHER}/b from null`,
      `${allowed(`${OTHER}/b`)} redirected`,
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'A request that becomes GET, and loses its type with its body, needs no preflight.',
    calls: { method: 'POST', body: 'x', lines: ['Content-Type: application/json'] },
    answers: {
      [`OPTIONS ${API}/a`]: response(204, allowOrigin(), allowHeaders('content-type')),
      [`POST ${API}/a`]: response(302, allowOrigin(), location(`${API}/b`)),
      [`GET ${API}/b`]: OK,
    },
    expected: [
      asked('POST', 'content-type'),
      sent('POST', `${API}/a`, '{Content-Type: application/json}', '"x"'),
      sent('GET', `${API}/b`),
      `${allowed(`${API}/b`)} redirected`,
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'One that leaves the page’s origin does need one, as if it began there.',
    calls: { url: `${PAGE}/a`, method: 'PUT' },
    answers: {
      [`PUT ${PAGE}/a`]: response(307, location(`${API}/b`)),
      [`OPTIONS ${API}/b`]: response(204, allowOrigin(), allowMethods('PUT')),
      [`PUT ${API}/b`]: OK,
    },
    expected: [
      `PUT ${PAGE}/a from ${PAGE} with credentials`,
      `OPTIONS ${API}/b from ${PAGE} asks PUT`,
      sent('PUT', `${API}/b`),
      `${allowed(`${API}/b`)} redirected`,
    ],
  }),
  storyCase({
    anchor: REDIRECT,
    name: 'In same-origin mode a redirect elsewhere is refused, by whom is told.',
    calls: { url: `${PAGE}/a`, mode: 'same-origin' },
    answers: { [`GET ${PAGE}/a`]: response(302, location(`${API}/b`)) },
    expected: [`GET ${PAGE}/a with credentials`, `blocked mode by 302 ${PAGE}/a`],
  }),
  storyCase({
    anchor: HTTP,
    name: 'There and back: the own origin has to give leave, and to "null".',
    calls: {},
    answers: {
      ...goneTo(`${PAGE}/b`),
      [`GET ${PAGE}/b`]: response(200, allowOrigin()),
    },
    expected: [
      sent(),
      `GET ${PAGE}/b from null`,
      `blocked cors-check (other-origin) by 200 ${PAGE}/b`,
    ],
  }),
  storyCase({
    anchor: HTTP,
    name: 'A tainted origin with credentials may have leave as "null".',
    calls: { credentials: 'include' },
    answers: {
      [`GET ${API}/a`]: response(302, allowOrigin(), ALLOW_CREDENTIALS, location(`${OTHER}/b`)),
      [`GET ${OTHER}/b`]: response(200, allowOrigin('null'), ALLOW_CREDENTIALS),
    },
    expected: [
      sent('GET', `${API}/a`, 'with credentials'),
      `GET ${OTHER}/b from null with credentials`,
      `${allowed(`${OTHER}/b`)} redirected`,
    ],
  }),
  checkRow(
    'A redirect has to give leave itself.',
    302,
    [location(`${API}/b`)],
    'redirect-cors-check',
  ),
  checkRow(
    '… whatever the redirect mode is: error.',
    302,
    [location('/b')],
    'redirect-cors-check',
    {
      redirect: 'error',
    },
  ),
  checkRow('… or manual.', 302, [location('/b')], 'redirect-cors-check', { redirect: 'manual' }),
  checkRow('Without a Location it is an answer like any other.', 302, [], 'cors-check'),
  checkRow('So is another status with one.', 201, [location('/b')], 'cors-check'),
  {
    anchor: HTTP,
    name: 'What a redirect is, is a rule.',
    run: (oracle) =>
      told(
        outcomes(
          oracle,
          [{ redirect: 'error' }],
          { [`GET ${API}/a`]: response(302, allowOrigin()) },
          oracle.rulesWith({
            isRedirect: ({ headers }) => oracle.containsHeader('Location', headers),
          }),
        ),
      ),
    expected: [sent(), `allowed cors 302 ${API}/a`],
  },
];
