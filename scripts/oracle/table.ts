/** The child that `npm run oracle` measures: runs the table, writes what came of it to a file. */
import { writeFile } from 'node:fs/promises';
import { inspect } from 'node:util';
import * as oracle from '../../oracle/index.ts';
import { ORACLE_CASES } from '../../tests/oracle-cases/index.ts';
import { failedCases } from '../../tests/oracle-cases/judge.ts';
import type { OracleCase } from '../../tests/oracle-cases/types.ts';

/** One subject of the table. */
export interface SubjectResult {
  readonly subject: string;
  readonly rows: number;
  /** Values as a person reads them. */
  readonly failed: readonly {
    readonly anchor: string;
    readonly name: string;
    readonly expected: string;
    readonly got: string;
  }[];
}

const told = (value: unknown): string =>
  value instanceof Error ? `it threw: ${value.message}` : inspect(value, { depth: 6 });

const resultOf = ([subject, rows]: [string, readonly OracleCase[]]): SubjectResult => ({
  subject,
  rows: rows.length,
  failed: failedCases(oracle, rows).map(({ anchor, name, expected, got }) => ({
    anchor,
    name,
    expected: told(expected),
    got: told(got),
  })),
});

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('name the file to write the results to');
await writeFile(file, JSON.stringify(Object.entries(ORACLE_CASES).map(resultOf)));
