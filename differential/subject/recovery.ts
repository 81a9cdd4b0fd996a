/**
 * Which case a page or browser died of. The rule:
 * - A batch that dies is halved, and each half acted out anew, until the case stands alone.
 * - A case is `killed` when it dies alone in a fresh browser, one in which no case was acted out
 *   before; so is one that alone in a fresh browser never ends.
 * - A batch that died and has no such case is acted out whole once more in a fresh browser. If it
 *   lives, the death was not of its cases (memory, another process) and is only told of; if it dies
 *   again, its cases kill together, no result can be had, and a `HarnessError` says which they are.
 */
import { HarnessError } from '../../fixtures/stage.ts';
import type { CaseResult, Observation } from '../types.ts';

/** What came of acting out some cases at once. */
export type Attempt =
  /** Null: the case had not ended when nothing had moved for long, and was given up. */
  | { readonly kind: 'lived'; readonly observations: readonly (Observation | null)[] }
  | { readonly kind: 'died'; readonly because: string };

/** A browser as far as this file needs it. */
export interface Mortal<C> {
  /** Rejects only when the harness itself fails. */
  attempt(cases: readonly C[]): Promise<Attempt>;
  /** Whether no case was acted out yet in the browser that the next attempt will use. */
  isFresh(): boolean;
  /** Ends the browser; the next attempt starts a new one. */
  restart(): Promise<void>;
  /** Told of each death that no case is to blame for alone. */
  unexplained(because: string): void;
}

export const NEVER_ENDED = 'it never ended, alone in a fresh browser';

/** One result per case, in order, whatever dies. Rejects as said above, and where `mortal` does. */
export async function settle<C>(mortal: Mortal<C>, cases: readonly C[]): Promise<CaseResult[]> {
  const fresh = mortal.isFresh();
  const attempt = await mortal.attempt(cases);
  if (attempt.kind === 'lived') return settleUnended(mortal, cases, attempt.observations, fresh);
  await mortal.restart();
  if (cases.length === 1)
    return fresh ? [{ kind: 'killed', because: attempt.because }] : settle(mortal, cases);
  const half = Math.ceil(cases.length / 2);
  const results = [
    ...(await settle(mortal, cases.slice(0, half))),
    ...(await settle(mortal, cases.slice(half))),
  ];
  if (!results.some(({ kind }) => kind === 'killed')) {
    await mortal.restart();
    const again = await mortal.attempt(cases);
    if (again.kind === 'died')
      throw new HarnessError(
        `${cases.length} cases kill the browser together, and none of them alone (${again.because}): act them out in smaller batches.`,
      );
    mortal.unexplained(attempt.because);
  }
  return results;
}

/** Cases that were given up may have been held up by others: each gets a browser of its own. */
async function settleUnended<C>(
  mortal: Mortal<C>,
  cases: readonly C[],
  observations: readonly (Observation | null)[],
  fresh: boolean,
): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const [index, one] of cases.entries()) {
    const observation = observations[index];
    if (observation) results.push({ kind: 'observed', observation });
    else if (cases.length === 1 && fresh) results.push({ kind: 'killed', because: NEVER_ENDED });
    else {
      await mortal.restart();
      results.push(...(await settle(mortal, [one])));
    }
  }
  return results;
}
