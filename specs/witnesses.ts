/** The three witnesses of one acting-out, each asserted whole. */
import { expect, test } from '../fixtures/test.ts';
import type { Claim } from '../fixtures/judge/claim.ts';
import { compareLines, identityConflicts } from '../fixtures/judge/console.ts';
import { expectedSights, observedSights } from '../fixtures/judge/page.ts';
import { observedWire } from '../fixtures/judge/wire.ts';
import type { Acted } from '../fixtures/stage.ts';
import type { EngineBuild } from '../fixtures/engines/types.ts';
import { isRecordedVersion } from '../messages/versions.ts';

/** `CORS_WORDING=strict` makes new words in a new version an error, too. */
const strict = process.env['CORS_WORDING'] === 'strict';

/** Asserts page, wire and console of one acting-out against what is claimed of it. */
export async function assertWitnesses(
  { engine, version }: EngineBuild,
  claim: Claim,
  acted: Acted,
  explanation: string,
): Promise<void> {
  await test.step('the page saw', () => {
    const expected = expectedSights(engine, claim, acted);
    expect(observedSights(claim, acted, expected), `The page.\n${explanation}`).toEqual(expected);
  });
  await test.step('the wire carried', () => {
    expect(observedWire(acted, claim.expect.wire), `The wire.\n${explanation}`).toEqual(
      claim.expect.wire,
    );
  });
  await test.step('the console said', () => {
    expect(identityConflicts(acted), explanation).toEqual([]);
    const wordingMayDrift = !strict && !isRecordedVersion(engine, version);
    const { expected, observed, drift } = compareLines(engine, claim, acted, { wordingMayDrift });
    expect(observed, `The console.\n${explanation}`).toEqual(expected);
    for (const description of drift) {
      test.info().annotations.push({ type: 'unrecorded wording', description });
    }
  });
}
