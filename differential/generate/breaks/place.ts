/** Which of an exchange's answers a break is laid on. */
import fc from 'fast-check';
import { pick, weigh } from '../choice.ts';
import { setLines, type Breaking, type Draft, type DraftAnswer, type DraftHop } from '../draft.ts';

export type Where = 'all' | 'preflight' | 'answer';

/** An answer, and the URL it is given at. */
export interface Spot {
  readonly answer: DraftAnswer;
  readonly hop: DraftHop;
}

export const everywhere = weigh<Where>([3, 'all'], [2, 'answer'], [2, 'preflight']);

/** One URL of the way, by a number that is taken modulo their count; mostly the last one. */
export const anyHop: fc.Arbitrary<number> = weigh([4, 0], [2, 1], [1, 2], [1, 3]);

/** Counted from the end, since what is broken at the first hop hides the others. */
export const hopOf = ({ hops }: Draft, number: number): DraftHop | undefined =>
  hops[hops.length - 1 - (number % hops.length)];

function spotsOf(draft: Draft, where: Where, number: number): readonly Spot[] {
  const hop = hopOf(draft, number);
  if (hop === undefined) return [];
  const answers =
    where === 'preflight'
      ? hop.preflights
      : where === 'answer'
        ? hop.answers
        : [...hop.preflights, ...hop.answers];
  return answers.map((answer) => ({ answer, hop }));
}

const WORDS: Readonly<Record<Where, string>> = {
  all: '',
  preflight: ' of the preflight',
  answer: ' of the answer',
};

/** `allow-origin of the preflight of /b: trailing slash` */
export const said = (
  draft: Draft,
  header: string,
  where: Where,
  number: number,
  words: string,
): string => {
  const hop = draft.hops.length > 1 ? ` at ${hopOf(draft, number)?.path}` : '';
  return `${header}${WORDS[where]}${hop}: ${words}`;
};

/** A form of a header: in words, and its lines made of the right value; no lines: it is missing. */
export type Form = readonly [words: string, lines: (right: string) => readonly string[]];

export interface HeaderForms {
  readonly header: string;
  /** In `breaks`: `allow-origin`. */
  readonly short: string;
  readonly forms: readonly Form[];
  readonly where: fc.Arbitrary<Where>;
  /** What would be right there; null: the header has no business there, and is left alone. */
  readonly rightOf: (spot: Spot, draft: Draft) => string | null;
}

/** A header in forms in which it may or may not still count. */
export const headerForms = ({
  header,
  short,
  forms,
  where,
  rightOf,
}: HeaderForms): fc.Arbitrary<Breaking> =>
  fc
    .tuple(
      pick(...forms),
      where,
      anyHop,
      // Names are compared without case; few, since it only matters where the values pass.
      weigh([12, header], [1, header.toLowerCase()], [1, header.toUpperCase()]),
    )
    .map(([[words, lines], place, hop, name]): Breaking => (draft) => {
      let done = false;
      for (const spot of spotsOf(draft, place, hop)) {
        const right = rightOf(spot, draft);
        if (right === null) continue;
        setLines(spot.answer, header, lines(right), name);
        done = true;
      }
      return done ? said(draft, short, place, hop, words) : null;
    });
