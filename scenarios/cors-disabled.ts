/** CORSDisabled: a preference of Firefox switches CORS off, and with it every cross-origin read. */
import type { NotApplicable, Scenario } from './types.ts';
import { RESOURCE, allowMethods, allowOrigin, answer, preflight, sent } from './vocabulary.ts';

const topic = 'CORSDisabled';
const launch = { preferences: { 'content.cors.disable': true } };
const spec = {
  anchor: 'http-cors-protocol',
  requirement: 'The Standard knows no switch; the answer allows this origin and would be shared.',
};
const switched = {
  ...spec,
  notPredicted: 'A preference of Firefox refuses what the Standard allows.',
};
const chromium: NotApplicable = {
  notApplicable:
    'Chromium has no setting that refuses all cross-origin loads; --disable-web-security does the opposite.',
  url: 'https://source.chromium.org/chromium/chromium/src/+/main:content/public/common/content_switches.cc',
};
const webkit: NotApplicable = {
  notApplicable:
    'WebKit has no setting that refuses all cross-origin loads; MiniBrowser --disable-web-security does the opposite.',
  url: 'https://webkitgtk.org/reference/webkit2gtk/stable/property.Settings.disable-web-security.html',
};
const cause = 'Somebody set content.cors.disable in about:config, or a company policy did.';
const words = 'Set content.cors.disable back to false; no server can help.';

export const CORS_DISABLED: readonly Scenario[] = [
  {
    id: 'cors-disabled',
    title: 'With CORS switched off, a perfect answer is refused',
    topic,
    tags: ['@launch'],
    spec: switched,
    launch,
    steps: [{ do: 'fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200, allowOrigin()) },
    // The request goes out; it is its answer that is refused.
    expect: { verdict: 'blocked', stage: 'switched-off', wire: [sent('GET')] },
    console: { chromium, firefox: ['CORSDisabled'], webkit },
    cause,
    cure: { words, launch: {}, wire: [sent('GET')] },
  },
  {
    id: 'cors-disabled-on-preflight',
    title: 'With CORS switched off, a request that needs a preflight is refused twice',
    topic,
    tags: ['@launch', '@preflight'],
    spec: switched,
    launch,
    steps: [{ do: 'fetch', url: RESOURCE, method: 'PUT' }],
    routes: {
      'OPTIONS /resource': answer(204, allowOrigin(), allowMethods('PUT')),
      'PUT /resource': answer(200, allowOrigin()),
    },
    expect: { verdict: 'blocked', stage: 'switched-off', wire: [] },
    console: { chromium, firefox: ['CORSDisabled', 'CORSDisabled'], webkit },
    cause,
    cure: { words, launch: {}, wire: [preflight('PUT'), sent('PUT')] },
  },
  {
    id: 'cors-disabled-no-cors',
    title: 'With CORS switched off, no-cors loads go on as before',
    topic,
    tags: ['@launch', '@no-cors'],
    spec: {
      anchor: 'concept-request-mode',
      requirement: 'A no-cors request makes no CORS check; its response is opaque.',
    },
    launch,
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors' }],
    routes: { 'GET /resource': answer(200) },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: RESOURCE }],
    },
    console: { chromium, firefox: [], webkit },
    cause: 'The preference is about cors-mode loads only.',
  },
];
