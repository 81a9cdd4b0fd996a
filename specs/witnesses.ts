/** The three witnesses of one acting-out, asserted whole. */
import { expect, test } from '../fixtures/test.ts';
import type { Claim } from '../fixtures/judge/claim.ts';
import { contradicting, judge, WITNESSES, type Testimony } from '../fixtures/judge/index.ts';
import type { Acted } from '../fixtures/stage.ts';
import type { EngineBuild } from '../fixtures/engines/types.ts';

/** `CORS_WORDING=strict` makes new words in a new version an error, too. */
const strict = process.env['CORS_WORDING'] === 'strict';

/**
 * Asserts page, wire and console of one acting-out against what is claimed of it; `explanation` is
 * asked for only where one of them fails. All in one step: a person sees everything that differs,
 * not the first witness alone; and Playwright takes a stack for every step, which with thousands of
 * them is a good part of the run.
 */
export function assertWitnesses(
  build: EngineBuild,
  claim: Claim,
  acted: Acted,
  explanation: () => string,
): void {
  const judgement = judge(build, claim, acted, { strict });
  const differing = contradicting(judgement);
  const all = (side: keyof Testimony) =>
    Object.fromEntries(WITNESSES.map((witness) => [witness, judgement[witness][side]]));
  expect(
    all('observed'),
    differing.length === 0
      ? 'page, wire and console'
      : `${differing.join(' and ')} ${differing.length === 1 ? 'differs' : 'differ'}\n${explanation()}`,
  ).toEqual(all('expected'));
  for (const description of judgement.drift) {
    test.info().annotations.push({ type: 'unrecorded wording', description });
  }
}
