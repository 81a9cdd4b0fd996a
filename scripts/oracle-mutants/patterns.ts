/** Faults in a regular expression: its text with one piece changed. */

/**
 * The patterns that differ from `pattern` in one anchor, quantifier, alternative, class or member of
 * a class. `${…}` in it (the text of a template) counts as one atom. Those that are no pattern are
 * left out.
 */
export function mutatedPatterns(pattern: string): readonly string[] {
  const found = new Set(piecesOf(pattern).flatMap((piece) => changesOf(pattern, piece)));
  found.delete(pattern);
  return [...found].filter(isPattern);
}

interface Piece {
  readonly kind: 'anchor' | 'quantifier' | 'class' | 'escape' | 'atom' | 'open' | 'close' | 'bar';
  readonly start: number;
  readonly end: number;
}

/** In order; what stands within a class or a `${…}` belongs to it. */
const PIECE =
  /(?<class>\[(?:\\[^]|[^\]\\])*\])|(?<escape>\\[^])|(?<open>\((?:\?(?:[:=!]|<[=!]|<\w+>))?)|(?<close>\))|(?<bar>\|)|(?<quantifier>[*+?]|\{\d+(?:,\d*)?\})|(?<anchor>[\^$](?!\{))|(?<atom>\$\{[^}]*\}|\w+(?![*+?{\w])|[^])/g;

const piecesOf = (pattern: string): readonly Piece[] =>
  [...pattern.matchAll(PIECE)].map(({ index, 0: text, groups = {} }) => ({
    kind: Object.keys(groups).find((name) => groups[name] !== undefined) as Piece['kind'],
    start: index,
    end: index + text.length,
  }));

function changesOf(pattern: string, piece: Piece): readonly string[] {
  const text = pattern.slice(piece.start, piece.end);
  const by = (replacement: string): string =>
    pattern.slice(0, piece.start) + replacement + pattern.slice(piece.end);
  switch (piece.kind) {
    case 'anchor':
      return [by('')];
    case 'quantifier':
      return (QUANTIFIERS[text] ?? ['']).map(by);
    case 'class':
      return changedClasses(text).map(by);
    case 'escape':
      return text.toLowerCase() === text.toUpperCase()
        ? []
        : [by(text.replace(/[a-z]/i, otherCase))];
    case 'open':
      return LOOKS[text] === undefined ? [] : [by(LOOKS[text])];
    case 'bar':
      return withoutAlternative(pattern, piece);
    case 'atom':
      // What stands for itself: a word as a whole, or a sign.
      return /^(?:\w+|[^\w\s])$/.test(text) ? [by('')] : [];
    case 'close':
      return [];
  }
}

const QUANTIFIERS: Readonly<Record<string, readonly string[]>> = {
  '*': ['+', ''],
  '+': ['*', ''],
  '?': [''],
};

const LOOKS: Readonly<Record<string, string>> = { '(?=': '(?!', '(?!': '(?=' };

/** `\d` and `\D`; of an escaped letter that has no other meaning, nothing comes of it. */
const otherCase = (letter: string): string =>
  /[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase();

/** Negated, and without each of its members. */
function changedClasses(text: string): readonly string[] {
  const [, negation = '', inner = ''] = /^\[(\^?)([^]*)\]$/.exec(text) ?? [];
  const member = /(?:\\x[\dA-F]{2}|\\[^]|[^])(?:-(?:\\x[\dA-F]{2}|\\[^]|[^]))?/gi;
  const members = [...inner.matchAll(member)].map(([one]) => one);
  return [
    `[${negation === '' ? '^' : ''}${inner}]`,
    ...(members.length < 2
      ? []
      : members.map(
          (_, gone) => `[${negation}${members.filter((_m, at) => at !== gone).join('')}]`,
        )),
  ];
}

/** Without what is on the left of a bar, and without what is on its right. */
function withoutAlternative(pattern: string, bar: Piece): readonly string[] {
  const pieces = piecesOf(pattern);
  const at = pieces.findIndex(({ start }) => start === bar.start);
  const edge = (step: 1 | -1): number => {
    let depth = 0;
    for (let index = at + step; index >= 0 && index < pieces.length; index += step) {
      const { kind, start, end } = pieces[index]!;
      const [inwards, outwards] = step === 1 ? ['open', 'close'] : ['close', 'open'];
      if (depth === 0 && (kind === outwards || kind === 'bar')) return step === 1 ? start : end;
      if (kind === inwards) depth += 1;
      if (kind === outwards) depth -= 1;
    }
    return step === 1 ? pattern.length : 0;
  };
  return [
    pattern.slice(0, edge(-1)) + pattern.slice(bar.end),
    pattern.slice(0, bar.start) + pattern.slice(edge(1)),
  ];
}

function isPattern(pattern: string): boolean {
  try {
    // Groups are there to be read by name; a class stands for what a template puts in.
    return new RegExp(pattern.replaceAll(/\$\{[^}]*\}/g, '[x]')) instanceof RegExp;
  } catch {
    return false;
  }
}
