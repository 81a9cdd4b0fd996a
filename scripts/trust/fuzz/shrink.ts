/** From a case that fails to the smallest one that still does. */
import fc from 'fast-check';
import type { Arena } from './arena.ts';
import type { FuzzCase } from './case.ts';
import { kindAt, seedOf } from './kinds/index.ts';

/** Milliseconds that a shrinking may take. */
const PATIENCE = 10_000;

/** The smallest case that was found; null where the case does not fail when it is sent alone. */
export async function shrunk(arena: Arena, seed: number, index: number): Promise<FuzzCase | null> {
  const property = fc.asyncProperty(kindAt(index).cases, async (one) => {
    const { breaches } = await arena.try(one, seed, index);
    return breaches.length === 0;
  });
  const details = await fc.check(property, {
    seed: seedOf(seed, index),
    numRuns: 1,
    interruptAfterTimeLimit: PATIENCE,
    markInterruptAsFailure: false,
  });
  return details.counterexample?.[0] ?? null;
}
