/** What an engine without its protection would wait for in vain is known beforehand. */
import { expect, test } from '@playwright/test';
import { standstillOf, standstillOfCure } from '../fixtures/standstill.ts';
import { claimOf, curedClaimOf } from '../fixtures/judge/claim.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { isNotApplicable } from '../scenarios/types.ts';

const STEPS = [{ do: 'framed-fetch', url: '{api:/resource}', csp: 'connect-src {page}' }] as const;
const ANSWERED = { serviceWorker: "fetch('{api:/elsewhere}')" } as const;

for (const [words, asked, why] of [
  ['a cure that the policy lets through', standstillOfCure('firefox', { steps: STEPS }), /policy/],
  ['a request that the policy refuses', standstillOf('firefox', { steps: STEPS }), null],
  [
    'an answer that the policy refuses',
    standstillOf('firefox', { steps: STEPS, page: ANSWERED }),
    /policy/,
  ],
  [
    'the same where the switch lets through',
    standstillOf('chromium', { steps: STEPS, page: ANSWERED }),
    null,
  ],
  ['a cure where the switch lets through', standstillOfCure('webkit', { steps: STEPS }), null],
] as const)
  test(`${words}: ${why ? 'would be waited for' : 'comes to its end'}`, () => {
    if (why === null) expect(asked).toBeNull();
    else expect(asked?.because).toMatch(why);
  });

test('of the catalogue it is the scenarios whose frame has a policy', () => {
  const inFirefox = SCENARIOS.filter(({ console }) => !isNotApplicable(console.firefox));
  const refused = inFirefox.filter((one) => standstillOf('firefox', claimOf(one, 'firefox').play));
  const cured = inFirefox.filter(
    (one) => one.cure && standstillOfCure('firefox', curedClaimOf(one, one.cure, 'firefox').play),
  );
  expect(refused.map(({ id }) => id)).toEqual(['service-worker-answer-refused-by-the-policy']);
  expect(cured.length).toBeGreaterThan(refused.length);
});
