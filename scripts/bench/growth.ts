/** How the cost of a scenario changes with their number. */
import { SCENARIOS } from '../../scenarios/index.ts';
import type { Engine } from '../../messages/types.ts';
import { growthOf, spread } from './figures.ts';
import { measure, seconds, withFolder } from './conformance.ts';

/** Scenarios. */
const FEW = 100;
const MANY = 400;
/** What a scenario may cost at the larger size, as a multiple of the cost at the smaller. */
const BOUND = 1.2;

/** Measures both sizes by turns, prints, and returns the exit code: 1 beyond the bound or on red. */
export async function benchGrowth(engines: readonly Engine[], runs: number): Promise<number> {
  const fewer = { scenarios: FEW, walls: [] as number[] };
  const more = { scenarios: MANY, walls: [] as number[] };
  let failed = 0;
  await withFolder(async (folder) => {
    for (let run = 1; run <= runs; run += 1)
      for (const { scenarios, walls } of [fewer, more]) {
        const ids = spread(SCENARIOS, scenarios).map(({ id }) => id);
        process.stdout.write(`run ${run} of ${runs}: ${scenarios} scenarios`);
        const {
          wall,
          failed: red,
          tests,
        } = await measure(folder, {
          args: [
            ...engines.map((engine) => `--project=${engine}`),
            `--grep=@(?:${ids.join('|')})(?:\\s|$)`,
          ],
        });
        walls.push(wall);
        failed += red;
        process.stdout.write(` (${tests.length} tests) ${seconds(wall)}\n`);
      }
  });
  const { few, many, each, ratio, kept } = growthOf(fewer, more, BOUND);
  process.stdout.write(
    `\ncost of a scenario, start-up included: ${few.toFixed(0)} ms at ${FEW}, ` +
      `${many.toFixed(0)} ms at ${MANY}: ${ratio.toFixed(2)} x (bound ${BOUND})\n` +
      `cost of each of the ${MANY - FEW} more: ${each.toFixed(0)} ms\n`,
  );
  return failed > 0 || !kept ? 1 : 0;
}
