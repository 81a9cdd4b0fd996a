/** What changed between versions, and the pages that show it. */
import { expect, test } from '@playwright/test';
import { MESSAGES } from '../messages/index.ts';
import { changeBetween } from '../reports/history/changes.ts';
import { historyFiles } from '../reports/history/history.ts';
import { pairTexts } from '../reports/history/texts.ts';
import { historyView, markOf, type HistoryView } from '../reports/history/view.ts';
import { merge } from '../reports/merge/merge.ts';
import type { Cell } from '../reports/results.ts';
import type { Scenario } from '../scenarios/types.ts';
import { observation, scenario } from './reports-fixtures.ts';
import { resultsOf, saying, sourceOf, testsOf, type Particulars } from './history-fixtures.ts';

const scenarios = [scenario('alpha'), scenario('beta'), scenario('gamma', { topic: 'Login' })];

interface Version {
  readonly version: string;
  readonly particulars?: Particulars;
  readonly known?: readonly Scenario[];
}

function viewOf(versions: readonly Version[], catalogue = scenarios): HistoryView {
  const sources = versions.map(({ version, particulars, known = scenarios }) =>
    sourceOf(version, resultsOf(testsOf(known, { version }, particulars), known)),
  );
  return historyView(
    merge(
      sources,
      catalogue.map(({ id }) => id),
    ),
    catalogue,
    MESSAGES,
  );
}

const marksOf = (view: HistoryView, id: string): readonly (readonly string[])[] =>
  view.rows.find(({ row }) => row.id === id)?.steps.map(markOf) ?? [];

const pagesOf = (view: HistoryView): Readonly<Record<string, string>> =>
  Object.fromEntries(historyFiles(view));

const cell: Cell = {
  engine: 'firefox',
  column: 'firefox',
  status: 'conforms',
  duration: 1,
  verdict: 'blocked',
  stage: 'cors-check',
  messages: ['CORSMissingAllowOrigin2'],
  refused: observation('firefox'),
};

const kinds = (before: Cell, after: Cell) => changeBetween(before, after)?.kinds ?? [];

test('each kind of change is told from the others', () => {
  const refused = observation('firefox');
  const [line] = refused.console;
  expect(kinds(cell, cell)).toEqual([]);
  expect(kinds(cell, { ...cell, verdict: 'opaque' })).toEqual(['verdict']);
  expect(kinds(cell, { ...cell, status: 'known-deviation' })).toEqual(['status']);
  expect(kinds(cell, { ...cell, stage: 'preflight-status' })).toEqual(['stage']);
  expect(kinds(cell, { ...cell, refused: observation('firefox', 'Other words.') })).toEqual([
    'wording',
  ]);
  expect(kinds(cell, { ...cell, messages: [], refused: { ...refused, console: [] } })).toEqual([
    'messages',
  ]);
  expect(kinds(cell, { ...cell, refused: { ...refused, wire: [] } })).toEqual(['wire']);
  const companion = line && { ...line, id: 'x', group: 'companion' as const, text: 'By the way.' };
  expect(
    kinds(cell, {
      ...cell,
      refused: { ...refused, console: [...refused.console, ...(companion ? [companion] : [])] },
    }),
  ).toEqual([]);
});

test('a header that names the version is no change of the wire', () => {
  const refused = observation('firefox', 'A line.', 'application/json');
  expect(kinds(cell, { ...cell, refused })).toEqual([]);
});

test('a fault of the harness is no change of the engine', () => {
  const fault: Cell = { ...cell, status: 'harness-error' };
  expect(kinds(cell, fault)).toEqual([]);
  expect(kinds(fault, cell)).toEqual([]);
});

test('lines are paired by id, then by likeness; what is left stands alone', () => {
  const line = (id: string | null, text: string) => ({
    ...observation('webkit').console[0]!,
    id,
    text,
  });
  const before = [
    line('OriginNotAllowed', 'Origin {page} is not allowed by the answer. Status code: 200'),
    line('Same', 'Same words.'),
    line('Lost', 'Nothing like the others whatsoever'),
  ];
  const after = [
    line('Same', 'Same words.'),
    line(null, 'Origin {page} is not permitted by the answer. Status code: 200'),
    line('Came', 'Entirely unlike'),
  ];
  expect(
    pairTexts(before, after).map((pair) => [pair.before?.id ?? null, pair.after?.id ?? null]),
  ).toEqual([
    ['OriginNotAllowed', 'unidentified'],
    ['Lost', null],
    [null, 'Came'],
  ]);
});

