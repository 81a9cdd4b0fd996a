/** Images: shown without CORS, read only with it. */
import type { Scenario } from './types.ts';
import { allowOrigin, sent } from './vocabulary.ts';

const topic = 'Images';
const IMAGE = '{api:/pixel.png}';
const anchor = 'https://html.spec.whatwg.org/multipage/images.html#updating-the-image-data';

export const IMAGES_OF_ANOTHER_ORIGIN: readonly Scenario[] = [
  {
    id: 'image-crossorigin-refused',
    title: 'An image that asks for CORS is not even shown without it',
    topic,
    tags: ['@img'],
    spec: { anchor, requirement: 'An image with crossorigin is fetched in mode cors.' },
    steps: [{ do: 'img', url: IMAGE, crossorigin: 'anonymous' }],
    routes: { 'GET /pixel.png': { status: 200, headers: [], asset: 'pixel.png' } },
    expect: { verdict: 'blocked', stage: 'cors-check', wire: [sent('GET', { url: IMAGE })] },
    console: {
      chromium: ['kMissingAllowOriginHeader'],
      firefox: [['CORSMissingAllowOrigin2', { status: '200' }]],
      webkit: [['OriginNotAllowed', { status: '200' }]],
    },
    cause: 'crossorigin makes the image a cors request; without the attribute it would be shown.',
    cure: {
      words: 'Send Access-Control-Allow-Origin with the image.',
      routes: { 'GET /pixel.png': { status: 200, headers: [allowOrigin()], asset: 'pixel.png' } },
      wire: [sent('GET', { url: IMAGE })],
      sees: [{ verdict: 'allowed', told: { pixel: 'rgba 255 0 0 255' } }],
    },
  },
];
