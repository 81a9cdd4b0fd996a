/** A mutant's acting-out, held against what its original claims. Pure. */
import type { Claim } from '../../../fixtures/judge/claim.ts';
import { contradicting, judge, type Judgement } from '../../../fixtures/judge/index.ts';
import type { EngineBuild } from '../../../fixtures/engines/types.ts';
import type { Acted } from '../../../fixtures/stage.ts';
import type { Catcher } from './types.ts';

/** What each witness that contradicts saw, in one line; null: none does. */
export function complaintOf(judgement: Judgement): string | null {
  const complaints = contradicting(judgement).map((witness) => {
    const { expected, observed } = judgement[witness];
    return `${witness}: ${JSON.stringify(observed)} is not ${JSON.stringify(expected)}`;
  });
  return complaints.length > 0 ? complaints.join('; ') : null;
}

/** The witnesses that contradict. */
export function catchersOf(
  build: Pick<EngineBuild, 'engine' | 'version'>,
  claim: Claim,
  control: Pick<Acted, 'exchanges' | 'bindings'>,
  acted: Acted,
): readonly Catcher[] {
  return contradicting(judge(build, claim, asDeclared(acted, control)));
}

/**
 * What script may read is what the scenario declares, and that is what the control's server sent;
 * the judgement would take it from the mutant's own bytes, which the self-check vouches for in a
 * run of the suite.
 */
export function asDeclared(acted: Acted, control: Pick<Acted, 'exchanges' | 'bindings'>): Acted {
  return {
    ...acted,
    exchanges: acted.exchanges.map((exchange, index) => {
      const declared = control.exchanges[index];
      return declared
        ? {
            ...exchange,
            end: declared.end,
            sentHead: declared.sentHead,
            sentBody: declared.sentBody.replaceAll(control.bindings.token, acted.bindings.token),
          }
        : exchange;
    }),
  };
}
