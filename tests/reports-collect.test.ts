/** From tests to results: every status, and every way in which a run is not the whole matrix. */
import { expect, test } from '@playwright/test';
import type { FullConfig, Suite } from '@playwright/test/reporter';
import { ENGINES } from '../messages/types.ts';
import { collect } from '../reports/collect.ts';
import { differencesOf } from '../reports/differences.ts';
import type { CellStatus, Results } from '../reports/results.ts';
import { runRecord, type Attempt } from '../reports/run.ts';
import { MESSAGES } from '../messages/index.ts';
import {
  attempt,
  build,
  evidence,
  notApplicableIn,
  observation,
  passed,
  record,
  runOf,
  scenario,
} from './reports-fixtures.ts';

const ID = 'allow-origin-missing';
const ONE = [scenario(ID)];

const cellIn = (results: Results, column: string, id = ID) =>
  results.rows.find((row) => row.id === id)?.cells.find((cell) => cell.column === column);

const statusOf = (attempts: readonly Attempt[]) =>
  cellIn(collect(runOf([record(ID, 'firefox', attempts)]), ONE), 'firefox');

const deviation = { because: 'A known bug.', url: 'https://bugs.example/2' };
const ok = evidence(ID, 'firefox');
const { refused: _, ...unobserved } = ok;

const assertion = 'Error: The wire.\n\nexpect(received).toEqual(expected) // deep equality';

const STATUSES: readonly [string, readonly Attempt[], CellStatus, RegExp?][] = [
  ['a pass with an observation', [attempt('passed', ok)], 'conforms'],
  [
    'a pass with its deviation',
    [attempt('passed', { ...ok, deviation })],
    'known-deviation',
    /bug/,
  ],
  ['a pass without evidence', [attempt('passed', null)], 'harness-error', /nothing is proven/],
  ['a pass without observation', [attempt('passed', unobserved)], 'harness-error', /nothing/],
  [
    'a pass at the second try',
    [attempt('failed', ok, 'odd'), attempt('passed', ok)],
    'harness-error',
    /try 2/,
  ],
  ['a failure with an observation', [attempt('failed', ok, assertion)], 'fails', /The wire/],
  [
    'a failure whose deviation no longer happens',
    [attempt('failed', { ...ok, deviation }, assertion)],
    'fails',
    /The wire/,
  ],
  [
    'a failure without evidence',
    [attempt('failed', null, 'Error: blocked by the sandbox')],
    'harness-error',
    /before anything was observed: Error: blocked by the sandbox/,
  ],
  ['a failure before the observation', [attempt('failed', unobserved, 'x')], 'harness-error'],
  [
    'a failure of the harness after the observation',
    [attempt('failed', { ...ok, harnessError: 'The channel closed.' }, 'x')],
    'harness-error',
    /channel closed/,
  ],
  [
    'an error that is no assertion',
    [attempt('failed', ok, assertion, 'TypeError: no such message; expect (it) in messages/')],
    'harness-error',
  ],
  [
    'a crashed worker',
    [attempt('failed', null, 'Error: worker process exited unexpectedly (code=1, signal=null)')],
    'harness-error',
    /worker process/,
  ],
  [
    'a timeout, whatever was seen',
    [attempt('timedOut', ok, 'too long')],
    'harness-error',
    /too long/,
  ],
  ['an interruption', [attempt('interrupted', null)], 'not-run', /interrupted/],
  ['a skip', [attempt('skipped', null)], 'not-run'],
  ['no try', [], 'not-run'],
  [
    'a skip that says why it cannot exist',
    [attempt('skipped', { ...unobserved, notApplicable: deviation })],
    'not-applicable',
    /bug/,
  ],
  ['evidence that is no JSON', [attempt('passed', '{"id":')], 'harness-error'],
];

for (const [name, attempts, status, note] of STATUSES) {
  test(`${name} is "${status}"`, () => {
    const cell = statusOf(attempts);
    expect(cell?.status).toBe(status);
    if (note) expect(cell?.note).toMatch(note);
  });
}

test('a scenario without a test has a row of cells that were not run', () => {
  const results = collect(runOf([]), [scenario('one'), scenario('two')]);
  expect(results.rows.map(({ id }) => id)).toEqual(['one', 'two']);
  for (const { cells } of results.rows)
    expect(cells.map(({ engine, status }) => [engine, status])).toEqual(
      ENGINES.map((engine) => [engine, 'not-run']),
    );
  expect(results.incompleteBecause).toMatch(/^partial: 0 of 6 cells run; no test of/);
});

