/**
 * What the pages for use by hand are given. This room knows neither the catalogue nor what engines
 * say, so whoever starts the origins hands both in.
 */
import type { MdnReason } from '../../messages/mdn.ts';
import type { Engine, MessageLevel } from '../../messages/types.ts';
import type { Bindings } from '../../scenarios/placeholders.ts';
import type {
  EngineNote,
  NotApplicable,
  Play,
  Scenario,
  Stage,
  Step,
  Topic,
  Verdict,
  WireRequest,
} from '../../scenarios/types.ts';
import type { Seen } from '../client/seen.ts';
import type { Exchange } from '../types.ts';

/** The two things that can be acted out of a scenario. */
export const ACT_NAMES = ['refused', 'cured'] as const;
export type ActName = (typeof ACT_NAMES)[number];

/** MDN's words for a reason, and its page. */
export interface MdnWords {
  readonly wording: string;
  readonly page: string;
}

/** The scenarios of one MDN reason or topic. */
export interface TopicGroup {
  readonly topic: MdnReason | Topic;
  readonly title: string;
  readonly mdn?: MdnWords;
  readonly scenarios: readonly Scenario[];
}

/** A console line as it must read, whole. */
export interface ClaimedLine {
  readonly id: string;
  readonly level: MessageLevel;
  readonly text: string;
  /** When the engine prints it, in our words. */
  readonly trigger: string;
  readonly mdn?: MdnWords;
}

/** What one engine must do. */
export interface EngineClaim {
  readonly engine: Engine;
  readonly name: string;
  /** The version in which the words of `console` were recorded. */
  readonly recordedIn: string;
  readonly verdict: Verdict;
  /** The page is told nothing of the load that decides: its verdict cannot be compared. */
  readonly unseen: boolean;
  /** Placeholders in place. */
  readonly wire: readonly WireRequest[];
  readonly console: readonly ClaimedLine[] | NotApplicable;
  readonly note?: Pick<EngineNote, 'kind' | 'because' | 'url'>;
}

/** What was seen of one acting-out by hand. The console is for the person to read. */
export interface ActedByHand {
  readonly play: Play;
  readonly bindings: Bindings;
  /** One per step. */
  readonly seen: readonly Seen[];
  readonly exchanges: readonly Exchange[];
}

/** The catalogue and the judges, as the pages need them. */
export interface HandBook {
  readonly groups: readonly TopicGroup[];
  stage(stage: Stage): { readonly words: string; readonly url: string };
  /** Null: the scenario has no cure. */
  play(scenario: Scenario, act: ActName): Play | null;
  /** One per engine. `pageUrl` is that of the page that asks, which some lines name. */
  claims(
    scenario: Scenario,
    act: ActName,
    where: { readonly bindings: Bindings; readonly pageUrl: string },
  ): readonly EngineClaim[];
  /** What arrived, in the form of this claim's `wire`, placeholders put back. */
  wireOf(acted: ActedByHand, claimed: readonly WireRequest[]): readonly WireRequest[];
  /** Makes a `server-fetch` step's request. */
  serverFetch(step: Step): Promise<Seen>;
  /** Folder of an extension, unpacked for an engine; null where there is none for it. */
  extensionFolder(name: string, engine: Engine): string | null;
}
