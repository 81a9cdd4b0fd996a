/** New words: the template that texts give, and how it comes to stand before the old one. */
import { expect, test } from '@playwright/test';
import { CHROMIUM_MESSAGES } from '../messages/chromium.ts';
import { FIREFOX_MESSAGES } from '../messages/firefox.ts';
import { compileTemplate } from '../messages/template.ts';
import type { Engine, MessageEntry } from '../messages/types.ts';
import { RECORDED_VERSIONS } from '../messages/versions.ts';
import { layered, wordingIndexIn } from '../messages/wording-layers.ts';
import { WEBKIT_MESSAGES } from '../messages/webkit.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { deriveTemplate } from '../scripts/baseline/derive-template.ts';
import { newWordings } from '../scripts/baseline/new-wordings.ts';
import { withAccepted, wordingsSource } from '../scripts/baseline/wordings-file.ts';
import {
  baselineIn,
  baselinesOf,
  columnIn,
  linesIn,
  recordedRun,
  rewordFirefox,
  rewordWebKit,
  withEras,
} from './baseline-fixtures.ts';

const ONE = 'allow-origin-missing';
const OLD = FIREFOX_MESSAGES.CORSMissingAllowOrigin2.wordings[0].template;
const NEW = OLD.replace('missing)', 'is absent)');

