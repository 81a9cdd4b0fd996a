/**
 * A small differential run, the same exchanges every time: what nobody thought of as a scenario,
 * held against the Standard. `npm run differential` makes it as large as one likes.
 */
import { runDifferential } from '../differential/run.ts';
import { SUBJECT_PLAY, subjectOnLentPages } from '../differential/subject.ts';
import { FAMILIES } from '../differential/types.ts';
import { expect, protection, test } from '../fixtures/test.ts';

const CASES = 200;
const SEED = 1;
/** Milliseconds that the page may take for them all; they take a tenth of it. */
const PATIENCE = 240_000;

test(
  `${CASES} generated exchanges go as the Fetch Standard says, but for known departures`,
  { tag: '@differential' },
  async ({ build, origins, pool }, testInfo) => {
    test.skip(protection === 'off', 'the Standard is not what a browser without it follows');
    const lender = { build, origins, lend: () => pool.lend(SUBJECT_PLAY) };
    const subject = subjectOnLentPages(lender, { patience: PATIENCE });
    const run = await runDifferential({
      subject,
      name: build.name,
      cases: CASES,
      seed: SEED,
      families: FAMILIES,
      shrinkExamples: false,
    });
    await testInfo.attach('differential', {
      body: JSON.stringify(run),
      contentType: 'application/json',
    });
    await subject.close();

    const replay = `npm run differential -- --seed ${SEED} --cases ${CASES} --engine ${build.engine}`;
    expect(run.cases).toBe(CASES);
    expect.soft(run.unexplained, `nothing explains these; look closer with: ${replay}`).toEqual([]);
    expect.soft(run.killed, 'the page died of these').toEqual([]);
    expect
      .soft(
        run.explained.filter(({ missed }) => missed > 0),
        'known departures that no longer show: take them off differential/departures/',
      )
      .toEqual([]);
  },
);
