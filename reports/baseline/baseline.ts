/**
 * A baseline: what one engine did in each scenario, since which version. A memory, reviewed like
 * code: `reports/baselines/<engine>-<platform family>.json`. Pure.
 */
import { ENGINES, type Engine } from '../../messages/types.ts';
import { compareVersions } from '../../messages/version-order.ts';
import {
  VERDICTS,
  type EngineColumn,
  type EngineUsed,
  type Results,
  type Verdict,
} from '../results.ts';
import {
  Misshapen,
  checked,
  closedObjectOf,
  listOf,
  matching,
  oneOf,
  optional,
  parseJson,
  recordOf,
  string,
  stringOrNull,
  type Shape,
} from '../shape.ts';

export const BASELINE_FORMAT = 'cors-conformance/baseline@1';

/** One console line; a line that nothing identifies has no id. */
export interface RecordedMessage {
  readonly id: string | null;
  /** Contracted, as in `results.json`. */
  readonly text: string;
}

/** Statuses that are remembered; a failing cell is not. `gone`: the catalogue has it no more. */
const KEPT_STATUSES = ['conforms', 'known-deviation', 'not-applicable', 'gone'] as const;

/** What an engine did in one scenario. */
export interface Behaviour {
  readonly status: (typeof KEPT_STATUSES)[number] | 'fails';
  readonly verdict?: Verdict;
  /** The clause that the scenario claims to decide; absent where the test did not come so far. */
  readonly stage?: string;
  /** The lines that every run gives alike, in order: see `reports/baseline/behaviour.ts`. */
  readonly messages?: readonly RecordedMessage[];
  /** What the last step of the cure came to. */
  readonly cured?: Verdict;
}

/** A behaviour and the oldest version in which it was recorded. */
export interface Era extends Behaviour {
  readonly since: string;
  readonly status: (typeof KEPT_STATUSES)[number];
}

export type PlatformFamily = string;

/** What a baseline is of. Builds of two flavours are two products with versions of their own. */
export interface BaselineKey {
  readonly engine: Engine;
  /** `linux`, `macos`, `windows`, or what else the system calls itself. */
  readonly platform: PlatformFamily;
  readonly flavour: EngineUsed['flavour'];
}

export interface Baseline extends BaselineKey {
  readonly format: typeof BASELINE_FORMAT;
  /** The product: `Firefox ESR`. */
  readonly name: string;
  /** The newest version that was recorded. */
  readonly version: string;
  /** Eras by scenario id, newest first. */
  readonly scenarios: Readonly<Record<string, readonly Era[]>>;
}

const FAMILIES: Readonly<Record<string, string>> = { darwin: 'macos', win32: 'windows' };

/** The platform family of a column: of `linux 6.1.0 x64` it is `linux`. */
export function platformFamily(
  { platform }: Pick<EngineColumn, 'platform'>,
  results: Pick<Results, 'platform'>,
): PlatformFamily {
  const [os = ''] = (platform ?? results.platform.os).toLowerCase().split(' ');
  const slug = os.replace(/[^a-z0-9]/g, '') || 'unknown';
  return FAMILIES[slug] ?? slug;
}

/** `webkit-linux.json`; Playwright's own builds have a file beside that of the stock ones. */
export const baselineFile = ({ engine, platform, flavour }: BaselineKey): string =>
  `${engine}-${platform}${flavour === 'playwright' ? '-playwright' : ''}.json`;

/**
 * The era that a version belongs to: the newest one that began no later. A version older than all
 * of them is held against the oldest.
 */
export const eraIn = (eras: readonly Era[], version: string): Era | undefined =>
  eras.find(({ since }) => compareVersions(since, version) <= 0) ?? eras.at(-1);

const FIELDS = ['status', 'verdict', 'stage', 'messages', 'cured'] as const;

/** Only what is known of a behaviour, in the order of the file. */
export function behaviourOf(of: Behaviour): Behaviour {
  const known = FIELDS.flatMap((field) => (of[field] === undefined ? [] : [[field, of[field]]]));
  return Object.fromEntries(known) as unknown as Behaviour;
}

export const sameBehaviour = (one: Behaviour, other: Behaviour): boolean =>
  JSON.stringify(behaviourOf(one)) === JSON.stringify(behaviourOf(other));

/** The file's text: keys in one order, scenarios by id, so that a diff shows what changed alone. */
export function baselineText(baseline: Baseline): string {
  const { format, engine, platform, flavour, name, version, scenarios } = baseline;
  const ids = Object.keys(scenarios).toSorted();
  const eras = (id: string) =>
    (scenarios[id] ?? []).map(({ since, ...behaviour }) => ({
      since,
      ...behaviourOf(behaviour),
      ...(behaviour.messages && {
        messages: behaviour.messages.map((message) => ({ id: message.id, text: message.text })),
      }),
    }));
  const ordered = { format, engine, platform, flavour, name, version };
  return `${JSON.stringify({ ...ordered, scenarios: Object.fromEntries(ids.map((id) => [id, eras(id)])) }, null, 2)}\n`;
}

const version = matching(/^\d+(?:\.\d+)*[a-z0-9.-]*$/i, 'a version such as 153.7.0esr');

const era = closedObjectOf<Era>({
  since: version,
  status: oneOf(KEPT_STATUSES),
  verdict: optional(oneOf(VERDICTS)),
  stage: optional(string),
  messages: optional(listOf(closedObjectOf<RecordedMessage>({ id: stringOrNull, text: string }))),
  cured: optional(oneOf(VERDICTS)),
});

const eras: Shape = (value, at) => {
  listOf(era, 1)(value, at);
  for (const [index, { since }] of (value as Era[]).entries()) {
    const newer = (value as Era[])[index - 1]?.since;
    if (newer !== undefined && compareVersions(newer, since) < 0)
      throw new Misshapen(`${at}[${index}].since must not be newer than the one before it`);
  }
};

const baseline = closedObjectOf<Baseline>({
  format: oneOf([BASELINE_FORMAT]),
  engine: oneOf(ENGINES),
  platform: matching(/^[a-z0-9]+$/, 'a platform family such as linux'),
  flavour: oneOf(['stock', 'playwright']),
  name: string,
  version,
  scenarios: recordOf(eras),
});

/** Throws `Misshapen`, one line, on a text that is no baseline of this format. */
export const readBaseline = (text: string): Baseline =>
  checked<Baseline>(parseJson(text), baseline);
