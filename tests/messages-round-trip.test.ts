/** Every template of every engine both ways: printed, parsed back, and refused when it is off. */
import { expect, test } from '@playwright/test';
import {
  findMessage,
  MESSAGES,
  parseMessage,
  printMessage,
  templatesOf,
  type MessageId,
} from '../messages/index.ts';
import { SILENCES } from '../messages/silences.ts';
import { compileTemplate, type Template } from '../messages/template.ts';
import {
  ENGINES,
  type Engine,
  type MessageEntry,
  type MessageParameters,
} from '../messages/types.ts';

type Sampler = (hole: string) => string;

const isUrl = (hole: string): boolean => /url/i.test(hole);
const isNumber = (hole: string): boolean =>
  compileTemplate(`{${hole}}`).parse('1') !== null &&
  compileTemplate(`{${hole}}`).parse('x') === null;

/** A value that stands nowhere else in a text, so that a test can find it again. */
const plain: Sampler = (hole) => {
  if (isUrl(hole)) return `http://127.0.0.1:8001/~${hole}~?q=1`;
  return isNumber(hole) ? String(90_000 + hole.length) : `~${hole}~`;
};

/** Quotes, braces and the characters of regular expressions; no white space, no colon. */
const HOSTILE = `it's"q"(.*)+?[a-z]{2}^$|\\d\\{url}{x?y}</‘a’“b”é😀`;
const hostile: Sampler = (hole) => {
  if (isUrl(hole)) return `https://127.0.0.1:8001/${HOSTILE}`;
  return isNumber(hole) ? '0' : HOSTILE;
};

/** The parameters of every way to print a template: each passage on and off. */
function samplesOf(template: Template, sample: Sampler): MessageParameters[] {
  let samples: MessageParameters[] = [
    Object.fromEntries(template.holes.map((hole) => [hole, sample(hole)])),
  ];
  for (const [flag, holes] of Object.entries(template.passages)) {
    const on = Object.fromEntries([[flag, true], ...holes.map((hole) => [hole, sample(hole)])]);
    samples = samples.flatMap((parameters) => [parameters, { ...parameters, ...on }]);
  }
  return samples;
}

interface Case<E extends Engine> {
  readonly id: MessageId<E>;
  readonly entry: MessageEntry;
  readonly wording: number;
  readonly template: Template;
}

const casesOf = <E extends Engine>(engine: E): Case<E>[] =>
  Object.entries<MessageEntry>(MESSAGES[engine]).flatMap(([id, entry]) =>
    templatesOf(engine, id).map((template, wording) => ({
      id: id as MessageId<E>,
      entry,
      wording,
      template,
    })),
  );

for (const engine of ENGINES) {
  test.describe(`${engine} messages`, () => {
    const cases = casesOf(engine);

    for (const [kind, sampler] of Object.entries({ plain, hostile })) {
      test(`print and parse back with ${kind} values`, () => {
        for (const { id, entry, wording, template } of cases) {
          for (const parameters of samplesOf(template, sampler)) {
            const text = printMessage(engine, id, parameters, wording);
            expect.soft(parseMessage(engine, text), text).toEqual({
              id,
              parameters,
              wording: entry.wordings[wording],
            });
          }
        }
      });
    }

    test('reject a text that is one character off', () => {
      const accepted: string[] = [];
      for (const { id, wording, template } of cases) {
        // The last sample has every passage switched on.
        const parameters = samplesOf(template, plain).at(-1) ?? {};
        const text = printMessage(engine, id, parameters, wording);
        for (const position of literalPositions(text, parameters)) {
          const off = `${text.slice(0, position)}ǂ${text.slice(position + 1)}`;
          if (parseMessage(engine, off) !== null) accepted.push(off);
        }
      }
      expect(accepted).toEqual([]);
    });

    test('reject a text with something before or after it', () => {
      for (const { id, wording, template } of cases) {
        const [parameters = {}] = samplesOf(template, plain);
        const text = printMessage(engine, id, parameters, wording);
        expect.soft(parseMessage(engine, `> ${text}`), text).toBeNull();
        expect.soft(parseMessage(engine, `${text}\nmore`), text).toBeNull();
      }
    });

    test('do not print with a parameter missing, unknown or of the wrong type', () => {
      for (const { id, wording, template } of cases) {
        const samples = samplesOf(template, plain);
        const print = (parameters: MessageParameters) => () =>
          printMessage(engine, id, parameters, wording);
        for (const parameters of samples) {
          expect(print({ ...parameters, bogus: 'x' })).toThrow(/"bogus" is unknown; /);
          for (const name of Object.keys(parameters)) {
            const { [name]: value, ...rest } = parameters;
            const wrong = value === true ? 'yes' : true;
            expect(print({ ...parameters, [name]: wrong }), id).toThrow(`parameter "${name}" `);
            if (value !== true) {
              expect(print(rest), id).toThrow(
                `${engine} message "${id}": parameter "${name}" is missing`,
              );
            }
          }
        }
      }
    });

    test('answer null to texts that are nobody’s', () => {
      for (const text of ['', ' ', 'Hello', 'Failed to load resource: ', '{url}', '\n']) {
        expect(parseMessage(engine, text), text).toBeNull();
      }
    });

    test('say where they come from and why', () => {
      for (const { id, entry } of cases) {
        expect.soft(entry.source, id).toMatch(/^[\w./-]+\.(cc|cpp|json5|properties|sys\.mjs)$/);
        expect.soft(entry.trigger, id).toMatch(/\.$/);
        for (const { since } of entry.wordings) expect.soft(since, id).toMatch(/^\d+(\.\d+){0,2}$/);
        // A message whose every wording is out of use cannot be provoked in a build that is in use.
        if (entry.wordings.every(({ until }) => until !== undefined))
          expect.soft(entry.reach.from, id).toBe('nowhere');
      }
    });

    test('are no silences', () => {
      for (const id of Object.keys(SILENCES[engine])) expect(findMessage(engine, id)).toBeNull();
    });
  });
}

/** Positions of `text` that belong to the template and not to a value. */
function literalPositions(text: string, parameters: MessageParameters): number[] {
  const taken = new Set<number>();
  for (const value of Object.values(parameters)) {
    if (value === true) continue;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
      for (let offset = 0; offset < value.length; offset += 1) taken.add(at + offset);
    }
  }
  return [...text.split('').keys()].filter((position) => !taken.has(position));
}
