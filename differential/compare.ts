/** Holds one observation against one outcome that the oracle allows: what differs, and where. */
import type { Engine } from '../messages/types.ts';
import type { HeaderList, NetworkRequest, Outcome, StepOutcome } from '../oracle/types.ts';
import { expand, expandAll, type Bindings } from '../scenarios/placeholders.ts';
import type { Play, Step } from '../scenarios/types.ts';
import { compareConsole, expectedLines, type ExpectedLine } from './console/index.ts';
import { MARKER_COOKIE } from './subject/batch.ts';
import type { Difference, Observation, ObservedRequest, ObservedStep } from './types.ts';

/**
 * Everything in which the observation is not the outcome; empty where it is exactly that. The
 * console is looked at only where page and wire agree: its lines follow from what happened there.
 */
export function differencesOf(
  engine: Engine,
  play: Play,
  outcome: Outcome,
  observation: Observation,
): readonly Difference[] {
  const steps = expandAll(play.steps, observation.bindings);
  const seen = steps.flatMap((_, index) =>
    pageDifferences(index, outcome.steps[index], observation.steps[index]),
  );
  const wire = wireDifferences(play, steps, outcome.wire, observation);
  if (seen.length + wire.length > 0) return [...seen, ...wire];
  const expected = consoleOf(engine, play, outcome, observation.bindings);
  return expected === 'unknown' ? [] : compareConsole(engine, expected, observation.console);
}

/** The lines of all steps, one after another; `unknown` where one step's cannot be told. */
function consoleOf(
  engine: Engine,
  play: Play,
  outcome: Outcome,
  bindings: Bindings,
): readonly ExpectedLine[] | 'unknown' {
  const lines: ExpectedLine[] = [];
  const at = play.page?.at ?? 'page';
  const pageOrigin = play.page?.realm === 'sandboxed-frame' ? 'null' : expand(`{${at}}`, bindings);
  for (const [index, step] of expandAll(play.steps, bindings).entries()) {
    const stepOutcome = outcome.steps[index];
    if (stepOutcome === undefined) return 'unknown';
    const wire = outcome.wire.filter((request) => request.step === index);
    const more = expectedLines(engine, { step, outcome: stepOutcome, wire, pageOrigin });
    if (more === 'unknown') return 'unknown';
    lines.push(...more);
  }
  return lines;
}

/** As it stands in a report: no value is `(none)`, not to be taken for a header's text `null`. */
const told = (value: unknown): string =>
  value === undefined || value === null
    ? '(none)'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);

const differ = (
  witness: Difference['witness'],
  at: string,
  expected: unknown,
  observed: unknown,
): readonly Difference[] =>
  told(expected) === told(observed)
    ? []
    : [{ witness, at, expected: told(expected), observed: told(observed) }];

function pageDifferences(
  index: number,
  expected: StepOutcome | undefined,
  observed: ObservedStep | undefined,
): readonly Difference[] {
  const name = (what: string): string => `step ${index + 1} ${what}`;
  const verdict = differ('page', name('verdict'), expected?.verdict, observed?.verdict);
  if (verdict.length > 0 || observed === undefined) return verdict;
  const response = expected?.response;
  // What is refused must tell nothing: no status, no header, and no URL that is not expected.
  if (response === undefined) {
    const { status, statusText, url, headers } = observed;
    const told = { status, statusText, url, headers };
    return differ('page', name('what a refusal tells'), { url: expected?.toldUrl }, told);
  }
  return [
    // XMLHttpRequest tells neither.
    ...(observed.type === undefined
      ? []
      : differ('page', name('type'), response.type, observed.type)),
    ...(observed.redirected === undefined
      ? []
      : differ('page', name('redirected'), response.redirected, observed.redirected)),
    ...differ('page', name('status'), response.status, observed.status),
    ...differ('page', name('statusText'), response.statusText, observed.statusText),
    ...differ('page', name('url'), response.url, observed.url),
    ...headerDifferences(name, response.headers, observed.headers ?? []),
  ];
}

function headerDifferences(
  name: (what: string) => string,
  expected: HeaderList,
  observed: HeaderList,
): readonly Difference[] {
  const [left, right] = [new Map(expected), new Map(observed)];
  const names = [...new Set([...left.keys(), ...right.keys()])].toSorted();
  return names.flatMap((header) =>
    differ('page', name(`header ${header}`), left.get(header), right.get(header)),
  );
}

/** A request as one word: what arrived where. */
const lineOf = ({ method, url }: { readonly method: string; readonly url: string }): string =>
  `${method} ${url}`;

