/** A font of one glyph, a square for the letter A. */

/** TODO: made by the table writer below. https://learn.microsoft.com/typography/opentype/spec/otff */
export function squareTtf(): Buffer {
  return Buffer.alloc(0);
}
