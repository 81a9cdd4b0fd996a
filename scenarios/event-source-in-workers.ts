/** EventSource in workers: under CORS with their origin, and no less silent. */
import { anchor, failedAtOnce, heard, stream } from './event-source.ts';
import type { ConsoleExpectation, Realm, Scenario } from './types.ts';
import { RESOURCE, allowOrigin, sent } from './vocabulary.ts';

const ROWS: readonly (readonly [
  realm: Realm,
  words: string,
  cause: string,
  console: ConsoleExpectation,
])[] = [
  [
    'dedicated-worker',
    'a worker',
    'The stream was moved to a worker so that the page does not falter.',
    {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [
        ['OriginNotAllowed', { status: '200' }],
        'CompanionEventSource',
        ['FailedToLoad/OriginNotAllowed', { status: '200' }],
      ],
    },
  ],
  [
    'shared-worker',
    'a shared worker',
    'One worker listens for all pages of the site, and none of them has its console open.',
    {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [],
    },
  ],
];

export const EVENT_SOURCES_IN_WORKERS: readonly Scenario[] = ROWS.map(
  ([realm, words, cause, console]): Scenario => ({
    id: `event-source-in-${realm}`,
    title: `A stream of events is heard in ${words} by the same leave as in a page`,
    topic: 'Streams',
    tags: ['@event-source', '@origins'],
    spec: {
      anchor,
      requirement: 'An EventSource is fetched in mode cors, whoever made it.',
      wpt: ['htm', 'js'].map(
        (type) => `eventsource/${realm}/eventsource-constructor-non-same-origin.${type}`,
      ),
    },
    page: { realm },
    steps: [{ do: 'event-source', url: RESOURCE }],
    routes: { 'GET /resource': stream() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [sent('GET')],
      sees: [{ verdict: 'blocked', told: failedAtOnce }],
    },
    console,
    cause,
    cure: {
      words: 'Send Access-Control-Allow-Origin with the stream.',
      routes: { 'GET /resource': stream(allowOrigin()) },
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', told: heard }],
    },
  }),
);
