/** Checks of JSON that somebody else wrote, told by the place in it: `engines[0].cases`. */

/** One line: which place is wrong, and what must stand there. */
export class Misshapen extends Error {
  override readonly name = 'Misshapen';
}

/** Throws `Misshapen` unless `value`, which stands at `at`, has the shape. */
export type Shape = (value: unknown, at: string) => void;

const SHOWN = 60;

const shown = (value: unknown): string => {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
};

function refuse(value: unknown, at: string, must: string): never {
  const place = at === '' ? 'the whole' : at;
  throw new Misshapen(
    value === undefined
      ? `${place} is missing: it must be ${must}`
      : `${place} must be ${must}, not ${shown(value)}`,
  );
}

const must =
  (words: string, holds: (value: unknown) => boolean): Shape =>
  (value, at) => {
    if (!holds(value)) refuse(value, at, words);
  };

export const string = must('a text', (value) => typeof value === 'string');

export const stringOrNull: Shape = (value, at) => {
  if (value !== null) string(value, at);
};

export const boolean = must('true or false', (value) => typeof value === 'boolean');

/** A number of things, or of milliseconds. */
export const count = must(
  'a number of at least 0',
  (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0,
);

export const integer = must('a whole number', Number.isSafeInteger);

/** A text that matches; `words` say what it must be. */
export const matching = (pattern: RegExp, words: string): Shape =>
  must(words, (value) => typeof value === 'string' && pattern.test(value));

/** An integer within bounds, both included. */
export const between = (least: number, most: number): Shape =>
  must(
    `a whole number from ${least} to ${most}`,
    (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  );

export const oneOf = (values: readonly (string | boolean)[]): Shape =>
  must(values.length === 1 ? shown(values[0]) : `one of ${values.map(shown).join(', ')}`, (value) =>
    values.some((one) => one === value),
  );

/** Absent, or of the shape. */
export const optional =
  (shape: Shape): Shape =>
  (value, at) => {
    if (value !== undefined) shape(value, at);
  };

/** `least`: how many there must be. */
export const listOf =
  (shape: Shape, least = 0): Shape =>
  (value, at) => {
    const words = least > 0 ? 'a list that is not empty' : 'a list';
    if (!Array.isArray(value) || value.length < least) refuse(value, at, words);
    for (const [index, item] of (value as unknown[]).entries()) shape(item, `${at}[${index}]`);
  };

function entriesOf(value: unknown, at: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(value, at, 'an object');
  return Object.entries(value);
}

/** An object with any keys of one shape and values of another. */
export const recordOf =
  (shape: Shape, key: Shape = string): Shape =>
  (value, at) => {
    for (const [name, item] of entriesOf(value, at)) {
      const place = `${at}[${shown(name)}]`;
      key(name, `the key ${place}`);
      shape(item, place);
    }
  };

/** A shape for each key of T: a field that is added to the type must be checked, too. */
export type Fields<T> = { readonly [K in keyof T]-?: Shape };

const within = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);

/** An object with these fields. Others are left alone: a later version may have more. */
export const objectOf =
  <T>(fields: Fields<T>): Shape =>
  (value, at) => {
    const given = new Map(entriesOf(value, at));
    for (const [name, shape] of Object.entries<Shape>(fields))
      shape(given.get(name), within(at, name));
  };

/** An object with these fields and no other: a misspelled one would be silently without effect. */
export const closedObjectOf =
  <T>(fields: Fields<T>): Shape =>
  (value, at) => {
    objectOf<T>(fields)(value, at);
    for (const [name] of entriesOf(value, at))
      if (!Object.hasOwn(fields, name))
        throw new Misshapen(
          `${within(at, name)} is not known; known there are ${Object.keys(fields).join(', ')}`,
        );
  };

/** Throws `Misshapen` on a text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Misshapen(`it is not JSON: ${(error as Error).message}`, { cause: error });
  }
}

/** The value, of the shape. Throws `Misshapen`. */
export function checked<T>(value: unknown, shape: Shape): T {
  shape(value, '');
  return value as T;
}
