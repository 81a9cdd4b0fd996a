/**
 * One message template, both ways: parameters to text and text to parameters.
 *
 * Grammar: literal text; `{name}`, a hole for a run-time value; `{name?passage}`, text (with holes
 * of its own) that is there only when the parameter `name` is `true`. A name that stands twice
 * stands for the same value. Literal braces cannot be written: no engine prints any.
 */
import type { MessageParameters } from './types.ts';

type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'hole'; readonly name: string }
  | { readonly kind: 'passage'; readonly name: string; readonly parts: readonly Part[] };

/** A text read by one template. */
export interface Reading {
  readonly parameters: MessageParameters;
  /** How much of the text the template itself accounts for, in UTF-16 units. */
  readonly literalCharacters: number;
}

export interface Template {
  readonly source: string;
  /** Names of the holes outside of any passage: these parameters must always be given. */
  readonly holes: readonly string[];
  /** Name of each passage, with the holes that must be given when it is switched on. */
  readonly passages: Readonly<Record<string, readonly string[]>>;
  /**
   * The whole text for these parameters.
   * @throws {Error} one line naming the parameter that is missing, unknown, of the wrong type, or
   *   of a value that the template could not read back (a line break, an empty URL).
   */
  print(parameters: MessageParameters): string;
  /** The parameters of a text that is, whole, a print of this template; null if it is not. */
  parse(text: string): Reading | null;
}

const NAME = /^[A-Za-z][A-Za-z0-9]*$/;

interface HoleKind {
  readonly pattern: string;
  /** Completes "give it …" in errors. */
  readonly wanted: string;
}

/**
 * What a hole may hold. No value spans a line break, so that no hole swallows a second message.
 * An http(s) URL is printed without white space; those with an opaque path may have some
 * (https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state). A header value may be empty.
 */
const TEXT: HoleKind = { pattern: '[^\\n\\r]*?', wanted: 'a string without line breaks' };
const NUMBER: HoleKind = { pattern: '[0-9]+', wanted: 'a string of digits' };
const URL_TEXT: HoleKind = {
  pattern: '(?:https?:\\S*?|(?!https?:)[A-Za-z][A-Za-z0-9+.\\-]*:[^\\n\\r]*?)',
  wanted: 'an absolute URL as an engine prints it, http(s) without white space',
};

const NUMBERS = ['status', 'port', 'index', 'seconds', 'contentLength', 'expectedLength'];

/** The kind of a hole follows from its name. */
const kindOf = (hole: string): HoleKind =>
  /url$|urlWithoutUserinfo$/i.test(hole) ? URL_TEXT : NUMBERS.includes(hole) ? NUMBER : TEXT;

const escapeForPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Compiles a template.
 * @throws {Error} one line, when the template is malformed.
 */
export function compileTemplate(source: string): Template {
  const parts = parseParts(source);
  const names = new Set<string>();
  const pattern = new RegExp(`^${parts.map((part) => partPattern(part, names)).join('')}$`, 'u');
  const passages = collectPassages(parts, {});
  const holes = holesOf(parts);
  const occurrences = countHoles(parts);
  // Most templates of an engine fail on their first words; that needs no pattern.
  const opening = parts[0]?.kind === 'literal' ? parts[0].text : '';
  for (const name of Object.keys(passages)) {
    if (holes.includes(name) || Object.values(passages).flat().includes(name)) {
      throw malformed(source, `"${name}" names both a hole and a passage; rename one`);
    }
  }
  return {
    source,
    holes,
    passages,
    print(parameters) {
      checkParameters(parameters, holes, passages);
      return parts.map((part) => printPart(part, parameters)).join('');
    },
    parse(text) {
      if (!text.startsWith(opening)) return null;
      const match = pattern.exec(text);
      if (match === null) return null;
      const parameters: Record<string, string | true> = {};
      let literalCharacters = text.length;
      for (const [name, value] of Object.entries(match.groups ?? {})) {
        // A group that took no part belongs to a passage that is not there.
        if (value === undefined) continue;
        if (name in passages) {
          parameters[name] = true;
        } else {
          parameters[name] = value;
          literalCharacters -= value.length * (occurrences.get(name) ?? 1);
        }
      }
      return { parameters, literalCharacters };
    },
  };
}

const malformed = (source: string, what: string): Error =>
  new Error(`malformed message template: ${what} (in "${source}")`);

