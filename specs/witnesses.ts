/** The three witnesses of one acting-out, each asserted whole. */
import { expect, test } from '../fixtures/test.ts';
import type { Claim } from '../fixtures/judge/claim.ts';
import { holds, judge, WITNESSES, type Witness } from '../fixtures/judge/index.ts';
import type { Acted } from '../fixtures/stage.ts';
import type { EngineBuild } from '../fixtures/engines/types.ts';

/** `CORS_WORDING=strict` makes new words in a new version an error, too. */
const strict = process.env['CORS_WORDING'] === 'strict';

/** The name of each one's step. */
const SAID: Readonly<Record<Witness, string>> = {
  page: 'what the page saw',
  wire: 'what the wire carried',
  console: 'what the console said',
};

/**
 * Asserts page, wire and console of one acting-out against what is claimed of it; `explanation` is
 * asked for only where one of them fails. One step each: Playwright takes a stack for every step,
 * and with thousands of them that is a good part of the run.
 */
export function assertWitnesses(
  build: EngineBuild,
  claim: Claim,
  acted: Acted,
  explanation: () => string,
): void {
  const judgement = judge(build, claim, acted, { strict });
  for (const witness of WITNESSES) {
    const { observed, expected } = judgement[witness];
    const words = SAID[witness];
    expect(observed, holds(judgement[witness]) ? words : `${words}\n${explanation()}`).toEqual(
      expected,
    );
  }
  for (const description of judgement.drift) {
    test.info().annotations.push({ type: 'unrecorded wording', description });
  }
}
