/** Text tracks in a media element with crossorigin, at home and redirected. */
import { OWN_WITH_ORIGIN } from './own-origin.ts';
import {
  CORS_TESTS,
  OWN,
  REFUSED,
  SHOWN,
  TRACK,
  anchor,
  captions,
  topic,
} from './text-tracks-vocabulary.ts';
import type { Scenario, WireRequest } from './types.ts';
import { SILENT, allowOrigin, answer, location, sent } from './vocabulary.ts';

const got = (url: string): WireRequest => ({ method: 'GET', url });

/** WebKit and Chromium name the page’s origin to itself. */
const named = (...wire: readonly WireRequest[]) => ({ ...OWN_WITH_ORIGIN, expect: { wire } });

export const REDIRECTED_TEXT_TRACKS: readonly Scenario[] = [
  {
    id: 'track-crossorigin-of-own-origin',
    title: 'crossorigin does no harm to a text track of the page’s own origin',
    topic,
    tags: ['@track'],
    spec: {
      anchor,
      requirement: 'Mode cors makes no CORS check within the page’s origin.',
      wpt: [`${CORS_TESTS}/005.html`],
    },
    steps: [{ do: 'track', url: OWN, crossorigin: 'anonymous' }],
    routes: { 'GET /captions.vtt': captions() },
    expect: { verdict: 'allowed', stage: 'none', wire: [got(OWN)], sees: [SHOWN] },
    console: SILENT,
    engines: {
      chromium: named(sent('GET', { url: OWN })),
      webkit: named(sent('GET', { url: OWN })),
    },
    cause: 'The video is elsewhere and wants crossorigin; its captions are the page’s own.',
  },
  {
    id: 'track-crossorigin-redirected-away',
    title: 'A text track with crossorigin may be redirected to another origin, which must allow it',
    topic,
    tags: ['@track', '@redirect'],
    spec: {
      anchor,
      requirement: 'With crossorigin the mode is cors, and the last response is checked.',
      wpt: [`${CORS_TESTS}/027.html`, `${CORS_TESTS}/028.html`],
    },
    steps: [{ do: 'track', url: OWN, crossorigin: 'anonymous' }],
    routes: { 'GET /captions.vtt': [answer(302, location(TRACK)), captions()] },
    expect: {
      verdict: 'blocked',
      stage: 'cors-check',
      wire: [got(OWN), sent('GET', { url: TRACK })],
      sees: [REFUSED],
    },
    console: {
      chromium: [['kMissingAllowOriginHeader', { url: TRACK, redirected: true, firstUrl: OWN }]],
      firefox: [['CORSMissingAllowOrigin2', { status: '200', url: TRACK }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    engines: {
      chromium: named(sent('GET', { url: OWN }), sent('GET', { url: TRACK })),
      webkit: named(sent('GET', { url: OWN }), sent('GET', { url: TRACK })),
    },
    cause: 'The page links a file of its own that has moved to a media server.',
    cure: {
      words: 'Send Access-Control-Allow-Origin from where the file is now.',
      routes: { 'GET /captions.vtt': [answer(302, location(TRACK)), captions(allowOrigin())] },
      wire: [got(OWN), sent('GET', { url: TRACK })],
      sees: [SHOWN],
      engines: {
        chromium: named(sent('GET', { url: OWN }), sent('GET', { url: TRACK })),
        webkit: named(sent('GET', { url: OWN }), sent('GET', { url: TRACK })),
      },
    },
  },
];
