/** How the cost of a scenario changes with their number. */
import { SCENARIOS } from '../../scenarios/index.ts';
import type { Engine } from '../../messages/types.ts';
import { countsByProject } from './figures.ts';
import { measure, seconds, withFolder } from './conformance.ts';

const SIZES = [100, 400] as const;
/** What a scenario may cost at the larger size, as a multiple of the cost at the smaller. */
const BOUND = 1.2;

/** So many of the catalogue, evenly spread: the larger choice is as mixed as the smaller. */
export const spread = <T>(all: readonly T[], count: number): readonly T[] =>
  Array.from(
    { length: Math.min(count, all.length) },
    (_, index) => all[Math.floor((index * all.length) / Math.min(count, all.length))],
  ).filter((one) => one !== undefined);

/** Measures both sizes by turns, prints, and returns the exit code: 1 beyond the bound or on red. */
export async function benchGrowth(engines: readonly Engine[], runs: number): Promise<number> {
  const walls: Record<number, number[]> = {};
  let failed = 0;
  await withFolder(async (folder) => {
    for (let run = 1; run <= runs; run += 1)
      for (const size of SIZES) {
        const ids = spread(SCENARIOS, size).map(({ id }) => id);
        process.stdout.write(`run ${run} of ${runs}: ${size} scenarios`);
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
        (walls[size] ??= []).push(wall / size);
        failed += red;
        const executed = Object.values(countsByProject(tests)).reduce((sum, one) => sum + one, 0);
        process.stdout.write(` (${executed} tests) ${seconds(wall)}\n`);
      }
  });
  const [few = NaN, many = NaN] = SIZES.map((size) => Math.min(...(walls[size] ?? [])));
  const ratio = many / few;
  process.stdout.write(
    `\ncost of a scenario, start-up included: ${few.toFixed(0)} ms at ${SIZES[0]}, ` +
      `${many.toFixed(0)} ms at ${SIZES[1]}: ${ratio.toFixed(2)} x (bound ${BOUND})\n`,
  );
  return failed > 0 || !(ratio <= BOUND) ? 1 : 0;
}
