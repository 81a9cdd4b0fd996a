/** The files that answers can have as their body: small, made here, and what each engine can show. */
import type { AssetName } from '../../scenarios/assets.ts';
import { PIXEL_PNG, SHAPE_SVG } from './images.ts';
import { CAPTIONS_VTT, frameWebm, toneWav } from './media.ts';
import { squareTtf } from './font.ts';

interface Asset {
  readonly type: string;
  readonly bytes: () => Buffer;
}

const made = new Map<AssetName, Buffer>();

/** Made when first asked for, once. */
const once = (name: AssetName, make: () => Buffer) => (): Buffer => {
  const bytes = made.get(name) ?? make();
  made.set(name, bytes);
  return bytes;
};

export const ASSETS: Readonly<Record<AssetName, Asset>> = {
  'pixel.png': { type: 'image/png', bytes: () => PIXEL_PNG },
  'shape.svg': { type: 'image/svg+xml', bytes: () => SHAPE_SVG },
  'captions.vtt': { type: 'text/vtt', bytes: () => CAPTIONS_VTT },
  'tone.wav': { type: 'audio/wav', bytes: once('tone.wav', toneWav) },
  'frame.webm': { type: 'video/webm', bytes: once('frame.webm', frameWebm) },
  'square.ttf': { type: 'font/ttf', bytes: once('square.ttf', squareTtf) },
};
