/**
 * The jury that holds the oracle against its own table. Bundled; see bundles.ts. The rows import
 * nothing of the oracle, so that they are made once for all mutants.
 */
import { ORACLE_CASES } from '../../tests/oracle-cases/index.ts';
import { failedCases } from '../../tests/oracle-cases/judge.ts';
import type { Oracle, OracleCase } from '../../tests/oracle-cases/types.ts';

interface Numbered {
  readonly subject: string;
  readonly row: OracleCase;
}

const ROWS = Object.entries<readonly OracleCase[]>(ORACLE_CASES).flatMap(([subject, rows]) =>
  rows.map((row): Numbered => ({ subject, row })),
);

/** Rows that caught the mutants before this one, which are its neighbours: likely to catch it, too. */
let recent: readonly Numbered[] = [];
const RECENT = 16;

/** A row that fails. */
export function hold(
  _evidence: unknown,
  beat: () => void,
  onTrial: (file: string) => unknown,
): string | null {
  const oracle = onTrial('index.ts') as Oracle;
  const failed = [...recent, ...ROWS].find(({ row }) => {
    beat();
    return failedCases(oracle, [row]).length > 0;
  });
  if (!failed) return null;
  recent = [failed, ...recent.filter((one) => one !== failed)].slice(0, RECENT);
  return `${failed.subject}: ${failed.row.name}`;
}
