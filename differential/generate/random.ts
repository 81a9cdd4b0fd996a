/** Randomness that depends on a seed and the number of a case alone. */
import fc from 'fast-check';

/** One round of splitmix32: neighbouring seeds give unrelated states. */
function mixed(state: number): number {
  let z = state | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return z ^ (z >>> 15);
}

/** sfc32, in the shape that fast-check asks of a generator. */
class SmallFastCounting {
  #a: number;
  #b: number;
  #c: number;
  #counter: number;

  constructor([a, b, c, counter]: readonly [number, number, number, number]) {
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#counter = counter;
  }

  /** A signed 32-bit integer. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum;
  }

  clone(): SmallFastCounting {
    return new SmallFastCounting(this.getState());
  }

  getState(): readonly [number, number, number, number] {
    return [this.#a, this.#b, this.#c, this.#counter];
  }
}

/** The generator of case `index` of a run with `seed`; both are taken as 32-bit integers. */
export function randomOf(seed: number, index: number): fc.Random {
  const a = mixed(seed + 0x9e3779b9);
  const b = mixed(index + Math.imul(a, 0x85ebca6b));
  const generator = new SmallFastCounting([a, b, mixed(a ^ b), 1]);
  // The first numbers still show the seed.
  for (let round = 0; round < 12; round += 1) generator.next();
  return new fc.Random(generator);
}
