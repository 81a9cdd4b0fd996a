/** Opaque-response blocking: bodies that no element can use are kept from its process. */
import type { EngineNote, Header, Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, file } from './vocabulary.ts';

const topic = 'NeighbouringRules';
const PROPOSAL = 'https://github.com/whatwg/fetch/pull/1442';

const withheld: EngineNote = {
  kind: 'deviation',
  because: 'Opaque-response blocking, which is proposed for the Standard and not part of it yet.',
  url: PROPOSAL,
  expect: { verdict: 'blocked', stage: 'opaque-response-blocking' },
};

const NOSNIFF: Header = ['X-Content-Type-Options', 'nosniff'];
const JSON_TYPE: Header = ['Content-Type', 'application/json'];

const PIXEL = '{api:/pixel.png}';
const pixel = file('pixel.png');

export const OPAQUE_RESPONSE_BLOCKING: readonly Scenario[] = [
  {
    id: 'image-labelled-json',
    title: 'An image that is labelled as JSON is not shown across origins',
    topic,
    tags: ['@img', '@opaque-response-blocking'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/images.html#img-decoding-process',
      requirement: 'Whether bytes are an image is found out from the bytes.',
    },
    steps: [{ do: 'img', url: PIXEL }],
    routes: { 'GET /pixel.png': pixel(JSON_TYPE, NOSNIFF) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: PIXEL }],
    },
    console: {
      // Chromium says it in the Issues tab only: messages/silences.ts.
      chromium: [],
      firefox: [
        [
          'ResourceBlockedORB',
          {
            reason:
              "nosniff is true and mimeType is an opaque-blocklisted MIME type or its essence is 'text/plain'",
          },
        ],
        'ORBDetails',
      ],
      webkit: [],
    },
    engines: { chromium: withheld, firefox: withheld },
    cause: 'A server gives all files one type, or an API returns images as it returns data.',
    cure: {
      words: 'Give the image its own type.',
      routes: { 'GET /pixel.png': pixel(NOSNIFF) },
      wire: [{ method: 'GET', url: PIXEL }],
      sees: [{ verdict: 'opaque' }],
    },
  },
  {
    id: 'image-labelled-json-with-crossorigin',
    title: 'In mode cors the label of an image does not matter',
    topic,
    tags: ['@img', '@opaque-response-blocking'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/images.html#img-decoding-process',
      requirement: 'A response that may be read is not opaque, and nothing has to be blocked.',
    },
    steps: [{ do: 'img', url: PIXEL, crossorigin: 'anonymous' }],
    routes: { 'GET /pixel.png': pixel(JSON_TYPE, NOSNIFF, allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: PIXEL, origin: '{page}' }],
    },
    console: SILENT,
    cause: 'What may be read need not be kept from the process that reads it.',
  },
  {
    id: 'fetch-no-cors-of-json',
    title: 'fetch() in mode no-cors resolves for JSON, blocked or not',
    topic,
    tags: ['@opaque-response-blocking'],
    spec: {
      anchor: 'concept-filtered-response-opaque',
      requirement: 'An opaque response tells nothing, not even that its body was withheld.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors' }],
    routes: { 'GET /resource': { ...answer(200, JSON_TYPE, NOSNIFF), body: '{"a":1}' } },
    expect: { verdict: 'opaque', stage: 'none', wire: [{ method: 'GET', url: RESOURCE }] },
    console: SILENT,
    cause: 'A promise that resolves is no answer: mode no-cors never gives one.',
  },
];
