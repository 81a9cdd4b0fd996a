/** The rules by which mutants of npm run trust:mutation are equivalent: what they hold for, and what not. */
import { expect, test } from '@playwright/test';
import type { Engine } from '../messages/types.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { isSameByStandard } from '../scripts/trust/mutation/by-standard.ts';
import { EQUIVALENTS } from '../scripts/trust/mutation/equivalent.ts';
import { placeOf } from '../scripts/trust/mutation/score.ts';
import type { Outcome } from '../scripts/trust/mutation/types.ts';

type Made = Pick<Outcome, 'scenario' | 'act' | 'operator' | 'what'> & Partial<Outcome>;

const survivor = (made: Made): Outcome => ({
  route: 'GET /resource',
  answer: 0,
  header: null,
  engine: 'chromium',
  caughtBy: [],
  ...made,
});

const scenarioOf = (outcome: Outcome) => {
  const scenario = SCENARIOS.find(({ id }) => id === outcome.scenario);
  if (!scenario) throw new Error(`no scenario ${outcome.scenario}`);
  return scenario;
};

const rulesFor = (outcome: Outcome): readonly string[] => {
  const place = placeOf(outcome, scenarioOf(outcome));
  return place ? EQUIVALENTS.filter(({ matches }) => matches(place)).map(({ id }) => id) : [];
};

const otherStatus = survivor({
  scenario: 'allow-origin-missing',
  act: 'refused',
  operator: 'change-status',
  what: '201 in place of 200',
});
const dropped = survivor({
  scenario: 'allow-origin-missing',
  act: 'cured',
  operator: 'drop-header',
  header: 'access-control-allow-origin',
  what: 'without Access-Control-Allow-Origin: {page}',
});

test.describe('the Standard as the judge', () => {
  test('a refused response shows no status', () => {
    expect(isSameByStandard(otherStatus, scenarioOf(otherStatus), 'all')).toBe(true);
  });
  test('a response that script reads does', () => {
    const cured = { ...otherStatus, act: 'cured' } as const;
    expect(isSameByStandard(cured, scenarioOf(cured), 'verdict')).toBe(false);
  });
  test('without the header that the CORS check wants nothing is the same', () => {
    expect(isSameByStandard(dropped, scenarioOf(dropped), 'verdict')).toBe(false);
  });
  test('it has no say in the other act, and in a mutant that it cannot make', () => {
    const exchanged = { ...otherStatus, operator: 'other-act' } as const;
    expect(isSameByStandard(exchanged, scenarioOf(exchanged), 'verdict')).toBe(false);
    const unknown = { ...otherStatus, what: 'something else' };
    expect(isSameByStandard(unknown, scenarioOf(unknown), 'all')).toBe(false);
  });
});

test('no rule explains what matters', () => {
  expect(rulesFor(dropped)).toEqual([]);
  expect(rulesFor({ ...otherStatus, act: 'cured' })).toEqual([]);
  expect(rulesFor({ ...otherStatus, operator: 'other-act', route: null })).toEqual([]);
});

test('the status of an image does not matter, and what a browser checks of it does', () => {
  const image = { scenario: 'image-crossorigin-refused', act: 'cured' } as const;
  const at = { ...image, route: 'GET /pixel.png' };
  const status = survivor({ ...at, operator: 'change-status', what: '201 in place of 200' });
  expect(rulesFor(status)).toContain('image-of-any-status');
  const lacking = { what: 'without Access-Control-Allow-Origin: {page}' };
  const header = 'access-control-allow-origin';
  expect(rulesFor(survivor({ ...at, ...lacking, operator: 'drop-header', header }))).toEqual([]);
  expect(
    rulesFor(survivor({ ...image, operator: 'other-act', route: null, what: 'the mistake' })),
  ).toEqual([]);
});

test('the type of an image matters where the response is opaque', () => {
  const typeOf = (scenario: string, engine: Engine, header: string, what: string) =>
    rulesFor(
      survivor({
        ...{ scenario, engine, header, what, act: 'refused', operator: 'drop-header' },
        route: 'GET /pixel.png',
      }),
    );
  const type = ['content-type', 'without Content-Type: application/json'] as const;
  expect(typeOf('image-labelled-json', 'chromium', ...type)).toEqual([]);
  expect(typeOf('image-labelled-json', 'webkit', ...type)).toEqual(['type-of-an-image']);
  expect(typeOf('image-labelled-json-with-crossorigin', 'chromium', ...type)).toEqual([
    'type-of-an-image',
  ]);
});

test('an answer that nobody is given is equivalent', () => {
  expect(rulesFor({ ...dropped, neverSent: true })).toEqual(['never-sent']);
});

test('a cure that the engine sends as it sends the mistake is equivalent, and no other', () => {
  const other = (scenario: string, engine: Engine) =>
    rulesFor(
      survivor({ scenario, engine, act: 'refused', operator: 'other-act', route: null, what: '' }),
    );
  const rule = 'cure-that-only-another-engine-needs';
  expect(other('xhr-charset-in-quotes', 'webkit')).toEqual([rule]);
  expect(other('xhr-charset-in-quotes', 'firefox')).toEqual([]);
  // The cure leaves a header away that this engine sends.
  expect(other('xhr-charset-makes-type-safe', 'webkit')).toEqual([]);
});

test('each rule has an id of its own and a reason', () => {
  const ids = EQUIVALENTS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { id, because, url } of EQUIVALENTS) {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(because).toMatch(/\.$/);
    if (url !== undefined) expect(URL.canParse(url)).toBe(true);
  }
});