test('a cell that cannot exist is told by the catalogue, run or not', () => {
  const results = collect(runOf([]), [notApplicableIn('webkit', ID)]);
  expect(cellIn(results, 'webkit')).toMatchObject({
    status: 'not-applicable',
    note: 'There is no such switch.',
    url: 'https://bugs.example/1',
  });
  expect(results.incompleteBecause).toContain('0 of 2 cells run');
});

test('a whole run is complete', () => {
  const tests = ENGINES.map((engine) => passed(ID, engine));
  const results = collect(runOf(tests), ONE);
  expect(results).toMatchObject({ complete: true, protection: 'on', problems: [], otherTests: [] });
  expect(results).not.toHaveProperty('incompleteBecause');
  expect(results.engines.map(({ key, version }) => [key, version])).toEqual(
    ENGINES.map((engine) => [engine, '150.1']),
  );
  expect(cellIn(results, 'webkit')?.messages).toEqual(['OriginNotAllowed']);
});

const two = [scenario('one'), scenario('two')];
const whole = two.flatMap(({ id }) => ENGINES.map((engine) => passed(id, engine)));

const PARTS = {
  'a filter': [
    runOf(whole.filter(({ tags }) => tags[0] === '@one')),
    'partial: 3 of 6 cells run; a filter left out 3 cells',
  ],
  'fewer engines': [
    runOf(whole.filter(({ project }) => project === 'firefox')),
    'partial: 2 of 6 cells run; no test of Chromium, WebKit',
  ],
  'an interruption': [
    runOf(
      whole.map((test, index) => (index < 4 ? test : { ...test, attempts: [] })),
      { status: 'interrupted' },
    ),
    'partial: 4 of 6 cells run; the run was interrupted; 2 tests did not start or did not end',
  ],
  'the global timeout': [
    runOf(
      whole.map((test, index) => (index < 5 ? test : { ...test, attempts: [] })),
      { status: 'timedout' },
    ),
    'partial: 5 of 6 cells run; the run reached its global timeout; 1 test did not start or did not end',
  ],
  'max failures': [
    runOf(
      whole.map((test, index) => ({
        ...test,
        attempts: index ? [] : [attempt('failed', evidence('one', 'chromium'), assertion)],
      })),
      { maxFailures: 1 },
    ),
    'partial: 1 of 6 cells run; it stopped after 1 failure (--max-failures); 5 tests did not start or did not end',
  ],
  'a shard': [
    runOf(whole.slice(0, 3), { shard: { current: 1, total: 2 } }),
    'partial: 3 of 6 cells run; this is shard 1 of 2',
  ],
  'a crashed worker': [
    runOf(
      whole.map((test, index) =>
        index
          ? test
          : { ...test, attempts: [attempt('failed', null, 'worker process exited unexpectedly')] },
      ),
    ),
    'partial: 6 of 6 cells run; 1 worker crashed',
  ],
} as const;

for (const [name, [run, because]] of Object.entries(PARTS)) {
  test(`a run cut short by ${name} says so`, () => {
    expect(collect(run, two)).toMatchObject({ complete: false, incompleteBecause: because });
  });
}

test('an empty catalogue is no complete run', () => {
  expect(collect(runOf([]), []).incompleteBecause).toContain('there is no scenario');
});

test('the gravest of repeated tests stands for the cell', () => {
  const failing = record(ID, 'firefox', [attempt('failed', ok, assertion)]);
  const results = collect(runOf([failing, passed(ID, 'firefox')]), ONE);
  expect(cellIn(results, 'firefox')).toMatchObject({ status: 'fails', note: assertion });
});

test('two builds of one engine have a column each, and a crash falls to its own machine', () => {
  const older = build('chromium', { version: '149.0' });
  const results = collect(
    runOf([
      passed(ID, 'chromium'),
      {
        ...record(ID, 'chromium', [attempt('passed', evidence(ID, 'chromium', { build: older }))]),
        projectIndex: 5,
      },
      { ...record('two', 'chromium', [attempt('failed', null, 'x')]), projectIndex: 5 },
    ]),
    [scenario(ID), scenario('two')],
  );
  expect(results.engines.map(({ key }) => key)).toEqual([
    'chromium-150.1',
    'chromium-149.0',
    'firefox',
    'webkit',
  ]);
  expect(cellIn(results, 'chromium-149.0', 'two')?.status).toBe('harness-error');
  expect(cellIn(results, 'chromium-150.1', 'two')?.status).toBe('not-run');
});

