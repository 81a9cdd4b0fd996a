/** A short tone, which all three engines play without a codec, a film of one pixel, and a caption. */

const RATE = 8_000;
const SECONDS = 0.1;

/** 440 Hz, mono, 16 bits: RIFF with PCM. http://soundfile.sapp.org/doc/WaveFormat/ */
export function toneWav(): Buffer {
  const samples = RATE * SECONDS;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(RATE * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(samples * 2, 40);
  for (let index = 0; index < samples; index += 1) {
    const value = Math.round(12_000 * Math.sin((2 * Math.PI * 440 * index) / RATE));
    wav.writeInt16LE(value, 44 + index * 2);
  }
  return wav;
}

/**
 * A key frame of VP8: its tag, the start code, one pixel by one pixel, then the coded pixel itself.
 * https://www.rfc-editor.org/rfc/rfc6386#section-9.1
 */
const KEY_FRAME = Buffer.from('3001009d012a010001000ec0fe25a400037000000000', 'hex');

/** An element of EBML: its id, its length in one byte of 7 bits or in two of 14, what is in it. */
function element(id: string, ...content: readonly Buffer[]): Buffer {
  const inside = Buffer.concat(content);
  const { length } = inside;
  const size = length < 0x7f ? [0x80 | length] : [0x40 | (length >> 8), length & 0xff];
  return Buffer.concat([Buffer.from(id, 'hex'), Buffer.from(size), inside]);
}

const text = (value: string): Buffer => Buffer.from(value, 'latin1');
const byte = (value: number): Buffer => Buffer.from([value]);

/** One frame in WebM, the container that all three engines have. https://www.webmproject.org/docs/container/ */
export function frameWebm(): Buffer {
  const scale = Buffer.from([0x0f, 0x42, 0x40]);
  const milliseconds = Buffer.alloc(4);
  milliseconds.writeFloatBE(100);
  return Buffer.concat([
    element(
      '1a45dfa3',
      element('4282', text('webm')),
      element('4287', byte(2)),
      element('4285', byte(2)),
    ),
    element(
      '18538067',
      element(
        '1549a966',
        element('2ad7b1', scale),
        element('4489', milliseconds),
        element('4d80', text('-')),
        element('5741', text('-')),
      ),
      element(
        '1654ae6b',
        element(
          'ae',
          element('d7', byte(1)),
          element('73c5', byte(1)),
          element('83', byte(1)),
          element('86', text('V_VP8')),
          element('e0', element('b0', byte(1)), element('ba', byte(1))),
        ),
      ),
      element(
        '1f43b675',
        element('e7', byte(0)),
        element('a3', Buffer.from([0x81, 0, 0, 0x80]), KEY_FRAME),
      ),
    ),
  ]);
}

/** https://www.w3.org/TR/webvtt1/#file-structure */
export const CAPTIONS_VTT: Buffer = Buffer.from('WEBVTT\n\n00:00.000 --> 00:10.000\nA caption.\n');