test('a change is marked in the version that brought it, and only there', () => {
  const reworded: Particulars = (id, engine) =>
    id === 'alpha' && engine === 'firefox' ? saying('firefox', 'In other words.') : {};
  const view = viewOf([
    { version: '150.0' },
    { version: '151.0', particulars: reworded },
    { version: '152.0', particulars: reworded },
  ]);
  const none: readonly string[] = [];
  expect(marksOf(view, 'alpha')).toEqual([
    ...[none, none, none],
    ...[none, ['wording'], none],
    ...[none, none, none],
  ]);
  expect(marksOf(view, 'beta').flat()).toEqual([]);
  const pages = pagesOf(view);
  expect(
    /href="scenarios\/alpha\.html#firefox-151\.0"\s*>\s*Δ wording\s*</.test(
      pages['index.html'] ?? '',
    ),
  ).toBe(true);
  const page = pages['scenarios/alpha.html'] ?? '';
  expect(page).toContain('<del>');
  expect(page).toContain('<ins>');
  // Versions that did the same stand together; the id of each is there for a link.
  expect(page).toContain('151.0 and 152.0');
  for (const { key } of view.columns) expect(page).toContain(`id="${key}"`);
  expect(pages['scenarios/beta.html']).not.toContain('<ins>');
});

test('a version that did not run the scenario hides no change', () => {
  const view = viewOf([
    { version: '1.0' },
    { version: '2.0', known: scenarios.slice(1) },
    { version: '3.0', particulars: () => ({ verdict: 'opaque' }) },
  ]);
  expect(marksOf(view, 'alpha').slice(0, 3)).toEqual([[], [], ['verdict']]);
});

test('engines and platforms are not compared with one another', () => {
  const linux = resultsOf(testsOf(scenarios, { version: '1.0' }), scenarios);
  const mac = resultsOf(
    testsOf(scenarios, { version: '1.1', platform: 'darwin 24.6.0 arm64' }, () => ({
      verdict: 'opaque',
    })),
    scenarios,
  );
  const merged = merge([sourceOf('a', linux), sourceOf('b', mac)], []);
  const view = historyView(merged, scenarios, MESSAGES);
  expect(view.lines).toHaveLength(6);
  expect(marksOf(view, 'alpha').flat()).toEqual([]);
});

test('what an older run did not know is new; what the catalogue lost is gone', () => {
  const view = viewOf(
    [
      { version: '1.0', known: [scenario('lost'), scenarios[0]!] },
      { version: '2.0', known: scenarios },
    ],
    scenarios,
  );
  expect(marksOf(view, 'beta').slice(0, 2)).toEqual([[], ['new']]);
  expect(marksOf(view, 'alpha').flat()).toEqual([]);
  expect(view.rows.map(({ row, scenario: known }) => [row.id, known === null])).toEqual([
    ['alpha', false],
    ['beta', false],
    ['gamma', false],
    ['lost', true],
  ]);
  const pages = pagesOf(view);
  expect(pages['index.html']).toContain('No longer in the catalogue');
  expect(pages['scenarios/lost.html']).toContain('no longer has this scenario');
});

test('the pages link to nothing but one another, by relative names, and load no script', () => {
  const pages = pagesOf(viewOf([{ version: '1.0' }, { version: '2.0' }]));
  for (const [name, content] of Object.entries(pages)) {
    if (!name.endsWith('.html')) continue;
    const here = new URL(name, 'file:///history/');
    const links = [...content.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, href = '']) => href);
    // `data:,` is the empty icon.
    const local = links.filter((href) => !/^(?:https?:|data:,$)/.test(href));
    for (const href of local) {
      const target = new URL(href, here).pathname.replace('/history/', '');
      expect(Object.keys(pages), `${name} links to ${href}`).toContain(target);
    }
    expect(content.includes('<script'), name).toBe(name === 'index.html');
  }
});

test('hostile texts are text in every page', () => {
  const hostile = '<img src=x onerror=alert(1)></script><b>\u202Etxt.exe ]]>';
  const pages = pagesOf(
    viewOf([
      { version: '1.0' },
      {
        version: '<b>2.0</b>',
        particulars: (_, engine) => ({ refused: observation(engine, hostile, hostile) }),
      },
    ]),
  );
  for (const [name, content] of Object.entries(pages)) {
    expect(content, name).not.toContain('<img');
    expect(content, name).not.toContain('<b>2.0');
    expect(content, name).not.toContain('\u202E');
    expect(content.match(/<\/script>/g) ?? [], name).toHaveLength(name === 'index.html' ? 1 : 0);
  }
  expect(pages['scenarios/alpha.html']).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(pages['scenarios/alpha.html']).toContain('<mark>U+202E</mark>');
});
