/** The catalogue is complete and says nothing that cannot be printed. No browser needed. */
import { expect, test } from '@playwright/test';
import { MDN_REASONS } from '../messages/mdn.ts';
import { ENGINES } from '../messages/types.ts';
import { findMessage, parseMessage } from '../messages/index.ts';
import { expand } from '../scenarios/placeholders.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { STAGES } from '../scenarios/stages.ts';
import { isNotApplicable, type Scenario, standardUrl } from '../scenarios/types.ts';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import { expectedLines } from '../fixtures/judge/console.ts';
import type { Acted } from '../fixtures/stage.ts';
import { PLANTED } from './planted-origins.ts';

const actedBy = (play: Scenario): Acted => ({
  play,
  bindings: PLANTED,
  seen: [],
  exchanges: [],
  records: [],
  rawEvents: [],
  discrepancies: [],
});

test('all fifteen MDN reasons have scenarios', () => {
  const topics = new Set<string>(SCENARIOS.map(({ topic }) => topic));
  expect(Object.keys(MDN_REASONS)).toHaveLength(15);
  expect(Object.keys(MDN_REASONS).filter((reason) => !topics.has(reason))).toEqual([]);
});

test('every reason is refused in every engine, or not applicable with a reason', () => {
  for (const reason of Object.keys(MDN_REASONS))
    for (const engine of ENGINES) {
      const own = SCENARIOS.filter(({ topic }) => topic === reason);
      const applicable = own.filter(({ console }) => !isNotApplicable(console[engine]));
      const verdicts = applicable.map((scenario) => claimOf(scenario, engine).expect.verdict);
      // Some may be about what is not refused; not all.
      if (applicable.length > 0) expect(verdicts, `${reason} in ${engine}`).toContain('blocked');
      for (const { notApplicable, url } of own
        .map(({ console }) => console[engine])
        .filter(isNotApplicable)) {
        expect(notApplicable).not.toBe('');
        expect(URL.canParse(url), url).toBe(true);
      }
    }
});

test('each reason is printed by Firefox under its own id in at least one scenario', () => {
  const printed = new Set(
    SCENARIOS.flatMap((scenario) =>
      claimOf(scenario, 'firefox').lines.map(([id]) => findMessage('firefox', id)?.reason),
    ),
  );
  expect(Object.keys(MDN_REASONS).filter((reason) => !printed.has(reason as never))).toEqual([]);
});

test('ids are unique kebab slugs, titles are unique sentences', () => {
  const ids = SCENARIOS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
  for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
  const titles = SCENARIOS.map(({ title }) => title);
  expect(titles).toEqual([...new Set(titles)]);
});

test('a scenario that refuses has a cure, and every cure says what to do', () => {
  for (const { id, expect: expected, cure } of SCENARIOS) {
    if (expected.verdict === 'blocked') expect(cure, id).toBeDefined();
    if (cure) expect(cure.words, id).not.toBe('');
  }
});

test('no scenario asks the same as another', () => {
  const plays = SCENARIOS.map(({ steps, routes, page, launch, expect: { verdict } }) =>
    JSON.stringify({ steps, routes, page, launch, verdict }),
  );
  expect(plays).toEqual([...new Set(plays)]);
});

test('every note on an engine has a reason and a URL', () => {
  for (const { id, engines = {}, cure } of SCENARIOS) {
    for (const note of [...Object.values(engines), ...Object.values(cure?.engines ?? {})]) {
      expect(note.because, id).not.toBe('');
      expect(URL.canParse(note.url), `${id}: ${note.url}`).toBe(true);
    }
  }
});

test('every stage named is a stage described, and anchors are anchors', () => {
  for (const { id, expect: expected, spec } of SCENARIOS) {
    expect(STAGES[expected.stage], id).toBeDefined();
    expect(spec.anchor, id).toMatch(/^(?:https:\/\/\S+|[a-z0-9-]+)$/);
    expect(standardUrl(spec.anchor), id).toMatch(/^https:\/\/\S+#[a-z0-9-]+$/);
    expect(spec.requirement, id).toMatch(/[.]$/);
  }
});

for (const engine of ENGINES) {
  test(`every line claimed of ${engine} prints, and reads back as the same message`, () => {
    for (const scenario of SCENARIOS) {
      const claim = claimOf(scenario, engine);
      for (const { id, text } of expectedLines(engine, claim, actedBy(scenario))) {
        expect(parseMessage(engine, text)?.id, `${scenario.id}: ${text}`).toBe(id);
      }
    }
  });
}

test('every placeholder of every play can be filled', () => {
  for (const scenario of SCENARIOS) {
    const plays = ENGINES.flatMap((engine) => [
      claimOf(scenario, engine),
      ...(scenario.cure ? [curedClaimOf(scenario, scenario.cure, engine)] : []),
    ]);
    expect(() => expand(JSON.stringify(plays), PLANTED), scenario.id).not.toThrow();
  }
});

test('no scenario uses what the barrier keeps for itself', () => {
  expect(JSON.stringify(SCENARIOS)).not.toContain('499');
});

test('a cure claims no CORS line: what is cured is not refused', () => {
  const claimed = SCENARIOS.flatMap(({ id, cure }) =>
    ENGINES.flatMap((engine) =>
      [cure?.console?.[engine] ?? []].flat().map((line) => {
        const messageId = typeof line === 'string' ? line : line[0];
        return { id, messageId, group: findMessage(engine, messageId)?.group };
      }),
    ),
  );
  expect(claimed.length).toBeGreaterThan(0);
  expect(claimed.filter(({ group }) => group === 'cors')).toEqual([]);
});

test('what is blocked was decided somewhere; what the Standard lets through, nowhere', () => {
  for (const scenario of SCENARIOS) {
    const { expect: claimed, id } = scenario;
    expect(claimed.stage === 'none', id).toBe(claimed.verdict !== 'blocked');
    for (const engine of ENGINES) {
      const { verdict, stage } = claimOf(scenario, engine).expect;
      if (verdict === 'blocked') expect(stage, `${id} in ${engine}`).not.toBe('none');
    }
  }
});
