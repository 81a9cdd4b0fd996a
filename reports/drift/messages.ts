/** Two lists of console lines, the remembered and the observed: what became of each line. Pure. */
import type { Engine } from '../../messages/types.ts';
import type { RecordedMessage } from '../baseline/baseline.ts';
import { readBack } from './readback.ts';
import { similarity } from './text.ts';
import type { DriftChange } from './drift.ts';

/** A remembered line and the observed one that stands in its place. */
export interface Pair {
  readonly before: RecordedMessage;
  readonly after: RecordedMessage;
}

export interface Matching {
  /** Same id, other text. */
  readonly sameId: readonly Pair[];
  /** A known line that is missing, and an unidentified one that says nearly the same. */
  readonly alike: readonly Pair[];
  readonly lost: readonly RecordedMessage[];
  readonly added: readonly RecordedMessage[];
}

/** Below this two texts are two messages. */
const ALIKE = 0.5;

/** A text must be as long as this to be known again inside another. */
const LEAST_QUOTED = 20;

const take = <T>(from: T[], fits: (one: T) => boolean): T | undefined => {
  const index = from.findIndex(fits);
  return index < 0 ? undefined : from.splice(index, 1)[0];
};

/** The two lists, line by line: equal ones first, then by id, then by likeness. */
export function matchMessages(
  before: readonly RecordedMessage[],
  after: readonly RecordedMessage[],
): Matching {
  const open = [...after];
  const other = before.filter(
    (line) => !take(open, ({ id, text }) => id === line.id && text === line.text),
  );
  const sameId: Pair[] = [];
  const missing: RecordedMessage[] = [];
  for (const line of other) {
    const found = line.id === null ? undefined : take(open, ({ id }) => id === line.id);
    if (found) sameId.push({ before: line, after: found });
    else missing.push(line);
  }
  const candidates = missing
    .flatMap((line) =>
      open
        .filter(({ id }) => id === null)
        .map((found) => ({
          before: line,
          after: found,
          likeness: similarity(line.text, found.text),
        })),
    )
    .filter(({ likeness }) => likeness >= ALIKE)
    .toSorted((one, two) => two.likeness - one.likeness);
  const alike: Pair[] = [];
  for (const { before: line, after: found } of candidates) {
    if (!missing.includes(line) || !open.includes(found)) continue;
    missing.splice(missing.indexOf(line), 1);
    open.splice(open.indexOf(found), 1);
    alike.push({ before: line, after: found });
  }
  alike.sort((one, two) => before.indexOf(one.before) - before.indexOf(two.before));
  // WebKit's network quotes a refusal whole; new words quoted are the same words again.
  const isQuoting = ({ id, text }: RecordedMessage): boolean =>
    id === null &&
    alike.some((pair) => pair.after.text.length >= LEAST_QUOTED && text.includes(pair.after.text));
  return { sameId, alike, lost: missing, added: open.filter((line) => !isQuoting(line)) };
}

/** A change without what all changes of a scenario have in common. */
export type BareChange = Pick<DriftChange, 'kind' | 'id' | 'before' | 'after'>;

/** Other words, or the same words about other values. */
function ofSameId(engine: Engine, { before, after }: Pair): BareChange {
  const [was, is] = [before, after].map(({ text }) => readBack(engine, text));
  const sameWords =
    was?.id === before.id && is?.id === before.id && was?.wording.template === is?.wording.template;
  return {
    kind: sameWords ? 'message-values' : 'reworded',
    id: before.id ?? '',
    before: before.text,
    after: after.text,
  };
}

const listed = (lines: readonly RecordedMessage[]): string =>
  lines.map(({ id }) => id ?? 'unidentified').join(', ');

const named = ({ id }: RecordedMessage): { id?: string } => (id === null ? {} : { id });

/** The changes from one list of lines to another. */
export function messageChanges(
  engine: Engine,
  before: readonly RecordedMessage[],
  after: readonly RecordedMessage[],
): readonly BareChange[] {
  const { sameId, alike, lost, added } = matchMessages(before, after);
  const changes: BareChange[] = [
    ...lost.map((line) => ({ kind: 'message-lost' as const, ...named(line), before: line.text })),
    ...added.map((line) => ({
      kind: line.id === null ? ('unidentified' as const) : ('message-added' as const),
      ...named(line),
      after: line.text,
    })),
    ...alike.map((pair) => ({
      kind: 'reworded-unidentified' as const,
      ...named(pair.before),
      before: pair.before.text,
      after: pair.after.text,
    })),
    ...sameId.map((pair) => ofSameId(engine, pair)),
  ];
  const inOrder = JSON.stringify(before) === JSON.stringify(after);
  return changes.length > 0 || inOrder
    ? changes
    : [{ kind: 'message-order', before: listed(before), after: listed(after) }];
}
