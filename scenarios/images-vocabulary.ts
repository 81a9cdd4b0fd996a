/** What scenarios about images are written with. */
import type { ImageReader, ImgStep } from './initiators/images.ts';
import type { ConsoleExpectation, ConsoleLine, Sight, Told, WireRequest } from './types.ts';
import { file } from './vocabulary.ts';

export const topic = 'Images';

export const IMAGE = '{api:/pixel.png}';
/** Shown, not to be read. */
export const PLAIN: ImgStep = { do: 'img', url: IMAGE };
export const WITH_CORS: ImgStep = { ...PLAIN, crossorigin: 'anonymous' };

export const WITH_CREDENTIALS: ImgStep = { ...PLAIN, crossorigin: 'use-credentials' };

/** The pixel, with these header lines. */
export const pixel = file('pixel.png');

/** A load in mode no-cors, as it arrives. */
export const plainly = (url = IMAGE): WireRequest => ({ method: 'GET', url });

const sight =
  (verdict: Sight['verdict']) =>
  (value: Told, reader: ImageReader = 'pixel'): Sight => ({ verdict, told: { [reader]: value } });

/** What a reader makes of the pixels. */
export const readable = sight('allowed');
export const unreadable = sight('opaque');

export const READ: Sight = readable('rgba 255 0 0 255');
export const UNREAD: Sight = unreadable({ throws: 'canvas-get-image-data' });

/** What WebKit prints, and it alone, when the pixels of a tainted canvas are asked for. */
export const TAINTED = { chromium: [], firefox: [], webkit: ['CanvasTainted'] } as const;

/** A refusal's lines; both Chromium and WebKit add that the image could not be loaded. */
export const refused = (
  chromium: ConsoleLine<'chromium'>,
  firefox: readonly ConsoleLine<'firefox'>[],
  webkit: readonly [ConsoleLine<'webkit'>, ConsoleLine<'webkit'>],
): ConsoleExpectation => ({
  chromium: [chromium, ['failed-to-load', { error: 'ERR_FAILED' }]],
  firefox,
  webkit: [webkit[0], 'CompanionImage', webkit[1]],
});

export const notAllowed = (status: string, origin = '{page}') =>
  [
    ['OriginNotAllowed', { status, origin }],
    ['FailedToLoad/OriginNotAllowed', { status, origin }],
  ] as const;

export const MISSING = refused(
  'kMissingAllowOriginHeader',
  [['CORSMissingAllowOrigin2', { status: '200' }]],
  notAllowed('200'),
);
export const WILDCARD = refused(
  'kWildcardOriginNotAllowed',
  ['CORSNotSupportingCredentials'],
  ['WildcardWithCredentials', 'FailedToLoad/WildcardWithCredentials'],
);
