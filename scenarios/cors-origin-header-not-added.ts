/** CORSOriginHeaderNotAdded: the requester has more than one origin, so none can be named. */
import type { Scenario } from './types.ts';
import { RESOURCE, allowOrigin, answer, sent } from './vocabulary.ts';

export const CORS_ORIGIN_HEADER_NOT_ADDED: readonly Scenario[] = [
  {
    id: 'extension-without-permission',
    title: 'A content script asks an origin that its extension has no permission for',
    topic: 'CORSOriginHeaderNotAdded',
    tags: ['@launch', '@extension'],
    spec: {
      anchor: 'append-a-request-origin-header',
      requirement: 'A cors request names its origin; a Manifest V2 content script has two.',
      notPredicted: 'An extension asks, with an origin of its own kind.',
    },
    launch: { extension: 'without-host-permission' },
    steps: [{ do: 'extension-fetch', url: RESOURCE }],
    routes: { 'GET /resource': answer(200) },
    expect: { verdict: 'blocked', stage: 'origin-header', wire: [] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: ['CORSOriginHeaderNotAdded'],
      webkit: {
        notApplicable: 'MiniBrowser loads no extensions.',
        url: 'https://bugs.webkit.org/show_bug.cgi?id=300631',
      },
    },
    engines: {
      chromium: {
        kind: 'habit',
        because:
          'Chromium has Manifest V3 only; its content scripts ask as the page does, so the ordinary CORS check decides.',
        url: 'https://www.chromium.org/Home/chromium-security/extension-content-script-fetches/',
        expect: { stage: 'cors-check', wire: [sent('GET')] },
      },
    },
    cause: 'The manifest names no host permission for the API.',
    cure: {
      notPredicted: 'An extension asks, with an origin of its own kind.',
      words:
        'Ask for the host in the manifest (Firefox, Manifest V2), or have the server allow the page’s origin (Chromium).',
      launch: { extension: 'with-host-permission' },
      routes: { 'GET /resource': answer(200, allowOrigin()) },
      wire: [sent('GET')],
      engines: {
        firefox: {
          kind: 'habit',
          because:
            'With the permission, the content script asks with its extension’s rights: no Origin, no check.',
          url: 'https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/Content_scripts#xhr_and_fetch',
          expect: { wire: [{ method: 'GET', url: RESOURCE }] },
        },
      },
    },
  },
];
