/**
 * Where an engine is known to depart from the Standard, each as the Standard with one of its
 * algorithms exchanged. A case is explained by a departure when, under it, what was observed is what
 * must happen; it is missed where it should have shown and did not.
 */
import type { Engine } from '../messages/types.ts';
import type { Rules } from '../oracle/rules.ts';
import { rulesWith } from '../oracle/standard.ts';
import { DEPARTURES } from './departures/index.ts';
import type { Departure } from './departures/types.ts';

export { DEPARTURES };
export type { Departure };

/** A departure as one engine shows it. */
export interface EngineDeparture extends Departure {
  readonly engine: Engine;
  /** Version of the engine in which this project first saw it. */
  readonly since: string;
}

/** Those of one engine. */
export const departuresOf = (engine: Engine): readonly EngineDeparture[] =>
  DEPARTURES.flatMap((departure) => {
    const since = departure.engines[engine];
    return since === undefined ? [] : { ...departure, engine, since };
  });

const made = new Map<string, Rules>();

/** The Standard with some departures; with none it is the Standard. Made once for each set. */
export function rulesUnder(departures: readonly EngineDeparture[]): Rules {
  const key = departures.map(({ id, engine }) => `${engine}:${id}`).join(' ');
  const known = made.get(key);
  if (known) return known;
  const rules = rulesWith(
    departures.reduce<Partial<Rules>>(
      (exchanged, { depart, engine }) => ({
        ...exchanged,
        ...depart(rulesWith(exchanged), engine),
      }),
      {},
    ),
  );
  made.set(key, rules);
  return rules;
}
