/**
 * What engines do not say in the console: refusals that print nothing. Nothing here is ever matched
 * against a console; it is kept so that a report can say where else to look.
 */
import type { MdnReason } from './mdn.ts';
import type { Engine } from './types.ts';

/** A refusal, or a warning, without any line in the console. */
export interface Silence {
  readonly what: string;
  /** Where the engine tells it instead. */
  readonly instead: string;
  readonly reason?: MdnReason;
}

export const SILENCES: Readonly<Record<Engine, Readonly<Record<string, Silence>>>> = {
  chromium: {
    orb: {
      what: 'Opaque-response blocking withholds the body from an image or a script.',
      instead:
        'DevTools issue ResponseWasBlockedByORB; the element fires error, fetch() in mode no-cors still resolves.',
    },
  },
  firefox: {},
  webkit: {
    Font: {
      what: 'A font of another origin, which is fetched without CORS and never checked.',
      instead: 'Nothing: the font is used. Other engines refuse it.',
      reason: 'CORSMissingAllowOrigin',
    },
  },
};
