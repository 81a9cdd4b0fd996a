/** The files that answers can have as their body are what their names say, to the byte. */
import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { checksumOf, WHOLE_FONT } from '../servers/assets/font.ts';
import { ASSETS } from '../servers/assets/index.ts';

test('every file has bytes, and the same ones each time', () => {
  for (const [name, { type, bytes }] of Object.entries(ASSETS)) {
    expect(type, name).toMatch(/^[a-z]+\/[a-z+]+$/);
    expect(bytes().length, name).toBeGreaterThan(20);
    expect(bytes(), name).toBe(bytes());
  }
});

test('pixel.png is one pixel, and its chunks add up', () => {
  const png = ASSETS['pixel.png'].bytes();
  expect(png.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
  const chunks = new Map<string, Buffer>();
  let at = 8;
  while (at < png.length) {
    const length = png.readUInt32BE(at);
    const named = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(named));
    chunks.set(named.toString('latin1', 0, 4), named.subarray(4));
    at += 12 + length;
  }
  expect(at).toBe(png.length);
  expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
  const header = chunks.get('IHDR') ?? Buffer.alloc(8);
  expect([header.readUInt32BE(0), header.readUInt32BE(4)]).toEqual([1, 1]);
  expect([...inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0))]).toEqual([0, 255, 0, 0, 255]);
});

test('tone.wav says how long it is, and is not silent', () => {
  const wav = ASSETS['tone.wav'].bytes();
  expect(wav.toString('latin1', 0, 4) + wav.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
  const [rate, bytesPerSecond, bytesPerSample] = [24, 28, 32].map((at) =>
    at === 32 ? wav.readUInt16LE(at) : wav.readUInt32LE(at),
  );
  expect(bytesPerSecond).toBe((rate ?? 0) * (bytesPerSample ?? 0));
  expect(wav.toString('latin1', 36, 40)).toBe('data');
  expect(wav.readUInt32LE(40)).toBe(wav.length - 44);
  expect(wav.subarray(44).some((byte) => byte !== 0)).toBe(true);
});

/** The elements of a piece of EBML, by id; masters are opened. */
function elementsOf(bytes: Buffer, into: Map<string, Buffer>): Map<string, Buffer> {
  const masters = ['18538067', '1a45dfa3', '1549a966', '1654ae6b', 'ae', 'e0', '1f43b675'];
  let at = 0;
  while (at < bytes.length) {
    const idLength = Math.clz32(bytes[at] ?? 0) - 23;
    const id = bytes.toString('hex', at, at + idLength);
    at += idLength;
    const first = bytes[at] ?? 0;
    const [sizeLength, size] =
      first >= 0x80 ? [1, first & 0x7f] : [2, bytes.readUInt16BE(at) & 0x3fff];
    at += sizeLength;
    const content = bytes.subarray(at, at + size);
    expect(content.length, id).toBe(size);
    if (masters.includes(id)) elementsOf(content, into);
    else into.set(id, content);
    at += size;
  }
  return into;
}

test('frame.webm is one key frame of VP8, one pixel large', () => {
  const elements = elementsOf(ASSETS['frame.webm'].bytes(), new Map());
  const text = (id: string) => elements.get(id)?.toString('latin1');
  expect([text('4282'), text('86')]).toEqual(['webm', 'V_VP8']);
  expect([elements.get('b0'), elements.get('ba')]).toEqual([Buffer.from([1]), Buffer.from([1])]);
  const frame = elements.get('a3')?.subarray(4) ?? Buffer.alloc(0);
  // https://www.rfc-editor.org/rfc/rfc6386#section-9.1 : bit 0 is 0 in a key frame
  expect((frame[0] ?? 1) & 1).toBe(0);
  expect(frame.toString('hex', 3, 10)).toBe('9d012a01000100');
});

test('captions.vtt is WebVTT with one cue', () => {
  const vtt = ASSETS['captions.vtt'].bytes().toString('utf8');
  expect(vtt).toMatch(/^WEBVTT\n\n/);
  expect(vtt.match(/-->/g)).toHaveLength(1);
});

test('square.ttf has every table that a font needs, each with its checksum', () => {
  const ttf = ASSETS['square.ttf'].bytes();
  const tags: string[] = [];
  for (let index = 0; index < ttf.readUInt16BE(4); index += 1) {
    const entry = 12 + index * 16;
    const tag = ttf.toString('latin1', entry, entry + 4);
    const [sum, offset, length] = [4, 8, 12].map((at) => ttf.readUInt32BE(entry + at));
    const table = Buffer.from(ttf.subarray(offset, (offset ?? 0) + (length ?? 0)));
    expect(table.length, tag).toBe(length);
    expect((offset ?? 1) % 4, tag).toBe(0);
    // What makes the whole font add up is left out of the table's own sum.
    if (tag === 'head') table.writeUInt32BE(0, 8);
    expect(checksumOf(table), tag).toBe(sum);
    tags.push(tag);
  }
  const needed = ['OS/2', 'cmap', 'glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'name', 'post'];
  expect(tags).toEqual(needed);
  expect(checksumOf(ttf)).toBe(WHOLE_FONT);
});
