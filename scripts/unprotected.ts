/** `npm run unprotected`: the suite with the browsers' own protection off must turn red. */
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ENGINES, type Engine } from '../messages/types.ts';
import { readResults } from '../reports/read-results.ts';
import type { Results } from '../reports/results.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { runPlaywright } from './lib/child.ts';
import { countOf, enginesOf, runScript, styled } from './lib/flags.ts';
import { isProven, listsOf, type Entry, type Lists } from './unprotected/lists.ts';
import { UNPROTECTED_FOLDER } from './unprotected/folder.ts';
import { protectionFigures } from './unprotected/figures.ts';
import { readRecord, recordFileOf, recordOf, writeRecord } from './unprotected/record.ts';
import { none, writePart } from './trust/part.ts';

const HELP = `
npm run unprotected [-- --engine chromium,firefox,webkit --workers N --quiet]

Runs the conformance suite with each browser's own protection switched off (CORS_PROTECTION=off)
and looks whether every test is on the side where it must be then:
  Chromium, WebKit  what policy refuses must fail, and no longer be refused, but where something else
                    refuses it as well; what breaks below it must hold.
  Firefox           every test that wants a cors-mode load to be allowed must fail.
Prints for each engine what failed as it must, what failed though still blocked, what held as it must,
what is on the wrong side.
The matrix of this run is written to reports/out/unprotected/matrix, each engine's lists to
reports/out/unprotected/<engine>.json; those of an engine that is not run stay.

  --engine NAMES  comma-separated; default: all three
  --workers N     as many browsers at once; default: one a core
  --quiet         names only what is on the wrong side, counts the rest

Exit code 0 only if no test is on the wrong side, and the run had no fault outside its tests.
`;

const MATRIX_REPORTER = fileURLToPath(new URL('unprotected/matrix.ts', import.meta.url));

async function observe(engines: readonly Engine[], workers: number | undefined): Promise<Results> {
  const file = path.join(UNPROTECTED_FOLDER, 'matrix/results.json');
  // Else a run that crashes would be judged by the one before.
  await rm(file, { force: true });
  for (const engine of engines) await rm(recordFileOf(engine), { force: true });
  const { code } = await runPlaywright(
    [
      ...engines.map((engine) => `--project=${engine}`),
      ...(workers === undefined ? [] : [`--workers=${workers}`]),
      `--reporter=${MATRIX_REPORTER}`,
      `--output=${path.join(UNPROTECTED_FOLDER, 'artifacts')}`,
    ],
    {
      env: { CORS_PROTECTION: 'off', CORS_FAILURES: 'expected' },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  try {
    return readResults(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(
      `the run wrote no results (exit code ${code}); CORS_PROTECTION=off npx playwright test shows why`,
      { cause: error },
    );
  }
}

function print({ engine, failed, stillBlocked, held, wrong, open }: Lists, quiet: boolean): void {
  const section = (title: string, entries: readonly Entry[], name: boolean): string => {
    const width = Math.max(0, ...entries.map(({ id }) => id.length));
    const lines = name ? entries.map(({ id, words }) => `    ${id.padEnd(width)}  ${words}\n`) : [];
    return `  ${title}: ${entries.length}\n${lines.join('')}`;
  };
  process.stdout.write(
    [
      `\n${styled('bold', engine)}\n`,
      section('failed as they must', failed, !quiet),
      ...(stillBlocked.length > 0
        ? [section('failed, though still blocked', stillBlocked, !quiet)]
        : []),
      section('held as they must', held, !quiet),
      ...(open.length > 0 ? [section('not judged', open, !quiet)] : []),
      styled(wrong.length > 0 ? 'red' : 'green', section('on the wrong side', wrong, true)),
    ].join(''),
  );
}

await runScript(
  'unprotected',
  HELP,
  { engine: { type: 'string' }, workers: { type: 'string' }, quiet: { type: 'boolean' } },
  async ({ engine, workers, quiet = false }) => {
    const engines = enginesOf(engine);
    const atOnce = workers === undefined ? undefined : countOf('workers', workers);
    process.stdout.write(`Protection off: ${engines.join(', ')}. Most tests fail now.\n`);
    const results = await observe(engines, atOnce);
    const lists = listsOf(results, SCENARIOS, engines);
    for (const one of lists) {
      await writeRecord(recordOf(one, results));
      print(one, quiet);
    }
    const [chromium, firefox, webkit] = await Promise.all([
      readRecord('chromium'),
      readRecord('firefox'),
      readRecord('webkit'),
    ]);
    // Of one state of the suite: an engine that did not run now may have run on another.
    if (ENGINES.every((one) => engines.includes(one)))
      await writePart({
        part: 'protection',
        at: new Date().toISOString(),
        seconds: Math.round(results.duration / 1000),
        figures: [
          ...protectionFigures({ chromium, firefox, webkit }),
          none('faults of the last run outside its tests', results.problems.length),
        ],
      });
    for (const problem of results.problems) process.stdout.write(`\nproblem: ${problem}\n`);
    return isProven(lists, results) ? 0 : 1;
  },
);
