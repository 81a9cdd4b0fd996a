/** One file of a merge: `results.json` of any run, checked more closely than its own writer needs. */
import { readResults } from '../read-results.ts';
import type { Results } from '../results.ts';
import { Misshapen } from '../shape.ts';

export interface Source {
  /** For people: the file's name. */
  readonly name: string;
  readonly results: Results;
}

/** An id becomes a file name, an anchor and a path: it must be as those of the catalogue are. */
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LONGEST_ID = 120;

function unique(values: readonly string[], what: string): void {
  const seen = new Set<string>();
  for (const value of values) {
    if (seen.has(value)) throw new Misshapen(`two ${what} are called ${JSON.stringify(value)}`);
    seen.add(value);
  }
}

/** Throws `Misshapen`, one line, on a text that is no `results.json` or contradicts itself. */
export function readSource(text: string): Results {
  const results = readResults(text);
  const keys = results.engines.map(({ key }) => key);
  unique(keys, 'columns');
  unique(
    results.rows.map(({ id }) => id),
    'rows',
  );
  for (const [index, { id, cells }] of results.rows.entries()) {
    if (!ID.test(id) || id.length > LONGEST_ID)
      throw new Misshapen(
        `rows[${index}].id must be a scenario's id, in small letters with hyphens, not ${JSON.stringify(id.slice(0, LONGEST_ID))}`,
      );
    const wrong = cells.findIndex(({ column }, place) => column !== keys[place]);
    if (wrong >= 0 || cells.length !== keys.length)
      throw new Misshapen(
        `rows[${index}].cells must be one for each of engines, in their order: ${keys.join(', ')}`,
      );
  }
  return results;
}