function wireDifferences(
  play: Play,
  steps: readonly Step[],
  expected: Outcome['wire'],
  { wire, bindings }: Observation,
): readonly Difference[] {
  const lines = differ('wire', 'requests', expected.map(lineOf), wire.map(lineOf));
  if (lines.length > 0) return lines;
  return expected.flatMap((request, index) => {
    const observed = wire[index];
    const step = steps[request.step];
    return observed && step
      ? [
          ...requestDifferences(`request ${index + 1}`, step, request, observed),
          ...credentialDifferences(`request ${index + 1}`, play, request, observed, bindings),
        ]
      : [];
  });
}

const trimmed = (value: string): string => value.replace(/^[ \t]+|[ \t]+$/g, '');

/** The combined value of a header as it arrived; null where there is none. */
function valueOf(headers: HeaderList, name: string): string | null {
  const lower = name.toLowerCase();
  const values = headers.flatMap(([given, value]) =>
    given.toLowerCase() === lower ? [value] : [],
  );
  return values.length === 0 ? null : values.join(', ');
}

function requestDifferences(
  name: string,
  step: Step,
  expected: NetworkRequest,
  { headers, body }: ObservedRequest,
): readonly Difference[] {
  const same = (what: string, left: string | null, right: string | null) =>
    differ('wire', `${name} ${what}`, left, right);
  return [
    ...same('Origin', expected.origin, valueOf(headers, 'origin')),
    ...same(
      'Access-Control-Request-Method',
      expected.accessControlRequestMethod,
      valueOf(headers, 'access-control-request-method'),
    ),
    ...same(
      'Access-Control-Request-Headers',
      expected.accessControlRequestHeaders,
      valueOf(headers, 'access-control-request-headers'),
    ),
    ...authorHeaderDifferences(name, step, expected, headers),
    ...same('body', expected.body ?? '', body),
  ];
}

/**
 * Where the marker cookie is that of the page's own site, so that it must come along with credentials
 * and only so. An opaque origin is of no site: to it every cookie is a third party's, which engines
 * hand out by rules of their own (https://www.rfc-editor.org/rfc/rfc6265#section-7.1).
 */
const hasMarker = (play: Play, url: string, { origins }: Bindings): boolean =>
  play.page?.realm !== 'sandboxed-frame' &&
  new URL(url).hostname === new URL(origins.page).hostname;

function credentialDifferences(
  name: string,
  play: Play,
  { url, includeCredentials }: NetworkRequest,
  { headers }: ObservedRequest,
  bindings: Bindings,
): readonly Difference[] {
  if (!hasMarker(play, url, bindings)) return [];
  const sent = (valueOf(headers, 'cookie') ?? '').includes(MARKER_COOKIE);
  return differ('wire', `${name} credentials`, includeCredentials, sent);
}

/**
 * What a browser writes by itself where the author may have written the same: it tells nothing.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 step 2
 */
function ownValue(header: string, request: NetworkRequest, given: HeaderList): string | null {
  switch (header) {
    case 'accept':
      return request.kind === 'preflight' ? '*/*' : null;
    // https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch step 8.19
    case 'accept-encoding':
      return request.headers.some(([name]) => name.toLowerCase() === 'range') ? 'identity' : null;
    // A conditional request passes the HTTP cache by, and in Firefox so does its preflight: step 8.18
    case 'cache-control':
    case 'pragma':
      return given.some(([name]) => /^if-/i.test(name)) ? 'no-cache' : null;
    // Looked at by themselves.
    case 'access-control-request-headers':
      return request.accessControlRequestHeaders;
    case 'access-control-request-method':
      return request.accessControlRequestMethod;
    case 'origin':
      return request.origin;
    case 'content-length':
      return String(Buffer.byteLength(request.body ?? ''));
    default:
      return null;
  }
}

/**
 * The author's headers: one that goes along must arrive with its value; of one that is dropped the
 * browser may send its own value (`Accept`, `Connection`), but not the author's.
 */
function authorHeaderDifferences(
  name: string,
  step: Step,
  expected: NetworkRequest,
  headers: HeaderList,
): readonly Difference[] {
  const sent = new Map(expected.headers.map(([given, value]) => [given.toLowerCase(), value]));
  const given = step.headers ?? [];
  const names = new Set([...sent.keys(), ...given.map(([author]) => author.toLowerCase())]);
  return [...names].flatMap((header) => {
    const wanted = sent.get(header) ?? null;
    const arrived = valueOf(headers, header);
    // HTTP knows no whitespace at the ends of a value, so none arrives.
    if (wanted !== null) return differ('wire', `${name} ${header}`, trimmed(wanted), arrived);
    const authors = valueOf(given, header);
    return arrived !== null && arrived === authors && arrived !== ownValue(header, expected, given)
      ? differ('wire', `${name} ${header}`, 'not sent', arrived)
      : [];
  });
}
