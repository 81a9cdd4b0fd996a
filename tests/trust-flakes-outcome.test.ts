/** What one repetition of `npm run trust:flakes` came to: each cell, each other test, what is outside. */
import { expect, test } from '@playwright/test';
import type { JSONReport } from '@playwright/test/reporter';
import { failureLine, outcomeOf } from '../scripts/trust/flakes/outcome.ts';
import { collected, wholeRun } from './flakes-fixtures.ts';
import { attempt, evidence, passed, record } from './reports-fixtures.ts';

/** As Playwright's JSON reporter lists them: [project, title, error]. */
const listed = (...tests: readonly (readonly [string, string, string?])[]) =>
  ({
    suites: [
      {
        title: 'a file',
        specs: [],
        // A block without a title, as those in the specs are, and one with.
        suites: ['', 'a block'].map((block) => ({
          title: block,
          specs: tests.flatMap(([projectName, path, message]) => {
            const title = block === '' ? path : path.replace(`${block} › `, '');
            const here = block === '' ? !path.startsWith('a block › ') : title !== path;
            const results = message ? [{ errors: [{ message }] }] : [];
            return here ? [{ title, tests: [{ projectName, results }] }] : [];
          }),
        })),
      },
    ],
  }) as unknown as Pick<JSONReport, 'suites'>;

test.describe('what a repetition came to', () => {
  test('everything passed', () => {
    expect(outcomeOf(collected(wholeRun()), null, false)).toEqual({ tests: 6, failures: [] });
  });

  test('a failed cell, with the first line of its error', () => {
    const error = '\u001B[31mthe wire: one request too many\u001B[39m\n\nexpect(a).toEqual(b)';
    const failed = record('two', 'webkit', [attempt('failed', evidence('two', 'webkit'), error)]);
    const { tests, failures } = outcomeOf(collected(wholeRun(failed)), null, false);
    expect(tests).toBe(6);
    expect(failures).toEqual([
      { test: 'two', engine: 'webkit', kind: 'failed', error: 'the wire: one request too many' },
    ]);
    expect(failures.map(failureLine)).toEqual([
      'two in webkit failed: the wire: one request too many',
    ]);
  });

  test('a fault of the harness is told apart', () => {
    const died = record('one', 'firefox', [attempt('timedOut', null, 'Test timeout exceeded.')]);
    expect(outcomeOf(collected(wholeRun(died)), null, false).failures).toEqual([
      expect.objectContaining({ test: 'one', engine: 'firefox', kind: 'harness error' }),
    ]);
  });

  test('a test that never ran counts as one that did not pass, and not as one that ran', () => {
    const never = record('one', 'firefox', []);
    const { tests, failures } = outcomeOf(collected(wholeRun(never)), null, false);
    expect(tests).toBe(5);
    expect(failures).toEqual([
      expect.objectContaining({ test: 'one', engine: 'firefox', kind: 'not run' }),
    ]);
  });

  test('of a part, only what Playwright had is missed', () => {
    const part = collected([passed('one', 'chromium'), record('two', 'chromium', [])]);
    const had = listed(['chromium', 'one: a title'], ['chromium', 'two: a title']);
    expect(outcomeOf(part, had, true).failures).toEqual([
      expect.objectContaining({ test: 'two', engine: 'chromium', kind: 'not run' }),
    ]);
    const without = collected([passed('one', 'chromium')]);
    expect(outcomeOf(without, listed(['chromium', 'one: a title']), true).failures).toEqual([]);
    expect(outcomeOf(without, null, false).failures).toHaveLength(5);
  });

  test('a test that is no scenario, and an error outside all of them', () => {
    const other = record('x', 'chromium', [attempt('failed', null, 'far away')], {
      titles: ['fetch tells nothing'],
      tags: [],
    });
    const report = listed(['chromium', 'fetch tells nothing', 'it told all\nat length']);
    const results = collected(wholeRun(other), ['a worker died\nsomewhere']);
    expect(outcomeOf(results, report, false)).toEqual({
      tests: 7,
      failures: [
        expect.objectContaining({
          test: 'fetch tells nothing',
          kind: 'failed',
          error: 'it told all',
        }),
        { test: '', kind: 'outside the tests', error: 'a worker died' },
      ],
    });
  });
});

test('a test that is no scenario has its own error, of its own engine and block', () => {
  const projects = ['chromium', 'firefox', 'webkit', 'finding webkit', 'finding firefox'];
  const failed = (project: string, ...titles: readonly string[]) =>
    record('x', 'webkit', [attempt('failed', null, 'far away')], {
      ...{ project, projectIndex: projects.indexOf(project) },
      ...{ titles, tags: [] },
    });
  const others = [
    failed('chromium', 'it holds'),
    failed('webkit', 'it holds'),
    failed('webkit', 'a block', 'it holds'),
    failed('finding webkit', 'it holds'),
    failed('finding firefox', 'it holds'),
  ];
  const report = listed(
    ['firefox', 'before it holds', 'of another test'],
    ['firefox', 'it holds', 'of firefox'],
    ['webkit', 'a block › it holds', 'of the block'],
    ['finding webkit', 'it holds', 'of the search'],
    ['finding firefox', 'it holds', 'of another search'],
    ['webkit', 'it holds', 'of webkit'],
  );
  const { failures } = outcomeOf(collected(wholeRun(...others)), report, false);
  expect(failures.map(failureLine)).toEqual([
    'it holds in chromium failed: failed',
    'it holds in webkit failed: of webkit',
    'a block › it holds in webkit failed: of the block',
    'it holds failed: of the search',
    'it holds failed: of another search',
  ]);
});