test('the same build on another platform has a column of its own, and hides no cell that never ran', () => {
  const on = (platform: string) => build('webkit', { platform });
  const ran = (id: string, platform: string) =>
    record(id, 'webkit', [attempt('passed', evidence(id, 'webkit', { build: on(platform) }))]);
  const results = collect(
    runOf([
      ran('one', 'linux x64'),
      ran('two', 'linux x64'),
      { ...ran('one', 'darwin arm64'), projectIndex: 9 },
    ]),
    two,
  );
  const columns = results.engines.filter(({ engine }) => engine === 'webkit');
  // The first is this run's own, which goes without saying.
  expect(columns.map(({ platform }) => platform)).toEqual([undefined, 'darwin arm64']);
  expect(cellIn(results, columns[1]?.key ?? '', 'two')?.status).toBe('not-run');
});

test('shards of one build share a column', () => {
  const results = collect(
    runOf([passed('one', 'webkit'), { ...passed('two', 'webkit'), projectIndex: 9 }]),
    two,
  );
  expect(results.engines.filter(({ engine }) => engine === 'webkit')).toHaveLength(1);
  expect(cellIn(results, 'webkit', 'two')?.status).toBe('conforms');
});

test('tests that are no scenario, and evidence that nobody can place, are told apart', () => {
  const results = collect(
    runOf([
      record('', 'firefox', [attempt('passed', null)], { titles: ['family', 'a test'], tags: [] }),
      record('gone', 'firefox', [attempt('passed', evidence('gone', 'firefox'))]),
      record(ID, 'firefox', [attempt('passed', '[]')]),
    ]),
    ONE,
  );
  expect(results.otherTests[0]).toEqual({
    title: 'family › a test',
    engine: 'firefox',
    status: 'passed',
    duration: 7,
  });
  expect(results.problems).toEqual([
    expect.stringContaining('evidence is about "gone"'),
    expect.stringContaining('evidence is not JSON'),
  ]);
});

test('protection off is told by the evidence, or by the configuration', () => {
  const off = collect(runOf([passed(ID, 'firefox', { protection: 'off' })]), ONE);
  expect(off.protection).toBe('off');
  expect(collect(runOf([], { protection: 'off' }), ONE).protection).toBe('off');
});

test('results survive the way through JSON', () => {
  const results = collect(
    runOf([passed(ID, 'firefox', { cured: observation('firefox', '\u2028 </script> \u202E') })]),
    ONE,
  );
  expect(JSON.parse(JSON.stringify(results))).toEqual(results);
});

test('engines differ in verdict, message or wire; in headers of their own they do not', () => {
  const cells = (change: Partial<ReturnType<typeof evidence>>) =>
    collect(
      runOf([
        passed(ID, 'chromium', { refused: observation('chromium', 'x', 'text/html') }),
        passed(ID, 'firefox', change),
      ]),
      ONE,
    ).rows;
  const differ = (change: Partial<ReturnType<typeof evidence>>) =>
    cells(change).map((row) => differencesOf(row, MESSAGES))[0];
  const same = observation('firefox');

  expect(differ({})).toEqual([]);
  expect(
    differ({ refused: { ...same, sees: [{ step: '', verdict: 'allowed', detail: '' }] } }),
  ).toEqual(['verdict']);
  expect(differ({ refused: { ...same, console: [] } })).toEqual(['message']);
  expect(differ({ refused: { ...same, wire: [] } })).toEqual(['wire']);
});

test("a Playwright run is read with its describe blocks, attachments and errors' first words", () => {
  const root = { type: 'root' };
  const file = { type: 'file', title: 'x.spec.ts', parent: root };
  const block = { type: 'describe', title: 'a family', parent: file };
  const fake = {
    title: 'a test',
    parent: block,
    tags: ['@x'],
    annotations: [],
    results: [
      {
        status: 'failed',
        duration: 3,
        annotations: [{ type: 'skip', description: 'why' }],
        errors: [{ message: '\u001B[31mError: red\u001B[39m' }, { value: 'thrown' }],
        attachments: [
          { name: 'evidence', contentType: 'application/json', body: Buffer.from('{}') },
          { name: 'trace', contentType: 'application/zip', path: '/nowhere' },
        ],
      },
    ],
  };
  const suite = {
    suites: [{ allTests: () => [fake], project: () => ({ name: 'webkit' }) }],
  } as unknown as Suite;
  const run = runRecord(
    { shard: null, maxFailures: 0, projects: [] } as unknown as FullConfig,
    suite,
    { status: 'failed', startTime: new Date(0), duration: 1 },
    [{ message: 'outside' }],
    { os: '', release: '', arch: '', node: '' },
  );
  expect(run.tests).toEqual([
    {
      project: 'webkit',
      projectIndex: 0,
      titles: ['a family', 'a test'],
      tags: ['@x'],
      annotations: [{ type: 'skip', description: 'why' }],
      attempts: [
        { status: 'failed', duration: 3, errors: ['Error: red', 'thrown'], evidence: ['{}'] },
      ],
    },
  ]);
  expect(run.errors).toEqual(['outside']);
});
