/**
 * The template of a message in new words, from texts in which they were seen and the values that
 * the old words told in the same scenarios. Pure.
 */
import { isDeepStrictEqual } from 'node:util';
import { compileTemplate } from '../../messages/template.ts';
import type { MessageParameters } from '../../messages/types.ts';
import { contracted, sampleOf } from '../../reports/drift/readback.ts';

/** One text in the new words. All texts and values are contracted. */
export interface SeenText {
  readonly text: string;
  /** What the old words said in the same place. */
  readonly parameters: MessageParameters;
}

/** No template could be made with certainty: one line that says why. */
export class NotDerivable extends Error {
  override readonly name = 'NotDerivable';
}

/**
 * `{name?text with {holes}}`, with where it stands in the template without its passages. A hole
 * whose value is empty in every text is one, too: its place is known by its neighbours alone.
 */
interface Passage {
  readonly name: string;
  readonly source: string;
  readonly body: string;
  readonly offset: number;
}

const PASSAGE_OR_HOLE = /\{(\w+)\?((?:[^{}]|\{\w+\})*)\}|\{(\w+)\}/g;

function withoutPassages(source: string, empty: ReadonlySet<string>) {
  const passages: Passage[] = [];
  let removed = 0;
  const base = source.replace(
    PASSAGE_OR_HOLE,
    (whole, passage: string | undefined, body = '', hole: string | undefined, at: number) => {
      const name = passage ?? hole ?? '';
      if (passage === undefined && !empty.has(name)) return whole;
      passages.push({ name, source: whole, body, offset: at - removed });
      removed += whole.length;
      return '';
    },
  );
  if (/\{\w+\?/.test(base)) throw new NotDerivable('the old words have a passage within a passage');
  return { base, passages };
}

interface Region {
  readonly start: number;
  readonly end: number;
  /** What is written in its place; nothing for a passage, which is put in last. */
  readonly instead: string;
}

const isWord = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where `value` stands in `text` as a word of its own. */
function placesOf(text: string, value: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const end = at + value.length;
    const joined =
      (isWord(text[at - 1]) && isWord(text[at])) || (isWord(text[end - 1]) && isWord(text[end]));
    if (!joined) places.push(at);
  }
  return places;
}

const overlap = (one: Region, other: Region): boolean =>
  one.start < other.end && other.start < one.end;

/** More ways than this, and the texts say too little to choose. */
const MOST_CANDIDATES = 2000;

/** Every way to put the holes of one text: one of a value's places, or all of them. */
function fillings(
  { text, parameters }: SeenText,
  holes: readonly string[],
  passages: readonly Region[],
): Region[][] {
  let ways: Region[][] = [[...passages]];
  for (const hole of holes) {
    const value = parameters[hole];
    if (typeof value !== 'string') continue;
    const places = placesOf(text, value).map((start) => ({
      start,
      end: start + value.length,
      instead: `{${hole}}`,
    }));
    if (places.length === 0)
      throw new NotDerivable(
        `the new words no longer say ${JSON.stringify(value)} (${hole}): "${text}"`,
      );
    const choices = [...places.map((place) => [place]), ...(places.length > 1 ? [places] : [])];
    ways = ways.flatMap((way) =>
      choices
        .filter((choice) => !choice.some((one) => way.some((other) => overlap(one, other))))
        .map((choice) => [...way, ...choice]),
    );
    if (ways.length > MOST_CANDIDATES)
      throw new NotDerivable(`the values stand in too many places of "${text}"`);
  }
  return ways;
}

/** Offsets of passages in a candidate, by name. */
type Offsets = ReadonlyMap<string, number>;

/** The text with its values as holes and its passages taken out, and where these stood. */
function written(text: string, regions: readonly Region[], names: ReadonlyMap<Region, string>) {
  let base = '';
  let at = 0;
  const offsets = new Map<string, number>();
  for (const region of regions.toSorted((one, other) => one.start - other.start)) {
    base += text.slice(at, region.start);
    const name = names.get(region);
    if (name !== undefined) offsets.set(name, base.length);
    base += region.instead;
    at = region.end;
  }
  return { base: base + text.slice(at), offsets };
}

