/** Choosing from tables whose first rows are the simplest. */
import fc from 'fast-check';

/**
 * One of the values. Shrinks to the first, then halfway, then to the one before: fast-check's own
 * `constantFrom` knows no weights, and its `oneof` does not shrink from one constant to another.
 */
class Choice<T> extends fc.Arbitrary<T> {
  readonly #values: readonly T[];
  /** Running totals of the weights. */
  readonly #upTo: readonly number[];
  readonly #total: number;

  constructor(rows: readonly (readonly [weight: number, value: T])[]) {
    super();
    let total = 0;
    this.#upTo = rows.map(([weight]) => (total += weight));
    this.#values = rows.map(([, value]) => value);
    this.#total = total;
  }

  generate(random: fc.Random): fc.Value<T> {
    const drawn = random.nextInt(0, this.#total - 1);
    return this.#at(this.#upTo.findIndex((limit) => drawn < limit));
  }

  /** The context is the index of the value in the table. */
  canShrinkWithoutContext(_value: unknown): _value is T {
    return false;
  }

  shrink(_value: T, index: unknown): fc.Stream<fc.Value<T>> {
    if (typeof index !== 'number' || index === 0) return fc.Stream.nil();
    const simpler = new Set([0, index >> 1, index - 1]);
    return fc.Stream.of(...[...simpler].map((one) => this.#at(one)));
  }

  #at(index: number): fc.Value<T> {
    return new fc.Value(this.#values[index] as T, index);
  }
}

/** One of the values, the simplest first; weights are whole numbers. */
export const weigh = <T>(...rows: readonly (readonly [weight: number, value: T])[]) =>
  new Choice(rows) as fc.Arbitrary<T>;

/** One of the values with equal chances, the simplest first. */
export const pick = <T>(...values: readonly T[]): fc.Arbitrary<T> =>
  new Choice(values.map((value) => [1, value] as const));

/** True in `percent` of 100 cases; shrinks to false. */
export const sometimes = (percent: number): fc.Arbitrary<boolean> =>
  weigh([100 - percent, false], [percent, true]);
