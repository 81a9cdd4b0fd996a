/** Requests to other origins that were always possible, and are under no CORS. */
import type { Scenario } from './types.ts';
import { RESOURCE, SILENT, answer, sent } from './vocabulary.ts';

const topic = 'NotUnderCORS';
const navigates = 'A navigation shows what it gets; its mode is none that CORS knows.';
const unread = [{ verdict: 'opaque', told: { readable: false } }] as const;

export const OUTSIDE_CORS: readonly Scenario[] = [
  {
    id: 'form-post-elsewhere',
    title: 'A form may be sent to any origin, which is told from where',
    topic,
    tags: ['@form', '@navigation'],
    spec: {
      anchor:
        'https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#form-submission-algorithm',
      requirement: 'Sending a form navigates; the Origin header goes along with a POST.',
      notPredicted: navigates,
    },
    steps: [{ do: 'form', url: RESOURCE, method: 'POST', field: ['order', '1'] }],
    routes: { 'POST /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'application/x-www-form-urlencoded' } })],
      sees: unread,
    },
    console: SILENT,
    cause:
      'Forms are older than CORS; a server defends itself by Origin, by a token or by SameSite.',
  },
  {
    id: 'form-get-elsewhere',
    title: 'A form sent by GET does not even say from where',
    topic,
    tags: ['@form', '@navigation'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement:
        'A GET gets an Origin header where its response tainting is cors, and for sockets.',
      notPredicted: navigates,
    },
    steps: [{ do: 'form', url: RESOURCE, method: 'GET', field: ['order', '1'] }],
    routes: { 'GET /resource': answer(200), 'GET /resource?order=1': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: '{api:/resource?order=1}' }],
      sees: unread,
    },
    console: SILENT,
    cause: 'A GET should change nothing, so nobody needs to know.',
  },
  {
    id: 'ping-of-a-link',
    title: 'The ping of a link is a POST to any origin, and nobody may refuse it',
    topic,
    tags: ['@ping'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/links.html#hyperlink-auditing',
      requirement: 'A ping is a POST of the type text/ping that goes out as it is.',
      notPredicted: 'A ping has a type that CORS would ask for, and goes unasked.',
    },
    steps: [{ do: 'ping', url: RESOURCE }],
    routes: { 'POST /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'text/ping' } })],
    },
    console: {
      chromium: [],
      firefox: {
        notApplicable: 'Firefox sends no pings unless the preference browser.send_pings is set.',
        url: 'https://searchfox.org/mozilla-central/source/modules/libpref/init/all.js',
      },
      webkit: [],
    },
    cause: 'It tells of a click, and its answer is read by nobody.',
  },
];
