/** Text tracks: their media element decides by its crossorigin whether they may come from afar. */
import {
  CORS_TESTS,
  OWN,
  REFUSED,
  SHOWN,
  TRACK,
  anchor,
  captions,
  fallsBack,
  topic,
} from './text-tracks-vocabulary.ts';
import type { Scenario } from './types.ts';
import { SILENT, allowCredentials, allowOrigin, answer, location, sent } from './vocabulary.ts';

const MOVED = '{page:/moved.vtt}';

const WITH = {
  steps: [{ do: 'track', url: TRACK, crossorigin: 'anonymous' }],
  wire: [sent('GET', { url: TRACK })],
} as const;

export const TEXT_TRACKS: readonly Scenario[] = [
  {
    id: 'track-without-crossorigin',
    title: 'A text track of another origin is not even asked for without crossorigin on its video',
    topic,
    tags: ['@track'],
    spec: {
      anchor,
      requirement: 'Without crossorigin a track is fetched in mode same-origin.',
      wpt: [`${CORS_TESTS}/009.html`],
    },
    steps: [{ do: 'track', url: TRACK }],
    routes: { 'GET /captions.vtt': captions(allowOrigin('*')) },
    expect: { verdict: 'blocked', stage: 'mode', wire: [], sees: [REFUSED] },
    console: {
      chromium: ['unsafe-attempt'],
      firefox: ['CheckSameOriginError'],
      webkit: [],
    },
    cause: 'Captions lie beside the video on a media server; the video plays, they don’t show.',
    cure: {
      words: 'Write crossorigin on the media element, and allow its origin for both files.',
      ...WITH,
      sees: [SHOWN],
    },
    engines: { webkit: fallsBack([{ method: 'GET', url: TRACK }]) },
  },
  {
    id: 'track-of-own-origin',
    title: 'A text track of the page’s own origin needs neither attribute nor header',
    topic,
    tags: ['@track'],
    spec: {
      anchor,
      requirement: 'Mode same-origin lets everything of the origin through.',
      wpt: [`${CORS_TESTS}/003.html`],
    },
    steps: [{ do: 'track', url: OWN }],
    routes: { 'GET /captions.vtt': captions() },
    expect: {
      verdict: 'allowed',
      stage: 'none',
      wire: [{ method: 'GET', url: OWN }],
      sees: [SHOWN],
    },
    console: SILENT,
    cause: 'Same origin, so there is nothing to allow.',
  },
  {
    id: 'track-redirected-away',
    title: 'A text track of the page’s own origin is refused when a redirect leads to another one',
    topic,
    tags: ['@track', '@redirect'],
    spec: {
      anchor,
      requirement: 'Mode same-origin holds for every URL on the way.',
    },
    steps: [{ do: 'track', url: MOVED }],
    routes: {
      'GET /moved.vtt': answer(302, location(TRACK)),
      'GET /captions.vtt': captions(allowOrigin('*')),
    },
    expect: {
      verdict: 'blocked',
      stage: 'mode',
      wire: [{ method: 'GET', url: MOVED }],
      sees: [REFUSED],
    },
    console: {
      chromium: [['unsafe-attempt', { url: TRACK }]],
      firefox: [['CheckSameOriginError', { url: TRACK }]],
      webkit: [],
    },
    cause: 'The page links a file of its own that has moved to a media server.',
    cure: {
      words: 'Link the file where it is, with crossorigin on the media element.',
      ...WITH,
      sees: [SHOWN],
    },
    engines: {
      webkit: fallsBack([
        { method: 'GET', url: MOVED },
        { method: 'GET', url: TRACK },
      ]),
    },
  },
  {
    id: 'track-crossorigin-refused',
    title: 'A text track in a video with crossorigin needs the header, too',
    topic,
    tags: ['@track'],
    spec: {
      anchor,
      requirement: 'A track takes the crossorigin of its media element, and mode cors with it.',
    },
    steps: WITH.steps,
    routes: { 'GET /captions.vtt': captions() },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: WITH.wire, sees: [REFUSED] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [
        ['OriginNotAllowed', { status: '200' }],
        'CompanionTrack',
        ['FailedToLoad/OriginNotAllowed', { status: '200' }],
      ],
    },
    cause: 'The video’s server sends the header with videos only.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the captions, as with the video.',
      routes: { 'GET /captions.vtt': captions(allowOrigin()) },
      wire: WITH.wire,
      sees: [SHOWN],
    },
  },
  {
    id: 'track-credentials-not-allowed',
    title: 'A text track in a video with credentials needs the server’s word for them',
    topic,
    tags: ['@track', '@credentials'],
    spec: {
      anchor: 'concept-cors-check',
      requirement: 'With credentials mode include, Access-Control-Allow-Credentials must be true.',
    },
    steps: [{ do: 'track', url: TRACK, crossorigin: 'use-credentials' }],
    routes: { 'GET /captions.vtt': captions(allowOrigin()) },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: WITH.wire, sees: [REFUSED] },
    console: {
      chromium: [['kInvalidAllowCredentials', { value: '' }]],
      firefox: ['CORSMissingAllowCredentials'],
      webkit: ['CredentialsNotTrue'],
    },
    cause:
      'use-credentials is on the media element for the video’s sake, and holds for its tracks.',
    cure: {
      words: 'Send Access-Control-Allow-Credentials: true beside the origin.',
      routes: { 'GET /captions.vtt': captions(allowOrigin(), allowCredentials()) },
      wire: WITH.wire,
      sees: [SHOWN],
    },
  },
];
