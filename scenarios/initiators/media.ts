/** Video, audio and their text tracks. */
import type { RequestStep } from '../steps.ts';
import {
  LOAD_OR_ERROR,
  potentialCorsRequest,
  type CrossOriginAttribute,
  type Initiator,
  type Initiators,
} from './types.ts';

export interface MediaStep extends RequestStep {
  /**
   * `video` tells `pixel`, what a canvas reads of its picture; `audio` tells `heard`, what Web Audio
   * hears of it; `audio-stream` the same through captureStream(), and `audio-track` through the track of that; `track` the number of `cues`.
   */
  readonly do: 'video' | 'audio' | 'audio-stream' | 'audio-track' | 'track';
  /** A track has none of its own: it takes that of the element it is in. */
  readonly crossorigin?: CrossOriginAttribute;
}

const media = (words: string, kind: string): Initiator<MediaStep> => ({
  words,
  kind,
  // https://html.spec.whatwg.org/multipage/media.html#concept-media-load-resource
  request: ({ crossorigin }) => potentialCorsRequest(crossorigin),
  events: { allowed: ['loadeddata'], opaque: ['loadeddata'], blocked: ['error'] },
});

export const MEDIA: Initiators<MediaStep> = {
  video: media('<video>', 'video'),
  audio: media('<audio>', 'audio'),
  'audio-stream': media('captureStream() of <audio>', 'audio'),
  'audio-track': media('a track of captureStream() of <audio>', 'audio'),
  track: {
    words: '<track>',
    kind: 'text track',
    // https://html.spec.whatwg.org/multipage/media.html#start-the-track-processing-model
    request: ({ crossorigin }) =>
      crossorigin === undefined
        ? { mode: 'same-origin', credentials: 'include' }
        : potentialCorsRequest(crossorigin),
    events: LOAD_OR_ERROR,
  },
};
