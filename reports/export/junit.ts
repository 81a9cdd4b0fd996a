/**
 * JUnit's XML, as CI systems read it: a suite for each column, a case for each cell. The elements
 * are those of https://raw.githubusercontent.com/windyroad/JUnit-Schema/master/JUnit.xsd; a case's
 * own `properties` are not in it, but readers that do not know them pass them over.
 */
import type { HistoryView } from '../history/view.ts';
import { visible } from '../html/escape.ts';
import type { Cell, EngineColumn } from '../results.ts';
import { STATUS, essenceOf } from '../words.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text for content and quoted attributes. XML 1.0 has no way to write most control characters, lone
 * surrogates, U+FFFE and U+FFFF (https://www.w3.org/TR/REC-xml/#charsets): these are named, as are
 * all that are not seen. In an attribute a line break would become a space, so it is a reference.
 */
export const escapeXml = (text: string): string =>
  visible(text)
    .replace(/[\uFFFE\uFFFF]/g, (mark) => `[U+${mark.charCodeAt(0).toString(16).toUpperCase()}]`)
    .replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? '');

const attributes = (pairs: Readonly<Record<string, string | number>>): string =>
  Object.entries(pairs)
    .map(
      ([name, value]) =>
        ` ${name}="${escapeXml(String(value)).replace(/[\t\n]/g, (mark) => `&#${mark.charCodeAt(0)};`)}"`,
    )
    .join('');

const element = (
  name: string,
  pairs: Readonly<Record<string, string | number>>,
  content = '',
): string =>
  content === ''
    ? `<${name}${attributes(pairs)}/>`
    : `<${name}${attributes(pairs)}>${content}</${name}>`;

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

const firstLine = (text: string): string =>
  text.split('\n').find((line) => line.trim() !== '') ?? '';

const properties = (pairs: Readonly<Record<string, string | undefined>>): string => {
  const told = Object.entries(pairs).flatMap(([name, value]) =>
    value === undefined ? [] : [element('property', { name, value })],
  );
  return told.length > 0 ? element('properties', {}, told.join('')) : '';
};

/** What is in a case: nothing where it conforms. */
function outcomeOf({ status, note, url }: Cell): string {
  const words = note === undefined ? STATUS[status].word : essenceOf(note);
  const told = { message: firstLine(words), type: status };
  switch (status) {
    case 'conforms':
      return '';
    case 'known-deviation':
      return properties({ 'known-deviation': words, url });
    case 'fails':
      return element('failure', told, escapeXml(words));
    case 'harness-error':
      return element('error', told, escapeXml(words));
    case 'not-applicable':
      return element('skipped', { message: url === undefined ? words : `${words} (${url})` });
    case 'not-run':
      return element('skipped', { message: words });
  }
}

type Case = readonly [cell: Cell, markup: string];

const countOf = (cases: readonly Case[], ...statuses: readonly Cell['status'][]): number =>
  cases.filter(([{ status }]) => statuses.includes(status)).length;

const timeOf = (cases: readonly Case[]): string =>
  seconds(cases.reduce((sum, [{ duration }]) => sum + duration, 0));

const counts = (cases: readonly Case[]): Readonly<Record<string, string | number>> => ({
  tests: cases.length,
  failures: countOf(cases, 'fails'),
  errors: countOf(cases, 'harness-error'),
  skipped: countOf(cases, 'not-applicable', 'not-run'),
  time: timeOf(cases),
});

/** A scenario that no run of the column knew is no case of it. */
const casesOf = ({ rows }: HistoryView, index: number): readonly Case[] =>
  rows.flatMap(({ row, scenario }) => {
    const cell = row.cells[index];
    if (!cell || cell.absent) return [];
    const name = scenario ? `${row.id}: ${scenario.title}` : row.id;
    const head = { name, classname: scenario?.topic ?? 'gone', time: seconds(cell.duration) };
    return [[cell, element('testcase', head, outcomeOf(cell))] as const];
  });

function suite(
  column: EngineColumn,
  label: string,
  startedAt: string,
  cases: readonly Case[],
): string {
  const head = {
    name: label,
    // The schema has no zone and no fraction.
    timestamp: (column.ranAt ?? startedAt).slice(0, 19),
    hostname: 'localhost',
    ...counts(cases),
  };
  const { engine, name, version, platform, flavour, from } = column;
  return element(
    'testsuite',
    head,
    [
      '',
      properties({ engine, name, version, platform, flavour, from }),
      ...cases.map(([, markup]) => markup),
      '',
    ].join('\n'),
  );
}

/** The whole file. */
export function renderJunit(view: HistoryView): string {
  const all = view.columns.map((_, index) => casesOf(view, index));
  const suites = view.columns.map((column, index) =>
    suite(column, view.labels[index] ?? column.key, view.results.startedAt, all[index] ?? []),
  );
  const { time, tests, failures, errors, skipped } = counts(all.flat());
  const head = { name: 'CORS conformance', tests, failures, errors, skipped, time } as Readonly<
    Record<string, string | number>
  >;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', head, `\n${suites.join('\n')}\n`)}\n`;
}
