/** Many results as one: shards, repeated runs, versions, platforms. */
import { expect, test } from '@playwright/test';
import { compareColumns, labelsOf, keysOf } from '../reports/merge/columns.ts';
import { NotMergeable, merge } from '../reports/merge/merge.ts';
import { readSource } from '../reports/merge/source.ts';
import type { Cell, EngineColumn, Results } from '../reports/results.ts';
import { notApplicableIn, runOf, scenario } from './reports-fixtures.ts';
import { resultsOf, saying, sourceOf, testOf, testsOf } from './history-fixtures.ts';

const scenarios = [
  ...Array.from({ length: 10 }, (_, index) => scenario(`case-${index}`)),
  notApplicableIn('webkit', 'no-such-switch'),
];
const ids = scenarios.map(({ id }) => id);
const applicable = scenarios.filter(({ id }) => id !== 'no-such-switch');
const platform = runOf([]).platform;

/** Without what a merge may name otherwise. */
const bare = (results: Results): readonly (readonly Partial<Cell>[])[] =>
  results.rows.map(({ cells }) => cells.map((cell) => ({ ...cell, column: '' })));

const cellOf = (results: Results, id: string, column: number): Cell | undefined =>
  results.rows.find((row) => row.id === id)?.cells[column];

test('four shards of a run are the run, cell by cell, and complete', () => {
  const tests = [
    ...testsOf(applicable),
    testOf('no-such-switch', 'chromium'),
    testOf('no-such-switch', 'firefox'),
  ];
  const whole = resultsOf(tests, scenarios);
  const shards = [1, 2, 3, 4].map((current) =>
    sourceOf(
      `shard-${current}.json`,
      resultsOf(
        tests.filter((_, index) => index % 4 === current - 1),
        scenarios,
        { shard: { current, total: 4 } },
      ),
    ),
  );
  expect(shards.every(({ results }) => !results.complete)).toBe(true);
  const merged = merge(shards, ids);
  expect(bare(merged)).toEqual(bare(whole));
  expect(merged.rows.map(({ id }) => id)).toEqual(ids);
  expect(merged.engines.map(({ name, version }) => [name, version])).toEqual(
    whole.engines.map(({ name, version }) => [name, version]),
  );
  expect(merged).toMatchObject({ complete: true, problems: [] });
  expect(merged.incompleteBecause).toBeUndefined();
});

test('a missing shard leaves the matrix partial, and says how much of it ran', () => {
  const one = resultsOf(testsOf(applicable.slice(0, 5)), scenarios);
  expect(merge([sourceOf('one.json', one)], ids)).toMatchObject({
    complete: false,
    incompleteBecause: 'partial: 15 of 32 cells run',
  });
});

test('the machines of shards may differ in their kernel, not in their system', () => {
  const on = (release: string, os = 'linux') =>
    sourceOf(
      release,
      resultsOf(testsOf(applicable), scenarios, { platform: { ...platform, os, release } }),
    );
  expect(merge([on('6.1'), on('6.8')], ids).engines).toHaveLength(3);
  expect(
    merge([on('6.1'), on('24.6.0', 'darwin')], ids).engines.map((one) => one.platform),
  ).toEqual([
    'darwin 24.6.0 x64',
    'linux x64',
    'darwin 24.6.0 x64',
    'linux x64',
    'darwin 24.6.0 x64',
    'linux x64',
  ]);
});

test('one engine a file: no empty columns, but one for an engine that never ran', () => {
  const only = (engine: 'chromium' | 'firefox') =>
    sourceOf(
      engine,
      resultsOf(
        applicable.map(({ id }) => testOf(id, engine)),
        scenarios,
      ),
    );
  const merged = merge([only('chromium'), only('firefox')], ids);
  expect(merged.engines.map(({ engine, version }) => [engine, version])).toEqual([
    ['chromium', '150.1'],
    ['firefox', '150.1'],
    ['webkit', undefined],
  ]);
  expect(merged.incompleteBecause).toBe('partial: 20 of 32 cells run');
});

test('of two runs of one build the newer is shown; a disagreement shows the graver, and is told', () => {
  const older = resultsOf(
    testsOf(applicable, {}, (id) => ({ ...(id === 'case-1' && { fails: 'Not so.' }) })),
    scenarios,
  );
  const newer = resultsOf(
    testsOf(applicable, {}, (id, engine) => (id === 'case-2' ? saying(engine, 'Newer.') : {})),
    scenarios,
    { startedAt: new Date('2026-11-23T00:00:00Z') },
  );
  // The order in which files are named says nothing.
  for (const sources of [
    [sourceOf('older.json', older), sourceOf('newer.json', newer)],
    [sourceOf('newer.json', newer), sourceOf('older.json', older)],
  ]) {
    const merged = merge(sources, ids);
    expect(cellOf(merged, 'case-1', 0)?.status).toBe('fails');
    expect(cellOf(merged, 'case-2', 0)?.refused?.console[0]?.text).toBe('Newer.');
    expect(merged.problems).toHaveLength(3);
    expect(merged.problems[0]).toBe(
      'flake: case-1 in Chromium 150.1: runs of one build disagree: fails, blocked (older.json); conforms, blocked (newer.json)',
    );
    expect(merged.engines[0]?.ranAt).toBe('2026-11-23T00:00:00.000Z');
  }
});

