/** What of a cell must be the same whatever ran before it, beside it or with how many workers. Pure. */
import { byStream } from '../../../messages/streams.ts';
import type { Engine } from '../../../messages/types.ts';
import type { Cell, Observation } from '../../../reports/results.ts';
import type { Aspects } from '../../ci/same-cells.ts';

/** What a run makes anew; a placeholder stands for it where the suite's own do not reach. */
const MADE_ANEW: readonly (readonly [RegExp, string])[] = [
  // A port inside an encoded URL: the service worker's script is told its answer in its own URL.
  [/(?<=%3A%2F%2F(?:127\.0\.0\.1|%5B%3A%3A1%5D|[\w.-]+)%3A)\d+/g, '{port}'],
  [/\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b/g, '{uuid}'],
  // https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1 : a boundary is drawn by lot
  [/(?<=^Content-Type: multipart\/form-data; boundary=).*/i, '{boundary}'],
  // https://www.rfc-editor.org/rfc/rfc6455#section-4.1 : a nonce, and what is reckoned from it
  [/(?<=^Sec-WebSocket-(?:Key|Accept): ).*/i, '{nonce}'],
];

/**
 * Whether a navigation counts as the user's own: https://www.w3.org/TR/fetch-metadata/#sec-fetch-user-header .
 * Playwright hands a page's script the user's gesture for as long as its call lasts, and in Firefox
 * that may or may not last until the navigation. No scenario claims anything of it.
 */
const BY_GESTURE = /^Sec-Fetch-User: /i;

/**
 * Firefox raises the priority of an image when layout comes to it, which is before its request is
 * written or behind it: u=5 or u=4. No scenario claims anything of it.
 * https://searchfox.org/mozilla-central/source/image/imgRequest.cpp : BoostPriority
 * https://www.rfc-editor.org/rfc/rfc9218#section-4.1
 */
const RAISED_BY_LAYOUT = /^Priority: u=[45], i$/;

/**
 * Firefox fails an EventSource where its answer begins and again where it ends, unless it has come to
 * the first by then: one line or two. Where a scenario claims the line, its test counts it all the same.
 * https://searchfox.org/mozilla-central/source/dom/base/EventSource.cpp : DispatchFailConnection
 */
const SAID_ONCE_OR_TWICE: Readonly<Partial<Record<Engine, string>>> = {
  firefox: 'EventSourceConnectionFailure',
};

const settled = (text: string): string =>
  MADE_ANEW.reduce((result, [pattern, name]) => result.replace(pattern, name), text);

/** Of a multipart body the length as well: Firefox writes a boundary's numbers without leading zeros. */
function requestHeadersOf(lines: readonly string[]): readonly string[] {
  const isMultipart = lines.some((line) => /^Content-Type: multipart\//i.test(line));
  return lines
    .filter((line) => !BY_GESTURE.test(line))
    .map((line) => settled(line).replace(RAISED_BY_LAYOUT, 'Priority: u={4 or 5}, i'))
    .map((line) => (isMultipart ? line.replace(/^(Content-Length: )\d+$/i, '$1{length}') : line));
}

const wireOf = (seen: Observation | undefined): unknown =>
  seen?.wire.map(({ request, requestHeaders, answer, answerHeaders }) => [
    settled(request),
    ...requestHeadersOf(requestHeaders),
    settled(answer),
    ...answerHeaders.map(settled),
  ]);

/** Line by line, in the order in which a test compares them: how two streams mingle is chance. */
const consoleOf = ({ engine }: Cell, seen: Observation | undefined): unknown =>
  seen &&
  byStream(engine, seen.console)
    .filter(
      ({ id, text }, index, lines) =>
        id === null || id !== SAID_ONCE_OR_TWICE[engine] || lines[index - 1]?.text !== text,
    )
    .map(({ id, level, text }) => `${level} ${id ?? 'unidentified'}: ${settled(text)}`);

const pageOf = (seen: Observation | undefined): unknown =>
  seen?.sees.map(({ step, verdict, detail }) => settled(`${step} ${verdict} ${detail}`));

/** For `compareCells`: status, verdict and stage, and all that the three witnesses saw. */
export const WITNESSED: Aspects = [
  ['status', ({ status }) => status],
  ['verdict', ({ verdict }) => verdict],
  ['stage', ({ stage }) => stage],
  ['page', ({ refused }) => pageOf(refused)],
  ['wire', ({ refused }) => wireOf(refused)],
  ['console', (cell) => consoleOf(cell, cell.refused)],
  ['page of the cure', ({ cured }) => pageOf(cured)],
  ['wire of the cure', ({ cured }) => wireOf(cured)],
  ['console of the cure', (cell) => consoleOf(cell, cell.cured)],
];
