/** The words and signs that every report uses, so that no two name one thing differently. */
import { MDN_REASONS, isMdnReason, mdnPage, type MdnReason } from '../messages/mdn.ts';
import type { Engine, MessageEntry } from '../messages/types.ts';
import type { Scenario, Topic } from '../scenarios/types.ts';
import type { CellStatus, EngineColumn } from './results.ts';

/** Message entries by engine and id, as `messages/` holds them. */
export type MessageCatalogue = Readonly<
  Partial<Record<Engine, Readonly<Record<string, MessageEntry>>>>
>;

/** A status is told by sign and word, never by colour alone. */
export const STATUS: Readonly<
  Record<CellStatus, { readonly sign: string; readonly word: string; readonly meaning: string }>
> = {
  conforms: {
    sign: '✓',
    word: 'conforms',
    meaning: 'Verdict, wire and console were as the scenario claims, and the cure worked.',
  },
  'known-deviation': {
    sign: '≈',
    word: 'known deviation',
    meaning: 'The engine departs from the Standard in the way that the scenario names.',
  },
  fails: {
    sign: '✗',
    word: 'fails',
    meaning: 'The engine was observed to do something else than the scenario claims.',
  },
  'harness-error': {
    sign: '!',
    word: 'harness error',
    meaning: 'The suite itself failed; nothing is said about the engine.',
  },
  'not-applicable': {
    sign: '–',
    word: 'not applicable',
    meaning:
      'The case cannot exist in this engine, or not be acted out there; the reason is given.',
  },
  'not-run': { sign: '○', word: 'not run', meaning: 'No test of this cell came to its end.' },
};

export const ENGINE_NAMES: Readonly<Record<Engine, string>> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
};

/** Shortest name that tells a column from the others. */
export function labelOf(column: EngineColumn, columns: readonly EngineColumn[]): string {
  const name = ENGINE_NAMES[column.engine];
  const rivals = columns.filter(({ engine }) => engine === column.engine);
  if (rivals.length === 1) return name;
  const version = column.version ?? 'unknown build';
  const twins = rivals.filter((rival) => rival.version === column.version);
  return twins.length === 1
    ? `${name} ${version}`
    : [name, version, column.platform ?? column.flavour ?? column.key].join(' ');
}

const TOPICS: Readonly<Record<Topic, string>> = {
  Login: 'Logging in, then asking',
  NotUnderCORS: 'Not under CORS',
  Warnings: 'Warnings',
  Images: 'Images and canvases',
  Scripts: 'Scripts and modules',
  StylesAndFonts: 'Style sheets and fonts',
  Media: 'Video, audio and text tracks',
  Streams: 'EventSource, uploads and synchronous requests',
  Beacons: 'Beacons and keepalive',
  Workers: 'Workers',
  ServiceWorkers: 'Service workers',
  Documents: 'Frames and documents without an origin',
  Credentials: 'Cookies and credentials',
  Redirects: 'Redirects',
  PreflightCache: 'The preflight cache',
  HttpCache: 'The HTTP cache',
  ResponseHeaders: 'What script may read of an answer',
  Statuses: 'Statuses',
  Safelisting: 'Which requests need a preflight',
  NeighbouringRules: 'Rules that are taken for CORS',
  LocalNetworkAccess: 'Local network access',
  Departures: 'Known departures from the Standard',
};

export interface TopicHead {
  readonly topic: MdnReason | Topic;
  /** The slug of an MDN reason, the words of another topic. */
  readonly title: string;
  /** MDN's own wording and page; absent for a topic that MDN has no reason for. */
  readonly mdn?: { readonly wording: string; readonly page: string };
  /** What Firefox prints today for this reason: the part of its line that begins with `Reason:`. */
  readonly firefox: readonly string[];
  readonly scenarios: readonly Scenario[];
}

const reasonPart = (template: string): string =>
  /\((Reason: .*?)\)\./.exec(template)?.[1] ?? template;

/** The scenarios by topic: MDN's reasons in MDN's order, then the other topics. */
export function byTopic(
  scenarios: readonly Scenario[],
  messages: MessageCatalogue = {},
): readonly TopicHead[] {
  const order = [...Object.keys(MDN_REASONS), ...Object.keys(TOPICS)];
  const groups = new Map<Scenario['topic'], Scenario[]>();
  for (const scenario of scenarios)
    groups.set(scenario.topic, [...(groups.get(scenario.topic) ?? []), scenario]);
  return [...groups]
    .toSorted(([one], [other]) => order.indexOf(one) - order.indexOf(other))
    .map(([topic, members]) => ({
      topic,
      title: isMdnReason(topic) ? topic : (TOPICS[topic] ?? topic),
      ...(isMdnReason(topic) && { mdn: { wording: MDN_REASONS[topic], page: mdnPage(topic) } }),
      firefox: Object.values(messages.firefox ?? {})
        .filter(({ group, reason }) => group === 'cors' && reason === topic)
        .map(({ wordings }) => reasonPart(wordings[0].template)),
      scenarios: members,
    }));
}

/**
 * A failure's message without its middle: the first paragraph, then the assertion with its diff.
 * Between them stands what the report shows anyway (the wire, the console, cause and cure).
 */
export function essenceOf(note: string): string {
  const assertion = /^expect\b.*\(/m.exec(note)?.index ?? 0;
  const head = note.slice(0, assertion).split(/\n\s*\n/)[0] ?? '';
  return head === '' ? note : `${head}\n\n${note.slice(assertion)}`;
}

/** The ids that stand in other ids too, so that `-g` would run more than the one asked for. */
export function ambiguousIds(scenarios: readonly Scenario[]): ReadonlySet<string> {
  // Every part of an id that begins and ends at a hyphen or an end may be another id.
  const ids = new Set(scenarios.map(({ id }) => id));
  const ambiguous = new Set<string>();
  for (const id of ids) {
    const words = id.split('-');
    for (let from = 0; from < words.length; from += 1)
      for (let to = from + 1; to <= words.length; to += 1) {
        const part = words.slice(from, to).join('-');
        if (part !== id && ids.has(part)) ambiguous.add(part);
      }
  }
  return ambiguous;
}

/** The command that runs one cell again. A test is tagged `@id`; an ambiguous id needs all of it. */
export function rerunCommand(
  id: string,
  { project }: EngineColumn,
  ambiguous: ReadonlySet<string>,
): string {
  const grep = ambiguous.has(id) ? `"@${id}( |$)"` : id;
  return `npx playwright test -g ${grep} --project=${/^[\w.-]+$/.test(project) ? project : `"${project}"`}`;
}

/** `1 min 3 s`, `840 ms`. */
export function durationWords(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
