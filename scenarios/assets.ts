/** Names of the files that answers can have as their body; the bytes are in servers/assets/. */
export type AssetName =
  'pixel.png' | 'tone.wav' | 'frame.webm' | 'captions.vtt' | 'shape.svg' | 'square.ttf';
