/** Whether a run named its fault rightly, and whether its other tests went on. Pure. */
import type { Engine } from '../../../messages/types.ts';
import type { Cell, Results } from '../../../reports/results.ts';
import type { Fault } from './faults.ts';

/** How a run ended and what it left to be read. */
export interface Told {
  readonly code: number | null;
  readonly signal: string | null;
  /** Its `results.json`; null where there is none, or none that can be read. */
  readonly results: Results | null;
  /** Standard output and standard error. */
  readonly output: string;
}

export interface Finding {
  /** As the table shows it. */
  readonly text: string;
  readonly right: boolean;
}

export interface Naming {
  readonly named: Finding;
  readonly others: Finding;
  readonly exit: Finding;
}

/** Reads what a run of `scenarios` in `engine` told of `fault`. */
export function readNaming(
  { telling, exit }: Pick<Fault, 'telling' | 'exit'>,
  engine: Engine,
  scenarios: readonly string[],
  told: Told,
): Naming {
  const cells = scenarios.map((id) => cellOf(told.results, id, engine));
  const ended = told.signal ?? told.code;
  return {
    exit: { text: `${ended}`, right: ended === exit },
    ...(telling.by === 'cell'
      ? byCell(telling, cells)
      : telling.by === 'interruption'
        ? byInterruption(cells, told.results)
        : telling.by === 'line'
          ? byLine(telling.words, scenarios, told)
          : bySignal(told)),
  };
}

const cellOf = (results: Results | null, id: string, engine: Engine): Cell | undefined =>
  results?.rows.find((row) => row.id === id)?.cells.find((cell) => cell.engine === engine);

const passedOf = (cells: readonly (Cell | undefined)[]): Finding => {
  const passed = cells.filter((cell) => cell?.status === 'conforms').length;
  return { text: `${passed} of ${cells.length}`, right: passed === cells.length };
};

const statusText = (cell: Cell | undefined): string =>
  cell
    ? `${cell.status}${cell.note === undefined ? '' : `: ${cell.note.split('\n', 1)[0]}`}`
    : 'no cell';

function byCell(
  { words, struck }: { readonly words: RegExp; readonly struck: number },
  cells: readonly (Cell | undefined)[],
): Omit<Naming, 'exit'> {
  const cell = cells[struck];
  const note = cell?.note ?? '';
  return {
    named: {
      text: statusText(cell),
      right:
        cell?.status === 'harness-error' &&
        cell.verdict === undefined &&
        !note.includes('\n') &&
        words.test(note),
    },
    others: passedOf(cells.filter((_, index) => index !== struck)),
  };
}

/** The second test was in the middle; the first had passed, the third never began. */
function byInterruption(
  [before, struck, after]: readonly (Cell | undefined)[],
  results: Results | null,
): Omit<Naming, 'exit'> {
  const why = results?.incompleteBecause ?? 'no report';
  const silent = [struck, after].every(
    (cell) => cell?.status === 'not-run' && cell.verdict === undefined,
  );
  return {
    named: {
      text: /the run was interrupted/.exec(why)?.[0] ?? why,
      right: silent && why.includes('the run was interrupted'),
    },
    others: passedOf([before]),
  };
}

/** A killed run has no report; a half of one would be worse. */
const bySignal = ({ results }: Told): Omit<Naming, 'exit'> => ({
  named: {
    text: results ? 'a report of a run that was killed' : 'no report',
    right: results === null,
  },
  others: { text: '-', right: true },
});

/** Playwright's list marks each test's end; the scenario's tag stands in the title. */
function byLine(words: RegExp, scenarios: readonly string[], told: Told): Omit<Naming, 'exit'> {
  const line = told.output.split('\n').find((one) => words.test(one));
  const passed = scenarios.filter((id) =>
    told.output.split('\n').some((one) => /^\s*✓/.test(one) && one.includes(`@${id} `)),
  ).length;
  return {
    named: {
      text: line ?? 'no line that says so',
      right: line !== undefined && told.results === null,
    },
    others: { text: `${passed} of ${scenarios.length}`, right: passed === scenarios.length },
  };
}
