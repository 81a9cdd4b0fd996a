/** What changed in a scenario from one version of an engine to the next. Pure. */
import type { ConsoleRecord } from '../../messages/types.ts';
import { wireSignature } from '../differences.ts';
import { lineOf } from '../merge/columns.ts';
import type { Cell, EngineColumn, Observation, Row } from '../results.ts';
import { pairTexts, type TextPair } from './texts.ts';

/** In the order of weight. */
export const CHANGE_KINDS = ['verdict', 'status', 'stage', 'messages', 'wording', 'wire'] as const;

/**
 * `verdict`, `status` and `stage` of the refusal; `messages`: other ids of CORS lines; `wording`:
 * the same ids in other words; `wire`: other requests, or other claimed headers in them.
 */
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export interface Change {
  readonly kinds: readonly ChangeKind[];
  /** Index of the column that it is compared with. */
  readonly before: number;
  /** CORS lines of the refusal and of its cure, where they differ. */
  readonly texts: readonly TextPair[];
}

/** What a row's cell is in the history of its line. */
export interface Step {
  /** Null: nothing to compare with, or nothing changed. */
  readonly change: Change | null;
  /** The column is the first of its line whose runs knew the scenario; earlier ones ran without. */
  readonly isNew: boolean;
}

/** The lines that scenarios make claims about; companions come and go from run to run. */
const claimed = (observation: Observation | undefined): readonly ConsoleRecord[] =>
  (observation?.console ?? []).filter(({ id, group }) => group === 'cors' || id === null);

const idsOf = (records: readonly ConsoleRecord[]): string =>
  JSON.stringify(records.map(({ id }) => id));

const wordsOf = (records: readonly ConsoleRecord[]): string =>
  JSON.stringify(records.map(({ text }) => text));

/** Says something about the engine: it was observed, or known not to have the case. */
const speaks = ({ status, refused }: Cell): boolean =>
  status === 'not-applicable' || (status !== 'not-run' && refused !== undefined);

const lastVerdict = (observation: Observation | undefined): string | undefined =>
  observation?.sees.at(-1)?.verdict;

/** Between two cells that both speak. Null: nothing changed. */
export function changeBetween(before: Cell, after: Cell): Omit<Change, 'before'> | null {
  const both =
    before.refused !== undefined && after.refused !== undefined
      ? ([
          [before.refused, after.refused],
          ...(before.cured && after.cured ? [[before.cured, after.cured] as const] : []),
        ] as const)
      : [];
  const differs = (of: (observation: Observation) => string): boolean =>
    both.some(([one, other]) => of(one) !== of(other));
  const messages = differs((one) => idsOf(claimed(one)));
  const faults = [before, after].some(({ status }) => status === 'harness-error');
  const differing: Readonly<Record<ChangeKind, boolean>> = {
    verdict:
      both.length > 0 &&
      (before.verdict !== after.verdict ||
        (both.length > 1 && lastVerdict(before.cured) !== lastVerdict(after.cured))),
    // A fault of the harness says nothing about the engine, nor does its mending.
    status: !faults && before.status !== after.status,
    // A test that failed before its end told no stage.
    stage: before.stage !== after.stage && before.stage !== undefined && after.stage !== undefined,
    messages,
    wording: !messages && differs((one) => wordsOf(claimed(one))),
    wire: differs(({ wire }) => wireSignature(wire)),
  };
  const kinds = CHANGE_KINDS.filter((kind) => differing[kind]);
  if (kinds.length === 0) return null;
  return {
    kinds,
    texts: both.flatMap(([one, other]) => pairTexts(claimed(one), claimed(other))),
  };
}

/** For each column, the columns before it in its line, the nearest first. */
export function predecessorsOf(columns: readonly EngineColumn[]): readonly (readonly number[])[] {
  const lines = columns.map(lineOf);
  return lines.map((line, index) =>
    lines
      .slice(0, index)
      .flatMap((other, place) => (other === line ? [place] : []))
      .toReversed(),
  );
}

/**
 * The history of one row, column by column. A cell is compared with the nearest version before it
 * that says something: a version that did not run hides no change.
 */
export function historyOf(
  { cells }: Row,
  predecessors: readonly (readonly number[])[],
): readonly Step[] {
  return cells.map((cell, index) => {
    const earlier = predecessors[index] ?? [];
    const before = earlier.find((place) => cells[place] !== undefined && speaks(cells[place]));
    const previous = before === undefined ? undefined : cells[before];
    const found = previous && speaks(cell) ? changeBetween(previous, cell) : null;
    return {
      change: found && before !== undefined ? { ...found, before } : null,
      isNew:
        cell.absent === undefined &&
        earlier.length > 0 &&
        earlier.every((place) => cells[place]?.absent === true),
    };
  });
}
