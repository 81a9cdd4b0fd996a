/** CORSRequestNotHttp: schemes that browsers know, and refuse a page from the web. */
import { cure, spec, topic } from './cors-request-not-http.ts';
import type { Scenario } from './types.ts';
import { RESOURCE } from './vocabulary.ts';

export const SCHEMES_OF_OLD: readonly Scenario[] = [
  {
    id: 'scheme-file-from-web-page',
    title: 'A page from the web may not read a file on disk',
    topic,
    tags: ['@scheme'],
    spec,
    steps: [{ do: 'fetch', url: 'file:///report.csv' }],
    routes: {},
    expect: { verdict: 'blocked', stage: 'scheme', wire: [] },
    console: {
      chromium: ['local-resource'],
      firefox: ['CheckLoadURIError'],
      webkit: ['OnlyHTTP'],
    },
    cause: 'The path of a file was taken over from a page that was opened from disk.',
    cure: { ...cure, steps: [{ do: 'fetch', url: RESOURCE }] },
  },
  {
    id: 'scheme-ftp-xhr',
    title: 'XMLHttpRequest to an ftp: URL',
    topic,
    tags: ['@scheme', '@xhr'],
    spec,
    steps: [{ do: 'xhr', url: 'ftp://127.0.0.1/report.csv' }],
    routes: {},
    expect: { verdict: 'blocked', stage: 'scheme', wire: [] },
    console: {
      chromium: ['xhr-ftp'],
      firefox: ['CORSRequestNotHttp'],
      webkit: ['OnlyHTTP'],
    },
    engines: {
      chromium: {
        kind: 'habit',
        because:
          'Chromium ends the request before loadstart; the XMLHttpRequest Standard wants it.',
        url: 'https://source.chromium.org/chromium/chromium/src/+/main:third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc',
        expect: { sees: [{ verdict: 'blocked', events: ['error', 'loadend'] }] },
      },
    },
    cause:
      'The resource lies on an FTP server, and the script was written when browsers went there.',
    cure: { ...cure, steps: [{ do: 'xhr', url: RESOURCE }] },
  },
];
