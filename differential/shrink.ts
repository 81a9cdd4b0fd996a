/**
 * Shrinking against the engine itself: candidates are acted out in batches, as everything else is,
 * and the first that still shows what was seen is where the search goes on.
 */
import { smaller, type GeneratedValue } from './generate/index.ts';
import type { CaseResult, GeneratedCase, Subject } from './types.ts';

export interface Shrunk {
  readonly case: GeneratedCase;
  /** What the engine did with it; absent where no candidate showed it again. */
  readonly result?: CaseResult;
  /** Exchanges acted out on the way. */
  readonly tried: number;
}

export interface ShrinkOptions {
  readonly subject: Subject;
  /** Whether a candidate, as the engine acted it out, still shows what is being shrunk. */
  readonly shows: (candidate: GeneratedCase, result: CaseResult) => boolean;
  readonly signal?: AbortSignal;
}

/** Candidates a batch: enough to keep the engine busy, few enough not to waste a step downwards. */
const BATCH = 48;

/** More than any shrinking was seen to need; it ends a search that goes round. */
const MOST = 4_000;

/** A value and how to make it smaller. */
interface Node {
  readonly case: GeneratedCase;
  candidates(): Iterable<Node>;
}

const grown = (value: GeneratedValue): Node => ({
  case: value.case,
  *candidates() {
    for (const one of value.shrinks()) yield grown(one);
  },
});

const structural = (generated: GeneratedCase): Node => ({
  case: generated,
  *candidates() {
    for (const play of smaller(generated.play)) yield structural({ ...generated, play });
  },
});

/** Shrinks along the tree the value was generated with, then by structure. */
export async function shrink(value: GeneratedValue, options: ShrinkOptions): Promise<Shrunk> {
  const first = await descend(grown(value), options, 0);
  return shrinkPlay(first.case, options, first);
}

/** Shrinks by structure alone: for an exchange without a tree. */
export async function shrinkPlay(
  generated: GeneratedCase,
  options: ShrinkOptions,
  from: Pick<Shrunk, 'result' | 'tried'> = { tried: 0 },
): Promise<Shrunk> {
  const last = await descend(structural(generated), options, from.tried);
  return from.result && !last.result ? { ...last, result: from.result } : last;
}

async function descend(
  start: Node,
  { subject, shows, signal }: ShrinkOptions,
  triedBefore: number,
): Promise<Shrunk> {
  let node = start;
  let result: CaseResult | undefined;
  let tried = triedBefore;
  let candidates = node.candidates()[Symbol.iterator]();
  while (tried < MOST && !signal?.aborted) {
    const batch = take(candidates, BATCH);
    if (batch.length === 0) break;
    tried += batch.length;
    const results = await subject.run(batch.map((one) => one.case));
    const hit = batch.findIndex((one, index) => {
      const candidateResult = results[index];
      return candidateResult !== undefined && shows(one.case, candidateResult);
    });
    const next = batch[hit];
    if (next === undefined) continue;
    node = next;
    result = results[hit];
    candidates = node.candidates()[Symbol.iterator]();
  }
  return { case: node.case, tried, ...(result && { result }) };
}

function take<T>(iterator: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const { done, value } = iterator.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}
