/** The shapes of the mutation run: what is planted, and what became of it. */

export const KINDS = [
  'condition inverted',
  'operand dropped',
  'comparison changed',
  'arithmetic changed',
  'method exchanged',
  'call dropped',
  'member dropped',
  'spread dropped',
  'statement dropped',
  'case dropped',
  'number changed',
  'string changed',
  'pattern changed',
  'result flipped',
] as const;

export type Kind = (typeof KINDS)[number];

/** One fault: a piece of one file's text, replaced. */
export interface Mutant {
  /** Within the room: `headers.ts`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: Kind;
  /** The exported or top-level name that it stands in; of a table of rules, the rule's. */
  readonly rule: string;
  /** The first URL with a fragment in the rule's doc comment; null: it has none. */
  readonly anchor: string | null;
  /** What is replaced, and by what; white space folded, nothing cut off. */
  readonly original: string;
  readonly mutated: string;
  /** The whole source line on which it begins, trimmed. */
  readonly context: string;
  /** The file's whole text with the fault in it. */
  readonly source: string;
}

/** What the juries said of a mutant. */
export type Verdict =
  /** `because`: the row that failed, the case that is explained no more. */
  | { readonly by: 'table' | 'engine'; readonly because: string }
  /** Survived both. */
  | { readonly by: null };

export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
}
