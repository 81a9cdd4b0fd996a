/** From results in new words to the wordings that could be accepted. Pure. */
import { findMessage } from '../../messages/index.ts';
import type { Engine, MessageParameters } from '../../messages/types.ts';
import { compareVersions } from '../../messages/version-order.ts';
import type { Era } from '../../reports/baseline/baseline.ts';
import { assertedRecords } from '../../reports/baseline/behaviour.ts';
import { nearestBaseline, type BaselineOnFile } from '../../reports/baseline/nearest.ts';
import { keyOf } from '../../reports/drift/compare.ts';
import { matchMessages } from '../../reports/drift/messages.ts';
import { readBack } from '../../reports/drift/readback.ts';
import type { Cell, Results } from '../../reports/results.ts';
import type { Scenario } from '../../scenarios/types.ts';
import { NotDerivable, deriveTemplate } from './derive-template.ts';

/** One message in new words, as one version was seen to print it. */
export interface NewWording {
  readonly engine: Engine;
  readonly id: string;
  /** As `Wording.since` has it: at most three numbers. */
  readonly since: string;
  readonly oldTemplate: string;
  readonly scenarios: readonly string[];
  /** One text before and now, contracted, for a reader. */
  readonly before: string;
  readonly after: string;
  /** The new template, or why it must be written by hand. */
  readonly template: string | null;
  readonly because?: string;
}

/** A line in words that nobody knows, without a known one in whose place it stands. */
export interface StrangeLine {
  readonly engine: Engine;
  readonly scenario: string;
  readonly text: string;
}

interface Sighting {
  readonly engine: Engine;
  readonly id: string;
  readonly version: string;
  readonly scenario: string;
  readonly oldTemplate: string;
  readonly parameters: MessageParameters;
  readonly before: string;
  readonly after: string;
}

/** The lines of one cell in new words, each with the newest remembered one that it replaces. */
function inCell(
  cell: Cell,
  scenario: Scenario | undefined,
  eras: readonly Era[],
  version: string,
  id: string,
): { sightings: Sighting[]; strange: StrangeLine[] } {
  const { engine } = cell;
  const lines = assertedRecords(cell, scenario);
  // What was accepted since the results were written is no news.
  const isNew = new Set(
    lines
      .filter((line) => line.wording !== 'recorded' && readBack(engine, line.text) === null)
      .map(({ text }) => text),
  );
  const sightings = new Map<string, Sighting>();
  const quoted = new Set<string>();
  for (const { messages = [] } of eras) {
    const { sameId, alike, added } = matchMessages(messages, lines);
    for (const { before, after } of [...sameId, ...alike]) {
      const old = readBack(engine, before.text);
      if (!isNew.has(after.text) || sightings.has(after.text) || old?.id !== before.id) continue;
      const { template } = old.wording;
      sightings.set(after.text, {
        ...{ engine, id: old.id, version, scenario: id, oldTemplate: template },
        ...{ parameters: old.parameters, before: before.text, after: after.text },
      });
    }
    // Left over by the matching, though it is new: it quotes one that is matched.
    const loose = new Set([...sameId, ...alike].map(({ after }) => after.text));
    for (const text of isNew)
      if (alike.length > 0 && !loose.has(text) && !added.some((line) => line.text === text))
        quoted.add(text);
  }
  const strange = [...isNew]
    .filter((text) => !sightings.has(text) && !quoted.has(text))
    .map((text) => ({ engine, scenario: id, text }));
  return { sightings: [...sightings.values()], strange };
}

/** `153.7.0esr` as `153.7.0`: what a wording's `since` is written in. */
const sinceOf = (version: string): string => /^\d+(?:\.\d+){0,2}/.exec(version)?.[0] ?? version;

/** Why a wording cannot be laid in front of the recorded one; null where it can. */
function obstacle({ engine, id, oldTemplate, version }: Sighting): string | null {
  const wordings = findMessage(engine, id)?.wordings ?? [];
  const [newest, ...older] = wordings;
  if (newest?.template !== oldTemplate) return 'the words it replaces are not the newest recorded';
  if (older.some(({ since }) => since === newest.since))
    return 'the message has several wordings by situation';
  return compareVersions(sinceOf(version), newest.since) <= 0
    ? `its words are recorded since ${newest.since}, and ${version} is not newer`
    : null;
}

function wordingOf(sightings: readonly [Sighting, ...Sighting[]]): NewWording {
  const [first] = sightings;
  const { engine, id, version, oldTemplate, before, after } = first;
  const scenarios = [...new Set(sightings.map(({ scenario }) => scenario))];
  const head = { engine, id, since: sinceOf(version), oldTemplate, scenarios, before, after };
  const refused = (because: string): NewWording => ({ ...head, template: null, because });
  const because = obstacle(first);
  if (because !== null) return refused(because);
  try {
    const seen = sightings.map((one) => ({ text: one.after, parameters: one.parameters }));
    return { ...head, template: deriveTemplate(oldTemplate, seen) };
  } catch (error) {
    if (error instanceof NotDerivable) return refused(error.message);
    throw error;
  }
}

/** All new wordings of some runs, held against the baselines nearest to each column. */
export function newWordings(
  runs: readonly Results[],
  baselines: readonly BaselineOnFile[],
  catalogue: readonly Scenario[],
  engines: readonly Engine[],
): { readonly wordings: readonly NewWording[]; readonly strange: readonly StrangeLine[] } {
  const scenarios = new Map(catalogue.map((scenario) => [scenario.id, scenario]));
  const groups = new Map<string, [Sighting, ...Sighting[]]>();
  const strange: StrangeLine[] = [];
  for (const results of runs)
    for (const [index, column] of results.engines.entries()) {
      const key = keyOf(column, results);
      const { version } = column;
      if (!key || version === undefined || !engines.includes(column.engine)) continue;
      const eras = nearestBaseline(baselines, key)?.baseline.scenarios ?? {};
      for (const { id, cells } of results.rows) {
        const cell = cells[index];
        if (!cell) continue;
        const own = Object.hasOwn(eras, id) ? (eras[id] ?? []) : [];
        const found = inCell(cell, scenarios.get(id), own, version, id);
        strange.push(...found.strange);
        for (const one of found.sightings) {
          const group = JSON.stringify([one.engine, one.id, one.version, one.oldTemplate]);
          groups.set(group, [...(groups.get(group) ?? []), one] as [Sighting, ...Sighting[]]);
        }
      }
    }
  return { wordings: [...groups.values()].map(wordingOf), strange };
}
