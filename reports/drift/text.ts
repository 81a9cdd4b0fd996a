/** Two texts side by side: which words differ, and how alike they are. Pure. */

/** A run of text; `changed` where the other side has it not. */
export interface Segment {
  readonly text: string;
  readonly changed: boolean;
}

export interface TextDifference {
  readonly before: readonly Segment[];
  readonly after: readonly Segment[];
}

/** Placeholders and words whole; every other mark by itself; white space as it is. */
const tokensOf = (text: string): string[] =>
  text.match(/\{[a-zA-Z]+(?:[.:][^{}\s]*)?\}|[\p{L}\p{N}_-]+|\s+|[^]/gu) ?? [];

/** Beyond this the table would be too large: the part that differs is then marked as a whole. */
const MOST_PAIRS = 1_000_000;

/** Which tokens of each side stand in a longest common subsequence. */
function common(one: readonly string[], other: readonly string[]): [Set<number>, Set<number>] {
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  const rest = Math.min(one.length, other.length) - head;
  while (tail < rest && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const left = new Set<number>();
  const right = new Set<number>();
  const keep = (a: number, b: number): void => void (left.add(a), right.add(b));
  for (let at = 0; at < head; at += 1) keep(at, at);
  for (let at = 1; at <= tail; at += 1) keep(one.length - at, other.length - at);
  const rows = one.length - head - tail;
  const columns = other.length - head - tail;
  if (rows * columns > MOST_PAIRS) return [left, right];
  // lengths[a][b]: of the longest common subsequence of what is left from a and b on.
  const lengths = Array.from({ length: rows + 1 }, () => new Uint32Array(columns + 1));
  const length = (a: number, b: number): number => lengths[a]?.[b] ?? 0;
  for (let a = rows - 1; a >= 0; a -= 1)
    for (let b = columns - 1; b >= 0; b -= 1)
      lengths[a]![b] =
        one[head + a] === other[head + b]
          ? length(a + 1, b + 1) + 1
          : Math.max(length(a + 1, b), length(a, b + 1));
  for (let a = 0, b = 0; a < rows && b < columns;)
    if (one[head + a] === other[head + b]) keep(head + a++, head + b++);
    else if (length(a + 1, b) >= length(a, b + 1)) a += 1;
    else b += 1;
  return [left, right];
}

function segments(tokens: readonly string[], kept: ReadonlySet<number>): Segment[] {
  const all: { text: string; changed: boolean }[] = [];
  const isChanged = (index: number): boolean => index < tokens.length && !kept.has(index);
  for (const [index, text] of tokens.entries()) {
    // The space between two words that differ is no common ground.
    const within = text.trim() === '' && isChanged(index + 1) && (all.at(-1)?.changed ?? false);
    const changed = isChanged(index) || within;
    const last = all.at(-1);
    if (last?.changed === changed) last.text += text;
    else all.push({ text, changed });
  }
  return all;
}

/** Both texts cut into what is the same and what differs; joined again they are the texts. */
export function differenceOf(before: string, after: string): TextDifference {
  const [one, other] = [tokensOf(before), tokensOf(after)];
  const [left, right] = common(one, other);
  return { before: segments(one, left), after: segments(other, right) };
}

/** The share of words that two texts have in common, in order: 0 to 1. White space counts not. */
export function similarity(before: string, after: string): number {
  const [one, other] = [before, after].map((text) =>
    tokensOf(text).filter((token) => token.trim() !== ''),
  ) as [string[], string[]];
  const [kept] = common(one, other);
  return one.length + other.length === 0 ? 1 : (2 * kept.size) / (one.length + other.length);
}
