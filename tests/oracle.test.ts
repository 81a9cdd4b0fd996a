/** The oracle, held against its table: one row for each thing that the Standard says. */
import { expect, test } from '@playwright/test';
import * as oracle from '../oracle/index.ts';
import { ORACLE_CASES } from './oracle-cases/index.ts';
import { failedCases } from './oracle-cases/judge.ts';

for (const [subject, rows] of Object.entries(ORACLE_CASES)) {
  test(`oracle: ${subject}`, () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { anchor, name, expected, got } of failedCases(oracle, rows))
      expect.soft(got, `${anchor}: ${name}`).toStrictEqual(expected);
  });

  test(`oracle: the rows of ${subject} have an anchor and a name of their own`, () => {
    const names = rows.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(rows.filter(({ anchor }) => !/^(?:https:\/\/\S+#\S+|[a-z0-9-]+)$/.test(anchor))).toEqual(
      [],
    );
  });
}

test('a row fails where the oracle gives something else, or throws', () => {
  const rows = [
    { anchor: 'ok-status', name: 'kept', run: () => [1], expected: [1] },
    { anchor: 'ok-status', name: 'other', run: () => [1], expected: ['1'] },
    {
      anchor: 'ok-status',
      name: 'thrown',
      run: () => {
        throw new Error('planted');
      },
      expected: true,
    },
  ];
  expect(failedCases(oracle, rows)).toEqual([
    { anchor: 'ok-status', name: 'other', expected: ['1'], got: [1] },
    { anchor: 'ok-status', name: 'thrown', expected: true, got: new Error('planted') },
  ]);
});