test('a run that was seen beats one that was not, however new', () => {
  const seen = resultsOf(testsOf(applicable), scenarios);
  const unseen = resultsOf(testsOf(applicable.slice(0, 1)), scenarios, {
    startedAt: new Date('2026-12-01T00:00:00Z'),
  });
  expect(
    cellOf(merge([sourceOf('a', seen), sourceOf('b', unseen)], ids), 'case-5', 1)?.status,
  ).toBe('conforms');
});

test('versions stand side by side, in the order of their numbers', () => {
  const of = (version: string) =>
    sourceOf(version, resultsOf(testsOf(applicable, { version }), scenarios));
  const merged = merge(['10.0', '9.1', '9.10', '154.0', '154.0b3'].map(of), ids);
  expect(merged.engines.slice(0, 5).map(({ version }) => version)).toEqual([
    '9.1',
    '9.10',
    '10.0',
    '154.0b3',
    '154.0',
  ]);
  expect(new Set(merged.engines.map(({ key }) => key)).size).toBe(15);
});

test('keys and labels tell every two columns apart, and a key can be the name of a file', () => {
  const column = (more: Partial<EngineColumn>): EngineColumn => ({
    key: 'x',
    project: 'webkit',
    engine: 'webkit',
    name: 'WebKit',
    version: '26.4',
    platform: 'linux x64',
    flavour: 'stock',
    from: 'system',
    ...more,
  });
  const columns = [
    column({}),
    column({ platform: 'darwin 24.6.0 arm64' }),
    column({ flavour: 'playwright' }),
    column({ version: '../../etc/passwd', name: '<b>' }),
    column({ version: 'v'.repeat(5000) }),
  ].toSorted(compareColumns);
  expect(new Set(keysOf(columns)).size).toBe(5);
  expect(new Set(labelsOf(columns)).size).toBe(5);
  for (const key of keysOf(columns)) expect(key).toMatch(/^[a-z0-9.-]{1,200}$/);
});

test('a scenario that the catalogue lost stands last; one that a run did not know is absent there', () => {
  const old = [scenario('lost'), ...applicable.slice(0, 2)];
  const merged = merge(
    [
      sourceOf('old', resultsOf(testsOf(old, { version: '149.0' }), old)),
      sourceOf('new', resultsOf(testsOf(applicable), applicable)),
    ],
    ids,
  );
  expect(merged.rows.map(({ id }) => id)).toEqual([...applicable.map(({ id }) => id), 'lost']);
  expect(cellOf(merged, 'lost', 1)).toMatchObject({ status: 'not-run', absent: true });
  expect(cellOf(merged, 'case-5', 0)).toMatchObject({ status: 'not-run', absent: true });
  // What a run could not know is no hole in it.
  expect(merged.complete).toBe(true);
});

test('merged results can be merged again, and keep the days of their columns', () => {
  const of = (version: string, day: number) =>
    sourceOf(
      version,
      resultsOf(testsOf(applicable, { version }), scenarios, {
        startedAt: new Date(`2026-11-0${day}T00:00:00Z`),
      }),
    );
  const first = merge([of('1.0', 1), of('2.0', 2)], ids);
  const again = merge([sourceOf('merged', readSource(JSON.stringify(first))), of('3.0', 3)], ids);
  expect(again).toEqual(merge([of('1.0', 1), of('2.0', 2), of('3.0', 3)], ids));
});

test('protection on and off are not mixed', () => {
  const on = resultsOf(testsOf(applicable), scenarios);
  const off = { ...on, protection: 'off' as const };
  expect(() => merge([sourceOf('on.json', on), sourceOf('off.json', off)], ids)).toThrow(
    new NotMergeable(
      "off.json ran with the browsers' protection off, on.json with it on: merge them apart",
    ),
  );
});

test('each build keeps its drift, under its new key', () => {
  const drift = (column: string, notCompared: number) => ({
    column,
    engine: 'chromium' as const,
    name: 'Chromium',
    version: '150.1',
    baseline: null,
    because: 'there is none',
    compared: 0,
    unchanged: 0,
    notCompared,
    changes: [],
  });
  const results = { ...resultsOf(testsOf(applicable), scenarios), drift: [drift('chromium', 11)] };
  expect(merge([sourceOf('a', results), sourceOf('b', results)], ids).drift).toEqual([
    drift('chromium-150.1', 11),
  ]);
});

test('a file that contradicts itself is refused, in one line that says where', () => {
  const whole = resultsOf(testsOf(applicable), scenarios);
  const refusal = (change: (results: typeof whole) => unknown): string => {
    try {
      readSource(JSON.stringify(change(structuredClone(whole))));
    } catch (error) {
      return (error as Error).message;
    }
    return 'read';
  };
  const [first] = whole.rows;
  expect(refusal((all) => all)).toBe('read');
  expect(refusal((all) => ({ ...all, format: 'cors-conformance/results@2' }))).toBe(
    'format must be "cors-conformance/results@1", not "cors-conformance/results@2"',
  );
  expect(refusal((all) => ({ ...all, rows: [...all.rows, first] }))).toBe(
    'two rows are called "case-0"',
  );
  expect(refusal((all) => ({ ...all, rows: [{ ...first, id: '../../x' }] }))).toContain(
    'rows[0].id must be',
  );
  expect(refusal((all) => ({ ...all, rows: [{ ...first, cells: [] }] }))).toBe(
    'rows[0].cells must be one for each of engines, in their order: chromium, firefox, webkit',
  );
  expect(
    refusal((all) => ({
      ...all,
      engines: all.engines.slice(0, 2).concat(all.engines.slice(0, 1)),
    })),
  ).toBe('two columns are called "chromium"');
});
