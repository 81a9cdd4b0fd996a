/** What scenarios about text tracks are written with. */
import type { EngineNote, WireRequest } from './types.ts';
import { file } from './vocabulary.ts';

export const topic = 'Media';
export const TRACK = '{api:/captions.vtt}';
export const OWN = '{page:/captions.vtt}';
export const anchor =
  'https://html.spec.whatwg.org/multipage/media.html#start-the-track-processing-model';
export const CORS_TESTS = 'html/semantics/embedded-content/media-elements/track/track-element/cors';

export const captions = file('captions.vtt');

export const SHOWN = { verdict: 'allowed', told: { cues: 1 } } as const;
export const REFUSED = { verdict: 'blocked', told: { cues: 0 } } as const;

/** WebKit falls back to no-cors, as other elements do, where HTML says same-origin. */
export const fallsBack = (wire: readonly WireRequest[]): EngineNote => ({
  kind: 'deviation',
  because: 'Without crossorigin a track is fetched in mode no-cors, and its cues are read.',
  url: 'https://github.com/WebKit/WebKit/blob/main/Source/WebCore/loader/TextTrackLoader.cpp',
  expect: { verdict: 'allowed', stage: 'none', wire, sees: [SHOWN] },
});
