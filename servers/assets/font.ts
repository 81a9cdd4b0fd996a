/** A font of one glyph, a square for the letter A. https://learn.microsoft.com/typography/opentype/spec/ */

const EM = 1_000;
const ASCENT = 800;
const DESCENT = -200;

/** Numbers of 16 bits, most significant byte first; negative ones as two's complement. */
const shorts = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  for (const [index, value] of values.entries()) bytes.writeUInt16BE(value & 0xffff, index * 2);
  return bytes;
};

const longs = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * 4);
  return bytes;
};

const VERSION_1 = 0x0001_0000;

/** Where `head` keeps the checksum of the whole font. */
const ADJUSTMENT_AT = 8;

const head = Buffer.concat([
  longs(VERSION_1, VERSION_1, 0, 0x5f0f_3cf5),
  shorts(0b1011, EM),
  // Created and modified, 64 bits each: no time, so that the bytes are always the same.
  longs(0, 0, 0, 0),
  // The bounding box; no style; legible from 8 pixels on; left to right; short offsets in `loca`.
  shorts(0, 0, EM, ASCENT, 0, 8, 2, 0, 0),
]);

const hhea = Buffer.concat([
  longs(VERSION_1),
  // Line gap, widest advance, bearings, extent, an upright caret, and two metrics in `hmtx`.
  shorts(ASCENT, DESCENT, 0, EM, 0, 0, EM, 1, 0, 0, 0, 0, 0, 0, 0, 2),
]);

/** Two glyphs, of at most four points in one contour, without instructions. */
const maxp = Buffer.concat([longs(VERSION_1), shorts(2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)]);

/** Version 4: measures, the letters there are (A to A), and nothing that restricts embedding. */
const os2 = Buffer.concat([
  shorts(4, EM, 400, 5, 0),
  shorts(650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0),
  // Panose, then the Unicode ranges: Basic Latin.
  Buffer.alloc(10),
  longs(1, 0, 0, 0),
  Buffer.from('CORS', 'latin1'),
  shorts(0x40, 0x41, 0x41, ASCENT, DESCENT, 0, ASCENT, -DESCENT),
  // Code page Latin 1, then heights, the default and the break character, and the context.
  longs(1, 0),
  shorts(500, 700, 0, 0x20, 1),
]);

/** Each glyph is as wide as it is high. */
const hmtx = shorts(EM, 0, EM, 0);

/** Format 4 with two segments: the letter A, and the one that must be last. */
const cmap = Buffer.concat([
  shorts(0, 1, 3, 1),
  longs(12),
  shorts(4, 32, 0, 4, 4, 1, 0),
  shorts(0x41, 0xffff, 0, 0x41, 0xffff, 1 - 0x41, 1, 0, 0),
]);

/** One contour of four points on the curve, each coordinate in 16 bits. */
const square = Buffer.concat([
  shorts(1, 0, 0, EM, ASCENT, 3, 0),
  Buffer.from([1, 1, 1, 1]),
  // Steps from point to point: x, then y.
  shorts(0, 0, EM, 0, 0, ASCENT, 0, -ASCENT),
]);

/** The first glyph is empty. Offsets are halved. */
const loca = shorts(0, 0, square.length / 2);

/** Family, style, unique name, full name, version and PostScript's name, for Windows in English. */
function nameTable(): Buffer {
  const names = ['Square', 'Regular', 'Square 1', 'Square', 'Version 1.0', 'Square'];
  const texts = names.map((name) => Buffer.from(name, 'utf16le').swap16());
  let offset = 0;
  const records = texts.map((text, index) => {
    offset += text.length;
    return shorts(3, 1, 0x409, index + 1, text.length, offset - text.length);
  });
  return Buffer.concat([shorts(0, names.length, 6 + names.length * 12), ...records, ...texts]);
}

/** Version 3: glyphs have no names. */
const post = Buffer.concat([longs(0x0003_0000, 0), shorts(-100, 50), longs(0, 0, 0, 0, 0)]);

/** The sum of 32-bit words, the last one filled up with zeroes. */
export function checksumOf(table: Buffer): number {
  let sum = 0;
  const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0;
  return sum;
}

/** What the checksum of a whole font and its adjustment make together. */
export const WHOLE_FONT = 0xb1b0_afba;

/** https://learn.microsoft.com/typography/opentype/spec/otff#organization-of-an-opentype-font */
export function squareTtf(): Buffer {
  // By tag, which is the order of the directory, too.
  const tables: readonly (readonly [tag: string, bytes: Buffer])[] = [
    ['OS/2', os2],
    ['cmap', cmap],
    ['glyf', square],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
    ['name', nameTable()],
    ['post', post],
  ];
  const power = 2 ** Math.floor(Math.log2(tables.length));
  const directory = [
    longs(VERSION_1),
    shorts(tables.length, power * 16, Math.log2(power), (tables.length - power) * 16),
  ];
  const bodies: Buffer[] = [];
  let offset = 12 + tables.length * 16;
  let headAt = 0;
  for (const [tag, bytes] of tables) {
    if (tag === 'head') headAt = offset;
    directory.push(Buffer.from(tag, 'latin1'), longs(checksumOf(bytes), offset, bytes.length));
    const padded = Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3)]);
    bodies.push(padded);
    offset += padded.length;
  }
  const font = Buffer.concat([...directory, ...bodies]);
  font.writeUInt32BE((WHOLE_FONT - checksumOf(font)) >>> 0, headAt + ADJUSTMENT_AT);
  return font;
}
