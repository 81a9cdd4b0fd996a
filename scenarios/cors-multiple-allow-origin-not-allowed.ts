/** CORSMultipleAllowOriginNotAllowed: more than one value where exactly one is allowed. */
import type { ConsoleLine, Header, Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'CORSMultipleAllowOriginNotAllowed';
const spec = {
  anchor: 'concept-cors-check',
  requirement:
    'Lines of one name are combined with ", " before the check; a list is neither "*" nor an origin.',
} as const;

interface Repetition {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly Header[];
  /** The value as it is combined. */
  readonly combined: string;
  /** Firefox counts lines, and only lines spelled exactly so; it compares all else as one value. */
  readonly firefox: ConsoleLine<'firefox'>;
  readonly webkit?: ConsoleLine<'webkit'>;
  readonly cause: string;
}

const notMatching = (acao: string): ConsoleLine<'firefox'> => [
  'CORSAllowOriginNotMatchingOrigin',
  { acao },
];

const REPETITIONS: readonly Repetition[] = [
  {
    id: 'allow-origin-twice-the-same',
    title: 'Two equal lines are still two values',
    lines: [allowOrigin(), allowOrigin()],
    combined: '{page}, {page}',
    firefox: 'CORSMultipleAllowOriginNotAllowed',
    cause: 'The application and the proxy before it both add the header.',
  },
  {
    id: 'allow-origin-twice-wildcard',
    title: 'Two wildcards are not one wildcard',
    lines: [allowOrigin('*'), allowOrigin('*')],
    combined: '*, *',
    firefox: 'CORSMultipleAllowOriginNotAllowed',
    cause: 'Two layers each allow everybody; together they allow nobody.',
  },
  {
    id: 'allow-origin-origin-and-wildcard',
    title: 'An origin and a wildcard do not add up',
    lines: [allowOrigin(), allowOrigin('*')],
    combined: '{page}, *',
    firefox: 'CORSMultipleAllowOriginNotAllowed',
    cause: 'The application names the origin, the gateway adds "*".',
  },
  {
    id: 'allow-origin-twice-lower-case',
    title: 'Two lines in lower case are two lines all the same',
    lines: [
      ['access-control-allow-origin', '{page}'],
      ['access-control-allow-origin', '{page}'],
    ],
    combined: '{page}, {page}',
    firefox: notMatching('{page}, {page}'),
    cause: 'Many servers write header names in lower case; HTTP/2 always does.',
  },
  {
    id: 'allow-origin-comma-list',
    title: 'A list of origins in one line is not a list to the browser',
    lines: [allowOrigin('{page}, http://shop.example')],
    combined: '{page}, http://shop.example',
    firefox: notMatching('{page}, http://shop.example'),
    cause: 'The header takes one origin; a list of them is no origin.',
  },
  {
    id: 'allow-origin-space-list',
    title: 'A list with spaces is no list either',
    lines: [allowOrigin('{page} http://shop.example')],
    combined: '{page} http://shop.example',
    firefox: notMatching('{page} http://shop.example'),
    webkit: ['OriginNotAllowed', { status: '200' }],
    cause: 'An early draft had a list with spaces; no browser ever took it.',
  },
];

const repetitions = REPETITIONS.map(
  ({ id, title, lines, combined, firefox, webkit, cause }): Scenario => ({
    id,
    title,
    topic,
    tags: ['@simple'],
    spec,
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, ...lines) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: [['kMultipleAllowOriginValues', { value: combined }]],
      firefox: [firefox],
      webkit: [webkit ?? 'MoreThanOneOrigin'],
    },
    cause,
    cure: {
      words:
        'Let one layer send the header, once, with the one origin that asked (and Vary: Origin).',
      routes: { 'GET /resource': answer(200, allowOrigin(), ['Vary', 'Origin']) },
      wire: [sent('GET')],
    },
  }),
);

const onThePreflight: Scenario = {
  id: 'allow-origin-twice-on-preflight',
  title: 'Two lines in the answer to OPTIONS stop the request before it is sent',
  topic,
  tags: ['@preflight'],
  spec,
  steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
  routes: {
    'OPTIONS /resource': answer(204, allowOrigin(), allowOrigin(), allowMethods('PUT')),
    'PUT /resource': answer(200, allowOrigin()),
  },
  expect: { verdict: 'blocked', stage: 'preflight-cors-check', wire: [preflight('PUT')] },
  console: {
    chromium: [['kPreflightMultipleAllowOriginValues', { value: '{page}, {page}' }]],
    firefox: ['CORSMultipleAllowOriginNotAllowed', 'CORSDidNotSucceed2'],
    webkit: ['MoreThanOneOrigin'],
  },
  cause: 'The proxy answers OPTIONS itself and passes the application’s header on as well.',
  cure: {
    words: 'Let one layer answer OPTIONS.',
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    wire: [preflight('PUT'), sent('PUT')],
  },
};

export const CORS_MULTIPLE_ALLOW_ORIGIN_NOT_ALLOWED: readonly Scenario[] = [
  ...repetitions,
  onThePreflight,
];
