/** Known departures in which request headers need a preflight. */
import {
  CORS_CC,
  CONTENT_UTILS,
  unlisted,
  listing,
  said,
  unasked,
  asked,
  cause,
  listIt,
} from './departures-of-safelisting-vocabulary.ts';
import { CHROMIUM_SOURCE, FIREFOX_SOURCE, WEBKIT_SOURCE, topic } from './departures-vocabulary.ts';
import type { Header, Scenario } from './types.ts';
import { RESOURCE, SILENT, preflight, sent } from './vocabulary.ts';

/** Where each engine joins the values of one name. */
const BLINK_REQUEST = `${CHROMIUM_SOURCE}third_party/blink/renderer/platform/loader/fetch/resource_request.cc`;
const WEBKIT_HEADERS = `${WEBKIT_SOURCE}WebCore/platform/network/HTTPHeaderMap.cpp`;

const typeTwice = (url: string) =>
  asked(
    'content-type',
    'The two values are joined before they are looked at, and two types are no type.',
    url,
  );
const typeInBlink = typeTwice(BLINK_REQUEST);
const typeInWebKit = typeTwice(WEBKIT_HEADERS);

const acceptTwice = asked(
  'accept',
  'The comma and the space that join the values count towards the 128 bytes.',
  WEBKIT_HEADERS,
);

const CONTENT_TYPES = [
  {
    id: 'content-type-ends-in-semicolon',
    title: 'A semicolon behind the last parameter of a Content-Type changes nothing',
    value: 'text/plain;a=b;',
    because: 'Firefox’s parser wants the last parameter to end where the value ends.',
  },
  {
    id: 'content-type-with-comma',
    title: 'A comma in a parameter of a Content-Type changes nothing',
    value: 'text/plain;a=b,c',
    because: 'Firefox takes the comma for the beginning of a second type.',
  },
] as const;

const LARGE = asked('range', 'The number has to fit into 63 bits, and one is kept.', CORS_CC);
const FIREFOX_LARGE = asked('range', 'The number has to fit into 64 bits.', CONTENT_UTILS);
const WEBKIT_LARGE = asked(
  'range',
  'The number has to fit into 64 bits.',
  `${WEBKIT_SOURCE}WebCore/platform/network/HTTPParsers.cpp`,
);

/** A safelisted header for which some engine makes a preflight. */
const safeHeader = (
  row: Pick<Scenario, 'id' | 'title' | 'console' | 'engines'> & {
    readonly headers: readonly [Header, ...Header[]];
    readonly requirement: string;
    readonly cured: NonNullable<Scenario['engines']>;
  },
): Scenario => ({
  id: row.id,
  title: row.title,
  topic,
  tags: ['@preflight', '@safelist'],
  spec: { anchor: 'cors-safelisted-request-header', requirement: row.requirement },
  steps: [{ do: 'fetch', url: RESOURCE, headers: row.headers }],
  routes: unlisted,
  expect: { verdict: 'allowed', stage: 'none', wire: [sent('GET')] },
  console: row.console,
  ...(row.engines && { engines: row.engines }),
  cause: cause.safe,
  cure: {
    words: listIt(row.headers[0][0]),
    routes: listing(row.headers[0][0]),
    wire: [sent('GET')],
    engines: row.cured,
  },
});

