/** `npm run bench`: what the suite costs here, as ratios measured in one run. */
import { benchConformance } from './bench/conformance.ts';
import { benchDifferential } from './bench/differential.ts';
import { benchGrowth } from './bench/growth.ts';
import { benchReport } from './bench/report-page.ts';
import { countOf, enginesOf, runScript } from './lib/flags.ts';

const HELP = `
npm run bench [-- --runs 3 --engine chromium,firefox,webkit]

Measures the conformance run on this machine, and beside it, run by run in turn, the same number
of tests that ask one allowed request in the kept page, with as many workers. Prints wall time,
tests per second, the five slowest tests of each engine, and the ratio of the two.

  --runs N        how often; default: 1. With more: least and median
  --engine NAMES  comma-separated; default: all three
  --workers N     default: as configured, one per core
  --grep PATTERN  only the tests whose title or tag matches

Exit code 1 if a test failed: the figures of a red run say little.

npm run bench -- --growth [--runs 1] [--engine …]

Measures 100 scenarios and 400, spread evenly over the catalogue, and compares what one costs, its
share of the start-up included; and tells what each of the 300 more costs, which have no start-up.
Exit code 1 if one of 400 costs more than 1.2 times one of 100.

npm run bench -- --differential [--cases 5000] [--engine chromium,firefox,webkit]

Measures the differential run's engines instead: cases and requests per second, beside a bare loop
of the same requests in such a page; how the cost of a case changes; the memory of this process.

  --cases N       per engine; default: 5000. From 10,000 on the change of cost is measured
  --seed N        of the generated cases; default: 1

Exit code 1 if a figure is beyond its bound.

npm run bench -- --report [--results FILE]

Measures the history matrix (npm run matrix) instead: 1,000 scenarios in four versions of three
engines, made from a recorded run; how long it takes to write, to open in Chromium, and to filter.

  --results FILE  the recorded run; default: reports/out/matrix/results.json

Exit code 1 if opening takes more than a second or a filter more than a tenth.
`;

await runScript(
  'bench',
  HELP,
  {
    runs: { type: 'string', default: '1' },
    engine: { type: 'string' },
    workers: { type: 'string' },
    grep: { type: 'string' },
    growth: { type: 'boolean', default: false },
    differential: { type: 'boolean', default: false },
    cases: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    report: { type: 'boolean', default: false },
    results: { type: 'string', default: 'reports/out/matrix/results.json' },
  },
  async (flags) => {
    if (flags.report) return benchReport(flags.results);
    if (flags.differential) {
      const cases = countOf('cases', flags.cases);
      const seed = countOf('seed', flags.seed);
      return benchDifferential(enginesOf(flags.engine), cases, seed);
    }
    const runs = countOf('runs', flags.runs);
    const engines = enginesOf(flags.engine);
    if (flags.growth) return benchGrowth(engines, runs);
    return benchConformance({
      engines,
      runs,
      ...(flags.workers !== undefined && { workers: countOf('workers', flags.workers) }),
      ...(flags.grep !== undefined && { grep: flags.grep }),
    });
  },
);
