/** The catalogue, the messages and the judges, as the pages by hand are given them. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Claim } from '../../fixtures/judge/claim.ts';
import { expectedLines } from '../../fixtures/judge/console.ts';
import { observedWire } from '../../fixtures/judge/wire.ts';
import { unpackExtension } from '../../fixtures/extensions/index.ts';
import { serverFetch } from '../../fixtures/server-fetch.ts';
import type { Acted } from '../../fixtures/stage.ts';
import { findMessage, templatesOf } from '../../messages/index.ts';
import { MDN_REASONS, mdnPage } from '../../messages/mdn.ts';
import { ENGINES, type Engine } from '../../messages/types.ts';
import { RECORDED_VERSIONS } from '../../messages/versions.ts';
import { ENGINE_NAMES, byTopic } from '../../reports/words.ts';
import { SCENARIOS } from '../../scenarios/index.ts';
import { initiatorOf } from '../../scenarios/initiators/index.ts';
import type { Bindings } from '../../scenarios/placeholders.ts';
import { STAGES } from '../../scenarios/stages.ts';
import { isNotApplicable } from '../../scenarios/types.ts';
import type { ActedByHand, ClaimedLine, HandBook } from '../../servers/hand/index.ts';
import { claimFor } from '../lib/claim-for.ts';

/** Nothing was read of any console, and the judges' other inputs are there. */
const unheard = (acted: ActedByHand): Acted => ({
  ...acted,
  records: [],
  rawEvents: [],
  discrepancies: [],
});

/** Lines that name the asking page name the one that asks by hand. */
const naming = (pageUrl: string, engine: Engine, { lines, ...claim }: Claim): Claim => ({
  ...claim,
  lines: lines.map(([id, own]) => {
    const names = templatesOf(engine, id).some(({ holes }) => holes.includes('pageUrl'));
    return [id, names ? { pageUrl, ...own } : own];
  }),
});

function linesOf(
  engine: Engine,
  claim: Claim,
  { bindings, pageUrl }: { readonly bindings: Bindings; readonly pageUrl: string },
): readonly ClaimedLine[] {
  const acted = unheard({ play: claim.play, bindings, seen: [], exchanges: [] });
  return expectedLines(engine, naming(pageUrl, engine, claim), acted).map(({ id, text }) => {
    const { level = 'error', reason, trigger = '' } = findMessage(engine, id ?? '') ?? {};
    return {
      id: id ?? '',
      level,
      text,
      trigger,
      ...(reason && { mdn: { wording: MDN_REASONS[reason], page: mdnPage(reason) } }),
    };
  });
}

/** Extensions unpacked on demand; the folder is gone after `remove`. */
export function extensionShelf(): {
  folderOf(name: string, engine: Engine): string | null;
  remove(): void;
} {
  let root: string | undefined;
  const known = new Map<string, string | null>();
  const unpack = (name: string, engine: Engine): string | null => {
    root ??= mkdtempSync(path.join(os.tmpdir(), 'cors-conformance-serve-'));
    const folder = path.join(root, engine);
    mkdirSync(folder, { recursive: true });
    try {
      return unpackExtension(name, engine, folder);
    } catch (error) {
      if ((error as Error).message.startsWith('no extension ')) return null;
      throw error;
    }
  };
  return {
    folderOf(name, engine) {
      const key = `${engine} ${name}`;
      const folder = known.get(key) ?? unpack(name, engine);
      known.set(key, folder);
      return folder;
    },
    remove() {
      if (root !== undefined) rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The book; `extensionFolder` tells where an extension lies unpacked. */
export const handBook = (extensionFolder: HandBook['extensionFolder']): HandBook => ({
  groups: byTopic(SCENARIOS),
  stage: (stage) => STAGES[stage],
  play: (scenario, act) => claimFor(scenario, act, 'chromium')?.play ?? null,
  claims: (scenario, act, where) =>
    ENGINES.flatMap((engine) => {
      const claim = claimFor(scenario, act, engine);
      if (claim === null) return [];
      const cell = scenario.console[engine];
      const note = (act === 'refused' ? scenario : scenario.cure)?.engines?.[engine];
      return {
        engine,
        name: ENGINE_NAMES[engine],
        recordedIn: RECORDED_VERSIONS[engine].join(', '),
        verdict: claim.expect.verdict,
        unseen: initiatorOf(claim.play.steps.at(-1)!)?.unseen ?? false,
        wire: claim.expect.wire,
        console: isNotApplicable(cell) ? cell : linesOf(engine, claim, where),
        ...(note && { note }),
      };
    }),
  wireOf: (acted, claimed) => observedWire(unheard(acted), claimed),
  serverFetch,
  extensionFolder,
});
