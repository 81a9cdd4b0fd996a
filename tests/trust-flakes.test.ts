/** `npm run trust:flakes`: which repetitions count, what is printed, and what is compared. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { collect } from '../reports/collect.ts';
import type { Engine } from '../messages/types.ts';
import type { Cell, Observation, Results } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { compareCells } from '../scripts/ci/same-cells.ts';
import { WITNESSED } from '../scripts/trust/flakes/comparable.ts';
import { figuresOf, flakeLines, kindWords } from '../scripts/trust/flakes/figures.ts';
import { kindOf, readAsked } from '../scripts/trust/flakes/flags.ts';
import {
  comparedWith,
  isolationFigures,
  onlyThis,
  ordinary,
  sampleOf,
} from '../scripts/trust/flakes/isolation-compare.ts';
import { addToLog, logFile, readLog, type Repetition } from '../scripts/trust/flakes/log.ts';
import { failureLine } from '../scripts/trust/flakes/outcome.ts';
import { addsUp, isSameState, type State } from '../scripts/trust/flakes/state.ts';
import { treeHash } from '../scripts/trust/tree.ts';
import { shuffled, shuffleSeed } from '../specs/shuffle.ts';
import { CATALOGUE, collected, wholeRun } from './flakes-fixtures.ts';
import { notApplicableIn, observation, passed, runOf, scenario } from './reports-fixtures.ts';

let folder = '';
test.beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'trust-flakes-'));
});
test.afterEach(() => rm(folder, { recursive: true, force: true }));

const STATE: State = { tree: 'abc', commit: '123', engines: ['Chromium 156'] };
const repetition = (more: Partial<Repetition> = {}): Repetition => ({
  ...STATE,
  at: '2026-11-22T01:02:03.456Z',
  seconds: 240,
  load: 0.1,
  tests: 1000,
  failures: [],
  ...more,
});
const FLAKE = { test: 'one', engine: 'webkit', kind: 'failed', error: 'why' } as const;

test.describe('which repetitions count', () => {
  test('those of this state, in the order in which they ended', async () => {
    const file = logFile('idle', path.join(folder, 'made'));
    expect(await readLog(file, STATE)).toEqual({ counted: [], others: 0 });
    const mine = [repetition(), repetition({ failures: [FLAKE], commit: 'another' })];
    const others = [
      repetition({ tree: 'def' }),
      repetition({ engines: ['Chromium 157'] }),
      repetition({ grep: '@preflight' }),
    ];
    for (const one of [...others, ...mine]) await addToLog(file, one);
    expect(await readLog(file, STATE)).toEqual({ counted: mine, others: 3 });
  });

  test('a line that is none is told with its place', async () => {
    const file = logFile('idle', folder);
    await writeFile(file, `${JSON.stringify(repetition())}\n{"tree":"abc"`);
    await expect(readLog(file, STATE)).rejects.toThrow(
      /idle\.jsonl, line 2: [^\n]*; remove the line$/,
    );
    await writeFile(file, `${JSON.stringify({ ...repetition(), seconds: 'long' })}\n`);
    await expect(readLog(file, STATE)).rejects.toThrow(/line 1: seconds must be a number/);
  });

  test('the hash tells any change of what decides a run, and no other', async () => {
    const put = async (name: string, text: string): Promise<string> => {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
      return treeHash(folder);
    };
    const first = await put('specs/a.spec.ts', 'a');
    const changed = await put('specs/a.spec.ts', 'b');
    const added = await put('servers/deep/b.js', 'b');
    expect(new Set([first, changed, added]).size).toBe(3);
    expect(await put('reports/out/matrix/results.json', '{}')).toBe(added);
    expect(await put('tests/a.test.ts', 'a')).toBe(added);
    expect(await put('specs/README.md', 'words')).toBe(added);
    expect(await put('playwright.config.ts', 'a')).not.toBe(added);
  });

  test('a commit alone makes no other state', () => {
    expect(isSameState(STATE, { ...STATE, commit: 'another' })).toBe(true);
  });

  test('an update of a browser adds up with what was before, a release of it does not', () => {
    const at = (...engines: readonly string[]): State => ({ ...STATE, engines });
    const before = at('Chromium 156.0.8078.79', 'Firefox ESR 153.7.0esr', 'WebKitGTK 2.50.6');
    for (const [after, adds] of [
      [at('Chromium 156.0.8078.108', 'Firefox ESR 153.8.0esr', 'WebKitGTK 2.50.7'), true],
      [at('Chromium 157.0.8078.79', 'Firefox ESR 153.7.0esr', 'WebKitGTK 2.50.6'), false],
      [at('Chromium 156.0.8078.79', 'Firefox 153.7.0', 'WebKitGTK 2.50.6'), false],
      [at('Chromium 156.0.8078.79', 'Firefox ESR 153.7.0esr', 'WebKitGTK 2.52.0'), false],
      [at('Chromium 156.0.8078.79'), false],
      [{ ...before, tree: 'other' }, false],
      [{ ...before, grep: 'a part' }, false],
    ] as const)
      expect(addsUp(before, after), after.engines.join()).toBe(adds);
  });
});

test.describe('what is printed', () => {
  test('no flake: the rule of three, for a run and for a test', () => {
    const figures = figuresOf({
      kind: 'idle',
      repetitions: Array.from({ length: 20 }, () => repetition()),
    });
    expect(figures.map(({ value, kept }) => ({ value, kept }))).toEqual([
      { value: '0 in 20 runs of the suite, 20,000 tests, 4 min 0 s each', kept: true },
      {
        value: 'at most 15 in 100 runs of the suite fail by chance, at 95 % confidence (3/20)',
        kept: true,
      },
      {
        value: 'at most 1 in 6,666 tests fail by chance, at 95 % confidence (3/20,000)',
        kept: true,
      },
    ]);
  });

  test('repetitions across an update of a browser say in how many sets of builds', () => {
    const updated = repetition({ engines: ['Chromium 156.0.1'] });
    const [flakes] = figuresOf({ kind: 'idle', repetitions: [repetition(), updated, updated] });
    expect(flakes?.value).toContain('each, in 2 sets of builds');
  });

  test('what the host of the machine took, by the time that each repetition ran', () => {
    const [flakes] = figuresOf({
      kind: 'idle',
      repetitions: [
        repetition({ seconds: 100, stolen: 0 }),
        repetition({ seconds: 300, stolen: 0.4 }),
        repetition({ seconds: 500 }),
      ],
    });
    expect(flakes?.value).toContain('5 min 0 s each, 30 % of its processor time stolen');
  });

  test('flakes: the exact bound, by runs that failed and by tests that failed', () => {
    const shown = {
      kind: 'loaded',
      repetitions: [
        repetition({ failures: [FLAKE, { ...FLAKE, test: 'two' }] }),
        repetition({ failures: [{ ...FLAKE, error: 'why now' }] }),
        ...Array.from({ length: 18 }, () => repetition()),
      ],
    };
    const [flakes, ofRun, ofTest] = figuresOf(shown);
    expect(flakes).toMatchObject({ kept: false, bound: 'none' });
    expect(ofRun?.value).toMatch(/\(exact, 2 of 20\)$/);
    expect(ofTest?.value).toMatch(/\(exact, 3 of 20,000\)$/);
    expect(flakeLines(shown)).toEqual([
      '2 of 20  one in webkit failed: why now',
      '1 of 20  two in webkit failed: why',
    ]);
  });

  test('nothing for a kind that never ran; each kind in words', () => {
    expect(figuresOf({ kind: 'idle', repetitions: [] })).toEqual([]);
    expect(['idle', 'loaded', 'delay-5', 'loaded-delay-20'].map(kindWords)).toEqual([
      'idle machine',
      'all cores busy',
      'loopback 5 ms late',
      'all cores busy, loopback 20 ms late',
    ]);
  });
});

test.describe('flags', () => {
  test('name the series', () => {
    expect(kindOf(readAsked({}))).toBe('idle');
    expect(kindOf(readAsked({ loaded: true }))).toBe('loaded');
    expect(kindOf(readAsked({ loaded: true, delay: '5' }))).toBe('loaded-delay-5');
    expect(readAsked({})).toMatchObject({ act: 'series', repeat: 20, delay: 0 });
  });

  for (const [flags, words] of [
    [{ repeat: '0' }, /^--repeat takes a whole number/],
    [{ delay: 'long' }, /^--delay takes a whole number/],
    [{ delay: '1001' }, /^--delay takes at most 1000/],
    [{ isolation: true, loaded: true }, /^--loaded has no meaning beside --isolation/],
    [{ report: true, repeat: '3' }, /^--repeat has no meaning beside --report/],
    [{ report: true, isolation: true }, /^--isolation has no meaning beside --report/],
    [{ engine: 'safari' }, /^unknown engine "safari"/],
    [{ grep: '' }, /^--grep takes a text/],
    [{ output: '' }, /^--output takes the name of a folder/],
  ] as const)
    test(`${JSON.stringify(flags)} is refused`, () => {
      expect(() => readAsked(flags)).toThrow(words);
    });
});

test.describe('another order', () => {
  const numbers = Array.from({ length: 618 }, (_, index) => index);

  test('has each once, and depends on the seed alone', () => {
    const one = shuffled(numbers, 1);
    expect(one.toSorted((a, b) => a - b)).toEqual(numbers);
    expect(shuffled(numbers, 1)).toEqual(one);
    expect(new Set([0, 1, 2, 0xffffffff].map((seed) => shuffled(numbers, seed).join())).size).toBe(
      4,
    );
  });

  test('leaves few where they were, and few neighbours together', () => {
    for (const seed of [1, 2, 3]) {
      const order = shuffled(numbers, seed);
      expect(order.filter((number, index) => number === index).length).toBeLessThan(10);
      const together = order.filter((number, index) => order[index + 1] === number + 1);
      expect(together.length).toBeLessThan(10);
    }
  });

  test('is asked for by a whole number of 32 bits', () => {
    expect([undefined, '', '0', '7', '4294967295'].map(shuffleSeed)).toEqual([
      ...[null, null, 0, 7, 4294967295],
    ]);
    for (const text of ['x', '-1', '1.5', '4294967296', ' 1', '99999999999'])
      expect(() => shuffleSeed(text)).toThrow(/^CORS_SHUFFLE takes a whole number [^\n]*$/);
  });
});

test.describe('cells in other company', () => {
  /** A run whose cell of "one" in Chromium saw something else. */
  const seeing = (change: (seen: Observation) => Observation): Results => {
    const seen = change(observation('chromium'));
    return collected(wholeRun(passed('one', 'chromium', { refused: seen, cured: seen })));
  };
  const line =
    (...lines: readonly string[]) =>
    (seen: Observation) => ({
      ...seen,
      wire: seen.wire.map((one) => ({ ...one, requestHeaders: lines })),
    });
  const differences = (one: Results, other: Results): readonly string[] =>
    compareCells(one, other, ['chromium'], { aspects: WITNESSED, names: ['this', 'that'] })
      .differences;
  const plain = seeing((seen) => seen);
  const OPAQUE = { step: 'a', verdict: 'opaque', detail: 'b' } as const;
  const reworded = (one: Observation['console'][number]) => ({ ...one, text: 'Other words.' });

  /** What is compared of some lines of an engine. */
  const consoleIn = (engine: Engine, lines: readonly { id: string; text: string }[]): unknown => {
    const [, aspect] = WITNESSED.find(([name]) => name === 'console')!;
    const refused = { console: lines.map((one) => ({ ...one, engine, level: 'error' })) };
    return aspect({ engine, refused } as unknown as Cell);
  };

  for (const [name, how, change] of [
    ['page', 'another verdict', (seen) => ({ ...seen, sees: [OPAQUE] })],
    ['wire', 'another header', line('Origin: null')],
    ['wire', 'no request', (seen) => ({ ...seen, wire: [] })],
    ['console', 'other words', (seen) => ({ ...seen, console: seen.console.map(reworded) })],
    ['console', 'no line', (seen) => ({ ...seen, console: [] })],
  ] as const satisfies readonly (readonly [string, string, (seen: Observation) => Observation])[])
    test(`${name}: ${how} is told, of the cure as well`, () => {
      expect(differences(seeing(change), plain)).toEqual([
        expect.stringMatching(new RegExp(`^one in chromium .*: ${name} .*, in that `)),
        expect.stringMatching(new RegExp(`^one in chromium .*: ${name} of the cure .*, in that `)),
      ]);
    });

  test('what a run makes anew is no difference', () => {
    for (const [one, other] of [
      ['Sec-WebSocket-Key: abc==', 'Sec-WebSocket-Key: def=='],
      [
        'Referer: {page}/frame?353ccfe2-af60-474b-9856-956bbc2b8177',
        'Referer: {page}/frame?e0e0fd1e-8bb1-4fb5-92b3-5098bff11138',
      ],
      [
        'Referer: {page}/?r=http%3A%2F%2F127.0.0.1%3A37883%2F{token}',
        'Referer: {page}/?r=http%3A%2F%2F127.0.0.1%3A44437%2F{token}',
      ],
      ['Priority: u=4, i', 'Priority: u=5, i'],
    ] as const)
      expect(differences(seeing(line(one)), seeing(line(other)))).toEqual([]);
    expect(differences(seeing(line('A: b', 'Sec-Fetch-User: ?1')), seeing(line('A: b')))).toEqual(
      [],
    );
    expect(differences(seeing(line('Host: a:1')), seeing(line('Host: a:2')))).toHaveLength(2);
    expect(differences(seeing(line('Priority: u=0, i')), seeing(line('Priority: u=4, i')))).toEqual(
      [expect.stringContaining('wire'), expect.stringContaining('wire')],
    );
  });

  test('the boundary of a multipart body is drawn by lot, and its length with it', () => {
    const sent = (type: string, length: number) =>
      seeing(line(`Content-Type: ${type}`, `Content-Length: ${length}`));
    const gecko = (lot: string) => `multipart/form-data; boundary=----geckoformboundary${lot}`;
    expect(differences(sent(gecko('82b3'), 169), sent(gecko('5c9'), 166))).toEqual([]);
    expect(differences(sent('text/plain', 169), sent('text/plain', 166))).toHaveLength(2);
    expect(differences(sent(gecko('82b3'), 169), sent('text/plain', 169))).toHaveLength(2);
  });

  test('Firefox tells of a failed EventSource once or twice, and no other line so', () => {
    const said = (id: string, times: number, engine: 'firefox' | 'webkit' = 'firefox') =>
      consoleIn(
        engine,
        Array.from({ length: times }, () => ({ id, text: 'It failed.' })),
      );
    const failure = 'EventSourceConnectionFailure';
    expect(said(failure, 2)).toEqual(said(failure, 1));
    expect(said(failure, 0)).not.toEqual(said(failure, 1));
    expect(said(failure, 2, 'webkit')).not.toEqual(said(failure, 1, 'webkit'));
    expect(said('CORSDidNotSucceed2', 2)).not.toEqual(said('CORSDidNotSucceed2', 1));
  });

  test('each 25th that the ordinary run acted out is acted out alone', () => {
    const many = Array.from({ length: 60 }, (_, index) => scenario(`s-${index}`));
    const ran = many.slice(5).map(({ id }) => passed(id, 'chromium'));
    expect(sampleOf(collect(runOf(ran), many))).toEqual(['s-5', 's-30', 's-55']);
  });

  test('alone is that scenario, whatever other ids begin or end so', () => {
    const ids = SCENARIOS.map(({ id }) => id);
    for (const id of ids.filter((one) =>
      ids.some((other) => other !== one && other.startsWith(one)),
    ))
      expect(ids.filter((other) => new RegExp(onlyThis(id)).test(`x @${other} @tag`))).toEqual([
        id,
      ]);
  });

  test('alone is compared with its own row, a whole run with all', () => {
    // Known not to exist without a run: in the results of every run, whatever it acted out.
    const catalogue = [...CATALOGUE, notApplicableIn('chromium', 'nowhere')];
    const alone = collect(runOf([passed('one', 'chromium')]), catalogue);
    const engines = ['chromium', 'firefox', 'webkit'] as const;
    const whole = collect(runOf(wholeRun()), catalogue);
    expect(
      comparedWith(whole, 'alone', [{ results: alone, failures: [], alone: 'one' }], ['chromium']),
    ).toEqual({ words: 'alone', cells: 1, differences: [], failures: [] });
    const other = comparedWith(whole, 'order', [{ results: alone, failures: [FLAKE] }], engines);
    expect(other).toMatchObject({ cells: 1, failures: [failureLine(FLAKE)] });
    expect(other.differences).toContain(
      'two in chromium chromium product 150.1 : only the ordinary run ran it',
    );
    const figures = isolationFigures([ordinary({ results: whole, failures: [] }), other]);
    expect(figures.map(({ kept }) => kept)).toEqual([true, false]);
    expect(isolationFigures([{ ...other, cells: 0, differences: [], failures: [] }])[0]?.kept).toBe(
      false,
    );
  });
});
