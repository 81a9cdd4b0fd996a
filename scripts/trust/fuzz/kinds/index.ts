/** The kinds of cases, and how often each comes. A case is a function of seed and index alone. */
import fc from 'fast-check';
import type { FuzzCase } from '../case.ts';
import { chunkedBodies, handBodies, lengths, loginBodies, longBodies } from './bodies.ts';
import { headers, hosts, hugeHeads, requestLines, splitting } from './heads.ts';
import { broken, noise, pipelines, tlsGarbage, upgrades } from './streams.ts';
import { escapes, traversals } from './targets.ts';

interface Kind {
  readonly words: string;
  /** Of a thousand. */
  readonly share: number;
  readonly cases: fc.Arbitrary<FuzzCase>;
}

export const KINDS: readonly Kind[] = [
  { words: 'path traversal', share: 170, cases: traversals },
  { words: 'percent escapes', share: 70, cases: escapes },
  { words: 'request lines', share: 90, cases: requestLines },
  { words: 'headers', share: 100, cases: headers },
  { words: 'huge headers', share: 10, cases: hugeHeads },
  { words: 'Host', share: 50, cases: hosts },
  { words: 'response splitting', share: 120, cases: splitting },
  { words: 'chunked bodies', share: 50, cases: chunkedBodies },
  { words: 'lengths', share: 40, cases: lengths },
  { words: 'bodies about the limit', share: 2, cases: longBodies },
  { words: 'JSON to the pages by hand', share: 70, cases: handBodies },
  { words: 'the login app', share: 68, cases: loginBodies },
  { words: 'pipelining', share: 40, cases: pipelines },
  { words: 'upgrades', share: 30, cases: upgrades },
  { words: 'TLS garbage and crossed protocols', share: 30, cases: tlsGarbage },
  { words: 'broken off', share: 30, cases: broken },
  { words: 'noise', share: 30, cases: noise },
];

const WHOLE = KINDS.reduce((sum, { share }) => sum + share, 0);

/** A step that is prime to the whole spreads the kinds, so that each batch has of all. */
const STEP = 389;

/** The kind of the case at `index`. */
export function kindAt(index: number): Kind {
  let left = (index * STEP) % WHOLE;
  for (const kind of KINDS) {
    if (left < kind.share) return kind;
    left -= kind.share;
  }
  throw new Error('the shares of the kinds do not sum up');
}

/** The seed of one case: what `fast-check` is given, for the case and for its shrinking. */
export const seedOf = (seed: number, index: number): number =>
  (Math.imul(seed, 0x9e37_79b1) + Math.imul(index + 1, 0x85eb_ca6b)) | 0;

export function caseAt(seed: number, index: number): FuzzCase {
  const [one] = fc.sample(kindAt(index).cases, { seed: seedOf(seed, index), numRuns: 1 });
  if (one === undefined) throw new Error('fast-check gave no case');
  return one;
}
