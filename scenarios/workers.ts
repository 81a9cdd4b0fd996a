/** Workers: who asks when they ask. */
import type { Realm, Scenario } from './types.ts';
import { RESOURCE, allowCredentials, allowOrigin, answer, sent } from './vocabulary.ts';

const topic = 'Workers';

const ASKING: readonly (readonly [realm: Realm, id: string, words: string])[] = [
  ['dedicated-worker', 'dedicated-worker', 'A worker'],
  ['blob-worker', 'blob-worker', 'A worker made of a blob: URL'],
  ['shared-worker', 'shared-worker', 'A shared worker'],
];

const asking = ASKING.map(([realm, id, words]): Scenario => ({
  id: `fetch-in-${id}`,
  title: `${words} asks as the page that made it, and is refused as it is`,
  topic,
  tags: ['@simple', '@origins'],
  spec: {
    anchor: 'https://html.spec.whatwg.org/multipage/workers.html#script-settings-for-workers',
    requirement: 'A worker has the origin of its owner, a blob: URL that of its maker.',
    wpt: ['cors/origin.htm'],
  },
  page: { realm },
  steps: [{ do: 'fetch', url: RESOURCE }],
  routes: { 'GET /resource': answer(200) },
  expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
  console: {
    chromium: ['kMissingAllowOriginHeader'],
    firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
    // A shared worker's console is no target of MiniBrowser's inspector.
    webkit: realm === 'shared-worker' ? [] : [['OriginNotAllowed', { status: '200' }]],
  },
  cause: 'The request was moved into a worker; that changes nothing about who asks.',
  cure: {
    words: 'Allow the page’s origin, as if the page had asked itself.',
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    wire: [sent('GET')],
  },
}));

const byOtherMeans: readonly Scenario[] = [
  {
    id: 'fetch-in-data-worker',
    title: 'A worker made of a data: URL asks as "null"',
    topic,
    tags: ['@simple', '@null-origin', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/workers.html#script-settings-for-workers',
      requirement: 'A worker whose URL is a data: URL has an opaque origin of its own.',
      wpt: ['fetch/api/cors/data-url-worker.html'],
    },
    page: { realm: 'data-worker' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { origin: 'null' })] },
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{page}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'A build tool writes small workers into data: URLs; their requests are nobody’s.',
    cure: {
      words: 'Make the worker of a blob: URL, which keeps the page’s origin.',
      page: { realm: 'blob-worker' },
      wire: [sent('GET')],
    },
  },
  {
    id: 'fetch-in-data-shared-worker',
    title: 'A shared worker made of a data: URL asks as "null", too',
    topic,
    tags: ['@simple', '@null-origin', '@origins'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/workers.html#script-settings-for-workers',
      requirement: 'A shared worker whose URL is a data: URL has an opaque origin of its own.',
      wpt: ['fetch/api/cors/data-url-shared-worker.html'],
    },
    page: { realm: 'data-shared-worker' },
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { origin: 'null' })] },
    console: {
      chromium: [['kAllowOriginMismatch', { value: '{page}' }]],
      firefox: [['CORSAllowOriginNotMatchingOrigin', { acao: '{page}' }]],
      webkit: [],
    },
    cause: 'All pages of the site share it, and it is of none of their origins.',
    cure: {
      words: 'Make the worker of a file of the site.',
      page: { realm: 'shared-worker' },
      wire: [sent('GET')],
    },
  },
  {
    id: 'xhr-in-dedicated-worker',
    title: 'XMLHttpRequest in a worker is under CORS like everywhere',
    topic,
    tags: ['@simple', '@xhr'],
    spec: {
      anchor: 'https://xhr.spec.whatwg.org/#the-withcredentials-attribute',
      requirement: 'The request of XMLHttpRequest is of mode cors, in a worker, too.',
      wpt: ['workers/WorkerGlobalScope_XMLHttpRequest.htm'],
    },
    page: { realm: 'dedicated-worker' },
    steps: [{ do: 'xhr', url: RESOURCE, withCredentials: true }],
    routes: { 'GET /resource': answer(200, allowOrigin('*')) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET')] },
    console: {
      chromium: ['kWildcardOriginNotAllowed'],
      firefox: ['CORSNotSupportingCredentials'],
      webkit: ['WildcardWithCredentials'],
    },
    cause: 'withCredentials and "*" do not go together, whatever thread asks.',
    cure: {
      words: 'Name the origin, and allow credentials.',
      routes: { 'GET /resource': answer(200, allowOrigin(), allowCredentials()) },
      wire: [sent('GET')],
    },
  },
];

export const WORKERS: readonly Scenario[] = [...asking, ...byOtherMeans];