test.describe('a template from texts', () => {
  const url = '{api:/resource}';

  test('values become holes, passages are kept where they stood', () => {
    const old = "At '{url}' {again?(then '{firstUrl}') }from '{origin}': no.{hint? Do.}";
    const seen = [
      {
        text: `'{page}' may not have '${url}' yet: no. Do.`,
        parameters: { url, origin: '{page}', hint: true },
      },
      { text: `'{page}' may not have '${url}' yet: no.`, parameters: { url, origin: '{page}' } },
    ] as const;
    // Nobody saw the passage `again`, and the words around it are gone.
    expect(() => deriveTemplate(old, seen)).toThrow(/no scenario shows where its passage "again"/);
    const again = {
      text: `'{page}' may not have '${url}' (then '{api:/b}') yet: no.`,
      parameters: { url, origin: '{page}', again: true, firstUrl: '{api:/b}' },
    } as const;
    expect(deriveTemplate(old, [...seen, again])).toBe(
      "'{origin}' may not have '{url}' {again?(then '{firstUrl}') }yet: no.{hint? Do.}",
    );
  });

  test('a passage that no text shows stands between the same words as before', () => {
    const old = "Access to {kind} at '{url}' {again?(from '{firstUrl}') }by '{origin}' is blocked.";
    const seen = [
      {
        text: `Access to fetch at '${url}' by '{page}' is refused.`,
        parameters: { kind: 'fetch', url, origin: '{page}' },
      },
    ];
    expect(deriveTemplate(old, seen)).toBe(old.replace('blocked', 'refused'));
  });

  test('two texts tell which of two places is the value’s', () => {
    const old = 'Status code of the answer: {status}.';
    const seen = (status: string) => ({
      text: `The answer is not a 200 one: ${status}.`,
      parameters: { status },
    });
    expect(() => deriveTemplate(old, [seen('200')])).toThrow(/several templates fit/);
    expect(deriveTemplate(old, [seen('200'), seen('404')])).toBe(
      'The answer is not a 200 one: {status}.',
    );
  });

  test('an empty value is known by its neighbours', () => {
    const old = "The value of the header is '{value}' which is no good.";
    const seen = [
      { text: "The value of the header is '' which is bad.", parameters: { value: '' } },
    ];
    expect(deriveTemplate(old, seen)).toBe("The value of the header is '{value}' which is bad.");
  });

  for (const [what, text, told] of [
    [
      'a value that is no longer said',
      'No header Access-Control-Allow-Origin.',
      /no longer say "404"/,
    ],
    [
      'a value that was not said before',
      `Status 404 of ${url}, not what it was.`,
      /the new words say \{api/,
    ],
    ['hardly any words', '404 is bad', /too few words/],
  ] as const)
    test(`refused: ${what}`, () => {
      const seen = [{ text, parameters: { status: '404' } }];
      expect(() => deriveTemplate('The status code is {status}.', seen)).toThrow(told);
    });

  test('a passage in new words is refused', () => {
    const old = 'The header is missing on this answer.{hint? Have the server send it.}';
    const seen = [
      { text: 'The header is missing on that. Please send it.', parameters: { hint: true } },
    ] as const;
    expect(() => deriveTemplate(old, seen)).toThrow(/is worded anew, too/);
  });
});

const newest = (engine: Engine): string => RECORDED_VERSIONS[engine].at(-1) ?? '';

test.describe('layers', () => {
  const newer = { CORSMissingAllowOrigin2: [{ template: NEW, since: '154.0' }] } as const;
  const entry = (layered('firefox', FIREFOX_MESSAGES, newer) as Record<string, MessageEntry>)[
    'CORSMissingAllowOrigin2'
  ]!;

  test('the newer wording is in front, and the older ends with the newest recorded version', () => {
    expect(entry.wordings).toEqual([
      { template: NEW, since: '154.0' },
      { template: OLD, since: '153.7', until: newest('firefox') },
    ]);
    const chromium: Record<string, MessageEntry> = layered('chromium', CHROMIUM_MESSAGES, {
      kPreflightDisallowedRedirect: [{ template: 'No.', since: '157' }],
    });
    expect(chromium['kPreflightDisallowedRedirect']?.wordings[1]?.until).toBe(newest('chromium'));
  });

  test('each version has its own wording', () => {
    const of = (version: string) => wordingIndexIn(entry, version);
    expect([of('155.0'), of('154.0'), of('154.0b2'), of('153.7.0esr'), of('140.0')]).toEqual([
      0, 0, 1, 1, 1,
    ]);
  });

  test('a WebKit message that quotes a reworded one is reworded with it', () => {
    const template = 'Origin {origin} may not read this. Status code: {status}';
    const table: Record<string, MessageEntry> = layered('webkit', WEBKIT_MESSAGES, {
      OriginNotAllowed: [{ template, since: '2.52.0' }],
    });
    expect(table['FailedToLoad/OriginNotAllowed']?.wordings[0]).toEqual({
      template: `Failed to load resource: ${template}`,
      since: '2.52.0',
    });
    expect(
      table['FailedToLoad/RedirectFailedCheck/OriginNotAllowed']?.wordings[0].template,
    ).toContain(template);
    for (const { wordings } of Object.values(table))
      for (const one of wordings) expect(() => compileTemplate(one.template)).not.toThrow();
    expect(table['MoreThanOneOrigin']).toBe(WEBKIT_MESSAGES.MoreThanOneOrigin);
  });

  test('nothing accepted: the table is as it was', () => {
    expect(layered('firefox', FIREFOX_MESSAGES, {})).toBe(FIREFOX_MESSAGES);
  });
});

test.describe('from results', () => {
  const found = (results: ReturnType<typeof recordedRun>, baselines = baselinesOf(recordedRun())) =>
    newWordings([results], baselines, SCENARIOS, ['chromium', 'firefox', 'webkit']);

  test('recorded words give nothing', () => {
    expect(found(recordedRun())).toEqual({ wordings: [], strange: [] });
  });

  test('one message, reworded in five scenarios, is one wording', () => {
    const results = recordedRun();
    rewordFirefox(results);
    const { wordings, strange } = found(results);
    expect(strange).toEqual([]);
    expect(wordings).toHaveLength(1);
    expect(wordings[0]).toMatchObject({
      engine: 'firefox',
      id: 'CORSMissingAllowOrigin2',
      since: '154.0',
      oldTemplate: OLD,
      template: NEW,
    });
    expect(wordings[0]?.scenarios).toHaveLength(5);
  });

  test('the old words are found though the baseline has been updated since', () => {
    const results = recordedRun();
    rewordFirefox(results);
    const baselines = baselinesOf(recordedRun());
    const firefox = baselineIn(baselines, 'firefox');
    const [era] = firefox.scenarios[ONE] ?? [];
    const messages = linesIn(results, 'firefox', ONE).map(({ id, text }) => ({ id, text }));
    const updated = withEras(firefox, ONE, [{ ...era!, since: '154.0', messages }, era!]);
    const { wordings } = found(results, [{ file: 'f', baseline: updated }]);
    expect(wordings[0]?.scenarios).toContain(ONE);
  });

  test('WebKit’s id comes from the line that is missing', () => {
    const results = recordedRun();
    rewordWebKit(results);
    const { wordings, strange } = found(results);
    expect(strange).toEqual([]);
    expect(wordings.map(({ id, template }) => [id, template !== null])).toEqual([
      ['OriginNotAllowed', true],
      ['RedirectFailedCheck/OriginNotAllowed', true],
      ['FailedToLoad/OriginNotAllowed', true],
    ]);
  });

  test('words of a version that is recorded already are refused', () => {
    const results = recordedRun();
    rewordFirefox(results);
    columnIn(results, 'firefox').version = '153.7.0esr';
    const { wordings } = found(results);
    expect(wordings[0]).toMatchObject({ template: null });
    expect(wordings[0]?.because).toContain('recorded since 153.7, and 153.7.0esr is not newer');
  });

  test('a line that stands in nobody’s place is told', () => {
    const results = recordedRun();
    const [line] = linesIn(results, 'webkit', ONE);
    const text = 'Something else altogether.';
    linesIn(results, 'webkit', ONE).push({
      ...line!,
      id: null,
      group: null,
      wording: 'unidentified',
      text,
    });
    expect(found(results).strange).toEqual([{ engine: 'webkit', scenario: ONE, text }]);
  });
});

test('the file: what stands above the table is kept, newest first, quotes and dollars as they are', async () => {
  const table = { chromium: {}, firefox: { A: [{ template: 'old', since: '1' }] }, webkit: {} };
  const more = withAccepted(table, [
    { engine: 'firefox', id: 'A', template: "it's $& {url}", since: '2' },
  ]);
  expect(more.firefox['A']?.map(({ since }) => since)).toEqual(['2', '1']);
  const source = '/** Head. */\nexport const NEWER_WORDINGS: NewerWordings = {};\n';
  const written = await wordingsSource(source, more);
  expect(written).toMatch(/^\/\*\* Head\. \*\/\nexport const NEWER_WORDINGS/);
  expect(written).toContain(`template: "it's $& {url}"`);
  expect(await wordingsSource(written, more)).toBe(written);
});
