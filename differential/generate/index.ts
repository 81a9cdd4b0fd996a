/** Generated exchanges: correct ones with up to three things broken, and how to make them smaller. */
import fc from 'fast-check';
import { FAMILIES, type Family, type GeneratedCase } from '../types.ts';
import { familyArbitrary } from './families.ts';
import { isSimpler, measureOf } from './measure.ts';
import { randomOf } from './random.ts';

export { smaller } from './smaller.ts';

/** A case with what it can be shrunk to, worked out only when asked for. */
export interface GeneratedValue {
  readonly case: GeneratedCase;
  /** Simpler cases of the same making, the simplest first; following them always ends. */
  shrinks(): Iterable<GeneratedValue>;
}

const known = new Map<string, fc.Arbitrary<GeneratedCase>>();

/**
 * Cases of these families, each as often as the others. Order and repetition of the families make
 * no difference. Throws one line where there is none.
 */
export function caseArbitrary(families: readonly Family[]): fc.Arbitrary<GeneratedCase> {
  const chosen = FAMILIES.filter((family) => families.includes(family));
  if (chosen.length === 0) {
    throw new Error(`No family to generate from: give some of ${FAMILIES.join(', ')}.`);
  }
  const key = chosen.join();
  const made = known.get(key) ?? fc.oneof(...chosen.map((family) => familyArbitrary(family)));
  known.set(key, made);
  return made;
}

/**
 * Case number `index` (0-based) of the run with this seed: it depends on nothing else but the
 * families, so that it can be had again without those before it.
 */
export function generateCase(
  seed: number,
  index: number,
  families: readonly Family[],
): GeneratedValue {
  const arbitrary = caseArbitrary(families);
  // Without a bias factor: biased values would depend on how many were generated before.
  return valueOf(arbitrary, arbitrary.generate(randomOf(seed, index), undefined));
}

function valueOf(
  arbitrary: fc.Arbitrary<GeneratedCase>,
  value: fc.Value<GeneratedCase>,
): GeneratedValue {
  return { case: value.value, shrinks: () => simplerThan(arbitrary, value) };
}

function* simplerThan(
  arbitrary: fc.Arbitrary<GeneratedCase>,
  value: fc.Value<GeneratedCase>,
): Generator<GeneratedValue> {
  const own = measureOf(value.value.play, value.value.breaks);
  const given = new Set<string>();
  for (let from = value; ;) {
    let equal: fc.Value<GeneratedCase> | undefined;
    for (const next of arbitrary.shrink(from.value, from.context)) {
      const { play, breaks } = next.value;
      const measure = measureOf(play, breaks);
      const key = measure[4];
      if (key === own[4]) {
        // What was taken away had no effect; without it the rest can be shrunk as well.
        equal = next;
        break;
      }
      if (given.has(key) || !isSimpler(measure, own)) continue;
      given.add(key);
      yield valueOf(arbitrary, next);
    }
    if (equal === undefined) return;
    from = equal;
  }
}
