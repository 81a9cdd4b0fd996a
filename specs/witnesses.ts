/** The three witnesses of one acting-out, each asserted whole. */
import { isDeepStrictEqual } from 'node:util';
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

/**
 * Asserts page, wire and console of one acting-out against what is claimed of it; `explanation` is
 * asked for only where one of them fails. One step each: Playwright takes a stack for every step,
 * and with thousands of them that is a good part of the run.
 */
export function assertWitnesses(
  { engine, version }: EngineBuild,
  claim: Claim,
  acted: Acted,
  explanation: () => string,
): void {
  const assert = (witness: string, observed: unknown, expected: unknown): void => {
    const holds = isDeepStrictEqual(observed, expected);
    expect(observed, holds ? witness : `${witness}\n${explanation()}`).toEqual(expected);
  };

  const sights = expectedSights(engine, claim, acted);
  assert('what the page saw', observedSights(claim, acted, sights), sights);

  assert('what the wire carried', observedWire(acted, claim.expect.wire), claim.expect.wire);

  const wordingMayDrift = !strict && !isRecordedVersion(engine, version);
  const { expected, observed, drift } = compareLines(engine, claim, acted, {
    wordingMayDrift,
    version,
  });
  assert(
    'what the console said',
    { lines: observed, conflicts: identityConflicts(acted) },
    { lines: expected, conflicts: [] },
  );
  for (const description of drift) {
    test.info().annotations.push({ type: 'unrecorded wording', description });
  }
}
