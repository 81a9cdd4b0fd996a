/** Parts of files: what is asked for by Range, and what a 206 shows across origins. */
import type { Header, HttpAnswer, Scenario } from './types.ts';
import { RESOURCE, SILENT, allowOrigin, answer, sent } from './vocabulary.ts';

const RANGE: Header = ['Range', 'bytes=0-2'];
const part = (...headers: readonly Header[]): HttpAnswer => ({
  ...answer(206, ['Content-Range', 'bytes 0-2/9'], ['Accept-Ranges', 'bytes'], ...headers),
  body: 'one',
});
const asked = sent('GET', { headers: { Range: 'bytes=0-2' } });

const FILM = '{api:/frame.webm}';
/** The length of the file. */
const BYTES = 120;
const film = (...headers: readonly Header[]): HttpAnswer => ({
  ...answer(206, ['Content-Range', `bytes 0-${BYTES - 1}/${BYTES}`], ...headers),
  asset: 'frame.webm',
});
const played = [sent('GET', { url: FILM })];

export const RANGES: readonly Scenario[] = [
  {
    id: 'content-range-not-exposed',
    title: 'A script gets the part that it asked for, and not which part it is',
    topic: 'ResponseHeaders',
    tags: ['@range'],
    spec: {
      anchor: 'cors-safelisted-response-header-name',
      requirement:
        'Content-Length is a safelisted response-header; Content-Range and Accept-Ranges are not.',
    },
    steps: [
      {
        do: 'fetch',
        url: RESOURCE,
        headers: [RANGE],
        read: ['Content-Length', 'Content-Range', 'Accept-Ranges'],
      },
    ],
    routes: { 'GET /resource': part(allowOrigin()) },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [asked],
      sees: [
        {
          verdict: 'allowed',
          status: 206,
          headers: { 'Content-Length': '3', 'Content-Range': null, 'Accept-Ranges': null },
        },
      ],
    },
    console: SILENT,
    cause:
      'A viewer of large files asks by Range without a preflight, and can’t learn the whole length.',
    cure: {
      words: 'Send Access-Control-Expose-Headers: Content-Range, Accept-Ranges.',
      routes: {
        'GET /resource': part(allowOrigin(), [
          'Access-Control-Expose-Headers',
          'Content-Range, Accept-Ranges',
        ]),
      },
      wire: [asked],
      sees: [
        {
          verdict: 'allowed',
          status: 206,
          headers: {
            'Content-Length': '3',
            'Content-Range': 'bytes 0-2/9',
            'Accept-Ranges': 'bytes',
          },
        },
      ],
    },
  },
  {
    id: 'part-that-nobody-asked-for',
    title: 'A 206 to a no-cors request without Range is as opaque as a 200',
    topic: 'Statuses',
    tags: ['@no-cors', '@range', '@status'],
    spec: {
      anchor: 'concept-main-fetch',
      requirement: 'Only a 206 to a range request that lost its Range on the way is refused.',
    },
    steps: [{ do: 'fetch', url: RESOURCE, mode: 'no-cors', headers: [RANGE] }],
    routes: { 'GET /resource': part() },
    expect: {
      verdict: 'opaque',
      stage: 'none',
      wire: [{ method: 'GET', url: RESOURCE, headers: { Range: null } }],
    },
    console: SILENT,
    cause: 'In mode no-cors a script’s Range is dropped; a server that guesses sends a part.',
  },
  {
    id: 'video-in-parts-refused',
    title: 'A part of a video with crossorigin needs leave as the whole of it does',
    topic: 'Media',
    tags: ['@video', '@range'],
    spec: {
      anchor: 'https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource',
      requirement: 'A range that a media element asks for is a cors request like its first.',
    },
    steps: [{ do: 'video', url: FILM, crossorigin: 'anonymous' }],
    routes: { 'GET /frame.webm': film() },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: played,
      sees: [{ verdict: 'blocked', told: { error: 4 } }],
    },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '206' }]],
      webkit: [['OriginNotAllowed', { status: '206' }]],
    },
    cause: 'The server adds the header to whole files only, and players ask for parts.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with every 206 as well.',
      routes: { 'GET /frame.webm': film(allowOrigin()) },
      wire: played,
    },
  },
];