/** Candidates of one text: templates without passages, with the offsets of the passages seen. */
function candidatesOf(
  seen: SeenText,
  holes: readonly string[],
  passages: readonly Passage[],
): ReadonlyMap<string, Offsets> {
  const names = new Map<Region, string>();
  for (const { name, body } of passages) {
    if (seen.parameters[name] !== true) continue;
    const printed = body.replace(/\{(\w+)\}/g, (_, hole: string) => `${seen.parameters[hole]}`);
    const start = seen.text.indexOf(printed);
    if (start < 0 || seen.text.includes(printed, start + 1))
      throw new NotDerivable(`the passage "${printed.trim()}" is worded anew, too: "${seen.text}"`);
    names.set({ start, end: start + printed.length, instead: '' }, name);
  }
  const found = new Map<string, Offsets>();
  for (const regions of fillings(seen, holes, [...names.keys()])) {
    const { base, offsets } = written(seen.text, regions, names);
    found.set(base, offsets);
  }
  return found;
}

/** Widths of the words around a passage by which its place is known again. */
const ANCHORS = [16, 12, 8, 6];

/** The place of a passage that no text showed: between the same words as before. */
function placeByNeighbours(base: string, old: string, offset: number, name: string): number {
  if (offset === old.length) return base.length;
  for (const width of ANCHORS) {
    const before = old.slice(Math.max(0, offset - width), offset);
    const around = before + old.slice(offset, offset + width);
    const at = base.indexOf(around);
    if (at >= 0 && !base.includes(around, at + 1)) return at + before.length;
  }
  throw new NotDerivable(`no scenario shows where its passage "${name}" stands now`);
}

/** The least of its own words that a template must have, in characters. */
const LEAST_LITERAL = 10;

/**
 * The one template that all texts agree on, checked: each text, read by it, gives its parameters.
 * @throws {NotDerivable} where there is none, or more than one.
 */
export function deriveTemplate(oldTemplate: string, seen: readonly SeenText[]): string {
  const names = seen.flatMap(({ parameters }) => Object.keys(parameters));
  const empty = new Set(
    names.filter((name) => seen.every(({ parameters }) => parameters[name] === '')),
  );
  const { base: oldBase, passages } = withoutPassages(oldTemplate, empty);
  const holes = [...new Set([...oldBase.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))];
  // Elsewhere an empty value would fit in everywhere: such a text tells no place.
  const telling = seen.filter(({ parameters }) => holes.every((hole) => parameters[hole] !== ''));
  if (telling.length === 0) throw new NotDerivable('every text has an empty value in it');
  const candidates = telling.map((one) => candidatesOf(one, holes, passages));
  const [first = new Map<string, Offsets>(), ...others] = candidates;
  const agreed = [...first.keys()].filter((base) => others.every((other) => other.has(base)));
  const [base] = agreed;
  if (base === undefined) throw new NotDerivable('the texts do not agree on one template');
  if (agreed.length > 1)
    throw new NotDerivable(`several templates fit, among them "${base}" and "${agreed[1]}"`);
  const stray = /\{[^{}]*[^\w{}][^{}]*\}/.exec(base)?.[0];
  const unknown = [...base.matchAll(/\{(\w+)\}/g)].find(([, name = '']) => !holes.includes(name));
  if (stray !== undefined || unknown)
    throw new NotDerivable(`the new words say ${stray ?? unknown?.[0]}, the old ones did not`);

  const placed = passages.map((passage, index) => {
    const offsets = new Set(
      candidates.flatMap((candidate) => candidate.get(base)?.get(passage.name) ?? []),
    );
    if (offsets.size > 1) throw new NotDerivable(`its passage "${passage.name}" moves about`);
    const [offset = placeByNeighbours(base, oldBase, passage.offset, passage.name)] = offsets;
    return { offset, index, source: passage.source };
  });
  const template = placed
    .toSorted((one, other) => other.offset - one.offset || other.index - one.index)
    .reduce(
      (text, { offset, source }) => text.slice(0, offset) + source + text.slice(offset),
      base,
    );
  check(template, seen);
  return template;
}

function check(template: string, seen: readonly SeenText[]): void {
  const compiled = compileTemplate(template);
  for (const { text, parameters } of seen) {
    const sample = sampleOf(text);
    const reading = sample === null ? null : compiled.parse(sample);
    if (!reading || !isDeepStrictEqual(contracted(reading.parameters), parameters))
      throw new NotDerivable(`"${template}" does not read "${text}" as it should`);
    if (reading.literalCharacters < LEAST_LITERAL)
      throw new NotDerivable(`"${template}" has too few words of its own`);
  }
}