function parseParts(source: string): Part[] {
  let at = 0;
  const readUntil = (closing: boolean): Part[] => {
    const parts: Part[] = [];
    while (at < source.length) {
      const character = source[at];
      if (character === '}') {
        if (closing) return parts;
        throw malformed(source, `"}" at ${at} closes nothing; remove it`);
      }
      if (character === '{') {
        parts.push(readBraces());
        continue;
      }
      const start = at;
      while (at < source.length && source[at] !== '{' && source[at] !== '}') at += 1;
      parts.push({ kind: 'literal', text: source.slice(start, at) });
    }
    if (closing) throw malformed(source, 'a "{" is not closed; add the "}"');
    return parts;
  };
  const readBraces = (): Part => {
    const start = (at += 1);
    while (at < source.length && !'?{}'.includes(source[at] ?? '')) at += 1;
    const name = source.slice(start, at);
    if (!NAME.test(name)) {
      throw malformed(source, `"${name}" is no hole name; use letters and digits`);
    }
    if (source[at] !== '?') {
      if (source[at] !== '}') throw malformed(source, `"{${name}" is not closed; add the "}"`);
      at += 1;
      return { kind: 'hole', name };
    }
    at += 1;
    const parts = readUntil(true);
    at += 1;
    return { kind: 'passage', name, parts };
  };
  return readUntil(false);
}

function partPattern(part: Part, seen: Set<string>): string {
  if (part.kind === 'literal') return escapeForPattern(part.text);
  if (seen.has(part.name)) {
    if (part.kind === 'hole') return `\\k<${part.name}>`;
    throw new Error(`malformed message template: two passages are called "${part.name}"`);
  }
  seen.add(part.name);
  if (part.kind === 'hole') return `(?<${part.name}>${kindOf(part.name).pattern})`;
  return `(?<${part.name}>${part.parts.map((inner) => partPattern(inner, seen)).join('')})?`;
}

const holesOf = (parts: readonly Part[]): string[] => [
  ...new Set(parts.flatMap((part) => (part.kind === 'hole' ? [part.name] : []))),
];

function countHoles(parts: readonly Part[], into = new Map<string, number>()): Map<string, number> {
  for (const part of parts) {
    if (part.kind === 'hole') into.set(part.name, (into.get(part.name) ?? 0) + 1);
    if (part.kind === 'passage') countHoles(part.parts, into);
  }
  return into;
}

function collectPassages(
  parts: readonly Part[],
  into: Record<string, readonly string[]>,
): Record<string, readonly string[]> {
  for (const part of parts) {
    if (part.kind !== 'passage') continue;
    into[part.name] = holesOf(part.parts);
    collectPassages(part.parts, into);
  }
  return into;
}

function printPart(part: Part, parameters: MessageParameters): string {
  if (part.kind === 'literal') return part.text;
  const value = parameters[part.name];
  if (part.kind === 'hole') return typeof value === 'string' ? value : '';
  return value === true ? part.parts.map((inner) => printPart(inner, parameters)).join('') : '';
}

function checkParameters(
  parameters: MessageParameters,
  holes: readonly string[],
  passages: Readonly<Record<string, readonly string[]>>,
): void {
  const wanted = new Set(holes);
  for (const [name, inner] of Object.entries(passages)) {
    const flag = parameters[name];
    if (flag === true) for (const hole of inner) wanted.add(hole);
    else if (flag !== undefined) {
      throw new Error(`parameter "${name}" switches a passage on; give it true, or leave it out`);
    }
  }
  for (const hole of wanted) {
    const value = parameters[hole];
    const kind = kindOf(hole);
    if (value === undefined) {
      throw new Error(`parameter "${hole}" is missing; give it ${kind.wanted}`);
    }
    if (value === true || !new RegExp(`^${kind.pattern}$`, 'u').test(value)) {
      throw new Error(`parameter "${hole}" is ${JSON.stringify(value)}; give it ${kind.wanted}`);
    }
  }
  for (const name of Object.keys(parameters)) {
    if (wanted.has(name) || name in passages) continue;
    const owner = Object.entries(passages).find(([, inner]) => inner.includes(name));
    throw new Error(
      owner
        ? `parameter "${name}" belongs to the passage "${owner[0]}"; switch that on, or leave both out`
        : `parameter "${name}" is unknown; this wording takes ${listOf([...holes, ...Object.keys(passages)])}`,
    );
  }
}

const listOf = (names: readonly string[]): string =>
  names.length === 0 ? 'none' : names.map((name) => `"${name}"`).join(', ');
