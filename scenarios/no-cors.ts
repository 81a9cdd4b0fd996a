/** What modes other than cors let out, and what fetch() refuses to make at all. */
import type { Scenario } from './types.ts';
import {
  RESOURCE,
  SILENT,
  allowMethods,
  allowOrigin,
  answer,
  preflight,
  sent,
} from './vocabulary.ts';

const topic = 'NotUnderCORS';

export const NO_CORS: readonly Scenario[] = [
  {
    id: 'no-cors-post',
    title: 'mode: "no-cors" sends a POST, which takes effect though nobody may read the answer',
    topic,
    tags: ['@no-cors'],
    spec: {
      anchor: 'concept-request-mode',
      requirement: 'A no-cors request may have a safelisted method; its answer is opaque.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', method: 'POST', body: 'order=1' }],
    routes: { 'POST /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [sent('POST', { headers: { 'Content-Type': 'text/plain;charset=UTF-8' } })],
    },
    console: SILENT,
    cause: 'CORS guards the answer; against such requests a server defends itself by a token.',
  },
  {
    id: 'no-cors-put',
    title: 'mode: "no-cors" makes no PUT: fetch() throws before anything is sent',
    topic,
    tags: ['@no-cors'],
    spec: {
      anchor: 'dom-request',
      requirement: 'A method that is not safelisted is a TypeError in mode no-cors.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', method: 'PUT' }],
    routes: { 'PUT /resource': answer(200) },
    expect: {
      verdict: 'blocked',
      stage: 'api',
      wire: [],
      sees: [{ verdict: 'blocked', told: { error: { throws: 'fetch-no-cors-method' } } }],
    },
    console: SILENT,
    cause: 'no-cors was meant to silence the console.',
    cure: {
      words: 'Leave the mode alone, and let the server allow the method.',
      steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
      routes: {
        'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
        'PUT /resource': answer(200, allowOrigin()),
      },
      wire: [preflight('PUT'), sent('PUT')],
    },
  },
  {
    id: 'same-origin-mode-elsewhere',
    title: 'mode: "same-origin" asks no other origin, whatever that one would answer',
    topic,
    tags: ['@mode'],
    spec: {
      anchor: 'main-fetch',
      requirement: 'A request of mode same-origin to another origin is a network error.',
      wpt: ['fetch/api/basic/mode-same-origin.any.js'],
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'same-origin' }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'mode', wire: [] },
    console: {
      chromium: ['fetch-mode-same-origin'],
      firefox: ['CheckSameOriginError'],
      webkit: ['CompanionFetchOnly'],
    },
    cause: 'A wrapper for the page’s own API was used for another one.',
    cure: {
      words: 'Leave the mode at its default, cors.',
      steps: [{ do: 'fetch', url: RESOURCE }],
      wire: [sent('GET')],
    },
  },
];
