/** What an EventSource makes of an answer that passed the CORS check and is no stream of events. */
import { failedAtOnce, heard, source, stream } from './event-source.ts';
import type { ConsoleExpectation, HttpAnswer, Scenario } from './types.ts';
import { SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

interface Row {
  readonly id: string;
  readonly title: string;
  readonly requirement: string;
  readonly answered: HttpAnswer;
  readonly console: ConsoleExpectation;
  readonly cause: string;
  readonly words: string;
}

const ROWS: readonly Row[] = [
  {
    id: 'event-source-of-another-type',
    title: 'An answer that is no text/event-stream ends an EventSource, though CORS let it through',
    requirement: 'An answer of another type fails the connection, which is not tried again.',
    answered: answer(200, ['Content-Type', 'text/plain'], allowOrigin()),
    console: {
      chromium: [['event-source-type', { type: 'text/plain' }]],
      // Its line of the failed connection comes once or twice.
      firefox: [],
      webkit: [['EventSourceType', { type: 'text/plain' }]],
    },
    cause: 'The framework sends text/plain or text/html unless it is told otherwise.',
    words: 'Send Content-Type: text/event-stream.',
  },
  {
    id: 'event-source-no-content',
    title: 'A 204 ends an EventSource for good, though CORS let it through',
    requirement: 'A status other than 200 fails the connection, which is not tried again.',
    answered: answer(204, allowOrigin()),
    console: SILENT,
    cause:
      'There was nothing to tell, so the server sent 204; a stream with nothing in it is a 200.',
    words: 'Answer 200 with a stream, even if nothing is to be told yet.',
  },
];

export const EVENT_SOURCE_ANSWERS: readonly Scenario[] = ROWS.map(
  ({ id, title, requirement, answered, console, cause, words }): Scenario => ({
    id,
    title,
    topic: 'Streams',
    tags: ['@event-source'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/server-sent-events.html#dom-eventsource',
      requirement,
      notPredicted: 'The response passes the CORS check; EventSource itself has no use for it.',
    },
    steps: [source],
    routes: { 'GET /resource': answered },
    expect: {
      verdict: 'blocked',
      stage: 'response-type',
      wire: [sent('GET')],
      sees: [{ verdict: 'blocked', told: failedAtOnce }],
    },
    console,
    cause,
    cure: {
      words,
      routes: { 'GET /resource': stream(allowOrigin()) },
      wire: [sent('GET')],
      sees: [{ verdict: 'allowed', told: heard }],
    },
  }),
);