const safelisted: readonly Scenario[] = [
  safeHeader({
    id: 'request-header-given-twice',
    title: 'Two safelisted values of one name are looked at one by one',
    headers: [
      ['Content-Type', 'text/plain'],
      ['Content-Type', 'text/plain'],
    ],
    requirement: 'Each header of the list is safelisted by itself, or not.',
    console: { ...said('Content-Type'), firefox: [] },
    engines: { chromium: typeInBlink.refused, webkit: typeInWebKit.refused },
    cured: { chromium: typeInBlink.cured, webkit: typeInWebKit.cured },
  }),
  safeHeader({
    id: 'request-header-given-twice-at-its-limit',
    title: 'Two safelisted values of one name may be longer than 128 bytes together',
    headers: [
      ['Accept', 'a'.repeat(127)],
      ['Accept', ''],
    ],
    requirement: 'Each header of the list is safelisted by itself, or not.',
    console: { ...SILENT, webkit: said('Accept').webkit },
    engines: { webkit: acceptTwice.refused },
    cured: { webkit: acceptTwice.cured },
  }),
  ...CONTENT_TYPES.map(({ id, title, value, because }) => {
    const { refused, cured } = asked(
      'content-type',
      because,
      `${FIREFOX_SOURCE}netwerk/base/nsURLHelper.cpp`,
    );
    return safeHeader({
      id,
      title,
      headers: [['Content-Type', value]],
      requirement: 'The value is parsed as a MIME type; what its parameters are does not matter.',
      console: { ...SILENT, firefox: said('Content-Type').firefox },
      engines: { firefox: refused },
      cured: { firefox: cured },
    });
  }),
  safeHeader({
    id: 'range-of-63-bits',
    title: 'Range: bytes=9223372036854775807- needs no preflight',
    headers: [['Range', `bytes=${2n ** 63n - 1n}-`]],
    requirement: 'A single range with a start is safelisted; its numbers have no limit.',
    console: { ...SILENT, chromium: said('Range').chromium },
    engines: { chromium: LARGE.refused },
    cured: { chromium: LARGE.cured },
  }),
  safeHeader({
    id: 'range-beyond-64-bits',
    title: 'Range: bytes=18446744073709551616- needs no preflight',
    headers: [['Range', `bytes=${2n ** 64n}-`]],
    requirement: 'A single range with a start is safelisted; its numbers have no limit.',
    console: said('Range'),
    engines: {
      chromium: LARGE.refused,
      firefox: FIREFOX_LARGE.refused,
      webkit: WEBKIT_LARGE.refused,
    },
    cured: { chromium: LARGE.cured, firefox: FIREFOX_LARGE.cured, webkit: WEBKIT_LARGE.cured },
  }),
];

const restOfType = unasked(
  'Firefox’s parser skips what stands between the type and its first semicolon.',
  `${FIREFOX_SOURCE}netwerk/base/nsURLHelper.cpp`,
);

const plus = unasked(
  'WebKit’s parser takes a number with a plus for a number.',
  `${WEBKIT_SOURCE}WebCore/platform/network/HTTPParsers.cpp`,
);

const notSummed = unasked(
  'Firefox looks at each value, and never at their sum.',
  `${FIREFOX_SOURCE}dom/fetch/InternalHeaders.cpp`,
);

/** An unsafe header that some engine takes for a safe one. */
const unsafeHeader = (
  row: Pick<Scenario, 'id' | 'title' | 'console' | 'engines'> & {
    readonly headers: readonly [Header, ...Header[]];
    readonly anchor: string;
    readonly requirement: string;
    readonly engines: NonNullable<Scenario['engines']>;
  },
): Scenario => {
  const [name] = row.headers[0];
  const lower = name.toLowerCase();
  return {
    id: row.id,
    title: row.title,
    topic,
    tags: ['@preflight', '@safelist'],
    spec: { anchor: row.anchor, requirement: row.requirement },
    steps: [{ do: 'fetch', url: RESOURCE, headers: row.headers }],
    routes: unlisted,
    expect: { verdict: 'blocked', stage: 'preflight-header', wire: [preflight('GET', lower)] },
    console: row.console,
    engines: row.engines,
    cause: cause.unsafe,
    cure: {
      words: listIt(name),
      routes: listing(name),
      wire: [preflight('GET', lower), sent('GET')],
      engines: row.engines,
    },
  };
};

const unsafe: readonly Scenario[] = [
  unsafeHeader({
    id: 'content-type-with-more-than-a-type',
    title: 'Content-Type: text/plain application/json;a=b is no text/plain',
    headers: [['Content-Type', 'text/plain application/json;a=b']],
    anchor: 'cors-safelisted-request-header',
    requirement: 'A Content-Type that is no MIME type is not safelisted.',
    console: { ...said('Content-Type'), firefox: [] },
    engines: { firefox: restOfType },
  }),
  unsafeHeader({
    id: 'range-with-plus',
    title: 'Range: bytes=+0-9 is no range',
    headers: [['Range', 'bytes=+0-9']],
    anchor: 'simple-range-header-value',
    requirement: 'A range’s numbers are ASCII digits and nothing else.',
    console: { ...said('Range'), webkit: [] },
    engines: { webkit: plus },
  }),
  unsafeHeader({
    id: 'safelisted-values-beyond-1024-bytes',
    title: 'Safelisted headers of more than 1,024 bytes together need a preflight',
    headers: [
      ['Accept', 'a'.repeat(128)],
      ...Array.from({ length: 8 }, (): Header => ['Accept', 'a'.repeat(128)]),
    ],
    anchor: 'cors-unsafe-request-header-names',
    requirement: 'Safelisted values of more than 1,024 bytes together make their names unsafe.',
    console: { ...said('Accept'), firefox: [] },
    engines: { firefox: notSummed },
  }),
];

export const DEPARTURES_OF_SAFELISTING: readonly Scenario[] = [...safelisted, ...unsafe];
