/**
 * Another order of the same tests, to show that none of them depends on those before it:
 * `CORS_SHUFFLE=<seed>`. Pure.
 */

const MOST = 0xffffffff;

/**
 * The seed in the environment variable; null where there is none. Throws one line on a text that is
 * no whole number of 32 bits.
 */
export function shuffleSeed(text: string | undefined): number | null {
  if (text === undefined || text === '') return null;
  const seed = Number(text);
  if (!/^\d{1,10}$/.test(text) || seed > MOST)
    throw new Error(`CORS_SHUFFLE takes a whole number from 0 to ${MOST}, not "${text}"`);
  return seed;
}

/** One round of splitmix32: neighbouring numbers come out unrelated. */
function mixed(state: number): number {
  let z = state | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** The list in an order that depends on the seed and its length alone; every worker finds the same. */
export function shuffled<T>(list: readonly T[], seed: number): readonly T[] {
  const start = mixed(seed + 0x9e3779b9);
  return list
    .map((item, index) => ({ item, index, at: mixed(start + Math.imul(index + 1, 0x9e3779b9)) }))
    .toSorted((one, other) => one.at - other.at || one.index - other.index)
    .map(({ item }) => item);
}
