/**
 * The third witness of a generated case: which console lines must appear, and whether they did.
 * Only lines that carry a URL can be given to a case of a batch; which those are, says each engine's
 * file.
 */
import type { ConsoleRecord, Engine } from '../../messages/types.ts';
import type { Difference } from '../types.ts';
import { chromiumLines } from './chromium.ts';
import { firefoxLines } from './firefox.ts';
import { askingOf, type Asking, type ExpectedLine, type StepTold } from './told.ts';
import { webkitLines } from './webkit.ts';

export type { ExpectedLine, StepTold } from './told.ts';

const LINES: Readonly<Record<Engine, (told: StepTold, asking: Asking) => readonly ExpectedLine[]>> =
  { chromium: chromiumLines, firefox: firefoxLines, webkit: webkitLines };

/**
 * The lines of one step, in the order in which its engine prints them. `unknown`: the step is made
 * by another initiator than fetch() and XMLHttpRequest, whose lines these rules do not know.
 */
export function expectedLines(engine: Engine, told: StepTold): readonly ExpectedLine[] | 'unknown' {
  const asking = askingOf(told.step);
  return asking === null ? 'unknown' : LINES[engine](told, asking);
}

/** What of a console is held against the expectation. */
interface Comparison {
  readonly concerns: (record: ConsoleRecord) => boolean;
  /** Where the engine says which URL the line is about. */
  readonly urlOf: (record: ConsoleRecord) => string | undefined;
  /** Whether the lines of a case come by one channel, and so in order. */
  readonly ordered: boolean;
}

const namedUrl = ({ parameters }: ConsoleRecord): string | undefined =>
  typeof parameters['url'] === 'string' ? parameters['url'] : undefined;

const COMPARISONS: Readonly<Record<Engine, Comparison>> = {
  chromium: {
    // The deprecation names no URL: it is nobody's.
    concerns: ({ id, group, code }) =>
      id !== 'auth-wildcard-deprecation' && (id === null || group === 'cors' || code !== undefined),
    urlOf: ({ url }) => url,
    ordered: true,
  },
  firefox: {
    concerns: ({ id, group }) => id === null || group === 'cors',
    urlOf: namedUrl,
    ordered: true,
  },
  webkit: {
    // What the backend says of the network, in words of its own, is no CORS matter. The page's line
    // and the network's line come by two streams.
    concerns: ({ id }) =>
      id !== null &&
      /^(?:Companion(?:Fetch|XHR)(?:Only)?$|FailedToLoad\/(?!NetworkError\/|CORP$|CSPRedirect$))/.test(
        id,
      ),
    urlOf: (record) =>
      record.url && record.id?.startsWith('FailedToLoad/') ? record.url : namedUrl(record),
    ordered: false,
  },
};

/** A URL without HTTP has no case's token, so that its line may have come to nobody. */
const isOfNoCase = (url: string | undefined): true | undefined =>
  url === undefined || /^https?:/.test(url) ? undefined : true;

/** A line in the form in which the two sides are compared. */
interface Comparable {
  readonly id: string | null;
  readonly code?: string | undefined;
  readonly url?: string | undefined;
  readonly optional?: true | undefined;
  /** The whole text, of a line that no template knows. */
  readonly text?: string;
}

/** Fragments and credentials are there or not by the place in the engine that prints. */
function bare(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return url;
  const parsed = new URL(url);
  parsed.hash = '';
  parsed.username = '';
  parsed.password = '';
  return parsed.href;
}

const words = (line: Comparable | undefined): string =>
  line === undefined
    ? 'no line'
    : [line.id ?? `unidentified: ${line.text}`, line.url && `about ${line.url}`]
        .filter(Boolean)
        .join(' ');

/** What one side leaves open (a code that the channel lost, a URL that is not told) matches. */
const agree = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

const matches = (expected: Comparable, observed: Comparable): boolean =>
  expected.id === observed.id &&
  agree(expected.code, observed.code) &&
  agree(expected.url, observed.url);

/**
 * Holds a case's lines against what must be there: no line missing, none over, in order where the
 * engine keeps one. `at` counts lines from 1, over all steps of the case.
 *
 * @param expected The lines of the case's steps, one step after another.
 * @param records All that the console said about the case's URLs; other groups are left out here.
 */
export function compareConsole(
  engine: Engine,
  expected: readonly ExpectedLine[],
  records: readonly ConsoleRecord[],
): readonly Difference[] {
  const { concerns, urlOf, ordered } = COMPARISONS[engine];
  const observed = records.filter(concerns).map((record): Comparable => ({
    id: record.id,
    text: record.text,
    code: record.code,
    url: bare(urlOf(record)),
  }));
  const required = expected.map((line): Comparable => ({
    ...line,
    url: bare(line.url),
    optional: line.optional ?? isOfNoCase(line.url),
  }));
  const pairs = ordered ? inOrder(required, observed) : inAnyOrder(required, observed);
  return pairs.flatMap(([want, got], index): Difference[] =>
    want && got && matches(want, got)
      ? []
      : [
          {
            witness: 'console',
            at: `line ${index + 1}`,
            expected: words(want),
            observed: words(got),
          },
        ],
  );
}

type Pair = readonly [expected: Comparable | undefined, observed: Comparable | undefined];

/** Line by line; an optional line that is not there is passed over. */
function inOrder(expected: readonly Comparable[], observed: readonly Comparable[]): Pair[] {
  const left = [...observed];
  const pairs: Pair[] = [];
  for (const want of expected) {
    const [next] = left;
    if (want.optional && !(next && matches(want, next))) continue;
    pairs.push([want, left.shift()]);
  }
  return [...pairs, ...left.map((got): Pair => [undefined, got])];
}

/** Each expected line takes the first that matches it; what is left over is paired as it stands. */
function inAnyOrder(expected: readonly Comparable[], observed: readonly Comparable[]): Pair[] {
  const left = [...observed];
  const missing: Comparable[] = [];
  const pairs: Pair[] = [];
  for (const want of expected) {
    const found = left.findIndex((got) => matches(want, got));
    if (found === -1 && !want.optional) missing.push(want);
    if (found !== -1) pairs.push([want, ...left.splice(found, 1)] as unknown as Pair);
  }
  const most = Math.max(missing.length, left.length);
  return [...pairs, ...Array.from({ length: most }, (_, at): Pair => [missing[at], left[at]])];
}
