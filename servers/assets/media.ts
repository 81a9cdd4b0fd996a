/** A short tone, which all three engines play without a codec, and one caption. */

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

/** https://www.w3.org/TR/webvtt1/#file-structure */
export const CAPTIONS_VTT: Buffer = Buffer.from('WEBVTT\n\n00:00.000 --> 00:10.000\nA caption.\n');
